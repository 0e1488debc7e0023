"""Deals won above, people lost below, day by day against leaving people alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.frame import Heading, Line, add_axes, begin, clean, label_ends, tidy
from goodwill.figures.panels import find_ticks
from goodwill.figures.style import INK, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT = 4.1  # inches
_BETWEEN = 0.18


@dataclass(frozen=True, slots=True)
class OverTime:
    """What was won and lost over time, ready to be drawn."""

    heading: Heading
    holdout: str
    won: tuple[Line, ...]  # deals
    lost: tuple[Line, ...]  # people


def draw(over_time: OverTime) -> Figure:
    """Draw two panels over one axis of days; what is lost grows downward."""
    with apply_style():
        figure, top = begin(over_time.heading, _HEIGHT)
        ceiling = top * figure.get_figheight() - 0.05
        middle = 0.5 + (ceiling - 0.5) / 2
        upper = add_axes(figure, 0.72, middle + _BETWEEN / 2, 1.85, ceiling)
        lower = add_axes(figure, 0.72, 0.5, 1.85, middle - _BETWEEN / 2)
        _draw_panel(upper, over_time.won, "deals won")
        upper.tick_params(labelbottom=False)
        _draw_panel(lower, over_time.lost, "people lost", turned=True)
        lower.set_xlabel("days since the start", fontsize=9)
    return figure


def _draw_panel(axes: Axes, series: tuple[Line, ...], what: str, *, turned: bool = False) -> None:
    n_days = max((len(one.middle) for one in series), default=1)
    days = range(1, n_days + 1)
    axes.axhline(0, color=INK, linewidth=0.9)
    for one in series:
        axes.fill_between(days, one.low, one.high, color=one.look.colour, alpha=0.15, linewidth=0)
        axes.plot(days, one.middle, one.look.line, color=one.look.colour, linewidth=1.6)
    axes.set_xlim(0, n_days)
    axes.set_xticks(find_ticks(n_days, 7))
    axes.margins(y=0.05)
    if turned:
        axes.invert_yaxis()
    axes.set_ylabel(what, fontsize=9)
    axes.locator_params(axis="y", nbins=5)
    axes.yaxis.set_major_formatter(lambda value, _: _write_count(value))
    tidy(axes)
    ends = [one.middle[-1] for one in series]
    texts = [
        f"{_write_count(end)}  {clean(one.strategy)}" for one, end in zip(series, ends, strict=True)
    ]
    label_ends(axes, ends, texts, [one.look for one in series])


def _write_count(value: float) -> str:
    text = f"{value:+,.0f}".replace("-", "−")
    return "0" if text in ("+0", "−0") else text
