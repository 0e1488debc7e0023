"""A lead score tells buyers apart as well as it is said to, and no better than it can."""

import re
from itertools import product
from math import sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from goodwill.behaviour.living import choose_inbound, find_visit_probability, wait_for_candidate
from goodwill.behaviour.people import Mood, Person
from goodwill.draws import seed_key
from goodwill.errors import ParameterError
from goodwill.parameters import defaults, with_overrides
from goodwill.population import (
    USUAL_MARKET,
    Market,
    Population,
    ScoreWeights,
    calibrate_score,
    draw_population,
    scoring,
)
from goodwill.population.reference import sample_scores
from goodwill.population.scoring import find_auc, find_noisy_auc, weigh_differences
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_YEAR, Inbound, Intent
from goodwill.world import ScoreModel

Floats = npt.NDArray[np.float64]

# Many buyers, so that a market of some thousands measures an AUC well.
MARKET = USUAL_MARKET._replace(
    accounts=5000, intents=(0.35, 0.12, 0.2, 0.2, 0.13, 0.0), regions=(1.0,)
)
MIND = Mood(0.0, 0.0, 0.0, 0.0, 0)
N_REFERENCE = 20_000  # people of each class in the calibration's own sample

scores = st.lists(st.integers(-5, 40).map(float), min_size=1, max_size=30).map(np.array)


def live(person: Person, days: int, rng: np.random.Generator) -> Floats:
    """Let a person live for some days, as engines do, and count its visits by Inbound."""
    living = defaults().living
    chance = find_visit_probability(person.intent, MIND, person.aware, 0.0, living)
    visits = np.zeros(len(Inbound))
    now = 0
    while True:
        now += wait_for_candidate(rng.random(), person.activity, living)
        if now > days * SECONDS_PER_DAY:
            return visits
        if rng.random() < chance:
            visits[choose_inbound(rng.random(), person.intent, living)] += 1


def score_market(population: Population, model: ScoreModel | ScoreWeights) -> Floats:
    """Let a market live for the score's days, and give raw scores; nan: not registered."""
    rng = np.random.default_rng(99)
    visits = np.array([live(person, model.days, rng) for person in population.persons])
    registered = visits.sum(axis=1) > visits[:, Inbound.PRICING_VISIT]
    seen = visits.sum(axis=1) * registered
    points = np.full(len(visits), np.nan)
    for row in np.flatnonzero(registered):
        person = population.persons[row]
        account = population.accounts[person.account]
        points[row] = (
            visits[row] @ model.visit
            + model.seniority * person.seniority
            + model.size * account.size
            + model.colleague * (seen[list(account.people)].sum() - seen[row])
        )
    return points


def measure_auc(population: Population, points: Floats, noise: float) -> tuple[float, float]:
    """Measure the AUC of noisy scores in a market, and its standard error (DeLong)."""
    noisy = points + noise * np.array([person.score_noise for person in population.persons])
    buying = np.array([person.intent == Intent.BUYING for person in population.persons])
    buyers, others = (noisy[side & ~np.isnan(points)] for side in (buying, ~buying))
    wins = np.searchsorted(np.sort(others), buyers) / others.size
    losses = 1 - np.searchsorted(np.sort(buyers), others) / buyers.size
    error = sqrt(wins.var() / buyers.size + losses.var() / others.size)
    return find_auc(buyers, others), error


def draw_market(market: Market) -> Population:
    return draw_population(
        market,
        (),
        (),
        (),
        zones_of_regions=(0,),
        key=seed_key(31),
        replication=0,
        parameters=defaults(),
    )


@pytest.mark.parametrize(
    ("auc", "weights", "people_per_account"),
    [
        (0.72, ScoreWeights(), 5.0),
        (0.60, ScoreWeights(colleague=10.0, days=30), 2.0),
        (0.80, ScoreWeights(visit=(0.0, 0.0, 30.0, 30.0, 60.0), seniority=0.0), 1.0),
    ],
)
def test_a_fresh_market_measures_the_auc_that_was_set(
    auc: float, weights: ScoreWeights, people_per_account: float
) -> None:
    market = MARKET._replace(people_per_account=people_per_account)
    model = calibrate_score(weights, auc, market, defaults())
    population = draw_market(market)
    points = score_market(population, model)
    measured, error = measure_auc(population, points, model.noise)
    # The calibration's own sample has an error too, at most that of a coin.
    assert abs(measured - auc) < 4.5 * sqrt(error**2 + 0.25 * 2 / (3 * N_REFERENCE))


def test_the_score_is_centred_and_scaled_on_the_registered_of_the_market() -> None:
    model = calibrate_score(ScoreWeights(), 0.72, MARKET, defaults())
    population = draw_market(MARKET)
    points = score_market(population, model)
    noise = np.array([person.score_noise for person in population.persons])
    shown = (points + model.noise * noise - model.centre) / model.spread
    shown = shown[~np.isnan(shown)]
    error = sqrt(shown.var() * (1 / shown.size + 1 / N_REFERENCE))
    assert abs(shown.mean()) < 4.5 * error
    fourth = ((shown - shown.mean()) ** 4).mean()
    error = sqrt((fourth - shown.var() ** 2) * (1 / shown.size + 1 / N_REFERENCE))
    assert abs(shown.var() - 1.0) < 4.5 * error


def test_colleagues_are_as_many_as_a_random_person_has() -> None:
    weights = ScoreWeights((0.0,) * 5, click=0.0, seniority=0.0, size=0.0, colleague=1.0)
    market = MARKET._replace(people_per_account=2.0)
    sample = sample_scores(weights, market.intents, market, defaults(), 6)
    points = score_market(draw_market(market), weights)
    points = points[~np.isnan(points)]
    # Colleagues share their visits: as if there were only one person for each account.
    error = sqrt(points.var() * (1 / market.accounts + 1 / N_REFERENCE))
    assert abs(points.mean() - sample.points.mean()) < 4.5 * error
    assert error < 0.04 * points.mean()  # a person's account is twice as likely to have colleagues


def test_an_auc_that_the_observables_cannot_carry_is_refused_with_the_highest() -> None:
    with pytest.raises(ParameterError, match=r"0\.99 is more than what the vendor sees") as caught:
        calibrate_score(ScoreWeights(), 0.99, None, defaults())
    found = re.search(r"Accepted: 0\.5 to (0\.\d{3})\.", str(caught.value))
    assert found
    highest = float(found[1])
    assert calibrate_score(ScoreWeights(), highest, None, defaults()).noise >= 0.0
    with pytest.raises(ParameterError, match=f"to {highest}"):
        calibrate_score(ScoreWeights(), highest + 0.001, None, defaults())


def test_where_buyers_come_for_nothing_else_than_others_little_can_be_carried() -> None:
    living = defaults().living
    same = {"living.inbound_per_year": [6.0] * 6, "living.inbound_mix": [living.inbound_mix[0]] * 6}
    parameters = with_overrides(defaults(), same)
    with pytest.raises(ParameterError, match=r"Accepted: 0\.5 to 0\.(49\d|50\d)\."):
        calibrate_score(ScoreWeights(), 0.6, None, parameters)


@pytest.mark.parametrize("auc", [0.49, 1.01, float("nan")])
def test_an_auc_that_none_can_have_is_refused(auc: float) -> None:
    with pytest.raises(ParameterError, match=r"score\.auc: .* Accepted: 0\.5 to 1\."):
        calibrate_score(ScoreWeights(), auc, None, defaults())


def test_a_score_that_is_to_know_nothing_is_noise() -> None:
    model = calibrate_score(ScoreWeights(), 0.5, None, defaults())
    assert model.noise == pytest.approx(model.spread, rel=1e-6)


def test_the_better_the_score_the_smaller_its_noise() -> None:
    noises = [
        calibrate_score(ScoreWeights(), auc, None, defaults()).noise
        for auc in (0.55, 0.65, 0.75, 0.80)
    ]
    assert noises == sorted(noises, reverse=True)


@pytest.mark.parametrize("buying", [0.0, 1e-5, 1.0])
def test_a_score_can_be_calibrated_however_rare_buyers_are(buying: float) -> None:
    intents = (1.0 - buying, 0.0, buying, 0.0, 0.0, 0.0)
    model = calibrate_score(ScoreWeights(), 0.7, MARKET._replace(intents=intents), defaults())
    usual = calibrate_score(ScoreWeights(), 0.7, MARKET, defaults())
    assert 0.5 < model.noise / usual.noise < 2.5


def test_a_score_that_nobody_would_have_is_refused() -> None:
    parameters = with_overrides(defaults(), {"living.inbound_per_year": [0.01] * 6})
    with pytest.raises(ParameterError, match=r"score\.days: of \d+ people only \d+ come"):
        calibrate_score(ScoreWeights(days=1), 0.6, None, parameters)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"visit": (1.0, 2.0)}, "score.visit: 2 weights"),
        ({"visit": (1.0, 2.0, float("inf"), 1.0, 1.0)}, "score.visit.pricing_visit: inf points"),
        ({"click": float("nan")}, "score.click: nan points are out of range"),
        ({"size": 1e7}, "score.size: 1e+07 points are out of range. Accepted: -1e+06 to 1e+06."),
        ({"days": 0}, "score.days: 0 is out of range. Accepted: 1 to 3650."),
    ],
)
def test_weights_that_make_no_sense_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=re.escape(message)):
        calibrate_score(ScoreWeights()._replace(**change), 0.7, None, defaults())


def test_a_market_that_cannot_be_is_refused_here_too() -> None:
    with pytest.raises(ParameterError, match=r"market\.aware: 2 is out of range"):
        calibrate_score(ScoreWeights(), 0.7, MARKET._replace(aware=2.0), defaults())


def test_years_of_visits_are_counted_as_exactly_as_days() -> None:
    weights = ScoreWeights((1.0,) * 5, seniority=0.0, size=0.0, colleague=0.0, days=3650)
    parameters = with_overrides(
        defaults(), {"traits.activity_sigma": 0.0, "living.inbound_per_year": [20.0] * 6}
    )
    market = MARKET._replace(aware=1.0)
    sample = sample_scores(weights, (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), market, parameters, 5)
    mean = 20.0 * 3650 * SECONDS_PER_DAY / SECONDS_PER_YEAR
    law = stats.poisson(mean)
    assert sample.registered == 1.0
    error = sqrt(mean / sample.points.size)
    assert abs(sample.points.mean() - law.mean()) < 4.5 * error
    assert sample.points.var() == pytest.approx(law.var(), rel=4.5 * sqrt(2 / sample.points.size))


@settings(deadline=None)
@given(scores, scores)
def test_the_auc_is_the_share_of_pairs_in_which_the_buyer_is_ahead(
    buyers: Floats, others: Floats
) -> None:
    wins = [(b > o) + 0.5 * (b == o) for b, o in product(buyers, others)]
    assert find_auc(buyers, others) == pytest.approx(np.mean(wins))


@settings(deadline=None)
@given(scores, scores, st.floats(0.5, 100.0))
def test_the_noisy_auc_is_the_mean_over_all_pairs(
    buyers: Floats, others: Floats, noise: float
) -> None:
    pairs = stats.norm.cdf((buyers[:, None] - others[None, :]) / (noise * sqrt(2)))
    differences, shares = weigh_differences(buyers, others)
    assert find_noisy_auc(differences, shares, noise) == pytest.approx(pairs.mean(), abs=1e-4)


@given(st.floats(-30.0, 30.0), st.floats(0.01, 20.0), st.floats(1.0, 60.0), st.floats(1.0, 60.0))
def test_a_root_is_found_where_scipy_finds_it(
    root: float, steepness: float, before: float, after: float
) -> None:
    def fall(place: float) -> float:
        return 1.0 / (1.0 + np.exp(np.clip(steepness * (place - root), -700.0, 700.0))) - 0.5

    at = scoring.find_root(fall, root - before, root + after)
    assert at == pytest.approx(brentq(fall, root - before, root + after), abs=1e-9)
