"""Deals are counted in a real run of the shipped scenario, and in the list that it names."""

from __future__ import annotations

import csv

from goodwill.validation.living import Task, live_through
from goodwill.validation.places import find_patterns_folder
from goodwill.validation.rows.marketplace import estimate


def test_deals_come_by_origin_and_add_up_over_days() -> None:
    sums = live_through(Task(find_patterns_folder(), "marketplace", 0))
    with (find_patterns_folder() / "requests.csv").open(encoding="utf-8") as file:
        origins = [row["origin"] for row in csv.DictReader(file)]
    assert sums["requests organic_search"] == origins.count("organic_search")
    assert 0 < sums["closed social"] < sums["closed organic_search"] < sums["within 160"]
    values = estimate(sums)
    soon = [values[f"of these within {days} days"] for days in (3, 14, 30, 90)]
    assert soon == sorted(soon)
    assert 0 < soon[0] < soon[-1] < 100
