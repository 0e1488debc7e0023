"""A finished swim-lane is drawn as it is, always the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodwill.eventlog import COLUMNS
from goodwill.figures.panels import UNITS, Lane, find_ticks, write_number
from goodwill.figures.signs import SIGNS, Mark
from goodwill.figures.style import save_figure
from goodwill.figures.swimlane import SwimLane, draw

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _lane(strategy: str, *marks: Mark) -> Lane:
    return Lane(strategy, marks, (0.0, 50.0, 100.0), (0.0, 0.0, -1.0), (0.0, 3.0, 0.5), ("facts",))


@pytest.fixture
def swim_lane() -> SwimLane:
    return SwimLane(
        headline="Ann: 2 touches",
        person="ann",
        start=date(2026, 1, 5),
        n_days=100.0,
        lanes=(
            _lane("pursue", Mark(1, "visit"), Mark(3, "email"), Mark(40, "call", reached=False)),
            _lane("leave alone", Mark(1, "visit")),
        ),
    )


def _words(figure: Figure) -> set[str]:
    from matplotlib.text import Text

    figure.draw_without_rendering()  # type: ignore[no-untyped-call, unused-ignore]
    return {found.get_text() for found in figure.findobj(Text)} - {""}  # type: ignore[attr-defined, unused-ignore]


def test_the_figure_says_its_headline_and_every_strategy(swim_lane: SwimLane) -> None:
    words = _words(draw(swim_lane))
    assert {"Ann: 2 touches", "pursue", "leave alone", "facts"} <= words


def test_the_key_holds_the_signs_that_occur_and_no_others(swim_lane: SwimLane) -> None:
    words = _words(draw(swim_lane))
    assert words & {sign.word for sign in SIGNS.values()} == {"visit", "e-mail", "call"}
    assert "hollow: did not reach the person" in words


def test_a_figure_where_all_arrived_does_not_explain_hollow_signs(swim_lane: SwimLane) -> None:
    quiet = replace(swim_lane, lanes=swim_lane.lanes[1:])
    assert "hollow: did not reach the person" not in _words(draw(quiet))


def test_curves_are_labelled_with_their_numbers(swim_lane: SwimLane) -> None:
    words = _words(draw(swim_lane))
    assert {"−1.0  pursue", "at most 3.0  pursue"} <= words


def test_the_axes_of_curves_name_the_units_of_the_log(swim_lane: SwimLane) -> None:
    words = _words(draw(swim_lane))
    assert set(UNITS) == {"goodwill", "irritation"}
    for name, unit in UNITS.items():
        assert f"{name}\n{unit}" in words
        assert COLUMNS[name].endswith(f"in {unit}")


def test_dates_stand_under_the_days(swim_lane: SwimLane) -> None:
    assert {"day 0\n5 Jan 2026", "day 14\n19 Jan"} <= _words(draw(swim_lane))


def test_what_lies_beyond_the_shown_days_is_not_drawn(swim_lane: SwimLane) -> None:
    shown = draw(replace(swim_lane, n_days=10.0))
    days = [line.get_xdata()[0] for line in shown.axes[2].lines if line.get_marker() != "None"]
    assert sorted(days) == [1, 1, 3]


@pytest.mark.parametrize("name", ["$\\frac{$", "$$", "<b>&amp;", "a" * 64])
def test_a_strategy_may_have_any_name(swim_lane: SwimLane, name: str, tmp_path: Path) -> None:
    lanes = (replace(swim_lane.lanes[0], strategy=name),)
    save_figure(draw(replace(swim_lane, lanes=lanes, headline=name)), tmp_path / "a.svg")
    assert (tmp_path / "a.svg").stat().st_size > 1_000


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_two_drawings_are_the_same_bytes(swim_lane: SwimLane, suffix: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    save_figure(draw(swim_lane), first)
    save_figure(draw(swim_lane), second)
    assert first.read_bytes() == second.read_bytes()
    assert b"<dc:date>" not in first.read_bytes()


def test_nothing_stands_outside_the_figure(swim_lane: SwimLane) -> None:
    from matplotlib.text import Text

    names = ("a_strategy_with_a_name_of_forty_letters_", "x", "y", "z", "u", "v", "w", "q", "p")
    lanes = tuple(replace(swim_lane.lanes[0], strategy=name) for name in names)
    figure = draw(replace(swim_lane, lanes=lanes))
    figure.draw_without_rendering()  # type: ignore[no-untyped-call, unused-ignore]
    width, height = figure.get_size_inches() * figure.dpi
    for text in figure.findobj(Text):
        if text.get_text() and text.get_visible():  # type: ignore[attr-defined, unused-ignore]
            box = text.get_window_extent()
            assert box.x0 >= 0, text
            assert box.y0 >= 0, text
            assert box.x1 <= width, text
            assert box.y1 <= height, text


def test_curves_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        Lane("pursue", (), (0.0, 1.0), (0.0,), (0.0, 1.0))


def test_a_swim_lane_without_lanes_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one lane"):
        SwimLane("nothing", "ann", date(2026, 1, 5), 10.0, ())


@pytest.mark.parametrize("n_days", [0.0, -1.0])
def test_a_swim_lane_without_days_is_refused(swim_lane: SwimLane, n_days: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        replace(swim_lane, n_days=n_days)


@pytest.mark.parametrize("n_days", [0.5, 1.0, 12.9, 14.0, 100.0, 365.0, 3_652.0, 36_520.0])
def test_an_axis_has_some_marked_days_and_not_too_many(n_days: float) -> None:
    ticks = find_ticks(n_days)
    assert ticks[0] == 0
    assert ticks[-1] <= n_days
    assert len(ticks) <= 14
    assert len({b - a for a, b in pairwise(ticks)}) <= 1


def test_a_number_has_a_true_minus_and_none_before_zero() -> None:
    assert [write_number(value) for value in (-2.06, -0.01, 0.3)] == ["−2.1", "0.0", "0.3"]
