"""Who rejects the vendor, and who tells of what was done to them, is counted in real logs."""

from __future__ import annotations

import numpy as np

from goodwill.eventlog import Kind
from goodwill.running import run
from goodwill.validation.counting import select
from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder, load_pattern
from goodwill.validation.rows.typical_sequence import estimate


def test_deciders_and_the_badly_treated_are_counted_by_person() -> None:
    scenario = load_pattern(find_patterns_folder(), "typical_sequence")
    events = run(scenario, replication=0, engine="compiled").history.events
    sums = live_through(Task(find_patterns_folder(), "typical_sequence", 0))
    assert sums["deciders"] == float((events["kind"] == Kind.DECIDED).sum())
    assert 0 < sums["rejecting"] < sums["deciders"]
    assert 0 < sums["told"] < sums["badly treated"]
    values = estimate(sums)
    assert values["told somebody"] == 100 * sums["told"] / sums["badly treated"]


def test_whoever_only_heard_was_not_badly_treated() -> None:
    scenario = load_pattern(find_patterns_folder(), "typical_sequence")
    result = run(scenario, replication=0, engine="compiled")
    events, sharp = result.history.events, scenario.parameters.talking.sharp_bad
    hurt = np.unique(events["person"][events["lost"] - events["gained"] >= sharp])
    heard = select(result, Kind.HEARD)
    only_heard = np.setdiff1d(
        np.unique(heard["person"][heard["lost"] - heard["gained"] >= sharp]),
        np.unique(
            events["person"][
                (events["kind"] != Kind.HEARD) & (events["lost"] - events["gained"] >= sharp)
            ]
        ),
    )
    assert only_heard.size  # there are such people
    sums = live_through(Task(find_patterns_folder(), "typical_sequence", 0))
    assert sums["badly treated"] == float(hurt.size - only_heard.size)
