"""Test that what machines open and click is told from what people do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.loading.events.reading_text import MAPPING, parse_mapping, receive

from goodwill.loading.events import EventKind, Events
from goodwill.loading.events.machines import find_too_soon, made_by_machine

START = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        ("Mozilla/5.0", True),  # what Apple's privacy proxy calls itself
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", True),
        ("Barracuda Sentinel (EE)", True),
        ("python-requests/2.32", True),
        ("HeadlessChrome/140", True),
        ("Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com)", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605.1.15", False),
        ("Microsoft Outlook 16.0", False),
        ("Mozilla/5.0 (X11; Linux) Cubot/1.0 Firefox/140.0", True),
        ("Robotics reader", False),
        ("", False),
    ],
)
def test_programs_are_known_by_what_they_call_themselves(*, agent: str, machine: bool) -> None:
    assert made_by_machine(agent) is machine


def soon(rows: list[tuple[int, int, EventKind]], within: int) -> list[bool]:
    people, seconds, kinds = zip(*rows, strict=True)
    events = Events.from_columns(
        START, ["a", "b"], {"person": people, "second": seconds, "kind": kinds}
    )
    return find_too_soon(events, within).tolist()


def test_who_opens_within_seconds_of_delivery_is_a_machine() -> None:
    rows = [
        (0, 1, EventKind.SENT),
        (0, 61, EventKind.DELIVERED),
        (0, 62, EventKind.OPENED),
        (0, 65, EventKind.CLICKED),
        (0, 66, EventKind.CLICKED),
        (1, 70, EventKind.SENT),
        (1, 71, EventKind.OPENED),
        (1, 72, EventKind.REPLIED),
    ]
    assert soon(rows, 5) == [False, False, True, True, False, False, True, False]
    assert not any(soon(rows, 0))


def test_each_message_has_a_delivery_of_its_own() -> None:
    rows = [
        (0, 1, EventKind.DELIVERED),
        (0, 0, EventKind.SENT),
        (0, 1_000, EventKind.SENT),
        (0, 1_003, EventKind.OPENED),
    ]
    assert soon(rows, 5)[-1]
    assert not soon([*rows, (0, 990, EventKind.DELIVERED)], 5)[2]


def test_where_moments_are_no_finer_than_minutes_nothing_can_be_told() -> None:
    rows = [(0, 0, EventKind.SENT), (0, 0, EventKind.OPENED), (1, 60, EventKind.SENT)]
    assert not any(soon(rows, 5))
    assert soon([*rows, (1, 61, EventKind.WON)], 5)[1]


def test_flags_agents_and_the_time_of_a_mapping_are_followed(tmp_path: Path) -> None:
    mapping = parse_mapping(
        MAPPING + "machine: {flags: [{bot: 'yes'}, {bot: '1', what: read}], "
        "user_agent: agent, within: 0 seconds}\n"
    )
    rows = [
        ("mail", "00:00:01", "1", ""),
        ("read", "00:00:02", "", "Mozilla/5.0 (X11)"),
        ("read", "00:00:03", "Yes", "Mozilla/5.0 (X11)"),
        ("read", "00:00:04", "1", ""),
        ("read", "00:00:05", "no", "curl/8.0"),
    ]
    text = "who,what,when,bot,agent\n" + "".join(
        f"ann@example.com,{what},2026-01-05 {at},{bot},{agent}\n" for what, at, bot, agent in rows
    )
    received = receive(tmp_path, text, mapping)
    assert received.events.machine.tolist() == [False, False, True, True, True]
    assert received.reception.machine == {"opened": 3}
