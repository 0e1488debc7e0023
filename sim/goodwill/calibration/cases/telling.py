"""Say in words and as plain data what came of a real case."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

import numpy as np

from goodwill.calibration.cases.curves import HELD, LEVEL, Curve, Halves, Prediction
from goodwill.calibration.cases.explaining import Explanations
from goodwill.calibration.cases.studying import Belief, CaseStudy
from goodwill.calibration.posterior import MOST_OF_PRIOR
from goodwill.store import describe_inputs

_NEAR = 5.0  # deviances no further apart than this say the same


def describe_study(study: CaseStudy) -> dict[str, object]:
    """Give a study as plain data, with all that it depends on."""
    described: dict[str, object] = {
        "case": study.case.name,
        "question": study.case.question,
        "credit": study.case.credit,
        "division": study.halves.division,
        "holds": study.holds,
        "needed": HELD,
        "level": LEVEL,
        "sentences": list(write_sentences(study)),
        "curves": _describe_curves(study.predictions, study.halves),
        "numbers": [belief._asdict() for belief in study.beliefs],
        "surprise": study.surprise,
        "emulator_spread": study.spread,
        "n_simulated": study.n_simulated,
        "provenance": {
            "goodwill": version("goodwill"),
            "case_sha256": study.case.sha256,
            "settings": study.settings._asdict(),
            **describe_inputs(study.case.scenario, None, draw_budgets=False),
        },
    }
    if study.explanations is not None:
        described["explanations"] = study.explanations._asdict()
    if study.others:
        described["others"] = [
            {"division": halves.division, "curves": _describe_curves(predictions, halves)}
            for halves, predictions in study.others
        ]
    return described


def _describe_curves(
    predictions: tuple[Prediction, ...], halves: Halves
) -> list[Mapping[str, object]]:
    pairs = zip(predictions, halves.fit, strict=True)
    return [_describe_prediction(prediction, fitted) for prediction, fitted in pairs]


def _describe_prediction(prediction: Prediction, fitted: Curve) -> Mapping[str, object]:
    curve = prediction.curve
    return {
        "curve": curve.name,
        "points": list(curve.points),
        "calibrated_on": [round(float(one), 6) for one in fitted.shown],
        "trials": curve.trials.tolist(),
        "seen": [round(float(one), 6) for one in curve.shown],
        "low": [round(float(one), 6) for one in prediction.low],
        "middle": [round(float(one), 6) for one in prediction.middle],
        "high": [round(float(one), 6) for one in prediction.high],
        "inside": [bool(one) for one in prediction.inside],
        "held": prediction.held,
    }


def write_sentences(study: CaseStudy) -> tuple[str, ...]:
    """Say what came of a study, the held-out half first."""
    sentences = [f"{write_held(study.predictions)} {_write_width(study.predictions)}"]
    sentences.append(_write_unidentified(study.beliefs))
    if study.explanations is not None:
        sentences += _write_explanations(study.explanations)
    sentences += [_write_other(*other) for other in study.others]
    return tuple(sentences)


def write_held(predictions: tuple[Prediction, ...]) -> str:
    """Say how many points of the held-out half their intervals hold."""
    n_points = sum(one.inside.size for one in predictions)
    n_inside = sum(int(one.inside.sum()) for one in predictions)
    failing = [one.curve.name for one in predictions if one.held < HELD]
    start = (
        f"{LEVEL:.0%} intervals, calibrated on the first half, hold {n_inside} of {n_points} "
        "points of the second"
    )
    if not failing:
        return f"{start}, and at least {HELD:.0%} of each curve."
    listed = ", ".join(failing)
    return f"{start}, but less than {HELD:.0%} of these curves: {listed}."


def _write_unidentified(beliefs: tuple[Belief, ...]) -> str:
    left = [belief.name for belief in beliefs if not belief.identified]
    if not left:
        return "The data narrow every number of the case."
    n_all = len(beliefs)
    return (
        f"The data do not narrow {len(left)} of {n_all} numbers, which keep their prior "
        f"(intervals of more than {MOST_OF_PRIOR:.0%} of its width): {', '.join(left)}."
    )


def _write_explanations(found: Explanations) -> list[str]:
    apart = abs(found.deviance_on - found.deviance_off)
    same = "say the same" if apart <= _NEAR else "differ"
    fits = (
        f"The curve is fitted with irritation (weight {found.weight:.2f}) at a deviance of "
        f"{found.deviance_on:.1f}, and without any at {found.deviance_off:.1f}: {apart:.1f} apart, "
        f"the two {same}."
    )
    known = found.width_curve <= MOST_OF_PRIOR
    cannot = "narrows" if known else "cannot narrow"
    alone = (
        f"The phone curve alone {cannot} how much irritation matters: its interval keeps "
        f"{found.width_curve:.0%} of the prior's width. "
        + (
            ""
            if known
            else "Whether calls irritate, or those who would say yes are used up, it cannot tell."
        )
    ).strip()
    low, high = found.interval_experiment
    experiment = (
        "Randomised spacing tells them apart: eight calls three weeks apart instead of day after "
        f"day raise success per call by a factor of {found.gain_on:.2f} if irritation is at work "
        f"and of {found.gain_off:.2f} if it is not. With {found.n_customers:,} customers an arm "
        f"the interval of the weight would keep {found.width_experiment:.0%} of the prior's "
        f"width: {low:.2f} to {high:.2f}."
    )
    return [fits, alone, experiment]


def _find_width(predictions: tuple[Prediction, ...]) -> float:
    """Give the median width of intervals, as a multiple of their own medians."""
    widths = [(one.high - one.low) / one.middle.clip(1e-9) for one in predictions]
    return float(np.median(np.concatenate(widths)))


def _write_width(predictions: tuple[Prediction, ...]) -> str:
    return f"They are {_find_width(predictions):.1f} times as wide as their medians."


def _write_other(halves: Halves, predictions: tuple[Prediction, ...]) -> str:
    parts = [f"{int(one.inside.sum())} of {one.inside.size} points" for one in predictions]
    return (
        f"Divided another way ({halves.division}): the intervals hold {', '.join(parts)}. "
        f"{_write_width(predictions)}"
    )
