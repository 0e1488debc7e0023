"""Say in plain words what a record means, what the vendor saw of it and what was true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from goodwill.eventlog import Kind
from goodwill.vocabulary import (
    SECONDS_PER_DAY,
    SECONDS_PER_HOUR,
    SECONDS_PER_MINUTE,
    Alternative,
    Channel,
    Exit,
    Inbound,
    Intent,
    Outcome,
    Placement,
    Reason,
    Sender,
    Stage,
)
from goodwill.world import World

VENDOR, PERSON, WORLD = "vendor", "person", "world"

ACTORS = {
    Kind.INTENT: PERSON,
    Kind.VISIT: PERSON,
    Kind.REGISTERED: PERSON,
    Kind.READ: PERSON,
    Kind.REPLIED: PERSON,
    Kind.CLICKED: PERSON,
    Kind.OPTED_OUT: PERSON,
    Kind.COMPLAINED: PERSON,
    Kind.OPENED: PERSON,
    Kind.ENROLLED: VENDOR,
    Kind.SWITCHED: VENDOR,
    Kind.EXITED: VENDOR,
    Kind.TOUCHED: VENDOR,
    Kind.WITHHELD: VENDOR,
    Kind.MEETING_AGREED: PERSON,
    Kind.MEETING_HELD: PERSON,
    Kind.NO_SHOW: PERSON,
    Kind.OPPORTUNITY: VENDOR,
    Kind.NEGLECTED: VENDOR,
    Kind.BILLED: VENDOR,
    Kind.DECIDED: PERSON,
    Kind.TOLD: PERSON,
    Kind.POSTED: PERSON,
    Kind.HEARD: WORLD,
    Kind.SUFFERED: WORLD,
}
"""Who acts, by kind of record. The others are a rep's own work and belong in no person's story."""

_UNSEEN = frozenset({Kind.INTENT, Kind.READ, Kind.NEGLECTED, Kind.TOLD, Kind.HEARD, Kind.SUFFERED})


class Wording(NamedTuple):
    """One record in words."""

    event: str
    detail: str
    truth: str


@dataclass
class Watcher:
    """What a vendor knows of one person, record by record."""

    registered: bool = False
    stage: int = int(Stage.STRANGER)
    opportunity: bool = False

    def see(self, kind: Kind, detail: int) -> bool:
        """Say whether the vendor sees a record of this person; follow the relationship."""
        seen = kind not in _UNSEEN
        if kind == Kind.VISIT:
            seen = self.registered or detail != Inbound.PRICING_VISIT
            if detail == Inbound.DEMO_REQUEST:
                self._rise(Stage.REQUESTED)
        elif kind == Kind.REGISTERED:
            self.registered = True
            self._rise(Stage.CONTACT)
        elif kind == Kind.MEETING_AGREED:
            self._rise(Stage.MEETING)
        elif kind == Kind.NO_SHOW and self.stage == Stage.MEETING:
            self.stage = int(Stage.CONTACT)
        elif kind == Kind.OPPORTUNITY:
            self.opportunity = True
            self._rise(Stage.OPPORTUNITY)
        elif kind == Kind.DECIDED:
            seen = self._learn(detail)
        elif kind == Kind.INTENT and detail == Intent.BUYING:
            self.opportunity = False  # of an earlier spell
        return seen

    def _rise(self, stage: Stage) -> None:
        self.stage = max(self.stage, int(stage))

    def _learn(self, alternative: int) -> bool:
        """Say whether the vendor hears of a decision: if it was in the running."""
        in_the_running = self.opportunity or self.stage >= Stage.REQUESTED
        self.opportunity = False
        if alternative == Alternative.VENDOR:
            self.stage, self.registered = int(Stage.CUSTOMER), True
            return True
        if in_the_running:
            nobody = alternative == Alternative.NO_DECISION
            self.stage = int(Stage.CONTACT if nobody else Stage.LOST)
        return in_the_running


def write_duration(seconds: int) -> str:
    """Write a duration with one unit.

    Examples
    --------
    >>> [write_duration(seconds) for seconds in (0, 59, 3_000, 7_200, 200_000)]
    ['at once', '59 seconds', '50 minutes', '2 hours', '2.3 days']
    """
    if seconds <= 0:
        return "at once"
    for unit, size in (
        ("day", SECONDS_PER_DAY),
        ("hour", SECONDS_PER_HOUR),
        ("minute", SECONDS_PER_MINUTE),
    ):
        if seconds >= size:
            amount = f"{seconds / size:.1f}".removesuffix(".0")
            return f"{amount} {unit}{'' if amount == '1' else 's'}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def put_record_into_words(world: World, record: np.void) -> Wording:
    """Say what one record of a person's story means."""
    kind = Kind(int(record["kind"]))
    if kind == Kind.TOUCHED:
        return _describe_touch(world, record)
    if kind == Kind.REPLIED:
        outcome = Outcome(int(record["detail"]))
        return Wording(_spell(outcome), _REPLIES[outcome], "")
    write = _DETAILS.get(kind)
    detail = write(world, record) if write else _FIXED[kind]
    return Wording(_spell(kind), detail, _find_truth(kind, record))


def _spell(member: Kind | Outcome) -> str:
    return member.name.lower()


def _say(member: type[Intent | Inbound | Channel | Exit | Reason | Placement], code: int) -> str:
    return member(code).name.lower().replace("_", " ")


def _describe_touch(world: World, record: np.void) -> Wording:
    touch = world.touches[int(record["touch"])]
    sender = Sender(touch.sender).name.lower().replace("_", " ")
    rep = int(record["rep"])
    who = sender if rep < 0 else f"{world.reps[rep].name} ({sender})"
    placement = _PLACEMENTS[Placement(int(record["detail"]))]
    channel = _say(Channel, touch.channel)
    return Wording("touched", f"{channel} from {who}: {placement}", _describe_effect(record))


def _describe_effect(record: np.void) -> str:
    """Say what a touch did to the person, and what it will do about it."""
    parts = [f"{word} {record[word]:.2g} goodwill" for word in ("gained", "lost") if record[word]]
    outcome = int(record["outcome"])
    if outcome not in (-1, Outcome.SILENCE):
        parts.append(f"an answer is on its way: {Outcome(outcome).name.lower().replace('_', ' ')}")
    return "; ".join(parts) or "no trace"


def _find_truth(kind: Kind, record: np.void) -> str:
    if kind == Kind.OPENED:
        return "the person opened it" if record["detail"] == 0 else "a program opened it"
    if record["gained"] or record["lost"]:
        return _describe_effect(record)
    return ""


def _tell(_world: World, record: np.void) -> str:
    number, quality = int(record["detail"]), "bad" if record["amount"] < 0 else "good"
    return f"told {number} {'person' if number == 1 else 'people'} something {quality}"


def _hear(_world: World, record: np.void) -> str:
    return f"heard something {'bad' if record['amount'] < 0 else 'good'} from somebody else"


def _post(_world: World, record: np.void) -> str:
    return f"wrote something {'bad' if record['amount'] < 0 else 'good'} in public"


def _decide(_world: World, record: np.void) -> str:
    if record["detail"] == Alternative.VENDOR:
        return f"bought from the vendor for {record['amount']:,.0f} USD"
    return _CHOICES[Alternative(int(record["detail"]))]


_DETAILS: dict[Kind, Callable[[World, np.void], str]] = {
    Kind.INTENT: lambda _, record: f"is now {_say(Intent, int(record['detail']))}",
    Kind.VISIT: lambda _, record: f"came for: {_say(Inbound, int(record['detail']))}",
    Kind.REGISTERED: lambda _, record: f"left its name for: {_say(Inbound, int(record['detail']))}",
    Kind.READ: lambda _, record: f"read what it came for: {_say(Inbound, int(record['detail']))}",
    Kind.OPTED_OUT: lambda _, record: f"no more by: {_say(Channel, int(record['detail']))}",
    Kind.COMPLAINED: lambda _, record: f"reported as spam: {_say(Channel, int(record['detail']))}",
    Kind.ENROLLED: lambda world, record: f"put into {_name_cadence(world, record)!r}",
    Kind.SWITCHED: lambda world, record: f"moved to {_name_cadence(world, record)!r}",
    Kind.EXITED: lambda _, record: _EXITS[Exit(int(record["detail"]))],
    Kind.WITHHELD: lambda _, record: f"due, but: {_say(Reason, int(record['detail']))}",
    Kind.MEETING_AGREED: lambda _, record: f"in {write_duration(int(record['detail']))}",
    Kind.BILLED: lambda _, record: f"what was free costs {record['amount']:,.0f} USD",
    Kind.DECIDED: _decide,
    Kind.TOLD: _tell,
    Kind.HEARD: _hear,
    Kind.POSTED: _post,
}
_FIXED = {
    Kind.CLICKED: "clicked on what was sent",
    Kind.OPENED: "the mail was opened",
    Kind.MEETING_HELD: "the meeting took place",
    Kind.NO_SHOW: "did not come to the meeting",
    Kind.OPPORTUNITY: "an opportunity was opened",
    Kind.NEGLECTED: "nobody answered the request in time",
    Kind.SUFFERED: "calls to the front desk troubled everybody at the account",
}
_PLACEMENTS = {
    Placement.REACHED: "it arrived",
    Placement.SPAM_FOLDER: "it went to the spam folder",
    Placement.BOUNCED: "it bounced",
    Placement.VOICEMAIL: "a message was left",
    Placement.FRONT_DESK: "the front desk took it",
    Placement.NO_ANSWER: "nobody answered",
}
_REPLIES = {
    Outcome.ANGRY_REPLY: "wrote back in anger",
    Outcome.NOT_INTERESTED: "wrote back: not interested",
    Outcome.NEUTRAL_REPLY: "wrote back, neither yes nor no",
    Outcome.INTERESTED: "said yes",
    Outcome.DECLINED: "declined to meet",
}
_CHOICES: dict[Alternative, str] = {
    Alternative.NO_DECISION: "decided to buy from nobody",
    Alternative.INCUMBENT: "stayed with its supplier",
    Alternative.COMPETITOR: "bought from a competitor",
}
_EXITS: dict[Exit, str] = {
    Exit.FINISHED: "the cadence came to its end",
    Exit.RULE: "a rule ended the cadence",
    Exit.REPLY: "the reply ended the cadence",
    Exit.OPTED_OUT: "the opt-out ended the cadence",
    Exit.COLLEAGUE: "a colleague's reply ended the cadence",
    Exit.DECIDED: "the decision ended the cadence",
}


def _name_cadence(world: World, record: np.void) -> str:
    return world.plan.cadences[int(record["detail"])].name
