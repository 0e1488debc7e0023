"""Read one cell of a CSV column, and refuse what may not be in it.

Whatever is refused raises :class:`~goodwill.errors.ScenarioError` with a sentence that does not
yet say where, and that never repeats what may be personal data.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from enum import StrEnum

from goodwill.errors import ScenarioError
from goodwill.loading.positions import shorten

MAX_WORD = 100

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_FORMULA = re.compile(r"[=+\-@\t\r]")
_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:+/=-]{0,127}")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[-+][0-9]{2}:?[0-9]{2})?)?"
)
_EMAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]|mailto:", re.IGNORECASE)
# With a country code; with a national 0 and no other reading; in North American groups.
_PHONE = re.compile(
    r"(?:tel:)?\s*(?:"
    r"(?:\+|00)\s?[1-9](?:[\s().\-/]*[0-9]){7,14}"
    r"|\(?0[1-9](?:[\s().\-/]*[0-9]){8,9}"
    r"|\(?[2-9][0-9]{2}\)?[\s.\-][2-9][0-9]{2}[\s.\-][0-9]{4}"
    r")"
)
_PHONE_WITHIN = re.compile(
    r"tel:|(?<![\w+.\-/])(?:\+[1-9](?:[\s().\-/]*[0-9]){7,14}|0[1-9](?:[\s().\-/]*[0-9]){8,9}(?!\w))"
)


class Kind(StrEnum):
    """Say what the cells of a column hold."""

    ID = "id"
    DATE = "date"
    WORD = "word"
    NUMBER = "number"


def refuse_unsafe(text: str) -> None:
    """Refuse a cell that a spreadsheet would execute, or that names a person.

    Parameters
    ----------
    text
        The cell as it is in the file, blanks included.

    Raises
    ------
    ScenarioError
        The cell holds an e-mail address or a phone number, or begins like a formula and is no
        plain number.
    """
    if personal(text):
        raise ScenarioError(
            "the cell holds an e-mail address or a phone number. An id must be pseudonymous: "
            "replace personal data by a key before the file comes here."
        )
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text.strip(" ")):
        raise ScenarioError(
            f"the cell begins like a spreadsheet formula, with {text[0]!r}. Write a plain value."
        )


def personal(text: str) -> bool:
    """Tell whether a text holds an e-mail address or is a phone number.

    A phone number is known by its country code, its national 0 or its grouping: a bare number such
    as '31612345678' cannot be told from an id.

    Examples
    --------
    >>> [personal(text) for text in ("jane@example.org", "+31 6 1234 5678", "2018-02-01")]
    [True, True, False]
    """
    stripped = text.strip()
    return bool(("@" in text or ":" in text) and _EMAIL.search(text)) or bool(
        _PHONE.fullmatch(stripped) or _PHONE_WITHIN.search(stripped)
    )


def read_id(text: str) -> str:
    """Read a pseudonymous id: 1 to 128 letters, digits and ``_ . : + / = -``, no blanks.

    Raises
    ------
    ScenarioError
        The text is no such id.
    """
    if not _ID.fullmatch(text):
        raise ScenarioError(
            "the cell is no id: an id must be pseudonymous. "
            "Write 1 to 128 letters, digits and '_.:+/=-', without blanks."
        )
    return text


def read_date(text: str) -> dt.datetime:
    """Read a date or timestamp; without an offset it counts as UTC.

    Returns
    -------
    datetime.datetime
        In UTC; a date alone is its midnight.

    Raises
    ------
    ScenarioError
        The text is no date as year-month-day, or the calendar has no such moment.

    Examples
    --------
    >>> read_date("2018-02-26 19:58:54+01:00").isoformat()
    '2018-02-26T18:58:54+00:00'
    """
    try:
        moment = dt.datetime.fromisoformat(text) if _DATE.fullmatch(text) else None
        if moment is not None:
            return (
                moment.replace(tzinfo=dt.UTC)
                if moment.tzinfo is None
                else moment.astimezone(dt.UTC)
            )
    except (ValueError, OverflowError):
        pass
    raise ScenarioError(
        f"{_shown(text)} is no date. Write '2018-02-26' or '2018-02-26 19:58:54' (UTC)."
    )


def read_word(text: str) -> str:
    """Read a category: up to 100 printable characters.

    Raises
    ------
    ScenarioError
        The text is longer, or has characters that cannot be printed.
    """
    if len(text) > MAX_WORD or not text.isprintable():
        raise ScenarioError(
            f"the cell is no category. Write at most {MAX_WORD} printable characters on one line."
        )
    return text


def read_number(text: str) -> float:
    """Read a finite decimal number with a point and no separators.

    Raises
    ------
    ScenarioError
        The text is no such number.
    """
    value = float(text) if len(text) <= MAX_WORD and _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ScenarioError(
            f"{_shown(text)} is no finite number. Write it as 1234.5, with a decimal point and "
            "no thousands separators."
        )
    return value


def _shown(text: str) -> str:
    # A name in the wrong column is personal data too.
    return "the cell" if any(mark.isalpha() for mark in text) else shorten(text)
