"""A strategy's plan as tables: rows of comparisons, steps, switches, policies and caps."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.engines.tables.records import make_rows
from goodwill.strategy import OBSERVABLES, Conditions, Plan, Step

_RANGE = [("first", np.int64), ("count", np.int64)]  # of comparisons
COMPARISON = [("observable", np.int64), ("operator", np.int64), ("value", np.float64)]
RULE = [*_RANGE, ("cadence", np.int64), ("again_after", np.int64)]
SWITCH = [*_RANGE, ("cadence", np.int64)]
SUPPRESSION = list(_RANGE)
CADENCE = [
    ("step", np.int64),
    ("n_steps", np.int64),
    ("switch", np.int64),
    ("n_switches", np.int64),
]
STEP = [
    *_RANGE,
    ("wait", np.int64),
    ("touch", np.int64),
    ("opens", np.int64),
    ("closes", np.int64),
    ("weekdays", np.int64),
    ("autoskip", np.int64),
    ("to_owner", np.bool_),
    ("then", np.int64),
]
REPLY = [("action", np.int64), ("touch", np.int64), ("wait", np.int64)]
CAP = [
    ("scope", np.int64),
    ("at_most", np.int64),
    ("per", np.int64),
    ("action", np.int64),
    ("retry", np.int64),
]
PLAN = [
    ("n_rules", np.int64),
    ("switch", np.int64),  # first of those of every cadence
    ("n_switches", np.int64),
    ("n_suppressions", np.int64),
    ("n_caps", np.int64),
    ("pressure_days", np.int64),
    ("wait_factor", np.float64),
    ("presumption", np.int64),
    ("threshold_factor", np.float64),
    ("answer_touch", np.int64),
    ("automation_a_day", np.int64),
    ("calls_a_day", np.int64),
    ("discipline", np.int64),
    ("measured_on", np.int64),
    ("nightly", np.bool_),
    ("colleague_stops", np.bool_),
    ("ticks_off_after", np.int64),
    ("intents", np.int64),  # bit by Intent; 0: all
    ("reads_score", np.bool_),
    ("reads_colleague_visits", np.bool_),
]


COLUMNS: dict[str, Any] = {
    "plan": PLAN,
    "comparisons": COMPARISON,
    "rules": RULE,
    "cadences": CADENCE,
    "steps": STEP,
    "switches": SWITCH,
    "suppressions": SUPPRESSION,
    "replies": REPLY,
    "caps": CAP,
}
"""Tables of a strategy."""


class PlanTables(NamedTuple):
    """One plan; ranges point into :attr:`comparisons`, :attr:`steps` and :attr:`switches`."""

    plan: npt.NDArray[Any]  # PLAN, one row
    comparisons: npt.NDArray[Any]
    rules: npt.NDArray[Any]
    cadences: npt.NDArray[Any]
    steps: npt.NDArray[Any]
    switches: npt.NDArray[Any]
    suppressions: npt.NDArray[Any]
    replies: npt.NDArray[Any]
    caps: npt.NDArray[Any]


class _Comparisons:
    """All comparisons so far, one list after the other."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, int, float]] = []

    def add(self, conditions: Conditions) -> tuple[int, int]:
        """Add a list of conditions; give where it begins, and how many there are."""
        first = len(self.rows)
        self.rows.extend((one.observable, one.operator, one.value) for one in conditions)
        return first, len(conditions)

    def read(self, observable: str) -> bool:
        """Say whether any condition looks at an observable."""
        return any(row[0] == OBSERVABLES[observable] for row in self.rows)


def make_plan_tables(plan: Plan) -> PlanTables:
    """Lay out a plan as tables.

    Parameters
    ----------
    plan
        As the reference engine interprets it.

    Returns
    -------
    PlanTables
        The same decisions for the same observations.
    """
    comparisons = _Comparisons()
    rules = [(*comparisons.add(one.when), one.cadence, one.again_after) for one in plan.enrolment]
    steps: list[tuple[Any, ...]] = []
    switches: list[tuple[Any, ...]] = []
    cadences = []
    for cadence in plan.cadences:
        cadences.append((len(steps), len(cadence.steps), len(switches), len(cadence.switches)))
        steps.extend(_lay_out_step(step, comparisons) for step in cadence.steps)
        switches.extend((*comparisons.add(one.when), one.cadence) for one in cadence.switches)
    common = len(switches)
    switches.extend((*comparisons.add(one.when), one.cadence) for one in plan.switches)
    suppressions = [comparisons.add(conditions) for conditions in plan.suppression]
    replies = [tuple(policy) for policy in plan.replies]
    return PlanTables(
        _lay_out_plan(plan, common, comparisons),
        make_rows(list(comparisons.rows), COMPARISON),
        make_rows(rules, RULE),
        make_rows(cadences, CADENCE),
        make_rows(steps, STEP),
        make_rows(switches, SWITCH),
        make_rows(suppressions, SUPPRESSION),
        make_rows(replies, REPLY),
        make_rows([tuple(cap) for cap in plan.caps], CAP),
    )


def _lay_out_step(step: Step, comparisons: _Comparisons) -> tuple[Any, ...]:
    return (
        *comparisons.add(step.guard),
        step.wait,
        step.touch,
        *step.window,
        step.autoskip,
        step.to_owner,
        step.then,
    )


def _lay_out_plan(plan: Plan, common: int, comparisons: _Comparisons) -> npt.NDArray[Any]:
    row = (
        len(plan.enrolment),
        common,
        len(plan.switches),
        len(plan.suppression),
        len(plan.caps),
        plan.pressure.days,
        plan.pressure.wait_factor,
        plan.pressure.presumption,
        plan.pressure.threshold_factor,
        plan.answer_touch,
        plan.automation_a_day,
        plan.calls_a_day,
        plan.discipline,
        plan.measured_on,
        plan.nightly,
        plan.colleague_stops,
        plan.ticks_off_after,
        sum(1 << intent for intent in plan.intents),
        comparisons.read("score"),
        comparisons.read("colleague_visits"),
    )
    return make_rows([row], PLAN)
