"""Choose a split test to run before a decision: the one worth most, no larger than needed."""

from __future__ import annotations

from goodwill.analysis.experiments import (
    SplitTest,
    Trial,
    list_sizes,
    rank_split_tests,
    value_split_test,
)
from goodwill.analysis.intervals import ERRORS_TO_TELL
from goodwill.analysis.plausible import PlausibleWorlds, Surfaces
from goodwill.analysis.study import Study


def pick_split_test(
    study: Study, worlds: PlausibleWorlds, price: float, *, surfaces: Surfaces
) -> tuple[SplitTest, Trial] | None:
    """Give the split test that is worth most, no larger than it needs to be.

    Of its sizes the smallest whose worth is within one standard error of the highest: a test that
    leaves nobody out shows hardly more, and nobody is left to gain by it.

    Parameters
    ----------
    study, worlds, price, surfaces
        As :func:`rank_split_tests` takes them.

    Returns
    -------
    tuple of (SplitTest, Trial) or None
        None: the worth of none can be told from nought.
    """
    ranked = rank_split_tests(study, worlds, price, surfaces=surfaces)
    if not ranked or ranked[0][1].worth <= ERRORS_TO_TELL * ranked[0][1].error:
        return None
    test, best = ranked[0]
    sizes = list_sizes(test)
    n_tries = len(ranked) * len(sizes)
    trials = value_split_test(test, worlds, price, sizes, surfaces=surfaces, n_tries=n_tries)
    return test, next(one for one in trials if one.worth >= best.worth - best.error)
