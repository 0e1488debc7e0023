"""Read events from a text, as a user's file would be read."""

from __future__ import annotations

from pathlib import Path

from goodwill.loading.documents import parse_document
from goodwill.loading.events import MappingFile, Received, make_key, read_events
from goodwill.loading.faults import check

KEY = make_key(b"a key for tests, and for nothing else")
DATA = Path(__file__).parents[2] / "data" / "events"
PLAIN = "person,time,kind\n"

MAPPING = """\
mapping: own
description: A table of somebody's own.
person: {column: who, holds: email}
events:
  - {time: when, kinds: {column: what, words: {mail: sent, read: opened}, ignored: [noise]}}
"""


def parse_mapping(text: str = MAPPING) -> MappingFile:
    """Make a mapping of YAML."""
    return check(MappingFile, parse_document(text, "own.yaml"))


def receive(folder: Path, text: str | bytes, mapping: MappingFile | None = None) -> Received:
    """Read a file of this text."""
    path = folder / "events.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_events(path, mapping, KEY)
