"""Own data and simulated logs are counted by one function, and counted right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import market
import numpy as np
import pytest

from goodwill.calibration.fitting import choose_keys, stabilise, thin
from goodwill.calibration.prior import Prior
from goodwill.calibration.recorded import find_recorded, restrict
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


def test_delays_are_counted_of_what_was_followed_for_long_enough() -> None:
    rows = [
        (0, 0.0, EventKind.SENT), (0, 12.0, EventKind.WON),
        (1, 20.0, EventKind.SENT), (1, 80.0, EventKind.WON),  # within 90 days
        (2, 50.0, EventKind.SENT), (2, 51.0, EventKind.WON),  # another might win within 90 as well
        (0, 120.0, EventKind.INQUIRED),
    ]  # fmt: skip
    assert look_up(tell(*rows), "won within so many days: 30 of 90") == (1, 2)
    assert look_up(tell(*rows), "won within so many days: 90 of 180") == (0, 0)
    longer = tell(*rows, (0, 365.0, EventKind.INQUIRED))
    assert look_up(longer, "won within so many days: 30 of 90") == (2, 3)
    assert look_up(longer, "won within so many days: 90 of 180") == (3, 3)


def test_meetings_are_counted_from_bookings_that_were_followed() -> None:
    events = tell(
        (0, 0.0, EventKind.SENT), (0, 1.0, EventKind.MEETING_BOOKED), (0, 3.0, EventKind.MEETING),
        (1, 0.0, EventKind.SENT), (1, 1.0, EventKind.MEETING_BOOKED), (1, 6.0, EventKind.MEETING),
        (2, 0.0, EventKind.SENT), (2, 5.0, EventKind.MEETING_BOOKED), (2, 6.0, EventKind.MEETING),
        (1, 10.0, EventKind.INQUIRED),
    )  # fmt: skip
    assert look_up(events, "meeting within so many days: 3 of 7") == (1, 2)
    assert look_up(events, "meeting within so many days: 7 of 14") == (0, 0)


def test_shares_do_not_hang_on_how_long_the_data_are(tmp_path: Path) -> None:
    scenario = market.load_market(tmp_path)
    events = [market.live(scenario, replication) for replication in range(500, 508)]
    whole = [find_recorded(one) for one in events]
    assert all(
        restrict(a, b).columns().keys() == a.columns().keys()
        for a, b in zip(events, whole, strict=True)
    )
    names = [figure.name for figure in list_figures()]
    places = [at for at, name in enumerate(names) if "within" in name or "since the first" in name]
    long, short = (
        [
            summarise(restrict(one, all_of_it._replace(seconds=days * DAY)))
            for one, all_of_it in zip(events, whole, strict=True)
        ]
        for days in (120, 100)
    )
    for at in places:
        hits, exposures = (sum(int(one[part][at]) for one in short) for part in (0, 1))
        share = sum(int(one.hits[at]) for one in long) / max(
            1, sum(int(one.exposures[at]) for one in long)
        )
        if exposures:
            noise = np.sqrt(max(share * (1 - share), 0.01) / exposures)
            assert abs(hits / exposures - share) < 4 * noise, names[at]


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


def test_a_log_is_cut_where_the_data_end_and_calls_alone_are_numbered_anew(tmp_path: Path) -> None:
    events = market.live(market.load_market(tmp_path))
    events = events.select(~events.chosen(EventKind.OPENED))
    recorded = find_recorded(events)
    assert set(recorded.kinds) >= set(events.count())
    same = restrict(events, recorded)
    np.testing.assert_array_equal(summarise(same).hits, summarise(events).hits)
    cut = restrict(events, recorded._replace(seconds=30 * DAY))
    assert np.ptp(cut.second) <= 30 * DAY
    assert (cut.second == events.second[: len(cut)]).all()
    kinds = (EventKind.CALLED, EventKind.CONNECTED)
    calls = restrict(events, recorded._replace(kinds=kinds))
    assert set(calls.count()) == set(kinds)
    among_all = events.touch[events.chosen(EventKind.CALLED)]
    among_calls = calls.touch[calls.chosen(EventKind.CALLED)]
    assert among_calls.min() == 1
    assert (among_calls <= among_all).all()
    assert (among_calls < among_all).any()  # mails came first


def test_who_records_replies_in_one_sense_records_them_in_all() -> None:
    events = tell((0, 0.0, EventKind.SENT), (0, 1.0, EventKind.REPLIED))
    assert EventKind.REPLIED_ANGRY in find_recorded(events).kinds
    silent = tell((0, 0.0, EventKind.SENT), (0, 1.0, EventKind.OPENED))
    assert find_recorded(silent) == ((EventKind.SENT,), 0)


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
