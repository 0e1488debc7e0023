"""The panels of a swim-lane figure: the lanes, and the curves under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodwill.figures.signs import SIGNS, Mark, Placed
from goodwill.figures.style import FAINT, INK, RULE, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIZE = 6.0  # of a sign, points
_SMALL = 7.5  # of small print, points
_LINE_HEIGHT = 0.115  # of small print, as a share of a panel of curves
UNITS = {"goodwill": "units of choice utility", "irritation": "plain e-mails' worth"}
"""What the curves are measured in, as in :data:`goodwill.eventlog.COLUMNS`."""
_MAX_NAME = 23
_MAX_TICKS = 13
_STEPS = (1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730)  # days between ticks
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Lane:
    """What one strategy did to the person, ready to be drawn."""

    strategy: str
    marks: tuple[Mark, ...]  # by day
    days: tuple[float, ...]  # where the curves are known, ascending
    goodwill: tuple[float, ...]  # then, in units of choice utility
    irritation: tuple[float, ...]  # then, in plain e-mails' worth
    summary: tuple[str, ...] = ()  # short lines at the lane's right end

    def __post_init__(self) -> None:
        """Refuse curves of different lengths: they would be drawn against the wrong days."""
        if not len(self.days) == len(self.goodwill) == len(self.irritation):
            raise ValueError(f"{self.strategy}: days, goodwill and irritation differ in length.")


@dataclass(frozen=True, slots=True)
class Row:
    """A lane and its place in the figure."""

    lane: Lane
    colour: str
    text_colour: str
    line: str  # line style of its curves
    placed: Sequence[Placed]
    height: float  # of its line over the panel's floor, in signs


def draw_sign(axes: Axes, at: tuple[float, float], mark: Mark) -> None:
    """Draw the sign of one mark."""
    sign = SIGNS[mark.sign]
    axes.plot(
        [at[0]],
        [at[1]],
        sign.marker,
        color=sign.colour,
        markerfacecolor=sign.colour if mark.reached else "white",
        markeredgewidth=0.9,
        markersize=_SIZE * (1.25 if sign.marker == "*" else 1.0),
        clip_on=False,
        zorder=3,
    )


def shorten(name: str) -> str:
    """Cut a name that is too long for its margin."""
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}…"


def draw_lanes(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw what happened, a lane a strategy."""
    top = max(row.height + _rise(row) for row in rows)
    axes.set(ylim=(0, top), yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    for row in rows:
        axes.axhline(row.height, color=row.colour, linewidth=1.6, zorder=1)
        for one in row.placed:
            draw_sign(axes, (one.mark.day, _find_height(row, one)), one.mark)
            if one.n_alike > 1:
                axes.annotate(
                    f"×{one.n_alike}",
                    (one.mark.day, _find_height(row, one)),
                    xytext=(4.5, 0),
                    textcoords="offset points",
                    va="center_baseline",
                    fontsize=6.5,
                    color=SIGNS[one.mark.sign].colour,
                )
        _write_name(axes, row)


def _rise(row: Row) -> float:
    above = [one.level + 1 for one in row.placed if SIGNS[one.mark.sign].above]
    return max(above, default=1) + 0.7


def _find_height(row: Row, one: Placed) -> float:
    side = 1 if SIGNS[one.mark.sign].above else -1
    return row.height + side * (0.75 + one.level)


def _write_name(axes: Axes, row: Row) -> None:
    axes.annotate(
        shorten(row.lane.strategy),
        (0, row.height),
        xycoords=("axes fraction", "data"),
        xytext=(-8, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontweight="bold",
        color=row.text_colour,
    )
    axes.annotate(
        "\n".join(row.lane.summary),
        (1, row.height),
        xycoords=("axes fraction", "data"),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=_SMALL,
        linespacing=1.3,
    )


def draw_goodwill(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw goodwill over time, labelled with its last value."""
    axes.axhline(0, color=FAINT, linewidth=0.8)
    _draw_curves(axes, rows, [row.lane.goodwill for row in rows], "goodwill")
    last = [_value_at_end(axes, row.lane, row.lane.goodwill) for row in rows]
    texts = [
        f"{write_number(value)}  {shorten(row.lane.strategy)}"
        for row, value in zip(rows, last, strict=True)
    ]
    _label_ends(axes, rows, last, texts)


def draw_irritation(axes: Axes, rows: Sequence[Row]) -> None:
    """Draw irritation over time, labelled with its highest value."""
    _draw_curves(axes, rows, [row.lane.irritation for row in rows], "irritation")
    axes.set_ylim(bottom=0)
    last = [_value_at_end(axes, row.lane, row.lane.irritation) for row in rows]
    texts = [
        f"at most {write_number(max(row.lane.irritation, default=0))}  {shorten(row.lane.strategy)}"
        for row in rows
    ]
    _label_ends(axes, rows, last, texts)


def write_number(value: float) -> str:
    """Write a number with one decimal, a true minus sign, and no minus before 0.0."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "−")


def _draw_curves(
    axes: Axes, rows: Sequence[Row], curves: Sequence[Sequence[float]], name: str
) -> None:
    axes.set_ylabel(f"{name}\n{UNITS[name]}", fontsize=_SMALL, linespacing=1.3)
    axes.yaxis.label.set(rotation=0, ha="right", va="center")
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", length=0, labelbottom=False)
    axes.locator_params(axis="y", nbins=4)
    for row, curve in zip(rows, curves, strict=True):
        axes.plot(row.lane.days, curve, row.line, color=row.colour, linewidth=1.5)


def _value_at_end(axes: Axes, lane: Lane, curve: Sequence[float]) -> float:
    """Give the last value that is shown; 0 where nothing is."""
    end = axes.get_xlim()[1]
    shown = [value for day, value in zip(lane.days, curve, strict=True) if day <= end]
    return shown[-1] if shown else 0.0


def _label_ends(
    axes: Axes, rows: Sequence[Row], ends: Sequence[float], texts: Sequence[str]
) -> None:
    low, high = axes.get_ylim()
    gap = _LINE_HEIGHT * (high - low)
    right = axes.get_xlim()[1]
    # All inside the panel: the dates stand below it, and what a lane came to above.
    places = spread(ends, gap, low + gap / 2, high - gap / 2)
    for row, end, at, text in zip(rows, ends, places, texts, strict=True):
        axes.annotate(
            text,
            (right, end),
            xytext=(1.02, (at - low) / (high - low)),
            textcoords="axes fraction",
            va="center",
            fontsize=_SMALL,
            color=row.text_colour,
            arrowprops={
                "arrowstyle": "-",
                "color": row.colour,
                "linewidth": 0.6,
                "relpos": (0, 0.5),  # from the text's left end, not through it
                "shrinkA": 1,
                "shrinkB": 0,
            },
            annotation_clip=False,
        )


def find_ticks(n_days: float, most: int = _MAX_TICKS) -> list[int]:
    """Give the days that are marked on an axis of `n_days`, evenly spaced, `most` at most."""
    step = next((step for step in _STEPS if n_days / step < most), None)
    step = step or 365 * -(-int(n_days) // (365 * most))
    return list(range(0, int(n_days) + 1, step))


def mark_days(axes: Axes, n_days: float) -> None:
    """Draw faint lines at the marked days."""
    axes.set_xticks(find_ticks(n_days))
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)


def write_dates(axes: Axes, start: date, n_days: float) -> None:
    """Write the marked days under an axis, and their dates under them."""
    ticks = find_ticks(n_days)
    axes.spines["bottom"].set_visible(True)
    axes.tick_params(axis="x", length=3, labelbottom=True)
    axes.set_xticks(
        ticks, [_write_tick(start, day) for day in ticks], color=INK, fontsize=8, linespacing=1.3
    )


def _write_tick(start: date, day: int) -> str:
    at = start + timedelta(days=day)
    year = f" {at.year}" if day == 0 else ""
    return f"day {day}\n{at.day} {_MONTHS[at.month - 1]}{year}"
