"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

MAX_SEED = 10**18 - 1  # as in scenario files

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
