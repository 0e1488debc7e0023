"""Test that conditions say what they mean, and nothing else passes for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.behaviour.people import Mood, Person
from goodwill.errors import ScenarioError
from goodwill.loading.conditions import OPERATORS, find_span, parse_condition, resolve_conditions
from goodwill.strategy import OBSERVABLES, Observation, Operator, meets
from goodwill.vocabulary import Inbound, Outcome, Stage

NOTHING_SEEN = Observation._make([0] * len(Observation._fields))


@pytest.mark.parametrize(
    ("text", "observable", "operator", "value"),
    [
        ("silent_touches >= 2", "silent_touches", Operator.AT_LEAST, 2),
        ("score<40.5", "score", Operator.LESS, 40.5),
        ("  triggers  !=  0 ", "triggers", Operator.UNEQUAL, 0),
        ("trigger == demo_request", "trigger", Operator.EQUAL, Inbound.DEMO_REQUEST),
        ("trigger == none", "trigger", Operator.EQUAL, -1),
        ("last_reply != angry_reply", "last_reply", Operator.UNEQUAL, Outcome.ANGRY_REPLY),
        ("stage < meeting", "stage", Operator.LESS, Stage.MEETING),
        ("account_size >= medium", "account_size", Operator.AT_LEAST, 1),
        ("weekday <= friday", "weekday", Operator.AT_MOST, 4),
        ("since_click <= 3 days", "since_click", Operator.AT_MOST, 259_200),
        ("waited > 1d 6h", "waited", Operator.MORE, 108_000),
        ("local_second >= 09:30", "local_second", Operator.AT_LEAST, 34_200),
        ("opted_out_phone == 0", "opted_out_phone", Operator.EQUAL, 0),
        ("seniority >= 0.9", "seniority", Operator.AT_LEAST, 0.9),
        ("region == north east", "region", Operator.EQUAL, "north east"),
        ("cadence == welcome", "cadence", Operator.EQUAL, "welcome"),
    ],
)
def test_a_condition_compares_an_observable_with_a_value_of_its_kind(
    text: str, observable: str, operator: Operator, value: float | str
) -> None:
    assert parse_condition(text)[:3] == (observable, operator, value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("silent_touch >= 2", "unknown observable 'silent_touch'. Did you mean 'silent_touches'?"),
        ("intent == buying", "'intent' is hidden: strategies see observables only."),
        ("goodwill < 0", "'goodwill' is hidden"),
        ("irritation > 1", "'irritation' is hidden"),
        ("budgets > 1", "'budgets' is hidden"),
        ("score = 40", "unknown operator '='"),
        ("score = 40", "Did you mean '=='?"),
        ("score => 40", "Did you mean '>='?"),
        ("stage is contact", "Did you mean '=='?"),
        ("score ~ 40", "unknown operator '~' in 'score ~ 40'. Known: <, <=, ==, !=, >=, >."),
        ("score", "'score' is no condition."),
        ("", "'' is no condition."),
        ("score >=", "score is a number, but '' is none."),
        ("score >= high", "score is a number, but 'high' is none."),
        ("score >= 140", "score is never 140. It is 0 to 100."),
        ("triggers >= -1", "triggers is never -1. It is 0 or more."),
        ("triggers >= 1.5", "triggers is a whole number, but 1.5 is none."),
        ("bounced == 2", "bounced is never 2. It is 0 to 1."),
        ("trigger == demo_req", "unknown trigger 'demo_req'. Did you mean 'demo_request'?"),
        ("trigger >= demo_request", "trigger has no order, so '>=' says nothing."),
        ("last_reply == click", "unknown last_reply 'click'."),
        ("stage == customers", "Did you mean 'customer'?"),
        ("since_click <= 3", "'3' has no unit: write '3 days'"),
        ("since_click <= 1 month", "A month has no fixed length"),
        ("since_click == never", "'never' is no duration."),
        ("waited >= 3", "has no unit"),
        ("local_second >= 9 hours", "'9 hours' is no time of day. Write it as '09:00'."),
        ("region == ", "region '' is no name."),
        ("region < west", "region has no order"),
        ("score >= 40 and triggers >= 1", "score is a number"),
    ],
)
def test_what_is_no_condition_is_refused_in_a_sentence(text: str, problem: str) -> None:
    with pytest.raises(ScenarioError) as error:
        parse_condition(text)
    assert problem in str(error.value)


def test_nothing_that_people_hide_is_an_observable() -> None:
    seen = set(Observation._fields)
    for hidden in {*Person._fields, *Mood._fields} - seen - {"id", "since"}:
        with pytest.raises(ScenarioError, match="is hidden"):
            parse_condition(f"{hidden} > 0")


def test_names_become_indices() -> None:
    conditions = [parse_condition("region == west"), parse_condition("cadence != welcome")]
    resolved = resolve_conditions(conditions, {"east": 0, "west": 1}, {"welcome": 0})
    assert [(one.observable, one.operator, one.value) for one in resolved] == [
        (OBSERVABLES["region"], Operator.EQUAL, 1.0),
        (OBSERVABLES["cadence"], Operator.UNEQUAL, 0.0),
    ]


@given(
    st.sampled_from(["triggers", "silent_touches", "colleague_visits"]),
    st.sampled_from(list(OPERATORS)),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_a_condition_holds_where_its_text_does(
    observable: str, sign: str, bound: int, seen: int
) -> None:
    condition = parse_condition(f"{observable} {sign} {bound}")
    observation = NOTHING_SEEN._replace(**{observable: seen})
    said = eval(f"{seen} {sign} {bound}")  # noqa: S307 - two small integers
    resolved = resolve_conditions([condition], {}, {})
    opposite = resolve_conditions([condition.opposite()], {}, {})
    assert meets(resolved, observation, 1.0) is said
    assert meets(opposite, observation, 1.0) is not said


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.from_regex(r"[a-z_]{1,9} ?(<|<=|==|>) ?.{1,9}")))
def test_any_text_is_a_condition_or_is_refused(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ScenarioError:
        return
    assert condition.observable in Observation._fields
    assert parse_condition(str(condition)) == condition


def test_every_observable_has_values() -> None:
    for observable in Observation._fields:
        low, high, _ = find_span(observable)
        assert low < high
