"""Read rows of the files that real cases need."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from goodwill.errors import ResultError

_Read = TypeVar("_Read")


def find_files(folder: Path, names: Sequence[str], n_files: int) -> tuple[Path, ...]:
    """Give the places of a case's files, in the order that they are declared in.

    Raises
    ------
    ResultError
        More or fewer are declared than the case needs.
    """
    if len(names) != n_files:
        raise ResultError(f"data: {', '.join(names)}: {len(names)} files, {n_files} are needed.")
    return tuple(folder / name for name in names)


def read_rows(
    path: Path,
    columns: Sequence[str],
    read: Callable[[Mapping[str, str]], _Read],
    *,
    separator: str = ",",
) -> Iterator[_Read]:
    """Read a CSV file row by row.

    Parameters
    ----------
    path
        The file.
    columns
        That it must have.
    read
        Makes something of a row's cells, by column; raises ValueError with a sentence if it cannot.
    separator
        Between cells.

    Raises
    ------
    ResultError
        There is no such file, or it is not what it has to be.
    """
    if not path.is_file():
        raise ResultError(
            f"{path}: there is no such file. Name the folder where it is with --data DIR, or in "
            "GOODWILL_DATA."
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=separator, strict=True)
            missing = sorted(set(columns) - set(reader.fieldnames or ()))
            if missing:
                raise ResultError(f"{path}:1: columns {', '.join(missing)} are missing.")
            for row in reader:
                yield _read_row(row, columns, read, f"{path}:{reader.line_num}")
    except (UnicodeDecodeError, csv.Error) as error:
        raise ResultError(f"{path}: this is no CSV file in UTF-8: {error}.") from error


def _read_row(
    row: Mapping[str, str],
    columns: Sequence[str],
    read: Callable[[Mapping[str, str]], _Read],
    where: str,
) -> _Read:
    if any(row[column] is None for column in columns):
        raise ResultError(f"{where}: this row is too short.")
    try:
        return read(row)
    except ValueError as error:
        raise ResultError(f"{where}: {error}") from error
