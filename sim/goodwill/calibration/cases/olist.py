"""The marketplace's requests: how many close, and how soon, by where they came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis.closing import Closing, Request, count_closed, follow_requests
from goodwill.calibration.cases.curves import Curve, Halves
from goodwill.calibration.cases.reading import find_files, read_rows
from goodwill.engines import compiled
from goodwill.scenario import Scenario, make_world
from goodwill.vocabulary import SECONDS_PER_DAY
from goodwill.world import ScoreModel

Integers = npt.NDArray[np.int64]

ORIGINS = ("organic_search", "paid_search", "social", "unknown", "all_others")
DAYS = (3.0, 7.0, 14.0, 30.0, 60.0, 90.0, 160.0)
N_POINTS = len(ORIGINS) * len(DAYS)

# 2017 behaves differently: 1 to 5 % of its requests closed, 10 to 14 % of those of 2018.
FIRST, CUT, END = dt.date(2018, 1, 1), dt.date(2018, 3, 16), dt.date(2018, 6, 1)
_WEEK = 7
_WANT_TO_READ = 2.0 / 3.0  # of those who do not mean to buy (assumed)


def read(folder: Path, names: Sequence[str]) -> Halves:
    """Read both files; requests from the middle of March on are held out."""
    requests, deals = find_files(folder, names, 2)
    won = dict(read_rows(deals, ("mql_id", "won_date"), _read_deal))
    early: list[tuple[int, Request]] = []  # with the week that it came in
    late: list[Request] = []
    for one in read_rows(requests, ("mql_id", "first_contact_date", "origin"), _read_request):
        came = one.came
        if not FIRST <= came.date() < END:
            continue
        request = Request(_find_kind(one.origin), _count_days(came, won.get(one.name)))
        if came.date() < CUT:
            early.append(((came.date() - FIRST).days // _WEEK, request))
        else:
            late.append(request)
    weeks = sorted({week for week, _ in early})
    parts = [_count([one for at, one in early if at == week]) for week in weeks]
    trials, successes = (np.array(column) for column in zip(*parts, strict=True))
    return Halves(
        f"by first contact: {FIRST:%d %B} to {CUT - dt.timedelta(days=1):%d %B %Y} calibrates, "
        f"{CUT:%d %B} to {END - dt.timedelta(days=1):%d %B %Y} checks; requests of 2017, which "
        "closed far more seldom, are left out",
        _make_curves(*_count([one for _, one in early])),
        _make_curves(*_count(late)),
        (trials, successes),
    )


class _Row(NamedTuple):
    """A request of the file."""

    name: str
    came: dt.datetime
    origin: str


def _read_request(row: Mapping[str, str]) -> _Row:
    return _Row(row["mql_id"], _read_moment(row["first_contact_date"]), row["origin"])


def _read_deal(row: Mapping[str, str]) -> tuple[str, dt.datetime | None]:
    return row["mql_id"], _read_moment(row["won_date"]) if row["won_date"] else None


def _read_moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no date. Dates such as 2018-03-16 are accepted.") from None


def _count_days(came: dt.datetime, won: dt.datetime | None) -> float:
    if won is None or won < came:
        return inf
    return (won - came).total_seconds() / SECONDS_PER_DAY


def _find_kind(origin: str) -> str:
    return origin if origin in ORIGINS else "all_others"


def _count(requests: Iterable[Request]) -> tuple[Integers, Integers]:
    """Count by origin who was open at the start of each period, and who closed in it."""
    closings = count_closed(requests, DAYS)
    nobody = Closing(0, np.zeros(len(DAYS), np.int64))
    trials, successes = [], []
    for origin in ORIGINS:
        n_requests, closed = closings.get(origin, nobody)
        before = np.r_[0, closed[:-1]]
        trials.append(n_requests - before)
        successes.append(closed - before)
    return np.concatenate(trials), np.concatenate(successes)


def _make_curves(trials: Integers, successes: Integers) -> tuple[Curve, ...]:
    points = tuple(f"{days:g}" for days in DAYS)
    width = len(DAYS)
    return tuple(
        Curve(
            origin.replace("_", " "),
            points,
            trials[at * width : (at + 1) * width],
            successes[at * width : (at + 1) * width],
            chained=True,
        )
        for at, origin in enumerate(ORIGINS)
    )


def simulate(
    scenario: Scenario, own: Mapping[str, float], score: ScoreModel, world: int
) -> tuple[Integers, Integers]:
    """Simulate a stream in which all origins are equally common: which requests close, and when."""
    mixes = {
        origin: _make_mix(own[f"buying.{origin}"], own[f"exploring.{origin}"]) for origin in ORIGINS
    }
    leads = []
    for at, lead in enumerate(scenario.leads):
        origin = ORIGINS[at % len(ORIGINS)]
        leads.append(lead._replace(origin=origin, intents=mixes[origin]))
    listed = replace(scenario, leads=tuple(leads))
    made = make_world(listed, "speed_to_request", replication=world, score=score)
    named = [(lead.name, lead.second, lead.origin) for lead in leads]
    return _count(follow_requests(made, compiled.run(made, "outcomes"), named))


def _make_mix(buying: float, exploring: float) -> tuple[float, ...]:
    """Give intents: of the rest, two thirds want to read and one third is none of the market."""
    rest = 1.0 - buying - exploring
    reading = rest * _WANT_TO_READ
    return (reading, exploring, buying, 0.0, rest - reading, 0.0)


def belongs(number: str, point: int) -> bool:
    """Say whether a point may depend on a number: not on those of other origins."""
    what, _, origin = number.partition(".")
    return what not in ("buying", "exploring") or origin == ORIGINS[point // len(DAYS)]
