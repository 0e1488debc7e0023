"""Hold the compiled engine to the reference: the same history, or where they part company."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import assume

from goodwill.engines import compiled, reference
from goodwill.engines.compiled import engine
from goodwill.engines.compiled.layout import POOLS
from goodwill.engines.compiled.state import State
from goodwill.engines.tables import Tables
from goodwill.eventlog import Event, History, Kind
from goodwill.world import World


def assert_same_history(world: World, got: History | None = None) -> History:
    """Run a world on both engines, see that nothing differs, and give what they agree on.

    `got`: what the compiled engine gave, if it has run already.
    """
    got = compiled.run(world) if got is None else got
    expected = reference.run(world)
    difference = find_difference(expected, got)
    assert not difference, difference
    return got


def assume_new(history: History, seen: set[bytes]) -> None:
    """Pass over a drawn world that lives like one before: only others are counted."""
    digest = hashlib.sha256(history.events.tobytes()).digest()
    assume(digest not in seen)
    seen.add(digest)


def run_cramped(world: World) -> History:
    """Run a world on the compiled engine, in so little room that it has to be given more often."""
    prepare: Any = engine._prepare  # noqa: SLF001

    def prepare_cramped(world: World, tables: Tables) -> State:
        state: State = prepare(world, tables)
        reserve = int(state.header["reserve"][0])
        for name in POOLS:
            # Everybody's first turns have their room without asking.
            n_first = 6 * len(world.persons) if name == "nodes" else 0
            state._keep(name, state[name][: reserve + n_first].copy())  # noqa: SLF001
        return state

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_prepare", prepare_cramped)
        return compiled.run(world)


def find_difference(expected: History, got: History) -> str:
    """Say where a history first differs from the one that is expected; nothing: nowhere."""
    return "\n".join(_find_differences(expected, got))


def _find_differences(expected: History, got: History) -> Iterator[str]:
    yield from _compare_events(expected.events, got.events)
    if expected.states.tobytes() != got.states.tobytes():
        lists = [list(map(repr, states.tolist())) for states in (expected.states, got.states)]
        yield _show_first("state", *lists)
    for name, one, other in zip(History._fields[2:], expected[2:], got[2:], strict=True):
        lists = [list(map(_show_entry, _list_entries(part))) for part in (one, other)]
        if lists[0] != lists[1]:
            yield _show_first(name, *lists)


def _list_entries(part: Any) -> Iterable[Any]:
    """List what a part of a history holds, in its order."""
    if part is None:
        return ()
    return part.items() if isinstance(part, dict) else part


def _show_entry(entry: Any) -> str:
    """Show a number to its last bit, the members of a vocabulary as numbers."""
    if isinstance(entry, tuple):
        return f"({', '.join(map(_show_entry, entry))})"
    return str(int(entry)) if isinstance(entry, int) else repr(entry)


def _compare_events(expected: Any, got: Any) -> Iterator[str]:
    if expected.dtype != got.dtype:
        yield f"records: of {got.dtype}, not of {expected.dtype}"
    elif expected.tobytes() != got.tobytes():
        named = [list(map(_show_event, events.tolist())) for events in (expected, got)]
        yield _show_first("record", *named)


def _show_event(record: tuple[Any, ...]) -> str:
    """Show all fields of a record that hold anything."""
    event = Event._make(record)
    fields = [
        f"{name}={value!r}"
        for name, value in event._asdict().items()
        if name not in {"second", "kind", "vendor"} and repr(value) not in {"-1", "0.0"}
    ]
    day, second = divmod(event.second, 86_400)
    return f"day {day} second {second} {Kind(event.kind).name} {' '.join(fields)}"


def _show_first(name: str, expected: list[str], got: list[str]) -> str:
    """Show the first entry that differs, and those before it, which are the same."""
    n_same = 0
    for one, other in zip(expected, got, strict=False):
        if one != other:
            break
        n_same += 1
    before = [f"  both     {one}" for one in expected[max(0, n_same - 3) : n_same]]
    ends = [entries[n_same] if n_same < len(entries) else "no more" for entries in (expected, got)]
    return "\n".join(
        [
            f"{name} {n_same} of {len(expected)} and {len(got)}:",
            *before,
            f"  expected {ends[0]}",
            f"  got      {ends[1]}",
        ]
    )
