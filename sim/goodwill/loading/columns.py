"""Read named columns of a CSV file into typed values; everything is checked before it is returned.

Columns that the mapping does not name are never kept. Memory holds the named columns alone.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import Any, TypeVar, cast

from goodwill.errors import ScenarioError, hint
from goodwill.loading import rows
from goodwill.loading.cells import (
    Kind,
    personal,
    read_date,
    read_id,
    read_number,
    read_word,
    refuse_unsafe,
)
from goodwill.loading.positions import Fault, Position, refusal, shorten

__all__ = ["Columns", "Kind", "read_columns"]

MAX_FAULTS = 20
MAX_WORDS = 1_000

_READERS: dict[Kind, Callable[[str], Any]] = {
    Kind.ID: read_id,
    Kind.DATE: read_date,
    Kind.WORD: read_word,
    Kind.NUMBER: read_number,
}
T = TypeVar("T")


@dataclass(frozen=True)
class Columns:
    """Hold the named columns of a table, each a list with one value a row.

    Attributes
    ----------
    file
        Where they were read.
    kinds
        For each name, what the column holds.
    n_rows
        The number of rows.
    """

    file: str
    kinds: Mapping[str, Kind]
    n_rows: int
    _values: Mapping[str, list[Any]] = field(repr=False)

    def ids(self, name: str) -> list[str]:
        """Give a column of ids, all different."""
        return cast("list[str]", self._column(name, Kind.ID))

    def dates(self, name: str) -> list[dt.datetime | None]:
        """Give a column of moments in UTC; None where an optional cell is empty."""
        return self._column(name, Kind.DATE)

    def words(self, name: str) -> list[str | None]:
        """Give a column of categories; None where an optional cell is empty."""
        return self._column(name, Kind.WORD)

    def numbers(self, name: str) -> list[float | None]:
        """Give a column of finite numbers; None where an optional cell is empty."""
        return self._column(name, Kind.NUMBER)

    def _column(self, name: str, kind: Kind) -> list[Any]:
        if self.kinds.get(name) is not kind:
            known = [known for known, its_kind in self.kinds.items() if its_kind is kind]
            raise ScenarioError(
                f"{self.file}: no column {name!r} of kind {kind}. {hint(name, known)}"
            )
        return self._values[name]


@dataclass
class _Column:
    """Hold a column that is being read."""

    name: str
    header: str
    index: int
    kind: Kind
    fill: str | None
    optional: bool
    values: list[Any] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def take(self, text: str) -> Any:
        """Read a cell; what recurs (words, days) is checked once."""
        if text in self.known:
            return self.known[text]
        if not text.strip():
            return self._empty()
        refuse_unsafe(text)
        value = _READERS[self.kind](text.strip())
        if self.kind is Kind.WORD or (self.kind is Kind.DATE and len(self.known) < MAX_WORDS):
            self.known[text] = value
        if self.kind is Kind.WORD and len(self.known) > MAX_WORDS:
            raise ScenarioError(
                f"the column has more than {MAX_WORDS} different words: free text is not kept. "
                "Map a column of categories."
            )
        return value

    def _empty(self) -> Any:
        if self.fill is not None:
            return self.fill
        if self.optional:
            return None
        advice = "Fill the cell"
        if self.kind is Kind.WORD:
            advice += ", or say which word stands for an empty one"
        raise ScenarioError(f"the cell is empty. {advice}.")


def read_columns(
    path: str | PathLike[str],
    mapping: Mapping[str, str],
    kinds: Mapping[str, Kind | str],
    *,
    fill: Mapping[str, str] | None = None,
    optional: Collection[str] = (),
    separator: str = ",",
) -> Columns:
    """Read the columns that `mapping` names.

    Parameters
    ----------
    path
        A CSV file in UTF-8 with a header.
    mapping
        For each name of ours, the column's name in the file.
    kinds
        For each name of ours, 'id', 'date', 'word' or 'number'.
    fill
        For names of kind 'word', the word that stands for an empty cell.
    optional
        Names (no ids) whose cells may be empty, and are None then.
    separator
        The character between cells.

    Raises
    ------
    ScenarioError
        The file cannot be read or is not a table with these columns; a row has too many or too
        few cells; or a cell is empty, is not of its kind, could be executed by a spreadsheet, holds
        personal data, or repeats an id. Faulty cells are named together, with file and line.
    """
    known_kinds = _check_request(mapping, kinds, fill or {}, optional)
    file = str(path)
    stream = rows.read_rows(path, separator)
    line, header = next(stream, (0, []))
    if not line:
        raise ScenarioError(f"{file}:1: the file is empty. The first line must name the columns.")
    indices = _find_columns(Position(file, line), header, mapping, separator)
    columns = [
        _Column(name, mapping[name], indices[name], kind, (fill or {}).get(name), name in optional)
        for name, kind in known_kinds.items()
    ]
    n_rows = _read_body(stream, columns, len(header), file)
    if not n_rows:
        raise ScenarioError(f"{file}:{line}: the file has a header and no rows. Add at least one.")
    return Columns(file, known_kinds, n_rows, {column.name: column.values for column in columns})


def _check_request(
    mapping: Mapping[str, str],
    kinds: Mapping[str, Kind | str],
    fill: Mapping[str, str],
    optional: Collection[str],
) -> dict[str, Kind]:
    known: dict[str, Kind] = {}
    for name in mapping:
        if name not in kinds:
            raise ScenarioError(f"column {name!r} has no kind. {hint(name, kinds)}")
        if kinds[name] not in list(Kind):
            meant = hint(str(kinds[name]), [kind.value for kind in Kind])
            raise ScenarioError(f"column {name!r}: unknown kind {kinds[name]!r}. {meant}")
        known[name] = Kind(kinds[name])
    for name in (*kinds, *fill, *optional):
        if name not in known:
            raise ScenarioError(f"column {name!r} is not in the mapping. {hint(name, known)}")
    for name in fill:
        if known[name] is not Kind.WORD:
            raise ScenarioError(f"column {name!r} is of kind {known[name]}. Only words are filled.")
    for name in optional:
        if known[name] is Kind.ID:
            raise ScenarioError(f"column {name!r} holds ids. An id cannot be left out.")
    return known


def _find_columns(
    position: Position, header: list[str], mapping: Mapping[str, str], separator: str
) -> dict[str, int]:
    names = [name.strip() for name in header]
    if any(personal(name) for name in names):
        raise ScenarioError(
            f"{position}: the line holds data. The first line must name the columns."
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise ScenarioError(
            f"{position}: column {shorten(twice[0])} is there {names.count(twice[0])} times. "
            "Each column needs a name of its own."
        )
    for wanted in mapping.values():
        if wanted not in names:
            other = next((mark for mark in ";\t|," if mark != separator and mark in names[0]), "")
            if len(names) == 1 and other:
                raise ScenarioError(
                    f"{position}: the cells are separated by {other!r}, not by {separator!r}. "
                    "Say so, or save the file anew."
                )
            raise ScenarioError(
                f"{position}: there is no column {wanted!r}. {hint(wanted, filter(None, names))}"
            )
    return {name: names.index(wanted) for name, wanted in mapping.items()}


def _read_body(
    stream: Iterator[tuple[int, list[str]]], columns: list[_Column], n_cells: int, file: str
) -> int:
    faults: list[Fault] = []
    lines = array("q")
    for line, row in stream:
        lines.append(line)
        if len(lines) > rows.MAX_ROWS:
            raise ScenarioError(f"{file}:{line}: the file has more than {rows.MAX_ROWS} rows.")
        if len(row) != n_cells:
            message = f"the row has {len(row)} cells. The header has {n_cells}."
            faults.append(Fault(Position(file, line), "", message))
            for column in columns:
                column.values.append(None)  # lines and values stay side by side
        else:
            faults += _take_row(columns, row, lines, file)
        if len(faults) >= MAX_FAULTS:
            message = f"reading stopped after {len(faults)} faults."
            faults.append(Fault(Position(file, line + 1), "", message))
            break
    if faults:
        raise refusal(faults)
    return len(lines)


def _take_row(
    columns: list[_Column], row: list[str], lines: array[int], file: str
) -> Iterator[Fault]:
    for column in columns:
        value = None
        try:
            value = column.take(row[column.index])
            if column.kind is Kind.ID:
                _refuse_second(column, value, lines)
        except ScenarioError as error:
            yield Fault(Position(file, lines[-1]), column.header, str(error))
        column.values.append(value)  # also a faulty one


def _refuse_second(column: _Column, value: str, lines: array[int]) -> None:
    if value in column.seen:
        first = lines[column.values.index(value)]
        raise ScenarioError(f"id {value!r} is already in line {first}. Each may be there once.")
    column.seen.add(value)
