"""Own data and simulated logs are counted by one function, and counted right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import market
import numpy as np
import pytest

from goodwill.calibration.fitting import choose_keys, stabilise, thin
from goodwill.calibration.prior import Prior
from goodwill.calibration.simulated_events import make_events
from goodwill.calibration.summarising import count, list_figures, summarise
from goodwill.eventlog import Kind
from goodwill.loading.events import EventKind, Events
from goodwill.parameters.drawing import list_uncertain
from goodwill.running.engines import compute
from goodwill.scenario import make_world
from goodwill.vocabulary import SECONDS_PER_DAY, Channel, Placement

DAY = SECONDS_PER_DAY
START = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


def tell(*rows: tuple[int, float, EventKind], channel: Channel = Channel.EMAIL) -> Events:
    columns = {
        "person": [person for person, _, _ in rows],
        "second": [round(day * DAY) for _, day, _ in rows],
        "kind": [int(kind) for _, _, kind in rows],
        "channel": [int(channel)] * len(rows),
    }
    return Events.from_columns(START, [f"p{at}" for at in range(3)], columns)


def look_up(events: Events, name: str) -> tuple[int, int]:
    counts = summarise(events)
    at = [figure.name for figure in list_figures()].index(name)
    return int(counts.hits[at]), int(counts.exposures[at])


def test_answers_are_counted_by_number_and_by_gap() -> None:
    events = tell(
        (0, 0.0, EventKind.SENT),
        (0, 0.1, EventKind.CLICKED),
        (0, 0.2, EventKind.CLICKED),  # the same touch, counted once
        (0, 5.0, EventKind.SENT),
        (1, 1.0, EventKind.SENT),
        (1, 1.5, EventKind.UNSUBSCRIBED),
        (2, 90.0, EventKind.SENT),  # too late: its answer may still come
    )
    assert look_up(events, "mail clicked, by number: 1") == (1, 2)
    assert look_up(events, "mail clicked, by number: 2") == (0, 1)
    assert look_up(events, "mail clicked, by gap: 3.5-7.5") == (0, 1)
    assert look_up(events, "mail unsubscribed, by number: 1") == (1, 2)
    assert look_up(events, "clicked within so many hours: 6") == (2, 2)


def test_what_bounced_could_not_be_answered() -> None:
    events = tell(
        (0, 0.0, EventKind.SENT), (0, 0.01, EventKind.BOUNCED), (1, 0.0, EventKind.SENT),
        (1, 50.0, EventKind.INQUIRED),
    )  # fmt: skip
    assert look_up(events, "mail bounced: all") == (1, 2)
    assert look_up(events, "mail clicked, by number: 1") == (0, 1)


def test_only_people_who_were_followed_long_enough_count() -> None:
    events = tell(
        (0, 0.0, EventKind.SENT), (0, 12.0, EventKind.WON), (1, 20.0, EventKind.SENT),
        (2, 40.0, EventKind.INQUIRED),
    )  # fmt: skip
    assert look_up(events, "won, by days since the first touch: 0-30") == (1, 1)


def test_opens_and_machines_make_no_difference() -> None:
    rows = [(0, 0.0, EventKind.SENT), (0, 0.1, EventKind.CLICKED), (1, 30.0, EventKind.INQUIRED)]
    opened = tell(*rows, (0, 0.05, EventKind.OPENED))
    plain, seen = summarise(tell(*rows)), summarise(opened)
    np.testing.assert_array_equal(plain.hits, seen.hits)
    np.testing.assert_array_equal(plain.exposures, seen.exposures)


def test_a_simulated_log_has_the_events_that_it_records(tmp_path: Path) -> None:
    scenario = market.load_market(tmp_path)
    world = make_world(scenario, "pursue")
    history = compute(world, "compiled")
    events, log = make_events(world, history), history.events
    touched = log[log["kind"] == Kind.TOUCHED]
    found = events.count()
    assert found[EventKind.SENT] + found[EventKind.CALLED] == len(touched)
    assert found[EventKind.CLICKED] == (log["kind"] == Kind.CLICKED).sum()
    assert found.get(EventKind.VOICEMAIL, 0) == (touched["detail"] == Placement.VOICEMAIL).sum()
    without = make_events(world, history, opens=False)
    np.testing.assert_array_equal(count(without).hits, summarise(events).hits)
    assert (summarise(events).hits <= summarise(events).exposures).all()


def test_thinned_counts_are_as_noisy_as_the_observed() -> None:
    hits, exposures = np.full((4000, 1), 300), np.full((4000, 1), 1000)
    taken, kept = thin(hits, exposures, np.array([50]), seed=1)
    assert (kept == 50).all()
    assert taken.mean() == pytest.approx(15.0, abs=0.2)
    assert taken.std() == pytest.approx(np.sqrt(50 * 0.3 * 0.7 * 950 / 999), rel=0.05)
    same, all_of_them = thin(hits, exposures, np.array([2000]), seed=1)
    assert (same == 300).all()
    assert (all_of_them == 1000).all()


def test_the_noise_of_a_stabilised_share_does_not_hang_on_the_share() -> None:
    rng = np.random.default_rng(2)
    spreads = [
        stabilise(rng.binomial(400, share, 4000), np.full(4000, 400), np.array(share)).std()
        for share in (0.05, 0.3, 0.7)
    ]
    assert max(spreads) / min(spreads) < 1.1
    assert stabilise(np.array([0]), np.array([0]), np.array([0.25]))[0] == pytest.approx(np.pi / 6)


def test_data_of_one_kind_speak_of_its_parameters_and_of_what_experiments_tell() -> None:
    prior = Prior(list_uncertain())
    keys = choose_keys(prior, [EventKind.SENT, EventKind.CLICKED])
    assert "answering.base" in keys
    assert "memory.irritation_days" in keys
    assert "noticing.connect" not in keys
    assert "noticing.connect" in choose_keys(prior, [EventKind.CALLED])
