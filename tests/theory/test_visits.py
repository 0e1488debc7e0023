"""Visits are a thinned Poisson stream: their numbers follow Poisson's law."""

from math import exp, log

import numpy as np
import numpy.typing as npt
import pytest
from scipy import integrate
from tests.blank import IDLE, TOUCH
from tests.theory.judging import LIMIT, miss, miss_of_mean
from tests.theory.worlds import PERSON, QUIET, quiet_world, with_outreach, with_script

from goodwill.behaviour.living import wait_for_candidate
from goodwill.behaviour.people import Mood
from goodwill.draws import Decision, draw_many, seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_YEAR, Inbound, Intent
from goodwill.world import World

RATES = dict(zip(Intent, (5.0, 9.0, 22.0, 1.0, 3.0, 0.5), strict=True))
"""Visits a year of a person who is like anybody else, by intent."""

DAYS = 365
YEARS = DAYS * SECONDS_PER_DAY / SECONDS_PER_YEAR
ROAMS = Script((), (), roams=True, constant=True)

Counts = npt.NDArray[np.int64]


def with_numbers(world: World, overrides: dict[str, object]) -> World:
    """Let people come to look at prices only: no content, no requests."""
    only_prices = [[float(at == Inbound.PRICING_VISIT) for at in range(len(Inbound))]] * len(Intent)
    rates = list(RATES.values())
    overrides = {"living.inbound_mix": only_prices, "living.inbound_per_year": rates, **overrides}
    return world._replace(parameters=with_overrides(world.parameters, overrides))


def count_visits(world: World) -> Counts:
    events = run(world).events
    return np.bincount(events["person"][events["kind"] == Kind.VISIT], minlength=len(world.persons))


def judge_poisson(counts: Counts, mean: float) -> list[float]:
    """Give what the mean and the Fano factor (variance over mean) miss."""
    n = counts.size
    fano = float(counts.var(ddof=1) / counts.mean())
    return [
        miss(float(counts.mean()), mean, (mean / n) ** 0.5),
        miss(fano, 1.0, (2.0 / (n - 1)) ** 0.5),
    ]


SIZES = pytest.mark.parametrize("n_people", [500, pytest.param(12_000, marks=pytest.mark.verify)])


@SIZES
@pytest.mark.parametrize("intent", [Intent.BUYING, Intent.LOYAL_ELSEWHERE])
def test_numbers_of_visits_are_poisson_at_the_rate_of_the_intent(
    intent: Intent, n_people: int
) -> None:
    person = PERSON._replace(intent=int(intent), activity=1.3)
    world = with_script(quiet_world(n_people, DAYS, 41, person), ROAMS)
    counts = count_visits(with_numbers(world, {}))
    assert max(map(abs, judge_poisson(counts, 1.3 * RATES[intent] * YEARS))) <= LIMIT


@SIZES
def test_who_does_not_know_the_vendor_comes_seldom_until_it_has_come_once(n_people: int) -> None:
    person, shy = PERSON._replace(intent=int(Intent.BUYING), aware=False), 0.1
    world = with_script(quiet_world(n_people, DAYS, 42, person), ROAMS)
    counts = count_visits(with_numbers(world, {"living.unaware_inbound": shy}))
    rate = RATES[Intent.BUYING] * YEARS
    came = 1.0 - exp(-shy * rate)
    # After the first visit, at an exponential time, the full rate holds for the rest.
    mean = rate - (1.0 - shy) * came / shy
    assert abs(miss_of_mean(counts, mean)) <= LIMIT
    assert abs(miss_of_mean(counts > 0, came)) <= LIMIT


@SIZES
def test_visits_follow_goodwill_as_it_fades(n_people: int) -> None:
    # A useful answer to a scripted request books goodwill at second 1, which brings visits.
    half_life, weight, worth = 60.0, 1.5, 0.8
    touch = TOUCH._replace(usefulness=1.0, fulfils=True)
    world = quiet_world(n_people, DAYS, 43, PERSON._replace(intent=int(Intent.LEARNING)))
    visit = ((1, int(Inbound.DEMO_REQUEST)),)
    world = with_numbers(
        with_script(world, Script((), visit, roams=True, constant=True)),
        {
            "living.goodwill_on_inbound": weight,
            "memory.goodwill_days": half_life,
            "memory.useful_goodwill": worth,
        },
    )
    counts = count_visits(with_outreach(world, (touch,), IDLE._replace(answer_touch=0))) - 1

    def rate(day: float) -> float:
        goodwill = worth * 0.5 ** (day / half_life)
        return (
            RATES[Intent.LEARNING] / (SECONDS_PER_YEAR / SECONDS_PER_DAY) * exp(weight * goodwill)
        )

    mean, _ = integrate.quad(rate, 0.0, DAYS)
    assert mean > 1.3 * RATES[Intent.LEARNING] * YEARS
    assert max(map(abs, judge_poisson(counts, mean))) <= LIMIT


def test_thinning_a_fading_stream_gives_the_published_number() -> None:
    # 3 a day, kept with probability exp(-t / 10 days), over 30 days.
    exact = 30.0 * (1.0 - exp(-3.0))
    assert exact == pytest.approx(28.506387948964, abs=1e-12)
    living = QUIET.living._replace(candidates_per_year=3.0 * SECONDS_PER_YEAR / SECONDS_PER_DAY)
    n_streams, n_candidates = 400, 160
    luck = [
        draw_many(
            seed_key(44), np.arange(n_streams)[:, None], decision, 0, np.arange(n_candidates), 0
        )
        for decision in (Decision.INBOUND_GAP, Decision.INBOUND_THINNING)
    ]
    counts = np.zeros(n_streams, np.int64)
    for stream in range(n_streams):
        second = 0
        for gap, thinning in zip(luck[0][stream], luck[1][stream], strict=True):
            second += wait_for_candidate(gap, 1.0, living)
            days = second / SECONDS_PER_DAY
            counts[stream] += days < 30.0 and log(thinning) < -days / 10.0
        assert second > 30 * SECONDS_PER_DAY
    assert max(map(abs, judge_poisson(counts, exact))) <= LIMIT


def test_the_quiet_world_brings_nobody_back() -> None:
    assert Mood(0.0, 0.0, 0.0, 0.0, 0).goodwill == QUIET.living.read_goodwill
    assert count_visits(quiet_world(5, DAYS, 45)).sum() == 0
