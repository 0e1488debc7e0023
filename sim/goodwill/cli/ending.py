"""Let the same life be lived many times, and count how it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from goodwill.analysis import find_ending
from goodwill.running import run
from goodwill.scenario import Scenario

Ends = dict[str, dict[str, int]]
"""Strategy -> ending -> how often it came, the most frequent first."""


def count_ends(
    scenario: Scenario,
    strategies: Sequence[str],
    person: str,
    n_runs: int,
    *,
    seed: int | None,
    progress: Callable[[int, int], None],
) -> Ends:
    """Run each strategy in the worlds 0 to `n_runs` - 1, the person's budgets drawn.

    Parameters
    ----------
    scenario, strategies, person
        Whose life, under which strategies.
    n_runs
        How often.
    seed
        Of all luck; None: the scenario's.
    progress
        Is told how many runs are done, of how many.
    """
    total = len(strategies) * n_runs
    ends: Ends = {}
    for number, strategy in enumerate(strategies):

        def live(strategy: str = strategy, before: int = number * n_runs) -> Iterator[str]:
            for replication in range(n_runs):
                progress(before + replication, total)
                result = run(
                    scenario, strategy, seed=seed, replication=replication, draw_budgets=True
                )
                yield find_ending(result, person)

        counts = Counter(live())
        ends[strategy] = dict(sorted(counts.items(), key=lambda one: (-one[1], one[0])))
    return ends
