"""From events to a parameter set that other commands take, and what it says of the rest."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import market
import numpy as np
import pytest

from goodwill.calibration import Posterior, Reference
from goodwill.calibration.believed import Believed, check_values, find_believed
from goodwill.calibration.calibrating import Calibration, Settings, calibrate, open_gate
from goodwill.calibration.experiments import group_keys
from goodwill.calibration.picturing import save_figures
from goodwill.calibration.predicting import Prediction
from goodwill.calibration.saving import describe, save
from goodwill.calibration.telling import rank_experiments, tell_limits, tell_quality
from goodwill.calibration.valuing import can_be_valued, value_experiments
from goodwill.errors import ResultError, UnknownNameError
from goodwill.loading.events import EventKind
from goodwill.loading.parameter_sets import read_parameter_set
from goodwill.scenario import Scenario
from goodwill.scenario.believing import believe, draw_beliefs, list_doubtful


class Case(NamedTuple):
    """A calibration, and what follows from it."""

    scenario: Scenario
    calibration: Calibration
    believed: Believed


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    scenario = market.load_market(tmp_path_factory.mktemp("market"))
    truth = scenario.with_parameters({"noticing.connect": 0.5, "noticing.bounce": 0.0008})
    found = calibrate(
        scenario, market.live(truth), "pursue", Settings(n_draws=80, engine="compiled")
    )
    return Case(scenario, found, find_believed(found))


def test_what_the_data_narrow_is_said_and_the_rest_keeps_its_prior(case: Case) -> None:
    calibration, believed, _ = case.calibration, case.believed, None
    assert calibration.n_draws + calibration.n_refused == 80
    assert "memory.burn" not in calibration.simulation.prior.keys  # the scenario sets it
    assert "answering.base[click]" in calibration.posterior.names
    known = set(np.array(calibration.posterior.names)[calibration.posterior.identified])
    left = {name for one in believed.unknowns for name in one.numbers}
    assert known | left == set(calibration.simulation.prior.names)
    assert not known & left
    assert set(believed.values) == {name.partition("[")[0] for name in known}
    check_values(calibration, believed)


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


def test_what_is_written_can_be_read_and_believed(case: Case, tmp_path: Path) -> None:
    shares = case.calibration.posterior.shares.copy()
    shares[:, 0] = 0.4 + 0.1 * shares[:, 0]  # narrow at least one number
    narrow = Posterior(case.calibration.posterior.names, shares, case.calibration.posterior.weights)
    calibration = Calibration(
        *[
            narrow if name == "posterior" else getattr(case.calibration, name)
            for name in Calibration.__slots__
        ]
    )
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


def test_figures_say_how_many_points_are_where_they_should_be(tmp_path: Path) -> None:
    predictions = [
        Prediction("clicked", "1", 0.03, 100, 0.01, 0.02, 0.04),
        Prediction("clicked", "2", 0.09, 100, 0.01, 0.02, 0.04),
        Prediction("won", "all", 0.0, 50, 0.0, 0.01, 0.02),
    ]
    svg, png = save_figures(tmp_path, predictions)
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
