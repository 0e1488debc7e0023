"""Make the figure of what strategies plan to send, from the strategies themselves."""

from __future__ import annotations

from goodwill.analysis.deciding import Decision
from goodwill.behaviour.people import TouchKind
from goodwill.figures.cadences import CadenceGroup, CadenceRow, Cadences
from goodwill.figures.frame import Heading
from goodwill.figures.preparing import find_all_looks
from goodwill.figures.signs import Mark
from goodwill.figures.telling import find_touch_sign
from goodwill.scenario import Scenario
from goodwill.strategy.plan import Cadence
from goodwill.vocabulary import SECONDS_PER_DAY


def prepare_cadences(decision: Decision, scenario: Scenario) -> Cadences:
    """Lay out all cadences of all strategies."""
    looks = find_all_looks(decision)
    groups = tuple(
        CadenceGroup(
            name,
            tuple(
                lay_out(one, scenario.touches) for one in scenario.strategies[name].plan.cadences
            ),
            looks[name],
        )
        for name in decision.order
    )
    note = (
        "As planned, before windows, caps, switches and replies change it; waits are counted from "
        "when somebody is put into a cadence."
    )
    return Cadences(Heading(_write_head(groups), note), groups)


def _write_head(groups: tuple[CadenceGroup, ...]) -> str:
    """Name the strategy whose longest cadence has most steps, and how soon they come."""
    longest = [(max(one.rows, key=lambda row: len(row.marks)), one) for one in groups if one.rows]
    if not longest:
        return "No strategy sends anything by itself"
    row, group = max(longest, key=lambda pair: (len(pair[0].marks), pair[1].strategy))
    days = row.marks[-1].day
    return f"Most at once: {group.strategy} plans {len(row.marks)} touches in {days:.0f} days"


def lay_out(cadence: Cadence, touches: tuple[TouchKind, ...]) -> CadenceRow:
    """Add up the waits of a cadence.

    Parameters
    ----------
    cadence
        Of a plan.
    touches
        Of its scenario.
    """
    marks, days = [], []
    second, at, repeats = 0, 0, None
    while at < len(cadence.steps):
        step = cadence.steps[at]
        second += step.wait
        days.append(second / SECONDS_PER_DAY)
        marks.append(
            Mark(days[-1], find_touch_sign(touches[step.touch].channel), reached=not step.guard)
        )
        if step.then <= at:
            waits = [one.wait for one in cadence.steps[step.then : at + 1]]
            repeats = round(sum(waits) / SECONDS_PER_DAY, 1)
            break
        at = step.then
    return CadenceRow(cadence.name, tuple(marks), repeats)
