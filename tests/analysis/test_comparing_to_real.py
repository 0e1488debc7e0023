"""Simulated and real outcomes of the same leads are counted alike."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from goodwill.analysis import REAL_COLUMNS, compare_with_real
from goodwill.errors import ResultError
from goodwill.eventlog import EVENT, Event, Kind, put_in_order
from goodwill.loading.leads import Deal
from goodwill.running import Result, run
from goodwill.scenario import load_scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative

LEADS = Path(__file__).parents[1] / "data" / "scenarios" / "leads.yaml"


@pytest.fixture(scope="module")
def stream() -> Result:
    """Run three real leads for a month."""
    return run(load_scenario(LEADS))


def with_deals(result: Result, *deals: Deal) -> Result:
    """Put other real deals beside a run."""
    scenario = dataclasses.replace(result.scenario, deals=deals)
    return dataclasses.replace(result, scenario=scenario)


def with_decisions(result: Result, *decisions: tuple[str, int, int]) -> Result:
    """Let these decisions be all that happened: (name, second, Alternative)."""
    rows = [
        tuple(
            Event(
                second,
                Kind.DECIDED,
                result.world.persons[result.world.names.index(name)].id,
                0,
                detail=detail,
            )
        )
        for name, second, detail in decisions
    ]
    events = put_in_order(np.array(rows, dtype=EVENT))
    return dataclasses.replace(result, history=result.history._replace(events=events))


def test_each_origin_has_a_row_and_all_together_the_last(stream: Result) -> None:
    table = compare_with_real(stream)
    assert list(table) == list(REAL_COLUMNS)
    assert table["origin"].tolist() == ["missing", "paid_search", "social", "all"]
    assert table["leads"].tolist() == [1, 1, 1, 3]
    assert table["simulated_close_rate"].between(0, 1).all()


def test_a_real_deal_after_the_horizon_is_not_counted(stream: Result) -> None:
    assert {deal.second >= stream.world.horizon for deal in stream.scenario.deals} == {True}
    assert (compare_with_real(stream)["real_close_rate"] == 0).all()
    assert compare_with_real(stream)["real_median_days"].isna().all()


def test_real_deals_are_counted_from_the_first_contact(stream: Result) -> None:
    began = {lead.name: lead.second for lead in stream.scenario.leads}
    deals = (
        Deal("a1", began["a1"] + 3 * SECONDS_PER_DAY),
        Deal("a1", began["a1"] + 9 * SECONDS_PER_DAY),
        Deal("nobody", 1),
        Deal("c3", began["c3"] + 5 * SECONDS_PER_DAY),
    )
    table = compare_with_real(with_deals(stream, *deals)).set_index("origin")
    assert table["real_close_rate"].tolist() == pytest.approx([0, 1, 1, 2 / 3])
    assert table.loc["paid_search", "real_median_days"] == pytest.approx(3)
    assert table.loc["all", "real_median_days"] == pytest.approx(4)


def test_simulated_deals_are_counted_from_the_first_visit(stream: Result) -> None:
    began = {lead.name: lead.second for lead in stream.scenario.leads}
    decided = with_decisions(
        stream,
        ("b2", began["b2"] + 2 * SECONDS_PER_DAY, Alternative.VENDOR),
        ("c3", began["c3"] + 2 * SECONDS_PER_DAY, Alternative.COMPETITOR),
    )
    table = compare_with_real(decided).set_index("origin")
    assert table["simulated_close_rate"].tolist() == pytest.approx([1, 0, 0, 1 / 3])
    assert table.loc["missing", "simulated_median_days"] == pytest.approx(2)
    assert math.isnan(table.loc["social", "simulated_median_days"])


def test_who_bought_before_it_came_is_no_deal_of_a_lead(stream: Result) -> None:
    began = {lead.name: lead.second for lead in stream.scenario.leads}
    decided = with_decisions(
        stream,
        ("b2", began["b2"] - 5, Alternative.VENDOR),
        ("c3", began["c3"], Alternative.VENDOR),
    )
    early = with_deals(decided, Deal("a1", began["a1"] - SECONDS_PER_DAY))
    table = compare_with_real(early).set_index("origin")
    assert table["simulated_close_rate"].tolist() == pytest.approx([0, 0, 1, 1 / 3])
    assert table["simulated_early"].tolist() == pytest.approx([1, 0, 0, 1 / 3])
    assert (table["real_close_rate"] == 0).all()
    assert table["real_early"].tolist() == pytest.approx([0, 1, 0, 1 / 3])


def test_a_scenario_without_deals_is_refused(pursued: Result) -> None:
    with pytest.raises(ResultError, match=r"bobby\.yaml: there are no real deals"):
        compare_with_real(pursued)
