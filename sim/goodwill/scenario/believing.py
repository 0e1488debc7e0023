"""Put what was found out from data in place of the ledger's defaults, in a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodwill.draws import draw_many, person_id, seed_key
from goodwill.loading.parameter_sets import ParameterSet, replace_numbers
from goodwill.parameters import Value, ledger
from goodwill.parameters.drawing import draw_overrides, list_uncertain
from goodwill.scenario.definition import Scenario

_OWN_LUCK = "parameter set"


def believe(scenario: Scenario, found: ParameterSet) -> Scenario:
    """Put a parameter set in place of the ledger's defaults.

    What the scenario sets itself stays as it is, and a note says so: it was meant.

    Parameters
    ----------
    scenario
        As it was loaded.
    found
        What data said.

    Raises
    ------
    ParameterError
        The values do not go together with the scenario's own.
    """
    own = [key for key in found.keys if key in scenario.own]
    taken = {key: value for key, value in found.values.items() if key not in own}
    kept = [name.partition("[")[0] not in own for name in found.names]
    names = tuple(name for name, one in zip(found.names, kept, strict=True) if one)
    notes = [
        f"{scenario.file}: {key}: the scenario sets it itself; what {found.file} says is not used."
        for key in own
    ]
    believed = scenario.with_parameters(taken)
    beliefs = replace(found, values=taken, names=names, draws=found.draws[:, kept])
    return replace(believed, own=scenario.own, beliefs=beliefs, notes=(*scenario.notes, *notes))


def list_doubtful(scenario: Scenario) -> tuple[str, ...]:
    """Give the parameters that are not certain: what the scenario itself set is.

    Those of its parameter set are not certain either: data leave an interval.
    """
    return tuple(entry.key for entry in list_uncertain() if entry.key not in scenario.own)


def draw_beliefs(scenario: Scenario, seed: int, draw: int, keys: Sequence[str]) -> dict[str, Value]:
    """Draw plausible values: joint draws of what data narrowed, the ledger's ranges for the rest.

    Parameters
    ----------
    scenario
        Whose beliefs.
    seed, draw
        Of the luck, as :func:`goodwill.parameters.drawing.draw_overrides` takes them.
    keys
        Parameters to draw.
    """
    drawn = draw_overrides(seed, draw, keys)
    beliefs = scenario.beliefs
    if beliefs is None:
        return drawn
    numbers: dict[str, float] = {}
    if beliefs.names:
        luck = draw_many(seed_key(seed), person_id(_OWN_LUCK), 0, 0, [0], draw)
        row = int(float(luck[0]) * len(beliefs.draws))
        numbers = dict(zip(beliefs.names, beliefs.draws[row].tolist(), strict=True))
    told = {name.partition("[")[0] for name in beliefs.names}
    for entry in ledger():
        if entry.key not in drawn:
            continue
        if entry.key in told:
            drawn[entry.key] = replace_numbers(entry, drawn[entry.key], numbers)
        elif entry.key in beliefs.values:  # without draws of it: taken as it is
            drawn[entry.key] = beliefs.values[entry.key]
    return drawn
