"""What is published of real cases is what their studies left behind, and holds what it must."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodwill.calibration.cases.curves import HELD, LEVEL
from goodwill.calibration.cases.fitting import Settings
from goodwill.calibration.cases.page import PAGE, read_results, render_page
from goodwill.calibration.cases.recalling import recall_study
from goodwill.calibration.cases.telling import describe_study, write_sentences
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


@pytest.mark.parametrize("result", RESULTS, ids=lambda one: one["case"])
def test_what_is_published_is_what_the_code_writes_of_these_figures(
    result: dict[str, Any],
) -> None:
    study = recall_study(result)
    again = json.loads(json.dumps(describe_study(study), allow_nan=False))
    assert again.keys() == result.keys()
    made, makes = result["provenance"], again["provenance"]
    assert made.keys() == makes.keys()
    # Of the same declaration, scenario and people; the model may have gone on since.
    assert made["case_sha256"] == study.case.sha256
    assert made["settings"] == Settings()._asdict()
    assert {**again, "provenance": made} == result
    assert [*write_sentences(study)] == result["sentences"]


def test_what_no_study_has_is_refused() -> None:
    wrong = {**RESULTS[0], "numbers": [{**RESULTS[0]["numbers"][0], "remark": "by hand"}]}
    with pytest.raises(ResultError, match="remark"):
        recall_study(wrong)


def test_results_that_are_not_there_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ResultError, match=r"bank\.json: this cannot be read"):
        read_results(tmp_path)
