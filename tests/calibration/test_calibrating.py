"""From events to a parameter set that other commands take, and what it says of the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import market
import numpy as np
import pytest

from goodwill.calibration import Posterior, Reference, infer
from goodwill.calibration.bands import find_coverage_band
from goodwill.calibration.believed import Believed, check_values, find_believed
from goodwill.calibration.blocks import Simulation
from goodwill.calibration.calibrating import (
    TRIALS,
    Calibration,
    Gate,
    Settings,
    calibrate,
    open_gate,
)
from goodwill.calibration.checking import CoverageCheck, RankCheck, check_coverage, check_ranks
from goodwill.calibration.experiments import group_keys
from goodwill.calibration.fitting import choose_keys, fit
from goodwill.calibration.picturing import save_figures
from goodwill.calibration.predicting import Prediction
from goodwill.calibration.prior import Prior
from goodwill.calibration.recorded import find_recorded
from goodwill.calibration.saving import DRAWS, FOUND, SET, describe, save
from goodwill.calibration.simulating import Simulated, simulate
from goodwill.calibration.summarising import Counts
from goodwill.calibration.telling import rank_experiments, tell_gate, tell_limits, tell_quality
from goodwill.calibration.valuing import can_be_valued, value_experiments
from goodwill.errors import ResultError, UnknownNameError
from goodwill.loading.events import EventKind
from goodwill.loading.parameter_sets import read_parameter_set
from goodwill.parameters.drawing import list_uncertain
from goodwill.scenario import Scenario
from goodwill.scenario.believing import believe, draw_beliefs, list_doubtful

TRUTH = {"noticing.connect": 0.5, "noticing.bounce": 0.0008}


class Case(NamedTuple):
    """A calibration, and what follows from it."""

    scenario: Scenario
    calibration: Calibration
    believed: Believed


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    scenario = market.load_market(tmp_path_factory.mktemp("market"))
    truth = scenario.with_parameters(TRUTH)
    found = calibrate(
        scenario, market.live(truth), "pursue", Settings(n_draws=80, engine="compiled")
    )
    return Case(scenario, found, find_believed(found))


def test_what_the_data_narrow_is_said_and_the_rest_keeps_its_prior(case: Case) -> None:
    calibration, believed, _ = case.calibration, case.believed, None
    assert calibration.n_draws == 80  # as asked for, whether or not some were refused
    assert "memory.burn" not in calibration.simulation.prior.keys  # the scenario sets it
    assert "answering.base[click]" in calibration.posterior.names
    known = set(np.array(calibration.posterior.names)[calibration.posterior.identified])
    left = {name for one in believed.unknowns for name in one.numbers}
    assert known | left == set(calibration.simulation.prior.names)
    assert not known & left
    assert set(believed.values) == {name.partition("[")[0] for name in known}
    check_values(calibration, believed)


def test_what_is_known_to_be_true_lies_in_the_intervals_of_what_is_identified(case: Case) -> None:
    posterior, prior = case.calibration.posterior, case.calibration.simulation.prior
    identified = set(np.array(posterior.names)[posterior.identified])
    assert "noticing.connect" in identified  # hundreds of calls
    for name in identified & set(TRUTH):
        low, high = find_interval(posterior, prior, name)
        assert low <= TRUTH[name] <= high, name


def find_interval(posterior: Posterior, prior: Prior, name: str) -> tuple[float, float]:
    shares = np.full((2, len(prior.names)), 0.5)
    place = prior.names.index(name)
    shares[:, place] = posterior.find_quantiles((0.05, 0.95))[:, posterior.names.index(name)]
    low, high = prior.place_numbers(shares)[:, place].tolist()
    return low, high


@pytest.mark.verify
def test_truths_of_held_out_draws_are_covered_on_the_whole_way_from_counts(tmp_path: Path) -> None:
    scenario = market.load_market(tmp_path)
    events = market.live(scenario)
    prior, kinds = Prior(list_uncertain(scenario.parameters)), events.count()
    keys = choose_keys(prior, kinds)
    simulation = Simulation(scenario, "pursue", prior, 3, "compiled", find_recorded(events))
    whole, n_held = simulate(simulation, 1_200, workers=2), 60
    parts = (whole.shares[n_held:], whole.hits[n_held:], whole.exposures[n_held:])
    rest = Simulated(whole.draws[n_held:], *parts, whole.n_refused)
    inferred = np.array([name.partition("[")[0] in keys for name in prior.names])
    covered, identified, ranks = [], [], []
    for at in range(n_held):
        observed = Counts(whole.hits[at], whole.exposures[at])
        fitted = fit(rest, observed, kinds, prior, keys, seed=at)
        posterior = infer(fitted.reference, fitted.observed)
        low, high = posterior.find_quantiles((0.05, 0.95))
        truth = whole.shares[at, inferred]
        covered.append((low <= truth) & (truth <= high))
        identified.append(posterior.identified)
        ranks.append(posterior.find_ranks(truth))
    held, narrowed = np.array(covered), np.array(identified)
    connect = posterior.names.index("noticing.connect")
    assert narrowed[:, connect].all()
    assert check_ranks(("connect",), np.array(ranks)[:, [connect]])[0].inside
    assert check_coverage(("connect",), held[:, [connect]])[0].inside
    # Those that are identified by chance are covered no less often than the others.
    for chosen in (np.ones_like(narrowed), narrowed):
        low, high = find_coverage_band(int(chosen.sum()), 0.9, 0.999)
        assert low - 0.02 <= held[chosen].mean() <= high + 0.02
    gate = open_gate(fitted.reference, posterior)
    assert gate.n_sets == TRIALS
    assert gate.passed


def test_every_unknown_has_an_experiment_and_each_is_in_one_group(case: Case) -> None:
    groups = group_keys(case.believed.unknowns)
    keys = [key for group in groups.values() for key in group]
    assert sorted(keys) == sorted(one.key for one in case.believed.unknowns)
    assert "memory.irritation_days" in groups["randomised spacing"]
    rows = rank_experiments(case.believed, None)
    assert [row.experiment.cost for row in rows] == sorted(row.experiment.cost for row in rows)


def test_words_name_what_such_records_cannot_tell(case: Case) -> None:
    text = " ".join(tell_limits(case.calibration, case.believed))
    assert "irritation" in text
    assert "gaps of different length, given by lot" in text
    assert any("simulated data sets" in line for line in tell_quality(case.calibration, ()))


def test_words_give_the_counts_that_pass_and_the_checks_that_fail() -> None:
    sound = CoverageCheck("noticing.connect", 0.92, 0.84, 0.95, inside=True)
    level = RankCheck("likelihood", 0.5, inside=True)
    (said,) = tell_gate(Gate(100, (level,), (sound,)))
    assert "hold it in 92. Between 84 and 95 of 100 pass" in said
    other = sound._replace(name="noticing.bounce", covered=0.85)
    (said,) = tell_gate(Gate(100, (level,), (sound, other)))
    assert "of the 2 narrowed numbers hold it in 85 to 92." in said
    leaning = level._replace(farthest=1.4, inside=False)
    unchecked, said = tell_gate(Gate(100, (leaning,), ()))
    assert unchecked.startswith("No number was narrowed")
    assert "1 of 1 checks fail (ranks of likelihood)" in said
    missed = sound._replace(covered=0.7, inside=False)
    (said,) = tell_gate(Gate(100, (level,), (missed,)))
    assert "1 of 2 checks fail (coverage of noticing.connect)" in said


def test_what_is_written_can_be_read_and_believed(case: Case, tmp_path: Path) -> None:
    shares = case.calibration.posterior.shares.copy()
    shares[:, 0] = 0.4 + 0.1 * shares[:, 0]  # narrow at least one number
    narrow = Posterior(case.calibration.posterior.names, shares, case.calibration.posterior.weights)
    calibration = replace(case.calibration, posterior=narrow)
    believed = find_believed(calibration)
    path = save(tmp_path, calibration, believed, describe(calibration, believed, None, (), 1.0))
    found = read_parameter_set(path)
    assert found.values == believed.values
    assert found.names == believed.names
    np.testing.assert_array_equal(found.draws, believed.draws)
    assert narrow.names[0] in found.names
    scenario = believe(case.scenario, found)
    keys = list_doubtful(scenario)
    assert set(found.keys) <= set(keys)
    first, again = (draw_beliefs(scenario, 7, 3, keys) for _ in range(2))
    assert first == again
    scenario.with_parameters(first)


def test_what_is_saved_leaves_no_draws_of_an_earlier_calibration(
    case: Case, tmp_path: Path
) -> None:
    (tmp_path / DRAWS).write_bytes(b"of an earlier one")
    known = case.calibration.posterior
    evenly = np.linspace(0.001, 0.999, 500)[:, np.newaxis].repeat(len(known.names), axis=1)
    prior = Posterior(known.names, evenly, np.full(500, 0.002))
    calibration = replace(case.calibration, posterior=prior)
    believed = find_believed(calibration)
    assert not believed.names
    save(tmp_path, calibration, believed, describe(calibration, believed, None, (), 1.0))
    assert {one.name for one in tmp_path.iterdir()} == {SET, FOUND}


def test_figures_say_how_many_points_are_where_they_should_be(tmp_path: Path) -> None:
    predictions = [
        Prediction("clicked", "1", 0.03, 100, 0.01, 0.02, 0.04),
        Prediction("clicked", "2", 0.09, 100, 0.01, 0.02, 0.04),
        Prediction("won", "all", 0.0, 50, 0.0, 0.01, 0.02),
    ]
    for name in ("predicted_2.svg", "predicted_2.png", "mine.svg"):
        (tmp_path / name).write_text("of an earlier calibration", encoding="utf-8")
    svg, png = save_figures(tmp_path, predictions)
    assert {one.name for one in tmp_path.iterdir()} == {svg.name, png.name, "mine.svg"}
    assert "2 of 3 observed points" in svg.read_text(encoding="utf-8").replace("\n", " ")
    assert png.stat().st_size > 1000


@pytest.mark.verify
def test_experiments_are_valued_for_the_choice_of_a_strategy(case: Case) -> None:
    simulation = case.calibration.simulation
    assert can_be_valued(simulation)
    beliefs = np.array([simulation.prior.draw(1, draw) for draw in range(20)])
    groups = group_keys(case.believed.unknowns)
    information = value_experiments(simulation, beliefs, groups)
    assert information is not None
    assert {part.of for part in information.parts} == set(groups)
    assert all(part.worth >= 0.0 for part in information.parts)


def test_a_gate_refuses_data_that_were_learnt_with_too_little_noise() -> None:
    rng = np.random.default_rng(1)
    shares = rng.random((800, 1))
    figures = shares + 0.02 * rng.normal(size=(800, 1))
    figures[:200] = shares[:200] + 0.3 * rng.normal(size=(200, 1))  # those that are held out
    reference = Reference(("a",), shares, ("x",), figures)
    posterior = Posterior(("a",), np.full((100, 1), 0.5), np.full(100, 0.01))
    gate = open_gate(reference, posterior)
    assert not gate.passed
    assert not gate.coverage[0].inside


def test_data_without_touches_or_a_strategy_that_is_not_there_are_refused(case: Case) -> None:
    events = market.live(case.scenario)
    untouched = events.select(~events.chosen(EventKind.SENT, EventKind.CALLED))
    with pytest.raises(ResultError, match="no touches"):
        calibrate(case.scenario, untouched, "pursue", Settings(n_draws=80, engine="compiled"))
    with pytest.raises(UnknownNameError, match="pursue"):
        calibrate(case.scenario, events, "pursuit", Settings(n_draws=80, engine="compiled"))
