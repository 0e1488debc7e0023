"""Test that strategies can be written in Python."""

from __future__ import annotations

import pytest
from tests.scenario.copies import SHIPPED

from goodwill.errors import ScenarioError, UnknownNameError
from goodwill.scenario import Move, PythonStrategy, Scenario, load_scenario, make_world
from goodwill.scenario.deciders import LEAST_GAP
from goodwill.strategy import Action, Decision, Observation
from goodwill.world import World

NEW = Observation._make([0] * len(Observation._fields))._replace(triggers=1)
ENROLLED = NEW._replace(enrolled=1, enrolments=1)


class Newsletter:
    """Send a newsletter every two weeks until nobody reads it."""

    name = "my newsletter"

    def __init__(self, touch: str = "newsletter", wait: str = "14 days") -> None:
        self.touch, self.wait = touch, wait

    def decide(self, observation: Observation) -> Move:
        """Wait, send or stop."""
        if observation.silent_touches >= 4:
            return Move.stop()
        if observation.waited < 14 * 86_400:
            return Move.wait(self.wait)
        return Move.send(self.touch, to_owner=True)


@pytest.fixture(scope="module")
def bobby() -> Scenario:
    """Load the small story."""
    return load_scenario(SHIPPED / "bobby.yaml")


def world_of(bobby: Scenario, decider: Newsletter) -> World:
    return make_world(bobby, PythonStrategy(decider, base="silence_aware"))


def test_moves_become_decisions(bobby: Scenario) -> None:
    world = world_of(bobby, Newsletter())
    assert world.decide(ENROLLED) == Decision(Action.WAIT, wait=14 * 86_400)
    sent = world.decide(ENROLLED._replace(waited=14 * 86_400, step=3))
    assert (sent.action, sent.step, sent.to_owner) == (Action.SEND, 4, True)
    assert world.touches[sent.touch].name == "newsletter"
    assert world.decide(ENROLLED._replace(silent_touches=4)).action == Action.EXIT


def test_whoever_came_is_enrolled_once_unless_it_was_stopped(bobby: Scenario) -> None:
    decide = world_of(bobby, Newsletter()).decide
    assert decide(NEW) == Decision(Action.ENROL, cadence=0)
    assert decide(NEW._replace(triggers=0)).action == Action.REST
    assert decide(NEW._replace(stopped=1)).action == Action.REST
    assert decide(NEW._replace(enrolments=1)).action == Action.REST


def test_a_decider_that_never_waits_does_not_hang_the_world(bobby: Scenario) -> None:
    class Flood(Newsletter):
        def decide(self, observation: Observation) -> Move:  # noqa: ARG002 - it looks at nothing
            return Move.send("newsletter")

    decide = world_of(bobby, Flood()).decide
    assert decide(ENROLLED).action == Action.SEND
    assert decide(ENROLLED._replace(step=1, waited=60)) == Decision(
        Action.WAIT, wait=LEAST_GAP - 60
    )
    assert decide(ENROLLED._replace(step=1, waited=LEAST_GAP)).action == Action.SEND


def test_everything_else_is_as_in_the_base(bobby: Scenario) -> None:
    plan, base = world_of(bobby, Newsletter()).plan, bobby.strategies["silence_aware"].plan
    assert plan.name == "my newsletter"
    assert plan.description == "Send a newsletter every two weeks until nobody reads it."
    assert (plan.replies, plan.suppression, plan.caps) == (
        base.replies,
        base.suppression,
        base.caps,
    )
    assert plan.answer_touch == base.answer_touch


def test_an_unknown_touch_duration_or_base_is_refused(bobby: Scenario) -> None:
    seen = ENROLLED._replace(waited=14 * 86_400)
    with pytest.raises(UnknownNameError, match=r"'my newsletter': no touch 'newsletters'\. Did"):
        world_of(bobby, Newsletter(touch="newsletters")).decide(seen)
    with pytest.raises(ScenarioError, match="has no unit"):
        world_of(bobby, Newsletter(wait="14")).decide(ENROLLED)
    with pytest.raises(UnknownNameError, match="no strategy 'hold'"):
        make_world(bobby, PythonStrategy(Newsletter(), base="hold"))
