"""The shop's mail: visits of three kinds of customers after one of two mails, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.visiting import find_visitors
from goodwill.calibration.cases.curves import Curve, Halves
from goodwill.calibration.cases.reading import find_files, read_rows
from goodwill.draws import person_id
from goodwill.engines import compiled
from goodwill.errors import hint
from goodwill.scenario import Scenario, make_world
from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import ScoreModel, find_column

Integers = npt.NDArray[np.int64]

GROUPS = ("mens", "womens", "both")
ARMS = {"No E-Mail": "none", "Mens E-Mail": "men's", "Womens E-Mail": "women's"}
_TITLES = {
    "mens": "buyers of men's",
    "womens": "buyers of women's",
    "both": "buyers of both",
}
_MAILS = ("mens_mail", "womens_mail")
N_POINTS = len(GROUPS) * len(ARMS)

_N_PEOPLE = 800  # of a group, in a simulation
_DAYS = 14.0
_COLUMNS = ("mens", "womens", "segment", "visit")
_BEST_USEFULNESS, _BEST_RELEVANCE = 0.8, 0.9  # of a mail that matches wholly (assumed)


class _Customer(NamedTuple):
    """A customer of the file: of which group, in which arm."""

    group: int
    arm: int
    visited: bool


def read(folder: Path, names: Sequence[str]) -> Halves:
    """Read the shop's file; a half of the rows that depends on their numbers alone is held out."""
    (path,) = find_files(folder, names, 1)
    trials = np.zeros((2, len(GROUPS), len(ARMS)), np.int64)
    visits = np.zeros_like(trials)
    for number, customer in enumerate(read_rows(path, _COLUMNS, _read_customer)):
        half = person_id(f"hillstrom {number}") & 1
        at = half, customer.group, customer.arm
        trials[at] += 1
        visits[at] += customer.visited
    fit, check = (
        tuple(
            Curve(_TITLES[name], tuple(ARMS.values()), trials[half, group], visits[half, group])
            for group, name in enumerate(GROUPS)
        )
        for half in range(2)
    )
    return Halves("a random half of the customers calibrates, the other checks", fit, check)


def _read_customer(row: Mapping[str, str]) -> _Customer:
    for name in ("mens", "womens", "visit"):
        if row[name] not in {"0", "1"}:
            raise ValueError(f"{name}: {row[name]!r} is neither 0 nor 1.")
    if row["segment"] not in ARMS:
        raise ValueError(f"{row['segment']}: unknown segment. {hint(row['segment'], ARMS)}")
    both = row["mens"] == "1" and row["womens"] == "1"
    group = 2 if both else 0 if row["mens"] == "1" else 1
    return _Customer(group, list(ARMS).index(row["segment"]), row["visit"] == "1")


def simulate(
    scenario: Scenario, own: Mapping[str, float], score: ScoreModel, world: int
) -> tuple[Integers, Integers]:
    """Simulate visits within two weeks; each kind of customers, each mail, upon the same people."""
    trials = np.full(N_POINTS, _N_PEOPLE, np.int64)
    visits = []
    for at, group in enumerate(GROUPS):
        readers = own[f"readers.{group}"]
        mix = (readers, 0.0, 0.0, 1.0 - readers, 0.0, 0.0)
        ours = scenario.leads[at * _N_PEOPLE : (at + 1) * _N_PEOPLE]
        listed = replace(scenario, leads=tuple(lead._replace(intents=mix) for lead in ours))
        visits.append(_count_visits(listed, "no_mail", score, world))
        for mail in _MAILS:
            matched = _match(listed, own[f"match.{mail}_to_{group}"])
            visits.append(_count_visits(matched, "one_matching_mail", score, world))
    return trials, np.array(visits, np.int64)


def _match(scenario: Scenario, share: float) -> Scenario:
    """Let the mail be worth a share of the best mail."""
    touches = tuple(
        touch._replace(usefulness=share * _BEST_USEFULNESS, relevance=share * _BEST_RELEVANCE)
        for touch in scenario.touches
    )
    return replace(scenario, touches=touches)


def _count_visits(scenario: Scenario, strategy: str, score: ScoreModel, world: int) -> int:
    made = make_world(scenario, strategy, replication=world, score=score)
    rows = {name: row for row, name in enumerate(made.names)}
    persons = find_column(made.persons, "id")[[rows[lead.name] for lead in scenario.leads]]
    since = np.array([lead.second + SECONDS_PER_DAY for lead in scenario.leads], np.int64)
    return int(find_visitors(compiled.run(made).events, persons, since, _DAYS).sum())


def belongs(number: str, point: int) -> bool:
    """Say whether a point may depend on a number: not on those of other customers or mails."""
    group, arm = GROUPS[point // len(ARMS)], point % len(ARMS)
    what, _, which = number.partition(".")
    if what == "readers":
        return which == group
    if what == "match":
        return arm > 0 and which == f"{_MAILS[arm - 1]}_to_{group}"
    return True
