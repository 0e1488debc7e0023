"""The results that are kept are those of the table, the worlds and the page that are here now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from goodwill.validation import __main__ as writing
from goodwill.validation.describing import RESULTS_FILE, describe_patterns
from goodwill.validation.experiments import find_experiment
from goodwill.validation.page import write_page
from goodwill.validation.patterns import find_patterns, patterns
from goodwill.validation.places import FOLDER
from goodwill.validation.replacing import hash_inputs

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def kept() -> Mapping[str, Any]:
    described = describe_patterns(ROOT / RESULTS_FILE)
    assert described, "run `make validation`"
    return described


def test_the_results_come_from_the_ledger_the_table_and_the_scenarios_as_they_are(
    kept: Mapping[str, Any],
) -> None:
    assert kept["inputs_sha256"] == hash_inputs(ROOT / FOLDER, patterns()), "run `make validation`"
    assert not kept["overrides"]
    assert not kept["fewer_worlds"]


def test_every_row_of_the_table_was_run_against_the_ranges_that_it_has_now(
    kept: Mapping[str, Any],
) -> None:
    found = {
        (one["row"], one["quantity"]): (one["target_low"], one["target_high"], one["source"])
        for one in [*kept["patterns"], *kept["reported"]]
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


def test_every_experiment_had_all_its_worlds(kept: Mapping[str, Any]) -> None:
    assert kept["worlds"] == {
        row.module: find_experiment(row.module).n_worlds for row in find_patterns()
    }


def test_the_page_is_what_the_results_say(kept: Mapping[str, Any]) -> None:
    page = (ROOT / writing.PAGE).read_text(encoding="utf-8")
    assert page == write_page(kept)
