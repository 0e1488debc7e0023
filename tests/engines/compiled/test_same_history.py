"""Both engines give the same history to the last bit: of all that is shipped, and of any world."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

import pytest
from busy_worlds import N_FEW, N_MANY, BusyWorld, busy_worlds, few, many
from comparing import assert_same_history, assume_new, find_difference, run_cramped
from hand_made_worlds import HAND_MADE
from hypothesis import given

from goodwill.engines import compiled
from goodwill.errors import ScenarioError
from goodwill.eventlog import History, Kind
from goodwill.scenario import Scenario, load_scenario, make_world
from goodwill.vocabulary import NOBODY, SECONDS_PER_DAY, Cause, Exit, Outcome, Placement, Reason
from goodwill.world import World

SHIPPED = sorted((Path(__file__).parents[3] / "scenarios").glob("*.yaml"))


def load(file: Path) -> Scenario:
    """Load a scenario, if the data that it asks for are there."""
    try:
        return load_scenario(file)
    except ScenarioError as error:
        if "leads.file: there is no file" not in str(error):
            raise
        return pytest.skip("GOODWILL_DATA does not hold its leads")


def shorten(scenario: Scenario) -> Scenario:
    """Leave a part of a scenario's people and time."""
    market = scenario.market
    if market is not None:
        market = market._replace(accounts=min(market.accounts, 15))
    horizon = min(scenario.horizon, 40 * SECONDS_PER_DAY)
    return replace(scenario, horizon=horizon, market=market, leads=scenario.leads[:100])


def assert_same_under_every_strategy(scenario: Scenario) -> None:
    """Compare the histories of all strategies."""
    assert scenario.strategies
    for strategy in scenario.strategies:
        history = assert_same_history(make_world(scenario, strategy))
        assert len(history.events) > 0


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_shipped_has_one_history(file: Path) -> None:
    assert_same_under_every_strategy(shorten(load(file)))


@pytest.mark.verify
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_shipped_has_one_history_in_full(file: Path) -> None:
    assert_same_under_every_strategy(load(file))


@pytest.mark.parametrize("make", HAND_MADE, ids=lambda make: make.__name__)
def test_a_world_made_by_hand_has_one_history(make: Callable[[], World]) -> None:
    assert_same_history(make())


Word = tuple[type[IntEnum], IntEnum]  # members of different vocabularies may be equal


def read_words(history: History) -> Iterator[Word]:
    """Give all words that a history uses, each with its vocabulary."""
    events = history.events
    used: list[tuple[type[IntEnum], set[int]]] = [
        (Kind, set(events["kind"].tolist())),
        (Outcome, set(events["outcome"].tolist()) - {NOBODY}),
        (Cause, {cause for cause, _ in history.bookings}),
    ]
    for kind, words in ((Kind.WITHHELD, Reason), (Kind.EXITED, Exit), (Kind.TOUCHED, Placement)):
        used.append((words, set(events["detail"][events["kind"] == kind].tolist())))
    return ((words, words(code)) for words, codes in used for code in codes)


class Lived(NamedTuple):
    """What there was in the worlds that were drawn."""

    n_worlds: int  # that differ in what happened
    words: set[Word]


def compare_drawn_worlds(number: Callable[[Callable[..., None]], Callable[..., None]]) -> Lived:
    """Draw worlds that all live differently, and compare."""
    seen: set[bytes] = set()
    words: set[Word] = set()

    @number
    @given(busy_worlds())
    def compare(busy: BusyWorld) -> None:
        world = busy.cook()
        history = compiled.run(world)
        assume_new(history, seen)
        assert_same_history(world, history)
        difference = find_difference(history, run_cramped(world))
        assert not difference, f"in little room: {difference}"
        words.update(read_words(history))

    compare()
    return Lived(len(seen), words)


@pytest.fixture(scope="module")
def lived() -> Lived:
    """Compare a few worlds."""
    return compare_drawn_worlds(few)


def test_any_world_has_one_history_however_much_room_there_is(lived: Lived) -> None:
    assert lived.n_worlds >= N_FEW


def test_everything_that_can_happen_happens_in_these_worlds(lived: Lived) -> None:
    by_hand = {word for make in HAND_MADE for word in read_words(compiled.run(make()))}
    vocabularies = (Kind, Cause, Outcome, Reason, Exit, Placement)
    everything = {(words, word) for words in vocabularies for word in words}
    assert everything - lived.words - by_hand == set()


@pytest.mark.verify
def test_a_thousand_worlds_have_one_history_each() -> None:
    assert compare_drawn_worlds(many).n_worlds >= N_MANY
