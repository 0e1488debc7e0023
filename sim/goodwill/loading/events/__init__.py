"""Read events of real people, who leave as pseudonyms at the door.

``table`` is what comes out, ``mappings`` says how an export is read, ``reading`` reads it and
``door`` is where names stay behind.
"""

from __future__ import annotations

from goodwill.loading.events.table import ANSWERING, TOUCHING, EventKind, Events

__all__ = ["ANSWERING", "TOUCHING", "EventKind", "Events"]
