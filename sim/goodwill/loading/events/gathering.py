"""Take the rows of one export as its mapping says; nobody's name gets further than this."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from goodwill.errors import ScenarioError
from goodwill.loading.cells import read_number
from goodwill.loading.complaints import CellError, Complaints, told_of
from goodwill.loading.events.binding import (
    Binder,
    Cell,
    Clock,
    EventReader,
    Found,
    Row,
    Unheard,
    fold,
)
from goodwill.loading.events.door import Key, normalise
from goodwill.loading.events.headers import Header
from goodwill.loading.events.machines import SEEN, made_by_machine
from goodwill.loading.events.mappings import MappingFile
from goodwill.loading.events.reception import Reason
from goodwill.loading.events.table import EventKind
from goodwill.vocabulary import NOBODY, Channel

_MONEYED = (EventKind.WON, EventKind.REVENUE)
_COLUMNS = ("file", "person", "second", "kind", "channel", "machine", "message", "serial")
_MAX_MEMORY = 100_000  # user agents and the like that are looked up once


@dataclass
class Gathered:
    """Hold events as they come, of all files that are read together.

    Attributes
    ----------
    columns
        'second' since 1970; 'file', 'person' and 'message', places in `files`, `people` and
        `messages`; 'kind', 'channel' and 'machine'; 'serial', a number for each row whose events
        have an id, else -1.
    amount
        Money; nan where there is none.
    files
        As they were named.
    people, messages
        A number for each pseudonym and each message.
    seen
        The events that have an id, by mapping: ids of different tools are different.
    """

    columns: dict[str, array[int]] = field(
        default_factory=lambda: {name: array("q") for name in _COLUMNS}
    )
    amount: array[float] = field(default_factory=lambda: array("d"))
    files: list[str] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    messages: dict[str, int] = field(default_factory=dict)
    seen: dict[str, set[tuple[str, EventKind]]] = field(default_factory=dict)

    def add(self, event: Mapping[str, int], amount: float) -> None:
        """Add an event: a value for each of the columns."""
        for name, column in self.columns.items():
            column.append(event[name])
        self.amount.append(amount)


@dataclass
class Counts:
    """Say what became of the rows of a file."""

    n_rows: int = 0
    left_out: Counter[Reason] = field(default_factory=Counter)  # rows
    n_senseless: int = 0  # replies in a sense that the mapping does not know
    unheard: Counter[str] = field(default_factory=Counter)  # words no event asks for, by column


class Gatherer:
    """Take rows by a mapping.

    Parameters
    ----------
    mapping
        What the columns mean.
    header
        Which columns there are.
    key
        What pseudonyms depend on.
    gathered
        Where events are added.

    Raises
    ------
    ScenarioError
        A column that the mapping names is not there.
    """

    def __init__(self, mapping: MappingFile, header: Header, key: Key, gathered: Gathered) -> None:
        binder = Binder(mapping, header)
        self._holds, self._key, self._gathered = mapping.person.holds, key, gathered
        self._person = binder.find(mapping.person.column)
        self._clock = Clock(binder, mapping.times)
        self._events = [EventReader(binder, part, self._clock) for part in mapping.events]
        self._unheard = Unheard(binder, mapping)
        self.counts = Counts(unheard=self._unheard.counts)
        self._left_out = binder.make_any(mapping.leave_out)
        self._message, self._event_id = binder.find(mapping.message), binder.find(mapping.event_id)
        self._amount = binder.find(mapping.amount)
        self._machine = _Machines(mapping, binder)
        self._channel = _Channels(mapping, binder)
        self._sense = binder.find(mapping.sentiment.column if mapping.sentiment else None)
        self._senses = mapping.sentiment.kinds() if mapping.sentiment else {}
        self._pseudonyms: dict[str, int] = {}
        self._seen = gathered.seen.setdefault(mapping.mapping, set())
        self.used = frozenset(binder.used)
        # A formula in a column that is not even looked at does no harm.
        unseen = {header.find([name], [name]) for name in mapping.drop} - self.used
        self._names = [None if at in unseen else name for at, name in enumerate(header.names)]

    def take(self, rows: Iterable[tuple[int, Row]], file: str) -> None:
        """Take all rows.

        Raises
        ------
        ScenarioError
            Rows are not what they have to be; all that is wrong is named together.
        """
        self._gathered.files.append(file)
        complaints = Complaints(file)
        for line, row in rows:
            self.counts.n_rows += 1
            if len(row) != len(self._names):
                complaints.add(line, "", _describe_width(len(row), len(self._names)))
                continue
            try:
                self._refuse_formulas(row)
                reason = self._take_row(row)
            except CellError as error:
                complaints.add(line, error.column, error.message)
                continue
            if reason:
                self.counts.left_out[reason] += 1
        if complaints:
            complaints.refuse()

    def _refuse_formulas(self, row: Row) -> None:
        for name, cell in zip(self._names, row, strict=True):
            if cell and cell[0] in "=\t\r" and name is not None and cell.lstrip()[:1] == "=":
                raise CellError(
                    name,
                    "the cell begins like a spreadsheet formula, with '='. Write a plain value, or "
                    "list the column under 'drop' in the mapping.",
                )

    def _take_row(self, row: Row) -> Reason | None:
        """Add the events of a row; say why where there are none."""
        if self._left_out(row):
            return Reason.LEFT_OUT_BY_MAPPING
        identifier = self._person.read(row)
        if not identifier:
            return Reason.WITHOUT_PERSON
        person = self._find_person(identifier)
        zone = self._clock.find(row)
        found = [event for reader in self._events for event in reader.read(row, zone)]
        self._unheard.notice(row)
        if not found:
            return Reason.NO_EVENT
        event_id = self._event_id.read(row)
        if event_id:
            # A later export may say more of the same id: that the call connected, the meeting was.
            found = [event for event in found if (event_id, event.kind) not in self._seen]
            if not found:
                return Reason.REPEATED_ID
            self._seen.update((event_id, event.kind) for event in found)
        shared = {
            "file": len(self._gathered.files) - 1,
            "person": person,
            "message": self._find_message(self._message.read(row)),
            "serial": len(self._gathered.amount) if event_id else NOBODY,
        }
        for event in found:
            self._add(row, shared, event)
        return None

    def _add(self, row: Row, shared: Mapping[str, int], event: Found) -> None:
        kind = event.kind
        if kind is EventKind.REPLIED:
            kind = self._find_sense(self._sense.read(row))
        own = {
            "second": event.second,
            "kind": kind,
            "channel": self._channel.find(row) if event.channel is None else event.channel,
            "machine": kind in SEEN and self._machine.made(row),
        }
        amount = self._read_amount(row) if kind in _MONEYED else float("nan")
        self._gathered.add({**shared, **own}, amount)

    def _find_person(self, identifier: str) -> int:
        known = self._pseudonyms.get(identifier)
        if known is not None:
            return known
        with told_of(self._person.column):
            plain = normalise(self._holds, identifier)
        people = self._gathered.people
        person = people.setdefault(self._key.hide(self._holds, plain), len(people))
        self._pseudonyms[identifier] = person
        return person

    def _find_message(self, text: str) -> int:
        messages = self._gathered.messages
        return messages.setdefault(text, len(messages)) if text else NOBODY

    def _find_sense(self, word: str) -> EventKind:
        sense = self._senses.get(word.casefold())
        self.counts.n_senseless += bool(word) and sense is None
        return EventKind.REPLIED if sense is None else sense

    def _read_amount(self, row: Row) -> float:
        text = self._amount.read(row)
        if not text:
            return float("nan")
        try:
            return read_number(text)
        except ScenarioError:
            raise CellError(
                self._amount.column,
                "the cell is no number. Write it as 1234.5, without a currency or separators.",
            ) from None


class _Machines:
    """Tell from a row whether a machine opened or clicked."""

    def __init__(self, mapping: MappingFile, binder: Binder) -> None:
        self._flagged = binder.make_any(mapping.machine.flags)
        self._agent = binder.find(mapping.machine.user_agent)
        self._known: dict[str, bool] = {"": False}

    def made(self, row: Row) -> bool:
        """Tell by the flags and the user agent."""
        if self._flagged(row):
            return True
        agent = self._agent.read(row)
        if agent not in self._known:
            if len(self._known) > _MAX_MEMORY:
                return made_by_machine(agent)
            self._known[agent] = made_by_machine(agent)
        return self._known[agent]


class _Channels:
    """Find the channel of a row."""

    def __init__(self, mapping: MappingFile, binder: Binder) -> None:
        self._cell = binder.find(mapping.channels.column) if mapping.channels else Cell(-1, "")
        self._words: dict[str, Channel] = fold(mapping.channels.words) if mapping.channels else {}
        self._else = NOBODY if mapping.channel is None else int(mapping.channel)

    def find(self, row: Row) -> int:
        """Give the channel that the row says, else the file's; -1 if neither is known."""
        return int(self._words.get(self._cell.read(row).casefold(), self._else))


def _describe_width(n_cells: int, n_names: int) -> str:
    return (
        f"the row has {n_cells} cells. The header has {n_names}: a separator or a quotation mark "
        "is missing or too many."
    )
