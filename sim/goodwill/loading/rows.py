"""Stream the rows of a CSV file, and say in one sentence where it stops being one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from os import PathLike
from typing import BinaryIO

from goodwill.errors import ScenarioError
from goodwill.loading.files import decode, open_file

MAX_BYTES = 200_000_000
MAX_ROW_BYTES = 1_000_000
MAX_ROWS = 5_000_000

_ADVICE = {
    "field larger than field limit": "a cell is very long: a quotation mark is probably not closed",
    "unexpected end of data": "a quotation mark is not closed before the file ends",
    "expected after": (
        "a quotation mark stands inside a cell (double it), or the separator is another"
    ),
    "new-line character": "lines end with CR alone; save the file with LF or CR LF",
}


def read_rows(path: str | PathLike[str], separator: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the number of the line on which it begins; empty lines are left out.

    The first row is the header. Memory is bounded by the longest row.

    Raises
    ------
    ScenarioError
        The file cannot be read, is not UTF-8 text or is not CSV.
    """
    file = str(path)
    with open_file(path, MAX_BYTES) as binary:
        lines = _Lines(binary, file)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        while True:
            first_line = lines.n_lines + 1
            lines.n_pending = 0
            try:
                row = next(reader, None)
            except csv.Error as error:
                raise ScenarioError(f"{file}:{first_line}: {_explain(error)}.") from None
            if row is None:
                return
            if row:
                yield first_line, row


class _Lines:
    """Iterate over decoded lines within the limits."""

    def __init__(self, binary: BinaryIO, file: str) -> None:
        self.n_lines = 0
        self.n_pending = 0  # bytes of the row being read
        self._binary = binary
        self._file = file

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            raw = self._binary.readline(MAX_ROW_BYTES + 1)
        except OSError as error:
            raise ScenarioError(f"{self._file}: cannot be read: {error.strerror}.") from None
        if not raw:
            raise StopIteration
        self.n_lines += 1
        self.n_pending += len(raw)
        place = f"{self._file}:{self.n_lines}"
        if self.n_lines == 1 and raw.startswith((b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")):
            raise ScenarioError(f"{place}: this is a spreadsheet or an archive. Export it as CSV.")
        if self.n_pending > MAX_ROW_BYTES:
            raise ScenarioError(
                f"{place}: a row is longer than {MAX_ROW_BYTES} bytes. "
                "A quotation mark is probably not closed, or the lines end with CR alone."
            )
        text = decode(raw, self._file, self.n_lines)
        if "\0" in text:
            raise ScenarioError(f"{place}: the line has a NUL character. Save the file as text.")
        return text


def _explain(error: csv.Error) -> str:
    said = str(error)
    return next((advice for sign, advice in _ADVICE.items() if sign in said), f"not CSV: {said}")
