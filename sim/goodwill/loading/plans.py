"""Make a plan of a strategy file: names become indices, defaults are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goodwill.loading.conditions import Condition, resolve_conditions
from goodwill.loading.nodes import Location
from goodwill.loading.strategies import (
    NOBODY_ANSWERS,
    OUT,
    CadencePart,
    CapPart,
    EnrolPart,
    PressurePart,
    RepliesPart,
    ReplyPart,
    StepPart,
    StrategyFile,
    SwitchPart,
)
from goodwill.strategy import (
    ALWAYS,
    Cadence,
    Cap,
    EnrolmentRule,
    Plan,
    Pressure,
    ReplyPolicy,
    SendWindow,
    Step,
    Switch,
)
from goodwill.vocabulary import N_OUTCOMES, NOBODY, Outcome, ReplyAction

_NEVER = -1
_UNLIMITED = -1


class Names(NamedTuple):
    """The index of everything that a strategy may name."""

    touches: Mapping[str, int]
    regions: Mapping[str, int]
    cadences: Mapping[str, int]


def make_plan(part: StrategyFile, touches: Mapping[str, int], regions: Mapping[str, int]) -> Plan:
    """Make a plan.

    Parameters
    ----------
    part
        What was written.
    touches, regions
        Index of each by name; all that the strategy names must be there.
    """
    names = Names(touches, regions, {name: at for at, name in enumerate(part.cadences)})
    answered = part.answers_requests_with != NOBODY_ANSWERS
    return Plan(
        name=part.strategy,
        description=part.description,
        enrolment=tuple(_make_rule(rule, names) for rule in part.enrol),
        cadences=tuple(_make_cadence(*item, names) for item in part.cadences.items()),
        switches=tuple(_make_switch(switch, names) for switch in part.switches),
        replies=_make_replies(part.replies, names),
        suppression=tuple(
            resolve_conditions(conditions, regions, names.cadences) for conditions in part.suppress
        ),
        caps=tuple(_make_cap(cap) for cap in part.caps),
        pressure=_make_pressure(part.pressure),
        answer_touch=touches[part.answers_requests_with] if answered else NOBODY,
        automation_a_day=_or(part.automation_a_day, _UNLIMITED),
        calls_a_day=_or(part.calls_a_day, _UNLIMITED),
        discipline=int(part.queue),
        measured_on=int(part.reps_measured_on),
        nightly=part.nightly,
        colleague_stops=part.colleague_stops,
        ticks_off_after=_or(part.ticks_off_after, _NEVER),
        intents=tuple(int(intent) for intent in part.only_intents),
    )


def named_touches(part: StrategyFile) -> Iterator[tuple[Location, str]]:
    """Give every touch that a strategy names, and where it does."""
    for cadence, its_part in part.cadences.items():
        for at, step in enumerate(its_part.steps):
            yield ("cadences", cadence, "steps", at, "touch"), step.touch
    for reply in type(part.replies).model_fields:
        policy: ReplyPart = getattr(part.replies, reply)
        if policy.touch:
            yield ("replies", reply, "touch"), policy.touch
    if part.answers_requests_with != NOBODY_ANSWERS:
        yield ("answers_requests_with",), part.answers_requests_with


def named_cadences(part: StrategyFile) -> Iterator[tuple[Location, str]]:
    """Give every cadence that a strategy names as a place to go, and where it does."""
    for at, rule in enumerate(part.enrol):
        yield ("enrol", at, "into"), rule.into
    for location, switch in switches(part):
        if switch.to != OUT:
            yield (*location, "to"), switch.to


def switches(part: StrategyFile) -> Iterator[tuple[Location, SwitchPart]]:
    """Give all switches, those of every cadence last, and where they stand."""
    for cadence, its_part in part.cadences.items():
        for at, switch in enumerate(its_part.switches):
            yield ("cadences", cadence, "switches", at), switch
    for at, switch in enumerate(part.switches):
        yield ("switches", at), switch


def condition_lists(part: StrategyFile) -> Iterator[tuple[Location, tuple[Condition, ...]]]:
    """Give all lists of conditions, and where they stand."""
    for at, rule in enumerate(part.enrol):
        yield ("enrol", at, "when"), rule.when
    for location, switch in switches(part):
        yield (*location, "when"), switch.when
    for cadence, its_part in part.cadences.items():
        for at, step in enumerate(its_part.steps):
            yield ("cadences", cadence, "steps", at, "only_if"), step.only_if
    for at, conditions in enumerate(part.suppress):
        yield ("suppress", at), conditions


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _make_rule(part: EnrolPart, names: Names) -> EnrolmentRule:
    when = resolve_conditions(part.when, names.regions, names.cadences)
    return EnrolmentRule(when, names.cadences[part.into], _or(part.again_after, _NEVER))


def _make_cadence(name: str, part: CadencePart, names: Names) -> Cadence:
    last = len(part.steps) - 1
    steps = tuple(
        _make_step(step, 0 if part.repeat and at == last else at + 1, names)
        for at, step in enumerate(part.steps)
    )
    return Cadence(name, steps, tuple(_make_switch(switch, names) for switch in part.switches))


def _make_step(part: StepPart, then: int, names: Names) -> Step:
    opens, closes = part.window or (ALWAYS.opens, ALWAYS.closes)
    return Step(
        wait=part.wait,
        touch=names.touches[part.touch],
        window=SendWindow(opens, closes, part.days),
        guard=resolve_conditions(part.only_if, names.regions, names.cadences),
        autoskip=_or(part.autoskip, _NEVER),
        to_owner=part.to_owner,
        then=then,
    )


def _make_switch(part: SwitchPart, names: Names) -> Switch:
    when = resolve_conditions(part.when, names.regions, names.cadences)
    return Switch(when, NOBODY if part.to == OUT else names.cadences[part.to])


def _make_replies(part: RepliesPart, names: Names) -> tuple[ReplyPolicy, ...]:
    # What ends a channel by itself is no reply: whoever complains or opts out is left alone.
    policies = [ReplyPolicy(int(ReplyAction.STOP), NOBODY, 0)] * N_OUTCOMES
    for outcome in type(part).model_fields:
        policy: ReplyPart = getattr(part, outcome)
        touch = NOBODY if policy.touch is None else names.touches[policy.touch]
        policies[Outcome[outcome.upper()]] = ReplyPolicy(int(policy.action), touch, policy.after)
    return tuple(policies)


def _make_cap(part: CapPart) -> Cap:
    return Cap(int(part.covers), part.at_most, part.per, int(part.then), part.retry)


def _make_pressure(part: PressurePart) -> Pressure:
    return Pressure(part.last_days, part.wait_factor, part.presumption, part.threshold_factor)
