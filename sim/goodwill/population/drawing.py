"""Draw a population: accounts and people, each by luck of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.people import Person
from goodwill.draws import Decision
from goodwill.parameters import Parameters
from goodwill.population.accounts import (
    AccountColumns,
    draw_lead_accounts,
    draw_market_accounts,
    find_ids,
    join_accounts,
    list_accounts,
)
from goodwill.population.checking import check_population
from goodwill.population.columns import Integers, Luck
from goodwill.population.roll import DRAWN, Roll, call_roll
from goodwill.population.specification import (
    USUAL_MARKET,
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
    Population,
)
from goodwill.population.traits import draw_traits
from goodwill.scripts import Scripts, join_scripts, script_arrivals, tabulate
from goodwill.world import ACCOUNT, PERSON, Accounts, Persons

Columns = dict[str, npt.NDArray[Any]]


def draw_population(  # noqa: PLR0913 - what to draw, and by which luck
    market: Market | None,
    accounts: Sequence[AccountSpecification],
    people: Sequence[PersonSpecification],
    leads: Sequence[Lead],
    *,
    zones_of_regions: tuple[int, ...],
    key: int,
    replication: int,
    parameters: Parameters,
) -> Population:
    """Draw everybody in a world.

    What is drawn of a person or an account is a pure function of the key, the replication and
    its own name: one account or person more changes nobody else, and the order in which things
    are given changes nothing.

    Parameters
    ----------
    market
        What to draw besides what is given; None: nothing. Then :data:`USUAL_MARKET` says what
        colleagues, leads' companies and undescribed people are like.
    accounts, people
        Those of a story. Traits that are given replace drawn ones.
    leads
        A real inbound stream: each alone at a company of its own, aware of the vendor, not
        registered before its first visit, which is scripted; it comes again as chance has it.
    zones_of_regions
        Index of each region's time zone.
    key
        From :func:`goodwill.draws.seed_key`.
    replication
        Its number: names and ids stay, luck changes.
    parameters
        The ledger's ``traits`` and ``noticing.machine_share``.

    Returns
    -------
    Population
        Accounts and people sorted by id.

    Raises
    ------
    ParameterError
        If something given is out of range, unknown or there twice: a line for each.
    """
    check_population(market, accounts, people, leads, len(zones_of_regions))
    law = market or USUAL_MARKET
    joined = join_accounts(
        draw_market_accounts(law, key, replication),
        list_accounts(accounts),
        draw_lead_accounts(leads, law, key, replication),
    )
    roll = call_roll(law, joined, accounts, people, leads)
    ids = find_ids(roll.texts)
    columns = _draw_people(roll, Luck(key, ids, replication), law.aware, parameters)
    _give_traits(columns, people, roll.first_of_story)
    columns["id"] = ids
    columns["region"] = joined.regions[roll.accounts]
    columns["zone"] = np.array(zones_of_regions, np.int64)[columns["region"]]
    return _sort_by_id(joined, roll, columns, people, leads)


def _sort_by_id(
    joined: AccountColumns,
    roll: Roll,
    columns: Columns,
    people: Sequence[PersonSpecification],
    leads: Sequence[Lead],
) -> Population:
    """Put accounts and people in the order of their ids, and all that names their rows."""
    account_order, order = np.argsort(joined.ids), np.argsort(columns["id"])
    columns["account"] = _invert(account_order)[roll.accounts]
    rows = _invert(order)
    rows_of_people = rows[roll.first_of_story : roll.first_of_leads].tolist()
    scripts = dict(zip(rows_of_people, (person.script for person in people), strict=True))
    return Population(
        accounts=_make_accounts(joined, account_order, columns["account"][order]),
        persons=_make_persons(columns, order),
        names=tuple(roll.names[row] for row in order.tolist()),
        scripts=join_scripts(tabulate(scripts), _script_leads(leads, rows[roll.first_of_leads :])),
    )


def _draw_people(roll: Roll, luck: Luck, aware: float, parameters: Parameters) -> Columns:
    """Draw what people are like and after, but for what is given."""
    drawn = luck.choices(Decision.TRAIT_INTENT, roll.mixes, roll.mix_of_each)
    knows = luck.happens(Decision.TRAIT_AWARE, aware)
    return draw_traits(luck, parameters) | {
        "intent": np.where(roll.intents == DRAWN, drawn, roll.intents),
        "aware": np.where(roll.aware == DRAWN, knows, roll.aware == 1),
    }


def _give_traits(
    columns: Columns, people: Sequence[PersonSpecification], first_of_story: int
) -> None:
    for row, person in enumerate(people, first_of_story):
        for trait, value in person.traits.items():
            columns[trait][row] = value


def _make_persons(columns: Columns, order: Integers) -> Persons:
    table = np.zeros(order.size, PERSON)
    for field in Person._fields:
        table[field] = columns[field][order]
    return Persons(table)


def _make_accounts(joined: AccountColumns, order: Integers, account_of_each: Integers) -> Accounts:
    """Make accounts, given the account of each person in the persons' order."""
    table = np.zeros(order.size, ACCOUNT)
    table["id"], table["size"] = joined.ids[order], joined.sizes[order]
    table["region"], table["incumbent"] = joined.regions[order], joined.incumbents[order]
    table["front_desk"] = joined.front_desks[order]
    table["count"] = np.bincount(account_of_each, minlength=order.size)
    table["first"] = np.cumsum(table["count"]) - table["count"]
    # Stable: the people of an account stay in the order of their ids.
    return Accounts(table, np.argsort(account_of_each, kind="stable").astype(np.int64))


def _script_leads(leads: Sequence[Lead], rows: Integers) -> Scripts:
    seconds = np.fromiter((lead.second for lead in leads), np.int64, len(leads))
    inbounds = np.fromiter((lead.inbound for lead in leads), np.int64, len(leads))
    return script_arrivals(rows, seconds, inbounds)


def _invert(order: Integers) -> Integers:
    """Say at which place of an order each row stands."""
    places = np.empty_like(order)
    places[order] = np.arange(order.size)
    return places
