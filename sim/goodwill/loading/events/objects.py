"""Read what a webhook sends: a JSON array of objects, or one object a line, as rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from os import PathLike
from typing import Any

from goodwill.errors import ScenarioError
from goodwill.loading.files import read_text
from goodwill.loading.rows import MAX_BYTES, MAX_ROW_BYTES

_BLANKS = " \t\r\n"
_BETWEEN = _BLANKS + ","


def begins_like_objects(start: str) -> bool:
    """Tell from the first characters of a file whether it is JSON.

    Examples
    --------
    >>> begins_like_objects(' [{"email": 1}]'), begins_like_objects("email,time")
    (True, False)
    """
    return start.lstrip(_BLANKS + "\ufeff")[:1] in ("[", "{")


def read_objects(path: str | PathLike[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield a header of all keys, and then a row for each object, with the line it begins on.

    Numbers and true and false become text as in a CSV file; what is nested becomes an empty cell.

    Raises
    ------
    ScenarioError
        The file cannot be read or is no such JSON.
    """
    text = read_text(path, MAX_BYTES)
    objects = list(_split(text, str(path)))
    keys = list(dict.fromkeys(key for _, found in objects for key in found))
    yield 1, keys
    for line, found in objects:
        yield line, [_write(found.get(key)) for key in keys]


def _split(text: str, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    place = len(text) - len(text.lstrip(_BLANKS))
    listed = text[place : place + 1] == "["
    place += listed
    line, counted = 1, 0
    while True:
        while place < len(text) and text[place] in _BETWEEN:
            place += 1
        if place >= len(text) or (listed and text[place] == "]"):
            break
        line, counted = line + text.count("\n", counted, place), place
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            raise ScenarioError(
                f"{file}:{line}: the object that begins here is no JSON, or is not closed."
            ) from None
        if not isinstance(found, dict):
            raise ScenarioError(f"{file}:{line}: an event must be an object: {{...}}.")
        if end - place > MAX_ROW_BYTES:
            raise ScenarioError(
                f"{file}:{line}: an object is longer than {MAX_ROW_BYTES} characters."
            )
        place = end
        yield line, found
    if listed and (place >= len(text) or text[place + 1 :].strip(_BLANKS)):
        raise ScenarioError(f"{file}:{line}: the list does not end with ']' after its last object.")


def _refuse_constant(text: str) -> Any:
    raise ValueError(text)


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # Half a surrogate pair is text to JSON, and to nothing else.
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    return "" if value is None or isinstance(value, list | dict) else repr(value)
