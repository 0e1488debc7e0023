"""Tables hold what their columns say, in words, and agree with the metrics."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from goodwill.eventlog import Kind
from goodwill.measuring import DAILY_COLUMNS, LOG_COLUMNS, METRICS, PEOPLE_COLUMNS, TOUCH_COLUMNS
from goodwill.measuring.moods import CURRENT, find_moods
from goodwill.measuring.records import find_intents, order_by_person
from goodwill.running import Result
from goodwill.vocabulary import SECONDS_PER_DAY, Intent


def test_columns_are_those_that_are_documented(pursued: Result, left_alone: Result) -> None:
    for result in (pursued, left_alone):
        assert list(result.touches) == list(TOUCH_COLUMNS)
        assert list(result.people) == list(PEOPLE_COLUMNS)
        assert list(result.daily) == list(DAILY_COLUMNS)
        assert list(result.log) == list(LOG_COLUMNS)


def test_every_touch_sent_or_withheld_is_a_row(pursued: Result) -> None:
    touches, metrics = pursued.touches, pursued.metrics
    assert touches["sent"].sum() == metrics["touches"]
    assert (~touches["sent"]).sum() == metrics["withheld"]
    assert touches.loc[touches["sent"], "reason"].isna().all()
    assert touches.loc[touches["sent"], ["placement", "outcome"]].notna().all(axis=None)
    assert touches.loc[~touches["sent"], ["placement", "outcome"]].isna().all(axis=None)
    assert touches.loc[~touches["sent"], "reason"].notna().all()


def test_times_are_moments_in_utc_and_days_since_the_start(pursued: Result) -> None:
    touches = pursued.touches
    start = pd.Timestamp("2026-01-05", tz="UTC")
    days = (touches["time"] - start).dt.total_seconds() / SECONDS_PER_DAY
    assert str(touches["time"].dt.tz) == "UTC"
    assert days.to_numpy() == pytest.approx(touches["day"].to_numpy())


def test_a_rep_is_named_where_one_worked_and_waits_are_known(pursued: Result) -> None:
    touches = pursued.touches
    by_rep = touches[touches["rep"].notna() & touches["sent"]]
    assert set(by_rep["rep"]) <= {rep.name for rep in pursued.world.reps}
    assert (by_rep["waited_minutes"] >= 0).all()
    by_machine = touches[touches["sender"] == "automation"]
    assert by_machine["rep"].isna().all()
    assert by_machine["waited_minutes"].isna().all()


def test_people_are_called_by_their_names(pursued: Result) -> None:
    people = pursued.people
    assert tuple(people["name"]) == pursued.world.names
    bobby = people[people["name"] == "bobby"].iloc[0]
    assert bobby["account"] == "account bobbys_company"
    assert bobby["intent_start"] == bobby["intent_end"] == "learning"
    assert bobby["region"] == "east"
    own = pursued.touches[(pursued.touches["person"] == "bobby") & pursued.touches["sent"]]
    assert bobby["n_touches"] == len(own) > 0


def test_people_add_up_to_the_metrics(pursued: Result) -> None:
    sums = {
        "n_touches": "touches",
        "n_calls": "calls",
        "n_withheld": "withheld",
        "n_opt_outs": "opt_outs",
        "n_complaints": "complaints",
        "n_angry_replies": "angry_replies",
        "n_clicks": "clicks",
        "n_visits": "visits",
        "n_reads": "reads",
        "n_meetings": "meetings_held",
        "revenue": "revenue",
    }
    for column, metric in sums.items():
        assert pursued.people[column].sum() == pytest.approx(pursued.metrics[metric]), column
    heard = pursued.metrics["heard_bad"] + pursued.metrics["heard_good"]
    assert pursued.people["n_heard"].sum() == heard


def test_days_add_up_to_the_metrics(pursued: Result) -> None:
    daily = pursued.daily
    assert daily["day"].tolist() == list(range(365))
    shared = [name for name in daily if name in METRICS]
    assert len(shared) > 20
    for name in shared:
        assert daily[name].sum() == pytest.approx(pursued.metrics[name]), name
    assert daily["rep_queue"].mean() == pytest.approx(pursued.metrics["mean_rep_queue"])
    assert daily["standing"].iloc[-1] == pursued.metrics["standing_end"]


def test_the_log_is_all_there_and_readable(pursued: Result) -> None:
    log = pursued.log
    assert len(log) == len(pursued.history.events)
    assert set(log["event"]) <= {kind.name.lower() for kind in Kind}
    wordless = {"requested", "clicked", "meeting_held", "no_show", "opportunity", "neglected"}
    wordless |= {"posted", "billed", "heard", "suffered"}
    assert log.loc[~log["event"].isin(wordless), "detail"].notna().all()
    assert log.loc[log["event"].isin({"touched", "withheld"}), "touch"].notna().all()
    told = log[log["event"] == "told"]["detail"]
    assert told.str.fullmatch(r"\d+ people").all()


def test_moods_are_faded_to_their_own_second(pursued: Result) -> None:
    events, memory = pursued.history.events, pursued.world.parameters.memory
    moods = find_moods(events, memory)
    order = order_by_person(events)
    current = order[np.isin(events["kind"][order], CURRENT)]
    assert (moods.goodwill[current] == events["goodwill"][current]).all()
    before, after = current[:-1], current[1:]
    same = events["person"][before] == events["person"][after]
    before, after = before[same], after[same]
    days = (events["second"][after] - events["second"][before]) / SECONDS_PER_DAY
    faded = moods.goodwill[before] * 0.5 ** (days / memory.goodwill_days)
    moved = faded + events["gained"][after] - events["lost"][after]
    assert moved == pytest.approx(moods.goodwill[after], abs=1e-9)


def test_an_intent_is_the_last_one_that_the_person_turned_to(pursued: Result) -> None:
    world, events = pursued.world, pursued.history.events
    intents = {person.id: person.intent for person in world.persons}
    found = find_intents(world, pursued.history)
    by_hand = np.empty(len(events), np.int64)
    for at in order_by_person(events):
        event = events[at]
        if event["kind"] == Kind.INTENT:
            intents[int(event["person"])] = int(event["detail"])
        by_hand[at] = intents[int(event["person"])]
    assert (found == by_hand).all()
    ends = pursued.people.set_index("id")["intent_end"]
    assert {Intent[word.upper()] for word in ends} <= set(Intent)
    assert all(Intent(intents[id_]).name.lower() == word for id_, word in ends.items())
