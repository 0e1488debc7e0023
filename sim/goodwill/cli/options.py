"""Options that several commands have."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Literal

import typer

MAX_SEED = 10**18 - 1  # as in scenario files


def check_money(given: float | None) -> float | None:
    """Refuse what is no number of USD; typer lets infinity through."""
    if given is not None and not math.isfinite(given):
        raise typer.BadParameter(f"{given}: this is no number of USD.")
    return given


ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A scenario file, or the name of one in the folder scenarios."
    ),
]
SeedOption = Annotated[
    int | None,
    typer.Option("--seed", min=0, max=MAX_SEED, help="Of all luck. Default: the scenario's."),
]
ReplicationOption = Annotated[
    int,
    typer.Option("--replication", min=0, max=2**31 - 1, help="Which of the seed's worlds."),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Where files of leads are. Default: $GOODWILL_DATA, then beside the scenario.",
    ),
]
ParametersOption = Annotated[
    Path | None,
    typer.Option(
        "--parameters",
        metavar="FILE",
        help="A parameter set, such as goodwill calibrate writes, in place of the defaults.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
EngineOption = Annotated[
    Literal["auto", "simpy", "compiled"],
    typer.Option("--engine", help="Results are the same; auto: whichever is sooner done."),
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="Default: one a processor.")
]
PriceOption = Annotated[
    float,
    typer.Option(
        "--price",
        metavar="USD",
        min=0.0,
        callback=check_money,
        help="What one point of the whole market's mean goodwill is worth at the end.",
    ),
]
