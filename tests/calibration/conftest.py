"""Let the tests of this folder share helpers, and one reference table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from goodwill.calibration import LearntSummaries, learn_summaries

sys.path.insert(0, str(Path(__file__).parent))

if TYPE_CHECKING:
    from goodwill.calibration import Reference


@pytest.fixture(scope="session")
def memoryless() -> Reference:
    """Simulate many data sets of the memoryless cadence under the prior."""
    from memoryless import make_reference

    return make_reference(20_000, seed=1)


@pytest.fixture(scope="session")
def learnt(memoryless: Reference) -> LearntSummaries:
    """Learn summaries from them."""
    return learn_summaries(memoryless)
