"""Rows 11 and 12: whom a typical sequence puts off for good, and who tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

import numpy as np

from goodwill.eventlog import Kind
from goodwill.running import run
from goodwill.store import Result
from goodwill.validation.counting import divide, select
from goodwill.validation.experiments import Experiment, Scenarios, Sums

HALF = log(2.0)


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count deciders and those who reject the vendor, the badly treated and those who tell."""
    result = run(scenarios["typical_sequence"], replication=world, engine="compiled")
    return _count_rejections(result) | _count_telling(result)


def _count_rejections(result: Result) -> dict[str, float]:
    """Hold each decider's goodwill against what halves the vendor's odds among vendors."""
    deciding = result.scenario.parameters.deciding
    decided = select(result, Kind.DECIDED)
    need = {person.id: person.need for person in result.world.persons}
    forgiven = deciding.need_forgives * np.array([need[one] for one in decided["person"].tolist()])
    disliked = decided["goodwill"] * (1.0 - forgiven) / deciding.nest < -HALF
    return {"deciders": float(len(decided)), "rejecting": float(disliked.sum())}


def _count_telling(result: Result) -> dict[str, float]:
    """Count people who lost as much goodwill at one time as is worth telling of.

    Whoever only heard of another one's experience was not badly treated.
    """
    events, sharp = result.history.events, result.scenario.parameters.talking.sharp_bad
    own = events[events["kind"] != Kind.HEARD]
    treated = np.unique(own["person"][own["lost"] - own["gained"] >= sharp])
    told = select(result, Kind.TOLD)
    tellers = np.unique(told["person"][told["amount"] < 0.0])
    return {
        "badly treated": float(treated.size),
        "told": float(np.isin(treated, tellers).sum()),
    }


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give the share of deciders who reject, and of the badly treated who tell."""
    return {
        "would not consider": 100 * divide(sums["rejecting"], sums["deciders"]),
        "told somebody": 100 * divide(sums["told"], sums["badly treated"]),
    }


EXPERIMENT = Experiment(("typical_sequence",), 96, live, estimate)
