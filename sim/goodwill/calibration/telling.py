"""Say in words what a calibration found, and what such data can never tell."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from goodwill.analysis.numerals import write_number
from goodwill.analysis.value_of_information import Information
from goodwill.calibration.believed import Believed
from goodwill.calibration.calibrating import Calibration, Gate
from goodwill.calibration.checking import JOINT_LEVEL
from goodwill.calibration.experiments import Experiment, group_keys
from goodwill.calibration.predicting import Prediction
from goodwill.loading.events import EventKind

ODD = 0.99
"""Share of simulated data sets that are less odd than the observed, above which it is said."""

_LEAST_RATIO, _MOST_RATIO = 0.5, 20.0
_MOST_CHECKS = 3  # that fail, by name


class Theme(NamedTuple):
    """Parameters that stand for one question."""

    name: str
    keys: tuple[str, ...]
    rival: str  # what it cannot be told from
    remedy: str


THEMES = (
    Theme(
        "irritation",
        ("memory.irritation_days", "answering.irritation", "memory.frequency_weight"),
        "hidden intent: those who are left after many touches wanted less from the start",
        "gaps of different length, given by lot, would tell",
    ),
    Theme(
        "presumption",
        ("memory.gap_weight", "answering.gap"),
        "who is sent the bold touches",
        "mild and bold wording, given by lot, would tell",
    ),
    Theme(
        "relevance",
        ("answering.relevance",),
        "who is sent what",
        "matching and other content, given by lot, would tell",
    ),
)


class Row(NamedTuple):
    """An experiment, what it would tell, and what that would be worth."""

    experiment: Experiment
    keys: tuple[str, ...]
    worth: float  # USD per decision; nan: not valued
    error: float


def rank_experiments(believed: Believed, information: Information | None) -> tuple[Row, ...]:
    """Rank experiments by what knowing would be worth; then the cheapest first."""
    experiments = {one.experiment.name: one.experiment for one in believed.unknowns}
    worths = {part.of: part for part in information.parts} if information else {}
    rows = []
    for name, keys in group_keys(believed.unknowns).items():
        part = worths.get(name)
        worth, error = (part.worth, part.error) if part else (math.nan, math.nan)
        rows.append(Row(experiments[name], keys, worth, error))
    return tuple(
        sorted(rows, key=lambda row: (-row.worth if row.worth > 0.0 else 0.0, row.experiment.cost))
    )


def tell_quality(calibration: Calibration, predictions: tuple[Prediction, ...]) -> Iterator[str]:
    """Say how far the intervals can be believed."""
    inside = sum(one.inside for one in predictions)
    if predictions:
        yield (
            f"Of {len(predictions)} observed figures {inside} lie in the 90 % interval that is "
            "predicted for them."
        )
    yield from tell_gate(calibration.gate)
    if calibration.n_refused:
        yield (
            f"{calibration.n_refused:,} of {calibration.n_draws:,} draws are left out: the "
            "scenario cannot be with such numbers."
        )
    if calibration.posterior.surprise > ODD:
        yield (
            f"The data are odd: {100 * calibration.posterior.surprise:.0f} % of simulated data "
            "sets are less so. The scenario or its strategy is not the one that made them."
        )
    ratio = calibration.fit.ratio
    if not _LEAST_RATIO <= ratio <= _MOST_RATIO:
        yield (
            f"A simulated data set has {ratio:.2g} times the touches and people of the data: "
            + ("intervals are wider than they have to be." if ratio < 1.0 else "see the strategy.")
        )


def tell_gate(gate: Gate) -> Iterator[str]:
    """Say what the intervals were held to, and which checks fail."""
    known = f"{gate.n_sets} simulated data sets of known truth"
    if not gate.coverage:
        yield "No number was narrowed: there is no interval to check."
    elif gate.passed:
        band = gate.coverage[0]
        low, high = round(gate.n_sets * band.low), round(gate.n_sets * band.high)
        held = sorted(round(gate.n_sets * one.covered) for one in gate.coverage)
        counts = f"{held[0]}" if held[0] == held[-1] else f"{held[0]} to {held[-1]}"
        numbers = "narrowed number" if len(held) == 1 else f"{len(held)} narrowed numbers"
        yield (
            f"Checked on {known}: the 90 % intervals of the {numbers} hold it in {counts}. "
            f"Between {low} and {high} of {gate.n_sets} pass: sound intervals do with a chance of "
            f"{100 * JOINT_LEVEL:.0f} %, and so do some that are a little too narrow or too wide."
        )
    if not gate.passed:
        uncovered = [f"coverage of {one.name}" for one in gate.coverage if not one.inside]
        leaning = [f"ranks of {one.name}" for one in gate.ranks if not one.inside]
        bad, n_checks = uncovered + leaning, len(gate.coverage) + len(gate.ranks)
        yield (
            f"NOT to be believed as it is: on {known} {len(bad)} of {n_checks} checks fail "
            f"({', '.join(bad[:_MOST_CHECKS])}{', ...' if len(bad) > _MOST_CHECKS else ''}). "
            "More draws (--draws) are the usual remedy."
        )


def tell_limits(calibration: Calibration, believed: Believed) -> Iterator[str]:
    """Say what such data cannot tell apart."""
    kinds = calibration.kinds
    calls = kinds.get(EventKind.CALLED, 0) and not kinds.get(EventKind.SENT, 0)
    records = "The phone curve alone" if calls else "These records alone"
    unknown = {one.key: one for one in believed.unknowns}
    inferred = set(calibration.posterior.names)
    for theme in THEMES:
        numbers = [name for name in inferred if name.partition("[")[0] in theme.keys]
        left = [name for key in theme.keys if key in unknown for name in unknown[key].numbers]
        left = [name for name in left if name in inferred]
        if not numbers:
            continue
        if len(left) == len(numbers):
            yield (
                f"{records} cannot tell {theme.name} from {theme.rival}. All {len(numbers)} "
                f"numbers of {theme.name} keep their range; {theme.remedy}."
            )
        elif left:
            yield (
                f"Of {len(numbers)} numbers of {theme.name} the data narrowed "
                f"{len(numbers) - len(left)}, provided that the strategy imitates who was touched "
                f"and when; {theme.remedy} without that."
            )


def tell_worth(rows: tuple[Row, ...], information: Information | None) -> str:
    """Say what the ranking of experiments rests on."""
    if information is None:
        return "What knowing them would be worth was not valued; the cheapest come first."
    everything = write_number(information.everything.worth)
    if not any(row.worth > 0.0 for row in rows):
        return (
            f"Knowing everything would be worth {everything} USD a decision; of no group by itself "
            "can that be told from chance. The cheapest come first."
        )
    return (
        f"Knowing everything would be worth {everything} USD a decision. By what each would tell, "
        "the most valuable first."
    )
