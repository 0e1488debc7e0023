"""One person under a few strategies on a narrow page: what `swimlane` draws, in half its width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from goodwill.figures.frame import (
    SMALL,
    WIDTH,
    Heading,
    Look,
    add_axes,
    begin,
    clean,
    label_ends,
    tidy,
)
from goodwill.figures.panels import UNITS, Lane, draw_sign, find_ticks, write_number
from goodwill.figures.signs import SIGNS, Mark, Placed, place
from goodwill.figures.style import INK, apply_style, find_colour, find_line, find_text_colour
from goodwill.figures.swimlane import SwimLane

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches.
_LEFT, _RIGHT = 0.55, 1.75
_SIGN, _NAME = 0.165, 0.21
_KEY_LINE, _LETTER = 0.2, 0.07
_CURVES, _BETWEEN, _BOTTOM = 1.1, 0.3, 0.45
_TICKS = 6
_NAME_LETTERS = 18  # at the end of a curve


def draw(swim_lane: SwimLane, note: str) -> Figure:
    """Draw lanes over curves of goodwill and irritation.

    What the vendor does stands above a lane's line, what the person does below it; a touch that
    never arrived is hollow.

    Parameters
    ----------
    swim_lane
        What to draw.
    note
        What the figure shows, under its headline.
    """
    gap = _SIGN * 0.9 * swim_lane.n_days / (WIDTH - _LEFT - _RIGHT)
    shown = [
        place([mark for mark in lane.marks if mark.day <= swim_lane.n_days], gap)
        for lane in swim_lane.lanes
    ]
    key = _arrange_key([mark for lane in swim_lane.lanes for mark in lane.marks])
    lanes = sum(map(_find_height, shown))
    key_height = _KEY_LINE * (1 + max((line for *_, line in key), default=0))
    height = lanes + key_height + 2 * (_CURVES + _BETWEEN) + _BOTTOM
    with apply_style():
        figure, top = begin(Heading(swim_lane.headline, note), height)
        at = top * figure.get_figheight()
        for lane, placed, look in zip(swim_lane.lanes, shown, _find_looks(swim_lane), strict=True):
            bottom = at - _find_height(placed)
            _draw_lane(add_axes(figure, _LEFT, bottom, _RIGHT, at), swim_lane, lane, placed, look)
            at = bottom
        _draw_key(figure, key, at, key_height)
        at -= key_height + _BETWEEN
        for name in ("goodwill", "irritation"):
            axes = add_axes(figure, _LEFT, at - _CURVES, _RIGHT, at)
            _draw_curves(axes, swim_lane, name)
            axes.tick_params(labelbottom=name == "irritation")
            at -= _CURVES + _BETWEEN
        axes.set_xlabel(f"days since {swim_lane.start.isoformat()}", fontsize=9)
    return figure


def _shorten(name: str) -> str:
    return name if len(name) <= _NAME_LETTERS else f"{name[: _NAME_LETTERS - 1]}…"


def _find_looks(swim_lane: SwimLane) -> list[Look]:
    return [
        Look(find_colour(number), find_text_colour(number), find_line(number * 7))
        for number in range(len(swim_lane.lanes))
    ]


def _find_levels(placed: Sequence[Placed], *, above: bool) -> int:
    levels = [one.level + 1 for one in placed if SIGNS[one.mark.sign].above is above]
    return max(levels, default=0)


def _find_height(placed: Sequence[Placed]) -> float:
    levels = _find_levels(placed, above=True) + _find_levels(placed, above=False)
    return _NAME + _SIGN * (levels + 1.6)


def _draw_lane(
    axes: Axes, swim_lane: SwimLane, lane: Lane, placed: Sequence[Placed], look: Look
) -> None:
    below = _find_levels(placed, above=False) + 0.7
    axes.set(xlim=(0, swim_lane.n_days), ylim=(0, _find_height(placed) / _SIGN))
    axes.axis("off")
    axes.axhline(below, color=look.colour, linewidth=1.5, zorder=1)
    for one in placed:
        side = 1 if SIGNS[one.mark.sign].above else -1
        height = below + side * (0.7 + one.level)
        draw_sign(axes, (one.mark.day, height), one.mark)
        if one.n_alike > 1:
            axes.annotate(
                f"×{one.n_alike}",
                (one.mark.day, height),
                xytext=(4.0, 0),
                textcoords="offset points",
                va="center_baseline",
                fontsize=7,
                color=SIGNS[one.mark.sign].colour,
            )
    words: dict[str, Any] = {"fontsize": SMALL, "va": "top", "color": look.text_colour}
    name = f"{clean(lane.strategy)}: {'; '.join(lane.summary)}"
    axes.text(-0.15, 1.0, name, transform=axes.transAxes, fontweight="bold", **words)


def _arrange_key(marks: Sequence[Mark]) -> list[tuple[Mark, str, float, int]]:
    """Give each sign that occurs its word, and its place in the key."""
    used = {mark.sign for mark in marks}
    entries = [(Mark(0, name), sign.word) for name, sign in SIGNS.items() if name in used]
    missed = [mark.sign for mark in marks if not mark.reached]
    if missed:
        entries.append((Mark(0, missed[0], reached=False), "hollow: did not arrive"))
    found = []
    at, line = 0.1, 0
    for mark, word in entries:
        wide = 0.36 + _LETTER * len(word)
        if at + wide > WIDTH:
            at, line = 0.1, line + 1
        found.append((mark, word, at, line))
        at += wide
    return found


def _draw_key(
    figure: Figure, key: Sequence[tuple[Mark, str, float, int]], top: float, height: float
) -> None:
    whole = figure.get_figheight()
    axes = figure.add_axes((0, (top - height) / whole, 1, height / whole))
    axes.set(xlim=(0, WIDTH), ylim=(height / _KEY_LINE - 0.5, -0.5))
    axes.axis("off")
    for mark, word, at, line in key:
        draw_sign(axes, (at + 0.06, line), mark)
        axes.text(at + 0.17, line, word, va="center", fontsize=SMALL)


def _draw_curves(axes: Axes, swim_lane: SwimLane, name: str) -> None:
    axes.axhline(0, color=INK, linewidth=0.8)
    looks = _find_looks(swim_lane)
    ends, texts = [], []
    for lane, look in zip(swim_lane.lanes, looks, strict=True):
        curve = lane.goodwill if name == "goodwill" else lane.irritation
        axes.plot(lane.days, curve, look.line, color=look.colour, linewidth=1.4)
        ends.append(curve[-1] if curve else 0.0)
        most = f"at most {write_number(max(curve, default=0.0))}"
        texts.append(f"{write_number(ends[-1])} {_shorten(clean(lane.strategy))}")
        if name == "irritation":
            texts[-1] = most
    axes.set_xlim(0, swim_lane.n_days)
    axes.set_xticks(find_ticks(swim_lane.n_days, _TICKS))
    axes.margins(y=0.08)
    axes.set_title(f"{name}, {UNITS[name]}", loc="left", fontsize=SMALL, pad=3)
    axes.locator_params(axis="y", nbins=4)
    tidy(axes)
    label_ends(axes, ends, texts, looks)
