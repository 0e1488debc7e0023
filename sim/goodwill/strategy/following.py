"""Follow a plan: from an observation to a decision, and from nothing else."""

from __future__ import annotations

from goodwill.kernels import kernel
from goodwill.strategy.observation import NEVER, OBSERVABLES, Observation
from goodwill.strategy.plan import (
    Action,
    Cadence,
    Comparison,
    Conditions,
    Decision,
    EnrolmentRule,
    Operator,
    Plan,
    SendWindow,
    Step,
)
from goodwill.vocabulary import SECONDS_PER_DAY

_SCORE = OBSERVABLES["score"]
_SINCE = frozenset(at for name, at in OBSERVABLES.items() if name.startswith("since_"))
_REST = Decision(int(Action.REST))


@kernel
def compare(comparison: Comparison, seen: float) -> bool:
    """Say whether an observed value meets one comparison."""
    operator, value = comparison.operator, comparison.value
    if operator == Operator.AT_LEAST:
        return seen >= value
    if operator == Operator.MORE:
        return seen > value
    if operator == Operator.EQUAL:
        return seen == value
    if operator == Operator.UNEQUAL:
        return seen != value
    if operator == Operator.AT_MOST:
        return seen <= value
    return seen < value


def meets(conditions: Conditions, observation: Observation, threshold_factor: float) -> bool:
    """Say whether an observation meets all conditions.

    Scores are divided by `threshold_factor` first: pressure lowers thresholds. What has never
    happened is longer ago than any time: ``since_click > 30 days`` holds of who never clicked.
    """
    for comparison in conditions:
        seen: float = observation[comparison.observable]
        if comparison.observable == _SCORE:
            seen = seen / threshold_factor
        elif seen == NEVER and comparison.observable in _SINCE:
            seen = float("inf")
        if not compare(comparison, seen):
            return False
    return True


def decide(plan: Plan, observation: Observation) -> Decision:
    """Say what a plan does next about one person.

    The same observation gives the same decision, always: nothing else is looked at.
    """
    pressed = observation.pressure
    factor = plan.pressure.threshold_factor if pressed else 1.0
    if not observation.enrolled:
        return _consider(plan, observation, factor)
    cadence = plan.cadences[observation.cadence]
    for switches in (cadence.switches, plan.switches):
        for switch in switches:
            if switch.cadence != observation.cadence and meets(switch.when, observation, factor):
                if switch.cadence < 0:
                    return Decision(int(Action.EXIT))
                return Decision(int(Action.SWITCH), switch.cadence)
    if observation.step >= len(cadence.steps):
        return Decision(int(Action.FINISH))
    return _take_step(plan, cadence, observation, factor)


def _consider(plan: Plan, observation: Observation, factor: float) -> Decision:
    if observation.stopped:
        return _REST
    for rule in plan.enrolment:
        if _may_enrol(rule, observation) and meets(rule.when, observation, factor):
            return Decision(int(Action.ENROL), rule.cadence)
    return _REST


def _may_enrol(rule: EnrolmentRule, observation: Observation) -> bool:
    if observation.enrolments == 0:
        return True
    return 0 <= rule.again_after <= observation.since_exit


def _take_step(plan: Plan, cadence: Cadence, observation: Observation, factor: float) -> Decision:
    step: Step = cadence.steps[observation.step]
    pressed = observation.pressure
    wait = int(step.wait * plan.pressure.wait_factor) if pressed else step.wait
    if observation.waited < wait:
        return Decision(int(Action.WAIT), wait=wait - observation.waited)
    shut = wait_for_window(step.window, observation.local_second, observation.weekday)
    if shut > 0:
        return Decision(int(Action.WAIT), wait=shut)
    if step.guard and not meets(step.guard, observation, factor):
        return Decision(int(Action.SKIP), touch=step.touch, step=step.then)
    return Decision(
        int(Action.SEND),
        touch=step.touch,
        step=step.then,
        autoskip=step.autoskip,
        to_owner=step.to_owner,
        presumption=plan.pressure.presumption if pressed else 0,
    )


@kernel
def wait_for_window(window: SendWindow, local_second: int, weekday: int) -> int:
    """Say how many seconds it is until a send window is open; 0: it is."""
    if window.weekdays >> weekday & 1 and window.opens <= local_second < window.closes:
        return 0
    for days in range(8):
        if not window.weekdays >> (weekday + days) % 7 & 1:
            continue
        until = days * SECONDS_PER_DAY + window.opens - local_second
        if until > 0:
            return until
    return SECONDS_PER_DAY
