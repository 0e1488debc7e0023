"""Row 6: being answered within the hour, as those see it who look at logs and randomise nothing.

Qualified means that a call reached the person and led to a meeting, within 30 days of asking.
"""

from __future__ import annotations

from collections.abc import Mapping

from goodwill.eventlog import Kind
from goodwill.parameters import ledger
from goodwill.running import run
from goodwill.scenario import Scenario
from goodwill.store import Result
from goodwill.validation.counting import Events, divide, select
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.validation.windows import NEVER, Moments
from goodwill.vocabulary import SECONDS_PER_DAY, SECONDS_PER_HOUR, Inbound, Outcome, Placement

WINDOW = 30 * SECONDS_PER_DAY
"""Within which somebody qualifies, seconds."""

DELAYS = {"within the hour": (0, 1), "the next hour": (1, 2), "a day or more": (24, 24 * 30)}
"""How long the first call was in coming, hours."""

_FADING = "noticing.connect_hours"


def count(inquiries: Events, calls: Events) -> Sums:
    """Count inquiries and those qualified, by how long the first call was in coming."""
    persons, asked = inquiries["person"], inquiries["second"]
    agreed = calls[
        (calls["detail"] == Placement.REACHED) & (calls["outcome"] == Outcome.INTERESTED)
    ]
    called = Moments(calls).find_next(persons, asked)
    qualified = Moments(agreed).count(persons, asked, asked + WINDOW) > 0
    sums: dict[str, float] = {}
    for name, (low, high) in DELAYS.items():
        waited = called - asked
        chosen = (called != NEVER) & (waited >= low * SECONDS_PER_HOUR)
        chosen &= waited < high * SECONDS_PER_HOUR
        sums[f"all, {name}"] = float(chosen.sum())
        sums[f"qualified, {name}"] = float((chosen & qualified).sum())
    return sums


def observe(result: Result) -> dict[str, Sums]:
    """Count for those who asked to be called, and for those whom nobody had asked to call."""
    visits = select(result, Kind.VISIT)
    visits = visits[visits["second"] + WINDOW <= result.world.horizon]
    enrolled = select(result, Kind.ENROLLED)
    enrolled = enrolled[enrolled["second"] + WINDOW <= result.world.horizon]
    sent, find = select(result, Kind.TOUCHED), result.scenario.find_touch
    back, unasked = (sent[sent["touch"] == find(one)] for one in ("call_back", "introductory_call"))
    return {
        "requests": count(visits[visits["detail"] == Inbound.DEMO_REQUEST], back),
        "others": count(enrolled, unasked),
    }


def live(scenarios: Scenarios, world: int) -> Sums:
    """Live through a year twice: as the ledger has it, and where who asked is soon gone again."""
    scenario = scenarios["speed_of_answers"]
    fastest = next(entry.lowest for entry in ledger() if entry.key == _FADING)
    fading: dict[str, Scenario] = {
        "": scenario,
        "soon gone, ": scenario.with_parameters({_FADING: fastest}),
    }
    return {
        f"{name}{group}: {one}": value
        for name, given in fading.items()
        for group, sums in observe(run(given, replication=world, engine="compiled")).items()
        for one, value in sums.items()
    }


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give how many times as often those qualify who are called within the hour."""

    def find_share(group: str, delay: str) -> float:
        return divide(sums[f"{group}: qualified, {delay}"], sums[f"{group}: all, {delay}"])

    def compare(group: str, delay: str) -> float:
        return divide(find_share(group, "within the hour"), find_share(group, delay))

    return {
        "requests, within the hour against the next": compare("requests", "the next hour"),
        "requests, within the hour against a day or more": compare("requests", "a day or more"),
        "the first, were people gone again as soon as the ledger allows": compare(
            "soon gone, requests", "the next hour"
        ),
        "others, within the hour against the next": compare("others", "the next hour"),
    }


EXPERIMENT = Experiment(("speed_of_answers",), 12, live, estimate)
