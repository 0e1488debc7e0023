"""Shipped scenarios get the verdicts that they were made for, by the same means as all others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from goodwill.analysis.deciding import Decision, decide
from goodwill.analysis.sentences import write_verdict
from goodwill.analysis.study import read_study
from goodwill.running import run_many

SCENARIOS = Path(__file__).parents[2] / "scenarios"
N_WORLDS = 20


@cache
def judge(name: str) -> Decision:
    """Run a shipped scenario in a few worlds, and judge it at price 0."""
    runs = run_many(SCENARIOS / f"{name}.yaml", None, N_WORLDS, workers=1, engine="compiled")
    return decide(read_study(runs, "holdout"), 0.0)


def test_pursuit_is_the_best_where_nearly_all_are_about_to_buy() -> None:
    found = judge("buyers_in_a_hurry")
    assert found.choice.leader == "hot_pursuit"
    assert found.choice.decided
    for other in ("nurture", "holdout", "aggressive_pursuit"):
        assert found.claim("net_value", "hot_pursuit", other).finding == "more"
        assert found.claim("conversions", "hot_pursuit", other).finding == "more"
    assert write_verdict(found)[0].text.startswith(
        "At 0 USD per goodwill point, hot_pursuit is worth the most"
    )


def test_what_goodwill_is_worth_later_turns_even_that_verdict() -> None:
    found = judge("buyers_in_a_hurry")
    assert found.claim("mean_goodwill_end", "hot_pursuit", "nurture").finding == "less"
    assert found.winners[0].winner == "hot_pursuit"
    assert found.winners[-1].winner == "nurture"


def test_two_days_of_the_week_cannot_be_told_apart_and_nobody_says_they_can() -> None:
    found = judge("tuesday_or_thursday")
    days = "nurture_tuesdays", "nurture_thursdays"
    assert found.choice.leader is None
    assert not found.choice.decided
    assert set(found.choice.candidates) == set(days)
    assert found.claim("net_value", *days).finding == "undecided"
    assert any({one.strategy, one.other} == set(days) for one in found.undecided)
    said = write_verdict(found)[0].text
    assert all(day in said for day in days)
    assert "worth the most" not in said
