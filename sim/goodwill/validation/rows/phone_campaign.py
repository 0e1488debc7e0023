"""Row 4: success per call in a telephone campaign, call by call."""

from __future__ import annotations

from collections.abc import Mapping

from goodwill.analysis.attempts import count_attempts
from goodwill.running import run
from goodwill.validation.counting import divide
from goodwill.validation.experiments import Experiment, Scenarios, Sums

_CALLS = (1, 5, 10)


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count who was still at risk at each call, and who said yes."""
    result = run(scenarios["phone_campaign"], replication=world, engine="compiled")
    attempts = count_attempts(result.history.events, max(_CALLS))
    sums: dict[str, float] = {}
    for call in _CALLS:
        sums[f"at risk {call}"] = float(attempts.at_risk[call - 1])
        sums[f"successes {call}"] = float(attempts.successes[call - 1])
    return sums


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give successes as a percentage of calls.

    The bank gave people up, here all are called on: giving up looks at the number of calls alone,
    and leaves the share of successes among those still called as it is.
    """
    return {
        f"call {call}": 100 * divide(sums[f"successes {call}"], sums[f"at risk {call}"])
        for call in _CALLS
    }


EXPERIMENT = Experiment(("phone_campaign",), 120, live, estimate)
