"""The table of the demo fits where it is printed."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from goodwill.analysis.against_holdout import Standing
from goodwill.analysis.intervals import Interval
from goodwill.cli.standings import frame_standings, tabulate_standings

MEANS = {
    "conversions": 61.0,
    "revenue": 1_892_345.0,
    "meetings_held": 170.0,
    "told_bad": 5_484.0,
    "brand_net": -2_448.0,
    "touches": 17_578.0,
    "rep_hours": 806.0,
}
STANDINGS = [
    Standing("a_rather_long_strategy", MEANS, 1_592.0, Interval(-43.0, -55.7, -30.3), None),
    Standing("holdout", MEANS, 6.0, None, None),
]
NUMBERS = ("−43.0", "−55.7 to −30.3", "1,892", "1,592", "5,484", "−2,448", "17,578", "806")


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_no_number_is_cut_at_any_width(width: int) -> None:
    text = io.StringIO()
    for table in tabulate_standings(STANDINGS, "holdout", width=width):
        Console(file=text, width=width).print(table)
    assert "…" not in text.getvalue()
    assert all(number in text.getvalue() for number in NUMBERS)
    assert max(map(len, text.getvalue().splitlines())) <= width


def test_the_written_table_is_not_rounded() -> None:
    frame = frame_standings(STANDINGS)
    assert frame["revenue_usd"].tolist() == [1_892_345.0, 1_892_345.0]
    assert frame["deals_beyond_low"].tolist()[0] == -55.7
    assert frame["deals_beyond"].isna().tolist() == [False, True]
