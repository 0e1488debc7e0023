"""Make a swim-lane of results: pick what a person did and had done to it, and say it in a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from goodwill.analysis import Story, tell_story
from goodwill.eventlog import Kind
from goodwill.figures.panels import Lane, write_number
from goodwill.figures.signs import Mark
from goodwill.figures.swimlane import SwimLane
from goodwill.running import Result
from goodwill.scenario import Scenario
from goodwill.vocabulary import SECONDS_PER_DAY, Alternative, Channel, Outcome, Placement
from goodwill.world import World

_TOUCHES = {
    Channel.EMAIL: "email",
    Channel.PHONE: "call",
    Channel.VOICEMAIL: "call",
    Channel.CALENDAR_INVITE: "invite",
}
_ARRIVED = (Placement.REACHED, Placement.VOICEMAIL)
_ACTS = {
    Kind.VISIT: "visit",
    Kind.READ: "read",
    Kind.CLICKED: "click",
    Kind.OPTED_OUT: "opt_out",
    Kind.COMPLAINED: "complaint",
    Kind.MEETING_HELD: "meeting",
}


def prepare_swim_lane(
    results: Sequence[Result], person: str, *, n_days: float | None = None
) -> SwimLane:
    """Make the swim-lane of one person.

    Parameters
    ----------
    results
        One for each strategy, of one scenario and one replication.
    person
        Its name in that scenario.
    n_days
        What is shown, from the start; default: the whole horizon.

    Returns
    -------
    SwimLane
        Its headline compares the strategies under which most and least goodwill is left.

    Raises
    ------
    UnknownNameError
        There is no such person.
    """
    return join_lives(results[0].scenario, [live(one, person) for one in results], n_days=n_days)


class Life(NamedTuple):
    """One person under one strategy: in words, and ready to be drawn."""

    story: Story
    lane: Lane


def live(result: Result, person: str) -> Life:
    """Follow one person through a run.

    Raises
    ------
    UnknownNameError
        There is no such person.
    """
    story = tell_story(result, person)
    return Life(story, _make_lane(result, story))


def join_lives(
    scenario: Scenario, lives: Sequence[Life], *, n_days: float | None = None
) -> SwimLane:
    """Set the lives of one person side by side, as :func:`prepare_swim_lane` does."""
    whole = scenario.horizon / SECONDS_PER_DAY
    shown = whole if n_days is None else min(n_days, whole)
    stories = [one.story for one in lives]
    lanes = tuple(one.lane for one in lives)
    return SwimLane(write_headline(stories), stories[0].person, scenario.start, shown, lanes)


def write_headline(stories: Sequence[Story]) -> str:
    """Say in one line what the figure shows: the worst end for the vendor, and the best."""
    person = stories[0].person
    name = person[:1].upper() + person[1:]
    worst = min(stories, key=lambda story: story.goodwill_end)
    best = max(stories, key=lambda story: story.goodwill_end)
    ends = {write_number(story.goodwill_end) for story in stories}
    if len(stories) > 1 and len(ends) == 1:
        return f"{name}: goodwill {ends.pop()} at the end, whichever of {len(stories)} strategies"
    halves = [f"{_write_facts(worst)}, goodwill {write_number(worst.goodwill_end)}"]
    halves[0] += f" under {worst.strategy}"
    if best is not worst:
        facts = f"{_write_facts(best)}, goodwill " if best.angry_replies else ""
        halves.append(f"{facts}{write_number(best.goodwill_end)} under {best.strategy}")
    return f"{name}: {'; '.join(halves)}"


def _write_facts(story: Story) -> str:
    facts = [count(story.touches, "touch", "touches")]
    if story.angry_replies:
        facts.append(count(story.angry_replies, "angry reply", "angry replies"))
    return ", ".join(facts)


def count(number: int, one: str, many: str) -> str:
    """Write a number and what is counted.

    Examples
    --------
    >>> count(1, "reply", "replies"), count(0, "reply", "replies")
    ('1 reply', '0 replies')
    """
    return f"{number:,} {one if number == 1 else many}"


def _make_lane(result: Result, story: Story) -> Lane:
    told = f", told {count(story.told, 'person', 'people')}" if story.told else ""
    summary = (
        f"{_write_facts(story)}",
        f"{count(story.reads, 'read', 'reads')}{told}",
    )
    curves = story.curves
    marks = tuple(find_marks(result.world, result.history.events, story.person))
    return Lane(story.strategy, marks, curves.days, curves.goodwill, curves.irritation, summary)


def find_marks(world: World, events: npt.NDArray[np.void], person: str) -> list[Mark]:
    """Pick the records of one person that have a sign, in the order of the log.

    Parameters
    ----------
    world
        That the log is of.
    events
        The log.
    person
        A name of that world.
    """
    row = world.names.index(person)
    own = events[events["person"] == world.persons[row].id]
    marks = []
    for event in own:
        sign = _find_sign(world, event)
        if sign:
            reached = event["kind"] != Kind.TOUCHED or event["detail"] in _ARRIVED
            marks.append(Mark(int(event["second"]) / SECONDS_PER_DAY, sign, reached=bool(reached)))
    return marks


def find_touch_sign(channel: int) -> str:
    """Give the sign of a touch by its channel."""
    return _TOUCHES.get(Channel(channel), "other_touch")


def _find_sign(world: World, event: np.void) -> str | None:
    kind = Kind(int(event["kind"]))
    if kind == Kind.TOUCHED:
        return find_touch_sign(world.touches[int(event["touch"])].channel)
    if kind == Kind.REPLIED:
        return "angry_reply" if event["detail"] == Outcome.ANGRY_REPLY else "other_reply"
    if kind == Kind.TOLD:
        return "told_bad" if event["amount"] < 0 else "told_good"
    if kind == Kind.DECIDED:
        return "bought" if event["detail"] == Alternative.VENDOR else None
    return _ACTS.get(kind)
