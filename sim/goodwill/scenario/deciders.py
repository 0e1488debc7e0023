"""Let strategies be written in Python: an object that answers an observation with a move."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, Protocol

from goodwill.errors import UnknownNameError, hint
from goodwill.loading.units import parse_duration
from goodwill.scenario.definition import Scenario
from goodwill.strategy import Action, Cadence, Decision, EnrolmentRule, Observation, Plan
from goodwill.strategy.moves import Move

LEAST_GAP = 3_600  # seconds between two touches: a decider that never waits must not hang a world


class Decider(Protocol):
    """What a strategy written in Python is."""

    name: str

    def decide(self, observation: Observation) -> Move:
        """Say what to do next about a person; must depend on nothing but the observation."""
        ...


class PythonStrategy(NamedTuple):
    """A strategy written in Python, and the plan that it takes everything else from.

    A person is enrolled with its first inbound event, and then the decider is asked: at once,
    after every touch, when a wait is over and whenever something is seen. Two touches are never
    less than an hour apart. Replies, requests, caps and allowances are dealt with as in `base`.

    Examples
    --------
    >>> class Newsletter:
    ...     name = "newsletter"
    ...
    ...     def decide(self, observation):
    ...         if observation.silent_touches >= 4:
    ...             return Move.stop()
    ...         if observation.waited < 14 * 86_400:
    ...             return Move.wait("14 days")
    ...         return Move.send("newsletter")
    >>> from goodwill.strategy import Observation
    >>> seen = Observation._make([0] * len(Observation._fields))
    >>> strategy = PythonStrategy(Newsletter(), base="holdout")
    >>> strategy.decider.decide(seen).wait_for
    '14 days'

    Then ``make_world(scenario, strategy)`` gives a world that is run like any other.
    """

    decider: Decider
    base: str  # a strategy of the scenario


class BoundDecider(NamedTuple):
    """A decider that speaks in the codes of one scenario."""

    decider: Decider
    touches: dict[str, int]

    def decide(self, observation: Observation) -> Decision:
        """Turn the decider's move into a decision.

        Raises
        ------
        UnknownNameError
            The decider sends a touch that the scenario does not have.
        ScenarioError
            The decider waits for something that is no duration.
        """
        if not observation.enrolled:
            new = observation.enrolments == 0 and observation.triggers >= 1
            if new and not observation.stopped:
                return Decision(int(Action.ENROL), cadence=0)
            return Decision(int(Action.REST))
        if observation.step > 0 and observation.waited < LEAST_GAP:
            return Decision(int(Action.WAIT), wait=LEAST_GAP - observation.waited)
        move = self.decider.decide(observation)
        if move.action == Action.WAIT:
            return Decision(int(Action.WAIT), wait=_read_wait(move.wait_for))
        if move.action == Action.EXIT:
            return Decision(int(Action.EXIT))
        return Decision(
            int(Action.SEND),
            touch=self._find_touch(move.touch),
            step=observation.step + 1,
            to_owner=move.to_owner,
        )

    def _find_touch(self, name: str) -> int:
        if name not in self.touches:
            raise UnknownNameError(
                f"strategy {self.decider.name!r}: no touch {name!r}. {hint(name, self.touches)}"
            )
        return self.touches[name]


def bind(strategy: PythonStrategy, scenario: Scenario) -> tuple[Plan, BoundDecider]:
    """Give the plan and the decisions of a strategy written in Python, in a scenario's codes.

    Raises
    ------
    UnknownNameError
        The scenario has no strategy `base`.
    """
    decider = strategy.decider
    base = scenario.find_strategy(strategy.base).plan
    plan = base._replace(
        name=decider.name,
        description=(type(decider).__doc__ or decider.name).strip(),
        enrolment=(EnrolmentRule((), 0, -1),),
        cadences=(Cadence(decider.name, (), ()),),
        switches=(),
    )
    touches = {touch.name: code for code, touch in enumerate(scenario.touches)}
    return plan, BoundDecider(decider, touches)


@cache
def _read_wait(text: str) -> int:
    return parse_duration(text)
