"""Cases are declared strictly, and put their numbers where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodwill.calibration.cases.definition import CASES, load_case, make_overrides
from goodwill.errors import GoodwillError, ParameterError, UnknownNameError
from goodwill.parameters import defaults, find_value
from goodwill.scenario.data import DATA_VARIABLE

PRIORS = Path(__file__).parents[3] / "scenarios" / "cases" / "priors"


@pytest.mark.parametrize("name", CASES)
def test_every_case_can_be_placed_at_both_ends_of_its_priors(name: str) -> None:
    case = load_case(name)
    assert case.credit
    for share in (0.0, 1.0):
        scenario, own = case.place([share] * len(case.numbers))
        ends = {one.name: one.high if share else one.low for one in case.numbers}
        assert own == pytest.approx({one: ends[one] for one in own})
        for key in set(ends) - set(own):
            if "[" not in key:
                assert find_value(scenario.parameters, key) == pytest.approx(ends[key])


def test_irritation_may_be_none_at_all() -> None:
    weights = [one for one in load_case("bank").numbers if one.name.startswith("answering.irr")]
    assert weights[0].name == "answering.irritation[interested]"
    assert weights[0].high == 0.0


def test_a_number_goes_into_its_row_and_leaves_the_others() -> None:
    overrides = make_overrides({"answering.base[click]": -3.0}, defaults())
    base = list(defaults().answering.base)
    base[5] = -3.0
    assert overrides == {"answering.base": tuple(base)}


def test_two_numbers_of_one_table_are_both_put_in() -> None:
    overrides = make_overrides(
        {"answering.channel[phone, click]": -3.0, "answering.channel[sms, opt_out]": 2.0},
        defaults(),
    )
    table = overrides["answering.channel"]
    assert isinstance(table, tuple)
    assert table[1][5] == -3.0  # type: ignore[index]
    assert table[5][1] == 2.0  # type: ignore[index]


def test_numbers_that_are_not_there_are_refused() -> None:
    with pytest.raises(ParameterError, match="no such number"):
        make_overrides({"answering.base[clicks]": -3.0}, defaults())
    with pytest.raises(ParameterError, match="unknown parameter"):
        make_overrides({"answering.bases[click]": -3.0}, defaults())


def test_a_case_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownNameError, match="bank"):
        load_case("bnak")


def test_a_range_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios" / "cases" / "priors"
    folder.mkdir(parents=True)
    text = (PRIORS / "bank.yaml").read_text(encoding="utf-8")
    wrong = text.replace("{low: 0.1, high: 0.5", "{low: 0.5, high: 0.1")
    assert wrong != text
    (folder / "bank.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(GoodwillError, match=r"bank\.yaml:\d+.*no uniform range"):
        load_case("bank", folder)


def test_cases_need_no_data_of_their_own_to_be_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_case("bank")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))  # where the public files would be
    assert load_case("bank").sha256 == before.sha256
