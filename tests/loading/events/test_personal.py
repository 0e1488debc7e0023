"""Test that a name in the wrong place is refused or dropped, and never repeated."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from tests.loading.events.personal import FIXTURES, find_personal
from tests.loading.events.reading_text import KEY

from goodwill.errors import ScenarioError
from goodwill.loading.events import read_events

STRAYS = (
    "Quirin.Query@example.com",
    "Quirina Query",
    "+31 6 5550 0199",
    "0655500199",
    "=Quirina()",
)
TABLES = [path for paths in FIXTURES.values() for path in paths if path.suffix == ".csv"]


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_name_in_the_wrong_cell_is_never_repeated(tmp_path: Path, table: Path) -> None:
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines()))
    path = tmp_path / "events.csv"
    n_refused = 0
    for column in range(len(rows[0])):
        for stray in STRAYS:
            changed = [list(row) for row in rows]
            changed[1][column] = stray
            written = io.StringIO()
            csv.writer(written).writerows(changed)
            path.write_text(written.getvalue(), encoding="utf-8")
            try:
                received = read_events(path, None, KEY)
                said = f"{received.reception.sentences()} {received.events}"
            except ScenarioError as error:
                said = str(error)
                n_refused += 1
            assert find_personal([stray], [said.encode()]) == [], rows[0][column]
    assert n_refused >= len(STRAYS)  # a moment at least is none of these


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.stem)
def test_a_name_in_the_place_of_a_column_is_never_repeated_without_need(
    tmp_path: Path, table: Path
) -> None:
    body = table.read_text(encoding="utf-8").split("\n", 1)[1]
    path = tmp_path / "headless.csv"
    path.write_text(body, encoding="utf-8")
    with pytest.raises(ScenarioError, match="the line holds data") as caught:
        read_events(path, None, KEY)
    assert "Ann" not in str(caught.value)
