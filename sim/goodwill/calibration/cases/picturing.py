"""Prepare the figure of a real case."""

from __future__ import annotations

import numpy as np

from goodwill.calibration.cases.curves import LEVEL, Curve, Prediction
from goodwill.calibration.cases.studying import CaseStudy
from goodwill.calibration.cases.telling import write_held
from goodwill.figures.frame import Heading
from goodwill.figures.held_out import HeldOut, Panel

_POINTS_ARE = {
    "bank": "number of the call",
    "hillstrom": "mail that was sent",
    "olist": "days since the request",
}


def prepare_held_out(study: CaseStudy) -> HeldOut:
    """Prepare what was predicted of the half that was held out, and what was seen of both."""
    note = (
        f"Bands: {LEVEL:.0%} predictive intervals, lines their medians. Dots: the half that was "
        "held out, empty where the interval misses it. Crosses: the half that was calibrated on."
    )
    return HeldOut(
        Heading(write_held(study.predictions), note),
        _POINTS_ARE[study.case.name],
        tuple(
            _prepare_panel(prediction, fitted)
            for prediction, fitted in zip(study.predictions, study.halves.fit, strict=True)
        ),
    )


def _prepare_panel(prediction: Prediction, fitted: Curve) -> Panel:
    def in_percent(shares: object) -> tuple[float, ...]:
        return tuple((100.0 * np.asarray(shares, np.float64)).tolist())

    curve = prediction.curve
    return Panel(
        curve.name,
        curve.points,
        in_percent(prediction.low),
        in_percent(prediction.middle),
        in_percent(prediction.high),
        in_percent(curve.shown),
        in_percent(fitted.shown),
        tuple(prediction.inside.tolist()),
    )
