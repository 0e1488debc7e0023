"""``goodwill case`` studies what it is given, and refuses in a sentence what it is not."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from rich.console import Console
from tests.cli.calling import Call

from goodwill.calibration.cases import CaseStudy
from goodwill.calibration.cases.studying import Belief
from goodwill.cli.casing import tabulate_beliefs


def test_data_that_are_not_there_are_asked_for(call: Call, tmp_path: Path) -> None:
    done = call("case", "bank", "--data", tmp_path)
    assert done.exit_code == 2
    assert "bank-full.csv: there is no such file" in done.stderr
    assert "--data DIR" in done.stderr


def test_an_unknown_case_is_refused_with_those_that_are_there(call: Call, tmp_path: Path) -> None:
    done = call("case", "bnak", "--data", tmp_path)
    assert done.exit_code == 2
    assert "bank" in done.stderr


def test_names_of_numbers_keep_their_brackets() -> None:
    class Study:
        beliefs = (Belief("answering.base[click]", -5.0, -4.5, -4.0, -6.0, -4.0, 0.5, True),)  # noqa: FBT003

    console = Console(width=120)
    with console.capture() as captured:
        console.print(tabulate_beliefs(cast("CaseStudy", Study)))
    assert "answering.base[click]" in captured.get()
