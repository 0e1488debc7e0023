"""Say what the data do not tell, and which experiment would: the cheapest for each parameter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from goodwill.calibration.fitting import find_kinds
from goodwill.calibration.posterior import Posterior
from goodwill.loading.events import EventKind
from goodwill.parameters import Entry


class Experiment(NamedTuple):
    """Something that would tell what records so far do not."""

    name: str
    how: str
    cost: int  # 0: what happens anyway is recorded; 1: what is sent is timed by lot; ... 4


MORE_RECORDS = Experiment("more complete records", "export these events as well", 0)
HOLDOUT = Experiment(
    "randomised holdout", "leave a part of the people alone, by lot, and compare wins", 2
)
MORE_PEOPLE = Experiment("more people", "the same records of more people, or of a longer time", 3)
SURVEY = Experiment(
    "a survey", "no record of outreach tells this: ask people, or keep the range", 4
)
_RANDOMISED: Mapping[str, Experiment] = {
    "randomised spacing": Experiment(
        "randomised spacing", "leave gaps of different length by lot, such as 1, 7 and 21 days", 1
    ),
    "randomised frequency": Experiment(
        "randomised frequency", "give people different caps on touches by lot", 1
    ),
    "randomised presumption": Experiment(
        "randomised presumption", "word the same follow-up mildly or boldly by lot", 2
    ),
    "randomised relevance": Experiment(
        "randomised relevance",
        "send by lot what matches the person's interest, and what does not",
        2,
    ),
    "randomised personalisation": Experiment(
        "randomised personalisation", "write to people by name, and not, by lot", 2
    ),
    "randomised content": Experiment(
        "randomised content", "give content to a part of the people by lot", 3
    ),
}
"""By the word with which the ledger says that only an experiment tells."""


class Unknown(NamedTuple):
    """A parameter that keeps its prior, or some of its numbers do."""

    key: str
    numbers: tuple[str, ...]  # that are not identified
    n_numbers: int  # uncertain ones, in all
    width: float  # of the narrowest, beside the prior's; nan: the data cannot say anything
    experiment: Experiment


def find_unknowns(
    entries: Collection[Entry],
    names: Collection[str],
    posterior: Posterior,
    kinds: Collection[EventKind],
) -> tuple[Unknown, ...]:
    """List the parameters of which numbers are not identified, in the ledger's order.

    Parameters
    ----------
    entries
        Of the prior.
    names
        Its numbers.
    posterior
        Of those that such data could say something about.
    kinds
        Events that the data record.
    """
    widths = dict(zip(posterior.names, posterior.widths.tolist(), strict=True))
    known = {
        name
        for name, one in zip(posterior.names, posterior.identified.tolist(), strict=True)
        if one
    }
    unknowns = []
    for entry in entries:
        own = [name for name in names if name.partition("[")[0] == entry.key]
        left = [name for name in own if name not in known]
        if left:
            width = min((widths.get(name, float("nan")) for name in left), default=float("nan"))
            unknowns.append(
                Unknown(entry.key, tuple(left), len(own), width, choose_experiment(entry, kinds))
            )
    return tuple(unknowns)


def choose_experiment(entry: Entry, kinds: Collection[EventKind]) -> Experiment:
    """Choose the cheapest experiment that would tell a parameter.

    Parameters
    ----------
    entry
        Of the ledger, which says which data could narrow it.
    kinds
        Events that the data record already.
    """
    found = []
    for token in entry.calibrates.split(", "):
        told_by = find_kinds(token)
        if token in _RANDOMISED:
            found.append(_RANDOMISED[token])
        elif told_by and not any(kind in kinds for kind in told_by):
            found.append(MORE_RECORDS)
        elif told_by:
            found.append(HOLDOUT if EventKind.WON in told_by and token == "won" else MORE_PEOPLE)  # noqa: S105
    return min(found, key=lambda one: one.cost, default=SURVEY)


def group_keys(unknowns: Collection[Unknown]) -> dict[str, tuple[str, ...]]:
    """Give the parameters that each experiment would tell, by its name, the cheapest first."""
    experiments = sorted({one.experiment for one in unknowns}, key=lambda one: (one.cost, one.name))
    return {
        experiment.name: tuple(one.key for one in unknowns if one.experiment == experiment)
        for experiment in experiments
    }
