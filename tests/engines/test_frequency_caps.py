"""Frequency caps hold, and what becomes of a capped touch is what the word for it says."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from logs import by_person, select
from recipes import any_recipes, few, many, recipes
from small_worlds import (
    CALM_REPLIES,
    DAY,
    LIVELY,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.eventlog import Event, History, Kind
from goodwill.parameters import with_overrides
from goodwill.strategy import Cap
from goodwill.vocabulary import (
    NOBODY,
    CapAction,
    CapScope,
    Exit,
    Inbound,
    Measure,
    Reason,
    Sender,
)
from goodwill.world import World

COVERED = {
    CapScope.MARKETING: {Sender.AUTOMATION},
    CapScope.ONE_TO_ONE: {Sender.REP, Sender.OTHER_REP},
    CapScope.EVERYTHING: set(Sender),
    CapScope.ACCOUNT: set(Sender),
}
SILENT = with_overrides(LIVELY, {"answering.base": [-200.0] * 8, "noticing.bounce": 0.0})


def unasked(recipe: Recipe) -> Recipe:
    """Leave only what cadences send: caps do not cover answers."""
    plan = recipe.plan._replace(
        replies=CALM_REPLIES, answer_touch=NOBODY, measured_on=int(Measure.MEETINGS)
    )
    return recipe._replace(plan=plan)


def find_counted(world: World, history: History, cap: Cap, event: Event) -> list[int]:
    """Give the seconds of the touches that a cap counts at the moment of a record."""
    account_of = {person.id: person.account for person in world.persons}
    sent = select(history, Kind.TOUCHED)
    if cap.scope == CapScope.ACCOUNT:
        midnight = event.second // DAY * DAY
        account = account_of[event.person]
        seconds = [
            one.second
            for one in sent
            if account_of[one.person] == account and one.second < midnight
        ]
    else:
        covered = COVERED[CapScope(cap.scope)]
        seconds = [
            one.second
            for one in sent
            if one.person == event.person
            and one.serial < event.serial
            and TOUCHES[one.touch].sender in covered
        ]
    return [second for second in seconds if event.second - cap.per < second]


def assert_capped(world: World, history: History) -> None:
    """Check that every touch left room under every cap, and was stopped only by a full one."""
    for event in select(history, Kind.TOUCHED, Kind.REQUESTED, Kind.WITHHELD):
        sender = TOUCHES[event.touch].sender
        caps = [cap for cap in world.plan.caps if sender in COVERED[CapScope(cap.scope)]]
        full = [
            len(find_counted(world, history, cap, event)) >= cap.at_most
            for cap in caps
            # A rep's task is held to what colleagues got when it was asked for.
            if not (event.kind == Kind.TOUCHED and event.rep >= 0 and cap.scope == CapScope.ACCOUNT)
        ]
        if event.kind != Kind.WITHHELD:
            assert not any(full)
        elif event.detail == Reason.CAPPED:
            assert any(full)


@few
@given(recipes())
def test_nobody_gets_more_than_a_cap_allows_in_any_window(recipe: Recipe) -> None:
    world = cook(unasked(recipe))
    assert_capped(world, run(world))


@few
@given(recipes())
def test_a_tight_cap_on_everything_holds_too(recipe: Recipe) -> None:
    cap = Cap(int(CapScope.EVERYTHING), 1, 3 * DAY, int(CapAction.QUEUE), 0)
    world = cook(unasked(recipe._replace(plan=recipe.plan._replace(caps=(cap,)))))
    history = run(world)
    assert_capped(world, history)
    for life in by_person(history).values():
        seconds = [event.second for event in life if event.kind == Kind.TOUCHED]
        assert all(b - a >= 3 * DAY for a, b in pairwise(seconds))


@pytest.mark.verify
@many
@given(any_recipes())
def test_caps_hold_in_many_worlds(recipe: Recipe) -> None:
    world = cook(unasked(recipe))
    assert_capped(world, run(world))


def send_daily(cap: Cap, n_touches: int = 8) -> tuple[list[float], History]:
    """Send a letter a day to one person under a cap; give the days since enrolment."""
    names = ["letter"] * n_touches
    recipe = story(
        make_plan(make_cadence(*names), caps=(cap,)),
        make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD)),
        days=200,
        parameters=SILENT,
    )
    history = run(cook(recipe))
    return [event.second / DAY for event in select(history, Kind.TOUCHED)], history


@pytest.mark.parametrize(
    ("action", "retry", "days"),
    [
        (CapAction.QUEUE, 0, [1, 2, 6, 7, 11, 12, 16, 17]),
        (CapAction.DELAY, 3 * DAY, [1, 2, 6, 7, 11, 12, 16, 17]),
        (CapAction.DELAY, 4 * DAY + 5, [1, 2, 7 + 5 / DAY, 8 + 5 / DAY, 13 + 10 / DAY]),
        (CapAction.SKIP, 0, [1, 2, 6, 7]),
        (CapAction.DROP, 0, [1, 2]),
    ],
)
def test_a_capped_touch_waits_is_tried_again_left_out_or_ends_it_all(
    action: CapAction, retry: int, days: list[float]
) -> None:
    cap = Cap(int(CapScope.MARKETING), 2, 5 * DAY, int(action), retry)
    sent, history = send_daily(cap)
    assert sent[: len(days)] == days
    (left,) = select(history, Kind.EXITED)
    if action == CapAction.DROP:
        assert (left.second, left.detail) == (3 * DAY, Exit.RULE)
    else:
        assert left.detail == Exit.FINISHED
        assert len(sent) == (4 if action == CapAction.SKIP else 8)
    reasons = [event.detail for event in select(history, Kind.WITHHELD)]
    assert set(reasons) == {int(Reason.CAPPED)}
    assert action != CapAction.SKIP or len(reasons) == 4


def test_a_cap_on_reps_leaves_automation_alone() -> None:
    cap = Cap(int(CapScope.ONE_TO_ONE), 1, 30 * DAY, int(CapAction.DROP), 0)
    sent, _ = send_daily(cap)
    assert sent == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_cap_over_more_than_a_month_holds() -> None:
    cap = Cap(int(CapScope.MARKETING), 2, 45 * DAY, int(CapAction.QUEUE), 0)
    cadence = make_cadence("letter", "letter", "letter")
    first, second, third = cadence.steps
    cadence = cadence._replace(steps=(first, second._replace(wait=34 * DAY), third))
    recipe = story(
        make_plan(cadence, caps=(cap,)),
        make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD)),
        days=100,
        parameters=SILENT,
    )
    sent = [event.second / DAY for event in select(run(cook(recipe)), Kind.TOUCHED)]
    assert sent == [1, 35, 46]


def test_a_cap_of_none_lets_nothing_through() -> None:
    cap = Cap(int(CapScope.MARKETING), 0, 5 * DAY, int(CapAction.SKIP), 0)
    sent, history = send_daily(cap, 3)
    assert sent == []
    assert len(select(history, Kind.WITHHELD)) == 3


def test_colleagues_share_the_cap_of_their_account() -> None:
    cap = Cap(int(CapScope.ACCOUNT), 1, 7 * DAY, int(CapAction.QUEUE), 0)
    recipe = story(
        make_plan(make_cadence("letter"), caps=(cap,)),
        make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD)),
        make_visitor("bob", (2 * DAY, Inbound.CONTENT_DOWNLOAD)),
        parameters=SILENT,
    )
    sent = [event.second / DAY for event in select(run(cook(recipe)), Kind.TOUCHED)]
    assert sent == [1, 8]


def test_a_rep_who_is_measured_on_dials_stays_within_the_caps() -> None:
    cap = Cap(int(CapScope.ONE_TO_ONE), 1, 7 * DAY, int(CapAction.SKIP), 0)
    recipe = story(
        make_plan(make_cadence("dial"), caps=(cap,), measured_on=int(Measure.DIALS)),
        make_visitor("ann", (0, Inbound.CONTENT_DOWNLOAD), phone=0.0),
        parameters=SILENT,
    )
    assert len(select(run(cook(recipe)), Kind.TOUCHED)) == 1
