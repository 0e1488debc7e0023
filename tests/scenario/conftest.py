"""Small scenarios that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.scenario.copies import SHIPPED


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the small scenarios that a test may change."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "scenarios"))
