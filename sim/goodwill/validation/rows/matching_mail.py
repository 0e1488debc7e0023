"""Row 9: one mail that matches what people buy, another one, and none, upon the same people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.analysis.visiting import find_visitors
from goodwill.running import run
from goodwill.validation.counting import divide
from goodwill.validation.dials import find_dial, set_dials
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import find_column

DAYS = 14.0
_NONE, _MATCHING = "no_mail", "one_matching_mail"
_USELESS, _WELCOME = "one_useless_mail", "one_welcome_mail"
_EAGER = "eager"  # the matching mail, to people who click as much as the ledger allows


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count who came within two weeks of the mail, or of the time at which it would have gone."""
    scenario = scenarios["matching_mail"]
    seconds = np.array([lead.second + SECONDS_PER_DAY for lead in scenario.leads], np.int64)
    sums = {"customers": float(seconds.size)}
    eager = scenario.with_parameters(set_dials([find_dial("answering.base[click]")], [1.0]))
    runs = {one: (scenario, one) for one in (_NONE, _MATCHING, _USELESS, _WELCOME)}
    for name, (given, strategy) in (runs | {_EAGER: (eager, _MATCHING)}).items():
        result = run(given, strategy, replication=world, engine="compiled")
        rows = {one: row for row, one in enumerate(result.world.names)}
        ids = find_column(result.world.persons, "id")
        persons = ids[[rows[lead.name] for lead in scenario.leads]]
        visitors = find_visitors(result.history.events, persons, seconds, DAYS)
        sums[name] = float(visitors.sum())
    return sums


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give differences in percentage points."""

    def find_lift(more: str, less: str) -> float:
        return 100 * divide(sums[more] - sums[less], sums["customers"])

    return {
        "buyers of men's, matching": find_lift(_MATCHING, _NONE),
        "buyers of men's, other": find_lift(_USELESS, _NONE),
        "the first, did people click as much as the ledger allows": find_lift(_EAGER, _NONE),
        "buyers of women's, matching less other": find_lift(_MATCHING, _WELCOME),
    }


EXPERIMENT = Experiment(("matching_mail",), 24, live, estimate)
