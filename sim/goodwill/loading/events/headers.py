"""Find columns by name in the first line of an export."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from goodwill.errors import ScenarioError, hint
from goodwill.loading.cells import personal
from goodwill.loading.positions import Position, shorten

MISSING = -1
MAX_NAME = 200  # as in the sentence below

_DATA = re.compile(r"[-+]?[0-9][0-9.,:/T -]*Z?")


@dataclass(frozen=True)
class Header:
    """Hold the names of columns; capitals, blanks and marks in them make no difference.

    Attributes
    ----------
    position
        Where the line is.
    names
        As they are written, without blanks at the ends.
    """

    position: Position
    names: tuple[str, ...]
    _places: dict[str, list[int]] = field(repr=False)

    def find(self, wanted: Sequence[str], may_be_missing: Collection[str] = ()) -> int:
        """Give the place of the first of some names that is there.

        Parameters
        ----------
        wanted
            Names, in order of preference.
        may_be_missing
            Names of which none need be there.

        Returns
        -------
        int
            The place; -1 if none is there and one of them may be missing.

        Raises
        ------
        ScenarioError
            None of them is there, or one is there more than once.
        """
        for name in wanted:
            places = self._places.get(plain(name), [])
            exact = [place for place in places if self.names[place] == name]
            found = exact or places
            if len(found) > 1:
                raise ScenarioError(
                    f"{self.position}: column {shorten(name)} is there {len(found)} times. "
                    "Each column needs a name of its own."
                )
            if found:
                return found[0]
        if set(wanted) & set(may_be_missing):
            return MISSING
        shown = " or ".join(repr(name) for name in wanted)
        near = hint(wanted[0], filter(None, self.names))
        raise ScenarioError(f"{self.position}: there is no column {shown}. {near}")

    def has(self, wanted: Sequence[str]) -> bool:
        """Tell whether all of these are there."""
        return all(plain(name) in self._places for name in wanted)


def make_header(position: Position, cells: Sequence[str]) -> Header:
    """Make a header of the first line of a file.

    Raises
    ------
    ScenarioError
        The line looks like data: it names no columns. Or a name cannot be shown safely.
    """
    names = tuple(" ".join(cell.split()) for cell in cells)
    # What stands there is not repeated: without a header it is somebody's data.
    if any(personal(name) or _DATA.fullmatch(name) for name in names):
        raise ScenarioError(
            f"{position}: the line holds data. The first line must name the columns."
        )
    # Names are printed: none may steer a terminal, or be executed where a spreadsheet opens them.
    for number, name in enumerate(names, 1):
        if len(name) > MAX_NAME or not name.isprintable() or name.startswith("="):
            raise ScenarioError(
                f"{position}: column {number} has a name that is too long, begins like a formula "
                "or cannot be printed. Write at most 200 plain characters."
            )
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if plain(name):
            places.setdefault(plain(name), []).append(place)
    return Header(position, names, places)


def plain(name: str) -> str:
    """Write the name of a column without what tools write in different ways.

    Examples
    --------
    >>> plain("Delivered At") == plain("delivered_at") == plain("deliveredAt")
    True
    """
    return re.sub(r"[\W_]", "", name.casefold())
