"""``goodwill check``: whether a scenario's guardrails hold, for those who decide by exit code."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from goodwill.cli.manners import print_json, show_progress
from goodwill.cli.numbers import write_value
from goodwill.cli.options import (
    DataOption,
    EngineOption,
    JsonOption,
    ParametersOption,
    ScenarioArgument,
    SeedOption,
    WorkersOption,
)
from goodwill.cli.places import load
from goodwill.errors import ScenarioError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goodwill.analysis.guardrails import Judgement
    from goodwill.scenario import Scenario

EXIT_CODES = {"holds": 0, "broken": 1, "undecided": 3}

_Replications = Annotated[
    int, typer.Option("--replications", min=1, max=10_000, help="More of them, narrower intervals.")
]

_Keep = Annotated[
    Path | None,
    typer.Option("--keep", metavar="DIR", help="Keep runs there; those there are run no more."),
]


def check_guardrails(  # noqa: PLR0913 - each is an option
    scenario: ScenarioArgument,
    *,
    replications: _Replications = 20,
    as_json: JsonOption = False,
    seed: SeedOption = None,
    engine: EngineOption = "auto",
    workers: WorkersOption = None,
    keep: _Keep = None,
    data: DataOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Judge the guardrails of a scenario, each on its interval, all together at 95 %.

    Exit codes: 0 all hold; 1 one is broken; 3 none is broken, but one is undecided: the interval
    holds its bound, and more worlds are needed; 2 something given is wrong.
    """
    loaded = _load(scenario, data, parameters)
    from goodwill.analysis.guardrails import judge_guardrails, sum_up
    from goodwill.analysis.study import read_study
    from goodwill.running import run_many

    strategies = name_strategies(loaded)
    began = time.perf_counter()
    with show_progress("worlds") as advance:
        figures = run_many(
            loaded,
            strategies,
            replications,
            seed=seed,
            workers=workers,
            progress=advance,
            engine=engine,
            keep=keep,
        )
    seconds = time.perf_counter() - began
    # Nobody is the holdout here: guardrails name whom they hold against whom.
    judgements = judge_guardrails(read_study(figures, strategies[0]), loaded.guardrails)
    if as_json:
        about = {"scenario": loaded.name, "seed": loaded.seed if seed is None else seed}
        how = {"engine": figures.attrs["engine"], "seconds": round(seconds, 3)}
        print_json(about | describe_all(judgements, replications) | how)
    else:
        _say(judgements, replications)
    raise typer.Exit(EXIT_CODES[sum_up(judgements)])


def _load(scenario: str, data: Path | None, parameters: Path | None) -> Scenario:
    """Load a scenario that has guardrails."""
    loaded = load(scenario, data=data, parameters=parameters)
    if not loaded.guardrails:
        raise ScenarioError(
            f"{loaded.file}: there are no guardrails, so there is nothing to check. Write "
            f"'guardrails: [{{strategy: {next(iter(loaded.strategies))}, "
            "metric: complaints_per_1000, below: 1}]'."
        )
    return loaded


def name_strategies(scenario: Scenario) -> list[str]:
    """Name the strategies that guardrails speak of, each once: no others need be run."""
    named = [name for one in scenario.guardrails for name in (one.strategy, one.against) if name]
    return list(dict.fromkeys(named))


def describe_all(judgements: Sequence[Judgement], n_worlds: int) -> dict[str, Any]:
    """Give all judgements as plain data, with the verdict on all."""
    from goodwill.analysis.guardrails import sum_up
    from goodwill.analysis.intervals import CONFIDENCE

    return {
        "replications": n_worlds,
        "confidence": CONFIDENCE,
        "verdict": sum_up(judgements),
        "guardrails": [describe(one) for one in judgements],
    }


def describe(judgement: Judgement) -> dict[str, Any]:
    """Give a judgement as plain data; what has no value or no bound is null."""
    one = judgement.guardrail
    file, _, line = one.place.rpartition(":")
    numbers = judgement.interval._asdict()
    return {
        "strategy": one.strategy,
        "against": one.against,
        "metric": one.metric,
        "above" if one.above else "below": one.bound,
        **{name: value if math.isfinite(value) else None for name, value in numbers.items()},
        "confidence": judgement.confidence,
        "verdict": judgement.verdict,
        "replications_needed": judgement.n_needed,
        "file": file,
        "line": int(line),
    }


def _say(judgements: Sequence[Judgement], n_worlds: int) -> None:
    """Print a line for each guardrail, and one for all of them."""
    for one in judgements:
        low, high = (write_value(end) for end in one.interval[1:])
        estimate = write_value(one.interval.estimate)
        typer.echo(
            f"{one.verdict:9}  {one.guardrail}: {estimate} ({low} to {high})  {one.guardrail.place}"
        )
    counts = {
        verdict: sum(one.verdict == verdict for one in judgements)
        for verdict in ("holds", "broken", "undecided")
    }
    parts = [f"{count} {_PLURAL[verdict]}" for verdict, count in counts.items() if count]
    typer.echo(
        f"Of {len(judgements)}: {', '.join(parts)}; {n_worlds} worlds, all together at 95 %."
    )
    wanted = [one for one in judgements if one.verdict == "undecided"]
    needed = max((one.n_needed or 0 for one in wanted), default=0)
    if needed and all(one.n_needed for one in wanted):
        typer.echo(f"As it looks now, --replications {needed} would decide what is open.")


_PLURAL = {"holds": "held", "broken": "broken", "undecided": "undecided"}
