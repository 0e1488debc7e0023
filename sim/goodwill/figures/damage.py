"""What harmed the brand: every strategy's damage, split by its causes so that it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodwill.figures.frame import (
    SMALL,
    WIDTH,
    Heading,
    Look,
    add_axes,
    begin,
    clean,
    tidy,
)
from goodwill.figures.style import apply_style, find_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR, _KEY_LINE = 0.3, 0.22  # inches
_KEY_LETTER = 0.075
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
    key = _arrange_key(ledger.causes)
    key_height = _KEY_LINE * (1 + max((line for _, line in key), default=0))
    with apply_style():
        figure, top = begin(ledger.heading, _BAR * len(ledger.bars) + key_height + 0.55)
        axes = add_axes(figure, 1.65, key_height + 0.45, 0.55, top * figure.get_figheight() - 0.03)
        _draw_bars(axes, ledger)
        _draw_key(figure, ledger.causes, key, key_height)
    return figure


def _draw_bars(axes: Axes, ledger: DamageLedger) -> None:
    n_bars = len(ledger.bars)
    most = max((bar.total for bar in ledger.bars), default=0.0) or 1.0
    axes.set(xlim=(0, most), ylim=(n_bars - 0.5, -0.5), yticks=range(n_bars))
    axes.set_yticklabels([clean(bar.strategy) for bar in ledger.bars], fontsize=9)
    for label, bar in zip(axes.get_yticklabels(), ledger.bars, strict=True):
        label.set_color(bar.look.text_colour)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(ledger.unit, fontsize=9)
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
            fontsize=SMALL,
            annotation_clip=False,
        )


def _paint(number: int) -> dict[str, Any]:
    hatch = _HATCHES[number % len(_HATCHES)]
    return {"color": find_colour(number), "hatch": hatch, "edgecolor": "white", "linewidth": 0.0}


def _arrange_key(causes: tuple[str, ...]) -> list[tuple[float, int]]:
    """Give each cause its place in the key: inches from the left, and the line from the top."""
    places = []
    at, line = 0.1, 0
    for cause in causes:
        wide = 0.4 + _KEY_LETTER * len(cause)
        if at > _FIRST and at + wide > WIDTH:
            at, line = _FIRST, line + 1
        places.append((at, line))
        at += wide
    return places


_FIRST = 0.1  # where a line of the key begins


def _draw_key(
    figure: Figure, causes: tuple[str, ...], key: list[tuple[float, int]], height: float
) -> None:
    axes = figure.add_axes((0, 0, 1, height / figure.get_figheight()))
    n_lines = height / _KEY_LINE
    axes.set(xlim=(0, WIDTH), ylim=(n_lines - 0.5, -0.5))
    axes.axis("off")
    for number, (cause, (at, line)) in enumerate(zip(causes, key, strict=True)):
        axes.barh(line, 0.16, left=at, height=0.6, **_paint(number))
        axes.text(at + 0.22, line, clean(cause), va="center_baseline", fontsize=SMALL)
