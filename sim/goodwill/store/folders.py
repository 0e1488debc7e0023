"""Make files and folders appear whole or not at all.

What is being written lies beside its place under a name that begins with a dot and holds the
number of the writing process; what a process that died has left there is cleared away.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goodwill.errors import ResultError

_NEW, _OLD = "new", "old"


def list_contents(folder: Path) -> list[str]:
    """List the names in a folder that may not exist yet.

    Raises
    ------
    ResultError
        There is something at this place that is no folder, or cannot be looked into.
    """
    if folder.is_symlink():
        raise ResultError(f"{folder}: this is a link. Name the folder itself.")
    try:
        return sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ResultError(f"{folder}: no result can be written here: {error.strerror}.") from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and make its folder: whoever looks finds the old one or the whole new one.

    Raises
    ------
    ResultError
        It cannot be written.
    """
    with _told_as_result_error(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        new = _place_beside(path, _NEW)
        try:
            with new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
            _sync(path.parent)
        finally:
            new.unlink(missing_ok=True)


def clear_files(folder: Path) -> None:
    """Clear away files in a folder that processes were writing when they died.

    Raises
    ------
    ResultError
        They cannot be removed.
    """
    pattern = re.compile(rf"\..+\.{_NEW}-([0-9]+)")
    with _told_as_result_error(folder):
        for path in sorted(folder.iterdir()):
            found = pattern.fullmatch(path.name)
            if found and not _runs(int(found[1])):
                path.unlink(missing_ok=True)


def replace_folder(folder: Path, fill: Callable[[Path], None]) -> None:
    """Put a new folder in the place of an old one, or of nothing.

    Parameters
    ----------
    folder
        The place.
    fill
        Writes the contents into the folder that it is given. If it fails, or is interrupted, the
        old folder stays as it is.

    Raises
    ------
    ResultError
        It cannot be written.
    """
    with _told_as_result_error(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        _clear_away(folder)
        new, old = _place_beside(folder, _NEW), _place_beside(folder, _OLD)
        try:
            new.mkdir()
            fill(new)
            _sync(new)
            _swap(new, folder, old)
            _sync(folder.parent)
        finally:
            shutil.rmtree(new, ignore_errors=True)
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Rename the old folder away and the new one into its place, or leave all as it was."""
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise


def _place_beside(path: Path, role: str) -> Path:
    return path.parent / f".{path.name}.{role}-{os.getpid()}"


def _clear_away(folder: Path) -> None:
    """Clear away what dead processes left; give back an old folder that has no successor."""
    pattern = re.compile(rf"\.{re.escape(folder.name)}\.({_NEW}|{_OLD})-([0-9]+)")
    for path in sorted(folder.parent.iterdir()):
        found = pattern.fullmatch(path.name)
        if not found or _runs(int(found[2])):
            continue
        if found[1] == _OLD and not folder.exists():
            path.rename(folder)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _runs(process: int) -> bool:
    """Say whether another process of this number is there."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _sync(folder: Path) -> None:
    """Have the names in a folder written to disk, where the system can do that."""
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _told_as_result_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ResultError(f"{path}: this cannot be written: {error.strerror or error}.") from error
