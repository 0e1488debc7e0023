"""Accounts have owners: some tasks are for them, and some for anybody but them."""

from __future__ import annotations

from hypothesis import given
from logs import by_person
from recipes import few, recipes
from small_worlds import (
    CODES,
    REP,
    TOUCHES,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
    story,
)

from goodwill.behaviour.people import Person
from goodwill.eventlog import Event, History, Kind
from goodwill.vocabulary import Inbound, Measure, ReplyAction, Sender
from goodwill.world import World

OTHER = {code for code, touch in enumerate(TOUCHES) if touch.sender == Sender.OTHER_REP}
SHARED = (REP, REP._replace(zone=0), REP._replace(zone=2))


def pair_with_owners(world: World, history: History) -> list[tuple[Event, int]]:
    """Give everything that reps began, each with the owner at the time when it was asked for."""
    lives, pairs = by_person(history), []
    for person in world.persons:
        pairs += _pair_one(world, person, lives.get(person.id, []))
    return pairs


def _pair_one(world: World, person: Person, life: list[Event]) -> list[tuple[Event, int]]:
    owner = world.accounts[person.account].id % len(world.reps)
    asked: dict[tuple[int, int], int] = {}  # touch, second -> owner
    pairs = []
    for event in life:
        if event.kind == Kind.REQUESTED:
            asked[event.touch, event.second] = owner
        elif event.kind == Kind.STARTED:
            pairs.append((event, asked[event.touch, event.second - event.detail]))
        elif event.kind == Kind.REPLIED:
            hands_over = world.plan.replies[event.detail].action == ReplyAction.HAND_OVER
            owner = (owner + hands_over) % len(world.reps)
    return pairs


def cook_shared(recipe: Recipe, *, to_owner: bool = False) -> World:
    """Make a world of three reps whose cadences ask for a call by a colleague now and then."""
    cadences = tuple(
        cadence._replace(
            steps=tuple(
                step._replace(
                    to_owner=to_owner,
                    touch=CODES["dial" if to_owner else "hand_over"] if at % 2 == 0 else step.touch,
                )
                for at, step in enumerate(cadence.steps)
            )
        )
        for cadence in recipe.plan.cadences
    )
    plan = recipe.plan._replace(cadences=cadences, ticks_off_after=-1, calls_a_day=-1)
    return cook(recipe._replace(plan=plan, reps=SHARED))


@few
@given(recipes())
def test_what_another_rep_sends_is_never_done_by_the_owner(recipe: Recipe) -> None:
    world = cook_shared(recipe)
    pairs = pair_with_owners(world, run(world))
    assert [event for event, owner in pairs if event.touch in OTHER and event.rep == owner] == []


@few
@given(recipes())
def test_what_is_for_the_owner_is_done_by_the_owner(recipe: Recipe) -> None:
    # Nobody is asked to dial again: that is for whoever is free.
    world = cook_shared(
        recipe._replace(plan=recipe.plan._replace(measured_on=int(Measure.WINS))), to_owner=True
    )
    pairs = pair_with_owners(world, run(world))
    of_cadences = {step.touch for cadence in world.plan.cadences for step in cadence.steps}
    assert [
        event for event, owner in pairs if event.touch in of_cadences - OTHER and event.rep != owner
    ] == []


def test_a_rep_without_colleagues_sends_what_another_rep_would() -> None:
    visitor = make_visitor("ann", (3_600, Inbound.CONTENT_DOWNLOAD))
    recipe = story(make_plan(make_cadence("hand_over")), visitor)
    alone, together = (cook(recipe._replace(reps=SHARED[:n_reps])) for n_reps in (1, 3))
    ((only, owner),) = pair_with_owners(alone, run(alone))
    assert only.rep == owner == 0
    ((colleague, owner),) = pair_with_owners(together, run(together))
    assert colleague.rep != owner
