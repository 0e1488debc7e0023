"""What a difference hangs on: a bar for each number of the model, the widest on top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.by_price import write_money
from goodwill.figures.frame import SMALL, Heading, add_axes, begin, clean, tidy
from goodwill.figures.style import FAINT, INK, apply_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROW = 0.34  # inches
_LOW, _HIGH, _OPEN = "#0072b2", "#d55e00", "#c9ced3"


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """One number of the model."""

    of: str
    low: float  # expected difference with the number at the low end of its range, USD
    high: float
    clear: bool  # it surely does something; else it may be luck


@dataclass(frozen=True, slots=True)
class Tornado:
    """What a difference hangs on, ready to be drawn."""

    heading: Heading
    unit: str
    mean: float  # expected difference over all draws
    bars: tuple[TornadoBar, ...]  # from the top


def draw(tornado: Tornado) -> Figure:
    """Draw the bars about the mean; where one crosses the black line at 0, the verdict turns."""
    with apply_style():
        figure, top = begin(tornado.heading, _ROW * max(1, len(tornado.bars)) + 0.75)
        axes = add_axes(figure, 0.25, 0.5, 0.25, top * figure.get_figheight() - 0.05)
        for row, bar in enumerate(tornado.bars):
            for end, colour in ((bar.low, _LOW), (bar.high, _HIGH)):
                wide = end - tornado.mean
                shade = colour if bar.clear else _OPEN
                axes.barh(row + 0.2, wide, left=tornado.mean, height=0.34, color=shade, linewidth=0)
            axes.text(
                0.0,
                row - 0.02,
                _shorten(bar.of),
                transform=axes.get_yaxis_transform(),
                va="bottom",
                fontsize=SMALL,
                fontweight="bold" if bar.clear else "normal",
                color=INK,
            )
        axes.axvline(0, color=INK, linewidth=1.0)
        axes.axvline(tornado.mean, color=FAINT, linewidth=0.9, linestyle=":")
        axes.set(ylim=(max(1, len(tornado.bars)) - 0.45, -0.55), yticks=[])
        axes.margins(x=0.05)
        axes.locator_params(axis="x", nbins=6)
        axes.set_xlabel(tornado.unit, fontsize=9)
        axes.xaxis.set_major_formatter(lambda value, _: write_money(value))
        axes.spines["left"].set_visible(False)
        tidy(axes)
    return figure


def _shorten(name: str) -> str:
    """Cut a long name of a parameter in its middle: its end tells it from others."""
    most = 66
    return name if len(name) <= most else f"{clean(name)} … {name[-36:]}"
