"""Lay out the tables of a report that are not the standings: plain texts, ready for the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from goodwill.analysis.claims import claim
from goodwill.analysis.deciding import Decision
from goodwill.analysis.numerals import write_number
from goodwill.analysis.reductions import explain, find_reductions
from goodwill.analysis.sentences import describe_claim
from goodwill.analysis.unfolding import Unfolded
from goodwill.analysis.verdicts import find_regrets
from goodwill.validation.describing import describe_patterns

_DAMAGES = 12  # causes of each strategy that are listed


class Grid(NamedTuple):
    """A table of texts."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: bool = False  # all columns are words; else all but the first are figures


def list_damages(decision: Decision, unfolded: Unfolded) -> tuple[Grid, ...]:
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
        rows.append(("Total", "", write_number(sum(one.damage for one in harmful))))
        caption = (
            f"{strategy}: goodwill points per 1,000 people, mean of {unfolded.n_worlds} worlds"
        )
        listed.append(Grid(caption, ("Cause", "Touch", "Damage"), tuple(rows)))
    return tuple(listed)


def list_regrets(decision: Decision) -> tuple[Grid, ...]:
    """Hold each strategy against every ceiling."""
    found = []
    for ceiling in decision.study.ceilings:
        rows = []
        for one in find_regrets(decision.study, ceiling, decision.price):
            bounds = one.share.ranges
            share = "not known"
            if len(bounds) == 1:
                low, high = (100.0 * end for end in bounds[0])
                share = f"{100.0 * one.share.estimate:.0f} % ({low:.0f} to {high:.0f} %)"
            rows.append((one.strategy, describe_claim(claim(one.lost)), share))
        caption = (
            f"What {ceiling} has beyond each, at {write_number(decision.price)} USD a point; 95 % "
            "for all together, shares by themselves."
        )
        heads = ("Strategy", f"{ceiling} has, against it,", f"reaches of {ceiling}'s")
        found.append(Grid(caption, heads, tuple(rows), texts=True))
    return tuple(found)


def list_reductions(decision: Decision) -> Grid:
    """List by how much common luck and known luck made differences less uncertain, and why."""
    found = find_reductions((decision.point.comparison, decision.comparison))
    rows = tuple(
        (
            one.metric,
            *(write_number(part) for part in (one.factor, one.paired, one.controlled)),
            explain(one).partition("; ")[2],
        )
        for one in found
    )
    caption = (
        "Variance of as many independent runs over the variance of what was done, median over all "
        "pairs: the product of two parts. 1: nothing was gained."
    )
    heads = ("Figure", "factor", "same people and luck", "known luck taken out", "below the aim")
    return Grid(caption, heads, rows, texts=True)


def describe_validation() -> tuple[str, Grid | None]:
    """Say how far the model was held against what is known, and list what was found."""
    found = describe_patterns()
    if found is None:
        text = (
            "Not validated yet: this model was not held against known patterns here. Its verdicts "
            "are about the model; `goodwill validate` holds it against them."
        )
        return text, None
    text = (
        f"Held against {found['of']} patterns that are known from elsewhere, {found['inside']} are "
        "inside all their ranges at once. Defaults were fitted on those marked C; those marked H "
        "were held out."
    )
    rows = tuple(_describe_pattern(one) for one in found["patterns"])
    heads = ("Pattern", "Simulated", "Known range", "Verdict", "Source")
    return text, Grid("As `goodwill validate` found it last.", heads, rows, texts=True)


def _describe_pattern(one: Mapping[str, Any]) -> tuple[str, ...]:
    simulated = _write(one["simulated"])
    if one["low"] is not None and one["high"] is not None:
        simulated += f" ({_write(one['low'])} to {_write(one['high'])})"
    ends = (one["target_low"], one["target_high"])
    wanted = f"{_write(ends[0])} to {_write(ends[1])}"
    if None in ends:
        wanted = f"at least {_write(ends[0])}" if ends[1] is None else f"at most {_write(ends[1])}"
    mark = "C" if one["fitted"] else "H"
    name = f"{one['row']} {mark} {one['name']}, {one['unit']}"
    return name, simulated, wanted, str(one["verdict"]), str(one["source"])


def _write(value: float | None) -> str:
    return "unknown" if value is None else write_number(value)
