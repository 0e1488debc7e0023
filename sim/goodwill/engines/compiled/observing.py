"""What a vendor sees of a person, observable by observable, read from the state."""

from __future__ import annotations

from math import inf
from typing import Any

from goodwill.behaviour.scoring import shown_score
from goodwill.engines.compiled.calendar import read_clock
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    account_of,
    comparison_at,
    file_of,
    life_of,
    node_at,
    person_of,
    plan_of,
)
from goodwill.engines.compiled.turns import forget_before
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel
from goodwill.strategy import NEVER, OBSERVABLES
from goodwill.strategy.following import compare
from goodwill.vocabulary import SECONDS_PER_DAY, Channel

COLLEAGUE_DAYS = 30

LOCAL_SECOND, WEEKDAY = OBSERVABLES["local_second"], OBSERVABLES["weekday"]
DAYS_TO_QUARTER_END, PRESSURE = OBSERVABLES["days_to_quarter_end"], OBSERVABLES["pressure"]
REP_QUEUE, ENROLLED = OBSERVABLES["rep_queue"], OBSERVABLES["enrolled"]
CADENCE, STEP, WAITED = (OBSERVABLES[name] for name in ("cadence", "step", "waited"))
ENROLMENTS, SINCE_EXIT = OBSERVABLES["enrolments"], OBSERVABLES["since_exit"]
STOPPED, STAGE, TRIGGER = (OBSERVABLES[name] for name in ("stopped", "stage", "trigger"))
SINCE_TRIGGER, TRIGGERS = OBSERVABLES["since_trigger"], OBSERVABLES["triggers"]
REQUESTS, TOUCHES = OBSERVABLES["requests"], OBSERVABLES["touches"]
TOTAL_TOUCHES, SILENT_TOUCHES = OBSERVABLES["total_touches"], OBSERVABLES["silent_touches"]
SINCE_TOUCH, SINCE_SIGNAL = OBSERVABLES["since_touch"], OBSERVABLES["since_signal"]
OPENS, CLICKS, SINCE_CLICK = (OBSERVABLES[name] for name in ("opens", "clicks", "since_click"))
REPLIES, LAST_REPLY = OBSERVABLES["replies"], OBSERVABLES["last_reply"]
SINCE_REPLY = OBSERVABLES["since_reply"]
OPTED_OUT_EMAIL, OPTED_OUT_PHONE = OBSERVABLES["opted_out_email"], OBSERVABLES["opted_out_phone"]
BOUNCED, SCORE, REGION = (OBSERVABLES[name] for name in ("bounced", "score", "region"))
ACCOUNT_SIZE, COMPETITOR = OBSERVABLES["account_size"], OBSERVABLES["competitor_customer"]
SENIORITY, COLLEAGUE_VISITS = OBSERVABLES["seniority"], OBSERVABLES["colleague_visits"]
COLLEAGUE_REPLIED = OBSERVABLES["colleague_replied"]
SINCE = (SINCE_EXIT, SINCE_TRIGGER, SINCE_TOUCH, SINCE_SIGNAL, SINCE_CLICK, SINCE_REPLY)


@kernel
def press(world: Record) -> bool:
    """Say whether the quarter's end presses, as of last midnight."""
    return world.quarter_days < plan_of(world).pressure_days and not world.quota_met


@kernel
def measure_since(now: int, second: int) -> int:
    """Give the seconds since something; NEVER where it has not happened."""
    return NEVER if second < 0 else now - second


@kernel
def refused_by_colleague(world: Record, row: int) -> bool:
    """Say whether a colleague had said no, been angry or complained by last midnight."""
    if not world.colleagues:
        return False
    refused = file_of(world, person_of(world, row).account).refused
    return refused not in (NONE, row)


@kernel
def count_colleague_visits(world: Record, row: int) -> int:
    """Count colleagues' visits of the last days, up to last midnight."""
    if not world.colleagues or not world.keeps_account_visits:
        return 0
    account: Any = file_of(world, person_of(world, row).account)
    since = world.midnight - COLLEAGUE_DAYS * SECONDS_PER_DAY
    n, at = 0, account.visits
    while at != NONE:
        visit: Any = node_at(world, at)
        if since <= visit.second < world.midnight and visit.extra != row:
            n += 1
        at = visit.next
    return n


@unit
def find_score(world: Record, row: int) -> float:
    """Score a person as the vendor's system does, 0-100; 0 for strangers."""
    life: Any = life_of(world, row)
    if not life.registered:
        return 0.0
    person: Any = person_of(world, row)
    since = world.now - world.score_days * SECONDS_PER_DAY
    account: Any = account_of(world, person.account)
    raw = world.score_seniority * person.seniority + world.score_size * account.size
    at = life.visits
    while at != NONE:
        visit: Any = node_at(world, at)
        if visit.second >= since:
            raw += world.score_visit[visit.extra]
        at = visit.next
    raw += world.score_click * life.clicks
    raw += world.score_colleague * count_colleague_visits(world, row)
    return shown_score(
        raw, person.score_noise, world.score_noise, world.score_centre, world.score_spread
    )


@kernel
def observe(world: Record, row: int, observable: int) -> float:  # noqa: C901, PLR0911, PLR0912 - a line each
    """Read one observable of a person, as the vendor sees it now."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    now = world.now
    if observable == SILENT_TOUCHES:
        return float(life.silent_touches)
    if observable == TOUCHES:
        return float(life.touches)
    if observable == TOTAL_TOUCHES:
        return float(life.total_touches)
    if observable == TRIGGER:
        return float(life.trigger)
    if observable == SINCE_TRIGGER:
        return float(measure_since(now, life.trigger_second))
    if observable == TRIGGERS:
        return float(life.n_visits)
    if observable == SCORE:
        return find_score(world, row)
    if observable == STAGE:
        return float(life.stage)
    if observable == REQUESTS:
        return float(life.requests)
    if observable == SINCE_TOUCH:
        return float(measure_since(now, life.last_touch))
    if observable == SINCE_SIGNAL:
        return float(measure_since(now, life.last_signal))
    if observable == REGION:
        return float(person.region)
    if observable == COLLEAGUE_VISITS:
        return float(count_colleague_visits(world, row))
    return observe_answers(world, row, observable)


@kernel
def observe_answers(world: Record, row: int, observable: int) -> float:  # noqa: PLR0911 - a line each
    """Read one observable of what a person answered."""
    life: Any = life_of(world, row)
    now = world.now
    if observable == OPENS:
        return float(life.opens)
    if observable == CLICKS:
        return float(life.clicks)
    if observable == SINCE_CLICK:
        return float(measure_since(now, life.last_click))
    if observable == REPLIES:
        return float(life.replies)
    if observable == LAST_REPLY:
        return float(life.last_reply)
    if observable == SINCE_REPLY:
        return float(measure_since(now, life.last_reply_second))
    if observable == OPTED_OUT_EMAIL:
        return float(life.opted_out >> Channel.EMAIL & 1)
    if observable == OPTED_OUT_PHONE:
        return float(life.opted_out >> Channel.PHONE & 1)
    return observe_rarely(world, row, observable)


@kernel
def observe_rarely(world: Record, row: int, observable: int) -> float:  # noqa: C901, PLR0911, PLR0912 - a line each
    """Read one of the other observables."""
    life: Any = life_of(world, row)
    person: Any = person_of(world, row)
    if observable in (LOCAL_SECOND, WEEKDAY):
        second, weekday, _ = read_clock(world, person.zone, world.now)
        return float(second if observable == LOCAL_SECOND else weekday)
    if observable == DAYS_TO_QUARTER_END:
        return float(world.quarter_days)
    if observable == PRESSURE:
        return 1.0 if press(world) else 0.0
    if observable == REP_QUEUE:
        return float(world.queue_length)
    if observable == ENROLLED:
        return 1.0 if life.enrolled else 0.0
    if observable == CADENCE:
        return float(life.cadence)
    if observable == STEP:
        return float(life.step)
    if observable == WAITED:
        return float(world.now - life.step_began)
    if observable == ENROLMENTS:
        return float(life.count)
    if observable == SINCE_EXIT:
        return float(measure_since(world.now, life.exited))
    if observable == STOPPED:
        return 1.0 if life.stopped else 0.0
    if observable == BOUNCED:
        return 1.0 if life.bounced else 0.0
    if observable == ACCOUNT_SIZE:
        return float(account_of(world, person.account).size)
    if observable == COMPETITOR:
        return 1.0 if account_of(world, person.account).incumbent else 0.0
    if observable == SENIORITY:
        return float(person.seniority)
    return 1.0 if refused_by_colleague(world, row) else 0.0


@unit
def meet_conditions(world: Record, row: int, first: int, count: int, factor: float) -> bool:
    """Say whether a person meets all of a range of comparisons; scores are divided by `factor`."""
    for at in range(first, first + count):
        comparison: Any = comparison_at(world, at)
        seen = observe(world, row, comparison.observable)
        if comparison.observable == SCORE:
            seen = seen / factor
        elif seen == NEVER and comparison.observable in SINCE:
            seen = inf
        if not compare(comparison, seen):
            return False
    return True


@kernel
def forget_old_visits(world: Record, row: int) -> None:
    """Drop the visits of a person's account that nobody counts any more."""
    account: Any = file_of(world, person_of(world, row).account)
    since = world.midnight - COLLEAGUE_DAYS * SECONDS_PER_DAY - 1
    account.visits = forget_before(world, life_of(world, row), account.visits, since)
