"""What single worlds may bring: a dot each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodwill.figures.by_price import write_money
from goodwill.figures.frame import SMALL, Heading, Look, add_axes, begin, clean
from goodwill.figures.style import INK, RULE, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW, _TICKS, _BOTTOM = 1.25, 0.32, 0.25  # inches
_N_BINS = 34
MOST_DOTS = 60
"""Of more worlds so many quantiles are shown."""


@dataclass(frozen=True, slots=True)
class YearRow:
    """One comparison: the differences of all worlds, ascending."""

    strategy: str
    against: str
    differences: tuple[float, ...]
    ahead: str  # in how many it was ahead
    look: Look
    other: Look


@dataclass(frozen=True, slots=True)
class Years:
    """What single years brought, ready to be drawn."""

    heading: Heading
    unit: str
    rows: tuple[YearRow, ...]


def draw(years: Years) -> Figure:
    """Draw stacks of dots, each row on an axis of its own; left of the line it was behind."""
    with apply_style():
        figure, top = begin(years.heading, _ROW * len(years.rows) + _BOTTOM)
        at = top * figure.get_figheight()
        for row in years.rows:
            axes = add_axes(figure, 0.25, at - _ROW + _TICKS, 0.25, at)
            _draw_row(axes, row)
            at -= _ROW
        axes.set_xlabel(years.unit, fontsize=9)
    return figure


def _draw_row(axes: Axes, row: YearRow) -> None:
    ends = [*row.differences, 0.0]
    reach = (max(ends) - min(ends)) or 1.0
    low, high = min(ends) - 0.03 * reach, max(ends) + 0.03 * reach
    axes.set_xlim(low, high)
    width = (high - low) / _N_BINS
    dots = _thin(row.differences)
    bins = np.floor((np.array(dots) - low) / width).astype(int)
    heights = dict.fromkeys(bins.tolist(), 0)
    for value, place in zip(dots, bins.tolist(), strict=True):
        colour = row.other.colour if value < 0 else row.look.colour
        middle = low + (place + 0.5) * width
        axes.plot([middle], [heights[place]], "o", color=colour, markersize=3.6, linewidth=0)
        heights[place] += 1
    axes.axvline(0, ymax=0.8, color=INK, linewidth=1.0)
    most = max(heights.values(), default=1)
    axes.set(ylim=(-0.8, max(most, 6) * 1.75), yticks=[])
    axes.spines[["left"]].set_visible(False)
    axes.spines["bottom"].set_color(RULE)
    label = f"{clean(row.strategy)} against {clean(row.against)}"
    axes.text(0.0, 0.98, label, transform=axes.transAxes, va="top", fontsize=9,
              fontweight="bold", color=row.look.text_colour)  # fmt: skip
    axes.text(1.0, 0.98, row.ahead, transform=axes.transAxes, va="top", ha="right", fontsize=SMALL)
    axes.locator_params(axis="x", nbins=6)
    axes.xaxis.set_major_formatter(lambda value, _: write_money(value))
    axes.tick_params(labelsize=SMALL)


def _thin(values: tuple[float, ...]) -> list[float]:
    """Give all values, or of very many so many quantiles."""
    if len(values) <= MOST_DOTS:
        return list(values)
    shares = (np.arange(MOST_DOTS) + 0.5) / MOST_DOTS
    return [float(one) for one in np.quantile(values, shares)]
