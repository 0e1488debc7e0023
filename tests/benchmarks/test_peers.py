"""The yardstick in each framework: the same toy, whatever it is written in."""

from __future__ import annotations

import importlib
import importlib.util
import random

import numpy as np
import pytest

from benchmarks import plain_simpy, toy
from benchmarks.peers import PEERS, measure_peer

SIZES = {"simpy": 8_000, "salabim": 1_500, "mesa": 4_000, "numpy": 50_000}
STANDARD_ERRORS = 4.5  # one honest check in 150,000 fails
HALF_A_DIGIT = {"touches": 0.005}  # of the reference figures; 0.0005 for the others


def run(name: str, n_contacts: int) -> toy.Run:
    """Run the yardstick in a framework, if it is installed."""
    if importlib.util.find_spec(name) is None:
        pytest.skip(f"{name} is not installed")
    module = importlib.import_module(PEERS[name])
    done: toy.Run = module.run_toy(n_contacts, 5)
    return done


def find_disagreements(done: toy.Run) -> dict[str, str]:
    """Give the figures that no luck explains."""
    figures = toy.find_figures(done)._asdict()
    contacts = np.array([row[1] for row in done.log])
    answers = np.array([row[3] for row in done.log])
    n_contacts = len(done.endings)
    counts = {
        "touches": np.bincount(contacts, minlength=n_contacts),
        "positive": np.bincount(contacts[answers == toy.Answer.POSITIVE], minlength=n_contacts),
    }
    wrong = {}
    for name, expected in toy.REFERENCE.items():
        spread = counts[name].std() if name in counts else (expected * (1 - expected)) ** 0.5
        room = STANDARD_ERRORS * spread / n_contacts**0.5 + HALF_A_DIGIT.get(name, 0.0005)
        if abs(figures[name] - expected) > room:
            wrong[name] = f"{figures[name]:.4f}, not {expected} ± {room:.4f}"
    return wrong


@pytest.mark.parametrize("name", PEERS)
def test_every_framework_comes_to_the_reference_figures(name: str) -> None:
    assert find_disagreements(run(name, SIZES[name])) == {}


@pytest.mark.parametrize("name", PEERS)
def test_every_log_is_in_order_of_time_and_numbers_a_contacts_touches(name: str) -> None:
    done = run(name, 300)
    days = [row[0] for row in done.log]
    assert days == sorted(days)
    assert days[-1] < toy.HORIZON
    touches: dict[int, list[int]] = {}
    for _, contact, touch, _ in done.log:
        touches.setdefault(int(contact), []).append(int(touch))
    assert all(numbers == list(range(len(numbers))) for numbers in touches.values())
    assert max(map(len, touches.values())) == len(toy.DELAYS)


@pytest.mark.parametrize("name", PEERS)
def test_nobody_is_touched_after_leaving(name: str) -> None:
    done = run(name, 300)
    last = {int(contact): int(answer) for _, contact, _, answer in done.log}
    left = {at: ending for at, ending in enumerate(done.endings) if ending != toy.Ending.OPEN}
    assert left
    ends = {int(answer): ending for answer, ending in toy.GONE.items()}
    ends[toy.Answer.POSITIVE] = toy.Ending.CONVERTED
    assert all(ends[last[contact]] == ending for contact, ending in left.items())


def test_who_draws_intents_wrongly_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw_wrongly(luck: random.Random) -> int:
        return sum(luck.random() > share for share in (0.50, 0.80, 0.88))

    monkeypatch.setattr(toy, "draw_intent", draw_wrongly)
    assert "positive" in find_disagreements(plain_simpy.run_toy(SIZES["simpy"], 5))


def test_a_measurement_counts_the_touches_that_it_timed() -> None:
    measured = measure_peer("simpy", 100, seed=2)
    assert measured["n_touches"] == len(plain_simpy.run_toy(100, 2).log)
    assert measured["touches"] == measured["n_touches"] / 100
    assert measured["seconds"] > 0.0
