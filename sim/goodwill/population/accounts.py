"""Draw the companies of a market, and list those that are given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.draws import Decision, person_id
from goodwill.errors import ParameterError
from goodwill.population.columns import Integers, Luck
from goodwill.population.specification import AccountSpecification, Lead, Market


class AccountColumns(NamedTuple):
    """Some accounts, one a row, in no order that matters."""

    texts: tuple[str, ...]  # what their ids, and their people's, are made of
    ids: Integers
    sizes: Integers
    regions: Integers
    incumbents: npt.NDArray[np.bool_]
    front_desks: npt.NDArray[np.bool_]
    crowds: Integers  # how many people without a name of their own


def find_ids(texts: Sequence[str]) -> Integers:
    """Turn stable texts into ids.

    Raises
    ------
    ParameterError
        If two have the same: by chance this befalls a million people once in 20 million times.
    """
    ids = np.fromiter(map(person_id, texts), np.int64, len(texts))
    order = np.argsort(ids)
    same = np.flatnonzero(np.diff(ids[order]) == 0)
    if same.size:
        one, other = (texts[order[same[0] + step]] for step in (0, 1))
        raise ParameterError(f"{one!r} and {other!r}: both have one number. Rename one of them.")
    return ids


def draw_market_accounts(market: Market, key: int, replication: int) -> AccountColumns:
    """Draw the market's own accounts, "account 1" and so on."""
    texts = tuple(f"account {number}" for number in range(1, market.accounts + 1))
    ids = find_ids(texts)
    luck = Luck(key, ids, replication)
    regions = np.array([market.regions or (1.0,)])
    more = luck.poissons(
        Decision.ACCOUNT_PEOPLE, np.full(ids.size, market.people_per_account - 1.0)
    )
    return AccountColumns(
        texts,
        ids,
        _draw_sizes(luck, market, ids.size),
        luck.choices(Decision.ACCOUNT_REGION, regions, np.zeros(ids.size, np.int64)),
        luck.happens(Decision.ACCOUNT_INCUMBENT, market.incumbents),
        luck.happens(Decision.ACCOUNT_FRONT_DESK, market.front_desks),
        1 + more.astype(np.int64),
    )


def draw_lead_accounts(
    leads: Sequence[Lead], market: Market, key: int, replication: int
) -> AccountColumns:
    """Draw for each lead a company of which nobody else is known; where it is, is given."""
    # No lead can have this text as its own: those begin with "lead ".
    texts = tuple(f"account_of_lead {lead.name}" for lead in leads)
    ids = find_ids(texts)
    luck = Luck(key, ids, replication)
    return AccountColumns(
        texts,
        ids,
        _draw_sizes(luck, market, ids.size),
        np.fromiter((lead.region for lead in leads), np.int64, ids.size),
        luck.happens(Decision.ACCOUNT_INCUMBENT, market.incumbents),
        luck.happens(Decision.ACCOUNT_FRONT_DESK, market.front_desks),
        np.zeros(ids.size, np.int64),
    )


def list_accounts(accounts: Sequence[AccountSpecification]) -> AccountColumns:
    """List a story's accounts."""
    texts = tuple(f"account {account.name}" for account in accounts)
    return AccountColumns(
        texts,
        find_ids(texts),
        np.fromiter((account.size for account in accounts), np.int64, len(texts)),
        np.fromiter((account.region for account in accounts), np.int64, len(texts)),
        np.fromiter((account.incumbent for account in accounts), np.bool_, len(texts)),
        np.fromiter((account.front_desk for account in accounts), np.bool_, len(texts)),
        np.fromiter((account.colleagues for account in accounts), np.int64, len(texts)),
    )


def join_accounts(*groups: AccountColumns) -> AccountColumns:
    """Put groups of accounts one after the other."""
    texts = tuple(text for group in groups for text in group.texts)
    columns = map(np.concatenate, zip(*(group[1:] for group in groups), strict=True))
    return AccountColumns(texts, *columns)


def _draw_sizes(luck: Luck, market: Market, n_accounts: int) -> Integers:
    return luck.choices(
        Decision.ACCOUNT_SIZE, np.array([market.sizes]), np.zeros(n_accounts, np.int64)
    )
