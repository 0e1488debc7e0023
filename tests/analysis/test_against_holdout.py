"""Sentences say what the intervals support, and nothing else."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from goodwill.analysis.against_holdout import ANNOYED, Runs, write_findings, write_interval
from goodwill.analysis.intervals import Interval
from goodwill.errors import UnknownNameError


def _figures(deals: dict[str, list[float]], brand: dict[str, list[float]]) -> pd.DataFrame:
    rows = [
        (strategy, replication, metric, value)
        for metric, of_strategies in (("conversions", deals), ("brand_net", brand))
        for strategy, values in of_strategies.items()
        for replication, value in enumerate(values)
    ]
    rows += [
        (strategy, replication, metric, 2.0)
        for metric in ANNOYED
        for strategy, values in deals.items()
        for replication in range(len(values))
    ]
    return pd.DataFrame(rows, columns=["strategy", "replication", "metric", "value"])


DEALS = {
    "pursue": [40.0, 52.0, 61.0, 33.0],
    "nurture": [30.0, 41.0, 51.0, 22.0],
    "holdout": [20.0, 31.0, 41.0, 13.0],
}
BRAND = {
    "pursue": [-400.0, -420.0, -390.0, -410.0],
    "nurture": [70.0, 73.0, 70.0, 71.0],
    "holdout": [50.0, 52.0, 49.0, 51.0],
}


def test_differences_are_taken_world_by_world() -> None:
    runs = Runs(_figures(DEALS, BRAND), "holdout")
    interval = runs.subtract("pursue", "holdout", "conversions")
    assert interval.estimate == pytest.approx(20.25)
    # the worlds differ by 15 deals and more, the pairs by half a one
    assert interval.high - interval.low < 3


def test_the_order_of_the_rows_changes_nothing() -> None:
    figures = _figures(DEALS, BRAND)
    turned = figures.iloc[::-1].reset_index(drop=True)
    straight, backwards = Runs(figures, "holdout"), Runs(turned, "holdout")
    assert straight.subtract("pursue", "nurture", "brand_net") == backwards.subtract(
        "pursue", "nurture", "brand_net"
    )


def test_strategies_are_ranked_by_deals_and_the_holdout_has_no_more_than_itself() -> None:
    standings = Runs(_figures(DEALS, BRAND), "holdout").rank()
    assert [one.strategy for one in standings] == ["pursue", "nurture", "holdout"]
    assert [one.annoyed for one in standings] == [6.0, 6.0, 6.0]
    assert standings[-1].deals_beyond is None


def test_clear_differences_are_said_with_their_numbers() -> None:
    deals, brand, trade = write_findings(Runs(_figures(DEALS, BRAND), "holdout"))
    assert deals.startswith("Deals: pursue (+20.2, ")
    assert "won more than holdout" in deals
    assert "nurture (+20.5, " in brand
    assert "left it worse than holdout" in brand
    assert trade.startswith("The trade: pursue won more deals than nurture (")


def test_where_nothing_is_clear_that_is_what_is_said() -> None:
    noisy = {"pursue": [10.0, 40.0, 5.0, 30.0], "holdout": [30.0, 10.0, 20.0, 15.0]}
    brand = {"pursue": [-9.0, 9.0, -8.0, 8.0], "holdout": [5.0, -5.0, 4.0, -4.0]}
    deals, brand_said, *_ = write_findings(Runs(_figures(noisy, brand), "holdout"))
    assert deals == "Deals: no clear difference from holdout for any strategy."
    assert brand_said == "Brand: no clear difference from holdout for any strategy."


def test_one_rival_is_not_said_to_trade_with_itself() -> None:
    noisy = {"pursue": [10.0, 40.0, 5.0, 30.0], "holdout": [30.0, 10.0, 20.0, 15.0]}
    brand = {"pursue": [-9.0, 9.0, -8.0, 8.0], "holdout": [5.0, -5.0, 4.0, -4.0]}
    assert len(write_findings(Runs(_figures(noisy, brand), "holdout"))) == 2


def test_strategies_that_no_vendor_can_run_are_left_out() -> None:
    deals = DEALS | {"oracle": [90.0, 100.0, 110.0, 80.0]}
    brand = BRAND | {"oracle": [90.0, 95.0, 92.0, 91.0]}
    findings = write_findings(Runs(_figures(deals, brand), "holdout"), ceilings=["oracle"])
    assert "oracle" not in " ".join(findings)


def test_without_rivals_there_is_nothing_to_say() -> None:
    alone = {"holdout": DEALS["holdout"]}
    assert write_findings(Runs(_figures(alone, {"holdout": BRAND["holdout"]}), "holdout")) == []


def test_a_holdout_that_was_not_run_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no strategy 'control' was run"):
        Runs(_figures(DEALS, BRAND), "control")


def test_an_interval_without_bounds_can_be_written() -> None:
    assert write_interval(Interval(2.0, float("-inf"), float("inf"))) == "+2, −inf to +inf"


CLAIMS = ("won more", "won fewer", "left it", "kept more goodwill", "clearly ahead of")


@pytest.mark.parametrize(("n_rivals", "n_worlds"), [(2, 4), (30, 20)])
def test_of_equal_strategies_hardly_anything_is_claimed(n_rivals: int, n_worlds: int) -> None:
    # Who sells more annoys more, by luck alone: the last sentence then picks the two extremes.
    # With intervals for the pairs of the holdout and one more alone, 30 rivals failed this.
    rng = np.random.default_rng(20260105)
    names = [*(f"strategy {number}" for number in range(n_rivals)), "holdout"]
    n_studies = 500
    n_false = 0
    for _ in range(n_studies):
        deals = rng.normal(size=(n_rivals + 1, n_worlds))
        by_name = dict(zip(names, deals.tolist(), strict=True))
        brand = dict(zip(names, (-deals).tolist(), strict=True))
        said = " ".join(write_findings(Runs(_figures(by_name, brand), "holdout")))
        n_false += any(claim in said for claim in CLAIMS)
    assert n_false / n_studies <= 0.05 + 4.5 * math.sqrt(0.05 * 0.95 / n_studies)


def test_every_word_of_a_claim_is_one_that_findings_use() -> None:
    fewer = DEALS | {"nurture": [one - 9.0 for one in DEALS["holdout"]]}
    torn = BRAND | {"pursue": [200.0, 20.0, 260.0, 40.0], "nurture": [30.0, 190.0, 45.0, 230.0]}
    outcomes = ((DEALS, BRAND), (fewer, BRAND), (DEALS, torn))
    said = " ".join(
        sentence
        for deals, brand in outcomes
        for sentence in write_findings(Runs(_figures(deals, brand), "holdout"))
    )
    assert [claim for claim in CLAIMS if claim not in said] == []


def test_a_strategy_that_is_best_at_both_is_said_to_lead() -> None:
    brand = BRAND | {"pursue": [140.0, 160.0, 150.0, 155.0]}
    *_, lead = write_findings(Runs(_figures(DEALS, brand), "holdout"))
    assert lead.startswith("No trade: pursue won more deals than nurture (")


def test_a_lead_that_is_clear_in_one_count_alone_is_said_to_be_so() -> None:
    brand = BRAND | {"pursue": [200.0, 20.0, 260.0, 40.0], "nurture": [30.0, 190.0, 45.0, 230.0]}
    *_, lead = write_findings(Runs(_figures(DEALS, brand), "holdout"))
    assert lead == (
        "pursue is first in deals and for the brand, but clearly ahead of nurture only in deals."
    )


def test_a_lead_that_is_clear_in_nothing_is_said_to_be_none() -> None:
    deals = DEALS | {"pursue": [90.0, 20.0, 95.0, 25.0], "nurture": [20.0, 88.0, 24.0, 80.0]}
    brand = BRAND | {"pursue": [200.0, 20.0, 260.0, 40.0], "nurture": [30.0, 190.0, 45.0, 230.0]}
    *_, lead = write_findings(Runs(_figures(deals, brand), "holdout"))
    assert lead == ("pursue is first in deals and for the brand, but nurture may be as good.")
