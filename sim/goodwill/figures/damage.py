"""What harmed the brand: every strategy's damage, split by its causes so that it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodwill.figures.frame import WIDTH, Heading, Look, add_axes, begin, clean, tidy
from goodwill.figures.style import apply_style, find_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR, _KEY = 0.3, 0.42  # inches
_HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++", "oo", "--")


@dataclass(frozen=True, slots=True)
class Bar:
    """One strategy's damage by cause, in the order of the ledger's causes."""

    strategy: str
    parts: tuple[float, ...]
    total: float
    look: Look


@dataclass(frozen=True, slots=True)
class DamageLedger:
    """Brand damage by cause, ready to be drawn."""

    heading: Heading
    causes: tuple[str, ...]
    unit: str
    bars: tuple[Bar, ...]  # from the top


def draw(ledger: DamageLedger) -> Figure:
    """Draw a bar a strategy, its parts by cause, its total at the end."""
    with apply_style():
        figure, top = begin(ledger.heading, _BAR * len(ledger.bars) + _KEY + 0.55)
        axes = add_axes(figure, 1.75, _KEY + 0.42, 0.6, top * figure.get_figheight() - 0.03)
        _draw_bars(axes, ledger)
        _draw_key(figure, ledger.causes)
    return figure


def _draw_bars(axes: Axes, ledger: DamageLedger) -> None:
    n_bars = len(ledger.bars)
    most = max((bar.total for bar in ledger.bars), default=0.0) or 1.0
    axes.set(xlim=(0, most), ylim=(n_bars - 0.5, -0.5), yticks=range(n_bars))
    axes.set_yticklabels([clean(bar.strategy) for bar in ledger.bars], fontsize=8.5)
    for label, bar in zip(axes.get_yticklabels(), ledger.bars, strict=True):
        label.set_color(bar.look.text_colour)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(ledger.unit, fontsize=8.5)
    tidy(axes)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    for row, bar in enumerate(ledger.bars):
        start = 0.0
        for number, part in enumerate(bar.parts):
            axes.barh(row, part, left=start, height=0.68, **_paint(number))
            start += part
        axes.annotate(
            f"{bar.total:,.0f}",
            (bar.total, row),
            xytext=(4, 0),
            textcoords="offset points",
            va="center_baseline",
            fontsize=8,
            annotation_clip=False,
        )


def _paint(number: int) -> dict[str, Any]:
    hatch = _HATCHES[number % len(_HATCHES)]
    return {"color": find_colour(number), "hatch": hatch, "edgecolor": "white", "linewidth": 0.0}


def _draw_key(figure: Figure, causes: tuple[str, ...]) -> None:
    axes = figure.add_axes((0, 0, 1, _KEY / figure.get_figheight()))
    axes.set(xlim=(0, WIDTH), ylim=(0, 1))
    axes.axis("off")
    at, line = 0.1, 0.72
    for number, cause in enumerate(causes):
        wide = 0.42 + 0.068 * len(cause)
        if at + wide > WIDTH:
            at, line = 0.1, 0.24
        axes.barh(line, 0.16, left=at, height=0.36, **_paint(number))
        axes.text(at + 0.22, line, cause, va="center_baseline", fontsize=8)
        at += wide
