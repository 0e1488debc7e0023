"""The choice of an engine."""

from pathlib import Path

import pytest

from goodwill.engines.compiled import cache
from goodwill.errors import GoodwillError
from goodwill.running import ENGINES, run
from goodwill.running.engines import WORTH_COMPILING, choose_engine, estimate_people
from goodwill.scenario import load_scenario, make_world

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture
def compiled_before(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let machine code be there, or not, in a folder of the test's own."""
    monkeypatch.setattr(cache, "find_cache", lambda: tmp_path)
    return tmp_path


def test_little_work_is_not_worth_compiling_for(compiled_before: Path) -> None:
    assert choose_engine("auto", readable=False, person_days=1000) == "simpy"
    assert choose_engine("auto", readable=False, person_days=WORTH_COMPILING + 1) == "compiled"
    (compiled_before / cache.READY).touch()
    assert choose_engine("auto", readable=False, person_days=1000) == "compiled"


def test_a_strategy_in_python_runs_on_simpy_and_says_so_where_another_engine_is_asked_for() -> None:
    assert choose_engine("auto", readable=True, person_days=10**12) == "simpy"
    with pytest.raises(GoodwillError, match="written in Python runs on SimPy only"):
        choose_engine("compiled", readable=True, person_days=1)


def test_an_unknown_engine_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(GoodwillError, match=r"'numba' is unknown\. Known: auto, simpy, compiled"):
        choose_engine("numba", readable=False, person_days=1)  # type: ignore[arg-type]


def test_the_estimate_of_people_is_close_to_those_drawn() -> None:
    scenario = load_scenario(SCENARIOS / "aggressive_vs_nurture.yaml")
    drawn = len(make_world(scenario, "nurture").persons)
    assert 0.9 * drawn < estimate_people(scenario) < 1.1 * drawn


def test_both_engines_give_the_same_result() -> None:
    results = [run(SCENARIOS / "bobby.yaml", "formula_pursuit", engine=one) for one in ENGINES]
    assert len({result.log_sha256 for result in results}) == 1
    assert results[1].engine == "simpy"
    assert results[2].engine == "compiled"
    assert results[0].metrics == pytest.approx(results[1].metrics, rel=0, abs=0, nan_ok=True)


def test_machine_code_belongs_to_one_state_of_the_sources(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = tmp_path / "package" / "kernels.py"
    source.parent.mkdir()
    source.write_text("one = 1\n")
    monkeypatch.setattr(cache, "PACKAGE", source.parent)
    monkeypatch.setattr(cache, "COMPILED_FROM", ("kernels.py",))
    monkeypatch.setenv("GOODWILL_CACHE", str(tmp_path / "cache"))
    before = cache.find_cache.__wrapped__()
    assert before.parent == tmp_path / "cache"
    assert cache.find_cache.__wrapped__() == before
    source.write_text("one = 2\n")
    assert cache.find_cache.__wrapped__() != before
