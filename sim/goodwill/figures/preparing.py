"""Make figures of a decision: pick what they show, and say in a line what they show."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from goodwill.analysis.claims import Claim
from goodwill.analysis.deciding import Decision
from goodwill.analysis.numerals import join_names, write_number
from goodwill.analysis.sentences import headline_prices
from goodwill.analysis.study import Study
from goodwill.analysis.tradeoffs import find_regions
from goodwill.analysis.unfolding import FATES, INTENTS, Damage, Floats, Unfolded
from goodwill.figures.by_price import ByPrice
from goodwill.figures.damage import Bar, DamageLedger
from goodwill.figures.frame import Heading, Line, Look, find_looks
from goodwill.figures.over_time import OverTime
from goodwill.figures.tradeoff import Place, TradeOff
from goodwill.figures.who_pays import Panel, WhoPays

_N_TOUCHES = 5  # that are named in the picture of damage
_OTHERS = "other touches"
_ROUNDS = "Regions hold the true means at 95 %, all together"


def find_all_looks(decision: Decision) -> Mapping[str, Look]:
    """Give each strategy of a decision its look."""
    study = decision.study
    return find_looks(study.strategies, study.holdout, study.ceilings)


def prepare_trade_off(decision: Decision) -> TradeOff:
    """Hold profit against goodwill, above the holdout's."""
    looks, ceilings = find_all_looks(decision), decision.study.ceilings
    places = tuple(
        Place(
            one.strategy,
            one.across,
            one.along / 1e3,
            tuple((across, along / 1e3) for across, along in one.outline),
            looks[one.strategy],
            one.strategy in ceilings,
        )
        for one in find_regions(_leave_out_posts(decision.study), "brand_net", "profit")
    )
    holdout = decision.study.holdout
    note = f"Above {holdout} (+), which leaves people alone. {_ROUNDS}. Up and right is better."
    return TradeOff(
        Heading(_head_trade_off(decision), note),
        "goodwill on average over the time simulated, points per 1,000 people",
        "profit, thousand USD",
        holdout,
        places,
    )


def _leave_out_posts(study: Study) -> Study:
    """Leave out the luck of public posts: where nobody ever posts, it says nothing about profit."""
    kept = [name for name in study.metrics if name != "luck_posted"]
    places = [study.find_metric(name) for name in kept]
    return replace(study, metrics=tuple(kept), figures=study.figures[:, :, places].copy())


def _head_trade_off(decision: Decision) -> str:
    """Say who is clearly worse than leaving people alone in both, and who clearly better."""
    study = decision.study
    pairs = {
        one: [decision.claim(metric, one, study.holdout) for metric in ("profit", "brand_net")]
        for one in study.rivals
        if one != study.holdout
    }
    worse = [one for one, both in pairs.items() if _all(both, "less")]
    better = [one for one, both in pairs.items() if _all(both, "more")]
    sides = (better, "more"), (worse, "less")
    parts = [
        f"{join_names(names)} {_verb(names, 'earn')} {word} and {_verb(names, 'leave')} {word}"
        for names, word in sides
        if names
    ]
    if not parts:
        return f"No strategy is clearly better or worse than {study.holdout} in both"
    return f"{' goodwill; '.join(parts)} goodwill than {study.holdout}"


def _verb(names: list[str], verb: str) -> str:
    return f"{verb}s" if len(names) == 1 else verb


def _all(claims: list[Claim], finding: str) -> bool:
    return all(one.finding == finding for one in claims)


def prepare_over_time(decision: Decision, unfolded: Unfolded) -> OverTime:
    """Follow deals won and people lost, less the holdout's, over the days."""
    looks, holdout = find_all_looks(decision), unfolded.holdout
    shown = [one for one in decision.order if one != holdout]
    won = tuple(_follow(unfolded, unfolded.won, one, looks[one]) for one in shown)
    lost = tuple(_follow(unfolded, unfolded.lost, one, looks[one]) for one in shown)
    note = (
        f"Above {holdout}, mean of {unfolded.n_worlds} worlds; bands: 95 % of each day by itself. "
        "Lost: opted out, complained or wrote back in anger."
    )
    return OverTime(Heading(_head_over_time(decision), note), holdout, won, lost)


def _follow(unfolded: Unfolded, figures: Floats, strategy: str, look: Look) -> Line:
    from scipy.special import stdtrit

    mine, alone = (unfolded.strategies.index(one) for one in (strategy, unfolded.holdout))
    differences = figures[mine] - figures[alone]
    n_worlds = differences.shape[0]
    middle = differences.mean(axis=0)
    half = np.zeros_like(middle)
    if n_worlds > 1:
        error = differences.std(axis=0, ddof=1) / math.sqrt(n_worlds)
        half = float(stdtrit(n_worlds - 1, 0.975)) * error
    low, high = middle - half, middle + half
    return Line(strategy, tuple(middle.tolist()), tuple(low.tolist()), tuple(high.tolist()), look)


def _head_over_time(decision: Decision) -> str:
    """Say who ends with fewer deals than people left alone bring, and who with more."""
    study = decision.study
    claims = [
        decision.claim("conversions", one, study.holdout)
        for one in study.rivals
        if one != study.holdout
    ]
    clear = sorted(
        (one for one in claims if one.finding in ("more", "less")),
        key=lambda one: (one.interval.estimate, one.strategy),
    )
    if not clear:
        return f"In deals no strategy can be told from {study.holdout} at the end"
    parts = []
    for one in dict.fromkeys((clear[0], clear[-1])):
        deals = write_number(abs(one.interval.estimate))
        word = "more" if one.finding == "more" else "fewer"
        parts.append(f"{one.strategy} with {deals} {word}")
    return f"By the end, in deals beyond {study.holdout}: {', '.join(parts)}"


def prepare_who_pays(decision: Decision, unfolded: Unfolded) -> WhoPays:
    """Say what became of people, by what they were after at the start."""
    looks = find_all_looks(decision)
    n_people = unfolded.fates[0].sum(axis=1)
    intents = tuple(one.name.lower().replace("_", " ") for one in INTENTS)
    rows = [row for row in range(len(INTENTS)) if n_people[row]]
    total = max(1, int(n_people.sum()))
    panels = []
    for strategy in decision.order:
        counts = unfolded.fates[unfolded.strategies.index(strategy)]
        shares = tuple(tuple((counts[row] / n_people[row]).tolist()) for row in rows)
        panels.append(Panel(strategy, shares, looks[strategy]))
    note = (
        f"Percent of people by hidden intent at the start, {unfolded.n_worlds} worlds; thinks "
        "less: than if left alone, by 0.1 or more. In brackets: share of the market."
    )
    return WhoPays(
        Heading(_head_who_pays(decision, unfolded), note),
        tuple(f"{intents[row]} ({100 * n_people[row] / total:.0f} %)" for row in rows),
        FATES,
        tuple(panels),
    )


def _head_who_pays(decision: Decision, unfolded: Unfolded) -> str:
    """Count, in these worlds, who was troubled by the strategy that troubled most."""
    troubled = unfolded.fates[:, :, 2:].sum(axis=2)
    rivals = [unfolded.strategies.index(one) for one in decision.study.rivals]
    worst = max(rivals, key=lambda row: (int(troubled[row].sum()), -row))
    n_troubled = int(troubled[worst].sum())
    if not n_troubled:
        return "Nobody was troubled"
    n_people = int(unfolded.fates[worst].sum())
    buyers = int(troubled[worst, 0])
    return (
        f"In these worlds {unfolded.strategies[worst]} puts off most, "
        f"{100 * n_troubled / n_people:.0f} % of people; "
        f"{100 - 100 * buyers / n_troubled:.0f} % of them were not about to buy"
    )


def prepare_damage(decision: Decision, unfolded: Unfolded) -> DamageLedger:
    """Split every strategy's brand damage by cause."""
    looks = find_all_looks(decision)
    named = _find_worst_touches(unfolded)
    sums: dict[str, dict[str, float]] = {}
    for strategy, damages in zip(unfolded.strategies, unfolded.damages, strict=True):
        found = sums.setdefault(strategy, {})
        for one in damages:
            label = _label_cause(one, named)
            found[label] = found.get(label, 0.0) + one.damage
    ordered = _order_causes(sums, named)
    bars = [
        Bar(
            strategy,
            tuple(sums[strategy].get(cause, 0.0) for cause in ordered),
            math.fsum(sums[strategy].values()),
            looks[strategy],
        )
        for strategy in decision.order
    ]
    bars.sort(key=lambda bar: (-bar.total, bar.strategy))
    note = (
        f"Goodwill lost and not faded, averaged over the horizon and {unfolded.n_worlds} worlds. "
        "The parts add up to the total."
    )
    return DamageLedger(
        Heading(_head_damage(decision, unfolded), note),
        ordered,
        "brand damage, goodwill points per 1,000 people",
        tuple(bars),
    )


def _find_worst_touches(unfolded: Unfolded) -> tuple[str, ...]:
    """Name the kinds of touches that did most damage themselves, whoever used them."""
    sums: dict[str, float] = {}
    for one in (one for damages in unfolded.damages for one in damages):
        if one.cause == "touch" and one.touch is not None and one.damage > 0.0:
            sums[one.touch] = sums.get(one.touch, 0.0) + one.damage
    return tuple(sorted(sums, key=lambda name: (-sums[name], name))[:_N_TOUCHES])


def _label_cause(damage: Damage, named: tuple[str, ...]) -> str:
    if damage.cause != "touch":
        return damage.cause.replace("_", " ")
    return damage.touch if damage.touch in named and damage.touch else _OTHERS


def _order_causes(
    sums: Mapping[str, Mapping[str, float]], named: tuple[str, ...]
) -> tuple[str, ...]:
    """Order causes: touches by name, then all other touches, then the rest by weight."""
    weights: dict[str, float] = {}
    for label, damage in (pair for found in sums.values() for pair in found.items()):
        weights[label] = weights.get(label, 0.0) + damage
    rest = [one for one in weights if one not in (*named, _OTHERS) and weights[one] > 0.0]
    rest.sort(key=lambda label: (-weights[label], label))
    return (*named, *((_OTHERS,) if weights.get(_OTHERS) else ()), *rest)


def _head_damage(decision: Decision, unfolded: Unfolded) -> str:
    """Name the cause that does most, of the strategy that does most damage."""
    rivals = [unfolded.strategies.index(one) for one in decision.study.rivals]
    totals = [math.fsum(one.damage for one in damages) for damages in unfolded.damages]
    worst = max(rivals, key=lambda row: (totals[row], -row))
    if not totals[worst]:
        return "No strategy harmed the brand"
    first, name = unfolded.damages[worst][0], unfolded.strategies[worst]
    others = [one for one in decision.study.rivals if one != name]
    clear = _all([decision.claim("brand_damage", name, one) for one in others], "more")
    return (
        f"Most harm{'' if clear else ' in these worlds'}: {name}; {_name_cause(first)} alone did "
        f"{100 * first.damage / totals[worst]:.0f} % of it"
    )


def _name_cause(damage: Damage) -> str:
    cause = damage.cause.replace("_", " ")
    if damage.touch is None:
        return cause
    return damage.touch if damage.cause == "touch" else f"{cause} of {damage.touch}"


def prepare_by_price(decision: Decision) -> ByPrice:
    """Follow net value above the holdout's over the price of a goodwill point."""
    looks, holdout = find_all_looks(decision), decision.study.holdout
    lines = []
    for strategy in (one for one in decision.order if one != holdout):
        found = [
            point.comparison.find(strategy, holdout, "net_value").joint for point in decision.grid
        ]
        middle, low, high = (tuple(column) for column in zip(*found, strict=True))
        lines.append(Line(strategy, middle, low, high, looks[strategy]))
    note = (
        f"Net value above {holdout}, after {decision.study.n_replications} worlds; bands hold at "
        "95 % for all pairs at a price."
    )
    prices = tuple(point.price for point in decision.grid)
    heading = Heading(headline_prices(decision), note)
    return ByPrice(heading, holdout, prices, decision.price, tuple(lines))
