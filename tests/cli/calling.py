"""Call a command, and see what is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result as Finished

Call = Callable[..., Finished]
"""Takes the words after ``goodwill``."""


def snapshot(folder: Path) -> set[str]:
    """List all that lies in a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
