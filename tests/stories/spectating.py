"""Look over a vendor's shoulder: all that it saw and decided."""

from __future__ import annotations

from typing import NamedTuple

from rehearsing import Rehearsal
from tests.engines.logs import remembering

from goodwill.engines.reference import run
from goodwill.eventlog import Kind
from goodwill.strategy import Decision, Observation
from goodwill.strategy.plan import Action
from goodwill.world import World


class Watched(NamedTuple):
    """A run, with all that its vendor saw and decided."""

    rehearsal: Rehearsal
    seen: list[tuple[Observation, Decision]]

    def choose(self, action: Action) -> list[tuple[Observation, Decision]]:
        """Give what was seen whenever the vendor decided so."""
        return [(one, decision) for one, decision in self.seen if decision.action == action]


def watch(world: World) -> Watched:
    """Run a world and write down what its vendor sees and decides."""
    watching, seen = remembering(world)
    return Watched(Rehearsal(watching, run(watching)), seen)


def people_of(rehearsal: Rehearsal, *kinds: Kind) -> set[int]:
    """Give the ids of all who have a record of some kinds."""
    return set(rehearsal.select(*kinds)["person"].tolist())
