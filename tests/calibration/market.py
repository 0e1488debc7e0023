"""A market that is simulated in a blink, and events of it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from goodwill.calibration.prior import Prior
from goodwill.calibration.simulated_events import make_events
from goodwill.loading.events import Events
from goodwill.parameters.drawing import list_uncertain
from goodwill.running.engines import compute
from goodwill.scenario import Scenario, load_scenario, make_world

TOUCHES = """\
touches:
  tip: {description: A tip., channel: email, sender: automation, usefulness: 0.5}
  pitch:
    {description: A pitch., channel: email, sender: rep, presumption: 2, asks: meeting}
  ring: {description: A call., channel: phone, sender: rep, presumption: 2, asks: meeting}
  ring_back: {description: What was asked for., channel: phone, sender: rep, answers_request: true}
"""
PURSUE = """\
strategy: pursue
description: Mails and rings whoever reads anything.
touches: [../touches/all.yaml]
enrol: [{when: [triggers >= 1], into: pitches}]
cadences:
  pitches:
    steps:
      - {wait: 1 hour, touch: tip}
      - {wait: 2 days, touch: pitch}
      - {wait: 3 days, touch: ring}
      - {wait: 4 days, touch: pitch}
      - {wait: 9 days, touch: tip}
answers_requests_with: ring_back
"""
HOLDOUT = """\
strategy: holdout
description: Leaves people alone.
touches: [../touches/all.yaml]
answers_requests_with: ring_back
"""
SCENARIO = """\
scenario: small
question: What does pursuit do?
start: 2026-01-05
horizon: 120 days
seed: 7
vendor: {name: Vendor}
regions: {east: {share: 100 %, zone: America/New_York}}
market:
  accounts: 40
  people_per_account: 3
  sizes: {small: 60 %, medium: 30 %, large: 10 %}
  incumbents: 30 %
  front_desks: 60 %
  aware: 90 %
  intents: {learning: 45 %, exploring: 20 %, buying: 10 %, loyal_elsewhere: 15 %, outsider: 10 %}
reps:
  - {name: joe, count: 4, hours: 09:00-17:00, zone: America/New_York}
parameters: {memory.burn: 0.03}
strategies: [strategies/pursue.yaml, strategies/holdout.yaml]
"""


def write_market(folder: Path) -> Path:
    """Write the files of a small market, and give its scenario."""
    files = {
        "small.yaml": SCENARIO,
        "strategies/pursue.yaml": PURSUE,
        "strategies/holdout.yaml": HOLDOUT,
        "touches/all.yaml": TOUCHES,
    }
    for name, text in files.items():
        path = folder / "scenarios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "scenarios" / "small.yaml"


def load_market(folder: Path) -> Scenario:
    """Write and load the small market."""
    return load_scenario(write_market(folder))


def make_prior(keys: Collection[str]) -> Prior:
    """Give the prior of some parameters, in the ledger's order."""
    return Prior(tuple(entry for entry in list_uncertain() if entry.key in keys))


def live(scenario: Scenario, replication: int = 500) -> Events:
    """Give the events of one world under pursuit."""
    world = make_world(scenario, "pursue", replication=replication)
    return make_events(world, compute(world, "compiled"))
