"""A world as tables: people, accounts, clocks, reps, touches and all parameters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.behaviour.answering import find_appeal
from goodwill.behaviour.people import Account, Person, TouchKind
from goodwill.engines.tables.plans import PlanTables, make_plan_tables
from goodwill.engines.tables.records import make_record, make_rows
from goodwill.parameters.groups import AnsweringParameters
from goodwill.scripts import GIVEN_VISIT, SCRIPT, tabulate
from goodwill.vocabulary import N_OUTCOMES, Channel, Sender
from goodwill.world import ACCOUNT, PERSON, Accounts, Persons, World

TABLE = npt.NDArray[Any]

MEMBER = [("row", np.int64)]
QUARTER_END = [("second", np.int64)]
ZONE = [("first", np.int64), ("count", np.int64)]
OFFSET = [("since", np.int64), ("offset", np.int64)]
REP = [
    ("zone", np.int64),
    ("opens", np.int64),
    ("closes", np.int64),
    ("weekdays", np.int64),
    ("professionalism", np.float64),
    ("retort", np.float64),
    ("speed", np.float64),
]
TOUCH: list[Any] = [
    *((name, np.int64) for name in ("channel", "sender", "presumption")),
    *((name, np.float64) for name in ("usefulness", "relevance", "personalisation")),
    *((name, np.int64) for name in ("ask", "tone", "claim", "region")),
    ("minutes", np.float64),
    *((name, np.bool_) for name in ("recycled", "bait", "voicemail", "retort", "apology")),
    ("fulfils", np.bool_),
    ("by_rep", np.bool_),  # takes a rep's time
    ("appeal", np.float64, (N_OUTCOMES,)),
]
SETUP: list[Any] = [
    ("key", np.uint64),
    ("replication", np.int64),
    ("horizon", np.int64),
    ("weekday", np.int64),
    ("preaches", np.float64),
    ("quota", np.int64),
    *((name, np.bool_) for name in ("talk", "posts", "front_desk", "reputation", "quotas")),
    *((name, np.bool_) for name in ("throttles", "colleagues", "reps")),
    ("score_visit", np.float64, (5,)),
    *((name, np.float64) for name in ("score_click", "score_seniority", "score_size")),
    ("score_colleague", np.float64),
    ("score_days", np.int64),
    *((name, np.float64) for name in ("score_noise", "score_centre", "score_spread")),
    ("n_people", np.int64),
    ("n_accounts", np.int64),
    ("n_reps", np.int64),
    ("n_touches", np.int64),
    ("n_scripts", np.int64),
    ("n_quarter_ends", np.int64),
]


COLUMNS: dict[str, Any] = {
    "persons": PERSON,
    "accounts": ACCOUNT,
    "members": MEMBER,
    "scripts": SCRIPT,
    "script_visits": GIVEN_VISIT,
    "zones": ZONE,
    "offsets": OFFSET,
    "reps": REP,
    "quarter_ends": QUARTER_END,
    "touches": TOUCH,
}
"""Tables of a world, without those of its strategy and its parameters."""


class Tables(NamedTuple):
    """All that a compiled engine reads and never changes."""

    setup: TABLE  # one row
    levels: TABLE  # one record a group of parameters
    living: TABLE
    noticing: TABLE
    memory: TABLE
    relevance: TABLE
    answering: TABLE
    delays: TABLE
    deciding: TABLE
    talking: TABLE
    vendor: TABLE
    traits: TABLE
    persons: TABLE  # by id
    accounts: TABLE
    members: TABLE  # rows of people, account by account
    scripts: TABLE  # by row of the person
    script_visits: TABLE
    zones: TABLE
    offsets: TABLE
    reps: TABLE
    quarter_ends: TABLE
    touches: TABLE  # then the same kinds as they sound in a voicemail
    strategy: PlanTables

    def by_name(self) -> dict[str, TABLE]:
        """List all tables but the set-up, those of the strategy among them."""
        own = {name: table for name, table in self._asdict().items() if name != "strategy"}
        del own["setup"]
        return own | self.strategy._asdict()

    def meets_everybody_at_night(self) -> bool:
        """Say whether a night may concern everybody at once."""
        plan = self.strategy.plan[0]
        return bool(plan["nightly"] or plan["colleague_stops"])


def make_tables(world: World) -> Tables:
    """Lay out a world as tables."""
    numbers = world.parameters
    scripts = tabulate(world.scripts)
    return Tables(
        _lay_out_setup(world),
        make_record(numbers.levels),
        make_record(numbers.living),
        make_record(numbers.noticing),
        make_record(numbers.memory),
        make_record(numbers.relevance),
        make_record(numbers.answering),
        make_record(numbers.delays),
        make_record(numbers.deciding),
        make_record(numbers.talking),
        make_record(numbers.vendor),
        make_record(numbers.traits),
        _lay_out_persons(world.persons),
        *_lay_out_accounts(world.accounts),
        scripts.table,
        scripts.visits,
        make_rows(_find_ranges([len(zone.since) for zone in world.zones]), ZONE),
        make_rows(
            [pair for zone in world.zones for pair in zip(zone.since, zone.offset, strict=True)],
            OFFSET,
        ),
        make_rows([(one.zone, *one[2:]) for one in world.reps], REP),
        make_rows([(second,) for second in world.quarter_ends], QUARTER_END),
        _lay_out_touches(world.touches, numbers.answering),
        make_plan_tables(world.plan),
    )


def _find_ranges(lengths: list[int]) -> list[tuple[int, int]]:
    """Give where each part of a list begins, and how long it is."""
    return list(zip(accumulate([0, *lengths[:-1]]), lengths, strict=True)) if lengths else []


def _lay_out_setup(world: World) -> TABLE:
    score, links = world.score, world.couplings
    row = (
        world.key,
        world.replication,
        world.horizon,
        world.weekday,
        world.vendor.preaches,
        world.vendor.quota,
        *(links.talk, links.posts, links.front_desk, links.reputation, links.quotas),
        *(links.throttles, links.colleagues, links.reps),
        score.visit,
        *(score.click, score.seniority, score.size, score.colleague, score.days),
        *(score.noise, score.centre, score.spread),
        *(len(world.persons), len(world.accounts), len(world.reps), len(world.touches)),
        len(world.scripts),
        len(world.quarter_ends),
    )
    return make_rows([row], SETUP)


def _lay_out_persons(persons: Sequence[Person]) -> TABLE:
    if isinstance(persons, Persons):
        return persons.table
    table = np.zeros(len(persons), PERSON)
    table[:] = list(persons)
    return table


def _lay_out_accounts(accounts: Sequence[Account]) -> tuple[TABLE, TABLE]:
    """Lay out accounts, and the people of all of them."""
    if isinstance(accounts, Accounts) and len(accounts):
        return accounts.table, accounts.members.view(np.dtype(MEMBER))
    ranges = _find_ranges([len(account.people) for account in accounts])
    rows = [(*one[:-1], *span) for one, span in zip(accounts, ranges, strict=True)]
    members = [(row,) for account in accounts for row in account.people]
    return make_rows(rows, ACCOUNT), make_rows(members, MEMBER)


def _as_voicemail(touch: TouchKind) -> TouchKind:
    return touch._replace(channel=int(Channel.VOICEMAIL))


@lru_cache(maxsize=8)
def _lay_out_touches(touches: tuple[TouchKind, ...], answering: AnsweringParameters) -> TABLE:
    """Lay out touches and their voicemails: the same in all worlds of a scenario."""
    both = [*touches, *map(_as_voicemail, touches)]
    table = make_rows([_lay_out_touch(touch, answering) for touch in both], TOUCH)
    table.setflags(write=False)
    return table


def _lay_out_touch(touch: TouchKind, answering: AnsweringParameters) -> tuple[Any, ...]:
    by_rep = touch.sender != Sender.AUTOMATION and touch.minutes > 0.0
    # Without its name and its cost, which no engine needs.
    fields = [value for name, value in touch._asdict().items() if name not in ("name", "cost")]
    appeal = [find_appeal(outcome, touch, answering) for outcome in range(N_OUTCOMES)]
    return (*fields, by_rep, appeal)
