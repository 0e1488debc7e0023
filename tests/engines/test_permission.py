"""Nobody is touched who may not be: after an opt-out, at a dead address, at a stopped account."""

from __future__ import annotations

import pytest
from hypothesis import given
from logs import by_person, select
from recipes import any_recipes, few, many, recipes
from small_worlds import (
    CODES,
    DAY,
    LIVELY,
    N_CADENCE_TOUCHES,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.eventlog import Event, Kind
from goodwill.parameters import with_overrides
from goodwill.strategy import ReplyPolicy
from goodwill.vocabulary import NOBODY, Channel, Inbound, Outcome, Placement, Reason, ReplyAction
from goodwill.world import World

# Opt-outs and complaints that take their time: touches cross them.
SLOW = with_overrides(
    LIVELY,
    {
        "delays.click_hours": 30.0,
        "delays.reply_hours": 10.0,
        "answering.base": [-3.5, -2.0, -3.5, -3.5, -4.0, -3.0, -3.0, -3.6],
        "noticing.bounce": 0.1,
    },
)


def find_channel(event: Event) -> int:
    """Give the channel of the touch of a record; a voicemail is of the phone."""
    channel = TOUCHES[event.touch].channel
    return int(Channel.PHONE if channel == Channel.VOICEMAIL else channel)


def assert_left_alone(life: list[Event]) -> None:
    """Check that no touch comes after an opt-out or a complaint about its channel."""
    closed: set[int] = set()
    for event in life:
        if event.kind in (Kind.OPTED_OUT, Kind.COMPLAINED):
            closed.add(event.detail)
        elif event.kind == Kind.TOUCHED:
            assert find_channel(event) not in closed
        elif event.kind == Kind.WITHHELD and event.detail == Reason.OPTED_OUT:
            assert find_channel(event) in closed


@few
@given(recipes())
def test_no_touch_follows_an_opt_out_that_has_arrived(recipe: Recipe) -> None:
    for life in by_person(run(cook(recipe._replace(parameters=SLOW)))).values():
        assert_left_alone(life)


@pytest.mark.verify
@many
@given(any_recipes())
def test_no_touch_follows_an_opt_out_in_many_worlds(recipe: Recipe) -> None:
    for life in by_person(run(cook(recipe._replace(parameters=SLOW)))).values():
        assert_left_alone(life)


@few
@given(recipes())
def test_an_outcome_arrives_once_and_after_its_touch(recipe: Recipe) -> None:
    kinds = {
        Outcome.COMPLAINT: Kind.COMPLAINED,
        Outcome.OPT_OUT: Kind.OPTED_OUT,
        Outcome.CLICK: Kind.CLICKED,
    }
    for life in by_person(run(cook(recipe._replace(parameters=SLOW)))).values():
        under_way: list[tuple[int, int, int]] = []
        for event in life:
            if event.kind == Kind.TOUCHED and event.outcome != Outcome.SILENCE:
                kind = kinds.get(Outcome(event.outcome), Kind.REPLIED)
                under_way.append((int(kind), event.touch, event.second))
            elif event.kind in (*kinds.values(), Kind.REPLIED):
                sent = [one for one in under_way if one[:2] == (event.kind, event.touch)]
                assert sent
                assert sent[0][2] < event.second
                under_way.remove(sent[0])


@few
@given(recipes())
def test_no_mail_follows_a_bounce(recipe: Recipe) -> None:
    for life in by_person(run(cook(recipe._replace(parameters=SLOW)))).values():
        bounced = False
        for event in life:
            mail = event.touch >= 0 and TOUCHES[event.touch].channel == Channel.EMAIL
            if event.kind == Kind.TOUCHED and mail:
                assert not bounced
            bounced |= event.kind == Kind.TOUCHED and event.detail == Placement.BOUNCED
            if event.kind == Kind.WITHHELD and event.detail == Reason.UNREACHABLE:
                assert bounced
                assert mail


def find_sent_by_policy(world: World) -> set[int]:
    """Give the touches that may still go to a stopped account."""
    policies = {policy.touch for policy in world.plan.replies}
    return policies | {world.plan.answer_touch}


@few
@given(recipes())
def test_a_stopped_account_gets_nothing_but_what_the_policy_sends_and_what_it_asks_for(
    recipe: Recipe,
) -> None:
    world = cook(recipe._replace(parameters=SLOW))
    stops = (ReplyAction.STOP, ReplyAction.RETORT, ReplyAction.APOLOGISE)
    history = run(world)
    stopped_people = set()
    for person, life in by_person(history).items():
        stopped = False
        for event in life:
            if event.kind in (Kind.TOUCHED, Kind.ENROLLED, Kind.SWITCHED) and stopped:
                assert event.kind == Kind.TOUCHED
                assert event.touch in find_sent_by_policy(world)
            if event.kind == Kind.REPLIED:
                stopped |= world.plan.replies[event.detail].action in stops
        if stopped:
            stopped_people.add(person)
    assert stopped_people == set(history.states["person"][history.states["stopped"]].tolist())


@few
@given(recipes())
def test_only_cadences_send_what_only_cadences_have(recipe: Recipe) -> None:
    world = cook(recipe)
    reachable = {step.touch for cadence in world.plan.cadences for step in cadence.steps}
    reachable |= find_sent_by_policy(world)
    assert {event.touch for event in select(run(world), Kind.TOUCHED)} <= reachable


@few
@given(recipes())
def test_a_retort_follows_only_a_reply_whose_policy_sends_it(recipe: Recipe) -> None:
    world = cook(recipe._replace(parameters=SLOW))
    answering = range(N_CADENCE_TOUCHES, len(TOUCHES))
    for life in by_person(run(world)).values():
        owed: list[tuple[int, int]] = []  # touch, not before
        n_requests = 0
        for event in life:
            if event.kind == Kind.REPLIED:
                policy = world.plan.replies[event.detail]
                if policy.touch != NOBODY:
                    owed.append((policy.touch, event.second + max(1, policy.wait)))
            n_requests += event.kind == Kind.VISIT and event.detail == Inbound.DEMO_REQUEST
            if event.kind == Kind.TOUCHED and event.touch in answering:
                due = [one for one in owed if one[0] == event.touch and one[1] <= event.second]
                if due:
                    owed.remove(due[0])
                else:
                    assert event.touch == world.plan.answer_touch
                    assert n_requests > 0


@pytest.mark.parametrize("rings", ["call", "message"])
def test_who_opts_out_of_calls_gets_no_voicemail_either_and_the_reverse(rings: str) -> None:
    sure = with_overrides(
        LIVELY,
        {"answering.base": [-200.0, 20.0, *[-200.0] * 6], "noticing.connect": 0.9},
    )
    other = {"call": "message", "message": "call"}[rings]
    recipe = story(
        make_plan(make_cadence(rings, other, other, wait=2 * DAY)),
        make_visitor("ann", (3_600, Inbound.CONTENT_DOWNLOAD), phone=1.0),
        days=30,
        parameters=sure,
    )
    history = run(cook(recipe))
    assert [event.touch for event in select(history, Kind.TOUCHED)] == [CODES[rings]]
    reasons = [event.detail for event in select(history, Kind.WITHHELD)]
    assert reasons == [Reason.OPTED_OUT, Reason.OPTED_OUT]


def test_an_opt_out_that_arrives_while_a_call_waits_for_a_rep_is_the_reason_given() -> None:
    sure = with_overrides(
        LIVELY,
        {
            "answering.base": [-200.0, 20.0, *[-200.0] * 6],
            "noticing.connect": 0.9,
            "delays.live_minutes": 0.5,
        },
    )
    recipe = story(
        make_plan(make_cadence("call", "call", wait=20)),
        make_visitor("ann", (10 * 3_600, Inbound.CONTENT_DOWNLOAD), phone=1.0),
        days=10,
        parameters=sure,
    )
    history = run(cook(recipe))
    asked = [event.second for event in select(history, Kind.REQUESTED)]
    (opted_out,) = [event.second for event in select(history, Kind.OPTED_OUT)]
    (withheld,) = select(history, Kind.WITHHELD)
    assert asked[1] < opted_out < withheld.second
    assert withheld.detail == Reason.OPTED_OUT


def test_a_policy_that_stops_still_sends_its_own_answer() -> None:
    angry = with_overrides(LIVELY, {"answering.base": [-200.0, -200.0, 20.0, *[-200.0] * 5]})
    policy = ReplyPolicy(int(ReplyAction.APOLOGISE), CODES["apology"], 3_600)
    plan = make_plan(make_cadence("letter", "letter", wait=20 * DAY))
    replies = tuple(
        policy if outcome == Outcome.ANGRY_REPLY else one
        for outcome, one in enumerate(plan.replies)
    )
    recipe = story(
        plan._replace(replies=replies),
        make_visitor("ann", (60, Inbound.CONTENT_DOWNLOAD)),
        days=60,
        parameters=with_overrides(angry, {"noticing.bounce": 0.0}),
    )
    names = [TOUCHES[event.touch].name for event in select(run(cook(recipe)), Kind.TOUCHED)]
    assert names[:2] == ["letter", "apology"]
    assert "letter" not in names[1:]
