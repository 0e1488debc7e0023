"""Find the mapping that an export needs: the one that is named, or the one its header fits."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path

from goodwill.errors import ScenarioError, hint
from goodwill.loading.documents import read_document
from goodwill.loading.events.headers import Header
from goodwill.loading.events.mappings import MappingFile
from goodwill.loading.faults import check

EXPORTS = Path(__file__).parent / "exports"

_MAX_SHOWN = 60


@functools.cache
def shipped_mappings() -> Mapping[str, MappingFile]:
    """Give the mappings that come with goodwill, by name."""
    read = [read_mapping(path) for path in sorted(EXPORTS.glob("*.yaml"))]
    return {mapping.mapping: mapping for mapping in read}


def read_mapping(path: str | PathLike[str]) -> MappingFile:
    """Read a mapping of one's own.

    Raises
    ------
    ScenarioError
        The file is no mapping; all faults are named, with file and line.
    """
    return check(MappingFile, read_document(path))


def find_mapping(given: str | PathLike[str]) -> MappingFile:
    """Read a mapping by its file, or take a shipped one by its name.

    Raises
    ------
    ScenarioError
        There is none, or the file is no mapping.
    """
    shipped = shipped_mappings()
    if str(given) in shipped:
        return shipped[str(given)]
    path = Path(given)
    if not path.exists() and not path.suffix and path.name == str(given):
        raise ScenarioError(f"{given}: there is no such mapping. {hint(str(given), shipped)}")
    return read_mapping(path)


def recognise(header: Header) -> MappingFile:
    """Find the shipped mapping whose header fits best.

    Raises
    ------
    ScenarioError
        None fits, or two fit equally well; it lists what there is.
    """
    fitting = [
        mapping
        for mapping in shipped_mappings().values()
        if mapping.header and header.has(mapping.header)
    ]
    most = max((len(mapping.header) for mapping in fitting), default=0)
    best = [mapping for mapping in fitting if len(mapping.header) == most]
    if len(best) == 1:
        return best[0]
    known = ", ".join(shipped_mappings())
    if best:
        names = " and ".join(mapping.mapping for mapping in best)
        raise ScenarioError(
            f"{header.position}: the header fits {names}. Say which: --mapping NAME."
        )
    raise ScenarioError(
        f"{header.position}: no known export has these columns: {_list(header.names)}. "
        f"Known: {known}. Write a mapping of your own (docs/own_data.md) and say --mapping FILE, "
        "or name one of these."
    )


def guess_separator(first_line: str) -> str:
    """Say which separator a header is written with: the most frequent one of four.

    Examples
    --------
    >>> guess_separator("email;timestamp;event")
    ';'
    """
    return max(",;\t|", key=first_line.count)


def _list(names: Iterable[str]) -> str:
    shown = [name if len(name) <= _MAX_SHOWN else f"{name[:_MAX_SHOWN]}..." for name in names]
    return ", ".join(name or "(without a name)" for name in shown)
