"""What a strategy is made of: enrolment rules, cadences, switches, reply policies, caps.

Plain data, read from YAML by the loader or made in Python; indices point into the strategy's own
cadences and the world's touch kinds.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Protocol

from goodwill.strategy.observation import Observation
from goodwill.vocabulary import Discipline, Measure


class Operator(IntEnum):
    """How an observable is compared."""

    LESS = 0
    AT_MOST = 1
    EQUAL = 2
    UNEQUAL = 3
    AT_LEAST = 4
    MORE = 5


class Comparison(NamedTuple):
    """One condition on one observable, such as ``silent_touches >= 2``."""

    observable: int  # column of Observation
    operator: int  # Operator
    value: float


Conditions = tuple[Comparison, ...]  # all must hold; none holds always


class EnrolmentRule(NamedTuple):
    """When a person who is in no cadence is put into one."""

    when: Conditions
    cadence: int
    again_after: int  # seconds since the last exit; negative: only ever once


class SendWindow(NamedTuple):
    """The hours of the person's own day at which a step may happen."""

    opens: int  # second of the day
    closes: int  # second of the day, later than `opens`
    weekdays: int  # bit 0 Monday to bit 6 Sunday


ALWAYS = SendWindow(0, 86_400, 0b1111111)


class Step(NamedTuple):
    """One step of a cadence: wait, then touch."""

    wait: int  # seconds since the step before
    touch: int  # index into the world's touch kinds
    window: SendWindow
    guard: Conditions  # at the time: else the step is skipped
    autoskip: int  # seconds after which a waiting rep task is given up; negative: never
    to_owner: bool  # the task waits for the person's own rep
    then: int  # index of the next step


class Switch(NamedTuple):
    """When an enrolment leaves its cadence."""

    when: Conditions
    cadence: int  # where to; -1: out


class Cadence(NamedTuple):
    """Steps in order, and what breaks them off."""

    name: str
    steps: tuple[Step, ...]
    switches: tuple[Switch, ...]


class ReplyPolicy(NamedTuple):
    """What is done when a reply of one kind arrives."""

    action: int  # ReplyAction
    touch: int  # what is sent in answer; -1 nothing
    wait: int  # seconds until it is


class Cap(NamedTuple):
    """A limit on how often a person is touched."""

    scope: int  # CapScope
    at_most: int
    per: int  # seconds
    action: int  # CapAction
    retry: int  # seconds, for CapAction.DELAY


class Pressure(NamedTuple):
    """What the end of a quarter does to a strategy."""

    days: int  # before the quarter's end; 0: never
    wait_factor: float  # on every wait
    presumption: int  # added to every touch, up to level 3
    threshold_factor: float  # on every score that rules and guards compare with


class Plan(NamedTuple):
    """One vendor's way of working, complete."""

    name: str
    description: str
    enrolment: tuple[EnrolmentRule, ...]
    cadences: tuple[Cadence, ...]
    switches: tuple[Switch, ...]  # of every cadence
    replies: tuple[ReplyPolicy, ...]  # one an Outcome with a hazard
    suppression: tuple[Conditions, ...]  # any of them holding stops any touch but an answer
    caps: tuple[Cap, ...]
    pressure: Pressure
    answer_touch: int  # how explicit requests are answered; -1: not at all
    automation_a_day: int  # e-mails that automation may send a day; negative: no limit
    calls_a_day: int  # tasks a rep may start a day; negative: no limit
    discipline: int = int(Discipline.FIFO)
    measured_on: int = int(Measure.MEETINGS)
    nightly: bool = False  # enrolment rules are also tried at midnight
    colleague_stops: bool = False  # a colleague's refusal ends enrolments
    ticks_off_after: int = -1  # seconds after which reps tick off overdue tasks undone
    intents: tuple[int, ...] = ()  # the oracle alone: touch these hidden intents only


class Action(IntEnum):
    """What a decision says."""

    REST = 0  # not enrolled, and stays so
    ENROL = 1
    WAIT = 2
    SEND = 3
    SKIP = 4
    SWITCH = 5
    EXIT = 6  # a rule of the strategy says so
    FINISH = 7  # there is no further step


class Decision(NamedTuple):
    """What a strategy wants done next about one person."""

    action: int  # Action
    cadence: int = -1  # ENROL, SWITCH: where to
    touch: int = -1  # SEND, SKIP: which
    wait: int = 0  # WAIT: seconds until it wants to be asked again
    step: int = 0  # SEND, SKIP: where the cadence goes on afterwards
    autoskip: int = -1  # SEND: see Step
    to_owner: bool = False  # SEND: see Step
    presumption: int = 0  # SEND: levels added by pressure


class Strategist(Protocol):
    """Anything that decides from observations: a plan, or a strategy written in Python."""

    def decide(self, observation: Observation) -> Decision:
        """Say what to do next; must depend on nothing but the observation."""
        ...
