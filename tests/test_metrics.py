"""The list of metrics says what each is, and holds all that is measured."""

from __future__ import annotations

import json
import math
from typing import get_args

from goodwill.measuring import METRICS, as_json
from goodwill.metrics import COMPENSATED, DECISIONS, PER_THOUSAND, Better, Group
from goodwill.running import Result


def test_every_metric_is_measured_and_no_other(pursued: Result) -> None:
    assert list(pursued.metrics) == list(METRICS)
    assert all(type(value) is float for value in pursued.metrics.values())


def test_every_metric_has_a_unit_a_meaning_and_a_group() -> None:
    for name, metric in METRICS.items():
        assert metric.unit, name
        assert len(metric.meaning) > len("nothing"), name
        assert metric.better in get_args(Better), name
        assert metric.group in get_args(Group), name


def test_a_rate_and_a_compensated_count_belong_to_a_count() -> None:
    for name in PER_THOUSAND:
        assert METRICS[f"{name}_per_1000"].better == METRICS[name].better
    for name, decision in COMPENSATED.items():
        assert METRICS[f"{name}_compensated"].unit == METRICS[name].unit
        assert decision in DECISIONS


def test_an_engine_books_no_decision_that_is_not_listed(
    pursued: Result, left_alone: Result
) -> None:
    booked = set(pursued.history.compensators) | set(left_alone.history.compensators)
    assert booked
    assert booked <= set(DECISIONS)


def test_what_has_no_value_is_null_in_json(left_alone: Result) -> None:
    written = json.loads(json.dumps(as_json(left_alone.metrics), allow_nan=False))
    assert list(written) == list(METRICS)
    for name, value in left_alone.metrics.items():
        assert written[name] is None if math.isnan(value) else written[name] == value


def test_a_whole_number_is_one_in_json() -> None:
    assert json.dumps(as_json({"deals": 3.0, "share": 0.5})) == '{"deals": 3, "share": 0.5}'
