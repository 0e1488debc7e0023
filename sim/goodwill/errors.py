"""Say what went wrong, where, and what to do about it.

One tree: whoever calls goodwill can catch :class:`GoodwillError` and print it as it is. A message
reads ``where: what is wrong, with the value. What is accepted or probably meant.``
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class GoodwillError(Exception):
    """Anything that goodwill refuses to do, in one sentence or one per line."""


class ScenarioError(GoodwillError):
    """A file that was given is not what a scenario, strategy, touch or table may be."""


class ParameterError(GoodwillError):
    """A parameter is unknown, or its value lies outside what the model allows."""


class UnknownNameError(GoodwillError):
    """A strategy, touch, person or scenario was asked for that does not exist."""


class ResultError(GoodwillError):
    """A result cannot be written, or what was read is not a result."""


def hint(word: str, known: Iterable[str]) -> str:
    """Say what was probably meant, and what would be understood.

    Examples
    --------
    >>> hint("slient", ["silent", "clicked"])
    "Did you mean 'silent'? Known: clicked, silent."
    """
    words = sorted(known)
    near = difflib.get_close_matches(word, words, n=1)
    return (f"Did you mean {near[0]!r}? " if near else "") + f"Known: {', '.join(words)}."
