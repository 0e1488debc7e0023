"""What passes from one person to another passes at midnight, UTC, and is not passed on."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from logs import by_person, select
from recipes import few, recipes
from small_worlds import DAY, LIVELY, Recipe, cook, make_cadence, make_plan, run

from goodwill.eventlog import Event, Kind
from goodwill.parameters import with_overrides
from goodwill.vocabulary import Cause, Exit, Inbound, Outcome, Placement
from goodwill.world import Couplings

LOUD = with_overrides(LIVELY, {"talking.rate_bad": 1.0, "talking.rate_good": 1.0})
OWN = (Kind.TOUCHED, Kind.BILLED, Kind.NEGLECTED, Kind.MEETING_HELD)


@few
@given(recipes())
def test_people_hear_and_suffer_from_others_at_midnight_alone(recipe: Recipe) -> None:
    for event in select(run(cook(recipe)), Kind.HEARD, Kind.SUFFERED):
        assert event.second % DAY == 0
        assert event.second > 0


@few
@given(recipes())
def test_only_ones_own_experience_is_told(recipe: Recipe) -> None:
    for life in by_person(run(cook(recipe._replace(parameters=LOUD)))).values():
        experience: Event | None = None
        for event in life:
            if event.kind in OWN:
                experience = event
            elif event.kind in (Kind.TOLD, Kind.POSTED):
                assert experience is not None
                assert experience.second == event.second
                assert experience.touch == event.touch or experience.kind == Kind.NEGLECTED
                assert event.amount == experience.gained - experience.lost


@few
@given(recipes())
def test_what_is_heard_at_midnight_is_what_was_told_the_day_before(recipe: Recipe) -> None:
    world = cook(recipe._replace(parameters=LOUD))
    history = run(world)
    told: Counter[tuple[int, int, float]] = Counter()
    for event in select(history, Kind.TOLD):
        assert event.detail > 0
        midnight = (event.second // DAY + 1) * DAY
        if midnight < world.horizon:
            told[midnight, event.touch, event.amount] += event.detail
    heard = Counter(
        (event.second, event.touch, event.amount) for event in select(history, Kind.HEARD)
    )
    assert heard == told


@few
@given(recipes())
def test_nobody_hears_of_itself(recipe: Recipe) -> None:
    history = run(cook(recipe._replace(parameters=LOUD)))
    tellers: dict[tuple[int, int, float], set[int]] = {}
    for event in select(history, Kind.TOLD):
        midnight = (event.second // DAY + 1) * DAY
        tellers.setdefault((midnight, event.touch, event.amount), set()).add(event.person)
    for event in select(history, Kind.HEARD):
        assert tellers[event.second, event.touch, event.amount] != {event.person}
        assert event.cause == Cause.HEARSAY


@few
@given(recipes())
def test_an_unasked_call_to_the_front_desk_is_suffered_by_all_colleagues(
    recipe: Recipe,
) -> None:
    world = cook(recipe)
    history = run(world)
    account_of = {person.id: person.account for person in world.persons}
    suffered: Counter[tuple[int, int, int]] = Counter()
    for event in select(history, Kind.TOUCHED):
        midnight = (event.second // DAY + 1) * DAY
        # A call that was asked for is put through with a smile.
        asked = world.touches[event.touch].fulfils
        if event.detail == Placement.FRONT_DESK and not asked and midnight < world.horizon:
            account = world.accounts[account_of[event.person]]
            assert account.front_desk
            for row in account.people:
                if world.persons[row].id != event.person:
                    suffered[midnight, event.touch, world.persons[row].id] += 1
    assert suffered == Counter(
        (event.second, event.touch, event.person) for event in select(history, Kind.SUFFERED)
    )


@few
@given(recipes())
def test_what_is_cut_off_does_not_travel(recipe: Recipe) -> None:
    quiet = Couplings(talk=False, posts=False, front_desk=False, colleagues=False)
    history = run(cook(recipe._replace(parameters=LOUD, couplings=quiet)))
    assert select(history, Kind.TOLD, Kind.POSTED, Kind.HEARD, Kind.SUFFERED) == []
    assert Exit.COLLEAGUE not in {event.detail for event in select(history, Kind.EXITED)}
    assert set(history.standing_by_day) <= {0.0}


@few
@given(recipes())
def test_a_colleagues_refusal_ends_enrolments_at_midnight(recipe: Recipe) -> None:
    plan = recipe.plan._replace(colleague_stops=True)
    world = cook(recipe._replace(plan=plan))
    account_of = {person.id: person.account for person in world.persons}
    history = run(world)
    refusals = [
        (event.second, account_of[event.person], event.person)
        for event in select(history, Kind.REPLIED, Kind.COMPLAINED)
        if event.kind == Kind.COMPLAINED
        or event.detail in (Outcome.ANGRY_REPLY, Outcome.NOT_INTERESTED)
    ]
    for event in select(history, Kind.EXITED):
        if event.detail == Exit.COLLEAGUE:
            assert event.second % DAY == 0
            assert any(
                second < event.second and account == account_of[event.person] != person
                for second, account, person in refusals
                if person != event.person
            )


def test_loud_people_are_heard() -> None:
    recipe = Recipe(
        make_plan(make_cadence(*["call", "dial", "hold"] * 3)),
        parameters=LOUD,
        days=90,
    )
    kinds = Counter(event.kind for event in select(run(cook(recipe)), *Kind))
    assert min(kinds[Kind.HEARD], kinds[Kind.SUFFERED], kinds[Kind.POSTED]) > 0
    assert kinds[Kind.HEARD] > len(Inbound)
