"""Where machine code is kept: a folder for each state of the sources, shared by all processes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goodwill.errors import GoodwillError

PACKAGE = Path(__file__).resolve().parents[2]
COMPILED_FROM = (
    *("kernels.py", "vocabulary.py", "eventlog.py", "draws", "behaviour", "parameters"),
    *("strategy", "engines/moments.py", "engines/tables", "engines/compiled"),
)
LOCK = "lock"
READY = "ready"  # a file that says that everything is there


@cache
def find_cache() -> Path:
    """Give the folder for the machine code of just these sources, here.

    ``GOODWILL_CACHE`` names another place than the user's cache folder.
    """
    digest = hashlib.sha256()
    for name in ("numba", "llvmlite", "numpy"):
        digest.update(f"{name} {version(name)}\n".encode())
    digest.update(f"{platform.python_version()} {platform.machine()}\n".encode())
    for name in COMPILED_FROM:
        place = PACKAGE / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            # Numba files machine code by a source's path, and by when it was written.
            digest.update(f"{file} {file.stat().st_mtime_ns}\n".encode() + file.read_bytes())
    return _find_base() / digest.hexdigest()[:16]


def _find_base() -> Path:
    """Find the user's cache folder; where there is none to write to, one for the time being."""
    named = os.environ.get("GOODWILL_CACHE")
    if named:
        return Path(named)
    try:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "goodwill"
        base.mkdir(parents=True, exist_ok=True)
        if os.access(base, os.W_OK):
            return base
    except (OSError, RuntimeError):  # no home, or not one to write to
        pass
    return Path(tempfile.gettempdir()) / f"goodwill-{os.getuid()}"


def has_compiled() -> bool:
    """Say whether machine code of these sources is there, to be loaded in a moment."""
    return (find_cache() / READY).exists()


@contextmanager
def keeping_code() -> Iterator[None]:
    """Let Numba keep machine code in :func:`find_cache`; say so there when all is done."""
    from numba.core import config

    settings: Any = config
    folder = find_cache()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GoodwillError(
            f"{folder}: machine code cannot be kept there: {error.strerror}. "
            "Name another folder by GOODWILL_CACHE, or use the engine 'simpy'."
        ) from error
    before = settings.CACHE_DIR
    with (folder / LOCK).open("w") as lock:
        # Of several processes one compiles; the others wait, and load.
        fcntl.flock(lock, fcntl.LOCK_EX)
        settings.CACHE_DIR = str(folder)
        try:
            yield
            (folder / READY).touch()
        finally:
            settings.CACHE_DIR = before
