"""Draw what the calibrated model predicts beside what was observed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from goodwill.calibration.predicting import Prediction
from goodwill.figures.predictions import Panel, Point, draw, prepare
from goodwill.figures.style import save_figure

MOST_PANELS = 12
"""Curves on one figure."""

_FIGURE = re.compile(r"predicted_[0-9]+\.(svg|png)")


def save_figures(folder: Path, predictions: Sequence[Prediction]) -> list[Path]:
    """Write figures of all predicted curves, as SVG and PNG.

    Parameters
    ----------
    folder
        Where to; it is made.
    predictions
        From :func:`goodwill.calibration.predicting.predict`.

    Returns
    -------
    list of Path
        The files; none where nothing was predicted. Those of an earlier calibration that had
        more are removed.
    """
    panels = make_panels(predictions)
    paths = []
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, len(panels), MOST_PANELS), start=1):
        figure = draw(prepare(panels[start : start + MOST_PANELS]))
        for suffix in ("svg", "png"):
            path = folder / f"predicted_{number}.{suffix}"
            save_figure(figure, path)
            paths.append(path)
    for path in folder.iterdir():
        if path not in paths and _FIGURE.fullmatch(path.name):
            path.unlink()
    return paths


def make_panels(predictions: Sequence[Prediction]) -> list[Panel]:
    """Gather points into curves, in their order."""
    curves: dict[str, list[Point]] = {}
    for one in predictions:
        point = Point(one.place, one.observed, one.low, one.middle, one.high)
        curves.setdefault(one.curve, []).append(point)
    return [Panel(curve, tuple(points)) for curve, points in curves.items()]
