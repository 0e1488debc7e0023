"""A scenario that runs in a blink."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.calling import Call
from typer.testing import CliRunner

from goodwill.cli import app

TOUCHES = """\
touches:
  tip:
    {description: A useful tip., channel: email, sender: automation, usefulness: 0.5}
  pitch:
    {description: A pitch., channel: email, sender: rep, presumption: 3, asks: meeting, tone: pushy}
  hold:
    {description: A hold., channel: calendar_invite, sender: other_rep, presumption: 3}
  ring_back:
    {description: What was asked for., channel: phone, sender: rep, answers_request: true}
"""
PURSUE = """\
# System S3: pursues whoever shows interest.
strategy: pursue
description: Pitches at whoever reads anything.
touches: [../touches/all.yaml]
enrol: [{when: [triggers >= 1], into: pitches}]
cadences:
  pitches:
    steps:
      - {wait: 1 hour, touch: pitch}
      - {wait: 2 days, touch: pitch}
      - {wait: 2 days, touch: hold}
answers_requests_with: ring_back
"""
HOLDOUT = """\
# System S20: the baseline.
strategy: holdout
description: Leaves people alone.
touches: [../touches/all.yaml]
answers_requests_with: ring_back
"""
SCENARIO = """\
# Systems S3 and S20.
scenario: small
question: What does pursuit do to Ann?
start: 2026-01-05
horizon: 60 days
seed: 7
vendor: {name: Vendor}
regions: {east: {share: 100 %, zone: America/New_York}}
market:
  accounts: 8
  people_per_account: 3
  sizes: {small: 60 %, medium: 30 %, large: 10 %}
  incumbents: 30 %
  front_desks: 60 %
  aware: 90 %
  intents: {learning: 45 %, exploring: 12 %, buying: 5 %, loyal_elsewhere: 25 %, outsider: 13 %}
accounts:
  anns: {size: small, region: east, incumbent: false, front_desk: false, colleagues: 1}
people:
  ann:
    account: anns
    intent: learning
    constant_intent: true
    aware: true
    traits: {activity: 2.0, attention: 2.0}
    budgets: {angry_reply: 0.001, complaint: 9, opt_out: 9, opt_out_calendar_invite: 9}
    visits: [{at: 2026-01-06 10:00, event: content_download}]
reps:
  - {name: joe, count: 2, hours: 09:00-17:00, zone: America/New_York}
strategies: [strategies/pursue.yaml, strategies/holdout.yaml]
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with scenarios in it, and work there."""
    files = {
        "small.yaml": SCENARIO,
        "strategies/pursue.yaml": PURSUE,
        "strategies/holdout.yaml": HOLDOUT,
        "touches/all.yaml": TOUCHES,
    }
    for name, text in files.items():
        path = tmp_path / "scenarios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def call(project: Path) -> Call:
    """Give a way to call a command inside the project folder."""
    del project
    # A terminal of one width, whatever runs the tests: narrower ones break lines elsewhere.
    wide = {"COLUMNS": "120"}
    return lambda *words: CliRunner(env=wide).invoke(app, [str(word) for word in words])
