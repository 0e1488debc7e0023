"""Call the roll: who there is and what is given about each, before people are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.population.accounts import AccountColumns
from goodwill.population.columns import Integers
from goodwill.population.specification import (
    AccountSpecification,
    Lead,
    Market,
    PersonSpecification,
)

DRAWN = -1  # in the place of an intent or an awareness that is not given


class Roll(NamedTuple):
    """Everybody, one a row: crowds first, then the story's people, then leads."""

    texts: tuple[str, ...]  # what ids are made of
    names: tuple[str, ...]
    first_of_story: int  # row
    first_of_leads: int  # row
    accounts: Integers  # rows of the accounts' columns
    mixes: npt.NDArray[np.float64]  # of intents
    mix_of_each: Integers
    intents: Integers  # where given, else DRAWN
    aware: Integers  # where given (0, 1), else DRAWN


def call_roll(
    law: Market,
    joined: AccountColumns,
    accounts: Sequence[AccountSpecification],
    people: Sequence[PersonSpecification],
    leads: Sequence[Lead],
) -> Roll:
    """List everybody.

    Parameters
    ----------
    law
        What undescribed people are like.
    joined
        The columns of the market's accounts, of `accounts` and of the leads' accounts, in this
        order.
    accounts, people, leads
        What is given; checked before.
    """
    crowd = _name_crowds(joined)
    first_of_story, first_of_leads = len(crowd), len(crowd) + len(people)
    n_people = first_of_leads + len(leads)
    story, stream = slice(first_of_story, first_of_leads), slice(first_of_leads, n_people)
    first_lead_account = len(joined.texts) - len(leads)
    first_account = first_lead_account - len(accounts)
    homes = {account.name: row for row, account in enumerate(accounts, first_account)}
    mixes = list(dict.fromkeys([law.intents, *(lead.intents for lead in leads)]))
    numbers = {mix: number for number, mix in enumerate(mixes)}

    columns = [np.full(n_people, value, np.int64) for value in (0, 0, DRAWN, DRAWN)]
    account_of_each, mix_of_each, intents, aware = columns
    account_of_each[:first_of_story] = np.repeat(np.arange(joined.crowds.size), joined.crowds)
    account_of_each[story] = [homes[person.account] for person in people]
    account_of_each[stream] = np.arange(first_lead_account, first_lead_account + len(leads))
    mix_of_each[stream] = [numbers[lead.intents] for lead in leads]
    intents[story] = [DRAWN if person.intent is None else person.intent for person in people]
    aware[story] = [DRAWN if person.aware is None else person.aware for person in people]
    aware[stream] = True
    person_texts = [f"person {person.name}" for person in people]
    lead_texts = [f"lead {lead.name}" for lead in leads]
    return Roll(
        texts=(*crowd, *person_texts, *lead_texts),
        names=(*crowd, *(person.name for person in people), *(lead.name for lead in leads)),
        first_of_story=first_of_story,
        first_of_leads=first_of_leads,
        accounts=account_of_each,
        mixes=np.array(mixes),
        mix_of_each=mix_of_each,
        intents=intents,
        aware=aware,
    )


def _name_crowds(accounts: AccountColumns) -> tuple[str, ...]:
    """Name those who have no name of their own by their account."""
    return tuple(
        f"{text}/person {number}"
        for text, size in zip(accounts.texts, accounts.crowds.tolist(), strict=True)
        for number in range(1, size + 1)
    )
