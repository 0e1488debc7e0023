"""What was found is plain data, and a page made of nothing else."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest

from goodwill.analysis.intervals import Interval
from goodwill.errors import ResultError
from goodwill.validation.describing import describe, describe_patterns
from goodwill.validation.page import sum_up, write_page
from goodwill.validation.patterns import Pattern, Quantity
from goodwill.validation.replacing import Replaced
from goodwill.validation.validating import Finding, Judged, Validation, judge


def make_row(number: int, *intervals: Interval, fitted: bool = False) -> Judged:
    quantities = tuple(
        Quantity(f"share {at}", "%", 1.0, 2.0, f"source {at}") for at, _ in enumerate(intervals)
    )
    findings = tuple(
        Finding(number, one, interval, judge(interval, one))
        for one, interval in zip(quantities, intervals, strict=True)
    )
    return Judged(Pattern(number, f"pattern {number}", "so", fitted, "so", quantities), findings)


INSIDE = Interval(1.5, 1.4, 1.6)
OUTSIDE = Interval(3.0, 2.9, 3.1)
OPEN = Interval(1.9, 1.7, 2.1)
UNKNOWN = Interval(math.nan, -math.inf, math.inf)


@pytest.mark.parametrize(
    ("intervals", "verdict"),
    [
        ((INSIDE, INSIDE), "inside"),
        ((INSIDE, OPEN), "undecided"),
        ((OPEN, OUTSIDE), "outside"),
        ((UNKNOWN,), "undecided"),
    ],
)
def test_a_row_is_inside_where_all_it_has_is(intervals: tuple[Interval, ...], verdict: str) -> None:
    assert make_row(1, *intervals).verdict == verdict


def test_rows_that_do_not_hold_are_named() -> None:
    rows = (make_row(1, INSIDE, fitted=True), make_row(2, OPEN), make_row(3, OUTSIDE))
    text = sum_up(describe(Validation(rows, {"phone_campaign": 2})))
    assert "1 of 3 rows are inside" in text
    assert "of the 2 held out, 0." in text
    assert "Outside: 3 (pattern 3)." in text
    assert "Undecided: 2 (pattern 2)." in text


def test_what_was_found_is_json_without_nan_and_comes_back_as_it_was(tmp_path: Path) -> None:
    described = describe(Validation((make_row(1, INSIDE, UNKNOWN),), {"phone_campaign": 2}))
    path = tmp_path / "validation.json"
    path.write_text(json.dumps(described, allow_nan=False), encoding="utf-8")
    assert describe_patterns(path) == described
    assert "| – | – to – |" in write_page(described)


def test_the_page_says_what_was_used_in_place_of_defaults() -> None:
    replaced = (Replaced("calls", "noticing.connect", 0.95, 0.25, plausible=False),)
    plain = Validation((make_row(1, INSIDE),), {"phone_campaign": 2}, replaced=replaced)
    page = write_page(describe(plain))
    assert "the ledger's defaults. " in page
    assert "| `calls` | `noticing.connect` | 0.95 | 0.25 | outside the ledger's range |" in page
    assert "fewer worlds than usual" in page
    assert "Only 1 of 13 rows were run." in page
    page = write_page(describe(replace(plain, overrides={"memory.burn": 0.5})))
    assert "with other values of `memory.burn`." in page


def test_nothing_was_validated_where_there_is_no_file(tmp_path: Path) -> None:
    assert describe_patterns(tmp_path / "validation.json") is None


@pytest.mark.parametrize("text", ["{", "[]", '{"patterns": []}'])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "validation.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ResultError, match=r"validation\.json: this is"):
        describe_patterns(path)
