"""What keeps a vendor from sending: opt-outs, suppression, frequency caps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goodwill.engines.reference.observing import observe
from goodwill.strategy import Cap, meets
from goodwill.vocabulary import CapAction, CapScope, Channel, Reason, Sender

if TYPE_CHECKING:
    from goodwill.engines.reference.simulation import Simulation
    from goodwill.engines.reference.state import Life


def has_opted_out(life: Life, channel: int) -> bool:
    """Say whether a channel is closed; a voicemail is of the phone."""
    heard = Channel.PHONE if channel == Channel.VOICEMAIL else channel
    return bool(life.relationship.opted_out >> heard & 1)


def find_obstacle(simulation: Simulation, life: Life, touch_code: int) -> Reason | None:
    """Say why a touch may not be sent at all now; None: it may."""
    touch, plan = simulation.world.touches[touch_code], simulation.world.plan
    if has_opted_out(life, touch.channel):
        return Reason.OPTED_OUT
    if touch.channel == Channel.EMAIL and life.relationship.bounced:
        return Reason.UNREACHABLE
    if touch.fulfils:
        return None
    if plan.intents and life.intent not in plan.intents:
        return Reason.HIDDEN_INTENT
    if plan.suppression:
        seen = observe(simulation, life)
        factor = plan.pressure.threshold_factor if simulation.under_pressure() else 1.0
        if any(meets(conditions, seen, factor) for conditions in plan.suppression):
            return Reason.SUPPRESSED
    return None


def find_cap_wait(simulation: Simulation, life: Life, sender: int) -> tuple[int, int]:
    """Say how long frequency caps hold a touch back (0: not), and what happens to it then."""
    for cap in simulation.world.plan.caps:
        if _covers(cap, sender):
            wait = _wait_for_cap(simulation, life, cap)
            if wait > 0:
                return (cap.retry if cap.action == CapAction.DELAY else wait), cap.action
    return 0, int(CapAction.QUEUE)


def _covers(cap: Cap, sender: int) -> bool:
    if cap.scope == CapScope.MARKETING:
        return sender == Sender.AUTOMATION
    if cap.scope == CapScope.ONE_TO_ONE:
        return sender != Sender.AUTOMATION
    return True


def _wait_for_cap(simulation: Simulation, life: Life, cap: Cap) -> int:
    """Give the seconds until one more touch is within a cap."""
    now = simulation.now
    if cap.at_most == 0:
        return cap.per
    if cap.scope == CapScope.ACCOUNT and simulation.world.couplings.colleagues:
        # What colleagues get is known as of last midnight only.
        sent = [
            second
            for second in simulation.account_sent[life.person.account]
            if second < simulation.midnight
        ]
    else:
        sent = [second for second, sender in life.relationship.sent if _covers(cap, sender)]
    inside = [second for second in sent if now - second < cap.per]
    if len(inside) < cap.at_most:
        return 0
    return inside[len(inside) - cap.at_most] + cap.per - now
