"""Refuse what may not be in a file of leads, in columns that nobody asks for too."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from os import PathLike

from goodwill.errors import ScenarioError, hint
from goodwill.loading import rows
from goodwill.loading.cells import refuse_unsafe
from goodwill.loading.complaints import Complaints
from goodwill.loading.positions import Position, shorten

_WORDS = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")
_ADDRESSES = {
    *("email", "mail", "phone", "telephone", "tel", "mobile", "cell", "cellphone", "fax"),
    *("msisdn", "whatsapp"),
}
_BESIDE = {
    *("address", "addr", "number", "no", "nr", "e", "1", "2", "3", "id", "to", "from", "reply"),
    *("work", "home", "private", "business", "office", "direct", "main", "primary", "secondary"),
    *("contact", "customer", "client", "lead", "person", "user", "owner", "recipient", "sender"),
}


def refuse_unsafe_cells(
    path: str | PathLike[str],
    separator: str = ",",
    *,
    mapped: Collection[str] = (),
    ignored: Collection[str] = (),
) -> None:
    """Refuse a table with formulas or personal data anywhere, in columns that nobody asks for too.

    Parameters
    ----------
    path
        A CSV file with a header.
    separator
        The character between cells.
    mapped
        Columns whose name may be that of an address or a number: their cells are checked.
    ignored
        Columns that are not looked at: the user knows what they hold, and that it is dropped.

    Raises
    ------
    ScenarioError
        Names the columns and cells together, with file and line; never what cells hold. Or an
        ignored column is not there.
    """
    stream = rows.read_rows(path, separator)
    line, header = next(stream, (0, []))
    names = [name.strip() for name in header]
    _refuse_absent(Position(str(path), line), names, ignored)
    complaints = Complaints(str(path))
    named = [name for name in names if name not in {*mapped, *ignored} and names_address(name)]
    for name in named:
        complaints.add(line, shorten(name), _describe(name))
    looked_at = [at for at, name in enumerate(names) if name not in {*named, *ignored}]
    for line_of_row, row in stream:
        for at in looked_at:
            if at >= len(row):
                break
            try:
                refuse_unsafe(row[at])
            except ScenarioError as error:
                complaints.add(line_of_row, names[at], str(error))
    if complaints:
        complaints.refuse()


def names_address(name: str) -> bool:
    """Tell whether a column's name says that it holds e-mail addresses or phone numbers.

    Examples
    --------
    >>> [names_address(name) for name in ("E-mail", "workPhone", "emails_sent", "origin")]
    [True, True, False, False]
    """
    words = [word.lower() for word in _WORDS.findall(name)]
    known = [word for word in words if word in _ADDRESSES]
    return bool(known) and all(word in _BESIDE for word in words if word not in _ADDRESSES)


def _refuse_absent(position: Position, names: Sequence[str], ignored: Collection[str]) -> None:
    for name in ignored:
        if name not in names:
            known = hint(name, filter(None, names))
            raise ScenarioError(f"{position}: there is no column {name!r} to ignore. {known}")


def _describe(name: str) -> str:
    return (
        "the column holds e-mail addresses or phone numbers, as its name says. Remove it from the "
        f"file, or say in the scenario that it is dropped: 'ignore_columns: [{name}]'."
    )
