"""A swim-lane says what the results say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodwill.analysis import Curves, Story, tell_story
from goodwill.errors import UnknownNameError
from goodwill.eventlog import Kind
from goodwill.figures.telling import prepare_swim_lane, write_headline
from goodwill.running import Result, run
from goodwill.scenario import load_scenario
from goodwill.vocabulary import Placement

BOBBY = Path(__file__).parents[2] / "scenarios" / "bobby.yaml"


def _story(strategy: str, goodwill: float, touches: int = 5, angry_replies: int = 0) -> Story:
    return Story(
        person="bobby",
        strategy=strategy,
        timeline=(),
        curves=Curves((0.0,), (0.0,), (0.0,)),
        goodwill_start=0.0,
        goodwill_end=goodwill,
        irritation_end=0.0,
        told=0,
        won=False,
        reads=0,
        visits=0,
        angry_replies=angry_replies,
        touches=touches,
        intent_start="learning",
        intent_end="learning",
    )


@pytest.mark.parametrize(
    ("stories", "headline"),
    [
        (
            [_story("pursue", -2.06, 5, 1), _story("listen", 0.31), _story("nurture", 0.1)],
            "Bobby: 5 touches, 1 angry reply, goodwill −2.1 under pursue; 0.3 under listen",
        ),
        (
            [_story("pursue", -2.06, 1), _story("shout", -1.0, 9, 2)],
            (
                "Bobby: 1 touch, goodwill −2.1 under pursue; "
                "9 touches, 2 angry replies, goodwill −1.0 under shout"
            ),
        ),
        ([_story("pursue", -2.06)], "Bobby: 5 touches, goodwill −2.1 under pursue"),
        (
            [_story("pursue", 0.01), _story("listen", 0.02)],
            "Bobby: goodwill 0.0 at the end, whichever of 2 strategies",
        ),
    ],
)
def test_the_headline_compares_the_worst_end_with_the_best(
    stories: list[Story], headline: str
) -> None:
    assert write_headline(stories) == headline


@pytest.fixture(scope="module")
def results() -> list[Result]:
    scenario = load_scenario(BOBBY)
    return [run(scenario, name) for name in ("formula_pursuit", "holdout")]


def test_every_touch_and_every_act_has_its_sign(results: list[Result]) -> None:
    swim_lane = prepare_swim_lane(results, "bobby")
    for result, lane in zip(results, swim_lane.lanes, strict=True):
        story = tell_story(result, "bobby")
        signs = [mark.sign for mark in lane.marks]
        vendor = ("email", "call", "invite", "other_touch")
        assert sum(sign in vendor for sign in signs) == story.touches
        assert signs.count("visit") == story.visits
        assert signs.count("read") == story.reads
        assert signs.count("angry_reply") == story.angry_replies
        assert [mark.day for mark in lane.marks] == sorted(mark.day for mark in lane.marks)


def test_hollow_signs_are_the_touches_that_did_not_arrive(results: list[Result]) -> None:
    lane = prepare_swim_lane(results, "bobby").lanes[0]
    world, events = results[0].world, results[0].history.events
    person = world.persons[world.names.index("bobby")].id
    sent = events[(events["person"] == person) & (events["kind"] == Kind.TOUCHED)]
    missed = ~np.isin(sent["detail"], (Placement.REACHED, Placement.VOICEMAIL))
    assert sum(not mark.reached for mark in lane.marks) == int(missed.sum())


def test_the_curves_are_the_storys(results: list[Result]) -> None:
    lane = prepare_swim_lane(results, "bobby").lanes[0]
    curves = tell_story(results[0], "bobby").curves
    assert (lane.days, lane.goodwill, lane.irritation) == curves


def test_the_axis_ends_with_the_horizon_or_sooner(results: list[Result]) -> None:
    assert prepare_swim_lane(results, "bobby").n_days == 365
    assert prepare_swim_lane(results, "bobby", n_days=14.0).n_days == 14
    assert prepare_swim_lane(results, "bobby", n_days=5_000.0).n_days == 365


def test_a_person_that_does_not_exist_is_refused(results: list[Result]) -> None:
    with pytest.raises(UnknownNameError, match="no person 'robert'"):
        prepare_swim_lane(results, "robert")
