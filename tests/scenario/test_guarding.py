"""Guardrails are read strictly, and know where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.scenario.copies import refusal

from goodwill.scenario import load_scenario

GOOD = "{strategy: formula, metric: complaints_per_1000, below: 1}"


def write(folder: Path, *rules: str) -> Path:
    path = folder / "bobby.yaml"
    text = path.read_text(encoding="utf-8") + "guardrails:\n"
    path.write_text(text + "".join(f"  - {rule}\n" for rule in rules), encoding="utf-8")
    return path


def test_a_scenario_holds_its_guardrails_in_order(folder: Path) -> None:
    path = write(
        folder,
        GOOD,
        "{strategy: silence_aware, metric: cost, above: -2.5, against: holdout, confidence: 0.99}",
    )
    first, second = load_scenario(path).guardrails
    n_lines = path.read_text(encoding="utf-8").count("\n")
    assert first == (
        *("formula", "complaints_per_1000", 1.0, False, None, None),
        f"{path}:{n_lines - 1}",
    )
    assert second[:6] == ("silence_aware", "cost", -2.5, True, "holdout", 0.99)
    assert str(second) == "silence_aware less holdout: cost above -2.5"


def test_a_scenario_need_not_have_any(folder: Path) -> None:
    assert load_scenario(folder / "bobby.yaml").guardrails == ()


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (
            "{strategy: formula, metric: complaint_per_1000, below: 1}",
            "unknown metric 'complaint_per_1000'. Did you mean 'complaints_per_1000'?",
        ),
        (
            "{strategy: formula, metric: 7, below: 1}",
            "unknown metric 7. All of them: goodwill list",
        ),
        (
            "{strategy: formla, metric: profit, below: 1}",
            "guardrails.0.strategy: unknown strategy 'formla'. Did you mean 'formula'?",
        ),
        (
            "{strategy: formula, metric: profit, below: 1, against: holdoud}",
            "guardrails.0.against: unknown strategy 'holdoud'. Did you mean 'holdout'?",
        ),
        ("{strategy: formula, metric: profit}", "neither 'below' nor 'above' is given"),
        ("{strategy: formula, metric: profit, above: 1, below: 2}", "'below' and 'above' is given"),
        ("{strategy: formula, metric: profit, abov: 1}", "Did you mean 'above'?"),
        ("{strategy: formula, metric: profit, above: '1'}", "Did you mean 1"),
        (
            "{strategy: formula, metric: profit, above: 0, against: formula}",
            "'formula' against itself always has 0 more",
        ),
        (
            "{strategy: formula, metric: profit, above: 0, confidence: 90 %}",
            "confidence is 90 %. Accepted: 95 % to less than 100 %.",
        ),
        ("{strategy: formula, metric: profit, above: 0, confidence: 1}", "confidence is 100 %."),
    ],
)
def test_a_wrong_guardrail_is_refused_with_its_line(folder: Path, rule: str, problem: str) -> None:
    path = write(folder, rule)
    message = refusal(path)
    n_lines = path.read_text(encoding="utf-8").count("\n")
    assert message.startswith(f"{path}:{n_lines}:")
    assert problem in message


def test_a_strategy_that_cannot_be_read_is_not_called_unknown(folder: Path) -> None:
    path = write(folder, GOOD)
    (folder / "strategies" / "formula.yaml").write_text("strategy: formula\n", encoding="utf-8")
    assert "unknown strategy" not in refusal(path)
