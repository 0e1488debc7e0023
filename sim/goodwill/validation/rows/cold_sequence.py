"""Rows 2 and 3: what becomes of replies from one cold mail to the next."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.running import run
from goodwill.validation.counting import divide, number_by_person, select_delivered
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import Outcome

STEPS = 5
_NEGATIVE = (Outcome.NOT_INTERESTED, Outcome.DECLINED, Outcome.ANGRY_REPLY, Outcome.OPT_OUT)


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count delivered mails, interested and negative replies by step; who answered has left."""
    result = run(scenarios["cold_sequence"], replication=world, engine="compiled")
    mails = select_delivered(result, "generic_mail_1")
    steps = number_by_person(mails)
    chosen = {
        "delivered": np.ones(len(mails), np.bool_),
        "interested": mails["outcome"] == Outcome.INTERESTED,
        "negative": np.isin(mails["outcome"], _NEGATIVE),
    }
    return {
        f"{name} {step}": float((these & (steps == step - 1)).sum())
        for name, these in chosen.items()
        for step in range(1, STEPS + 1)
    }


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give the factor a step between the first and the last, and how negative replies outgrow."""
    rates = [divide(sums[f"interested {at}"], sums[f"delivered {at}"]) for at in (1, STEPS)]
    whole = divide(rates[1], rates[0])
    values = {f"factor a step, steps 1 to {STEPS}": float(whole ** (1 / (STEPS - 1)))}
    ratios = [
        divide(sums[f"negative {step}"], sums[f"interested {step}"]) for step in range(1, STEPS + 1)
    ]
    for step in range(2, STEPS + 1):
        growth = divide(ratios[step - 1], ratios[step - 2])
        values[f"step {step} against step {step - 1}"] = growth
    return values


EXPERIMENT = Experiment(("cold_sequence",), 24, live, estimate)
