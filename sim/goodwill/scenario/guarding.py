"""Read the guardrails of a scenario: what they name, and where they stand."""

from __future__ import annotations

from collections.abc import Collection

from goodwill.errors import hint
from goodwill.loading.findings import Findings, Source
from goodwill.loading.scenarios import ScenarioFile
from goodwill.scenario.definition import Guardrail


def find_guardrails(
    source: Source[ScenarioFile], findings: Findings, known: Collection[str] | None
) -> tuple[Guardrail, ...]:
    """Give the guardrails of a scenario file.

    Parameters
    ----------
    source
        The file.
    findings
        Takes what is wrong.
    known
        Names of the scenario's strategies; None: not all of them could be read, so that none is
        refused.
    """
    guardrails = []
    for at, part in enumerate(source.part.guardrails):
        location = ("guardrails", at)
        for key, name in (("strategy", part.strategy), ("against", part.against)):
            if known is not None and name is not None and name not in known:
                problem = f"unknown strategy {name!r}. {hint(name, known)}"
                findings.add(source.document, (*location, key), problem)
        position = source.document.locate(location)
        above, below = part.above, part.below
        guardrails.append(
            Guardrail(
                part.strategy,
                part.metric,
                above if above is not None else below or 0.0,
                above is not None,
                part.against,
                part.confidence,
                f"{position.file}:{position.line}",
            )
        )
    return tuple(guardrails)
