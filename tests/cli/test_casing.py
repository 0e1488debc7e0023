"""``goodwill case`` studies what it is given, and refuses in a sentence what it is not."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calling import Call


def test_data_that_are_not_there_are_asked_for(call: Call, tmp_path: Path) -> None:
    done = call("case", "bank", "--data", tmp_path)
    assert done.exit_code == 2
    assert "bank-full.csv: there is no such file" in done.stderr
    assert "--data DIR" in done.stderr


def test_an_unknown_case_is_refused_with_those_that_are_there(call: Call, tmp_path: Path) -> None:
    done = call("case", "bnak", "--data", tmp_path)
    assert done.exit_code == 2
    assert "bank" in done.stderr
