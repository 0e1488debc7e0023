"""One person under several strategies, side by side in time: a lane each, and what it did to them.

:class:`SwimLane` is the finished table; :func:`draw` draws it. Nothing here reads a result.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goodwill.figures import panels
from goodwill.figures.panels import Lane, Row
from goodwill.figures.signs import SIGNS, Mark, Placed, place
from goodwill.figures.style import FAINT, apply_style, find_colour, find_line, find_text_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches.
_WIDTH = 11.0
_LEFT, _RIGHT, _BOTTOM = 2.1, 2.15, 0.55
_HEAD_LINE, _HEAD = 0.23, 0.3
_SIGN = 0.165  # one sign with the room around it
_KEY_ROW = 0.22
_CURVES = 1.35
_BETWEEN = 0.2
_LETTER = 0.072  # mean width of a letter of small print
_LINE_LENGTH = 100  # letters of the headline

_KeyRow = tuple[str, list[tuple[Mark, str]]]


@dataclass(frozen=True, slots=True)
class SwimLane:
    """One person under several strategies, ready to be drawn."""

    headline: str
    person: str
    start: date  # day 0
    n_days: float  # what the axis shows
    lanes: tuple[Lane, ...]  # from the top

    def __post_init__(self) -> None:
        """Refuse a figure that would be empty."""
        if not self.lanes:
            raise ValueError("A swim-lane needs at least one lane.")
        if not self.n_days > 0:
            raise ValueError(f"n_days is {self.n_days}. It must be above 0.")


def draw(swim_lane: SwimLane) -> Figure:
    """Draw lanes over curves of goodwill and irritation.

    What the vendor does stands above a lane's line, what the person does below it; a touch that
    never arrived is hollow. Each strategy has one colour throughout.

    Parameters
    ----------
    swim_lane
        What to draw.

    Returns
    -------
    matplotlib.figure.Figure
        To be written by :func:`goodwill.figures.style.save_figure`.
    """
    from matplotlib.figure import Figure

    rows, n_signs = _arrange(swim_lane)
    key = _find_key(swim_lane)
    headline = textwrap.wrap(swim_lane.headline, _LINE_LENGTH, max_lines=3, placeholder=" …")
    heights = (
        _HEAD + _HEAD_LINE * len(headline),
        _KEY_ROW * len(key),
        n_signs * _SIGN,
        _CURVES,
        _CURVES,
    )
    height = sum(heights) + 2 * _BETWEEN + _BOTTOM
    with apply_style():
        figure = Figure(figsize=(_WIDTH, height))
        figure.text(
            0.012,
            1 - 0.14 / height,
            "\n".join(headline),
            va="top",
            fontsize=12,
            fontweight="bold",
            linespacing=1.25,
        )
        top = height - heights[0]
        _draw_key(figure, key, top)
        top -= heights[1]
        painters = (panels.draw_lanes, panels.draw_goodwill, panels.draw_irritation)
        for painter, panel_height in zip(painters, heights[2:], strict=True):
            axes = _add_panel(figure, top, panel_height)
            axes.set_xlim(0, swim_lane.n_days)
            panels.mark_days(axes, swim_lane.n_days)
            painter(axes, rows)
            top -= panel_height + _BETWEEN
        panels.write_dates(axes, swim_lane.start, swim_lane.n_days)
    return figure


def _arrange(swim_lane: SwimLane) -> tuple[list[Row], float]:
    """Stack the signs of every lane, and the lanes over one another; say how many signs high."""
    gap = _SIGN * 0.85 * swim_lane.n_days / (_WIDTH - _LEFT - _RIGHT)
    rows: list[Row] = []
    floor = 0.0
    for number, lane in reversed(list(enumerate(swim_lane.lanes))):
        placed = place([mark for mark in lane.marks if mark.day <= swim_lane.n_days], gap)
        line = floor + _find_depth(placed, above=False) + 0.5
        colours = find_colour(number), find_text_colour(number)
        rows.append(Row(lane, *colours, find_line(number), placed, line))
        floor = line + _find_depth(placed, above=True) + 0.7
    return rows[::-1], floor


def _find_depth(placed: Sequence[Placed], *, above: bool) -> int:
    levels = [one.level + 1 for one in placed if SIGNS[one.mark.sign].above is above]
    return max(levels, default=1)


def _find_key(swim_lane: SwimLane) -> list[_KeyRow]:
    """Give the signs that occur, those of the vendor and those of the person."""
    marks = [mark for lane in swim_lane.lanes for mark in lane.marks]
    used = {mark.sign for mark in marks}
    vendor, person = (
        [
            (Mark(0, name), sign.word)
            for name, sign in SIGNS.items()
            if name in used and sign.above is above
        ]
        for above in (True, False)
    )
    missed = [mark.sign for mark in marks if not mark.reached]
    if missed:
        vendor.append((Mark(0, missed[0], reached=False), "hollow: did not reach the person"))
    rows = (("above the line, the vendor:", vendor), ("below it, the person:", person))
    return [(text, entries) for text, entries in rows if entries]


def _add_panel(figure: Figure, top: float, height: float) -> Axes:
    whole = figure.get_figheight()
    width = 1 - (_LEFT + _RIGHT) / _WIDTH
    return figure.add_axes((_LEFT / _WIDTH, (top - height) / whole, width, height / whole))


def _draw_key(figure: Figure, key: Sequence[_KeyRow], top: float) -> None:
    whole = figure.get_figheight()
    for number, (text, entries) in enumerate(key):
        bottom = (top - _KEY_ROW * (number + 1)) / whole
        axes = figure.add_axes((0, bottom, 1, _KEY_ROW / whole))
        axes.set(xlim=(0, _WIDTH), ylim=(-1, 1))
        axes.axis("off")
        axes.text(_LEFT - 0.1, 0, text, ha="right", va="center", fontsize=7.5, color=FAINT)
        at = _LEFT
        for mark, word in entries:
            panels.draw_sign(axes, (at + 0.08, 0), mark)
            axes.text(at + 0.2, 0, word, va="center", fontsize=8)
            at += 0.4 + _LETTER * len(word)
