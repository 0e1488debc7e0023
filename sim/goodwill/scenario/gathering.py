"""Read the files that belong together, and hold their names against one another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goodwill.errors import ScenarioError, hint
from goodwill.loading.conditions import Condition
from goodwill.loading.documents import Document
from goodwill.loading.findings import Findings, Source
from goodwill.loading.loops import contradict, find_loops
from goodwill.loading.nodes import Location
from goodwill.loading.plans import condition_lists, named_cadences, named_touches
from goodwill.loading.positions import shorten
from goodwill.loading.strategies import NOBODY_ANSWERS, OUT, StrategyFile
from goodwill.loading.touches import MAX_TOUCHES, TouchFile, TouchPart
from goodwill.loading.trees import find_inside
from goodwill.vocabulary import ReplyAction, Sender


@dataclass(frozen=True)
class NamedTouch:
    """A kind of touch, and where it was written."""

    part: TouchPart
    document: Document

    def complain(self, findings: Findings, name: str, key: str, problem: str) -> None:
        """Add a fault at one of its keys."""
        findings.add(self.document, ("touches", name, key), problem)


@dataclass
class Gathered:
    """A strategy with the touches that its files define."""

    source: Source[StrategyFile]
    touches: dict[str, NamedTouch]


@dataclass
class Library:
    """All files of touches and strategies of one folder tree, each read once.

    Attributes
    ----------
    tree
        The folder outside of which nothing may lie.
    findings
        What is wrong so far.
    """

    tree: Path
    findings: Findings
    _touch_files: dict[Path, Source[TouchFile] | None] = field(default_factory=dict)

    @property
    def touch_files(self) -> Iterator[Source[TouchFile]]:
        """Give all files of touches that could be read."""
        return (source for source in self._touch_files.values() if source)

    def find(self, document: Document, location: Location, name: str) -> Path | None:
        """Find a file that another one names; None, and a fault there, if it is not to be had."""
        try:
            path = find_inside(self.tree, Path(document.file).parent, name)
        except ScenarioError as error:
            self.findings.add(document, location, str(error))
            return None
        if not path.is_file():
            near = hint(path.name, _neighbours(path)) if path.parent.is_dir() else ""
            self.findings.add(document, location, f"there is no file {path}. {near}".rstrip())
            return None
        return path

    def gather(self, path: Path, document: Document | None = None) -> Gathered | None:
        """Read a strategy and its touches, and check all that does not need a scenario."""
        source = self.findings.read(StrategyFile, path, document)
        if source is None:
            return None
        touches: dict[str, NamedTouch] = {}
        complete = True
        for at, name in enumerate(source.part.touches):
            file = self.find(source.document, ("touches", at), name)
            touch_source = self.read_touches(file) if file else None
            complete = complete and touch_source is not None
            if touch_source:
                self._merge(touches, touch_source, source.document, at)
        self._check_cadences(source)
        self._check_conditions(source)
        if complete:
            self._check_touches(source, touches)
            self._check_marks(source, touches)
        return Gathered(source, touches)

    def read_touches(
        self, path: Path, document: Document | None = None
    ) -> Source[TouchFile] | None:
        """Read a file of touches, once."""
        if path not in self._touch_files:
            source = self.findings.read(TouchFile, path, document)
            if source and NOBODY_ANSWERS in source.part.touches:
                location = ("touches", NOBODY_ANSWERS)
                problem = f"{NOBODY_ANSWERS!r} stands for no touch. Choose another name."
                self.findings.add(source.document, location, problem, key=True)
            self._touch_files[path] = source
        return self._touch_files[path]

    def _merge(
        self,
        touches: dict[str, NamedTouch],
        source: Source[TouchFile],
        document: Document,
        at: int,
    ) -> None:
        for name, part in source.part.touches.items():
            if name in touches:
                first = touches[name].document
                problem = (
                    f"touch {name!r} of {source.document.file} is already defined at "
                    f"{first.locate(('touches', name), key=True)}. Names must differ."
                )
                self.findings.add(document, ("touches", at), problem)
            else:
                touches[name] = NamedTouch(part, source.document)
        if len(touches) > MAX_TOUCHES:
            problem = f"the strategy has {len(touches)} touches. Limit: {MAX_TOUCHES}."
            self.findings.add(document, ("touches", at), problem)

    def _check_cadences(self, source: Source[StrategyFile]) -> None:
        document, part = source
        if OUT in part.cadences:
            problem = f"{OUT!r} stands for no cadence. Choose another name."
            self.findings.add(document, ("cadences", OUT), problem, key=True)
        for location, name in named_cadences(part):
            if name not in part.cadences:
                self.findings.add(document, location, _unknown("cadence", name, part.cadences))

    def _check_touches(self, source: Source[StrategyFile], touches: Collection[str]) -> None:
        for location, name in named_touches(source.part):
            if name not in touches:
                self.findings.add(source.document, location, _unknown("touch", name, touches))

    def _check_conditions(self, source: Source[StrategyFile]) -> None:
        document, part = source
        for location, conditions in condition_lists(part):
            check_named(self.findings, document, location, conditions, "cadence", part.cadences)
            if contradict(conditions):
                problem = "these conditions can never hold together. Remove one."
                self.findings.add(document, location, problem)
        if all(name in part.cadences for _, name in named_cadences(part)):
            for location, problem in find_loops(part):
                self.findings.add(document, location, problem)

    def _check_marks(self, source: Source[StrategyFile], touches: dict[str, NamedTouch]) -> None:
        # A retort that is not marked as one would be taken for a friendly word by the model.
        document, part = source
        wanted: list[tuple[Location, str | None, str]] = [
            (("answers_requests_with",), part.answers_requests_with, "answers_request")
        ]
        for reply in type(part.replies).model_fields:
            policy = getattr(part.replies, reply)
            mark = {ReplyAction.RETORT: "retort", ReplyAction.APOLOGISE: "apology"}
            if policy.action in mark:
                wanted.append((("replies", reply, "touch"), policy.touch, mark[policy.action]))
        for location, name, key in wanted:
            if name in touches and not getattr(touches[name].part, key):
                where = touches[name].document.locate(("touches", name), key=True)
                problem = f"touch {name!r} is not marked '{key}: true', at {where}. Mark it."
                self.findings.add(document, location, problem)


def check_named(
    findings: Findings,
    document: Document,
    location: Location,
    conditions: Collection[Condition],
    observable: str,
    known: Collection[str],
) -> None:
    """Check the names in conditions on one observable."""
    for at, condition in enumerate(conditions):
        if condition.observable == observable and condition.value not in known:
            problem = _unknown(observable, str(condition.value), known)
            findings.add(document, (*location, at), problem)


def check_regions(findings: Findings, gathered: Gathered, regions: Collection[str]) -> None:
    """Check the regions that a strategy and the touches that it uses name."""
    document, part = gathered.source
    for location, conditions in condition_lists(part):
        check_named(findings, document, location, conditions, "region", regions)
    for name in {name for _, name in named_touches(part)} & set(gathered.touches):
        touch = gathered.touches[name]
        if touch.part.region is not None and touch.part.region not in regions:
            problem = _unknown("region", touch.part.region, regions)
            touch.complain(findings, name, "region", problem)


def uses_reps(gathered: Gathered) -> bool:
    """Say whether a strategy sends anything that takes a rep."""
    return any(
        gathered.touches[name].part.sender is not Sender.AUTOMATION
        for _, name in named_touches(gathered.source.part)
        if name in gathered.touches
    )


def _unknown(what: str, name: str, known: Collection[str]) -> str:
    near = hint(name[:64], known) if known else "None is defined."
    return f"unknown {what} {shorten(name)}. {near}"


def _neighbours(path: Path) -> list[str]:
    return [entry.name for entry in path.parent.iterdir() if entry.suffix == path.suffix][:50]
