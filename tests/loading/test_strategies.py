"""Test that strategy files become plans, and that what would run in circles is refused."""

from __future__ import annotations

import pytest

from goodwill.errors import ScenarioError
from goodwill.loading.conditions import parse_condition
from goodwill.loading.documents import parse_document
from goodwill.loading.faults import check
from goodwill.loading.loops import contradict, find_loops
from goodwill.loading.plans import make_plan, named_cadences, named_touches
from goodwill.loading.strategies import StrategyFile
from goodwill.strategy import ALWAYS, Cap, EnrolmentRule, Plan, Pressure, ReplyPolicy, SendWindow
from goodwill.vocabulary import (
    CapAction,
    CapScope,
    Discipline,
    Intent,
    Measure,
    Outcome,
    ReplyAction,
)

TOUCHES = {"mail": 0, "call": 1, "sorry": 2}
HEAD = "strategy: it\ndescription: A strategy.\nanswers_requests_with: call\n"
FULL = """
strategy: full
description: Everything that can be written.
touches: [../touches/all.yaml]
enrol:
  - when: [triggers >= 1, score >= 40]
    into: welcome
    again_after: 90 days
  - into: nurture
cadences:
  welcome:
    steps:
      - {wait: 10 minutes, touch: mail}
      - wait: 1 day
        touch: call
        window: 09:00-17:00
        days: weekdays
        only_if: [region == west]
        autoskip: 3 days
        to_owner: true
    switches:
      - when: [silent_touches >= 2]
        to: nurture
  nurture:
    steps:
      - {wait: 14 days, touch: mail, days: [saturday, sunday]}
      - {wait: 0 days, touch: mail}
    repeat: true
switches:
  - when: [competitor_customer == 1]
    to: out
replies:
  angry_reply: {action: apologise, touch: sorry, after: 1 hour}
  not_interested: stop
  neutral_reply: {action: stop, touch: mail, after: 2 days}
suppress:
  - [opted_out_email == 1, seniority >= 0.9]
caps:
  - {covers: marketing, at_most: 2, per: 7 days, then: delay}
pressure: {last_days: 14, wait_factor: 0.5, presumption: 1, threshold_factor: 0.7}
answers_requests_with: nobody
automation_a_day: 2000
calls_a_day: 60
queue: by_score
reps_measured_on: dials
nightly: true
colleague_stops: true
ticks_off_after: 4 days
only_intents: [buying, exploring]
"""


def read(text: str) -> StrategyFile:
    return check(StrategyFile, parse_document(text, "strategy.yaml"))


def plan_of(text: str) -> Plan:
    return make_plan(read(text), TOUCHES, {"east": 0, "west": 1})


def loops_of(cadences: str, rest: str = "") -> list[str]:
    return [problem for _, problem in find_loops(read(f"{HEAD}{rest}\ncadences:\n{cadences}"))]


def test_every_key_of_a_strategy_has_its_meaning() -> None:
    plan = plan_of(FULL)
    assert [(rule.cadence, rule.again_after) for rule in plan.enrolment] == [
        (0, 7_776_000),
        (1, -1),
    ]
    assert plan.enrolment[1] == EnrolmentRule((), 1, -1)
    welcome, nurture = plan.cadences
    assert [step.wait for step in welcome.steps] == [600, 86_400]
    call = welcome.steps[1]
    assert call.window == SendWindow(32_400, 61_200, 0b0011111)
    assert (call.touch, call.autoskip, call.to_owner) == (1, 259_200, True)
    assert [one.value for one in call.guard] == [1.0]
    assert [switch.cadence for switch in welcome.switches] == [1]
    assert nurture.steps[0].window == SendWindow(0, 86_400, 0b1100000)
    assert [switch.cadence for switch in plan.switches] == [-1]
    assert [len(conditions) for conditions in plan.suppression] == [2]
    assert plan.caps == (Cap(CapScope.MARKETING, 2, 604_800, CapAction.DELAY, 86_400),)
    assert plan.pressure == Pressure(14, 0.5, 1, 0.7)
    assert (plan.answer_touch, plan.automation_a_day, plan.calls_a_day) == (-1, 2000, 60)
    assert (plan.discipline, plan.measured_on) == (Discipline.BY_SCORE, Measure.DIALS)
    assert (plan.nightly, plan.colleague_stops, plan.ticks_off_after) == (True, True, 345_600)
    assert plan.intents == (Intent.BUYING, Intent.EXPLORING)


def test_a_cadence_ends_after_its_last_step_unless_it_repeats() -> None:
    welcome, nurture = plan_of(FULL).cadences
    assert [step.then for step in welcome.steps] == [1, 2]
    assert [step.then for step in nurture.steps] == [1, 0]


def test_replies_are_answered_as_written_and_else_as_usual() -> None:
    replies = plan_of(FULL).replies
    assert replies[Outcome.ANGRY_REPLY] == ReplyPolicy(ReplyAction.APOLOGISE, 2, 3_600)
    assert replies[Outcome.NOT_INTERESTED] == ReplyPolicy(ReplyAction.STOP, -1, 0)
    assert replies[Outcome.NEUTRAL_REPLY] == ReplyPolicy(ReplyAction.STOP, 0, 172_800)
    assert replies[Outcome.INTERESTED].action == ReplyAction.ANSWER
    assert replies[Outcome.DECLINED].action == ReplyAction.PUSH_ON
    assert len(replies) == 8


def test_the_shortest_strategy_sends_nothing_and_answers() -> None:
    plan = plan_of(HEAD)
    assert (plan.enrolment, plan.cadences, plan.caps, plan.suppression) == ((), (), (), ())
    assert plan.answer_touch == TOUCHES["call"]
    assert (plan.automation_a_day, plan.calls_a_day, plan.ticks_off_after) == (-1, -1, -1)
    assert plan.pressure == Pressure(0, 1.0, 0, 1.0)
    assert plan.replies[Outcome.ANGRY_REPLY].action == ReplyAction.STOP


def test_a_step_without_a_window_may_happen_always() -> None:
    assert plan_of(FULL).cadences[0].steps[0].window == ALWAYS


def test_every_name_is_listed_with_its_place() -> None:
    part = read(FULL)
    assert (("replies", "angry_reply", "touch"), "sorry") in list(named_touches(part))
    assert (("cadences", "welcome", "steps", 1, "touch"), "call") in list(named_touches(part))
    assert [name for _, name in named_cadences(part)] == ["welcome", "nurture", "nurture"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("enrol: [{into: a, again_after: 5 minutes}]", "greater than or equal to 1 hour"),
        ("cadences: {a: {steps: []}}", "at least 1 item"),
        ("cadences: {a: {steps: [{touch: mail}]}}", "'wait' is missing"),
        ("cadences: {a: {steps: [{wait: 5, touch: mail}]}}", "has no unit"),
        ("cadences: {a: {steps: [{wait: -5 days, touch: mail}]}}", "must not be negative"),
        ("cadences: {a: {steps: [{wait: 1 day, touch: mail, days: [mon]}]}}", "'monday'"),
        ("cadences: {a: {steps: [{wait: 1 day, touch: mail, days: weekday}]}}", "'weekdays'"),
        ("cadences: {a: {steps: [{wait: 1 day, touch: mail, days: [[1]]}]}}", "says no days"),
        ("cadences: {a: {steps: [{wait: 1 day, touch: mail, windw: 09:00-10:00}]}}", "'window'"),
        ("switches: [{when: [], to: out}]", "at least 1 item"),
        ("switches: [{when: [score > 200], to: out}]", "score is never 200"),
        ("suppress: [[intent == buying]]", "'intent' is hidden"),
        ("suppress: [[]]", "at least 1 item"),
        ("replies: {angry_reply: retort}", "touch is missing"),
        ("replies: {angry_reply: shout}", "unknown value 'shout'"),
        ("replies: {angry: stop}", "Did you mean 'angry_reply'?"),
        ("replies: {click: stop}", "unknown key 'click'"),
        ("caps: [{covers: all, at_most: 1, per: 1 day, then: skip}]", "unknown value 'all'"),
        ("pressure: {last_days: 14, wait_factor: 0}", "greater than 0"),
        ("queue: lifo", "unknown value 'lifo'. Did you mean 'fifo'?"),
        ("calls_a_day: many", "whole number"),
        ("only_intents: [shopping]", "unknown value 'shopping'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(ScenarioError) as error:
        read(HEAD + text)
    assert str(error.value).startswith("strategy.yaml:4:")
    assert problem in str(error.value)


def test_a_repeating_cadence_must_wait_an_hour() -> None:
    steps = "  a: {repeat: true, steps: [{wait: %s, touch: mail}, {wait: 29 minutes, touch: mail}]}"
    assert "one round takes 59 minutes" in loops_of(steps % "30 minutes")[0]
    assert loops_of(steps % "31 minutes") == []


def test_pressure_counts_in_what_a_repeating_cadence_waits() -> None:
    steps = "  a: {repeat: true, steps: [{wait: 90 minutes, touch: mail}]}"
    pressure = "pressure: {last_days: 7, wait_factor: 0.5}"
    assert loops_of(steps) == []
    assert "45 minutes under pressure" in loops_of(steps, pressure)[0]


PAIR = """
  a:
    steps: [{wait: 1 day, touch: mail}, {wait: 1 day, touch: mail}]
    switches: [{when: [%s], to: b}]
  b:
    steps: [{wait: 1 day, touch: mail}]
    switches: [{when: [%s], to: a}]
"""


@pytest.mark.parametrize(
    ("there", "back", "loops"),
    [
        ("silent_touches >= 2", "since_click <= 1 day", True),
        ("silent_touches >= 2", "since_click <= 1 day, silent_touches == 0", False),
        ("silent_touches >= 2", "silent_touches < 2", False),
        ("score >= 40", "score <= 40", True),
        ("score >= 40", "score < 40", False),
        ("score > 40", "score <= 40", False),
        ("triggers > 1", "triggers < 2", False),
        ("triggers > 1", "triggers < 3", True),
        ("stage == contact", "stage != contact", False),
        ("region == west", "region == east", False),
        ("region == west", "region != west", False),
        ("region == west", "region != east", True),
        ("bounced != 0", "bounced != 1", False),
        ("clicks >= 1", "waited >= 1 hour", False),
        ("clicks >= 1", "waited >= 59 minutes", True),
        ("clicks >= 1, step >= 1", "clicks >= 1", False),
        ("clicks >= 1, cadence == b", "clicks >= 1", False),
    ],
)
def test_switches_may_not_lead_round_in_no_time(there: str, back: str, *, loops: bool) -> None:
    problems = loops_of(PAIR % (there, back))
    assert [problem.startswith("cyclic strategy without waits: ") for problem in problems] == (
        [True] if loops else []
    )


def test_a_loop_names_its_way_and_how_to_break_it() -> None:
    (problem,) = loops_of(PAIR % ("silent_touches >= 2", "clicks >= 1"))
    assert "b -> a -> b" in problem or "a -> b -> a" in problem
    assert "'waited >= 1 day'" in problem
    assert "'silent_touches < 2'" in problem or "'clicks < 1'" in problem


def test_longer_loops_and_switches_of_every_cadence_are_found() -> None:
    cadence = "  %s: {steps: [{wait: 1 day, touch: mail}]%s}\n"
    switch = ", switches: [{when: [clicks >= 1], to: %s}]"
    ring = "".join(cadence % (one, switch % other) for one, other in ("ab", "bc", "ca"))
    assert len(loops_of(ring)) == 1
    shared = cadence % ("a", switch % "b") + cadence % ("b", "")
    assert len(loops_of(shared, "switches: [{when: [replies >= 1], to: a}]")) == 1


def test_switches_that_are_too_many_to_check_are_refused() -> None:
    names = [f"c{number}" for number in range(12)]
    cadences = "".join(
        f"  {name}: {{steps: [{{wait: 1 day, touch: mail}}], switches: ["
        + ", ".join(f"{{when: [waited >= 1 second], to: {to}}}" for to in names if to != name)
        + "]}\n"
        for name in names
    )
    assert any("too many to check" in problem for problem in loops_of(cadences))


@pytest.mark.parametrize(
    ("conditions", "impossible"),
    [
        (["score >= 50", "score < 40"], True),
        (["score >= 50", "score <= 50"], False),
        (["score >= 50", "score <= 50", "score != 50"], True),
        (["score < 0"], True),
        (["weekday > sunday"], True),
        (["trigger == none", "trigger == demo_request"], True),
        (["region == a", "region == b"], True),
        (["since_click > 3 days", "since_touch < 3 days"], False),
        ([], False),
    ],
)
def test_conditions_contradict_where_nothing_meets_them(
    conditions: list[str], *, impossible: bool
) -> None:
    assert contradict([parse_condition(text) for text in conditions]) is impossible


def test_the_schema_describes_every_key() -> None:
    schema = StrategyFile.model_json_schema()
    for shape in (schema, *schema["$defs"].values()):
        for name, one in shape.get("properties", {}).items():
            assert one.get("description"), name
    assert "push_on" in schema["$defs"]["RepliesPart"]["properties"]["declined"]["anyOf"][0]["enum"]
