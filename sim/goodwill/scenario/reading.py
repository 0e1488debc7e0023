"""Load scenarios: read all their files, check them against one another, name all faults at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from goodwill.behaviour.people import TouchKind
from goodwill.errors import ParameterError
from goodwill.loading.documents import Document
from goodwill.loading.findings import Findings, Source
from goodwill.loading.nodes import Location
from goodwill.loading.plans import make_plan, named_touches
from goodwill.loading.scenarios import ScenarioFile
from goodwill.loading.touches import MAX_TOUCHES, make_touch
from goodwill.loading.trees import find_tree
from goodwill.parameters import Parameters, defaults, with_overrides
from goodwill.population import Market, ScoreWeights, calibrate_score
from goodwill.scenario.data import DataFolder, Stream
from goodwill.scenario.definition import Guardrail, Scenario, StrategyDefinition
from goodwill.scenario.gathering import Gathered, Library, NamedTouch, check_regions, uses_reps
from goodwill.scenario.guarding import find_guardrails
from goodwill.scenario.specifying import Specification, Specifier
from goodwill.world import Couplings, Vendor


def load_scenario(path: str | os.PathLike[str], *, data: Path | None = None) -> Scenario:
    """Load a scenario with its strategies, touches and data.

    Parameters
    ----------
    path
        A scenario file.
    data
        The folder where files of leads are. Default: what the environment variable GOODWILL_DATA
        names; a file that is not there is looked for beside the scenario file.

    Raises
    ------
    ScenarioError
        Anything that is wrong in any of the files, all at once, each with file and line.
    """
    findings = Findings()
    scenario = read_scenario(Path(path), findings, DataFolder(data, demanded=True))
    findings.refuse()
    assert scenario is not None  # noqa: S101 - or something had been found
    return scenario


def read_scenario(
    path: Path, findings: Findings, data: DataFolder, document: Document | None = None
) -> Scenario | None:
    """Read a scenario as far as that goes.

    Parameters
    ----------
    path
        The file.
    findings
        Takes all that is wrong.
    data
        Where files of leads are.
    document
        The file, if it was read before.

    Returns
    -------
    Scenario or None
        None if something is wrong.
    """
    source = findings.read(ScenarioFile, path, document)
    if source is None:
        return None
    reader = _Reader(source, findings, Library(find_tree(path), findings))
    specifier = Specifier(source, findings)
    specification = specifier.specify()
    parameters = reader.read_parameters(specification.weights, specification.market)
    gathered = reader.gather(specification.geography.codes)
    guardrails = reader.find_guardrails(gathered)
    stream = data.read(findings, source, specifier)
    if findings or parameters is None:
        return None
    files = tuple(dict.fromkeys([path, *reader.files(gathered), *stream.files]))
    scenario = _make(source.part, specification, parameters, gathered, stream, files)
    return replace(scenario, guardrails=guardrails, notes=tuple(findings.notes))


def _make(
    part: ScenarioFile,
    specification: Specification,
    parameters: Parameters,
    gathered: list[Gathered],
    stream: Stream,
    files: tuple[Path, ...],
) -> Scenario:
    regions = specification.geography.codes
    touches, calls = _tabulate(gathered, regions, parameters)
    return Scenario(
        file=files[0],
        files=files,
        sha256=_hash(files),
        name=part.scenario,
        question=part.question,
        start=part.start,
        horizon=part.horizon,
        seed=part.seed,
        vendor=Vendor(part.vendor.name, part.vendor.preaches_inbound, part.vendor.quota),
        couplings=Couplings(**dict(part.couplings)),
        regions=specification.geography.regions,
        zones=specification.geography.zones,
        market=specification.market,
        accounts=specification.accounts,
        people=specification.people,
        leads=stream.leads,
        deals=stream.deals,
        reps=specification.reps,
        weights=specification.weights,
        auc=part.score.auc,
        parameters=parameters,
        own=frozenset(part.parameters),
        touches=touches,
        calls=calls,
        strategies=_define(gathered, touches, regions),
    )


class _Reader(NamedTuple):
    """Read what a scenario file names."""

    source: Source[ScenarioFile]
    findings: Findings
    library: Library

    def complain(self, location: Location, problem: str, *, key: bool = False) -> None:
        self.findings.add(self.source.document, location, problem, key=key)

    def read_parameters(self, weights: ScoreWeights, market: Market | None) -> Parameters | None:
        """Give the parameters, if they make sense and the lead score can be had with them."""
        overrides = self.source.part.parameters
        try:
            parameters = with_overrides(defaults(), overrides)
        except ParameterError as error:
            if not self._complain_of_single(overrides):
                self.complain(("parameters",), str(error))
            return None
        try:
            calibrate_score(weights, self.source.part.score.auc, market, parameters)
        except ParameterError as error:
            self.complain(("score", "auc"), str(error))
        return parameters

    def _complain_of_single(self, overrides: Mapping[str, object]) -> bool:
        sound = True
        for name, value in overrides.items():
            try:
                with_overrides(defaults(), {name: value})
            except ParameterError as error:
                sound = False
                self.complain(("parameters", name), str(error), key=True)
        return not sound

    def gather(self, regions: Mapping[str, int]) -> list[Gathered]:
        """Read all strategies, and hold their names against one another."""
        found: dict[str, Gathered] = {}
        touches: dict[str, NamedTouch] = {}
        for at, name in enumerate(self.source.part.strategies):
            location = ("strategies", at)
            path = self.library.find(self.source.document, location, name)
            gathered = self.library.gather(path) if path else None
            if gathered is None:
                continue
            strategy = gathered.source.part.strategy
            if strategy in found:
                first = found[strategy].source.document.locate(("strategy",))
                problem = f"strategy {strategy!r} is already there, from {first}."
                self.complain(location, f"{problem} Names must differ.")
                continue
            found[strategy] = gathered
            check_regions(self.findings, gathered, regions)
            if uses_reps(gathered) and not self.source.part.reps:
                problem = f"strategy {strategy!r} needs reps, but there are none."
                self.complain(location, f"{problem} Write 'reps: ...'.")
            self._merge(touches, gathered, location)
        return list(found.values())

    def find_guardrails(self, gathered: list[Gathered]) -> tuple[Guardrail, ...]:
        """Give the guardrails; what they name is checked if all strategies could be read."""
        complete = len(gathered) == len(self.source.part.strategies)
        known = [one.source.part.strategy for one in gathered] if complete else None
        return find_guardrails(self.source, self.findings, known)

    def _merge(
        self, touches: dict[str, NamedTouch], gathered: Gathered, location: Location
    ) -> None:
        for touch, defined in gathered.touches.items():
            other = touches.setdefault(touch, defined)
            if other.document.file != defined.document.file:
                where = other.document.locate(("touches", touch), key=True)
                problem = f"touch {touch!r} of {defined.document.file} is another one at {where}."
                self.complain(location, f"{problem} Names must differ in a scenario.")
        if len(touches) > MAX_TOUCHES:
            problem = f"there are {len(touches)} touches in all. Limit: {MAX_TOUCHES}."
            self.complain(("strategies",), problem)

    def files(self, gathered: list[Gathered]) -> list[Path]:
        """List the files of strategies and touches, in the order of reading."""
        documents = [one.source.document for one in gathered]
        documents += [source.document for source in self.library.touch_files]
        return [Path(document.file) for document in documents]


def _tabulate(
    gathered: list[Gathered], regions: Mapping[str, int], parameters: Parameters
) -> tuple[tuple[TouchKind, ...], frozenset[str]]:
    """Give all kinds of touches by name, and the names of calls that the parameters time.

    A touch for a region that the scenario does not have is left out; no strategy uses it.
    """
    parts = {name: touch.part for one in gathered for name, touch in one.touches.items()}
    fitting = {
        name: part
        for name, part in sorted(parts.items())
        if part.region is None or part.region in regions
    }
    minutes = parameters.vendor.call_minutes
    kinds = tuple(make_touch(name, part, regions, minutes) for name, part in fitting.items())
    return kinds, frozenset(name for name, part in fitting.items() if part.timed_by_ledger)


def _define(
    gathered: list[Gathered], touches: tuple[TouchKind, ...], regions: Mapping[str, int]
) -> dict[str, StrategyDefinition]:
    codes = {touch.name: code for code, touch in enumerate(touches)}
    return {
        part.strategy: StrategyDefinition(
            name=part.strategy,
            description=part.description,
            plan=make_plan(part, codes, regions),
            touches=tuple(sorted({name for _, name in named_touches(part)})),
            file=Path(document.file),
        )
        for document, part in (one.source for one in gathered)
    }


def _hash(files: tuple[Path, ...]) -> str:
    # Of each file's hash, in the order of reading: the same content elsewhere hashes the same.
    whole = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()
