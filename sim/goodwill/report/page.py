"""Make the page: one HTML file that needs nothing else and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goodwill.analysis.caveats import list_unknowns, write_caveats
from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Findings
from goodwill.analysis.numerals import join_names, write_number, write_range, write_signed
from goodwill.analysis.sentences import write_changes, write_verdict
from goodwill.analysis.sequential import Plan
from goodwill.analysis.unfolding import Unfolded
from goodwill.analysis.verdicts import NET_VALUE, PricePoint
from goodwill.report.dashboards import (
    describe_turns,
    list_claims,
    list_credit,
    list_misleading,
    list_swapped,
)
from goodwill.report.describing import (
    describe_fit,
    describe_method,
    describe_provenance,
    describe_simulation,
    list_assumptions,
)
from goodwill.report.pictures import Picture
from goodwill.report.sections import (
    describe_validation,
    list_damages,
    list_reductions,
    list_regrets,
)
from goodwill.report.standings import COLUMNS, tabulate
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_LONG_WORD = re.compile(r"\S{81,}")  # a SHA-256 is not one


class Pictures(NamedTuple):
    """All pictures of a page."""

    drawn: Mapping[str, Picture]  # by name
    reasons: Sequence[str]  # of the twins, in their order: why each was picked

    def pick(self, *names: str) -> list[Picture]:
        """Give pictures by name, without those that there are not."""
        return [self.drawn[name] for name in names if name in self.drawn]

    @property
    def twins(self) -> list[tuple[str, Picture]]:
        """Give the twins, each with why it was picked."""
        return [(why, self.drawn[f"twin-{at}"]) for at, why in enumerate(self.reasons)]


def make_page(
    scenario: Scenario,
    found: Findings,
    plan: Plan,
    pictures: Pictures,
    unfolded: Unfolded,
) -> bytes:
    """Make the page.

    Returns
    -------
    bytes
        The same for the same scenario, seed, price, number of worlds and versions.
    """
    style, script = (_read(name) for name in ("page.css", "page.js"))
    text = _load_template().render(
        **_gather_first_page(scenario, found),
        **_gather_tables(found, unfolded),
        **_gather_background(scenario, found, plan),
        pictures=pictures,
        style=style,
        script=script,
        policy=_write_policy(style, script),
    )
    return text.encode()


def _gather_first_page(scenario: Scenario, found: Findings) -> dict[str, Any]:
    """Gather what a leader reads."""
    runs, decision, doubts = found
    return {
        "scenario": scenario,
        "days": scenario.horizon // SECONDS_PER_DAY,
        "n_worlds": runs.study.n_replications,
        "holdout": runs.study.holdout,
        "price": write_number(decision.price),
        "verdict": [one.text for one in write_verdict(decision)],
        "changes": [one.text for one in (*write_caveats(doubts), *write_changes(decision))],
        "columns": COLUMNS,
        "rows": tabulate(decision),
        "prices": [_describe_price(decision, point) for point in decision.grid],
        "start": _find_start(decision),
    }


def _gather_tables(found: Findings, unfolded: Unfolded) -> dict[str, Any]:
    """Gather the tables of the pages after it."""
    decision = found.decision
    turns, turn_table = describe_turns(decision, unfolded)
    dashboards = (
        list_claims(decision),
        list_misleading(decision),
        list_credit(decision, unfolded),
    )
    return {
        "unknowns": list_unknowns(decision, found.doubts),
        "turns": turns,
        "turn_table": turn_table,
        "dashboards": [one for one in dashboards if one is not None],
        "damages": list_damages(decision, unfolded),
        "swapped": list_swapped(decision, unfolded),
        "regrets": list_regrets(decision),
        "reductions": list_reductions(decision),
    }


def _gather_background(scenario: Scenario, found: Findings, plan: Plan) -> dict[str, Any]:
    """Gather what it rests on, and how to get it again."""
    validated, patterns = describe_validation()
    order = found.decision.order
    return {
        "strategies": [(one, scenario.strategies[one].description) for one in order],
        "method": describe_method(found.decision),
        "validated": validated,
        "patterns": patterns,
        "fit": describe_fit(scenario),
        "assumptions": list_assumptions(scenario),
        "stress": describe_simulation(scenario, found, plan),
        "provenance": describe_provenance(scenario, found, plan),
    }


@cache
def _load_template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["brief"] = shorten_words
    environment.filters["keep_together"] = _keep_together
    return environment.get_template("page.html.jinja")


def shorten_words(text: str) -> str:
    """Cut words that no line could hold.

    Examples
    --------
    >>> shorten_words("a name"), len(shorten_words("x" * 10_000))
    ('a name', 81)
    """
    return _LONG_WORD.sub(lambda word: f"{word[0][:80]}…", text)


def _keep_together(bounds: str) -> str:
    """Let a range break before its upper end and nowhere else."""
    return bounds.replace(" million", "\N{NO-BREAK SPACE}million").replace(
        " to ", " to\N{NO-BREAK SPACE}"
    )


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _write_policy(style: str, script: str) -> str:
    """Allow what is in the page, by its hash, and nothing else."""
    hashes = {
        name: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for name, text in (("style", style), ("script", script))
    }
    rules = [f"{name}-src 'sha256-{digest}'" for name, digest in hashes.items()]
    return "; ".join(
        ["default-src 'none'", "img-src data:", *rules, "base-uri 'none'", "form-action 'none'"]
    )


def _find_start(decision: Decision) -> int:
    """Give the place on the grid that is nearest to the price the page speaks of."""
    gaps = [abs(point.price - decision.price) for point in decision.grid]
    return gaps.index(min(gaps))


def _describe_price(decision: Decision, point: PricePoint) -> dict[str, Any]:
    """Say who is ahead at one price, as plain data for the slider."""
    holdout = decision.study.holdout
    rows = []
    for contender in point.choice.contenders:
        name = contender.strategy
        interval = point.comparison.find(name, holdout, NET_VALUE).joint
        bounds = write_range(interval.low, interval.high, signed=True)
        rows.append(
            {
                "strategy": shorten_words(name),
                **{key: _limit(value) for key, value in interval._asdict().items()},
                "text": "0" if name == holdout else f"{write_signed(interval.estimate)} ({bounds})",
                "candidate": name in point.choice.candidates,
            }
        )
    return {
        "price": f"{write_number(point.price)} USD",
        "sentence": shorten_words(_write_choice(point)),
        "rows": rows,
    }


def _limit(value: float) -> float | None:
    """Give what a browser's JSON can hold."""
    return value if math.isfinite(value) else None


def _write_choice(point: PricePoint) -> str:
    leader, candidates = point.choice.leader, point.choice.candidates
    if leader is not None:
        return f"{leader} is worth the most."
    if point.choice.decided:
        return f"{join_names(candidates)} are worth the same."
    return f"{join_names(candidates)} cannot be told apart."
