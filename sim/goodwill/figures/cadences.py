"""What each strategy plans to send, and when: a line a cadence, a sign a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodwill.figures.frame import SMALL, WIDTH, Heading, Look, add_axes, begin, clean
from goodwill.figures.panels import draw_sign
from goodwill.figures.signs import SIGNS, Mark
from goodwill.figures.style import RULE, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW, _HEAD, _GAP = 0.2, 0.21, 0.08  # inches
_LEFT, _RIGHT, _BOTTOM, _KEY = 1.35, 0.6, 0.45, 0.42
_TICKS = {
    0.0: "0", 1 / 24: "1 h", 0.25: "6 h", 1.0: "1 day", 3.0: "3", 7.0: "7", 14.0: "14",
    30.0: "30", 60.0: "60", 120.0: "120", 240.0: "240", 365.0: "365",
}  # fmt: skip
_FIRST = 0.02  # days: below it the axis is straight, above it every doubling is as wide


@dataclass(frozen=True, slots=True)
class CadenceRow:
    """One cadence."""

    name: str
    marks: tuple[Mark, ...]  # by day since somebody was put into it; hollow: only on a condition
    repeats: float | None  # days after which the last steps come again; None: they do not


@dataclass(frozen=True, slots=True)
class CadenceGroup:
    """One strategy."""

    strategy: str
    rows: tuple[CadenceRow, ...]  # none: it sends nothing by itself
    look: Look


@dataclass(frozen=True, slots=True)
class Cadences:
    """What strategies plan to send, ready to be drawn."""

    heading: Heading
    groups: tuple[CadenceGroup, ...]


def draw(cadences: Cadences) -> Figure:
    """Draw all cadences over one axis of days, in which the first hours are as wide as months."""
    heights = [_HEAD + _ROW * max(1, len(one.rows)) + _GAP for one in cadences.groups]
    with apply_style():
        figure, top = begin(cadences.heading, sum(heights) + _BOTTOM + _KEY)
        ceiling = top * figure.get_figheight()
        axes = add_axes(figure, _LEFT, _BOTTOM + _KEY, _RIGHT, ceiling)
        last = max([mark.day for mark in _list_marks(cadences)], default=1.0)
        axes.set_xscale("symlog", linthresh=_FIRST, linscale=0.4)
        axes.set(xlim=(-_FIRST / 4, max(1.0, last) * 1.2), ylim=(-sum(heights), 0), yticks=[])
        axes.spines["left"].set_visible(False)
        _mark_days(axes, max(1.0, last))
        at = 0.0
        for group, height in zip(cadences.groups, heights, strict=True):
            _draw_group(axes, group, at)
            at -= height
        axes.set_xlabel("days since the person was put into it", fontsize=9)
        _draw_key(figure, cadences)
    return figure


def _list_marks(cadences: Cadences) -> list[Mark]:
    return [mark for group in cadences.groups for row in group.rows for mark in row.marks]


def _mark_days(axes: Axes, last: float) -> None:
    ticks = {day: text for day, text in _TICKS.items() if day <= last}
    axes.set_xticks(list(ticks), list(ticks.values()), fontsize=SMALL)
    axes.set_xticks([], minor=True)
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)


def _draw_group(axes: Axes, group: CadenceGroup, top: float) -> None:
    words: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center"}
    left = -_LEFT / (WIDTH - _LEFT - _RIGHT)
    head = top - _HEAD / 2
    axes.text(left + 0.02, head, clean(group.strategy), fontsize=9, fontweight="bold",
              color=group.look.text_colour, **words)  # fmt: skip
    if not group.rows:
        text = "answers only what it is asked"
        axes.text(0.0, head - _ROW, text, fontsize=SMALL, color="#555555", **words)
    for number, row in enumerate(group.rows):
        height = head - _ROW * (number + 1)
        axes.axhline(height, color=group.look.colour, linewidth=0.9, alpha=0.6)
        axes.text(left + 0.06, height, clean(row.name), fontsize=SMALL, **words)
        for mark in row.marks:
            draw_sign(axes, (mark.day, height), mark)
        if row.repeats is not None:
            text = f"↻ {row.repeats:g} d"
            axes.text(1.01, height, text, fontsize=SMALL, color="#555555", **words)


def _draw_key(figure: Figure, cadences: Cadences) -> None:
    used = {mark.sign for mark in _list_marks(cadences)}
    entries = [(Mark(0, name), SIGNS[name].word) for name in SIGNS if name in used]
    if any(not mark.reached for mark in _list_marks(cadences)):
        entries.append((Mark(0, "email", reached=False), "hollow: on a condition"))
    axes = figure.add_axes((0, 0, 1, _KEY / figure.get_figheight()))
    axes.set(xlim=(0, WIDTH), ylim=(0, 1))
    axes.axis("off")
    at, line = 0.1, 0.75
    for mark, word in entries:
        wide = 0.36 + 0.07 * len(word)
        if at + wide > WIDTH:
            at, line = 0.1, 0.25
        draw_sign(axes, (at + 0.06, line), mark)
        axes.text(at + 0.17, line, word, va="center", fontsize=SMALL, color="#333333")
        at += wide
    if any(row.repeats for group in cadences.groups for row in group.rows):
        axes.text(at + 0.05, line, "↻ again and again", va="center", fontsize=SMALL)
