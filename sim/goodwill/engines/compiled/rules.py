"""What keeps a vendor from sending, in compiled code: opt-outs, suppression, frequency caps."""

from __future__ import annotations

from typing import Any

from goodwill.engines.compiled.following import find_factor
from goodwill.engines.compiled.layout import NONE
from goodwill.engines.compiled.memory import (
    Record,
    cap_at,
    file_of,
    life_of,
    node_at,
    person_of,
    plan_of,
    suppression_at,
    touch_of,
    whole,
)
from goodwill.engines.compiled.observing import meet_conditions
from goodwill.engines.compiled.units import unit
from goodwill.kernels import kernel
from goodwill.vocabulary import CapAction, CapScope, Channel, Reason, Sender

# Compiled code takes no int() of a member.
OPTED_OUT, UNREACHABLE = Reason.OPTED_OUT.value, Reason.UNREACHABLE.value
HIDDEN_INTENT, SUPPRESSED = Reason.HIDDEN_INTENT.value, Reason.SUPPRESSED.value
QUEUE = CapAction.QUEUE.value


@unit
def find_obstacle(world: Record, row: int, touch_code: int) -> int:
    """Say why a touch may not be sent at all now (a Reason); -1: it may."""
    touch: Any = touch_of(world, touch_code)
    life: Any = life_of(world, row)
    plan: Any = plan_of(world)
    heard = Channel.PHONE if touch.channel == Channel.VOICEMAIL else touch.channel
    if life.opted_out >> heard & 1:
        return OPTED_OUT
    if touch.channel == Channel.EMAIL and life.bounced:
        return UNREACHABLE
    if touch.fulfils:
        return NONE
    if plan.intents != 0 and not plan.intents >> life.intent & 1:
        return HIDDEN_INTENT
    if plan.n_suppressions > 0:
        factor = find_factor(world)
        for at in range(plan.n_suppressions):
            rule: Any = suppression_at(world, at)
            if meet_conditions(world, row, rule.first, rule.count, factor):
                return SUPPRESSED
    return NONE


@kernel
def covers(scope: int, sender: int) -> bool:
    """Say whether a cap is about touches of a sender."""
    if scope == CapScope.MARKETING:
        return sender == Sender.AUTOMATION
    if scope == CapScope.ONE_TO_ONE:
        return sender != Sender.AUTOMATION
    return True


@kernel
def find_cap_wait(world: Record, row: int, sender: int) -> tuple[int, int]:
    """Say how long frequency caps hold a touch back (0: not), and what happens to it then."""
    for at in range(plan_of(world).n_caps):
        cap: Any = cap_at(world, at)
        if covers(cap.scope, sender):
            wait = wait_for_cap(world, row, cap)
            if wait > 0:
                held = cap.retry if cap.action == CapAction.DELAY else wait
                return whole(held), whole(cap.action)
    return whole(0), whole(QUEUE)


@kernel
def wait_for_cap(world: Record, row: int, cap: Any) -> int:
    """Give the seconds until one more touch is within a cap."""
    if cap.at_most == 0:
        return whole(cap.per)
    by_account = cap.scope == CapScope.ACCOUNT and world.colleagues
    at = whole(life_of(world, row).sent)
    if by_account:
        at = whole(file_of(world, person_of(world, row).account).sent)
    n, oldest = 0, whole(0)
    while at != NONE and n < cap.at_most:
        sent: Any = node_at(world, at)
        if world.now - sent.second >= cap.per:
            break
        counts = sent.second < world.midnight if by_account else covers(cap.scope, sent.extra)
        if counts:
            n += 1
            oldest = whole(sent.second)
        at = whole(sent.next)
    if n < cap.at_most:
        return whole(0)
    return whole(oldest + cap.per - world.now)
