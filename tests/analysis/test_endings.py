"""A story has one ending, the gravest that happened, and endings are counted over runs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from goodwill.analysis import ENDINGS, endings, find_ending
from goodwill.errors import UnknownNameError
from goodwill.eventlog import EVENT, Event, Kind, put_in_order
from goodwill.running import Result, run
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Channel, Inbound, Outcome

CONTENT = int(Inbound.CONTENT_DOWNLOAD)


def end(result: Result, *happened: tuple[int, Kind, int]) -> str:
    """Say how Bobby's story ends if this is all that happened: (day, kind, detail)."""
    bobby = result.world.persons[result.world.names.index("bobby")].id
    rows = [
        tuple(Event(day * SECONDS_PER_DAY, kind, bobby, serial, detail=detail))
        for serial, (day, kind, detail) in enumerate(happened)
    ]
    history = result.history._replace(events=put_in_order(np.array(rows, dtype=EVENT)))
    return find_ending(dataclasses.replace(result, history=history), "bobby")


@pytest.mark.parametrize(
    ("ending", "kind", "detail"),
    [
        ("won", Kind.DECIDED, Alternative.VENDOR),
        ("complained", Kind.COMPLAINED, Channel.EMAIL),
        ("angry_reply", Kind.REPLIED, Outcome.ANGRY_REPLY),
        ("opted_out", Kind.OPTED_OUT, Channel.EMAIL),
        ("said_no", Kind.REPLIED, Outcome.NOT_INTERESTED),
        ("said_no", Kind.REPLIED, Outcome.DECLINED),
        ("bought_elsewhere", Kind.DECIDED, Alternative.COMPETITOR),
        ("in_talks", Kind.MEETING_AGREED, 3_600),
    ],
)
def test_what_a_person_did_is_how_its_story_ends(
    pursued: Result, ending: str, kind: Kind, detail: int
) -> None:
    assert end(pursued, (20, kind, detail), (360, Kind.READ, CONTENT)) == ending


def test_who_came_lately_goes_on_reading(pursued: Result) -> None:
    assert end(pursued, (5, Kind.READ, CONTENT)) == "stays_silent"
    assert end(pursued, (364, Kind.READ, CONTENT)) == "goes_on_reading"
    assert end(pursued, (280, Kind.VISIT, CONTENT)) == "goes_on_reading"
    assert end(pursued) == "stays_silent"


def test_a_neutral_reply_is_no_ending(pursued: Result) -> None:
    assert end(pursued, (5, Kind.REPLIED, Outcome.NEUTRAL_REPLY)) == "stays_silent"
    assert end(pursued, (5, Kind.DECIDED, Alternative.NO_DECISION)) == "stays_silent"


def test_the_first_of_several_counts(pursued: Result) -> None:
    angry = (5, Kind.REPLIED, int(Outcome.ANGRY_REPLY))
    assert end(pursued, angry, (6, Kind.OPTED_OUT, 0)) == "angry_reply"
    assert end(pursued, angry, (6, Kind.DECIDED, int(Alternative.VENDOR))) == "won"


def test_every_run_is_counted_once(scenario: Scenario) -> None:
    results = [
        run(scenario, "formula", replication=number, draw_budgets=True) for number in range(3)
    ]
    counts = endings(results, "bobby")
    assert list(counts) == list(ENDINGS)
    assert sum(counts.values()) == 3
    assert counts[find_ending(results[0], "bobby")] >= 1


def test_an_unknown_person_has_no_ending(pursued: Result) -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'bobby'"):
        endings([pursued], "bobbi")
