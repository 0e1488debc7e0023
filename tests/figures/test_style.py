"""One look, and the same bytes every time."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.errors import ResultError
from goodwill.figures.style import (
    apply_style,
    check_figure_path,
    find_colour,
    find_line,
    find_text_colour,
    save_figure,
    spread,
)

positions = st.lists(st.floats(-100, 100), max_size=12)
gaps = st.floats(0, 10)


@settings(deadline=None)
@given(positions, gaps)
def test_spread_positions_are_at_least_the_gap_apart(wanted: list[float], gap: float) -> None:
    found = sorted(spread(wanted, gap))
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(found))


@settings(deadline=None)
@given(positions, gaps)
def test_spreading_keeps_the_order_and_the_mean(wanted: list[float], gap: float) -> None:
    found = spread(wanted, gap)
    assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)
    pairs = sorted(zip(wanted, found, strict=True))
    assert all(a[1] <= b[1] + 1e-9 for a, b in pairwise(pairs) if a[0] < b[0])


@settings(deadline=None)
@given(st.lists(st.floats(-1, 11), max_size=6), st.floats(0, 2))
def test_spread_positions_keep_between_their_bounds(wanted: list[float], gap: float) -> None:
    found = sorted(spread(wanted, gap, 0.0, 10.0))
    assert all(-1e-9 <= one <= 10 + 1e-9 for one in found)
    assert all(b - a >= gap - 1e-9 for a, b in pairwise(found))


def test_positions_that_are_apart_are_left_alone() -> None:
    assert spread([5.0, 1.0, 3.0], 2.0) == [5.0, 1.0, 3.0]


def test_of_equal_positions_the_first_comes_highest() -> None:
    assert spread([0.0, 0.0, 0.0], 1.0) == [1.0, 0.0, -1.0]


def _contrast_with_white(colour: str) -> float:
    shades = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shades)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@pytest.mark.parametrize("number", range(7))
def test_words_in_a_series_colour_can_be_read_on_white(number: int) -> None:
    assert _contrast_with_white(find_text_colour(number)) > 4


def test_twenty_series_differ_in_colour_or_line() -> None:
    assert len({(find_colour(number), find_line(number)) for number in range(20)}) == 20


def test_the_style_does_not_outlive_its_block() -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    with apply_style():
        assert mpl.rcParams["svg.hashsalt"] == "goodwill"
    assert dict(mpl.rcParams) == before


def test_settings_of_the_user_do_not_reach_a_figure() -> None:
    import matplotlib as mpl

    with mpl.rc_context({"lines.linewidth": 17.0}), apply_style():
        assert mpl.rcParams["lines.linewidth"] != 17.0


@pytest.mark.parametrize("name", ["picture.pdf", "picture", "picture.svgz"])
def test_another_suffix_is_refused_and_the_known_ones_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"no figure can be written as .*Known: \.png, \.svg"):
        check_figure_path(tmp_path / name)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match="there is no folder"):
        check_figure_path(tmp_path / "none" / "picture.svg")


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "picture.svg").mkdir()
    with pytest.raises(ResultError, match="is a folder"):
        check_figure_path(tmp_path / "picture.svg")


def test_a_figure_that_cannot_be_drawn_leaves_nothing(tmp_path: Path) -> None:
    from matplotlib.figure import Figure

    figure = Figure()
    figure.text(0.5, 0.5, "$\\frac{$", parse_math=True)
    with pytest.raises(ValueError, match=r"ParseException|Expected"):
        save_figure(figure, tmp_path / "picture.svg")
    assert list(tmp_path.iterdir()) == []
