"""Describe what was simulated, what it rests on, and how to get it again."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version
from typing import NamedTuple

from goodwill.analysis.deciding import Decision
from goodwill.analysis.doubting import Doubts, Findings
from goodwill.analysis.drawn_worlds import WORLDS_A_DRAW
from goodwill.analysis.numerals import join_names, write_number
from goodwill.analysis.sequential import Plan, Runs
from goodwill.parameters import Entry, find_value, ledger
from goodwill.parameters.documentation import SUPPORTS, find_support
from goodwill.parameters.values import Value, each_number
from goodwill.scenario import Scenario
from goodwill.store.kept import hash_model
from goodwill.vocabulary import SECONDS_PER_DAY

_PACKAGES = ("goodwill", "numpy", "scipy", "matplotlib")
_MOST_SHOWN = 8  # numbers of one parameter


class Fact(NamedTuple):
    """One row of a table of facts."""

    section: str
    item: str
    text: str


class Assumption(NamedTuple):
    """One parameter as the page shows it."""

    key: str
    value: str
    plausible: str
    unit: str
    meaning: str
    source: str
    support: str  # a key of goodwill.parameters.documentation.SUPPORTS
    own: bool  # the scenario gives another value than the ledger


def describe_simulation(scenario: Scenario, found: Findings, plan: Plan) -> tuple[Fact, ...]:
    """Say what was simulated in the order of STRESS-DES (Monks et al., 2019)."""
    return (
        *_describe_objectives(scenario, found.runs),
        *_describe_logic(scenario),
        *_describe_data(scenario),
        *_describe_experiment(scenario, found, plan),
        *_describe_implementation(),
    )


def _describe_objectives(scenario: Scenario, runs: Runs) -> tuple[Fact, ...]:
    part = "1 Objectives"
    return (
        Fact(part, "Purpose", scenario.question),
        Fact(
            part,
            "Outputs",
            "Net value: revenue less cost, plus a price times the goodwill left at the end above "
            "the holdout's. Deals, meetings, opt-outs, complaints, angry replies; brand damage and "
            "lift, as time averages of goodwill booked and not faded.",
        ),
        Fact(part, "Experiments", f"{len(runs.study.strategies)} strategies, as listed above."),
    )


def _describe_logic(scenario: Scenario) -> tuple[Fact, ...]:
    part = "2 Logic"
    cadences = sum(len(one.plan.cadences) for one in scenario.strategies.values())
    return (
        Fact(
            part,
            "Overview",
            "People whose intent the vendor cannot see come to the site, are touched, answer, "
            "get irritated, talk, and some buy. Vendor and people meet in continuous time.",
        ),
        Fact(
            part, "Entities", "People in accounts; touches; tasks for reps; meetings; opportunities"
        ),
        Fact(
            part,
            "Activities",
            f"{len(scenario.touches)} kinds of touches in {cadences} cadences; visits, reads, "
            "replies, opt-outs, complaints, meetings, decisions, talk and public posts.",
        ),
        Fact(part, "Resources", f"{len(scenario.reps)} reps with working hours and time zones"),
        Fact(part, "Queues", "Tasks that wait for a rep; touches that wait for a cap or a window"),
        Fact(part, "Entry and exit", "The market is closed: nobody comes in or leaves for good."),
    )


def _describe_data(scenario: Scenario) -> tuple[Fact, ...]:
    part = "3 Data"
    counts = Counter(find_support(one) for one in ledger())
    supports = "; ".join(f"{counts[one]} {words}" for one, words in SUPPORTS.items() if counts[one])
    market = scenario.market
    people = (
        f"{market.accounts} accounts with {market.people_per_account:g} people each on average"
        if market
        else "no crowd"
    )
    scripted = f"{len(scenario.people)} scripted people, {len(scenario.leads)} leads from a file"
    return (
        Fact(part, "Population", f"{people}; {scripted}; {len(scenario.regions)} regions."),
        Fact(part, "Parameters", f"{sum(counts.values())}: {supports}."),
        Fact(part, "Calibration", describe_fit(scenario)),
    )


def describe_fit(scenario: Scenario) -> str:
    """Say what the numbers of the model were fitted to."""
    text = "Some defaults were fitted once to patterns that are known from elsewhere (Validation); "
    beliefs = scenario.beliefs
    if beliefs is None:
        return f"{text}none was fitted to data of the vendor's own."
    return (
        f"{text}{len(beliefs.values)} parameters were inferred from data of one's own, as "
        f"{beliefs.file.name} says."
    )


def _describe_experiment(scenario: Scenario, found: Findings, plan: Plan) -> tuple[Fact, ...]:
    part = "4 Experimentation"
    runs = found.runs
    n_worlds = runs.study.n_replications
    stop = f"{n_worlds} worlds, as asked for."
    if runs.progress is not None and runs.precision is not None:
        outcome = "That was reached" if runs.progress.precise else "That was not reached for all"
        stop = (
            f"{n_worlds} worlds: at least 20, at most {plan.most}, until every pair's net value is "
            f"known to plus or minus {write_number(runs.precision)} USD. {outcome}."
        )
    return (
        Fact(part, "Initialisation", "Nobody begins with goodwill or irritation; no warm-up."),
        Fact(
            part,
            "Run length",
            f"{scenario.horizon // SECONDS_PER_DAY} days from {scenario.start.isoformat()}",
        ),
        Fact(part, "Replications", stop),
        Fact(part, "Parameters", _describe_draws(found.doubts)),
        Fact(
            part,
            "Estimation",
            "Paired differences in common worlds, known luck taken out by regression; Student's t; "
            "exact intervals for counts under 30; Bonferroni within each family.",
        ),
    )


def _describe_draws(doubts: Doubts | None) -> str:
    if doubts is None:
        return "One set: defaults, and what the scenario puts in their place."
    refused = (
        f"; {doubts.n_refused} under which the scenario cannot be are left out"
        if doubts.n_refused
        else ""
    )
    weaker = (
        f" In {doubts.n_weaker} of them the lead score tells buyers apart less well than the "
        "scenario has it: what the vendor sees carries no more there."
        if doubts.n_weaker
        else ""
    )
    return (
        "For all intervals one set: defaults, and what the scenario puts in their place. Beside "
        f"it {doubts.worlds.n_draws} sets drawn from the ledger's ranges, {WORLDS_A_DRAW} worlds "
        f"each, no world twice{refused}.{weaker}"
    )


def _describe_implementation() -> tuple[Fact, ...]:
    part = "5 Implementation"
    return (
        Fact(
            part,
            "Software",
            f"goodwill {version('goodwill')}: a SimPy engine made to be read, and a compiled one "
            "that writes the same log; which one ran changes nothing.",
        ),
        Fact(
            part,
            "Random numbers",
            "Philox 4x32, one number for each person, decision and occurrence: strategies share "
            "the luck of every decision that both come to.",
        ),
        Fact(part, "Code", "Open source (MIT). What to run is under Provenance."),
    )


def describe_provenance(scenario: Scenario, found: Findings, plan: Plan) -> tuple[Fact, ...]:
    """Say from what, with what and how this was made; nothing in it depends on time or place."""
    runs, doubts = found.runs, found.doubts
    n_draws = 0 if doubts is None else doubts.worlds.n_draws + doubts.n_refused
    seed = scenario.seed if plan.seed is None else plan.seed
    n_worlds = runs.study.n_replications
    asked = f"--replications {n_worlds}"
    if runs.precision is not None:
        asked = f"--precision {runs.precision:.15g}"
    command = (
        f"goodwill compare {scenario.file.name} {asked} --seed {seed} "
        f"--price {plan.price:.15g} --draws {n_draws} --out DIR"
    )
    if scenario.leads:
        command += " --data FOLDER"
    beliefs = scenario.beliefs
    inferred = () if beliefs is None else (f"{beliefs.file.name}, SHA-256 {beliefs.sha256}",)
    if beliefs is not None:
        command += f" --parameters {beliefs.file.name}"
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        Fact("", "Scenario", f"{scenario.name}, SHA-256 {scenario.sha256}"),
        *(Fact("", "Parameter set", one) for one in inferred),
        Fact("", "Model", f"SHA-256 {hash_model()}"),
        Fact("", "Seed", str(seed)),
        Fact("", "Worlds", f"0 to {n_worlds - 1}"),
        Fact("", "Versions", packages),
        Fact("", "The same once more", command),
    )


def describe_method(decision: Decision) -> tuple[str, ...]:
    """Say how the page came to what it says."""
    study, compared = decision.study, decision.comparison
    factors = [f"{write_number(factor)} for {name}" for name, factor in decision.reductions.items()]
    worlds = (
        f"All {len(study.strategies)} strategies met the same people with the same luck in "
        f"{study.n_replications} worlds. A world is the unit: figures are compared within worlds."
    )
    unknowns = (
        "Three kinds of not knowing are kept apart. Monte-Carlo error is in every interval on this "
        "page; more worlds shrink it. The luck of one real course of events is what single worlds "
        "show; no number of worlds shrinks it. Not knowing the parameters is in none of these "
        "intervals: they stood at one value each. What other values would do is said apart, "
        "and their ranges are under Assumptions."
    )
    families = (
        f"Net value is a family of {decision.point.comparison.n_intervals} intervals that hold "
        f"together at 95 %; the other figures are a second one, of {compared.n_intervals}. Prices "
        "on the slider were looked at one by one. Two are said to differ only if the interval of "
        "their difference leaves out nought; else that they cannot be told apart."
    )
    if not factors:
        return worlds, unknowns, families
    reduced = (
        "Variance of the differences, against as many independent runs, was smaller by a factor "
        f"of {join_names(factors)}."
    )
    return worlds, unknowns, families, reduced


def list_assumptions(scenario: Scenario) -> tuple[Assumption, ...]:
    """List every parameter of the model with the value that was used."""
    return tuple(_describe_entry(one, find_value(scenario.parameters, one.key)) for one in ledger())


def _describe_entry(entry: Entry, value: Value) -> Assumption:
    return Assumption(
        entry.key,
        _write_value(value),
        _write_plausible(entry),
        entry.unit,
        entry.meaning,
        entry.source,
        find_support(entry),
        own=value != entry.value,
    )


def _write_value(value: Value) -> str:
    numbers = list(each_number(value))
    if len(numbers) > _MOST_SHOWN:
        return f"{len(numbers)} numbers, {min(numbers):g} to {max(numbers):g}"
    return ", ".join(f"{one:g}" for one in numbers)


def _write_plausible(entry: Entry) -> str:
    if entry.distribution == "fixed":
        return "fixed"
    lows, highs = list(each_number(entry.lowest)), list(each_number(entry.highest))
    if len(lows) > _MOST_SHOWN:
        return f"{min(lows):g} to {max(highs):g} over all"
    return ", ".join(f"{low:g} to {high:g}" for low, high in zip(lows, highs, strict=True))
