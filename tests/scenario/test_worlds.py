"""Test that worlds are what their scenario, strategy, seed and replication say."""

from __future__ import annotations

import datetime as dt
import pickle
from math import isnan

import pytest
from tests.scenario.copies import SHIPPED

from goodwill.behaviour.answering import find_appeal
from goodwill.draws import seed_key
from goodwill.errors import ParameterError, UnknownNameError
from goodwill.scenario import Scenario, load_scenario, make_world
from goodwill.strategy import Action, Observation
from goodwill.vocabulary import Inbound, Outcome
from goodwill.world import World


@pytest.fixture(scope="module")
def bobby() -> Scenario:
    """Load the small story."""
    return load_scenario(SHIPPED / "bobby.yaml")


def row_of(world: World, name: str) -> int:
    return world.names.index(name)


def test_a_world_is_placed_in_the_calendar(bobby: Scenario) -> None:
    world = make_world(bobby, "formula")
    assert (world.start, world.weekday, world.horizon) == ("2026-01-05", 0, 365 * 86_400)
    ends = [dt.date(2026, 1, 5) + dt.timedelta(seconds=end) for end in world.quarter_ends]
    assert [(end.month, end.day) for end in ends] == [(4, 1), (7, 1), (10, 1), (1, 1), (4, 1)]
    assert world.regions == ("east", "west")


def test_luck_is_that_of_the_seed(bobby: Scenario) -> None:
    usual, other = make_world(bobby, "formula"), make_world(bobby, "formula", seed=1)
    assert (usual.seed, usual.key) == (20_260_105, seed_key(20_260_105))
    assert (other.seed, other.key) == (1, seed_key(1))
    assert usual.persons != other.persons
    with pytest.raises(ParameterError, match="out of range"):
        make_world(bobby, "formula", seed=-1)


def test_the_same_people_meet_every_strategy(bobby: Scenario) -> None:
    one, other = make_world(bobby, "formula"), make_world(bobby, "holdout")
    assert one.persons == other.persons
    assert one.accounts == other.accounts
    assert one.touches == other.touches
    assert one.plan != other.plan
    assert make_world(bobby, "formula", replication=1).persons != one.persons


def test_everybody_has_a_place_that_exists(bobby: Scenario) -> None:
    world = make_world(bobby, "formula")
    assert list(world.persons) == sorted(world.persons, key=lambda person: person.id)
    assert len(world.names) == len(world.persons)
    for row, person in enumerate(world.persons):
        assert row in world.accounts[person.account].people
        assert world.zones[person.zone].name == (
            "America/New_York" if world.regions[person.region] == "east" else "America/Los_Angeles"
        )


def test_a_scripted_person_is_as_it_was_written(bobby: Scenario) -> None:
    world = make_world(bobby, "formula")
    row = row_of(world, "bobby")
    person, script = world.persons[row], world.scripts[row]
    assert (person.activity, person.taste, person.need, person.reach) == (2.0, -0.5, 0.2, 6.0)
    assert script.visits == ((54_720, Inbound.CONTENT_DOWNLOAD),)
    assert script.budgets[Outcome.ANGRY_REPLY] == 0.05
    assert isnan(script.budgets[Outcome.INTERESTED])
    account = world.accounts[person.account]
    assert (account.size, account.incumbent, len(account.people)) == (1, True, 7)


def test_budgets_are_drawn_where_that_is_asked_for(bobby: Scenario) -> None:
    world = make_world(bobby, "formula", draw_budgets=True)
    script = world.scripts[row_of(world, "bobby")]
    assert script.budgets == ()
    assert script.visits
    assert world.persons == make_world(bobby, "formula").persons


def test_the_appeal_of_every_touch_is_worked_out(bobby: Scenario) -> None:
    world = make_world(bobby, "formula")
    assert len(world.appeals) == len(world.touches)
    for touch, appeal in zip(world.touches, world.appeals, strict=True):
        assert appeal == tuple(
            find_appeal(outcome, touch, world.parameters.answering) for outcome in range(8)
        )


def test_a_world_decides_as_its_strategy_says(bobby: Scenario) -> None:
    seen = Observation._make([0] * len(Observation._fields))._replace(triggers=1, score=80.0)
    assert make_world(bobby, "formula").decide(seen).action == Action.ENROL
    assert make_world(bobby, "holdout").decide(seen).action == Action.REST
    world = make_world(bobby, "silence_aware")
    enrolled = seen._replace(enrolled=1, enrolments=1, waited=600, local_second=36_000)
    decision = world.decide(enrolled)
    assert decision.action == Action.SEND
    assert world.touches[decision.touch].name == "thank_you"


def test_leads_come_into_the_world_with_their_first_visit() -> None:
    scenario = load_scenario(SHIPPED / "leads.yaml", data=SHIPPED)
    world = make_world(scenario, "holdout")
    assert sorted(world.names) == ["a1", "b2", "c3"]
    script = world.scripts[row_of(world, "a1")]
    (lead,) = (one for one in scenario.leads if one.name == "a1")
    assert script.visits == ((lead.second, Inbound.DEMO_REQUEST),)


def test_a_world_can_be_sent_to_another_process(bobby: Scenario) -> None:
    world = make_world(bobby, "formula")
    again = pickle.loads(pickle.dumps(bobby))  # noqa: S301 - our own
    assert again.sha256 == bobby.sha256
    sent = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own
    assert sent._replace(decide=None, scripts={}) == world._replace(decide=None, scripts={})  # type: ignore[arg-type]


def test_a_strategy_that_does_not_exist_is_refused(bobby: Scenario) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'formula'"):
        make_world(bobby, "formulas")
