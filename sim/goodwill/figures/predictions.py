"""What a calibrated model predicts, and what was observed: a small panel for each curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from goodwill.figures.frame import SMALL, WIDTH, Heading, begin
from goodwill.figures.style import INK, apply_style

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLUMNS = 2
_PANEL, _HEAD, _FOOT = 1.25, 0.3, 0.3  # inches
_LEFT, _RIGHT = 0.56, 0.08
_BAND, _OUTSIDE = "#9ecae1", "#c23b22"
_LEAST_TOP = 0.002  # of a share's axis


class Point(NamedTuple):
    """One place of a curve: shares, from 0 to 1."""

    place: str
    observed: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Predictions:
    """Curves, ready to be drawn."""

    heading: Heading
    panels: tuple[Panel, ...]


def prepare(panels: Sequence[Panel]) -> Predictions:
    """Prepare curves, and count for the headline how many points lie where they should.

    Parameters
    ----------
    panels
        At least one, each with at least one point.
    """
    points = [point for panel in panels for point in panel.points]
    inside = sum(point.low <= point.observed <= point.high for point in points)
    headline = (
        f"{inside} of {len(points)} observed points lie in their predicted 90 % intervals "
        f"({100 * inside / len(points):.0f} %)"
    )
    note = (
        "Bars: what the calibrated model predicts for as many chances as the data have, 90 %, and "
        "the median. Dots: observed; crosses: observed, and outside. Gaps are in days."
    )
    return Predictions(Heading(headline, note), tuple(panels))


def draw(predictions: Predictions) -> Figure:
    """Draw a small panel for every curve, two in a row."""
    n_rows = -(-len(predictions.panels) // _COLUMNS)
    row_height = _HEAD + _PANEL + _FOOT
    width = WIDTH / _COLUMNS
    with apply_style():
        figure, top = begin(predictions.heading, n_rows * row_height)
        whole = figure.get_figheight()
        for number, panel in enumerate(predictions.panels):
            row, column = divmod(number, _COLUMNS)
            bottom = top * whole - (row + 1) * row_height + _FOOT
            axes = figure.add_axes(
                (
                    (column * width + _LEFT) / WIDTH,
                    bottom / whole,
                    (width - _LEFT - _RIGHT) / WIDTH,
                    _PANEL / whole,
                )
            )
            _draw_panel(axes, panel)
    return figure


def _draw_panel(axes: Axes, panel: Panel) -> None:
    top = max(max(point.high, point.observed) for point in panel.points)
    axes.set(xlim=(-0.6, len(panel.points) - 0.4), ylim=(0.0, 108.0 * max(top, _LEAST_TOP)))
    axes.set_xticks(range(len(panel.points)))
    axes.set_xticklabels([point.place for point in panel.points], fontsize=SMALL)
    axes.tick_params(axis="y", labelsize=SMALL)
    axes.set_title(panel.title, loc="left", x=-0.14, fontsize=SMALL, pad=3)
    axes.yaxis.set_major_formatter("{x:g} %")
    for at, point in enumerate(panel.points):
        low, middle, high = (100.0 * one for one in (point.low, point.middle, point.high))
        axes.bar(at, high - low, bottom=low, width=0.62, color=_BAND, linewidth=0)
        axes.plot([at - 0.31, at + 0.31], [middle, middle], color="#3182bd", linewidth=1.2)
        inside = point.low <= point.observed <= point.high
        axes.plot(
            at,
            100.0 * point.observed,
            marker="o" if inside else "x",
            markersize=4 if inside else 5.5,
            color=INK if inside else _OUTSIDE,
            linestyle="none",
            markeredgewidth=0 if inside else 1.8,
        )
