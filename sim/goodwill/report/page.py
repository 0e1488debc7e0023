"""Make the page: one HTML file that needs nothing else and asks no network for anything."""

from __future__ import annotations

import base64
import hashlib
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from goodwill.analysis.deciding import Decision
from goodwill.analysis.numerals import join_names, write_number, write_range, write_signed
from goodwill.analysis.sentences import write_changes, write_verdict
from goodwill.analysis.sequential import Plan, Runs
from goodwill.analysis.unfolding import Unfolded
from goodwill.analysis.verdicts import NET_VALUE, PricePoint
from goodwill.report.describing import (
    describe_method,
    describe_provenance,
    describe_simulation,
    list_assumptions,
)
from goodwill.report.pictures import Picture
from goodwill.report.standings import COLUMNS, tabulate
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).parent
_LONG_WORD = re.compile(r"\S{81,}")  # a SHA-256 is not one
_DAMAGES = 12  # causes of each strategy that are listed


class Pictures(NamedTuple):
    """All pictures of a page."""

    trade_off: Picture
    over_time: Picture
    details: Sequence[Picture]
    twins: Sequence[Picture]
    reasons: Sequence[str]  # of the twins: why each was picked


def make_page(
    scenario: Scenario,
    runs: Runs,
    decision: Decision,
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
        scenario=scenario,
        days=scenario.horizon // SECONDS_PER_DAY,
        n_worlds=runs.study.n_replications,
        holdout=runs.study.holdout,
        price=write_number(decision.price),
        verdict=[one.text for one in write_verdict(decision)],
        changes=[one.text for one in write_changes(decision)],
        columns=COLUMNS,
        rows=tabulate(decision),
        pictures=pictures,
        prices=[_describe_price(decision, point) for point in decision.grid],
        start=_find_start(decision),
        strategies=[(one, scenario.strategies[one].description) for one in decision.order],
        damages=_list_damages(decision, unfolded),
        n_unfolded=unfolded.n_worlds,
        method=describe_method(decision),
        assumptions=list_assumptions(scenario),
        stress=describe_simulation(scenario, runs, plan),
        provenance=describe_provenance(scenario, runs, plan),
        style=style,
        script=script,
        policy=_write_policy(style, script),
    )
    return text.encode()


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


def _list_damages(
    decision: Decision, unfolded: Unfolded
) -> list[tuple[str, list[tuple[str, str, str]], str]]:
    """List the causes of each strategy's brand damage, greatest first, with what is left."""
    listed = []
    for strategy in decision.order:
        damages = unfolded.damages[unfolded.strategies.index(strategy)]
        harmful = [one for one in damages if one.damage > 0.0]
        rows = [
            (one.cause.replace("_", " "), one.touch or "", write_number(one.damage))
            for one in harmful[:_DAMAGES]
        ]
        rest = sum(one.damage for one in harmful[_DAMAGES:])
        if rest:
            rows.append(("all others", "", write_number(rest)))
        listed.append((strategy, rows, write_number(sum(one.damage for one in harmful))))
    return listed
