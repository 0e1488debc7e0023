"""Write reports on a scenario that runs in a blink."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from tests.cli.conftest import HOLDOUT, PURSUE, SCENARIO, TOUCHES

from goodwill.analysis.deciding import Decision, decide
from goodwill.analysis.doubting import Doubts, Findings, weigh
from goodwill.analysis.plausible import PlausibleWorlds
from goodwill.analysis.sequential import Plan, run_enough
from goodwill.parameters import defaults
from goodwill.population.scoring import calibrate_score
from goodwill.report.writing import write_report
from goodwill.scenario import Scenario, load_scenario
from goodwill.scenario import worlds as scenario_worlds

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<script>alert(1)</script>",
    "$\\frac{$",
    '"><img src=http://evil.example/x onerror=alert(1)>',
    "</script><b>\x07\n",
    "x" * 10_000,
)
PLAN = Plan(price=1000.0, replications=3, engine="simpy", workers=1)


def make_scenario(folder: Path) -> Scenario:
    """Write the files of a small scenario into a folder, and load it."""
    files = {
        "small.yaml": SCENARIO.replace(
            "[strategies/pursue.yaml,", "[strategies/pursue.yaml, strategies/twin.yaml,"
        ),
        "strategies/pursue.yaml": PURSUE,
        "strategies/twin.yaml": PURSUE.replace("strategy: pursue", "strategy: twin"),
        "strategies/holdout.yaml": HOLDOUT,
        "touches/all.yaml": TOUCHES,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_scenario(folder / "small.yaml")


def keep_one_score(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weigh leads as under the defaults, whatever the parameters: nobody here goes by a score.

    To weigh thousands of people anew under each set would take most of a test's time.
    """
    monkeypatch.setattr(
        scenario_worlds,
        "calibrate_score",
        lambda weights, auc, market, _: calibrate_score(weights, auc, market, defaults()),
    )
    monkeypatch.setattr(scenario_worlds, "find_highest_auc", lambda *_: 1.0)


def rename(scenario: Scenario, name: str) -> Scenario:
    """Put a name that no file may give into every text of a scenario but the holdout's name."""
    strategies = {}
    for key, one in scenario.strategies.items():
        own = name if key == "pursue" else key
        plan = one.plan._replace(name=own)
        strategies[own] = one._replace(name=own, description=name, plan=plan)
    touches = tuple(
        one._replace(name=f"{name} {number}") for number, one in enumerate(scenario.touches)
    )
    people = tuple(
        one._replace(name=f"{name} {number}") for number, one in enumerate(scenario.people)
    )
    return replace(
        scenario,
        name=name,
        question=name,
        strategies=strategies,
        touches=touches,
        people=people,
    )


def make_doubts(decision: Decision) -> Doubts:
    """Make up what came of 24 draws of two parameters; the first turns the verdict."""
    strategies, holdout = decision.ranking, decision.study.holdout
    rng = np.random.default_rng(5)
    points = rng.uniform(-1.0, 1.0, (24, 2))
    turned = next(one for one in strategies if one != holdout)
    slopes = np.array([-5e3 if one == turned else 0.0 for one in strategies])
    money = points[:, :1] * slopes + rng.normal(0.0, 50.0, (24, len(strategies)))
    money[:, strategies.index(holdout)] = 0.0
    goodwill, luck = 1e-3 * money, np.full(len(strategies), 50.0)
    groups = {key: (key,) for key in ("memory.burn", "talking.colleague")}
    worlds = PlausibleWorlds(
        strategies, holdout, (), groups, points, money, goodwill, luck, 1e-3 * luck
    )
    return weigh(worlds, decision, 25)


def report(scenario: Scenario, out: Path, *, doubted: bool = False) -> Findings:
    """Write the report of a scenario into a folder."""
    runs = run_enough(scenario, PLAN)
    decision = decide(runs.study, PLAN.price)
    found = Findings(runs, decision, make_doubts(decision) if doubted else None)
    write_report(scenario, found, PLAN, out)
    return found


class Page(HTMLParser):
    """What is in a page: elements with their attributes, and the text of some."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []  # of element, in order
        self._open = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self._open = tag
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append((self._open, data))

    def find(self, tag: str) -> list[dict[str, str]]:
        """Give the attributes of all elements of one kind."""
        return [attributes for name, attributes in self.elements if name == tag]
