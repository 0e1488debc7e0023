"""A small scenario and its report, written once for all tests that only look at it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# Test folders are no packages: this lets the tests of this folder share helpers.
sys.path.insert(0, str(Path(__file__).parent))

from small_reports import make_scenario, report

from goodwill.scenario import Scenario


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Give a scenario with a strategy, another one that does the same, and a holdout."""
    return make_scenario(tmp_path_factory.mktemp("scenario"))


@pytest.fixture(scope="session")
def folder(small: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of its report."""
    out = tmp_path_factory.mktemp("report")
    report(small, out, doubted=True)
    return out
