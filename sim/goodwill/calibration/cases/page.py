"""Write the page on real cases from what their studies left behind."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from goodwill.calibration.cases.definition import CASES
from goodwill.errors import ResultError
from goodwill.store.folders import write_file

RESULTS = Path("results", "cases")
PAGE = Path("docs", "cases.md")

_START = """\
<!-- Written by python -m goodwill.calibration.cases from results/cases: do not edit. -->
# Real cases

Three public data sets, each divided in two. One half calibrates the numbers that are not certain in
a scenario of the case's own (`scenarios/cases/`, ranges in `scenarios/cases/priors/`); predictive
intervals of 90 % are then held against the other half, of which they must hold 85 % of the points
of each curve. The data are no part of goodwill. Put the files into a folder: `bank-full.csv` (UCI
Machine Learning Repository, Bank Marketing), `hillstrom.csv` (the MineThatData challenge),
`olist_marketing_qualified_leads_dataset.csv` and `olist_closed_deals_dataset.csv` (Kaggle,
Marketing Funnel by Olist); then

```
goodwill case bank --data FOLDER --out results/cases
```

How: some two hundred simulations by the compiled engine, drawn from the ranges and then from what
the first of them leave; a polynomial of the second degree in the numbers for the logit of every
point's chance, whose errors are measured on simulations that it has not seen; regression-adjusted
ABC on 20,000 data sets that it imagines. These, and predictions, vary in the numbers, in what the
polynomial gets wrong, in how campaigns or weeks differ beyond luck (measured within the first
half, by drawing whole ones anew), and in luck. What the bank's two explanations come to is asked of
the engine itself: it is run where the polynomial says that each fits best, what the polynomial has
wrong there is put right, and so on for three rounds; the best of these places is run once more, in
worlds of its own.
"""

_LEFT_OUT = """\
## What these cases do not show

- The bank's file does not say how far calls are apart, and its order is that of the *last* call:
  within a month it cannot be divided by time without dividing by the number of calls.
- Campaigns of the bank differ far more than luck would have them: intervals for months that nobody
  has seen are wide for that reason, and a change of whom the bank called, in the middle of its
  file, is beyond them. Best fits are the best that three rounds find, not the best there are. Row 5
  of the pattern table makes the same comparison in simpler scenarios.
- What a mail is worth to whom is not in the shop's file. It is inferred, not predicted; what is
  predicted are the visits of customers whom nobody looked at.
- The marketplace's merchants of 2017 closed far more seldom than those of 2018, for reasons that
  the files do not hold. Nothing here predicts such a change.
- Consumers are not companies: these numbers are no evidence for the ledger's defaults.
"""


def write_page(root: Path) -> None:
    """Write the page below `root`, from the results there.

    Raises
    ------
    ResultError
        There are no results of a case.
    """
    write_file(root / PAGE, render_page(read_results(root)).encode())


def read_results(root: Path) -> tuple[Mapping[str, Any], ...]:
    """Read what the studies of all cases left behind."""
    found = []
    for name in CASES:
        path = root / RESULTS / f"{name}.json"
        try:
            found.append(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise ResultError(f"{path}: this cannot be read: {error}.") from error
    return tuple(found)


def render_page(results: Sequence[Mapping[str, Any]]) -> str:
    """Give the page as Markdown."""
    return "\n".join([_START, *(_render_case(one) for one in results), _LEFT_OUT])


def _render_case(result: Mapping[str, Any]) -> str:
    name = result["case"]
    sentences = "\n".join(f"- {sentence}" for sentence in result["sentences"])
    provenance = result["provenance"]
    return f"""\
## {name}: {result["question"]}

{result["credit"]}

Halves: {result["division"]}.

{sentences}

![{name}: what was predicted of the second half, and what was seen](pictures/case_{name}.svg)

{_render_curves(result["curves"])}
{_render_numbers(result["numbers"])}
{result["n_simulated"]} simulations, seed {provenance["settings"]["seed"]}; goodwill \
{provenance["goodwill"]}, model {provenance["model_sha256"][:12]}, case \
{provenance["case_sha256"][:12]}. What the polynomial gets wrong near the data: \
{result["emulator_spread"]:.2f} in logits (median of the points).
"""


def _render_curves(curves: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| curve | points | held by their interval | |", "|---|---|---|---|"]
    for curve in curves:
        n_points = len(curve["inside"])
        wrong = [
            point
            for point, inside in zip(curve["points"], curve["inside"], strict=True)
            if not inside
        ]
        missed = f"not: {', '.join(wrong)}" if wrong else ""
        lines.append(f"| {curve['curve']} | {n_points} | {sum(curve['inside'])} | {missed} |")
    return "\n".join(lines) + "\n"


def _render_numbers(numbers: Sequence[Mapping[str, Any]]) -> str:
    lines = [
        "| number | prior | median | 90 % interval | of the prior's width |",
        "|---|---|---|---|---|",
    ]
    for one in numbers:
        width = f"{one['width']:.0%}" + ("" if one["identified"] else ", keeps its prior")
        lines.append(
            f"| `{one['name']}` | {one['prior_low']:.3g} to {one['prior_high']:.3g} "
            f"| {one['middle']:.3g} | {one['low']:.3g} to {one['high']:.3g} | {width} |"
        )
    return "\n".join(lines) + "\n"
