"""Small scenarios to change, and what is refused about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from goodwill.errors import ScenarioError
from goodwill.scenario import load_scenario

SHIPPED = Path(__file__).parents[1] / "data" / "scenarios"


def change(path: Path, old: str, new: str) -> int:
    """Replace a text that is there once; give its line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(path: Path, **how: Any) -> str:
    """Load a scenario that is refused; give what is said."""
    with pytest.raises(ScenarioError) as error:
        load_scenario(path, **how)
    return str(error.value)
