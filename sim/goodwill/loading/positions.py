"""Point at the place in a file where something is wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from goodwill.errors import ScenarioError

MAX_FAULTS_SHOWN = 50
MAX_EXCERPT_WIDTH = 100


class Position(NamedTuple):
    """Hold a place in a file: line and column count from 1; column 0 means the whole line."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        """Write ``file:line:column`` as editors and terminals understand it."""
        place = f"{self.file}:{self.line}"
        return f"{place}:{self.column}" if self.column else place


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold one thing that is wrong in a file.

    Attributes
    ----------
    position
        Where it is.
    path
        The dotted path of the node, as in ``strategies.0.name``; empty for the whole file.
    message
        What is wrong and what is accepted, as sentences.
    source
        The line of the file, shown with a caret below it; empty where nothing is to be shown.
    """

    position: Position
    path: str
    message: str
    source: str = ""

    def __str__(self) -> str:
        """Write the fault as ``file:line:column: path: message``, then the line and a caret."""
        where = f"{self.position}: {self.path}" if self.path else f"{self.position}"
        sentence = f"{where}: {self.message}"
        if not self.source.strip() or not self.position.column:
            return sentence
        return f"{sentence}\n{_excerpt(self.source, self.position)}"


def refusal(faults: Iterable[Fault]) -> ScenarioError:
    """Make one error of all faults, sorted by file, line and column, each said once.

    Parameters
    ----------
    faults
        At least one fault.

    Examples
    --------
    >>> print(refusal([Fault(Position("a.yaml", 2, 1), "seed", "'seed' is missing.")]))
    a.yaml:2:1: seed: 'seed' is missing.
    """
    ordered = sorted(set(faults), key=lambda fault: (fault.position, fault.path, fault.message))
    shown = [str(fault) for fault in ordered[:MAX_FAULTS_SHOWN]]
    if len(ordered) > MAX_FAULTS_SHOWN:
        shown.append(f"... and {len(ordered) - MAX_FAULTS_SHOWN} more.")
    return ScenarioError("\n".join(shown))


def shorten(value: object, limit: int = 60) -> str:
    """Write a value as Python would, cut in the middle where it is longer than `limit`.

    Lists and mappings are named, not written out.

    Examples
    --------
    >>> shorten("x" * 100, limit=20)
    "'xxxxxxxx...xxxxxxx'"
    """
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    # A megabyte is cut before it is written out, not afterwards.
    if isinstance(value, str) and len(value) > 3 * limit:
        value = value[: 2 * limit] + value[-limit:]
    text = repr(value)
    if len(text) <= limit:
        return text
    tail = (limit - 3) // 2
    return f"{text[: limit - 3 - tail]}...{text[-tail:]}"


def _excerpt(source: str, position: Position) -> str:
    start = max(0, position.column - 1 - MAX_EXCERPT_WIDTH // 2)
    window = source[start : start + MAX_EXCERPT_WIDTH]
    # A terminal must not be steered by what a file contains.
    shown = "".join(mark if mark.isprintable() else " " for mark in window).rstrip()
    before = window[: position.column - 1 - start]
    indent = sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in before)
    number = f"{position.line:>5}"
    return f"{number} | {shown}\n{' ' * len(number)} | {' ' * indent}^"
