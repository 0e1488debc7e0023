"""``goodwill validate`` says by table, file and exit code which patterns hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call

QUICK = ("validate", "--row", 8, "--worlds", 2, "--workers", 1)


def test_what_was_found_is_printed_written_and_told_by_the_exit_code(
    call: Call, tmp_path: Path
) -> None:
    done = call(*QUICK, "--json", "--out", tmp_path / "out")
    found = json.loads(done.stdout)
    assert done.exit_code == {"inside": 0, "outside": 1, "undecided": 3}[found["verdict"]]
    wanted = {"name", "simulated", "low", "high", "target_low", "target_high", "source", "fitted"}
    for entry in found["patterns"]:
        assert wanted <= set(entry)
        assert entry["verdict"] in ("inside", "outside", "undecided")
        assert entry["row"] == 8
        assert entry["low"] <= entry["simulated"] <= entry["high"]
    written = json.loads((tmp_path / "out" / "validation.json").read_bytes())
    assert written == {name: value for name, value in found.items() if name != "seconds"}
    page = (tmp_path / "out" / "validation.md").read_text(encoding="utf-8")
    assert all(entry["source"] in page for entry in found["patterns"])


def test_the_table_names_rows_values_and_targets(call: Call) -> None:
    table = call(*QUICK).stdout
    assert "8 C" in table
    assert "requests to a marketplace" in table
    assert "of 1 rows" in table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--row", 99), "row 99: there is no such row. Known: 1, 2,"),
        (("--worlds", 1), "--worlds"),
        (("--out", Path(__file__)), "is a file. Give a folder."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    call: Call, words: tuple[object, ...], message: str
) -> None:
    done = call("validate", *words)
    assert done.exit_code == 2
    assert message in done.stderr
