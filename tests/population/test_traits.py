"""Each trait follows the law that the ledger names."""

from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from goodwill.draws import seed_key
from goodwill.parameters import defaults
from goodwill.population.columns import Luck
from goodwill.population.traits import draw_traits

ALMOST_NEVER = 6.8e-6  # two-sided probability beyond 4.5 standard errors
N_PEOPLE = 20_000
TRAITS = defaults().traits


@cache
def sample() -> dict[str, npt.NDArray[Any]]:
    return draw_traits(Luck(seed_key(7), np.arange(N_PEOPLE), 0), defaults())


@pytest.mark.parametrize(
    ("trait", "law"),
    [
        ("seniority", stats.uniform()),
        ("need", stats.uniform()),
        ("fit", stats.norm()),
        ("taste", stats.norm()),
        ("score_noise", stats.norm()),
        ("patience", stats.lognorm(TRAITS.patience_sigma)),
        ("attention", stats.lognorm(TRAITS.attention_sigma)),
        ("phone", stats.lognorm(TRAITS.phone_sigma)),
        (
            "reach",
            stats.truncpareto(
                TRAITS.reach_tail, TRAITS.reach_most / TRAITS.reach_least, scale=TRAITS.reach_least
            ),
        ),
    ],
    # The text of a law is an address, which no two processes share.
    ids=lambda value: value if isinstance(value, str) else "law",
)
def test_a_trait_follows_its_law(trait: str, law: Any) -> None:
    assert stats.kstest(sample()[trait], law.cdf).pvalue > ALMOST_NEVER


@pytest.mark.parametrize("trait", ["frailty", "activity"])
def test_a_factor_on_rates_is_one_on_average(trait: str) -> None:
    column = sample()[trait]
    sigma = getattr(TRAITS, f"{trait}_sigma")
    law = stats.lognorm(sigma, scale=np.exp(-sigma * sigma / 2))
    assert stats.kstest(column, law.cdf).pvalue > ALMOST_NEVER
    assert law.mean() == pytest.approx(1.0)
    assert abs(column.mean() - 1.0) < 4.5 * column.std() / np.sqrt(N_PEOPLE)


@pytest.mark.parametrize(
    ("trait", "share"),
    [
        ("reticence", TRAITS.reticent_share),
        ("machine_opens", defaults().noticing.machine_share),
    ],
)
def test_a_habit_has_its_share_of_people(trait: str, share: float) -> None:
    column = sample()[trait]
    assert set(column.tolist()) == {0, 1}
    assert abs(column.mean() - share) < 4.5 * np.sqrt(share * (1 - share) / N_PEOPLE)
