"""Make a study again of what was written down of it: to tell of it anew, without simulating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from goodwill.calibration.cases.curves import Curve, Halves, Prediction
from goodwill.calibration.cases.definition import load_case
from goodwill.calibration.cases.estimates import Estimate
from goodwill.calibration.cases.explaining import Explanations
from goodwill.calibration.cases.fitting import Settings
from goodwill.calibration.cases.studying import Belief, CaseStudy
from goodwill.errors import ResultError

_ROWS = ("ends_on", "ends_off", "interval_experiment")
_ESTIMATES = ("deviance_on", "deviance_off", "apart", "gain_on", "gain_off")


def recall_study(described: Mapping[str, Any]) -> CaseStudy:
    """Make a study of plain data.

    Parameters
    ----------
    described
        As :func:`goodwill.calibration.cases.telling.describe_study` gives it. The case is read
        anew: what is told of a study of another declaration will not be the same.

    Raises
    ------
    ResultError
        Something is missing, or is there that no study has.
    """
    try:
        return _recall(described)
    except (KeyError, TypeError, ValueError) as error:
        raise ResultError(
            f"this is no study of a case as this goodwill writes it: {error}."
        ) from error


def _recall(described: Mapping[str, Any]) -> CaseStudy:
    halves, predictions = _recall_halves(described)
    found = described.get("explanations")
    return CaseStudy(
        load_case(described["case"]),
        halves,
        predictions,
        tuple(Belief(**one) for one in described["numbers"]),
        described["surprise"],
        described["emulator_spread"],
        described["n_simulated"],
        Settings(**described["provenance"]["settings"]),
        None if found is None else _recall_explanations(found),
        tuple(_recall_halves(one) for one in described.get("others", ())),
    )


def _recall_halves(part: Mapping[str, Any]) -> tuple[Halves, tuple[Prediction, ...]]:
    curves: Sequence[Mapping[str, Any]] = part["curves"]
    predictions = tuple(
        Prediction(_recall_curve(one, one), *(np.array(one[key]) for key in Prediction._fields[1:]))
        for one in curves
    )
    fitted = tuple(_recall_curve(one, one["calibrated_on"]) for one in curves)
    check = tuple(prediction.curve for prediction in predictions)
    return Halves(part["division"], fitted, check), predictions


def _recall_curve(one: Mapping[str, Any], counts: Mapping[str, Any]) -> Curve:
    trials, successes = (np.array(counts[key], np.int64) for key in ("trials", "successes"))
    return Curve(one["curve"], tuple(one["points"]), trials, successes, chained=one["chained"])


def _recall_explanations(found: Mapping[str, Any]) -> Explanations:
    estimates = {key: Estimate(**found[key]) for key in _ESTIMATES}
    rows = {key: tuple(found[key]) for key in _ROWS}
    return Explanations(**{**found, **estimates, **rows})
