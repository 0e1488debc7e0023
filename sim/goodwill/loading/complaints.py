"""Collect what is wrong in the rows of a long file: each thing once, with all its rows counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn

from goodwill.errors import ScenarioError
from goodwill.loading.positions import Fault, Position, refusal

MAX_KINDS = 20


@dataclass
class _Complaint:
    line: int
    n_rows: int = 0


@dataclass
class Complaints:
    """Hold complaints about a file: a column, a sentence, the first line and how many rows.

    A sentence must not repeat what a cell holds: it may be personal.
    """

    file: str
    _found: dict[tuple[str, str], _Complaint] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Say whether there is any."""
        return bool(self._found)

    def add(self, line: int, column: str, message: str) -> None:
        """Add one; refuse at once where there are too many different ones.

        Raises
        ------
        ScenarioError
            There are more than a reader can take in.
        """
        complaint = self._found.setdefault((column, message), _Complaint(line))
        complaint.n_rows += 1
        if len(self._found) >= MAX_KINDS:
            self.refuse(f"reading stopped after {MAX_KINDS} faults.", line)

    def refuse(self, last: str = "", line: int = 0) -> NoReturn:
        """Say them all.

        Parameters
        ----------
        last
            A sentence to end with.
        line
            Of that sentence.

        Raises
        ------
        ScenarioError
            Always.
        """
        faults = [
            Fault(Position(self.file, found.line), column, message + _count_more(found.n_rows - 1))
            for (column, message), found in self._found.items()
        ]
        if last:
            faults.append(Fault(Position(self.file, line + 1), "", last))
        raise refusal(faults)


class CellError(Exception):
    """A cell is not what it has to be.

    Parameters
    ----------
    column
        The name of its column.
    message
        A sentence that does not repeat the cell.
    """

    def __init__(self, column: str, message: str) -> None:
        super().__init__(f"{column}: {message}")
        self.column = column
        self.message = message


@contextmanager
def told_of(column: str) -> Iterator[None]:
    """Say of which column something is wrong."""
    try:
        yield
    except ScenarioError as error:
        raise CellError(column, str(error)) from None


def _count_more(n_rows: int) -> str:
    if not n_rows:
        return ""
    return f" {n_rows:,} more {'row has' if n_rows == 1 else 'rows have'} the same."
