"""Strategies: what a vendor sees, what a plan is made of, and how it is followed.

Nothing here knows what people feel or want: observations in, decisions out.
"""

from goodwill.strategy.following import decide, meets, wait_for_window
from goodwill.strategy.observation import DURATIONS, NEVER, OBSERVABLES, Observation
from goodwill.strategy.plan import (
    ALWAYS,
    Action,
    Cadence,
    Cap,
    Comparison,
    Conditions,
    Decision,
    EnrolmentRule,
    Operator,
    Plan,
    Pressure,
    ReplyPolicy,
    SendWindow,
    Step,
    Strategist,
    Switch,
)

__all__ = [
    "ALWAYS",
    "DURATIONS",
    "NEVER",
    "OBSERVABLES",
    "Action",
    "Cadence",
    "Cap",
    "Comparison",
    "Conditions",
    "Decision",
    "EnrolmentRule",
    "Observation",
    "Operator",
    "Plan",
    "Pressure",
    "ReplyPolicy",
    "SendWindow",
    "Step",
    "Strategist",
    "Switch",
    "decide",
    "meets",
    "wait_for_window",
]
