"""Row 8: how many requests to a marketplace close, of which origin, and how soon."""

from __future__ import annotations

from collections.abc import Mapping

from goodwill.analysis.closing import count_closed, follow_requests
from goodwill.running import run
from goodwill.validation.counting import divide
from goodwill.validation.experiments import Experiment, Scenarios, Sums

_DAYS = (3.0, 14.0, 30.0, 90.0, 160.0)  # the last: for how long all requests are followed
_ORIGINS = ("organic_search", "social", "paid_search", "direct_traffic")


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count requests and deals."""
    scenario = scenarios["marketplace"]
    result = run(scenario, replication=world, engine="compiled")
    leads = [(lead.name, lead.second, lead.origin) for lead in scenario.leads]
    closings = count_closed(follow_requests(result.world, result.history, leads), _DAYS)
    sums = {f"within {days:g}": 0.0 for days in _DAYS}
    for origin, closing in closings.items():
        if origin in _ORIGINS:
            sums[f"requests {origin}"] = float(closing.n_requests)
            sums[f"closed {origin}"] = float(closing.closed[-1])
        for days, closed in zip(_DAYS, closing.closed.tolist(), strict=True):
            sums[f"within {days:g}"] += float(closed)
    return sums


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give percentages: of the requests of an origin, and of all deals."""
    closed = {
        f"closed, {origin.replace('_', ' ')}": 100
        * divide(sums[f"closed {origin}"], sums[f"requests {origin}"])
        for origin in _ORIGINS
    }
    soon = {
        f"of these within {days:g} days": 100
        * divide(sums[f"within {days:g}"], sums[f"within {_DAYS[-1]:g}"])
        for days in _DAYS[:-1]
    }
    return closed | soon


EXPERIMENT = Experiment(("marketplace",), 40, live, estimate)
