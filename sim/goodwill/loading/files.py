"""Open a file that somebody named, and say in one sentence why that is not possible."""

from __future__ import annotations

import codecs
import difflib
import os
import stat
from pathlib import Path
from typing import BinaryIO

from goodwill.errors import ScenarioError

_OTHER_ENCODINGS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def open_file(path: str | os.PathLike[str], max_bytes: int) -> BinaryIO:
    """Open a regular file of limited size for reading bytes.

    Parameters
    ----------
    path
        The file.
    max_bytes
        The largest size that is accepted.

    Raises
    ------
    ScenarioError
        The file is missing, is no regular file, cannot be read or is too large.
    """
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise ScenarioError(f"{path}: this is a folder. Name a file in it.")
        # Opening a pipe would wait for ever; a device may never end.
        if not stat.S_ISREG(status.st_mode):
            raise ScenarioError(f"{path}: this is not a regular file. Name a file of text.")
        if status.st_size > max_bytes:
            raise ScenarioError(_too_large(path, status.st_size, max_bytes))
        return Path(path).open("rb")
    except FileNotFoundError:
        raise ScenarioError(f"{path}: there is no such file.{_neighbour(path)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScenarioError(f"{path}: cannot be read: {reason}.") from None


def read_text(path: str | os.PathLike[str], max_bytes: int) -> str:
    """Read a whole file of UTF-8 text; a byte order mark is dropped.

    Raises
    ------
    ScenarioError
        As `open_file`, or the file is not UTF-8.
    """
    with open_file(path, max_bytes) as file:
        try:
            raw = file.read(max_bytes + 1)
        except OSError as error:
            raise ScenarioError(f"{path}: cannot be read: {error.strerror}.") from None
    if len(raw) > max_bytes:  # a file may grow, or not know its own size
        raise ScenarioError(_too_large(path, len(raw), max_bytes))
    return decode(raw, str(path), first_line=1)


def decode(raw: bytes, file: str, first_line: int) -> str:
    """Turn bytes into text.

    Parameters
    ----------
    raw
        Bytes that begin a line, or a whole file.
    file
        The file's name, for the complaint.
    first_line
        The number of the line that `raw` begins; a byte order mark is dropped in line 1.

    Raises
    ------
    ScenarioError
        The bytes are not UTF-8, with the line and column of the first wrong one.
    """
    if first_line == 1:
        for mark, encoding in _OTHER_ENCODINGS.items():
            if raw.startswith(mark):
                raise ScenarioError(
                    f"{file}:1: the file is written in {encoding}. Save it as UTF-8."
                )
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = first_line + before.count(b"\n")
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise ScenarioError(
            f"{file}:{line}:{column}: byte 0x{raw[error.start]:02x} is not UTF-8. "
            "Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8')."
        ) from None


def _too_large(path: str | os.PathLike[str], size: int, limit: int) -> str:
    with Path(path).open("rb") as file:
        line = file.read(limit).count(b"\n") + 1
    return (
        f"{path}:{line}: the file has {size} bytes. At most {limit} are accepted, "
        "which end in this line."
    )


def _neighbour(path: str | os.PathLike[str]) -> str:
    wanted = Path(path)
    try:
        names = [entry.name for entry in os.scandir(wanted.parent)]
    except (OSError, ValueError):
        return ""
    near = difflib.get_close_matches(wanted.name, names, n=1, cutoff=0.75)
    return f" Did you mean {near[0]!r}?" if near else ""
