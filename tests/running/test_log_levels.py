"""Shortened logs: the same figures of merit from fewer records."""

from pathlib import Path

import numpy as np
import pytest

from goodwill.errors import ResultError
from goodwill.eventlog import Kind
from goodwill.running import Result, run

SCENARIOS = Path(__file__).parents[2] / "scenarios"
STRATEGIES = ("formula_pursuit", "silence_aware", "holdout")


@pytest.fixture(scope="module", params=STRATEGIES)
def full(request: pytest.FixtureRequest) -> Result:
    return run(SCENARIOS / "matt.yaml", _rename(request.param), engine="compiled")


def _rename(strategy: str) -> str:
    return {"formula_pursuit": "scorched_earth", "silence_aware": "nurture"}.get(strategy, strategy)


@pytest.mark.parametrize("log", ["outcomes", "none"])
def test_a_shortened_log_gives_the_same_figures(full: Result, log: str) -> None:
    short = run(full.scenario, full.strategy, engine="compiled", log=log)
    assert list(short.metrics) == list(full.metrics)
    np.testing.assert_array_equal(list(short.metrics.values()), list(full.metrics.values()))
    assert short.history.bookings == full.history.bookings
    assert short.history.compensators == full.history.compensators
    assert len(short.history.events) < len(full.history.events) / 3
    if log == "none":
        assert not len(short.history.events)


def test_outcomes_are_all_in_a_log_of_outcomes(full: Result) -> None:
    short = run(full.scenario, full.strategy, engine="compiled", log="outcomes")
    kept = [Kind.REPLIED, Kind.OPTED_OUT, Kind.COMPLAINED, Kind.MEETING_HELD, Kind.DECIDED]
    for kind in kept:
        of_all = full.history.events[full.history.events["kind"] == kind]
        of_few = short.history.events[short.history.events["kind"] == kind]
        assert of_few.tobytes() == of_all.tobytes()


def test_what_needs_every_record_is_refused_of_a_shortened_log(full: Result) -> None:
    short = run(full.scenario, full.strategy, engine="compiled", log="outcomes")
    for name in ("touches", "people", "daily", "log", "log_sha256"):
        with pytest.raises(ResultError, match="shortened log"):
            getattr(short, name)
