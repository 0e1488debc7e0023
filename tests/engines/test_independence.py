"""Where no coupling joins them, people live as if nobody else were there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from logs import by_person, contents, read
from recipes import few, recipes
from small_worlds import (
    DAY,
    HOME,
    OFF,
    REP,
    Recipe,
    cook,
    make_cadence,
    make_plan,
    make_visitor,
    run,
)

from goodwill.eventlog import Event, History, Kind
from goodwill.population import AccountSpecification
from goodwill.scenario import load_scenario, make_world
from goodwill.strategy import Cap
from goodwill.vocabulary import CapAction, CapScope, Inbound
from goodwill.world import World

DATA = Path(__file__).parents[1] / "data" / "engines"
SCRIPTED = make_visitor("newcomer", (DAY, Inbound.DEMO_REQUEST), (9 * DAY, Inbound.WEBINAR_SIGNUP))


def uncouple(recipe: Recipe) -> Recipe:
    """Cut all ways from one person to another; caps of accounts count what colleagues get."""
    caps = tuple(cap for cap in recipe.plan.caps if cap.scope != CapScope.ACCOUNT)
    return recipe._replace(couplings=OFF, plan=recipe.plan._replace(caps=caps), reps=(REP, REP))


def lives_of(recipe: Recipe) -> dict[int, list[Event]]:
    """Run a recipe's world and give each person's records."""
    return by_person(run(cook(recipe)))


def assert_unchanged(before: dict[int, list[Event]], after: dict[int, list[Event]]) -> None:
    """Check that who was there before lives the same life, and that there are more people now."""
    assert {person: after.get(person) for person in before} == before


@few
@given(recipes())
def test_one_account_more_changes_nobody_elses_life(recipe: Recipe) -> None:
    recipe = uncouple(recipe)
    more = recipe.market._replace(accounts=recipe.market.accounts + 1)
    assert_unchanged(lives_of(recipe), lives_of(recipe._replace(market=more)))


@few
@given(recipes())
def test_one_colleague_more_changes_nobody_elses_life(recipe: Recipe) -> None:
    recipe = uncouple(recipe)
    (home,) = recipe.accounts
    crowded = recipe._replace(accounts=(home._replace(colleagues=home.colleagues + 1),))
    assert len(cook(crowded).persons) == len(cook(recipe).persons) + 1
    assert_unchanged(lives_of(recipe), lives_of(crowded))


@few
@given(recipes())
def test_a_scripted_person_more_changes_nobody_elses_life(recipe: Recipe) -> None:
    recipe = uncouple(recipe)
    before, after = lives_of(recipe), lives_of(recipe._replace(people=(*recipe.people, SCRIPTED)))
    assert_unchanged(before, after)
    assert len(after) == len(before) + 1


@few
@given(recipes())
def test_a_world_is_the_sum_of_its_halves(recipe: Recipe) -> None:
    recipe = uncouple(recipe)
    market = lives_of(recipe._replace(accounts=(), people=()))
    story = lives_of(recipe._replace(market=recipe.market._replace(accounts=0)))
    assert lives_of(recipe) == market | story


def test_accounts_do_not_meet_at_the_cap_of_one_of_them() -> None:
    plan = make_plan(
        make_cadence("newsletter", "newsletter", "newsletter"),
        caps=(Cap(int(CapScope.ACCOUNT), 1, 7 * DAY, int(CapAction.QUEUE), 0),),
    )
    recipe = Recipe(plan, couplings=OFF)
    more = recipe.market._replace(accounts=recipe.market.accounts + 1)
    assert_unchanged(lives_of(recipe), lives_of(recipe._replace(market=more)))


def test_an_account_cap_joins_nobody_where_colleagues_are_not_seen() -> None:
    plan = make_plan(
        make_cadence("newsletter", "newsletter", "newsletter"),
        caps=(Cap(int(CapScope.ACCOUNT), 1, 7 * DAY, int(CapAction.QUEUE), 0),),
    )
    first = make_visitor("first", (3_600, Inbound.CONTENT_DOWNLOAD))
    second = make_visitor("second", (2 * DAY, Inbound.CONTENT_DOWNLOAD))
    alone = Recipe(plan, accounts=(HOME,), people=(second,), couplings=OFF)
    assert_unchanged(lives_of(alone), lives_of(alone._replace(people=(first, second))))


def test_there_is_always_a_free_rep_where_reps_are_not_scarce_even_without_any() -> None:
    recipe = Recipe(
        make_plan(make_cadence("call", "call")),
        accounts=(HOME,),
        people=(SCRIPTED,),
        reps=(),
        couplings=OFF,
    )
    kinds = {event.kind for event in read(run(cook(recipe)))}
    assert Kind.STARTED in kinds


def test_people_who_are_alike_do_not_live_the_same_life() -> None:
    twins = [make_visitor(f"twin {number}") for number in range(12)]
    roaming = tuple(
        twin._replace(traits={"activity": 1.0}, script=twin.script._replace(roams=True))
        for twin in twins
    )
    market = Recipe(make_plan()).market._replace(accounts=0)
    lives = lives_of(Recipe(make_plan(), market=market, accounts=(HOME,), people=roaming))
    seconds = [tuple(event.second for event in life) for life in lives.values()]
    assert len(seconds) == 12
    assert len(set(seconds)) == 12


def test_a_colleague_does_change_a_life_where_colleagues_are_coupled() -> None:
    plan = make_plan(make_cadence("call", "call", "call", "dial", "dial", "dial"))
    home = AccountSpecification("home", 1, 0, incumbent=False, front_desk=True, colleagues=3)
    recipe = Recipe(plan, accounts=(home,))
    before, after = lives_of(recipe), lives_of(recipe._replace(people=(SCRIPTED,)))
    assert {person: after[person] for person in before} != before


def name_touches(world: World, history: History) -> list[tuple[object, ...]]:
    """Give a history with the names of touches in the place of their codes."""
    names = {code: touch.name for code, touch in enumerate(world.touches)} | {-1: ""}
    return [
        (*event[:5], names[event.touch], *event[6:])
        for event in (Event._make(record) for record in history.events.tolist())
    ]


@pytest.mark.parametrize("strategy", ["pursue", "nurture"])
def test_one_strategy_more_in_the_scenario_changes_nobodys_life(strategy: str) -> None:
    few, more = load_scenario(DATA / "two.yaml"), load_scenario(DATA / "three.yaml")
    assert len(more.touches) > len(few.touches)
    worlds = [make_world(scenario, strategy) for scenario in (few, more)]
    assert worlds[0].persons == worlds[1].persons
    logs = [name_touches(world, run(world)) for world in worlds]
    assert logs[0] == logs[1]
    assert len(logs[0]) > 200


def test_the_order_of_people_in_a_scenario_file_changes_nothing() -> None:
    histories = [
        run(make_world(load_scenario(DATA / file), "pursue"))
        for file in ("two.yaml", "turned.yaml")
    ]
    assert [*contents(histories[0])] == [*contents(histories[1])]
