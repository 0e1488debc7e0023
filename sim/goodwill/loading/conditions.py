"""Read conditions on what a vendor sees, such as ``silent_touches >= 2``.

A condition compares one field of :class:`~goodwill.strategy.Observation` with a value whose form
depends on the field: a number, a word, a duration, a time of day or a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from math import inf
from typing import Annotated, NamedTuple

import pydantic

from goodwill.behaviour.people import Mood, Person
from goodwill.errors import ScenarioError, hint
from goodwill.loading.parts import WEEKDAYS, read_text
from goodwill.loading.positions import shorten
from goodwill.loading.units import parse_duration, parse_window
from goodwill.strategy import (
    DURATIONS,
    OBSERVABLES,
    Comparison,
    Conditions,
    Observation,
    Operator,
)
from goodwill.vocabulary import SECONDS_PER_DAY, Inbound, Outcome, Stage

OPERATORS = {
    "<": Operator.LESS,
    "<=": Operator.AT_MOST,
    "==": Operator.EQUAL,
    "!=": Operator.UNEQUAL,
    ">=": Operator.AT_LEAST,
    ">": Operator.MORE,
}
_SIGNS = {operator: sign for sign, operator in OPERATORS.items()}
_OPPOSITES = {
    Operator.LESS: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.MORE,
    Operator.EQUAL: Operator.UNEQUAL,
    Operator.UNEQUAL: Operator.EQUAL,
    Operator.AT_LEAST: Operator.LESS,
    Operator.MORE: Operator.AT_MOST,
}
_MEANT = {
    "=": "==",
    "===": "==",
    "is": "==",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "!": "!=",
    "not": "!=",
}
_CONDITION = re.compile(r"\s*([A-Za-z_]\w*)(?:\s*([<>=!~]+)|\s+(\S+))\s*(.*?)\s*", re.ASCII)
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")
_REPLIES = (
    Outcome.ANGRY_REPLY,
    Outcome.NOT_INTERESTED,
    Outcome.NEUTRAL_REPLY,
    Outcome.INTERESTED,
    Outcome.DECLINED,
)
_NONE = {"none": -1}
_FLAGS = frozenset(
    {
        "pressure",
        "enrolled",
        "stopped",
        "opted_out_email",
        "opted_out_phone",
        "bounced",
        "competitor_customer",
        "colleague_replied",
    }
)
_WORDS: dict[str, dict[str, int]] = {
    "trigger": _NONE | {member.name.lower(): member for member in Inbound},
    "last_reply": _NONE | {member.name.lower(): member for member in _REPLIES},
    "stage": {member.name.lower(): member for member in Stage},
    "account_size": {"small": 0, "medium": 1, "large": 2},
    "weekday": WEEKDAYS,
}
_UNORDERED = frozenset({"trigger", "last_reply", "region", "cadence"})
_HIDDEN = frozenset({*Person._fields, *Mood._fields} - {*Observation._fields} - {"id", "since"}) | {
    "budget",
    "budgets",
    "mood",
    "readiness",
    "hidden_intent",
}


class Condition(NamedTuple):
    """One comparison as it was written, before names are looked up."""

    observable: str
    operator: Operator
    value: float | str  # text: the name of a region or a cadence
    written: str  # the value as it was written

    def __str__(self) -> str:
        """Write the condition as it is read."""
        return f"{self.observable} {_SIGNS[self.operator]} {self.written}"

    def opposite(self) -> Condition:
        """Give the condition that holds exactly where this one does not."""
        return self._replace(operator=_OPPOSITES[self.operator])


class Span(NamedTuple):
    """What values an observable can have at all."""

    low: float
    high: float
    whole: bool


@cache
def find_span(observable: str) -> Span:
    """Give the values that an observable can have; names count as any whole number.

    Examples
    --------
    >>> find_span("score")
    Span(low=0.0, high=100.0, whole=False)
    """
    if observable in _WORDS:
        codes = _WORDS[observable].values()
        return Span(float(min(codes)), float(max(codes)), whole=True)
    if observable in _FLAGS:
        return Span(0.0, 1.0, whole=True)
    special = {
        "score": Span(0.0, 100.0, whole=False),
        "seniority": Span(0.0, 1.0, whole=False),
        "local_second": Span(0.0, SECONDS_PER_DAY - 1.0, whole=True),
        "cadence": Span(-1.0, inf, whole=True),
    }
    return special.get(observable, Span(0.0, inf, whole=True))


def parse_condition(text: str) -> Condition:
    """Read a condition: ``<observable> <operator> <value>``.

    Raises
    ------
    ScenarioError
        It is no condition, the observable is unknown or hidden from vendors, the operator is
        unknown or makes no sense, or the value is not of the observable's kind.

    Examples
    --------
    >>> parse_condition("since_click <= 3 days").value
    259200.0
    >>> parse_condition("trigger == demo_request").value
    4.0
    """
    match = _CONDITION.fullmatch(text)
    if not match:
        raise ScenarioError(f"{shorten(text)} is no condition. Write it as 'silent_touches >= 2'.")
    observable, operator, other_operator, value = match.groups()
    if observable not in Observation._fields:
        raise ScenarioError(_explain_unknown(observable))
    operator = operator or other_operator
    if operator not in OPERATORS:
        meant = f"Did you mean '{_MEANT[operator]}'? " if operator in _MEANT else ""
        raise ScenarioError(
            f"unknown operator {shorten(operator)} in {shorten(text)}. "
            f"{meant}Known: {', '.join(OPERATORS)}."
        )
    if observable in _UNORDERED and operator not in ("==", "!="):
        raise ScenarioError(
            f"{observable} has no order, so '{operator}' says nothing. Write == or !=."
        )
    return Condition(observable, OPERATORS[operator], _reader(observable)(value), value)


def resolve_conditions(
    conditions: Iterable[Condition], regions: Mapping[str, int], cadences: Mapping[str, int]
) -> Conditions:
    """Turn conditions into comparisons of numbers.

    Parameters
    ----------
    conditions
        As parsed.
    regions, cadences
        Index by name; every name that the conditions use must be there.
    """
    names = {"region": regions, "cadence": cadences}
    return tuple(
        Comparison(
            OBSERVABLES[condition.observable],
            int(condition.operator),
            float(names[condition.observable][condition.value])
            if isinstance(condition.value, str)
            else condition.value,
        )
        for condition in conditions
    )


def _explain_unknown(observable: str) -> str:
    if observable in _HIDDEN:
        return (
            f"{observable!r} is hidden: strategies see observables only. "
            f"Known: {', '.join(sorted(Observation._fields))}."
        )
    return f"unknown observable {shorten(observable)}. {hint(observable[:64], Observation._fields)}"


def _reader(observable: str) -> Callable[[str], float | str]:
    if observable in _WORDS:
        return partial(_read_word, observable)
    if observable in ("region", "cadence"):
        return partial(_read_name, observable)
    if observable == "local_second":
        return _read_time
    if observable in DURATIONS:
        return partial(_read_duration, observable)
    return partial(_read_number, observable)


def _read_word(observable: str, text: str) -> float:
    if text not in _WORDS[observable]:
        raise ScenarioError(
            f"unknown {observable} {shorten(text)}. {hint(text[:64], _WORDS[observable])}"
        )
    return float(_WORDS[observable][text])


def _read_name(observable: str, text: str) -> str:
    if not text or _NUMBER.fullmatch(text):
        raise ScenarioError(f"{observable} {shorten(text)} is no name. Write its name.")
    return text


def _read_time(text: str) -> float:
    try:
        return float(parse_window(f"{text}-24:00")[0])
    except ScenarioError:
        raise ScenarioError(f"{shorten(text)} is no time of day. Write it as '09:00'.") from None


def _read_duration(observable: str, text: str) -> float:
    if text == "never":
        raise ScenarioError(
            f"'never' is no duration. What never happened is longer ago than any time: write "
            f"'{observable} > 365 days', or count what happened: 'clicks == 0', 'triggers == 0'."
        )
    return float(parse_duration(text, minimum=0))


def _read_number(observable: str, text: str) -> float:
    low, high, whole = find_span(observable)
    if not _NUMBER.fullmatch(text):
        raise ScenarioError(f"{observable} is a number, but {shorten(text)} is none. Write 1.")
    value = float(text)
    if not low <= value <= high:
        limits = f"{low:g} to {high:g}" if high < inf else f"{low:g} or more"
        raise ScenarioError(f"{observable} is never {text}. It is {limits}.")
    if whole and not value.is_integer():
        raise ScenarioError(f"{observable} is a whole number, but {text} is none.")
    return value


ConditionText = Annotated[
    Condition,
    read_text(parse_condition, "silent_touches >= 2"),
    pydantic.WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^ *({'|'.join(Observation._fields)}) *(<|<=|==|!=|>=|>) *[^<>=! ].*$",
            "description": "A comparison of something that the vendor sees.",
            "examples": ["silent_touches >= 2", "since_click <= 3 days", "stage == contact"],
        }
    ),
]
"""A :class:`Condition`, written as 'silent_touches >= 2'."""
