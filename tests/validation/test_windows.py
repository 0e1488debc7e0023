"""What people did between two moments is counted as one would count by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from goodwill.eventlog import EVENT
from goodwill.validation.counting import Events
from goodwill.validation.windows import NEVER, Moments

PERSONS = st.sampled_from([0, 1, 7, 2**62, 2**63 - 1])
SECONDS = st.integers(0, 50)


def record(moments: list[tuple[int, int]]) -> Events:
    """Write records of persons and seconds."""
    events = np.zeros(len(moments), EVENT)
    for row, (person, second) in enumerate(moments):
        events[row]["person"], events[row]["second"] = person, second
    return events


@settings(deadline=None)
@given(st.lists(st.tuples(PERSONS, SECONDS)), PERSONS, SECONDS, SECONDS)
def test_counting_and_finding_are_what_they_are_by_hand(
    moments: list[tuple[int, int]], person: int, start: int, end: int
) -> None:
    found = Moments(record(moments))
    asked = np.array([person]), np.array([start])
    own = sorted(second for one, second in moments if one == person)
    expected = sum(start <= second < max(start, end) for second in own)
    assert found.count(*asked, np.array([max(start, end)])).tolist() == [expected]
    later = [second for second in own if second >= start]
    assert found.find_next(*asked).tolist() == [later[0] if later else NEVER]
