"""Buyers wait for a gamma time, choose by a nested logit and pay a log-normal price."""

from math import exp, log

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.theory.judging import LIMIT, miss_of_mean, miss_of_share, miss_of_variance
from tests.theory.worlds import PERSON, QUIET, quiet_world, with_script

from goodwill.behaviour.deciding import Standing, decide, find_utility
from goodwill.behaviour.people import Mood
from goodwill.draws import Decision, draw_many, seed_key
from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.parameters import with_overrides
from goodwill.scripts import Script
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Alternative, Inbound, Intent
from goodwill.world import World

DECIDING = QUIET.deciding
LUCK = (
    Decision.CHOICE_NO_DECISION,
    Decision.CHOICE_SOMETHING,
    Decision.CHOICE_VENDOR,
    Decision.CHOICE_INCUMBENT,
    Decision.CHOICE_COMPETITOR,
)
NEUTRAL = Mood(0.0, 0.0, 0.0, 0.0, 0)


def find_shares(utility: float, *, known: bool, incumbent: bool) -> npt.NDArray[np.float64]:
    """Give the closed form, in the order of Alternative, from a generating function.

    The choice probabilities are the derivatives of the expected utility of the best,
    log(exp(a) + (sum of exp(u / nest)) ** nest): taken numerically, to stay apart from the kernel.
    """

    def best(bonus: npt.NDArray[np.float64]) -> float:
        inside = DECIDING.competitors * exp(bonus[Alternative.COMPETITOR] / DECIDING.nest)
        if known:
            inside += exp((utility + bonus[Alternative.VENDOR]) / DECIDING.nest)
        if incumbent:
            inside += exp((DECIDING.incumbent + bonus[Alternative.INCUMBENT]) / DECIDING.nest)
        nothing = exp(DECIDING.no_decision + bonus[Alternative.NO_DECISION])
        return log(nothing + exp(DECIDING.nest * log(inside)))

    step = 1e-5
    bonuses = np.eye(len(Alternative)) * step
    return np.array([(best(bonus) - best(-bonus)) / (2.0 * step) for bonus in bonuses])


@given(utility=st.floats(-5.0, 5.0), known=st.booleans(), incumbent=st.booleans())
@settings(deadline=None)
def test_the_probability_of_the_vendor_is_the_nested_logit(
    *, utility: float, known: bool, incumbent: bool
) -> None:
    shares = find_shares(utility, known=known, incumbent=incumbent)
    choice = decide(utility, known, incumbent, (0.5,) * 5, DECIDING)
    assert shares.sum() == pytest.approx(1.0, abs=1e-8)
    assert choice.probability == pytest.approx(shares[Alternative.VENDOR], abs=1e-8)


@pytest.mark.parametrize(
    ("known", "incumbent"), [(True, True), (True, False), (False, True), (False, False)]
)
@pytest.mark.parametrize("n_buyers", [10_000, pytest.param(300_000, marks=pytest.mark.verify)])
def test_choices_have_the_shares_of_the_nested_logit(
    *, known: bool, incumbent: bool, n_buyers: int
) -> None:
    utility, buyers = 0.7, np.arange(n_buyers)
    luck = np.array([draw_many(seed_key(81), buyers, code, 0, 0, 0) for code in LUCK]).T.tolist()
    chosen = [decide(utility, known, incumbent, tuple(us), DECIDING).alternative for us in luck]
    counts = np.bincount(chosen, minlength=len(Alternative))
    for alternative, share in enumerate(find_shares(utility, known=known, incumbent=incumbent)):
        if share < 1e-9:
            assert counts[alternative] == 0
        else:
            assert abs(miss_of_share(int(counts[alternative]), n_buyers, share)) <= LIMIT


def make_buyers(n_buyers: int, days: int, shape: float) -> World:
    """Make a world of buyers who know the vendor; every other one has an incumbent."""
    world = quiet_world(n_buyers, days, 82, PERSON._replace(intent=int(Intent.BUYING), fit=0.5))
    parameters = with_overrides(world.parameters, {"living.window_shape": shape})
    accounts = tuple(
        account._replace(incumbent=bool(account.id % 2), size=account.id % 4 // 2)
        for account in world.accounts
    )
    script = Script((), (), roams=False, constant=False)
    return with_script(world._replace(parameters=parameters, accounts=accounts), script)


SIZES = pytest.mark.parametrize("n_buyers", [2_000, pytest.param(40_000, marks=pytest.mark.verify)])


@SIZES
@pytest.mark.parametrize("shape", [1.0, 3.0])
def test_buying_windows_are_gamma_distributed(shape: float, n_buyers: int) -> None:
    mean = QUIET.living.window_days
    events = run(make_buyers(n_buyers, 2_500, shape)).events
    decided = events[events["kind"] == Kind.DECIDED]
    _, first = np.unique(decided["person"], return_index=True)
    windows = decided["second"][first] / SECONDS_PER_DAY
    assert len(windows) == n_buyers
    variance = mean * mean / shape
    assert abs(miss_of_mean(windows, mean)) <= LIMIT
    assert abs(miss_of_variance(windows, variance, 6.0 * variance * variance / shape)) <= LIMIT


@SIZES
def test_buyers_of_the_engine_choose_by_the_nested_logit(n_buyers: int) -> None:
    world = make_buyers(n_buyers, 2_500, 1.0)
    person = world.persons[0]
    utility = find_utility(
        person,
        NEUTRAL,
        Standing(known=True, opportunity=False, answer_delay=-1, public=0.0),
        DECIDING,
    )
    assert utility == DECIDING.base + DECIDING.fit * person.fit
    events = run(world).events
    decided = events[events["kind"] == Kind.DECIDED]
    _, first = np.unique(decided["person"], return_index=True)
    decided = decided[first]
    for incumbent in (False, True):
        some = decided[decided["person"] % 2 == incumbent]
        shares = find_shares(utility, known=True, incumbent=incumbent)
        counts = np.bincount(some["detail"], minlength=len(Alternative))
        assert (counts > 0).tolist() == (shares > 1e-9).tolist()
        for count, share in zip(counts.tolist(), shares, strict=True):
            if share > 1e-9:
                assert abs(miss_of_share(count, len(some), share)) <= LIMIT


@SIZES
def test_deals_are_log_normal_by_size_of_account(n_buyers: int) -> None:
    world = make_buyers(n_buyers, 2_500, 1.0)
    events = run(world).events
    decided = events[events["kind"] == Kind.DECIDED]
    won = decided[decided["detail"] == Alternative.VENDOR]
    assert (decided["amount"][decided["detail"] != Alternative.VENDOR] == 0.0).all()
    for size in (0, 1):
        amounts = won["amount"][won["person"] % 4 // 2 == size]
        logarithms = np.log(amounts / DECIDING.deal_median[size])
        variance = DECIDING.deal_sigma * DECIDING.deal_sigma
        assert abs(miss_of_mean(logarithms, 0.0)) <= LIMIT
        assert abs(miss_of_variance(logarithms, variance, 0.0)) <= LIMIT


@SIZES
def test_half_of_all_content_is_read_within_31_hours_and_12_minutes(n_buyers: int) -> None:
    # Long enough for the slowest of all readers: one in 74,000 takes more than 200 days.
    world = quiet_world(n_buyers, 2_500, 83)
    download = ((1, int(Inbound.CONTENT_DOWNLOAD)),)
    world = with_script(world, Script((), download, roams=False, constant=True))
    events = run(world).events
    read = events[events["kind"] == Kind.READ]
    assert len(read) == n_buyers
    hours = (read["second"] - 1) / SECONDS_PER_HOUR
    assert QUIET.living.read_hours == 31.2
    assert abs(miss_of_share(int((hours < 31.2).sum()), n_buyers, 0.5)) <= LIMIT
    sigma = QUIET.living.read_sigma
    assert abs(miss_of_mean(np.log(hours / 31.2), 0.0)) <= LIMIT
    assert abs(miss_of_variance(np.log(hours / 31.2), sigma * sigma, 0.0)) <= LIMIT
