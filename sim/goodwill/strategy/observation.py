"""What a vendor can see of one person: all that a strategy may act on.

There is no field for intent, goodwill, irritation, budgets or propensities, and there cannot be: a
test reads this type.
"""

from __future__ import annotations

from typing import NamedTuple

NEVER = -1  # in place of a number of seconds since something that has not happened


class Observation(NamedTuple):
    """One person as its vendor sees it at one moment.

    Times are whole seconds; "since" fields hold :data:`NEVER` where it has not happened.
    """

    local_second: int  # of the day, in the person's zone
    weekday: int  # 0 Monday to 6 Sunday, in the person's zone
    days_to_quarter_end: int
    pressure: bool  # in a quarter's last days while the quota is missed
    rep_queue: int  # rep tasks waiting at last midnight
    enrolled: bool  # while in a cadence
    cadence: int  # index of the cadence it is or was last in, -1 none
    step: int  # index of the next step
    waited: int  # since the last step, or since enrolment
    enrolments: int  # so far
    since_exit: int  # from the last cadence
    stopped: bool  # a reply policy has closed the account
    stage: int  # Stage
    trigger: int  # Inbound seen last, -1 none
    since_trigger: int
    triggers: int  # inbound events seen
    requests: int  # explicit requests seen
    touches: int  # delivered since enrolment, as far as the vendor can tell
    total_touches: int  # ever
    silent_touches: int  # delivered since the last signal
    since_touch: int
    since_signal: int  # a visit, a click or a reply; opens are no signal
    opens: int  # human and machine opens alike
    clicks: int
    since_click: int
    replies: int
    last_reply: int  # Outcome of the last reply, -1 none
    since_reply: int
    opted_out_email: int
    opted_out_phone: int
    bounced: bool
    score: float  # 0-100
    region: int  # index into the world's regions
    account_size: int  # 0 small, 1 medium, 2 large
    competitor_customer: bool
    seniority: float  # 0-1
    colleague_visits: int  # at the same account, last 30 days, up to last midnight
    colleague_replied: bool  # a colleague said no, was angry or complained, up to last midnight


OBSERVABLES = {name: at for at, name in enumerate(Observation._fields)}
"""Where each observable stands in an observation, by the name that strategies give it."""

DURATIONS = frozenset(
    {"local_second", "waited"} | {name for name in Observation._fields if name.startswith("since_")}
)
"""Observables that hold seconds: conditions on them take durations such as ``30 days``."""
