"""Decide what an unquoted word in a YAML file is, by the YAML 1.2 core schema and no other."""

from __future__ import annotations

import math
import re

from goodwill.errors import ScenarioError
from goodwill.loading.positions import shorten

MAX_DIGITS = 18

# What YAML forbids, the line breaks that only YAML 1.1 knows, and marks that reorder what one sees.
FORBIDDEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    "\U00010000-\U0010ffff]"
)

_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_FORMER_BOOLEANS = frozenset(
    spelling
    for word in ("yes", "no", "on", "off")
    for spelling in (word, word.title(), word.upper())
)
_WHOLE = re.compile(r"[-+]?[0-9]+")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_PADDED = re.compile(r"[-+]?0[0-9]")
_OTHER_BASE = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def resolve_scalar(text: str) -> bool | int | float | str | None:
    """Read a plain (unquoted) scalar.

    Only ``true`` and ``false`` are booleans, so that ``no`` (Norway) stays text; ``1e3`` is a
    number; dates and ``1:30`` are text.

    Raises
    ------
    ScenarioError
        The scalar is a number that two readers would read differently or that is not finite.
        The message does not say where.

    References
    ----------
    YAML 1.2.2, chapter 10.3 (core schema).

    Examples
    --------
    >>> [resolve_scalar(word) for word in ("no", "true", "1e3", "1:30", "")]
    ['no', True, 1000.0, '1:30', None]
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INFINITE.fullmatch(text):
        raise ScenarioError(f"{text} is not a finite number. Write a finite one.")
    if _OTHER_BASE.fullmatch(text):
        raise ScenarioError(
            f"{shorten(text)} is a number in another base than ten. "
            "Write it in decimal, or in quotes if it is text."
        )
    if not _REAL.fullmatch(text):
        return text
    _check_digits(text)
    return int(text) if _WHOLE.fullmatch(text) else _finite(text)


def refuse_key(text: str, *, plain: bool) -> str:
    """Say why a word cannot be a key; empty if it can.

    Parameters
    ----------
    text
        The key.
    plain
        Whether it was written without quotes.
    """
    shown = shorten(text)
    if not text:
        return "a key is empty. Write a name before the colon."
    if plain and text == "<<":
        return "merge keys ('<<') are not accepted. Write the values out."
    if not text.isascii() or not text.isprintable():
        return f"key {shown} has characters outside ASCII. Use letters, digits and '_'."
    if plain and text in _FORMER_BOOLEANS:
        return f"key {shown} is a boolean to older readers of YAML. Write it in quotes: '{text}'."
    try:
        resolved = resolve_scalar(text) if plain else text
    except ScenarioError:
        resolved = None
    if not isinstance(resolved, str):
        return f"key {shown} is not text. Write it in quotes if that is its name."
    return ""


def _check_digits(text: str) -> None:
    if _PADDED.match(text):
        raise ScenarioError(
            f"{shorten(text)} begins with 0, which some readers take for base eight. "
            f"Write it without, or in quotes if it is text."
        )
    mantissa, _, exponent = text.lower().partition("e")
    n_digits = sum(mark.isdigit() for mark in mantissa)
    if n_digits > MAX_DIGITS or len(exponent) > MAX_DIGITS:
        raise ScenarioError(
            f"{shorten(text)} has {max(n_digits, len(exponent))} digits. "
            f"At most {MAX_DIGITS} are accepted; text goes in quotes."
        )


def _finite(text: str) -> float:
    value = float(text)
    vanished = value == 0.0 and any(mark in "123456789" for mark in text.lower().split("e")[0])
    if not math.isfinite(value) or vanished:
        size = "small" if vanished else "large"
        raise ScenarioError(f"{text} is too {size} for a number. Write one within 1e-300 to 1e300.")
    return value
