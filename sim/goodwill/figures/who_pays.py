"""What became of people, by what they were after: a panel a strategy, bars of 100 %."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.frame import SMALL, WIDTH, Heading, Look, begin, clean
from goodwill.figures.style import INK, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# From good to bad: told apart by lightness as well as by hue.
SHADES = ("#0072b2", "#dbe9f4", "#f3cfa6", "#e07b39", "#8f2d04")
_PALE = ("#dbe9f4", "#f3cfa6")
_COLUMNS = 2
_BAR, _HEAD, _KEY = 0.23, 0.34, 0.5  # inches
_LEFT = 1.62
_LEAST = 13  # percent that a number fits into


@dataclass(frozen=True, slots=True)
class Panel:
    """One strategy."""

    strategy: str
    shares: tuple[tuple[float, ...], ...]  # by intent and fate; each row sums to 1, or is empty
    look: Look


@dataclass(frozen=True, slots=True)
class WhoPays:
    """What became of whom, ready to be drawn."""

    heading: Heading
    intents: tuple[str, ...]  # labels of the rows
    fates: tuple[str, ...]
    panels: tuple[Panel, ...]


def draw(who_pays: WhoPays) -> Figure:
    """Draw a small panel for every strategy, three in a row, and the key under them."""
    n_rows = -(-len(who_pays.panels) // _COLUMNS)
    panel_height = _HEAD + _BAR * len(who_pays.intents)
    with apply_style():
        figure, top = begin(who_pays.heading, n_rows * panel_height + _KEY + 0.1)
        whole = figure.get_figheight()
        width = (WIDTH - _LEFT - 0.1) / _COLUMNS
        for number, panel in enumerate(who_pays.panels):
            row, column = divmod(number, _COLUMNS)
            bottom = top * whole - (row + 1) * panel_height
            axes = figure.add_axes(
                (
                    (_LEFT + column * width) / WIDTH,
                    bottom / whole,
                    (width - 0.14) / WIDTH,
                    (panel_height - _HEAD) / whole,
                )
            )
            _draw_panel(axes, panel, who_pays.intents if column == 0 else ())
        _draw_key(figure, who_pays.fates)
    return figure


def _draw_panel(axes: Axes, panel: Panel, labels: tuple[str, ...]) -> None:
    n_rows = len(panel.shares)
    axes.set(xlim=(0, 100), ylim=(n_rows - 0.5, -0.5), xticks=[], yticks=range(n_rows))
    axes.set_yticklabels(labels or [""] * n_rows, fontsize=SMALL)
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_title(
        clean(panel.strategy),
        loc="left",
        fontsize=9,
        fontweight="bold",
        color=panel.look.text_colour,
        pad=3,
    )
    for row, shares in enumerate(panel.shares):
        start = 0.0
        for share, shade in zip(shares, SHADES, strict=False):
            wide = 100 * share
            axes.barh(row, wide, left=start, height=0.82, color=shade, linewidth=0)
            if wide >= _LEAST:
                ink = INK if shade in _PALE else "white"
                middle = start + wide / 2
                axes.text(middle, row, f"{wide:.0f}", ha="center", va="center_baseline",
                          fontsize=8, color=ink)  # fmt: skip
            start += wide


def _draw_key(figure: Figure, fates: tuple[str, ...]) -> None:
    axes = figure.add_axes((0, 0, 1, _KEY / figure.get_figheight()))
    axes.set(xlim=(0, WIDTH), ylim=(0, 1))
    axes.axis("off")
    at, line = 0.1, 0.72
    for fate, shade in zip(fates, SHADES, strict=True):
        wide = 0.4 + 0.072 * len(fate)
        if at + wide > WIDTH:
            at, line = 0.1, 0.26
        axes.barh(line, 0.16, left=at, height=0.28, color=shade, linewidth=0)
        axes.text(at + 0.22, line, fate, va="center_baseline", fontsize=SMALL)
        at += wide
