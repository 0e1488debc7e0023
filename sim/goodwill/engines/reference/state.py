"""What changes while a world lives: people, and what they have with the vendor."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodwill.behaviour.answering import N_BUDGETS
from goodwill.behaviour.people import Mood, Person
from goodwill.strategy import NEVER
from goodwill.vocabulary import NOBODY, Stage

if TYPE_CHECKING:
    import simpy

    from goodwill.scripts import Script


NEUTRAL = Mood(0.0, 0.0, 0.0, 0.0, 0)


@dataclass(slots=True)
class Enrolment:
    """Where a person is in a vendor's cadences."""

    cadence: int = NOBODY
    step: int = 0
    step_began: int = 0
    touches: int = 0  # since enrolment
    count: int = 0
    exited: int = NEVER
    leaving: int = NOBODY  # an Exit that is due at the next chance
    process: simpy.Process | None = None  # while enrolled


@dataclass(slots=True)
class Relationship:
    """What one person and one vendor have with each other."""

    owner: int  # rep
    aware: bool
    mood: Mood = NEUTRAL
    budgets: list[float] = field(default_factory=lambda: [NEVER] * N_BUDGETS)  # NEVER: not drawn
    registered: bool = False
    stage: int = int(Stage.STRANGER)
    stopped: bool = False
    opted_out: int = 0  # bits by Channel, as they have arrived
    bounced: bool = False
    answered: bool = False  # has told what it cares about
    refused_asks: int = 0
    opportunity: bool = False
    meeting: bool = False  # agreed
    request: int = NEVER  # second of the open request
    attended: bool = False  # somebody has at least tried to answer it
    answer_delay: int = NEVER
    # what the vendor has seen
    visits: list[tuple[int, int]] = field(default_factory=list)  # (second, Inbound)
    requests: int = 0
    sent: list[tuple[int, int]] = field(default_factory=list)  # (second, Sender), last 30 days
    total_touches: int = 0
    silent_touches: int = 0
    last_touch: int = NEVER
    last_signal: int = NEVER
    opens: int = 0
    clicks: int = 0
    last_click: int = NEVER
    replies: int = 0
    last_reply: int = NOBODY
    last_reply_second: int = NEVER
    enrolment: Enrolment = field(default_factory=Enrolment)


@dataclass(slots=True)
class Life:
    """One person as it lives: intent, luck used so far, and its relationship."""

    row: int
    person: Person
    script: Script
    relationship: Relationship
    intent: int
    spell: int = 0  # buying spells so far
    window_closes: int = NEVER
    window_version: int = 0
    decided: simpy.Event | None = None  # fires when the window closes
    serial: int = 0  # of the next record
    turns: int = 0  # of the next turn
    used: dict[int, int] = field(default_factory=dict)  # decision -> occurrences drawn
    unread: list[int] = field(default_factory=list)  # seconds at which content was asked for
    last_read: int = NEVER
    last_visit: dict[int, int] = field(default_factory=dict)  # Inbound -> second
    recent: list[int] = field(default_factory=list)  # deliveries of the last seven days
    calls: list[int] = field(default_factory=list)  # calls of the last 24 hours
