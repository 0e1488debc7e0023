"""Keep the figures of many runs, each as soon as it is there: what was killed goes on from there.

A folder of kept runs holds ``manifest.json``, which says what they depend on, and a small JSON file
for each run. Nothing in it depends on the engine, on the time, or on the order of the runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from goodwill.errors import ResultError
from goodwill.measuring import METRICS
from goodwill.scenario import Scenario
from goodwill.store.folders import clear_files, list_contents, write_file
from goodwill.store.reading import MANIFEST

FORMAT = "goodwill runs"
FORMAT_VERSION = 1

_PACKAGE = Path(__file__).resolve().parents[1]
_WITHOUT_EFFECT = ("analysis", "app", "calibration", "cli", "figures", "report", "validation")
_NOT_OF_THE_WORLD = ("file", "files", "sha256", "question", "guardrails", "notes", "beliefs", "own")

Inputs = Mapping[str, str | int | bool]
"""All that the figures of a run depend on, but for its strategy and replication."""


def describe_inputs(scenario: Scenario, seed: int | None, *, draw_budgets: bool) -> Inputs:
    """Say what the figures of runs depend on.

    Parameters
    ----------
    scenario
        As it is now: with other values in place of parameters it is another one.
    seed
        Of all luck; None: the scenario's.
    draw_budgets
        Whether budgets that the scenario gives are drawn instead.

    Returns
    -------
    dict
        Plain data. Files of the same content elsewhere, or with other comments, make no difference;
        nor does the engine.
    """
    return {
        "scenario": scenario.name,
        "scenario_sha256": _hash_world(scenario),
        "seed": scenario.seed if seed is None else seed,
        "draw_budgets": draw_budgets,
        "goodwill": version("goodwill"),
        "model_sha256": hash_model(),
        "numpy": version("numpy"),
        "scipy": version("scipy"),
    }


def hash_inputs(inputs: Inputs) -> str:
    """Give a hash of what runs depend on, 64 hexadecimal digits."""
    return hashlib.sha256(_write(inputs)).hexdigest()


@cache
def hash_model() -> str:
    """Hash all source files of goodwill that figures depend on, by name and content."""
    whole = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        name = path.relative_to(_PACKAGE)
        if path.suffix in {".py", ".toml"} and name.parts[0] not in _WITHOUT_EFFECT:
            whole.update(name.as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _hash_world(scenario: Scenario) -> str:
    parts: dict[str, Any] = {
        field.name: getattr(scenario, field.name)
        for field in fields(scenario)
        if field.name not in _NOT_OF_THE_WORLD
    }
    parts["calls"] = sorted(scenario.calls)
    parts["strategies"] = [
        (name, one._replace(file=Path())) for name, one in scenario.strategies.items()
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class KeptRuns(NamedTuple):
    """A folder of kept runs that all depend on the same.

    Attributes
    ----------
    folder
        Where they are.
    inputs_sha256
        Hash of what they depend on.
    """

    folder: Path
    inputs_sha256: str

    def find(self, strategy: str, replication: int) -> dict[str, float] | None:
        """Give the figures of a run; None where it is not there whole."""
        try:
            content = json.loads(self._place(strategy, replication).read_bytes())
            digest = content.pop("sha256")
            run = (content["strategy"], content["replication"])
            figures = content["figures"]
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            return None
        whole = digest == hashlib.sha256(_write(content)).hexdigest()
        if not whole or run != (strategy, replication) or list(figures) != list(METRICS):
            return None
        return {name: float("nan" if one is None else one) for name, one in figures.items()}

    def keep(self, strategy: str, replication: int, figures: Mapping[str, float]) -> None:
        """Write the figures of a run, whole or not at all.

        Raises
        ------
        ResultError
            It cannot be written.
        """
        plain = {name: None if one != one else one for name, one in figures.items()}  # noqa: PLR0124 - nan
        content = {"strategy": strategy, "replication": replication, "figures": plain}
        digest = hashlib.sha256(_write(content)).hexdigest()
        write_file(self._place(strategy, replication), _write(content | {"sha256": digest}) + b"\n")

    def _place(self, strategy: str, replication: int) -> Path:
        # Of hashes alone: no name of a strategy is ever part of a path.
        key = f"{self.inputs_sha256}\0{strategy}\0{replication}"
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.json"


def open_runs(folder: str | Path, inputs: Inputs) -> KeptRuns:
    """Open a folder of kept runs, or begin one.

    What a process that died was just writing is cleared away.

    Parameters
    ----------
    folder
        The place; it and the folders above it are made.
    inputs
        From :func:`describe_inputs`.

    Raises
    ------
    ResultError
        The folder holds runs of other inputs, or something else; or it cannot be written.
    """
    folder = Path(folder)
    names = [name for name in list_contents(folder) if not name.startswith(".")]
    if MANIFEST in names:
        _check_manifest(folder, inputs)
    elif names:
        raise ResultError(
            f"{folder}: there is something else at this place: {', '.join(names[:3])}. "
            "Name a new folder, or one that holds kept runs."
        )
    else:
        about = {"format": FORMAT, "format_version": FORMAT_VERSION, "inputs": inputs}
        text = json.dumps(about, indent=2, ensure_ascii=False)
        write_file(folder / MANIFEST, f"{text}\n".encode())
    clear_files(folder)
    return KeptRuns(folder, hash_inputs(inputs))


def _check_manifest(folder: Path, inputs: Inputs) -> None:
    """Refuse a folder whose runs depend on something else."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ResultError(f"{path}: this cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise ResultError(f"{path}: this is no JSON: {error}.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ResultError(f"{path}: this is not the manifest of {FORMAT}. Name another folder.")
    if manifest.get("format_version") != FORMAT_VERSION:
        raise ResultError(
            f"{path}: format version {manifest.get('format_version')!r}. "
            f"This goodwill keeps runs in version {FORMAT_VERSION}."
        )
    theirs = manifest.get("inputs")
    theirs = theirs if isinstance(theirs, dict) else {}
    others = [
        f"{name} {_shorten(theirs.get(name))} there, {_shorten(value)} here"
        for name, value in inputs.items()
        if theirs.get(name) != value
    ]
    if others:
        raise ResultError(
            f"{folder}: it holds runs of other inputs: {'; '.join(others)}. "
            "Name another folder, or remove this one."
        )


def _shorten(value: object) -> str:
    return "unknown" if value is None else str(value)[:12]


def _write(content: object) -> bytes:
    # Keys as they come: figures have an order of their own, and it is always the same.
    return json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
