"""Bind a mapping to the columns that a file has: what it says of a row can be asked then."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from goodwill.errors import ScenarioError, hint
from goodwill.loading.complaints import CellError
from goodwill.loading.events.headers import MISSING, Header
from goodwill.loading.events.mappings import (
    FILLED,
    EventPart,
    KindsPart,
    MappingFile,
    TimesPart,
)
from goodwill.loading.events.moments import find_zone, make_reader
from goodwill.loading.events.table import EventKind
from goodwill.vocabulary import Channel

Row = Sequence[str]
Test = Callable[[Row], bool]
T = TypeVar("T")


class Cell(NamedTuple):
    """Where a column of the mapping is in a row."""

    place: int
    column: str  # its name in the file

    def read(self, row: Row) -> str:
        """Give what stands there, without blanks at the ends; nothing where there is no column."""
        return "" if self.place == MISSING else row[self.place].strip()


class Found(NamedTuple):
    """An event that a row holds."""

    second: int  # since 1970
    kind: EventKind
    channel: Channel | None  # None: as the row says


class Binder:
    """Find the columns of a mapping in a header, and remember which were asked for.

    Raises
    ------
    ScenarioError
        A column is not there and must be.
    """

    def __init__(self, mapping: MappingFile, header: Header) -> None:
        self.used: set[int] = set()
        self._header = header
        self._may_be_missing = mapping.may_be_missing

    def find(self, names: Sequence[str] | None) -> Cell:
        """Find the first of some columns; None: a cell that is always empty."""
        if not names:
            return Cell(MISSING, "")
        place = self._header.find(names, self._may_be_missing)
        if place == MISSING:
            return Cell(MISSING, names[0])
        self.used.add(place)
        return Cell(place, self._header.names[place])

    def make_test(self, condition: Mapping[str, Sequence[str]] | None) -> Test:
        """Make the question whether all columns say what they should."""
        wanted = [
            (self.find([name]), frozenset(word.casefold() for word in words))
            for name, words in (condition or {}).items()
        ]

        def test(row: Row) -> bool:
            for cell, words in wanted:
                said = cell.read(row).casefold()
                if said not in words and not (said and FILLED in words):
                    return False
            return True

        return test

    def make_any(self, conditions: Sequence[Mapping[str, Sequence[str]]]) -> Test:
        """Make the question whether one of several conditions holds."""
        tests = [self.make_test(condition) for condition in conditions]
        return lambda row: any(test(row) for test in tests)


class Unheard:
    """Count the words of columns of conditions that no event of the mapping asks for."""

    def __init__(self, binder: Binder, mapping: MappingFile) -> None:
        known: dict[Cell, set[str]] = {}
        for event in mapping.events:
            for name, words in (event.when or {}).items():
                known.setdefault(binder.find([name]), set()).update(words)
        for name, words in (mapping.ignored or {}).items():
            known.setdefault(binder.find([name]), set()).update(words)
        for event in mapping.events:
            said = binder.find(event.kinds.column) if event.kinds else None
            if event.kinds and said in known:
                known[said].update(event.kinds.words, event.kinds.ignored)
        self._known = [
            (cell, frozenset(word.casefold() for word in (*words, "")))
            for cell, words in known.items()
            if FILLED not in words
        ]
        self.counts: Counter[str] = Counter()

    def notice(self, row: Row) -> None:
        """Count what a row says that nothing asks for, by column."""
        for cell, words in self._known:
            if cell.read(row).casefold() not in words:
                self.counts[cell.column] += 1


class Clock:
    """Read moments on the clock of their row."""

    def __init__(self, binder: Binder, times: TimesPart) -> None:
        self._read = make_reader(times.format)
        self._cell = binder.find(times.zone_column)
        self._zone = find_zone(times.zone)

    def find(self, row: Row) -> dt.tzinfo:
        """Give the clock of a row.

        Raises
        ------
        CellError
            The row names none that exists.
        """
        text = self._cell.read(row)
        try:
            return find_zone(text) if text else self._zone
        except ScenarioError as error:
            raise CellError(self._cell.column, str(error)) from None

    def read(self, cell: Cell, text: str, zone: dt.tzinfo) -> int:
        """Read a moment in seconds since 1970.

        Raises
        ------
        CellError
            It is none.
        """
        try:
            return self._read(text, zone)
        except ScenarioError as error:
            raise CellError(cell.column, str(error)) from None


class EventReader:
    """Read one of the events that a row may hold."""

    def __init__(self, binder: Binder, part: EventPart, clock: Clock) -> None:
        self._cell = binder.find(part.time)
        self._holds = binder.make_test(part.when)
        self._always, self._channel, self._clock = part.kind, part.channel, clock
        self._words = part.kinds
        self._said = binder.find(part.kinds.column if part.kinds else None)
        self._kinds = fold(part.kinds.words) if part.kinds else {}
        self._ignored = {word.casefold() for word in part.kinds.ignored} if part.kinds else set()

    def read(self, row: Row, zone: dt.tzinfo) -> Iterator[Found]:
        """Give what happened, if it did.

        Raises
        ------
        CellError
            A word is not known, or the moment is none.
        """
        if not self._holds(row):
            return
        kinds = self._always if self._words is None else self._look_up(row, self._words)
        if not kinds:
            return
        text = self._cell.read(row)
        if text:
            second = self._clock.read(self._cell, text, zone)
            yield from (Found(second, kind, self._channel) for kind in kinds)
        elif self._words is not None:
            raise CellError(self._cell.column, "the cell is empty. An event needs its moment.")

    def _look_up(self, row: Row, part: KindsPart) -> tuple[EventKind, ...]:
        word = self._said.read(row).casefold()
        kinds = self._kinds.get(word)
        if kinds is None and word not in self._ignored:
            # The word itself is not said: a cell in the wrong column may hold anything.
            known = [*part.words, *part.ignored]
            problem = "the word is not in the mapping" if word else "the cell is empty"
            raise CellError(
                self._said.column,
                f"{problem}. {hint(word[:64], known)} Add it to 'words' or 'ignored'.",
            )
        return kinds or ()


def fold(words: Mapping[str, T]) -> dict[str, T]:
    """Make capitals in keys no difference."""
    return {word.casefold(): meaning for word, meaning in words.items()}
