"""``goodwill validate``: the patterns that the model should show, and whether it does."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import open_console, print_json, show_progress
from goodwill.cli.numbers import write_value
from goodwill.cli.options import JsonOption, ParametersOption, WorkersOption
from goodwill.cli.places import check_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.table import Table

    from goodwill.parameters import Value
    from goodwill.validation import Finding, Validation

EXIT_CODES = {"inside": 0, "outside": 1, "undecided": 3}

_Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write validation.json and validation.md there."),
]
_Rows = Annotated[
    list[int] | None, typer.Option("--row", min=1, help="Only this row; may be given again.")
]
_Worlds = Annotated[
    int | None,
    typer.Option("--worlds", min=2, help="At most so many a row: sooner done, wider intervals."),
]


def validate_patterns(
    *,
    row: _Rows = None,
    out: _Out = None,
    as_json: JsonOption = False,
    worlds: _Worlds = None,
    workers: WorkersOption = None,
    parameters: ParametersOption = None,
) -> None:
    """Live through the patterns that are known, and hold what comes out against their ranges.

    Every simulated value has a 95 % interval, from the differences between worlds: inside its
    range, outside it, or undecided. Rows marked C were used for fitting the defaults, rows marked
    H held out. Exit codes: 0 all are inside; 1 one is outside; 3 none is outside, but one is
    undecided; 2 something given is wrong.
    """
    if out is not None:
        check_folder(out)
    from goodwill.validation import validate
    from goodwill.validation.describing import describe

    began = time.perf_counter()
    with show_progress("worlds") as advance:
        validation = validate(
            row or (),
            overrides=_read_values(parameters),
            most_worlds=worlds,
            workers=workers,
            progress=advance,
        )
    seconds = time.perf_counter() - began
    if out is not None:
        _write(out, validation)
    if as_json:
        print_json(describe(validation) | {"seconds": round(seconds, 1)})
    else:
        _say(validation, seconds)
    raise typer.Exit(EXIT_CODES[validation.verdict])


def _read_values(parameters: Path | None) -> Mapping[str, Value] | None:
    """Give the values that stand in place of the defaults; what a pattern says itself stays."""
    if parameters is None:
        return None
    from goodwill.loading.parameter_sets import read_parameter_set

    return read_parameter_set(parameters).values


def _write(out: Path, validation: Validation) -> None:
    """Write what was found for programs and for readers; the same bytes every time."""
    import json

    from goodwill.store.folders import write_file
    from goodwill.validation.describing import describe
    from goodwill.validation.page import write_page

    described = describe(validation)
    text = json.dumps(described, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    write_file(out / "validation.json", text.encode())
    write_file(out / "validation.md", write_page(described).encode())


def _say(validation: Validation, seconds: float) -> None:
    """Print a line for each quantity, and one for all of them."""
    open_console().print(_tabulate(validation))
    held_out = [one for one in validation.rows if not one.pattern.fitted]
    inside = sum(one.verdict == "inside" for one in held_out)
    typer.echo(
        f"{validation.n_inside} of {len(validation.rows)} rows are inside all their ranges at "
        f"once; of {len(held_out)} held out, {inside}. {seconds:.0f} s."
    )


def _tabulate(validation: Validation) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("row", "pattern"):
        table.add_column(heading)
    for heading in ("simulated", "95 % interval", "target"):
        table.add_column(heading, justify="right")
    table.add_column("verdict")
    for row in validation.rows:
        mark = f"{row.pattern.number} {'C' if row.pattern.fitted else 'H'}"
        table.add_row(mark, row.pattern.name, "", "", "", row.verdict, style="bold")
        for one in row.findings:
            table.add_row("", *_describe(one), one.verdict)
    return table


def _describe(finding: Finding) -> tuple[str, str, str, str]:
    from goodwill.validation.page import write_target

    estimate, low, high = (write_value(one) for one in finding.interval)
    name = f"  {finding.quantity.name}, {finding.quantity.unit}"
    bounds = (_end(finding.quantity.low), _end(finding.quantity.high))
    return name, estimate, f"{low} to {high}", write_target(*bounds)


def _end(value: float) -> float | None:
    return value if math.isfinite(value) else None
