"""``goodwill story`` tells, draws and counts lives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.calling import Call


def test_a_story_as_json_has_exactly_these_keys(call: Call) -> None:
    content = json.loads(call("story", "small", "--person", "ann", "--json").stdout)
    assert list(content) == ["person", "strategies"]
    assert list(content["strategies"]) == ["pursue", "holdout"]
    pursued, alone = content["strategies"].values()
    for story in (pursued, alone):
        assert list(story) == [
            "timeline",
            "goodwill_start",
            "goodwill_end",
            "irritation_end",
            "told",
            "won",
        ]
        assert all(
            list(entry) == ["day", "actor", "event", "touch", "detail"]
            for entry in story["timeline"]
        )
    assert {"pitch", "hold"} <= {entry["touch"] for entry in pursued["timeline"]}
    assert pursued["goodwill_end"] < alone["goodwill_end"]


def test_a_story_of_chosen_strategies_tells_no_other(call: Call) -> None:
    done = call("story", "small", "--person", "ann", "--strategy", "holdout", "--json")
    assert list(json.loads(done.stdout)["strategies"]) == ["holdout"]


def test_a_story_shows_what_the_vendor_saw_beside_what_was_true(call: Call) -> None:
    text = call("story", "small", "--person", "ann").stdout
    assert "what the vendor saw" in text
    assert "what was true" in text
    assert "hidden intent: learning" in text
    assert "ann under holdout" in text


def test_anybody_of_the_market_has_a_story(call: Call) -> None:
    done = call("story", "small", "--person", "account anns/person 1", "--json")
    assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_a_story_can_be_drawn_and_twice_the_same(call: Call, project: Path, suffix: str) -> None:
    for name in ("a", "b"):
        done = call("story", "small", "--person", "ann", "--figure", f"{name}.{suffix}")
        assert done.exit_code == 0, done.stderr
    first = (project / f"a.{suffix}").read_bytes()
    assert first == (project / f"b.{suffix}").read_bytes()
    assert len(first) > 10_000


def test_endings_are_counted_over_lives_with_intervals(call: Call) -> None:
    words = ("story", "small", "--person", "ann", "--endings", 3)
    content = json.loads(call(*words, "--json").stdout)
    assert {sum(counts.values()) for counts in content["endings"].values()} == {3}
    assert "Wilson 95 % intervals" in call(*words).stdout
