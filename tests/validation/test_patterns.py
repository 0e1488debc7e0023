"""The table of patterns is read strictly, and says what was fitted before anything was."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from goodwill.errors import ResultError, UnknownNameError
from goodwill.validation.experiments import find_experiment
from goodwill.validation.patterns import find_patterns, patterns, read_patterns

FITTED = {1, 2, 4, 7, 8, 12}

ROW = """
[[patterns]]
number = {number}
name = "a pattern"
pose = "so"
fitted = true
module = "so"
{more}
quantities = [{quantities}]
"""
QUANTITY = '{name = "share", unit = "%", low = 1.0, high = 2.0, source = "somebody"}'


def write(folder: Path, *, number: str = "1", more: str = "", quantities: str = QUANTITY) -> Path:
    path = folder / "patterns.toml"
    path.write_text(ROW.format(number=number, more=more, quantities=quantities), encoding="utf-8")
    return path


def test_the_table_has_thirteen_rows_of_which_six_were_fitted() -> None:
    assert [one.number for one in patterns()] == list(range(1, 14))
    assert {one.number for one in patterns() if one.fitted} == FITTED


def test_every_quantity_has_a_source_and_all_but_reported_ones_a_target() -> None:
    for pattern in patterns():
        assert all(one.source for one in pattern.quantities)
        assert any(one.has_target for one in pattern.quantities)


def test_every_module_that_the_table_names_poses_its_row() -> None:
    for pattern in find_patterns():
        experiment = find_experiment(pattern.module)
        assert experiment.n_worlds >= 2
        assert experiment.scenarios


def test_a_module_that_poses_nothing_is_refused() -> None:
    with pytest.raises(ResultError, match="poses no row"):
        find_experiment("nothing_of_the_kind")


def test_a_row_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownNameError, match=r"row 99: .* Known: 1, "):
        find_patterns((99,))


def test_rows_come_in_the_order_of_the_table() -> None:
    assert [one.number for one in find_patterns((2, 1))] == [1, 2]


def test_a_missing_end_of_a_range_is_open(tmp_path: Path) -> None:
    quantity = '{name = "share", unit = "%", low = 1.0, source = "somebody"}'
    only = read_patterns(write(tmp_path, quantities=quantity))[0].quantities[0]
    assert (only.low, only.high) == (1.0, math.inf)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"more": 'verdict = "inside"'}, "verdict: unknown or missing"),
        ({"quantities": '{name = "share", unit = "%"}'}, "source: unknown or missing"),
        ({"quantities": QUANTITY.replace("2.0", "0.5")}, "1 to 0.5 is no range"),
        ({"quantities": ""}, "at least one"),
        ({"quantities": f"{QUANTITY}, {QUANTITY}"}, "each name once"),
        ({"number": "="}, "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    with pytest.raises(ResultError, match=message):
        read_patterns(write(tmp_path, **changes))
