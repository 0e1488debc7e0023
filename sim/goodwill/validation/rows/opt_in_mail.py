"""Row 1: useful mail to people who asked for it, as e-mail providers count it."""

from __future__ import annotations

from collections.abc import Mapping

from goodwill.running import run
from goodwill.validation.counting import divide, select_delivered
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import Outcome

_COUNTED = {
    "click": Outcome.CLICK,
    "opt-out": Outcome.OPT_OUT,
    "complaint": Outcome.COMPLAINT,
}


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count delivered mails of the half year after joining, and the answers to them.

    How much more often an answer came out than was to be expected has mean zero, and is taken out.
    """
    result = run(scenarios["opt_in_mail"], replication=world, engine="compiled")
    mails = select_delivered(result, "monthly_digest")
    counts = {
        name: float((mails["outcome"] == code).sum()) - result.metrics[f"luck_{code.name.lower()}"]
        for name, code in _COUNTED.items()
    }
    return counts | {"delivered": float(len(mails))}


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give each as a percentage of delivered mails."""
    return {name: 100 * divide(sums[name], sums["delivered"]) for name in _COUNTED}


EXPERIMENT = Experiment(("opt_in_mail",), 12, live, estimate)
