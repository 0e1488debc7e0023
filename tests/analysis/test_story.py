"""A story is one person's part of the log, in words; what the vendor saw is told from the truth."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from goodwill.analysis import Story, tell_story
from goodwill.analysis.wording import ACTORS, Watcher, put_record_into_words
from goodwill.errors import UnknownNameError
from goodwill.eventlog import EVENT, Event, Kind
from goodwill.running import Result
from goodwill.vocabulary import Alternative, Exit, Inbound, Intent, Outcome, Placement, Reason


@pytest.fixture(scope="module")
def bobby(pursued: Result) -> Story:
    """Tell Bobby's story."""
    return tell_story(pursued, "bobby")


def record(kind: Kind, **columns: float) -> np.void:
    """Make one record."""
    event = Event(0, kind, 0, 0, **columns)  # type: ignore[arg-type]
    return np.array([tuple(event)], dtype=EVENT)[0]


def test_every_record_of_the_person_is_told_in_order(pursued: Result, bobby: Story) -> None:
    log = pursued.log[pursued.log["person"] == "bobby"].sort_values(["time", "serial"])
    told = log[log["event"].isin([kind.name.lower() for kind in ACTORS])]
    assert len(bobby.timeline) == len(told) > 5
    for entry, row in zip(bobby.timeline, told.itertuples(), strict=True):
        assert entry.day == round(float(str(row.day)), 4)
        expected = row.detail if row.event == "replied" else row.event
        assert entry.event == expected
        assert entry.touch == (None if row.touch != row.touch else row.touch)


def test_the_plain_story_has_the_agreed_keys(bobby: Story) -> None:
    told = json.loads(json.dumps(bobby.to_json(), allow_nan=False))
    keys = {"timeline", "goodwill_start", "goodwill_end", "irritation_end", "told", "won"}
    assert set(told) == keys | {"reads", "visits", "angry_replies"}
    for entry in told["timeline"]:
        assert list(entry) == ["day", "actor", "event", "touch", "detail"]
        assert entry["actor"] in {"vendor", "person", "world"}
        assert entry["detail"]
    assert told["goodwill_start"] == 0


def test_the_end_is_that_of_the_table_of_people(pursued: Result) -> None:
    people = pursued.people.sort_values("n_touches").iloc[[0, -1]]
    for row in people.itertuples():
        story = tell_story(pursued, str(row.name))
        assert story.goodwill_end == row.goodwill
        assert story.irritation_end == row.irritation
        assert (story.told, story.reads, story.visits) == (row.n_told, row.n_reads, row.n_visits)
        assert (story.won, story.touches) == (row.won, row.n_touches)
        assert (story.intent_start, story.intent_end) == (row.intent_start, row.intent_end)


def test_curves_run_from_nothing_to_the_end(pursued: Result) -> None:
    for name in pursued.world.names[::20]:
        story = tell_story(pursued, name)
        days = story.curves.days
        assert days[0] == story.curves.goodwill[0] == story.curves.irritation[0] == 0
        assert days[-1] == 365
        assert list(days) == sorted(days)
        assert set(range(365)) <= set(days)
        assert story.curves.goodwill[-1] == pytest.approx(story.goodwill_end, abs=1e-9)
        assert story.curves.irritation[-1] == pytest.approx(story.irritation_end, abs=1e-9)


def test_irritation_only_fades_between_what_happens(bobby: Story) -> None:
    curves = bobby.curves
    for at in range(1, len(curves.days)):
        if curves.days[at] > curves.days[at - 1]:
            assert curves.irritation[at] <= curves.irritation[at - 1]


def test_a_name_that_nobody_has_is_refused_with_the_one_that_was_meant(pursued: Result) -> None:
    with pytest.raises(UnknownNameError, match=r"no person 'boby'\. Did you mean 'bobby'\?"):
        tell_story(pursued, "boby")
    with pytest.raises(UnknownNameError, match=r"bobby: no person 'x'\. Known: bobby"):
        tell_story(pursued, "x")


def test_the_vendor_sees_neither_intent_nor_reading_nor_talk(pursued: Result) -> None:
    hidden = {"intent", "read", "told", "heard", "suffered", "neglected"}
    met = set()
    for name in pursued.world.names:
        for entry in tell_story(pursued, name).timeline:
            if entry.event in hidden:
                assert not entry.seen
                met.add(entry.event)
            elif entry.event not in {"visit", "decided"}:
                assert entry.seen, entry
    assert {"intent", "read", "told", "heard"} <= met


def test_a_stranger_who_looks_at_prices_is_not_seen() -> None:
    watcher = Watcher()
    assert not watcher.see(Kind.VISIT, Inbound.PRICING_VISIT)
    assert watcher.see(Kind.VISIT, Inbound.CONTENT_DOWNLOAD)
    watcher.see(Kind.REGISTERED, Inbound.CONTENT_DOWNLOAD)
    assert watcher.see(Kind.VISIT, Inbound.PRICING_VISIT)


def test_a_decision_is_seen_by_a_vendor_who_was_in_the_running() -> None:
    watcher = Watcher()
    assert not watcher.see(Kind.DECIDED, Alternative.COMPETITOR)
    watcher.see(Kind.OPPORTUNITY, -1)
    assert watcher.see(Kind.DECIDED, Alternative.NO_DECISION)
    assert not watcher.see(Kind.DECIDED, Alternative.COMPETITOR)
    assert watcher.see(Kind.DECIDED, Alternative.VENDOR)
    cold = Watcher()
    cold.see(Kind.MEETING_AGREED, 0)
    cold.see(Kind.NO_SHOW, -1)
    assert not cold.see(Kind.DECIDED, Alternative.INCUMBENT)


def test_an_opportunity_of_an_earlier_spell_does_not_count() -> None:
    watcher = Watcher()
    watcher.see(Kind.OPPORTUNITY, -1)
    watcher.see(Kind.INTENT, Intent.BUYING)
    assert not watcher.opportunity


@pytest.mark.parametrize("kind", ACTORS, ids=lambda kind: kind.name.lower())
def test_every_kind_of_record_has_words(pursued: Result, kind: Kind) -> None:
    detail = int(Outcome.ANGRY_REPLY) if kind == Kind.REPLIED else 0
    wording = put_record_into_words(pursued.world, record(kind, touch=0, detail=detail))
    assert wording.event == ("angry_reply" if kind == Kind.REPLIED else kind.name.lower())
    assert len(wording.detail) > 3
    assert "_" not in wording.detail


@pytest.mark.parametrize(
    "kind", [Kind.VISIT, Kind.EXITED, Kind.WITHHELD, Kind.DECIDED, Kind.TOUCHED]
)
def test_every_detail_of_a_record_has_words_of_its_own(pursued: Result, kind: Kind) -> None:
    members = {
        Kind.VISIT: Inbound,
        Kind.EXITED: Exit,
        Kind.WITHHELD: Reason,
        Kind.DECIDED: Alternative,
        Kind.TOUCHED: Placement,
    }[kind]
    said = {
        put_record_into_words(pursued.world, record(kind, touch=0, detail=member)).detail
        for member in members
    }
    assert len(said) == len(members)


def test_every_outcome_of_a_touch_has_words(pursued: Result) -> None:
    for outcome in Outcome:
        touched = record(Kind.TOUCHED, touch=0, detail=0, outcome=outcome, lost=0.5)
        truth = put_record_into_words(pursued.world, touched).truth
        assert truth.startswith("lost 0.5 goodwill")
        assert ("answer is on its way" in truth) == (outcome != Outcome.SILENCE)


def test_moods_of_entries_are_those_of_their_moment(bobby: Story) -> None:
    at_once = {"visit", "read", "touched", "heard"}
    for entry in bobby.timeline:
        assert math.isfinite(entry.goodwill)
        assert entry.irritation >= 0
        if entry.event in at_once:
            exact = [
                goodwill
                for day, goodwill in zip(bobby.curves.days, bobby.curves.goodwill, strict=True)
                if round(day, 4) == entry.day
            ]
            assert entry.goodwill in exact
