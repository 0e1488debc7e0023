"""Figures say in their headlines what intervals support."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.studies import draw_money

from goodwill.analysis.deciding import Decision, decide
from goodwill.analysis.unfolding import FATES, INTENTS, Unfolded
from goodwill.figures import by_price, tradeoff
from goodwill.figures.frame import clean, find_looks
from goodwill.figures.preparing import prepare_by_price, prepare_over_time, prepare_trade_off
from goodwill.figures.style import render_figure

CLEAR = {"a": (5000.0, 0.5), "b": (200.0, -0.5), "holdout": (1000.0, 0.0)}


def judge(means: dict[str, tuple[float, float]]) -> Decision:
    study = draw_money(np.random.default_rng(7), means, 30)
    goodwill = study.figures[:, :, study.find_metric("mean_goodwill_end")]
    names = ("brand_net", "conversions", "meetings_held", "opt_outs")
    rng = np.random.default_rng(3)
    more = {name: 100.0 * goodwill + rng.normal(size=goodwill.shape) for name in names}
    return decide(study.with_figures(more), 0.0)


def unfold_nothing(decision: Decision) -> Unfolded:
    strategies = decision.study.strategies
    days = np.arange(20.0)
    curves = np.array([[place * days + world for world in range(3)] for place in range(3)])
    fates = np.ones((len(strategies), len(INTENTS), len(FATES)), np.int64)
    goodwill = np.zeros((len(strategies), 1))
    return Unfolded(
        strategies,
        "holdout",
        curves,
        curves,
        fates,
        ((),) * 3,
        ("ann",),
        goodwill,
        goodwill > 1,
        (),
    )


def test_the_trade_off_names_those_that_are_clearly_better_and_worse_in_both() -> None:
    headline = prepare_trade_off(judge(CLEAR)).heading.headline
    assert headline == (
        "a earns more and leaves more goodwill; b earns less and leaves less goodwill than holdout"
    )


def test_where_nothing_is_clear_no_headline_says_otherwise() -> None:
    decision = judge(dict.fromkeys(("a", "b", "holdout"), (1000.0, 0.0)))
    assert "No strategy is clearly better or worse" in prepare_trade_off(decision).heading.headline
    over_time = prepare_over_time(decision, unfold_nothing(decision))
    assert "no strategy can be told from holdout" in over_time.heading.headline
    assert "none is clearly the best" in prepare_by_price(decision).heading.headline


def test_lines_over_time_are_differences_from_the_holdout() -> None:
    decision = judge(CLEAR)
    series = {
        one.strategy: one for one in prepare_over_time(decision, unfold_nothing(decision)).won
    }
    assert set(series) == {"a", "b"}
    assert series["a"].middle[-1] == pytest.approx((0 - 2) * 19.0)
    assert series["b"].low[-1] == pytest.approx(series["b"].high[-1])


def test_the_same_decision_gives_the_same_picture() -> None:
    pictures = {
        render_figure(draw(), ".svg")
        for _ in range(2)
        for draw in (
            lambda: tradeoff.draw(prepare_trade_off(judge(CLEAR))),
            lambda: by_price.draw(prepare_by_price(judge(CLEAR))),
        )
    }
    assert len(pictures) == 2


def test_every_strategy_has_a_look_of_its_own() -> None:
    names = [f"strategy {number}" for number in range(12)]
    looks = find_looks([*names, "holdout", "oracle"], "holdout", ["oracle"])
    assert len({(one.colour, one.line) for one in looks.values()}) == 14


@pytest.mark.parametrize("name", ["$\\frac{$", "a\nb\x07", "x" * 10_000])
def test_a_name_in_a_figure_is_short_and_visible(name: str) -> None:
    assert len(clean(name)) <= 23
    assert clean(name).isprintable()
