"""``goodwill story``: what happened between the vendor and one person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodwill.cli.manners import open_console, print_json, show_progress
from goodwill.cli.options import (
    DataOption,
    JsonOption,
    ParametersOption,
    ReplicationOption,
    ScenarioArgument,
    SeedOption,
)
from goodwill.cli.places import load
from goodwill.errors import UnknownNameError, hint

if TYPE_CHECKING:
    from goodwill.analysis import Story
    from goodwill.cli.ending import Ends
    from goodwill.running import Result
    from goodwill.scenario import Scenario

_SUMS = ("goodwill_start", "goodwill_end", "irritation_end", "told", "won")
_ENTRY = ("day", "actor", "event", "touch", "detail")


_Person = Annotated[str, typer.Option("--person", help="Whose story, by name.")]
_Strategies = Annotated[
    list[str] | None,
    typer.Option("--strategy", help="May be given several times. Default: all."),
]
_Figure = Annotated[
    Path | None,
    typer.Option("--figure", metavar="FILE", help="Draw the lanes: FILE.svg or FILE.png."),
]
_Days = Annotated[
    float | None,
    typer.Option("--days", min=0.01, help="Of the figure, from the start. Default: all."),
]
_Endings = Annotated[
    int,
    typer.Option(
        "--endings",
        metavar="N",
        min=0,
        max=10_000,
        help="Also let chance have its way N times, and say how often which end comes.",
    ),
]


def tell(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    person: _Person,
    strategy: _Strategies = None,
    as_json: JsonOption = False,
    figure: _Figure = None,
    days: _Days = None,
    endings: _Endings = 0,
    seed: SeedOption = None,
    replication: ReplicationOption = 0,
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Tell what happened to one person under each strategy.

    What the vendor saw stands beside what was true.
    """
    from goodwill.figures.style import check_figure_path

    loaded = load(scenario, data=data, parameters=parameters)
    names = list(dict.fromkeys(strategy)) if strategy else list(loaded.strategies)
    for name in names:
        loaded.find_strategy(name)
    if figure is not None:
        check_figure_path(figure)
    find_person(loaded, person, seed=seed, replication=replication)
    results = _run_all(loaded, names, seed=seed, replication=replication)
    if figure is not None:
        _draw(results, person, figure, days)
    ends = _count_ends(loaded, names, person, endings, seed) if endings else None
    _say(results, person, as_json=as_json, ends=ends)
    if figure is not None and not as_json:
        typer.echo(f"Drawn: {figure}")


def find_person(scenario: Scenario, person: str, *, seed: int | None, replication: int) -> None:
    """Refuse a person that is in no world of the scenario.

    Raises
    ------
    UnknownNameError
        There is no such person.
    """
    from goodwill.scenario import make_world

    scripted = [one.name for one in scenario.people]
    if person in scripted:
        return
    first = next(iter(scenario.strategies))
    world = make_world(scenario, first, seed=seed, replication=replication)
    if person in world.names:
        return
    known = hint(person, scripted) if scripted else "Known: those of the market."
    example = world.names[0] if world.names else "nobody"
    raise UnknownNameError(
        f"{scenario.file}: no person {person!r}. {known} Others are named as {example!r}."
    )


def _run_all(
    scenario: Scenario, names: list[str], *, seed: int | None, replication: int
) -> list[Result]:
    from goodwill.running import run

    results = []
    with show_progress("strategies") as advance:
        for done, name in enumerate(names):
            advance(done, len(names))
            results.append(run(scenario, name, seed=seed, replication=replication))
    return results


def _draw(results: list[Result], person: str, path: Path, days: float | None) -> None:
    from goodwill.figures.style import save_figure
    from goodwill.figures.swimlane import draw
    from goodwill.figures.telling import prepare_swim_lane

    save_figure(draw(prepare_swim_lane(results, person, n_days=days)), path)


def _count_ends(
    scenario: Scenario, names: list[str], person: str, n_runs: int, seed: int | None
) -> Ends:
    from goodwill.cli.ending import count_ends

    with show_progress("lives") as advance:
        return count_ends(scenario, names, person, n_runs, seed=seed, progress=advance)


def _say(results: list[Result], person: str, *, as_json: bool, ends: Ends | None) -> None:
    from goodwill.analysis import tell_story

    stories = [tell_story(result, person) for result in results]
    if as_json:
        content: dict[str, Any] = {
            "person": person,
            "strategies": {story.strategy: describe(story) for story in stories},
        }
        if ends is not None:
            content["endings"] = ends
        print_json(content)
        return
    from goodwill.cli.timelines import print_ends, print_story

    console = open_console()
    for result, story in zip(results, stories, strict=True):
        print_story(console, story, result)
    if ends is not None:
        print_ends(console, person, ends)


def describe(story: Story) -> dict[str, object]:
    """Give a story as plain data: its timeline, and how the person stood at the end."""
    plain = story.to_json()
    timeline = [{name: entry[name] for name in _ENTRY} for entry in plain["timeline"]]
    return {"timeline": timeline} | {name: plain[name] for name in _SUMS}
