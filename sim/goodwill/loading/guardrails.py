"""Say what a guardrail of a scenario file may be: a bound that a figure of merit must keep."""

from __future__ import annotations

import difflib
from typing import Annotated, Self

import pydantic
from pydantic import Field

from goodwill.loading.fields import Name, Share
from goodwill.loading.parts import Part, refuse
from goodwill.loading.positions import shorten
from goodwill.metrics import METRICS

LEAST_CONFIDENCE = 0.95

_Bound = Annotated[float, Field(ge=-1e15, le=1e15)]


def _read_metric(given: object) -> str:
    if not isinstance(given, str) or given not in METRICS:
        word = given[:64] if isinstance(given, str) else ""
        near = difflib.get_close_matches(word, METRICS, n=1)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        refuse(f"unknown metric {shorten(given)}. {meant}All of them: goodwill list metrics.")
    return given


MetricName = Annotated[
    str,
    pydantic.BeforeValidator(_read_metric),
    pydantic.WithJsonSchema({"type": "string", "enum": list(METRICS)}),
]
"""The name of a figure of merit."""


class GuardrailPart(Part):
    """A bound that a figure of merit must keep; judged by `goodwill check` on its interval."""

    strategy: Name = Field(description="One of the scenario's strategies.")
    metric: MetricName = Field(
        description="A figure of merit, its mean over worlds; per 1,000 touches: over all worlds."
    )
    below: _Bound | None = Field(None, description="It must be less than this, in its unit.")
    above: _Bound | None = Field(None, description="It must be more than this, in its unit.")
    against: Name | None = Field(
        None, description="Judge what the strategy has more of than this one, in the same worlds."
    )
    confidence: Share | None = Field(
        None,
        description="Of this one alone, from 95 % to less than 100 %. Default: its share of the "
        "95 % that all guardrails have together; never less than that.",
    )

    @pydantic.model_validator(mode="after")
    def _check_together(self) -> Self:
        if (self.below is None) == (self.above is None):
            given = "neither 'below' nor 'above'" if self.below is None else "'below' and 'above'"
            raise ValueError(f"{given} is given. Write one of them: 'below: 1'.")
        if self.against == self.strategy:
            raise ValueError(
                f"{self.strategy!r} against itself always has 0 more. Name another strategy."
            )
        if self.confidence is not None and not LEAST_CONFIDENCE <= self.confidence < 1.0:
            raise ValueError(
                f"confidence is {100 * self.confidence:.12g} %. Accepted: 95 % to less than 100 %."
            )
        return self
