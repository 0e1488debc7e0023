"""Find cadences and switches that would go round and round without time passing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil, floor, inf
from typing import NamedTuple

from goodwill.loading.conditions import Condition, find_span
from goodwill.loading.nodes import Location
from goodwill.loading.plans import switches
from goodwill.loading.strategies import LEAST_ROUND, OUT, StrategyFile
from goodwill.loading.units import format_duration
from goodwill.strategy import Operator

MAX_PATHS = 5_000
_CYCLIC = "cyclic strategy without waits"
_FEW = 20  # values of an observable that are tried one by one
_STARTS_ANEW = frozenset({"waited", "step", "cadence"})  # with every switch


class _Edge(NamedTuple):
    """A switch, as a way from one cadence to another."""

    location: Location
    origin: str
    target: str
    conditions: tuple[Condition, ...]  # but those on what starts anew
    seconds: int  # that must pass in `origin` before it is taken


def find_loops(part: StrategyFile) -> Iterator[tuple[Location, str]]:
    """Give every way of going round that takes less than an hour, and where it stands.

    A cadence that repeats must wait an hour in all. Switches that lead back to a cadence must
    either not be able to hold at the same time, or let an hour pass (by conditions on `waited` or
    `step`): else a person would be switched for ever in one second.
    """
    factor = min(1.0, part.pressure.wait_factor) if part.pressure.last_days else 1.0
    for name, cadence in part.cadences.items():
        total = sum(int(step.wait * factor) for step in cadence.steps)
        if cadence.repeat and total < LEAST_ROUND:
            pressed = " under pressure" if factor < 1.0 else ""
            problem = f"one round takes {format_duration(total)}{pressed}"
            advice = "A cadence that repeats must wait at least 1 hour in all."
            yield ("cadences", name, "repeat"), f"{_CYCLIC}: {problem}. {advice}"
    yield from _find_loops_of_switches(_find_edges(part, factor))


def contradict(conditions: Iterable[Condition]) -> bool:
    """Say whether conditions can never hold together, whatever is seen.

    Examples
    --------
    >>> from goodwill.loading.conditions import parse_condition
    >>> contradict([parse_condition("score >= 50"), parse_condition("score < 40")])
    True
    """
    by_observable: dict[str, list[Condition]] = {}
    for condition in conditions:
        by_observable.setdefault(condition.observable, []).append(condition)
    return any(_exclude(name, its) for name, its in by_observable.items())


def _exclude(observable: str, conditions: list[Condition]) -> bool:
    names = [condition for condition in conditions if isinstance(condition.value, str)]
    if names:
        equal = {one.value for one in names if one.operator is Operator.EQUAL}
        unequal = {one.value for one in names if one.operator is Operator.UNEQUAL}
        return len(equal) > 1 or bool(equal & unequal)
    low, high, whole = find_span(observable)
    shut_low = shut_high = True  # the ends belong to what is possible
    without = set()
    for _, operator, value, _ in conditions:
        assert not isinstance(value, str)  # noqa: S101 - names were dealt with
        if operator is Operator.UNEQUAL:
            without.add(value)
        if operator in (Operator.AT_LEAST, Operator.MORE, Operator.EQUAL) and value >= low:
            shut_low = operator is not Operator.MORE and (shut_low or value > low)
            low = value
        if operator in (Operator.AT_MOST, Operator.LESS, Operator.EQUAL) and value <= high:
            shut_high = operator is not Operator.LESS and (shut_high or value < high)
            high = value
        if operator is Operator.EQUAL and not low <= value <= high:
            return True
    if whole:
        low = ceil(low) if shut_low else floor(low) + 1
        high = high if high == inf else (floor(high) if shut_high else ceil(high) - 1)
        few = range(int(low), int(high) + 1) if high - low < _FEW else ()
        return low > high or (len(few) > 0 and all(value in without for value in few))
    return low > high or (low == high and (not (shut_low and shut_high) or low in without))


def _find_edges(part: StrategyFile, factor: float) -> list[_Edge]:
    edges = []
    for location, switch in switches(part):
        origins = [location[1]] if location[0] == "cadences" else part.cadences
        for origin in map(str, origins):
            # The engine never switches to the cadence that a person is in.
            if switch.to in (OUT, origin) or _elsewhere(switch.when, origin):
                continue
            waits = [int(step.wait * factor) for step in part.cadences[origin].steps]
            lasting = tuple(one for one in switch.when if one.observable not in _STARTS_ANEW)
            edges.append(
                _Edge(location, origin, switch.to, lasting, _find_seconds(switch.when, waits))
            )
    return edges


def _elsewhere(conditions: tuple[Condition, ...], cadence: str) -> bool:
    here = Condition("cadence", Operator.EQUAL, cadence, cadence)
    return contradict([here, *(one for one in conditions if one.observable == "cadence")])


def _find_seconds(conditions: tuple[Condition, ...], waits: list[int]) -> int:
    least = 0
    for observable, operator, value, _ in conditions:
        if operator not in (Operator.AT_LEAST, Operator.MORE, Operator.EQUAL):
            continue
        if observable == "waited":
            least = max(least, int(value))
        elif observable == "step":
            n_steps = int(value) + (operator is Operator.MORE)
            least = max(least, sum(waits[:n_steps]))
    return least


def _find_loops_of_switches(edges: list[_Edge]) -> Iterator[tuple[Location, str]]:
    leaving: dict[str, list[_Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.origin, []).append(edge)
    paths = [[edge] for edge in edges]
    n_paths = 0
    found: set[frozenset[tuple[Location, str]]] = set()
    while paths:
        path = paths.pop()
        n_paths += 1
        if n_paths > MAX_PATHS:
            yield paths[0][0].location, "the switches are too many to check. Write fewer."
            return
        seconds = sum(edge.seconds for edge in path)
        together = [condition for edge in path for condition in edge.conditions]
        if seconds >= LEAST_ROUND or contradict(together):
            continue
        if path[-1].target == path[0].origin:
            steps = frozenset((edge.location, edge.origin) for edge in path)
            if steps not in found:
                found.add(steps)
                yield path[0].location, _explain(path)
            continue
        visited = {edge.origin for edge in path}
        paths += [
            [*path, edge]
            for edge in leaving.get(path[-1].target, ())
            if edge.target == path[0].origin or edge.target not in visited
        ]


def _explain(path: list[_Edge]) -> str:
    way = " -> ".join([path[0].origin, *(edge.target for edge in path)])
    back = ".".join(map(str, path[-1].location))
    advice = f"Let {back} take time, as by 'waited >= 1 day'"
    if path[0].conditions:
        advice += f", or exclude the others, as by '{path[0].conditions[0].opposite()}'"
    return f"{_CYCLIC}: {way}, and all these switches can hold at once. {advice}."
