"""Curves of data that nobody calibrated on: what was predicted of them, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodwill.figures.frame import SMALL, Heading, add_axes, begin, clean, tidy
from goodwill.figures.style import FAINT, INK, apply_style, find_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PANEL, _UNDER = 1.75, 0.62  # inches: a row of panels, and what stands under its axes
_MOST_LABELS = 8  # of points, along an axis
_SMALLEST = 7.0  # letters
_WIDE = 8  # points from which on a panel has a row of its own


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve, per cent."""

    name: str
    points: tuple[str, ...]
    low: tuple[float, ...]  # of the predictive interval
    middle: tuple[float, ...]
    high: tuple[float, ...]
    seen: tuple[float, ...]  # of the half that was held out
    fitted: tuple[float, ...]  # of the half that was calibrated on
    inside: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """All curves of a case, ready to be drawn."""

    heading: Heading
    points_are: str  # what stands along the axis
    panels: tuple[Panel, ...]


def draw(held_out: HeldOut) -> Figure:
    """Draw a panel a curve: the interval as a band, what was seen as dots; empty ones fell out."""
    panels = held_out.panels
    a_row = 1 if any(len(panel.points) >= _WIDE for panel in panels) else min(3, len(panels))
    n_rows = -(-len(panels) // a_row)
    with apply_style():
        figure, top = begin(held_out.heading, n_rows * (_PANEL + _UNDER) + 0.1)
        height = top * figure.get_figheight()
        width = (figure.get_figwidth() - 0.1) / a_row
        for number, panel in enumerate(panels):
            row, column = divmod(number, a_row)
            ceiling = height - row * (_PANEL + _UNDER) - 0.18
            left = 0.48 + column * width
            right = figure.get_figwidth() - (column + 1) * width
            floor = ceiling - _PANEL + 0.25
            axes = add_axes(figure, left, floor, right, ceiling)
            _draw_panel(axes, panel)
            axes.set_xlabel(held_out.points_are, fontsize=SMALL)
    return figure


def _draw_panel(axes: Axes, panel: Panel) -> None:
    places = list(range(len(panel.points)))
    joined = len(places) > len("abc")
    colour = find_colour(0)
    if joined:
        axes.fill_between(places, panel.low, panel.high, color=colour, alpha=0.2, linewidth=0)
        axes.plot(places, panel.middle, color=colour, linewidth=1.0)
    else:
        spans = [high - low for low, high in zip(panel.low, panel.high, strict=True)]
        axes.bar(places, spans, 0.5, panel.low, color=colour, alpha=0.2, linewidth=0)
        axes.hlines(
            panel.middle,
            [at - 0.25 for at in places],
            [at + 0.25 for at in places],
            color=colour,
            linewidth=1.0,
        )
    axes.scatter(places, panel.fitted, marker="x", s=14, color=FAINT, linewidth=0.8, zorder=3)
    for at, seen, inside in zip(places, panel.seen, panel.inside, strict=True):
        face = INK if inside else "white"
        axes.scatter([at], [seen], s=18, facecolor=face, edgecolor=INK, linewidth=1.0, zorder=4)
    axes.set_title(clean(panel.name), fontsize=9, loc="left")
    axes.set_xlim(-0.6, len(places) - 0.4)
    axes.set_ylim(bottom=0.0)
    every = -(-len(places) // (_MOST_LABELS * 2))
    axes.set_xticks(places[::every], list(panel.points[::every]))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g} %")
    axes.margins(y=0.08)
    tidy(axes)
    axes.tick_params(axis="x", labelsize=_SMALLEST)
