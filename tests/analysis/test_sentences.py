"""Sentences say what claims carry, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from studies import draw_money, make_study

from goodwill.analysis.deciding import Decision, decide, list_prices, round_up
from goodwill.analysis.numerals import round_digits, round_digits_down, round_digits_up
from goodwill.analysis.sentences import Sentence, write_changes, write_verdict
from goodwill.analysis.study import Study
from goodwill.errors import GoodwillError

MORE = ("brand_net", "conversions", "meetings_held", "opt_outs")


def fill_up(study: Study) -> Study:
    """Add the other figures that a decision speaks of."""
    rng = np.random.default_rng(3)
    goodwill = study.figures[:, :, study.find_metric("mean_goodwill_end")]
    noise = rng.normal(size=goodwill.shape)
    return study.with_figures(dict.fromkeys(MORE, 100.0 * goodwill + noise))


def judge(
    means: dict[str, tuple[float, float]], n_worlds: int = 30, price: float = 0.0
) -> Decision:
    return decide(fill_up(draw_money(np.random.default_rng(7), means, n_worlds)), price)


def read(sentences: tuple[Sentence, ...]) -> str:
    return " ".join(one.text for one in sentences)


def test_a_clear_winner_is_named_with_its_lead() -> None:
    decision = judge({"a": (5000.0, 0.1), "b": (3000.0, 0.0), "holdout": (1000.0, 0.0)})
    text = read(write_verdict(decision))
    assert text.startswith("At 0 USD per goodwill point, a is worth the most: ")
    assert "USD more in net value" in text
    assert decision.choice.leader == "a"


def test_what_cannot_be_told_apart_is_not_told_apart() -> None:
    decision = judge(dict.fromkeys(("a", "b", "holdout"), (3000.0, 0.0)))
    first, second, _ = write_verdict(decision)
    assert "the strategies cannot be told apart in net value" in first.text
    assert "worth the most" not in first.text
    assert "no difference in net value that can be told" in second.text
    assert "More worlds: " in read(write_changes(decision))


def test_two_candidates_are_named_and_the_others_ruled_out() -> None:
    decision = judge({"a": (5000.0, 0.0), "b": (5000.0, 0.0), "holdout": (1000.0, 0.0)})
    first = write_verdict(decision)[0].text
    assert "cannot be told apart" in first
    assert "holdout is worth less than the best of them" in first


def test_strategies_that_do_the_same_are_said_to_be_the_same() -> None:
    study = fill_up(draw_money(np.random.default_rng(7), {"holdout": (1000.0, 0.0)}, 20))
    twins = Study(
        ("twin", "holdout"),
        study.replications,
        study.metrics,
        np.concatenate([study.figures, study.figures]),
        "holdout",
    )
    decision = decide(twins, 5.0)
    assert all(one.joint == (0.0, 0.0, 0.0) for one in decision.comparison.differences)
    first, second, _ = write_verdict(decision)
    assert "twin are worth exactly the same" in first.text or "twin and" in first.text
    assert "brings exactly the same" in second.text
    assert decision.undecided == ()


def test_a_price_turns_the_verdict() -> None:
    means = {"rich": (5000.0, -1.0), "kind": (3000.0, 1.0), "holdout": (0.0, 0.0)}
    assert judge(means).choice.leader == "rich"
    assert judge(means, price=5000.0).choice.leader == "kind"
    third = write_verdict(judge(means))[2].text
    assert "rich is the best; from " in third
    assert "it is open; above " in third
    assert third.endswith("kind is the best.")


def test_every_sentence_with_a_number_of_a_claim_carries_that_claim() -> None:
    decision = judge({"a": (5000.0, 0.1), "b": (3000.0, 0.0), "holdout": (1000.0, 0.0)})
    first, second, _ = write_verdict(decision)
    assert {one.finding for one in first.claims} == {"more"}
    assert {one.metric for one in second.claims} == {"net_value", "brand_net"}


def test_one_strategy_or_one_world_is_no_comparison() -> None:
    alone = {"revenue": {"holdout": [1.0, 2.0]}}
    with pytest.raises(GoodwillError, match="1 strategies in 2 worlds cannot be compared"):
        decide(make_study(alone), 0.0)


def test_a_grid_of_prices_reaches_beyond_the_price_asked_for() -> None:
    study = draw_money(np.random.default_rng(7), {"holdout": (1000.0, 0.0)}, 20)
    assert list_prices(study, 0.0)[0] == 0.0
    assert list_prices(study, 7e6)[-1] == 1e7


def test_numbers_are_rounded_to_what_counts() -> None:
    assert round_digits(1_153_820.0) == 1_150_000.0
    assert round_up(1.1) == 2.0


@given(st.floats(1e-6, 1e9))
def test_bounds_are_rounded_outwards_to_three_digits(value: float) -> None:
    down, up = round_digits_down(value), round_digits_up(value)
    assert down <= value <= up
    assert up - down <= 1.02e-2 * value
