"""One running world: its clock, its people, its vendor; luck, mood and market-wide figures."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np
import numpy.typing as npt
import simpy

from goodwill.behaviour.answering import Appeal, find_appeal
from goodwill.behaviour.living import shorten_window
from goodwill.behaviour.memory import calm_down, halve
from goodwill.behaviour.people import Mood, TouchKind
from goodwill.behaviour.talking import find_post_probability, find_telling
from goodwill.draws import Decision, draw, draw_many, poisson
from goodwill.engines.reference.clock import Turn
from goodwill.engines.reference.floor import SalesFloor
from goodwill.engines.reference.journal import Journal
from goodwill.engines.reference.state import Life, Relationship
from goodwill.eventlog import Kind
from goodwill.scripts import UNSCRIPTED
from goodwill.vocabulary import (
    N_OUTCOMES,
    SECONDS_PER_DAY,
    SECONDS_PER_YEAR,
    Channel,
    Inbound,
    Intent,
    Stage,
)
from goodwill.world import World

Story = Generator[simpy.Event, Any, None]
"""What a SimPy process runs."""

MONTH = 30 * SECONDS_PER_DAY
LARGEST_POISSON = 50.0  # mean


class Telling:
    """One experience on its way to other people, overnight."""

    __slots__ = ("amount", "life", "n_hearers", "posted", "second", "serial", "touch")

    def __init__(self, life: Life, touch: int, amount: float, n_hearers: int, second: int) -> None:
        self.life, self.touch, self.amount = life, touch, amount
        self.n_hearers, self.second, self.serial = n_hearers, second, life.serial
        self.posted = False


class Simulation:
    """A world on its way through time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.accounts = tuple(world.accounts)
        self.parameters = world.parameters
        self.env = simpy.Environment()
        self.journal = Journal(world.horizon, world.parameters.memory)
        self.lives = [self._begin_life(row) for row in range(len(world.persons))]
        self.floor = SalesFloor(self)
        # What travels overnight, and what was known at last midnight.
        self.tellings: list[Telling] = []
        self.desk_calls: list[tuple[Life, int]] = []
        self.account_visits: list[list[tuple[int, int]]] = [[] for _ in self.accounts]
        self.account_refusals: list[list[tuple[int, int]]] = [[] for _ in self.accounts]
        self.account_sent: list[list[int]] = [[] for _ in self.accounts]
        self.midnight = 0
        self.standing = 0.0
        self.delivered, self.complaints = 0.0, 0.0  # as providers remember them
        self.delivered_today, self.complaints_today = 0, 0
        self.automation_today = 0
        self.meetings_this_quarter = 0
        self.quota_met = False
        self.quarter_days = self._count_quarter_days()
        self.queue_length = 0
        self.queue_by_day: list[int] = []
        self.standing_by_day: list[float] = []
        # What a vendor does about what it sees; set by the engine, which knows all processes.
        self.consider: Callable[[Life], None]
        self.leave: Callable[[Life, int], None]
        self.agree_meeting: Callable[[Life, int], None]
        self.write_back: Callable[[Life, int, int, int], Story]
        self.close_window: Callable[[Life, int], Story]
        self.gaps = self._draw_ahead(Decision.INBOUND_GAP)
        self.thinnings = self._draw_ahead(Decision.INBOUND_THINNING)
        caps = [cap.per for cap in world.plan.caps]
        self.longest_cap = max([MONTH, *caps])  # as far back as sent touches are remembered
        self.voicemails = [self._as_voicemail(touch) for touch in world.touches]

    @property
    def now(self) -> int:
        """The second it is."""
        return self.env.now  # type: ignore[return-value]  # all delays are whole seconds

    def _count_quarter_days(self) -> int:
        """Count whole days until the calendar quarter ends, at its midnight."""
        for end in self.world.quarter_ends:
            if end > self.now:
                return (end - self.now) // SECONDS_PER_DAY
        return 0

    def under_pressure(self) -> bool:
        """Say whether the quarter's end presses, as of last midnight: the quota is missed."""
        return self.quarter_days < self.world.plan.pressure.days and not self.quota_met

    def turn_day(self) -> None:
        """Take the snapshot of a midnight."""
        self.midnight = self.now
        self.quarter_days = self._count_quarter_days()
        self.automation_today = 0

    def _begin_life(self, row: int) -> Life:
        person = self.world.persons[row]
        n_reps = max(1, len(self.world.reps))
        owner = self.accounts[person.account].id % n_reps
        script = self.world.scripts.get(row, UNSCRIPTED)
        relationship = Relationship(owner, person.aware)
        for budget, given in enumerate(script.budgets):
            if given == given:  # not nan  # noqa: PLR0124
                relationship.budgets[budget] = given
        return Life(row, person, script, relationship, person.intent)

    def _as_voicemail(self, touch: TouchKind) -> tuple[TouchKind, Appeal]:
        message = touch._replace(channel=int(Channel.VOICEMAIL))
        answering = self.parameters.answering
        appeal = tuple(find_appeal(outcome, message, answering) for outcome in range(N_OUTCOMES))
        return message, appeal  # type: ignore[return-value]

    def turn(self, life: Life, moment: int, delay: int) -> Turn:
        """Wait `delay` seconds for one thing in a person's life."""
        life.turns += 1
        return Turn(self.env, moment, life.person.id, life.turns, delay)

    def luck(self, life: Life, decision: int, *, own: bool = False) -> float:
        """Draw the next number of a person's luck for one decision; `own`: in its own life."""
        occurrence = life.used.get(decision, 0)
        life.used[decision] = occurrence + 1
        world = self.world
        vendor = 0 if own else 1
        return draw(world.key, life.person.id, decision, vendor, occurrence, world.replication)

    def luck_at(self, life: Life, decision: int, occurrence: int) -> float:
        """Draw the number of a person's own life that belongs to a given occurrence."""
        world = self.world
        return draw(world.key, life.person.id, decision, 0, occurrence, world.replication)

    def candidate_luck(self, life: Life, candidate: int) -> tuple[float, float]:
        """Draw the gap before a candidate visit, and its thinning."""
        if candidate < self.gaps.shape[1]:
            place = (life.row, candidate)
            return self.gaps.item(place), self.thinnings.item(place)
        return (
            self.luck_at(life, Decision.INBOUND_GAP, candidate),
            self.luck_at(life, Decision.INBOUND_THINNING, candidate),
        )

    def _draw_ahead(self, decision: int) -> npt.NDArray[np.float64]:
        """Draw everybody's first candidates at once, which is faster than one by one."""
        persons = np.array([life.person.id for life in self.lives], dtype=np.int64)[:, None]
        years = self.world.horizon / SECONDS_PER_YEAR
        n_candidates = int(years * self.parameters.living.candidates_per_year)
        occurrences = np.arange(n_candidates)[None, :]
        return draw_many(self.world.key, persons, decision, 0, occurrences, self.world.replication)

    def feel(self, life: Life) -> Mood:
        """Bring a person's mood up to date and give it."""
        relationship, now = life.relationship, self.now
        if relationship.mood.since != now:
            relationship.mood = calm_down(relationship.mood, now, self.parameters.memory)
        return relationship.mood

    def asked(self, life: Life) -> bool:
        """Say whether an explicit request, an agreed meeting or an opportunity is open."""
        relationship = life.relationship
        if relationship.meeting or relationship.opportunity:
            return True
        stands_by = self.parameters.levels.request_days * SECONDS_PER_DAY
        return relationship.request >= 0 and self.now - relationship.request < stands_by

    def tell(self, life: Life, touch: int, amount: float, gap: float) -> None:
        """Let a person talk about an experience; others hear of it overnight."""
        couplings, talking = self.world.couplings, self.parameters.talking
        if -talking.sharp_bad < amount < talking.sharp_good:
            return  # not worth telling
        telling = Telling(life, touch, amount, 0, self.now)
        if couplings.talk:
            preaches = self.world.vendor.preaches
            mean = find_telling(amount, life.person, gap, preaches, talking)
            if mean > 0.0:
                telling.n_hearers = self._count_hearers(life, mean)
        if couplings.posts:
            chance = find_post_probability(amount, talking)
            if chance > 0.0:
                telling.posted = self.luck(life, Decision.PUBLIC_POST) < chance
                self.journal.compensate("posted", int(telling.posted), chance)
        if telling.n_hearers > 0 or telling.posted:
            self._put_about(telling)

    def _count_hearers(self, life: Life, mean: float) -> int:
        """Draw a Poisson number; of large means in parts, since one draw carries so much only."""
        told, left = 0, mean
        while left > 0.0:
            part = min(left, LARGEST_POISSON)
            told += poisson(self.luck(life, Decision.TELLING), part)
            left -= part
        self.journal.compensate("told", told, mean)
        return told

    def _put_about(self, telling: Telling) -> None:
        life, touch, amount = telling.life, telling.touch, telling.amount
        if telling.n_hearers > 0:
            self.journal.write(
                life, self.now, Kind.TOLD, touch=touch, detail=telling.n_hearers, amount=amount
            )
        if telling.posted:
            self.journal.write(life, self.now, Kind.POSTED, touch=touch, amount=amount)
        self.tellings.append(telling)

    def complaint_rate(self) -> float:
        """Give the sender's complaint rate as providers saw it at last midnight."""
        noticing = self.parameters.noticing
        prior = noticing.reputation_mails
        complaints = self.complaints + prior * noticing.reputation_prior
        return complaints / (self.delivered + prior)

    def fade_reputation(self) -> None:
        """Let providers forget a day, and take in the day that ended."""
        kept = halve(1.0, self.parameters.noticing.reputation_days)
        self.delivered = self.delivered * kept + self.delivered_today
        self.complaints = self.complaints * kept + self.complaints_today
        self.delivered_today = self.complaints_today = 0

    def open_opportunity(self, life: Life) -> None:
        """Let an opportunity begin; the vendor's stage follows when a rep has learnt of it.

        It may shorten what is left of a buying window; one that is open already changes nothing.
        """
        if life.relationship.opportunity:
            return
        life.relationship.opportunity = True
        self.journal.write(life, self.now, Kind.OPPORTUNITY)
        if life.intent == Intent.BUYING and life.window_closes > self.now:
            life.window_closes = shorten_window(
                life.window_closes, self.now, self.parameters.living
            )
            life.window_version += 1
            self.env.process(self.close_window(life, life.window_version))

    def qualify(self, life: Life) -> None:
        """Let the vendor see what a conversation has shown."""
        if life.relationship.opportunity:
            life.relationship.stage = max(life.relationship.stage, int(Stage.OPPORTUNITY))

    def see_visit(self, life: Life, inbound: int) -> None:
        """Let the vendor see a visit, and register the person if the content is gated."""
        relationship = life.relationship
        if not relationship.registered:
            if inbound == Inbound.PRICING_VISIT:
                return
            relationship.registered = True
            relationship.stage = max(relationship.stage, int(Stage.CONTACT))
            self.journal.write(life, self.now, Kind.REGISTERED, detail=inbound)
        relationship.visits.append((self.now, inbound))
        relationship.last_signal = self.now
        relationship.silent_touches = 0
        self.account_visits[life.person.account].append((self.now, life.row))

    def note_refusal(self, life: Life) -> None:
        """Remember that somebody at an account said no, was angry or complained."""
        self.account_refusals[life.person.account].append((self.now, life.row))
