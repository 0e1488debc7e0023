"""Test that the page on one's own data says what is."""

from __future__ import annotations

import re
from pathlib import Path

from tests.loading.events.reading_text import parse_mapping, receive

from goodwill.loading.events import EventKind, shipped_mappings

PAGE = (Path(__file__).parents[3] / "docs" / "own_data.md").read_text(encoding="utf-8")
WRITTEN = """\
Email;date;clicked on;activity;stage;test account;mail id;via;deal value;notes
ann@example.com;05/01/2026 10:00;05/01/2026 12:30;Mail out;;;m1;mail;;=x
ann@example.com;06/01/2026 10:00;;deal;Closed won;no;;;1250.5;Ann is kind
bo@busy.invalid;06/01/2026 10:00;;call ok;;yes;;tel;;
cy@busy.invalid;06/07/2026 10:00;;call ok;;;;tel;;
"""


def test_the_mapping_of_the_page_reads_such_a_file(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    received = receive(tmp_path, WRITTEN, parse_mapping(text))
    assert {kind.name.lower(): count for kind, count in received.events.count().items()} == {
        "sent": 1,
        "called": 1,
        "connected": 1,
        "clicked": 1,
        "won": 1,
    }
    assert received.events.second[0] == 9 * 3_600


def test_every_kind_and_every_mapping_is_on_the_page() -> None:
    missing = [kind.name.lower() for kind in EventKind if f"`{kind.name.lower()}`" not in PAGE]
    missing += [name for name in shipped_mappings() if f"`{name}`" not in PAGE]
    assert missing == []
