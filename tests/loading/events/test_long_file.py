"""Test that a long file goes through whole, and that its people do not."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from tests.loading.events.personal import find_personal
from tests.loading.events.reading_text import KEY

from goodwill.loading.events import EventKind, read_events

N_ROWS = 100_000
N_PEOPLE = 5_000
HEADER = ("email", "timestamp", "event", "sg_event_id", "sg_message_id", "first_name")
WORDS = ("processed", "delivered", "open", "click")


@pytest.mark.verify
def test_a_hundred_thousand_rows_are_all_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in range(N_ROWS):
            message, step = divmod(row, 4)
            person = f"Quirin{message % N_PEOPLE}@example.com"
            second = 1_767_603_600 + 600 * message + 60 * step
            writer.writerow((person, second, WORDS[step], f"e{row}", f"m{message}", "Quirin"))
    events, reception = read_events(path, None, KEY)
    assert (reception.n_rows, len(events), events.n_people) == (N_ROWS, N_ROWS, N_PEOPLE)
    kinds = (EventKind.SENT, EventKind.DELIVERED, EventKind.OPENED, EventKind.CLICKED)
    assert events.count() == dict.fromkeys(kinds, N_ROWS // 4)
    assert np.bincount(events.touch).tolist() == [0, *[4 * N_PEOPLE] * 5]
    said = "".join([*reception.sentences(), *events.people])
    assert find_personal(["Quirin", "@example.com"], [said.encode()]) == []
