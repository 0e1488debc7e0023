"""The results that are kept are those of the table, the worlds and the page that are here now."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.validation import __main__ as writing
from goodwill.validation.describing import RESULTS_FILE, describe_patterns
from goodwill.validation.experiments import find_experiment
from goodwill.validation.page import write_page
from goodwill.validation.patterns import find_patterns

ROOT = Path(__file__).parents[2]
KEPT = describe_patterns(ROOT / RESULTS_FILE)


kept = pytest.mark.skipif(KEPT is None, reason="no results are kept yet")


@kept
def test_every_row_of_the_table_was_run_against_the_ranges_that_it_has_now() -> None:
    assert KEPT
    found = {
        (one["row"], one["quantity"]): (one["target_low"], one["target_high"], one["source"])
        for one in [*KEPT["patterns"], *KEPT["reported"]]
    }
    wanted = {
        (row.number, one.name): (
            *(float(f"{end:.6g}") if abs(end) < float("inf") else None for end in one[2:4]),
            one.source,
        )
        for row in find_patterns()
        for one in row.quantities
    }
    assert found == wanted


@kept
def test_every_experiment_had_all_its_worlds() -> None:
    assert KEPT
    assert KEPT["worlds"] == {
        row.module: find_experiment(row.module).n_worlds for row in find_patterns() if row.module
    }


@kept
def test_the_page_is_what_the_results_say() -> None:
    assert KEPT
    page = (ROOT / writing.PAGE).read_text(encoding="utf-8")
    assert page == write_page(KEPT)
