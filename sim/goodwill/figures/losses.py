"""What each choice may cost when the parameters are not known, and how often each is the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.by_price import write_money
from goodwill.figures.frame import Heading, Look, add_axes, begin, clean, label_ends, tidy
from goodwill.figures.style import FAINT, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HEIGHT, _BETWEEN = 4.8, 0.3  # inches
_HIGHEST = 4.0  # times the loss of the second at its highest: what is dearer leaves the panel


@dataclass(frozen=True, slots=True)
class LossLine:
    """One strategy, by price."""

    strategy: str
    losses: tuple[float, ...]  # expected, USD
    chances: tuple[float, ...]  # share of draws in which it is the best
    look: Look


@dataclass(frozen=True, slots=True)
class Losses:
    """What each choice may cost, ready to be drawn."""

    heading: Heading
    prices: tuple[float, ...]  # USD per goodwill point
    price: float  # that the page speaks of
    lines: tuple[LossLine, ...]


def draw(losses: Losses) -> Figure:
    """Draw expected losses above, chances to be the best below, over one axis of prices."""
    with apply_style():
        figure, top = begin(losses.heading, _HEIGHT)
        ceiling = top * figure.get_figheight() - 0.05
        middle = 0.52 + (ceiling - 0.52) / 2
        upper = add_axes(figure, 0.85, middle + _BETWEEN / 2, 1.6, ceiling)
        lower = add_axes(figure, 0.85, 0.52, 1.6, middle - _BETWEEN / 2)
        for axes in (upper, lower):
            axes.axvline(losses.price, color=FAINT, linewidth=1.0, linestyle=":")
            axes.set_xlim(losses.prices[0], losses.prices[-1])
        _draw_losses(upper, losses)
        _draw_chances(lower, losses)
        lower.set_xlabel("price of a goodwill point, USD", fontsize=9)
    return figure


def _draw_losses(axes: Axes, losses: Losses) -> None:
    worst = sorted(max(one.losses) for one in losses.lines)
    top = _HIGHEST * worst[min(1, len(worst) - 1)] or 1.0
    shown = [one for one in losses.lines if min(one.losses) <= top]
    for one in shown:
        axes.plot(losses.prices, one.losses, one.look.line, color=one.look.colour, linewidth=1.6)
    axes.set_ylim(0, min(top, 1.05 * worst[-1]) or 1.0)
    axes.set_ylabel("expected loss, USD", fontsize=9)
    axes.yaxis.set_major_formatter(lambda value, _: write_money(value))
    axes.tick_params(labelbottom=False)
    _finish(axes, shown, [min(one.losses[-1], axes.get_ylim()[1]) for one in shown])


def _draw_chances(axes: Axes, losses: Losses) -> None:
    for one in losses.lines:
        shares = [100.0 * share for share in one.chances]
        axes.plot(losses.prices, shares, one.look.line, color=one.look.colour, linewidth=1.6)
    axes.set_ylim(0, 100)
    axes.set_ylabel("best in … % of draws", fontsize=9)
    axes.xaxis.set_major_formatter(lambda value, _: write_money(value))
    _finish(axes, losses.lines, [100.0 * one.chances[-1] for one in losses.lines])


def _finish(axes: Axes, lines: tuple[LossLine, ...] | list[LossLine], ends: list[float]) -> None:
    axes.locator_params(axis="x", nbins=5)
    tidy(axes)
    label_ends(axes, ends, [clean(one.strategy) for one in lines], [one.look for one in lines])
