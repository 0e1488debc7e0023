"""What is published of real cases is what their studies left behind, and holds what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.calibration.cases.curves import HELD, LEVEL
from goodwill.calibration.cases.page import PAGE, read_results, render_page
from goodwill.errors import ResultError

ROOT = Path(__file__).parents[3]
RESULTS = read_results(ROOT)


def test_the_page_is_what_the_results_say() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == render_page(RESULTS)


@pytest.mark.parametrize("result", RESULTS, ids=lambda one: one["case"])
def test_points_are_inside_where_their_intervals_hold_them(result: dict[str, object]) -> None:
    assert result["level"] == LEVEL
    for curve in result["curves"]:  # type: ignore[attr-defined]
        bounds = zip(curve["low"], curve["seen"], curve["high"], strict=True)
        inside = [low - 1e-6 <= seen <= high + 1e-6 for low, seen, high in bounds]
        assert inside == curve["inside"]
        assert curve["held"] == pytest.approx(sum(inside) / len(inside))
    held = [one["held"] >= HELD for one in result["curves"]]  # type: ignore[attr-defined]
    assert result["holds"] is all(held)


@pytest.mark.parametrize("result", RESULTS, ids=lambda one: one["case"])
def test_every_case_has_its_picture(result: dict[str, object]) -> None:
    picture = ROOT / "docs" / "pictures" / f"case_{result['case']}.svg"
    assert picture.read_text(encoding="utf-8").startswith("<?xml")


def test_the_bank_says_in_words_what_its_curve_cannot_tell() -> None:
    bank = next(one for one in RESULTS if one["case"] == "bank")
    said, found = " ".join(bank["sentences"]), bank["explanations"]
    apart = abs(found["deviance_on"] - found["deviance_off"])
    assert ("say the same" in said) is (apart <= 5.0)
    assert ("phone curve alone cannot narrow" in said) is (found["width_curve"] > 0.8)
    assert "Randomised spacing" in said


def test_results_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"bank\.json: this cannot be read"):
        read_results(tmp_path)
