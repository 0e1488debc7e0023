"""``goodwill case``: a real case, calibrated on half of its data and checked on the other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goodwill.cli.manners import open_console, print_json, show_progress
from goodwill.cli.numbers import write_value
from goodwill.cli.options import JsonOption, WorkersOption
from goodwill.cli.places import check_folder

if TYPE_CHECKING:
    from rich.table import Table

    from goodwill.calibration.cases import CaseStudy

_FAILS = 1  # a curve is held by less than it must be

_Name = Annotated[str, typer.Argument(metavar="NAME", help="bank, hillstrom or olist.")]
_Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Where its files are. Default: $GOODWILL_DATA."),
]
_Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write NAME.json, NAME.svg and simulations there."),
]


def study_real_case(
    name: _Name,
    *,
    data: _Data = None,
    out: _Out = None,
    as_json: JsonOption = False,
    workers: WorkersOption = None,
) -> None:
    """Calibrate a real case on half of its data, and hold predictions against the other half.

    The data are public and no part of goodwill: docs/cases.md says where they are from. What is
    simulated is kept in --out and not simulated again. Exit codes: 0 the intervals hold enough of
    every curve, 1 they do not, 2 something given is wrong.
    """
    from goodwill.calibration.cases import study_case
    from goodwill.calibration.cases.telling import describe_study

    if out is not None:
        check_folder(out)
    keep = None if out is None else out / "simulations"
    with show_progress("simulations") as advance:
        study = study_case(name, _find_data(data), workers=workers, keep=keep, told=advance)
    described = describe_study(study)
    if out is not None:
        _write(out, study, described)
    if as_json:
        print_json(described)
    else:
        _say(study)
    raise typer.Exit(0 if study.holds else _FAILS)


def _find_data(data: Path | None) -> Path:
    from goodwill.scenario.data import DATA_VARIABLE

    if data is not None:
        return data
    return Path(os.environ.get(DATA_VARIABLE) or ".")


def _write(out: Path, study: CaseStudy, described: dict[str, object]) -> None:
    import json

    from goodwill.calibration.cases.picturing import prepare_held_out
    from goodwill.figures.held_out import draw
    from goodwill.figures.style import save_figure
    from goodwill.store.folders import write_file

    text = json.dumps(described, indent=2, allow_nan=False, ensure_ascii=False) + "\n"
    write_file(out / f"{study.case.name}.json", text.encode())
    save_figure(draw(prepare_held_out(study)), out / f"{study.case.name}.svg")


def _say(study: CaseStudy) -> None:
    from goodwill.calibration.cases.telling import write_sentences

    console = open_console()
    console.print(study.case.question, style="bold", markup=False)
    console.print(f"{study.case.credit} {study.n_simulated} simulations.\n", style="dim")
    for sentence in write_sentences(study):
        console.print(sentence, markup=False, soft_wrap=True)
    console.print()
    console.print(tabulate_beliefs(study))


def tabulate_beliefs(study: CaseStudy) -> Table:
    """Tabulate what is believed of each number; dim where the data did not narrow it."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("number")
    for heading in ("prior", "median", "90 % interval", "of the prior's width"):
        table.add_column(heading, justify="right")
    for one in study.beliefs:
        table.add_row(
            Text(one.name),  # its brackets are no markup
            f"{write_value(one.prior_low)} to {write_value(one.prior_high)}",
            write_value(one.middle),
            f"{write_value(one.low)} to {write_value(one.high)}",
            f"{one.width:.0%}",
            style=None if one.identified else "dim",
        )
    return table
