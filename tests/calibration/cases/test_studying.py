"""A case is studied end to end on made-up data, and what it says follows from its figures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from goodwill.calibration.cases.curves import HELD, Curve, Prediction
from goodwill.calibration.cases.fitting import Settings
from goodwill.calibration.cases.picturing import prepare_held_out
from goodwill.calibration.cases.recalling import recall_study
from goodwill.calibration.cases.studying import study_case
from goodwill.calibration.cases.telling import describe_study, write_held
from goodwill.figures.held_out import draw

TINY = Settings(n_first=16, n_second=4)


def write_shop(folder: Path) -> None:
    rng = np.random.default_rng(7)
    rows = ["mens,womens,segment,visit"]
    for number in range(3000):
        mens, womens = [(1, 0), (0, 1), (1, 1)][number % 3]
        segment = ["No E-Mail", "Mens E-Mail", "Womens E-Mail"][number // 3 % 3]
        chance = 0.1 if segment == "No E-Mail" else 0.17
        rows.append(f"{mens},{womens},{segment},{int(rng.random() < chance)}")
    (folder / "hillstrom.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.mark.verify
def test_a_study_is_whole_kept_and_the_same_again(tmp_path: Path) -> None:
    write_shop(tmp_path)
    told: list[tuple[int, int]] = []
    keep = tmp_path / "kept"

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    first = study_case("hillstrom", tmp_path, settings=TINY, workers=1, keep=keep, told=tell)
    assert told[-1] == (TINY.n_second, TINY.n_second)
    told.clear()
    again = study_case("hillstrom", tmp_path, settings=TINY, workers=1, keep=keep, told=tell)
    assert not told, "what was kept is not simulated again"
    (kept,) = keep.glob("*-second.npz")
    with np.load(kept) as found:
        tables = dict(found)
    np.savez(kept, **{**tables, "shares": tables["shares"] + 1e-3})
    mended = study_case("hillstrom", tmp_path, settings=TINY, workers=1, keep=keep, told=tell)
    assert told[-1] == (TINY.n_second, TINY.n_second), "a wave of other shares is another one"
    assert mended.surprise == first.surprise
    described = describe_study(first)
    assert describe_study(recall_study(json.loads(json.dumps(described)))) == described
    assert json.dumps(described, allow_nan=False) == json.dumps(describe_study(again))
    assert [len(one.inside) for one in first.predictions] == [3, 3, 3]
    for prediction in first.predictions:
        assert (prediction.low <= prediction.middle).all()
        assert (prediction.middle <= prediction.high).all()
    figure = draw(prepare_held_out(first))
    assert figure.texts[0].get_text().replace("\n", " ") == write_held(first.predictions)
    assert len(figure.axes) == 3


def test_curves_that_are_missed_are_named() -> None:
    points = ("1", "2", "3", "4")
    curve = Curve("calls", points, np.full(4, 100), np.array([10, 20, 30, 40]))
    low, high = np.full(4, 0.05), np.full(4, 0.35)
    missed = Prediction(curve, low, (low + high) / 2, high)
    assert missed.held < HELD
    said = write_held((missed,))
    assert "3 of 4 points" in said
    assert said.endswith("of these curves: calls.")
    held = missed._replace(high=np.full(4, 0.45))
    assert write_held((held,)).endswith("at least 85% of each curve.")
