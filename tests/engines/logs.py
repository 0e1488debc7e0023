"""Read logs in tests: records as values, of one person, in the order in which they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from goodwill.eventlog import Event, History, Kind
from goodwill.strategy import Decision, Observation, SendWindow
from goodwill.strategy import decide as follow
from goodwill.world import World, find_offset

DAY = 86_400


def read(history: History) -> list[Event]:
    """Give all records in canonical order."""
    return [Event._make(record) for record in history.events.tolist()]


def select(history: History, *kinds: Kind) -> list[Event]:
    """Give all records of some kinds, in canonical order."""
    return [event for event in read(history) if event.kind in kinds]


def by_person(history: History) -> dict[int, list[Event]]:
    """Give each person's records in the order of their serials: as they were written."""
    lives: defaultdict[int, list[Event]] = defaultdict(list)
    for event in sorted(read(history), key=lambda event: (event.person, event.serial)):
        lives[event.person].append(event)
    return dict(lives)


def find_local(world: World, zone: int, second: int) -> tuple[int, int, int]:
    """Give day number, weekday and second of the day on a zone's clock."""
    day, clock = divmod(second + find_offset(world.zones[zone], second), DAY)
    return day, (world.weekday + day) % 7, clock


def lies_inside(window: SendWindow, weekday: int, clock: int) -> bool:
    """Say whether a local moment lies inside a send window."""
    return bool(window.weekdays >> weekday & 1) and window.opens <= clock < window.closes


def zones_by_person(world: World) -> dict[int, int]:
    """Give each person's zone."""
    return {person.id: person.zone for person in world.persons}


def remembering(world: World) -> tuple[World, list[tuple[Observation, Decision]]]:
    """Give a world that writes down what it was asked to decide, and the list of that."""
    seen: list[tuple[Observation, Decision]] = []

    def decide(observation: Observation) -> Decision:
        decision = world.decide(observation)
        seen.append((observation, decision))
        return decision

    return world._replace(decide=decide), seen


def with_plan(world: World, **changes: object) -> World:
    """Change the plan that a world follows."""
    plan = world.plan._replace(**changes)
    return world._replace(plan=plan, decide=partial(follow, plan))


def contents(history: History) -> Iterator[object]:
    """Give all that a history holds, to the last bit."""
    yield history.events.tobytes()
    yield history.states.tobytes()
    yield from history[2:]
