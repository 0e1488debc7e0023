"""Read rows of the files that real cases need."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from goodwill.errors import ResultError


def open_rows(
    path: Path, columns: Sequence[str], *, separator: str = ","
) -> Iterator[dict[str, str]]:
    """Give the rows of a CSV file, by column.

    Parameters
    ----------
    path
        The file.
    columns
        That it must have.
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
                if any(row[column] is None for column in columns):
                    raise ResultError(f"{path}:{reader.line_num}: this row is too short.")
                yield {column: row[column] for column in columns}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ResultError(f"{path}: this is no CSV file in UTF-8: {error}.") from error
