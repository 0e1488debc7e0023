"""Check what a population is to be drawn from: all that is wrong with it, at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import fsum, isfinite

from goodwill.errors import ParameterError, hint
from goodwill.population.specification import (
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
)
from goodwill.vocabulary import Inbound, Intent

TRAIT_RANGES: dict[str, tuple[float, float]] = {
    "seniority": (0.0, 1.0),
    "fit": (-10.0, 10.0),
    "need": (0.0, 1.0),
    "reach": (0.0, 10_000.0),
    "patience": (0.001, 1_000.0),  # it divides irritation
    "attention": (0.0, 1_000.0),
    "phone": (0.0, 1_000.0),
    "frailty": (0.0, 1_000.0),
    "activity": (0.0, 1_000.0),
    "taste": (-10.0, 10.0),
    "reticence": (0.0, 1.0),
    "machine_opens": (0.0, 1.0),
    "score_noise": (-10.0, 10.0),
}
"""What may be given about a person instead of being drawn, and within what bounds."""

_SIZES = 3
_MOST_ACCOUNTS, _MOST_PEOPLE, _MOST_COLLEAGUES = 5_000_000, 10_000_000, 100_000
_LARGEST_MEAN = 51.0  # one plus a Poisson number, whose mean inversion can follow up to 50
_ROUNDING = 1e-9  # by how much shares of 1 may miss it


def check_market(market: Market, n_regions: int) -> None:
    """Refuse a market that nothing can be drawn from.

    Raises
    ------
    ParameterError
        One line for all that is wrong.
    """
    _raise_all(find_market_faults(market, n_regions))


def check_population(
    market: Market | None,
    accounts: Sequence[AccountSpecification],
    people: Sequence[PersonSpecification],
    leads: Sequence[Lead],
    n_regions: int,
) -> None:
    """Refuse a population that cannot be drawn.

    Raises
    ------
    ParameterError
        One line for all that is wrong.
    """
    faults = [] if market is None else list(find_market_faults(market, n_regions))
    faults += _find_account_faults(accounts, n_regions)
    faults += _find_person_faults(people, [account.name for account in accounts])
    faults += _find_lead_faults(leads, {person.name for person in people}, n_regions)
    _raise_all(faults)


def find_market_faults(market: Market, n_regions: int) -> Iterator[str]:
    """Say all that is wrong with a market; one that has no accounts needs no regions."""
    mean = market.people_per_account
    yield from _outside("market.accounts", market.accounts, 0, _MOST_ACCOUNTS)
    yield from _outside("market.people_per_account", mean, 1.0, _LARGEST_MEAN)
    if market.accounts * mean > _MOST_PEOPLE:
        yield (
            f"market: {market.accounts} accounts of {mean:g} people are "
            f"{market.accounts * mean:.0f}. Accepted: up to {_MOST_PEOPLE} people."
        )
    yield from _outside("market.incumbents", market.incumbents, 0.0, 1.0)
    yield from _outside("market.front_desks", market.front_desks, 0.0, 1.0)
    yield from _outside("market.aware", market.aware, 0.0, 1.0)
    yield from _share_faults("market.sizes", market.sizes, _SIZES)
    yield from _share_faults("market.intents", market.intents, len(Intent))
    if market.accounts or market.regions:
        yield from _share_faults("market.regions", market.regions, n_regions)


def _find_account_faults(accounts: Sequence[AccountSpecification], n_regions: int) -> Iterator[str]:
    yield from _name_faults("accounts", (account.name for account in accounts))
    for account in accounts:
        where = f"accounts.{account.name}"
        if account.name.isdecimal():
            yield f"{where}: the market's accounts are called by numbers. Give it another name."
        yield from _outside(f"{where}.size", account.size, 0, _SIZES - 1)
        yield from _outside(f"{where}.region", account.region, 0, n_regions - 1)
        yield from _outside(f"{where}.colleagues", account.colleagues, 0, _MOST_COLLEAGUES)


def _find_person_faults(
    people: Sequence[PersonSpecification], accounts: Sequence[str]
) -> Iterator[str]:
    yield from _name_faults("people", (person.name for person in people))
    for person in people:
        where = f"people.{person.name}"
        if person.account not in accounts:
            known = hint(person.account, accounts) if accounts else "The story has no accounts."
            yield f"{where}.account: {person.account!r} is no account. {known}"
        if person.intent is not None:
            yield from _outside(f"{where}.intent", person.intent, 0, len(Intent) - 1)
        for trait, value in person.traits.items():
            yield from _trait_faults(f"{where}.traits.{trait}", trait, value)


def _trait_faults(where: str, trait: str, value: float) -> Iterator[str]:
    if trait not in TRAIT_RANGES:
        yield f"{where}: unknown trait. {hint(trait, TRAIT_RANGES)}"
    elif trait == "machine_opens" and value not in (0, 1):
        yield f"{where}: {value:g} is neither yes nor no. Accepted: true or false."
    else:
        yield from _outside(where, value, *TRAIT_RANGES[trait])


def _find_lead_faults(leads: Sequence[Lead], others: set[str], n_regions: int) -> Iterator[str]:
    yield from _name_faults("leads", (lead.name for lead in leads))
    sound: set[tuple[float, ...]] = set()  # thousands of leads share a few mixes
    for lead in leads:
        where = f"leads.{lead.name}"
        if lead.name in others:
            yield f"{where}: a person of the story has the same name. Rename that person."
        if lead.second < 0:
            yield f"{where}: comes {-lead.second} seconds before the start. Start earlier."
        yield from _outside(f"{where}.region", lead.region, 0, n_regions - 1)
        yield from _outside(f"{where}.inbound", lead.inbound, 0, len(Inbound) - 1)
        if lead.inbound == Inbound.PRICING_VISIT:
            yield (
                f"{where}.inbound: pricing_visit registers nobody. "
                "Accepted: content_download, webinar_signup, free_trial, demo_request."
            )
        if lead.intents not in sound:
            yield from _share_faults(f"{where}.intents", lead.intents, len(Intent))
            sound.add(lead.intents)


def _name_faults(where: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if not name:
            yield f"{where}: a name is empty. Give each a name of its own."
        elif times > 1:
            yield f"{where}.{name}: given {times} times. Give each a name of its own."


def _share_faults(where: str, shares: Sequence[float], n_shares: int) -> Iterator[str]:
    if len(shares) != n_shares:
        yield f"{where}: {len(shares)} shares, {shares}. Needed: {n_shares}."
    elif not all(0.0 <= share <= 1.0 + _ROUNDING for share in shares):
        yield f"{where}: {shares} has a share out of range. Accepted: 0 to 1 each."
    elif abs(fsum(shares) - 1.0) > _ROUNDING:
        yield f"{where}: {shares} sums to {fsum(shares):.12g}. Shares sum to 1."


def _outside(where: str, value: float, low: float, high: float) -> Iterator[str]:
    if not (isfinite(value) and low <= value <= high):
        yield f"{where}: {value:g} is out of range. Accepted: {low:g} to {high:g}."


def _raise_all(faults: Iterable[str]) -> None:
    lines = list(faults)
    if lines:
        raise ParameterError("\n".join(lines))
