"""Say in words and as plain data what came of a real case."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

import numpy as np

from goodwill.calibration.cases.curves import HELD, LEVEL, Curve, Halves, Prediction
from goodwill.calibration.cases.estimates import Estimate
from goodwill.calibration.cases.explaining import Explanations
from goodwill.calibration.cases.studying import Belief, CaseStudy
from goodwill.calibration.posterior import MOST_OF_PRIOR
from goodwill.store import describe_inputs

NEAR = 5.0
"""Deviances no further apart say the same: what row 5 of the pattern table demands."""

_ODD = 0.95  # share of data sets that are less odd, above which the data count as odd
_LEAST_SHARE = 0.001  # that is printed as it is


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
        "curves": _describe_curves(study.predictions, study.halves.fit),
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
        described["explanations"] = _describe_explanations(study.explanations)
    if study.others:
        described["others"] = [
            {"division": halves.division, "curves": _describe_curves(predictions, halves.fit)}
            for halves, predictions in study.others
        ]
    return described


def _describe_explanations(found: Explanations) -> Mapping[str, object]:
    plain = found._asdict()
    estimates = {key: one._asdict() for key, one in plain.items() if isinstance(one, Estimate)}
    rows = {key: list(one) for key, one in plain.items() if type(one) is tuple}
    return {**plain, **estimates, **rows}


def _describe_curves(
    predictions: tuple[Prediction, ...], fitted: tuple[Curve, ...]
) -> list[Mapping[str, object]]:
    pairs = zip(predictions, fitted, strict=True)
    return [_describe_prediction(prediction, one) for prediction, one in pairs]


def _describe_prediction(prediction: Prediction, fitted: Curve) -> Mapping[str, object]:
    curve = prediction.curve
    return {
        "curve": curve.name,
        "points": list(curve.points),
        "chained": curve.chained,
        "calibrated_on": {
            "trials": fitted.trials.tolist(),
            "successes": fitted.successes.tolist(),
        },
        "trials": curve.trials.tolist(),
        "successes": curve.successes.tolist(),
        "seen": [round(float(one), 6) for one in curve.shown],
        "low": prediction.low.tolist(),
        "middle": prediction.middle.tolist(),
        "high": prediction.high.tolist(),
        "inside": [bool(one) for one in prediction.inside],
        "held": prediction.held,
    }


def write_sentences(study: CaseStudy) -> tuple[str, ...]:
    """Say what came of a study, the held-out half first."""
    sentences = [f"{write_held(study.predictions)} {_write_width(study.predictions)}"]
    sentences += [tell_surprise(study.surprise), *tell_beliefs(study.beliefs)]
    if study.explanations is not None:
        sentences += tell_explanations(study.explanations)
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


def tell_surprise(surprise: float) -> str:
    """Say how odd the first half is among the data sets that the prior gives."""
    share = f"{surprise:.1%}" if surprise >= _LEAST_SHARE else f"less than {_LEAST_SHARE:.1%}"
    odder = f"The first half is odder than {share} of the data sets that the ranges give"
    if surprise > _ODD:
        return f"{odder}: the model makes such data, but seldom."
    return f"{odder}: such data are nothing special for the model."


def tell_beliefs(beliefs: tuple[Belief, ...]) -> list[str]:
    """Say which numbers the data narrow, and which of these lie at an end of their prior."""
    known = [belief for belief in beliefs if belief.identified]
    if not known:
        none = f"The data narrow none of the {len(beliefs)} numbers: all keep their prior"
        return [f"{none} (intervals of more than {MOST_OF_PRIOR:.0%} of its width)."]
    left = [belief.name for belief in beliefs if not belief.identified]
    of_them = f"The data narrow {len(known)} of {len(beliefs)} numbers"
    sentences = [
        f"{of_them}. The others keep their prior (intervals of more than {MOST_OF_PRIOR:.0%} of "
        f"its width): {', '.join(left)}."
        if left
        else f"{of_them}: each interval has at most {MOST_OF_PRIOR:.0%} of its prior's width."
    ]
    at_end = [_write_end(belief) for belief in known if belief.reaches_low or belief.reaches_high]
    if at_end:
        sentences.append(
            "Of these, intervals that reach within 2% of an end of their prior, where the range "
            f"limits them as much as the data do: {', '.join(at_end)}."
        )
    return sentences


def _write_end(belief: Belief) -> str:
    ends = [("lower", belief.reaches_low), ("upper", belief.reaches_high)]
    return f"{belief.name} ({' and '.join(end for end, reached in ends if reached)})"


def tell_explanations(found: Explanations) -> list[str]:
    """Say what two explanations come to, and what would tell them apart."""
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
    ends = (
        f"At these fits {_write_ends(found.ends_on)} with irritation, and "
        f"{_write_ends(found.ends_off)} without, lie at an end of their range."
    )
    return [_write_deviances(found), ends, alone, *_write_experiment(found)]


def _write_ends(names: tuple[str, ...]) -> str:
    numbers = "number" if len(names) == 1 else "numbers"
    return f"{len(names)} {numbers} ({', '.join(names)})" if names else "no number"


def _write_deviances(found: Explanations) -> str:
    """Give the engine's deviances, and say of the two only what their interval supports."""
    apart = found.apart
    if apart.low >= -NEAR and apart.high <= NEAR:
        verdict = f"No more than {NEAR:g} apart, the two say the same"
    elif apart.high < -NEAR or apart.low > NEAR:
        better = "with" if apart.high < 0.0 else "without"
        verdict = (
            f"More than {NEAR:g} apart, these two differ: the fit {better} irritation is nearer"
        )
    else:
        verdict = f"Whether they are more than {NEAR:g} apart cannot be told from so many worlds"
    return (
        "Fitted to the whole curve, the engine itself "
        f"({found.n_worlds} worlds each; {LEVEL:.0%} intervals in brackets) comes to a deviance of "
        f"{found.deviance_on.write(1)} with irritation (weight {found.weight:.2f}) and of "
        f"{found.deviance_off.write(1)} without any: {apart.write(1)} apart. {verdict}."
    )


def _write_experiment(found: Explanations) -> list[str]:
    """Say what randomised spacing would show, and how well it would tell."""
    on, off = found.gain_on, found.gain_off
    told = "tells them apart" if on.low > off.high else "does not tell them apart for sure"
    low, high = found.interval_experiment
    spacing = (
        f"Randomised spacing {told}: by the engine, eight calls three weeks apart instead of day "
        f"after day multiply success per call by {on.write(2)} if irritation is at work and by "
        f"{off.write(2)} if it is not."
    )
    holds = (
        "which holds it"
        if low <= found.weight <= high
        else "which misses it: a fit at ends of ranges is not what the ranges make likely"
    )
    knowing = (
        f"With {found.n_customers:,} customers an arm, and a weight of {found.weight:.3f}, the "
        f"interval of the weight would keep {found.width_experiment:.0%} of the prior's width: "
        f"{low:.3f} to {high:.3f}, {holds}."
    )
    return [spacing, knowing]


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
