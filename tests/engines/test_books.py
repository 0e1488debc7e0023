"""The log accounts for everything: final states, bookings and compensators follow from it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection

from hypothesis import given
from logs import by_person, read, select
from recipes import few, recipes
from small_worlds import DAY, Recipe, cook, run

from goodwill.behaviour.people import Person
from goodwill.draws import Decision, draw
from goodwill.eventlog import FIXED, Event, Kind
from goodwill.vocabulary import (
    Alternative,
    Cause,
    Channel,
    Inbound,
    Intent,
    Outcome,
    Placement,
    Stage,
)
from goodwill.world import World


class Relation:
    """One person's standing with the vendor, worked out from its records and its luck."""

    def __init__(self, world: World, person: Person) -> None:
        self.world, self.person = world, person
        self.intent, self.stage = person.intent, Stage.STRANGER
        self.registered = self.opportunity = False
        self.opted_out = self.n_meetings = self.n_opened = self.n_recorded = 0

    def follow(self, event: Event) -> None:
        """Take one record."""
        self._follow_person(event)
        self._follow_vendor(event)

    def _follow_person(self, event: Event) -> None:
        if event.kind == Kind.INTENT:
            self.intent = event.detail
            if event.detail == Intent.LEARNING and self.opportunity:
                # The project is off, and with it what the vendor had in its books.
                self.opportunity, self.stage = False, Stage.CONTACT
        elif event.kind == Kind.VISIT and event.detail == Inbound.DEMO_REQUEST:
            self._rise(Stage.REQUESTED)
            if self.intent == Intent.BUYING:
                self._open()
        elif event.kind in (Kind.OPTED_OUT, Kind.COMPLAINED):
            self.opted_out |= 1 << event.detail
        elif event.kind == Kind.DECIDED:
            self._close(event.detail)

    def _follow_vendor(self, event: Event) -> None:
        answers = event.kind == Kind.TOUCHED and event.touch == self.world.plan.answer_touch
        if answers and event.detail == Placement.REACHED and self.opportunity:
            self._rise(Stage.OPPORTUNITY)
        elif event.kind == Kind.REGISTERED:
            self.registered = True
            self._rise(Stage.CONTACT)
        elif event.kind == Kind.MEETING_AGREED:
            self._rise(Stage.MEETING)
        elif event.kind == Kind.MEETING_HELD:
            self._meet()
        elif event.kind == Kind.NO_SHOW:
            self._step_back()
        elif event.kind == Kind.OPPORTUNITY:
            self.n_recorded += 1

    def _rise(self, stage: Stage) -> None:
        self.stage = max(self.stage, stage)

    def _open(self) -> None:
        """Open an opportunity where none is; the vendor need not know of it."""
        self.n_opened += not self.opportunity
        self.opportunity = True

    def _meet(self) -> None:
        """Hold a meeting; whether the person qualified is not on record where it was open."""
        chance = self.world.parameters.deciding.qualified[self.intent]
        at = (Decision.QUALIFICATION, 1, self.n_meetings, self.world.replication)
        self.n_meetings += 1
        if draw(self.world.key, self.person.id, *at) < chance:
            self._open()
            self._rise(Stage.OPPORTUNITY)
        self._step_back()

    def _step_back(self) -> None:
        if self.stage == Stage.MEETING:
            self.stage = Stage.CONTACT

    def _close(self, alternative: int) -> None:
        in_the_running = self.opportunity or self.stage >= Stage.REQUESTED
        self.opportunity = False
        if alternative == Alternative.VENDOR:
            self.stage, self.registered = Stage.CUSTOMER, True
        elif in_the_running:
            undecided = alternative == Alternative.NO_DECISION
            self.stage = Stage.CONTACT if undecided else Stage.LOST


@few
@given(recipes())
def test_everybodys_final_state_follows_from_its_records(recipe: Recipe) -> None:
    world = cook(recipe)
    history = run(world)
    lives = by_person(history)
    assert history.states["person"].tolist() == [person.id for person in world.persons]
    for person, state in zip(world.persons, history.states, strict=True):
        relation = Relation(world, person)
        for event in lives.get(person.id, []):
            relation.follow(event)
        assert relation.intent == state["intent"]
        assert relation.stage == state["stage"]
        assert relation.registered == state["registered"]
        assert relation.opted_out == state["opted_out"]
        assert relation.n_recorded == relation.n_opened


@few
@given(recipes())
def test_whom_the_vendor_knows_by_name_has_been_registered(recipe: Recipe) -> None:
    history = run(cook(recipe))
    registered = Counter(event.person for event in select(history, Kind.REGISTERED))
    assert set(registered.values()) <= {1}
    assert set(registered) == set(history.states["person"][history.states["registered"]].tolist())


@few
@given(recipes())
def test_nobody_buys_twice_and_only_buyers_decide(recipe: Recipe) -> None:
    world = cook(recipe)
    intents = {person.id: person.intent for person in world.persons}
    for person, life in by_person(run(world)).items():
        intent = intents[person]
        for event in life:
            if event.kind == Kind.DECIDED:
                assert intent == Intent.BUYING
                assert (event.amount > 0.0) == (event.detail == Alternative.VENDOR)
            if event.kind == Kind.INTENT:
                assert event.detail != intent
                assert intent != Intent.DECIDED
                intent = event.detail


@few
@given(recipes())
def test_bookings_are_the_sum_of_the_log(recipe: Recipe) -> None:
    world = cook(recipe)
    history = run(world)
    half_life = world.parameters.memory.goodwill_days
    sums: dict[tuple[int, int], list[float]] = {}
    for event in read(history):
        assert event.gained >= 0.0
        assert event.lost >= 0.0
        if event.gained or event.lost:
            days = (world.horizon - event.second) / DAY
            weight = half_life / math.log(2.0) * (1.0 - 0.5 ** (days / half_life))
            held = sums.setdefault((event.cause, event.touch), [0.0, 0.0])
            held[0] += event.gained * weight
            held[1] += event.lost * weight
    booked = {key: both for key, both in history.bookings.items() if key[0] != Cause.PUBLIC_POST}
    assert set(booked) == set(sums)
    for key, (gained, lost) in booked.items():
        assert math.isclose(gained / FIXED, sums[key][0], rel_tol=1e-6, abs_tol=1e-4)
        assert math.isclose(lost / FIXED, sums[key][1], rel_tol=1e-6, abs_tol=1e-4)


@few
@given(recipes())
def test_compensators_count_what_the_log_shows(recipe: Recipe) -> None:
    world = cook(recipe)
    history = run(world)
    events = read(history)
    hits = {name: hit for name, (hit, _) in history.compensators.items()}
    mail = {code for code, touch in enumerate(world.touches) if touch.channel == Channel.EMAIL}
    placements = Counter(
        (event.touch in mail, event.detail) for event in events if event.kind == Kind.TOUCHED
    )
    kinds = Counter(event.kind for event in events)
    assert hits.get("bounced", 0) == placements[True, Placement.BOUNCED]
    assert hits.get("spam_folder", 0) == placements[True, Placement.SPAM_FOLDER]
    assert hits.get("meeting_held", 0) == kinds[Kind.MEETING_HELD]
    assert hits.get("posted", 0) == kinds[Kind.POSTED]
    assert hits.get("told", 0) == sum(event.detail for event in events if event.kind == Kind.TOLD)
    decided = [event.detail for event in events if event.kind == Kind.DECIDED]
    assert hits.get("won", 0) == decided.count(Alternative.VENDOR)
    outcomes = Counter(event.outcome for event in events if event.kind == Kind.TOUCHED)
    for outcome in range(Outcome.SILENCE):
        assert hits.get(Outcome(outcome).name.lower(), 0) == outcomes[outcome]
    for name, sums in history.compensators.items():
        assert all(type(part) is int for part in sums), name


FELT = (
    Kind.TOUCHED,
    Kind.VISIT,
    Kind.READ,
    Kind.HEARD,
    Kind.SUFFERED,
    Kind.BILLED,
    Kind.NEGLECTED,
    Kind.MEETING_HELD,
    Kind.DECIDED,
    Kind.INTENT,
)


def assert_moods_fit(recipe: Recipe, kinds: Collection[Kind]) -> None:
    """Check that goodwill is what was booked, faded to the second of each record."""
    world = cook(recipe)
    half_life = world.parameters.memory.goodwill_days
    for life in by_person(run(world)).values():
        goodwill, since = 0.0, 0
        for event in life:
            goodwill *= 0.5 ** ((event.second - since) / DAY / half_life)
            goodwill, since = goodwill + event.gained - event.lost, event.second
            assert event.irritation >= 0.0
            if event.kind in kinds:
                assert math.isclose(event.goodwill, goodwill, rel_tol=1e-7, abs_tol=1e-9)


@few
@given(recipes())
def test_goodwill_is_the_sum_of_what_was_booked_and_fades_in_between(recipe: Recipe) -> None:
    assert_moods_fit(recipe, FELT)


@few
@given(recipes())
def test_every_record_holds_the_goodwill_of_its_own_second(recipe: Recipe) -> None:
    assert_moods_fit(recipe, tuple(Kind))
