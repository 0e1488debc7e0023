"""Read events of real people, who leave as pseudonyms at the door.

``table`` is what comes out, ``mappings`` says how an export is read, ``reading`` reads it and
``door`` is where names stay behind.
"""

from __future__ import annotations

from goodwill.loading.events.door import Key, make_key, open_key
from goodwill.loading.events.mappings import MappingFile
from goodwill.loading.events.reading import Received, read_events
from goodwill.loading.events.reception import Reception
from goodwill.loading.events.recognising import find_mapping, shipped_mappings
from goodwill.loading.events.table import ANSWERING, TOUCHING, EventKind, Events

__all__ = [
    "ANSWERING",
    "TOUCHING",
    "EventKind",
    "Events",
    "Key",
    "MappingFile",
    "Received",
    "Reception",
    "find_mapping",
    "make_key",
    "open_key",
    "read_events",
    "shipped_mappings",
]
