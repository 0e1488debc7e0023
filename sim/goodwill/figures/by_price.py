"""Net value above the holdout's against the price of a goodwill point, with bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.frame import ALONE, Heading, Line, add_axes, begin, clean, label_ends, tidy
from goodwill.figures.style import FAINT, INK, apply_style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEIGHT = 3.6  # inches
_MILLION, _THOUSAND = 1e6, 1e3


@dataclass(frozen=True, slots=True)
class ByPrice:
    """Net value by price, ready to be drawn."""

    heading: Heading
    holdout: str
    prices: tuple[float, ...]  # USD per point
    price: float  # that the page speaks of
    lines: tuple[Line, ...]


def draw(by_price: ByPrice) -> Figure:
    """Draw a line with its band for each strategy; the holdout is the line at 0."""
    with apply_style():
        figure, top = begin(by_price.heading, _HEIGHT)
        axes = add_axes(figure, 0.9, 0.52, 1.55, top * figure.get_figheight() - 0.05)
        axes.axhline(0, color=INK, linewidth=0.9)
        for one in by_price.lines:
            colour = one.look.colour
            axes.fill_between(
                by_price.prices, one.low, one.high, color=colour, alpha=0.15, linewidth=0
            )
            axes.plot(by_price.prices, one.middle, one.look.line, color=colour, linewidth=1.6)
        axes.axvline(by_price.price, color=FAINT, linewidth=1.0, linestyle=":")
        axes.set_xlim(by_price.prices[0], by_price.prices[-1])
        axes.margins(y=0.05)
        axes.set_xlabel("price of a goodwill point, USD", fontsize=9)
        axes.set_ylabel("net value above\nthe holdout's, USD", fontsize=9)
        axes.xaxis.set_major_formatter(lambda value, _: write_money(value))
        axes.yaxis.set_major_formatter(lambda value, _: write_money(value))
        axes.locator_params(axis="x", nbins=5)
        tidy(axes)
        ends = [one.middle[-1] for one in by_price.lines]
        names = [clean(one.strategy) for one in by_price.lines]
        looks = [one.look for one in by_price.lines]
        label_ends(axes, [*ends, 0.0], [*names, clean(by_price.holdout)], [*looks, ALONE])
    return figure


def write_money(value: float) -> str:
    """Write an amount on an axis.

    Examples
    --------
    >>> write_money(-1_500_000.0), write_money(200_000.0), write_money(0.0)
    ('−1.5 m', '200 k', '0')
    """
    for size, letter in ((_MILLION, " m"), (_THOUSAND, " k")):
        if abs(value) >= size:
            return f"{value / size:g}{letter}".replace("-", "−")
    return f"{value:g}".replace("-", "−")
