"""What the records of a compiled world consist of: a person, a turn, a task, a place."""

from __future__ import annotations

from typing import Any

import numpy as np

from goodwill.behaviour.answering import N_BUDGETS
from goodwill.draws import Decision
from goodwill.engines.tables import plans, worlds
from goodwill.eventlog import EVENT
from goodwill.parameters import defaults

NONE = -1  # no node, no task
LATER = 2**31 - 1  # a second beyond every horizon

# What luck is counted by: a column each.
COUNTED = (
    *(Decision.PROBLEM_GAP, Decision.PROBLEM_THINNING, Decision.PROJECT_GAP),
    *(Decision.FADING_GAP, Decision.CONTRACT_GAP, Decision.BUYING_WINDOW),
    *(Decision.BOUNCE, Decision.PLACEMENT, Decision.CONNECT, Decision.FRONT_DESK),
    Decision.OPEN_HUMAN,
    *(Decision(Decision.BUDGET_COMPLAINT + budget) for budget in range(N_BUDGETS)),
    *(Decision.CLICK_DELAY, Decision.REPLY_DELAY, Decision.SERVICE_TIME, Decision.RETORT),
    *(Decision.MEETING_DELAY, Decision.NO_SHOW, Decision.QUALIFICATION),
    *(Decision.CHOICE_NO_DECISION, Decision.CHOICE_SOMETHING, Decision.CHOICE_VENDOR),
    *(Decision.CHOICE_INCUMBENT, Decision.CHOICE_COMPETITOR, Decision.DEAL_SIZE),
    *(Decision.TELLING, Decision.HEARER, Decision.PUBLIC_POST),
)
COLUMN_OF = np.full(256, -1, np.int64)
COLUMN_OF[[int(decision) for decision in COUNTED]] = np.arange(len(COUNTED))

_SECONDS = (
    *("since", "serial", "turns", "last_read", "request", "answer_delay"),
    *("trigger_second", "n_visits", "total_touches", "silent_touches", "last_touch"),
    *("last_signal", "opens", "clicks", "last_click", "last_reply_second"),
    *("step_began", "touches", "exited", "token", "candidate", "asked"),
    *("head", "free", "visits", "visits_end", "sent", "recent", "calls", "task", "stamp"),
)
_SMALL = (
    *("owner", "refused_asks", "unread", "requests", "replies", "last_reply", "trigger"),
    *("spell", "version", "cadence", "step", "count", "leaving", "pending_touch"),
    *("pending_step", "pending_presumption", "pending_reason", "open", "script_at", "granted"),
)
_TINY = ("intent", "stage", "waiting", "opted_out")
_FLAGS = (
    *("aware", "registered", "stopped", "bounced", "answered", "opportunity", "meeting"),
    *("attended", "enrolled", "deciding", "given", "touched", "touched_known"),
)
LIFE = np.dtype(
    [
        *((name, np.float64) for name in ("irritation", "goodwill", "esteem", "familiarity")),
        ("window_closes", np.int64),
        *((name, np.int32) for name in _SECONDS),
        ("last_visit", np.int32, (5,)),
        *((name, np.int16) for name in _SMALL),
        *((name, np.int8) for name in _TINY),
        *((name, np.bool_) for name in _FLAGS),
        ("budgets", np.float64, (N_BUDGETS,)),  # below 0: not drawn yet
        ("used", np.uint16, (len(COUNTED),)),  # luck, by column
    ]
)
"""One person: mood, what the vendor has seen, its place in a cadence, heads of its lists."""

NEVER_YET = (
    *("window_closes", "last_read", "request", "answer_delay", "trigger_second", "last_touch"),
    *("last_signal", "last_click", "last_reply_second", "exited", "last_visit"),
    *("head", "free", "visits", "visits_end", "sent", "recent", "calls", "task"),
    *("last_reply", "trigger", "cadence", "leaving"),
)

NODE = np.dtype(
    [
        ("second", np.int32),
        ("serial", np.int32),
        ("next", np.int32),
        ("extra", np.int32),
        ("touch", np.int16),
        ("rep", np.int16),
        ("moment", np.int8),
        ("code", np.int8),
        ("outcome", np.int8),
        ("channel", np.int8),
    ]
)
"""One turn that is due in a person's life, or one entry of one of its lists."""

TASK = np.dtype(
    [
        ("late", np.int64),  # 0: a meeting, before all calls
        ("order", np.float64),
        ("requested", np.int64),
        ("row", np.int64),
        ("serial", np.int64),
        ("owner", np.int64),
        ("to", np.int64),
        ("rep", np.int64),  # who was granted; -1 nobody yet
        ("waiter", np.int64),
        ("touch", np.int64),
        ("extra", np.int64),
        ("next", np.int64),  # of the free ones
    ]
)
ITEM = np.dtype(
    [
        ("code", np.int32),
        ("row", np.int32),
        ("touch", np.int32),
        ("rep", np.int32),
        ("outcome", np.int32),
        ("channel", np.int32),
        ("extra", np.int64),
        ("other", np.int64),
    ]
)
"""One thing that follows within the same second."""

PLACE = np.dtype(
    [
        ("second", np.int64),
        ("moment", np.int64),
        ("id", np.int64),
        ("serial", np.int64),
        ("order", np.int64),
        ("row", np.int64),
        ("stamp", np.int64),
        ("extra", np.int64),
    ]
)
"""One place in the lane where people meet within a day."""

TELLING = np.dtype(
    [
        ("row", np.int64),
        ("serial", np.int64),
        ("touch", np.int64),
        ("n_hearers", np.int64),
        ("posted", np.bool_),
        ("amount", np.float64),
    ]
)
DESK_CALL = np.dtype([("row", np.int64), ("touch", np.int64)])
REFUSAL = np.dtype([("account", np.int64), ("row", np.int64)])
NEXT = np.dtype([("second", np.int32)])
"""When a person's next turn is due: by itself, because every day looks at everybody's."""
WAITING = np.dtype([("task", np.int64)])
TOUCHED = np.dtype([("row", np.int64)])
BOOKING = np.dtype([("called", np.bool_), ("gained", np.int64), ("lost", np.int64)])
COMPENSATOR = np.dtype([("called", np.bool_), ("hits", np.int64), ("expected", np.int64)])
COUNT = np.dtype([("count", np.int64)])
DAY = np.dtype([("queue", np.int64), ("standing", np.float64)])
DESK = np.dtype([("busy", np.bool_), ("worked", np.int64), ("day", np.int64), ("tasks", np.int64)])
FILE = np.dtype(
    [
        ("refused", np.int32),  # row of the one who had refused by midnight; -1 nobody, -2 several
        ("visits", np.int32),  # list, newest first
        ("sent", np.int32),  # list, newest first
    ]
)
CLOCK = (
    *((name, np.int64) for name in ("now", "day", "day_end", "phase", "position", "midnight")),
    *((name, np.int64) for name in ("quarter_days", "queue_length", "meetings_this_quarter")),
    *((name, np.int64) for name in ("delivered_today", "complaints_today", "automation_today")),
    *((name, np.float64) for name in ("standing", "delivered", "complaints", "inbox_share")),
    ("quota_met", np.bool_),
    *((name, np.int64) for name in ("free_task", "urgent_first", "normal_first", "order")),
    *((name, np.int64) for name in ("reserve", "spare", "wanted", "fault")),
    ("longest_cap", np.int64),
    *((name, np.int64) for name in ("peeked_row", "peeked_candidate")),
    ("peeked_chance", np.float64),
    ("peeked_comes", np.bool_),
    *((f"move_{name}", np.int64) for name in ("action", "cadence", "touch", "wait", "step")),
    *((f"move_{name}", np.int64) for name in ("autoskip", "presumption")),
    ("move_to_owner", np.bool_),
    *((name, np.bool_) for name in ("enrolling_meets", "browsing_meets", "keeps_sent")),
    *((name, np.bool_) for name in ("keeps_visits", "keeps_account_visits", "shortens")),
)
"""What is true for everybody, in the header."""

COMPENSATED = (
    *("complaint", "opt_out", "angry_reply", "not_interested", "neutral_reply", "click"),
    *("interested", "declined", "visit", "won", "bounced", "spam_folder", "connected"),
    *("retort", "meeting_held", "qualified", "told", "posted"),
)
"""Sampled decisions, by row of the compensators; the first ones are those of an Outcome."""
N_COMPENSATORS = len(COMPENSATED)
VISIT, WON, BOUNCED, SPAM_FOLDER, CONNECTED = 8, 9, 10, 11, 12
RETORT, MEETING_HELD, QUALIFIED, TOLD, POSTED = 13, 14, 15, 16, 17


def _find_shapes(group: Any) -> np.dtype[Any]:
    """Give the record of one group of parameters."""
    fields = [(name, np.float64, np.shape(value)) for name, value in group._asdict().items()]
    return np.dtype(fields)


POOLS = {
    "nodes": NODE,
    "tasks": TASK,
    "waiting": WAITING,
    "places": PLACE,
    "touched": TOUCHED,
    "tellings": TELLING,
    "desk_calls": DESK_CALL,
    "refusals": REFUSAL,
    "urgent": ITEM,
    "normal": ITEM,
    "log": EVENT,
}
"""Tables that may have to grow: the header counts what is in use and how much room there is."""

_COLUMNS: dict[str, Any] = worlds.COLUMNS | plans.COLUMNS

TABLES: dict[str, np.dtype[Any]] = {
    **POOLS,
    "lives": LIFE,
    "next": NEXT,
    "desks": DESK,
    "files": FILE,
    "bookings": BOOKING,
    "compensators": COMPENSATOR,
    "days": DAY,
    "kinds": COUNT,
    "sent": COUNT,
    **{name: np.dtype(columns) for name, columns in _COLUMNS.items()},
    **{name: _find_shapes(group) for name, group in defaults()._asdict().items()},
}
"""All tables, by name. The shapes of parameters are those of the ledger; none may change them."""

_FIELDS: list[Any] = [
    *worlds.SETUP,
    *CLOCK,
    *((f"n_{name}", np.int64) for name in POOLS),
    *((f"room_{name}", np.int64) for name in POOLS),
    *((f"at_{name}", np.uint64) for name in TABLES),
]
HEADER = np.dtype(_FIELDS)
"""The one record that compiled code passes around."""
