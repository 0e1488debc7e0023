"""Find scenarios and the folder that they are in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goodwill.cli.manners import say_notes
from goodwill.errors import ResultError, UnknownNameError, hint

if TYPE_CHECKING:
    from goodwill.scenario import Scenario

FOLDER = "scenarios"
RUNS = "runs"


def find_folder() -> Path:
    """Find the scenarios: of the working directory or one above it, else of the checkout.

    Returns
    -------
    Path
        Relative to the working directory where it lies below it.

    Raises
    ------
    UnknownNameError
        There is none.
    """
    here = Path.cwd()
    checkout = Path(__file__).parents[3]
    for parent in (here, *here.parents, checkout):
        folder = parent / FOLDER
        if folder.is_dir():
            return folder.relative_to(here) if folder.is_relative_to(here) else folder
    raise UnknownNameError(
        f"{here}: there is no folder {FOLDER!r} here or above. Go to where your scenarios are."
    )


def find_scenario(given: str) -> Path:
    """Find a scenario by its path, or by its name in the folder of scenarios.

    Raises
    ------
    UnknownNameError
        There is no such file.
    """
    path = Path(given)
    if path.is_file():
        return path
    if path.is_dir():
        raise UnknownNameError(f"{given}: is a folder. Give a scenario file.")
    bare = path.name == given and not path.suffix
    folder = find_folder() if bare else path.parent
    if bare and (folder / f"{given}.yaml").is_file():
        return folder / f"{given}.yaml"
    known = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    names = [file.stem if bare else file.name for file in known]
    near = f" {hint(given if bare else path.name, names)}" if names else ""
    raise UnknownNameError(f"{given}: there is no such scenario file.{near}")


def check_folder(out: Path) -> None:
    """Refuse before any work what cannot be written to after it.

    Raises
    ------
    ResultError
        It is a file, or below one.
    """
    for parent in (out, *out.parents):
        if parent.exists():
            if not parent.is_dir():
                raise ResultError(f"{out}: {parent} is a file. Give a folder.")
            return


def find_runs(scenario: Scenario, seed: int | None, out: Path) -> Path:
    """Name the folder in which a command keeps its runs: one for all that they depend on."""
    from goodwill.store import describe_inputs, hash_inputs

    inputs = describe_inputs(scenario, seed, draw_budgets=False)
    return out / RUNS / hash_inputs(inputs)[:16]


def load(given: str, *, data: Path | None, parameters: Path | None = None) -> Scenario:
    """Find and read a scenario; say on standard error what should be known about it.

    Parameters
    ----------
    given
        Its path, or its name.
    data
        Where files of leads are.
    parameters
        A parameter set to put in place of the ledger's defaults.

    Raises
    ------
    UnknownNameError, ScenarioError, ParameterError
        There is none, or something is wrong with it.
    """
    from goodwill.scenario import load_scenario

    scenario = load_scenario(find_scenario(given), data=data)
    if parameters is not None:
        from goodwill.loading.parameter_sets import read_parameter_set
        from goodwill.scenario.believing import believe

        scenario = believe(scenario, read_parameter_set(parameters))
    say_notes(scenario.notes)
    return scenario
