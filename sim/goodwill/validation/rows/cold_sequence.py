"""Rows 2 and 3: what becomes of replies from one cold mail to the next.

What people do about a mail is rare, and chance moves it. Beside every answer its probability is
booked: how much more often one came out than was to be expected has mean zero, and is taken out.
Runs of shorter sequences on the same people say how much of that belongs to which step.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from goodwill.running import run
from goodwill.validation.counting import divide, number_by_person, select_delivered
from goodwill.validation.experiments import Experiment, Scenarios, Sums
from goodwill.vocabulary import Outcome

STEPS = 5
_COUNTED = {
    "interested": (Outcome.INTERESTED,),
    "negative": (
        Outcome.NOT_INTERESTED,
        Outcome.DECLINED,
        Outcome.ANGRY_REPLY,
        Outcome.OPT_OUT,
    ),
}


def live(scenarios: Scenarios, world: int) -> Sums:
    """Count delivered mails, interested and negative replies by step; who answered has left."""
    scenario = scenarios["cold_sequence"]
    longest, *shorter = scenario.strategies  # of five mails, four, and so on, down to none
    result = run(scenario, longest, replication=world, engine="compiled")
    mails = select_delivered(result, "generic_mail_1")
    steps = number_by_person(mails)
    figures = [result.metrics] + [
        run(scenario, one, replication=world, engine="compiled", log="outcomes").metrics
        for one in shorter
    ]
    sums = {f"delivered {step}": float((steps == step - 1).sum()) for step in range(1, STEPS + 1)}
    for name, outcomes in _COUNTED.items():
        lucks = [sum(one[f"luck_{code.name.lower()}"] for code in outcomes) for one in figures]
        counted = np.isin(mails["outcome"], outcomes)
        for step in range(1, STEPS + 1):
            luck = lucks[STEPS - step] - lucks[STEPS - step + 1]
            sums[f"{name} {step}"] = float((counted & (steps == step - 1)).sum()) - luck
    return sums


def estimate(sums: Sums) -> Mapping[str, float]:
    """Give the factor a step between the first and the last, and how negative replies outgrow."""
    rates = [divide(sums[f"interested {at}"], sums[f"delivered {at}"]) for at in (1, STEPS)]
    whole = divide(rates[1], rates[0])
    values = {f"factor a step, steps 1 to {STEPS}": float(max(whole, 0.0) ** (1 / (STEPS - 1)))}
    ratios = [
        divide(sums[f"negative {step}"], sums[f"interested {step}"]) for step in range(1, STEPS + 1)
    ]
    for step in range(2, STEPS + 1):
        growth = divide(ratios[step - 1], ratios[step - 2])
        values[f"step {step} against step {step - 1}"] = growth
    return values


EXPERIMENT = Experiment(("cold_sequence",), 10, live, estimate)
