"""Row 13: mailing those who read, as an analyst of the log sees it, and as it is.

Reading is a visit for content of a person's own accord; clicks on mails are not counted, but for
one figure that says so.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.eventlog import Kind
from goodwill.running import run
from goodwill.store import Result
from goodwill.validation.counting import Events, Integers, divide, select
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.validation.windows import Moments
from goodwill.vocabulary import SECONDS_PER_DAY, Inbound

WINDOW = 28 * SECONDS_PER_DAY
"""Over which mails are counted, and then reading, seconds."""

MAIL = "monthly_digest"
USUAL, TWIN = "mail_readers", "mail_readers_once_more"

_READING = (Inbound.CONTENT_DOWNLOAD, Inbound.WEBINAR_SIGNUP)


def select_reading(result: Result) -> Events:
    """Give the visits that people made to read something."""
    visits = select(result, Kind.VISIT)
    chosen: Events = visits[np.isin(visits["detail"], _READING)]
    return chosen


def select_mails(result: Result) -> Events:
    """Give all mails that were sent to those who read."""
    sent = select(result, Kind.TOUCHED)
    chosen: Events = sent[sent["touch"] == result.scenario.find_touch(MAIL)]
    return chosen


def observe_windows(result: Result) -> tuple[Integers, Integers]:
    """Give what an analyst would put into a regression: one entry a person and pair of windows.

    Returns
    -------
    tuple of ndarray
        Mails of a window, from registering on, and whether the person read in the next one.
    """
    registered = select(result, Kind.REGISTERED)
    mails, reading = Moments(select_mails(result)), Moments(select_reading(result))
    counts, read = [], []
    for number in range(result.world.horizon // WINDOW):
        starts = registered["second"] + number * WINDOW
        whole = starts + 2 * WINDOW <= result.world.horizon
        persons, begin = registered["person"][whole], starts[whole]
        counts.append(mails.count(persons, begin, begin + WINDOW))
        read.append(reading.count(persons, begin + WINDOW, begin + 2 * WINDOW) > 0)
    return np.concatenate(counts), np.concatenate(read).astype(np.int64)


def find_extra_mails(usual: Result, twin: Result) -> Events:
    """Give the one mail more of everybody who got it, early enough to follow it for a window."""
    mails, before = select_mails(twin), select_mails(usual)
    both = np.concatenate([before, mails])[["person", "second"]]
    _, places, times = np.unique(both, return_index=True, return_counts=True)
    new = mails[places[(times == 1) & (places >= len(before))] - len(before)]
    new = new[np.lexsort((new["second"], new["person"]))]
    first = np.r_[True, new["person"][1:] != new["person"][:-1]] if len(new) else []
    extra: Events = new[np.asarray(first, np.bool_)]
    return extra[extra["second"] + WINDOW <= twin.world.horizon]


def live(scenarios: Scenarios, world: int) -> Sums:
    """Live through a world and its twin; sum up a regression, and what the mail more did."""
    scenario = scenarios["engagement_mailing"]
    usual, twin = (
        run(scenario, name, replication=world, engine="compiled") for name in (USUAL, TWIN)
    )
    mails, read = observe_windows(usual)
    extra = find_extra_mails(usual, twin)
    persons, after = extra["person"], extra["second"] + 1
    sums = {
        "windows": float(len(mails)),
        "mails": float(mails.sum()),
        "mails squared": float((mails * mails).sum()),
        "read": float(read.sum()),
        "mails where read": float((mails * read).sum()),
        "people": float(len(extra)),
    }
    for name, result in (("usual", usual), ("twin", twin)):
        came = Moments(select_reading(result)).count(persons, after, after + WINDOW)
        clicks = Moments(select(result, Kind.CLICKED)).count(persons, after, after + WINDOW)
        sums[f"read, {name}"] = float((came > 0).sum())
        sums[f"read or clicked, {name}"] = float((came + clicks > 0).sum())
    return sums


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give the slope by least squares and the effect of one more mail, both in points."""
    n_windows, mails, read = sums["windows"], sums["mails"], sums["read"]
    spread = n_windows * sums["mails squared"] - mails**2
    together = n_windows * sums["mails where read"] - mails * read
    effects = {
        name: 100 * divide(sums[f"{name}, twin"] - sums[f"{name}, usual"], sums["people"])
        for name in ("read", "read or clicked")
    }
    return {
        "slope seen in the log": 100 * divide(together, spread),
        "true effect of one more": effects["read"],
        "true effect, clicks on mails included": effects["read or clicked"],
    }


EXPERIMENT = Experiment(("engagement_mailing",), 12, live, estimate)
