"""The same world gives the same history, to the last bit, wherever and however long it runs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from logs import by_person, contents, read, with_plan
from recipes import any_recipes, few, many, recipes
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
)

from goodwill.behaviour.people import TouchKind
from goodwill.engines.reference import run
from goodwill.eventlog import WHOLE, Kind, fingerprint, put_in_order
from goodwill.population import AccountSpecification
from goodwill.strategy import Pressure
from goodwill.vocabulary import Inbound

BUSY = make_cadence("newsletter", "ask", "call", "hold", "dial", "text")
EXAMPLE = Recipe(
    make_plan(BUSY, pressure=Pressure(20, 0.5, 1, 0.7), nightly=True),
    market=Recipe(make_plan()).market._replace(accounts=8),
    accounts=(HOME,),
    people=(make_visitor("bobby", (3_600, Inbound.DEMO_REQUEST)),),
    reps=(REP, REP._replace(speed=9.0)),
)


def digest_example() -> str:
    """Give a digest of all that the example's history holds."""
    history = run(cook(EXAMPLE))
    held = (history.events.tobytes(), history.states.tobytes(), repr(history[2:]).encode())
    return hashlib.sha256(b"".join(held)).hexdigest()


@few
@given(recipes())
def test_two_runs_give_the_same_history_byte_for_byte(recipe: Recipe) -> None:
    assert [*contents(run(cook(recipe)))] == [*contents(run(cook(recipe)))]


def test_a_fresh_process_gives_the_same_history_whatever_its_hashes() -> None:
    here = Path(__file__).parent
    root = here.parents[1]
    places = [str(root / "sim"), str(root), str(here)]
    program = f"import sys; sys.path[:0] = {places}; import test_repeatability"
    ran = subprocess.run(
        [sys.executable, "-c", f"{program}; print(test_repeatability.digest_example())"],
        env={**os.environ, "PYTHONHASHSEED": "20260105"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == digest_example()


@few
@given(recipes())
def test_a_strategy_against_itself_differs_by_nothing(recipe: Recipe) -> None:
    world = cook(recipe)
    other = with_plan(world, name="the same by another name", description="as well")
    assert [*contents(run(world))] == [*contents(run(other))]


def test_the_figures_of_a_strategy_against_itself_differ_by_exactly_nothing() -> None:
    measuring = pytest.importorskip("goodwill.measuring")
    world = cook(EXAMPLE)
    other = with_plan(world, name="the same by another name")
    figures = [measuring.measure(one, run(one)) for one in (world, other)]
    assert repr(figures[0]) == repr(figures[1])
    assert any(figures[0].values())


@few
@given(recipes(), st.integers(1, 20))
def test_a_longer_horizon_leaves_what_came_before_as_it_was(recipe: Recipe, days: int) -> None:
    short, long = run(cook(recipe)), run(cook(recipe._replace(days=recipe.days + days)))
    before = long.events[long.events["second"] < recipe.days * DAY]
    assert before.tobytes() == short.events.tobytes()
    n_days = len(short.queue_by_day)
    assert long.queue_by_day[:n_days] == short.queue_by_day
    assert long.standing_by_day[:n_days] == short.standing_by_day


@few
@given(recipes(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_accounts_in_the_specification_changes_nothing(
    recipe: Recipe, rng: object
) -> None:
    accounts = [
        *recipe.accounts,
        AccountSpecification("works", 2, 1, incumbent=False, front_desk=True, colleagues=3),
        AccountSpecification("shop", 0, 2, incumbent=False, front_desk=False, colleagues=1),
    ]
    people = [
        make_visitor(name, (at * DAY, Inbound.WEBINAR_SIGNUP))._replace(account=account)
        for at, (name, account) in enumerate([("ann", "works"), ("cy", "shop"), ("di", "works")])
    ]
    one = recipe._replace(accounts=tuple(accounts), people=tuple(people))
    rng.shuffle(accounts)  # type: ignore[attr-defined]
    rng.shuffle(people)  # type: ignore[attr-defined]
    other = recipe._replace(accounts=tuple(accounts), people=tuple(people))
    assert [*contents(run(cook(one)))] == [*contents(run(cook(other)))]


@few
@given(recipes())
def test_serials_are_consecutive_and_time_never_runs_backwards(recipe: Recipe) -> None:
    for life in by_person(run(cook(recipe))).values():
        assert [event.serial for event in life] == list(range(len(life)))
        seconds = [event.second for event in life]
        assert seconds == sorted(seconds)
        assert seconds[0] >= 0
        assert seconds[-1] < recipe.days * DAY


@few
@given(recipes(), st.integers(0, 2**32 - 1))
def test_the_log_is_in_canonical_order_however_its_rows_come(recipe: Recipe, seed: int) -> None:
    events = run(cook(recipe)).events
    order = [(one.second, one.kind, one.person, one.serial) for one in map(tuple_of, events)]
    assert order == sorted(set(order))
    shuffled = np.random.default_rng(seed).permutation(events)
    assert put_in_order(shuffled).tobytes() == events.tobytes()
    assert fingerprint(put_in_order(shuffled)) == fingerprint(events)


def tuple_of(record: np.void) -> object:
    """Give the four columns of the order by name."""
    from goodwill.eventlog import Event

    return Event._make(record.tolist())


def test_the_fingerprint_sees_every_whole_column() -> None:
    events = run(cook(EXAMPLE)).events
    prints = {fingerprint(events)}
    for column in WHOLE:
        changed = events.copy()
        changed[column][len(changed) // 2] += 1
        prints.add(fingerprint(changed))
    assert len(prints) == 1 + len(WHOLE)


def test_the_example_is_no_idle_world() -> None:
    kinds = {Kind(event.kind) for event in read(run(cook(EXAMPLE)))}
    wanted = {Kind.STARTED, Kind.REPLIED, Kind.HEARD, Kind.SUFFERED, Kind.MEETING_HELD}
    assert wanted <= kinds


def test_seeds_and_replications_give_other_histories() -> None:
    world = cook(EXAMPLE)
    others = (world, cook(EXAMPLE._replace(seed=2)), world._replace(replication=1))
    assert len({fingerprint(run(one).events) for one in others}) == 3


@pytest.mark.parametrize("field", ["cost", "name"])
def test_what_people_cannot_notice_about_a_touch_changes_no_event(field: str) -> None:
    world = cook(EXAMPLE._replace(couplings=OFF))
    value = "another" if field == "name" else 99.0
    touches: tuple[TouchKind, ...] = tuple(
        touch._replace(**{field: value}) for touch in world.touches
    )
    assert run(world).events.tobytes() == run(world._replace(touches=touches)).events.tobytes()


@pytest.mark.verify
@many
@given(any_recipes())
def test_many_worlds_repeat_themselves(recipe: Recipe) -> None:
    assert [*contents(run(cook(recipe)))] == [*contents(run(cook(recipe)))]
