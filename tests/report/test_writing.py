"""A report says what was found, asks nobody for anything, and comes out the same every time."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from small_reports import HOSTILE, Page, rename, report

from goodwill.cli.verdicts import say
from goodwill.figures import portrait
from goodwill.figures.style import render_figure
from goodwill.figures.telling import prepare_swim_lane
from goodwill.running import run
from goodwill.scenario import Scenario

FILES = {
    f"{table}.{suffix}"
    for table in ("differences", "figures", "levels")
    for suffix in ("csv", "parquet")
} | {"report.html"}


def test_the_same_scenario_and_seed_give_the_same_bytes(
    small: Scenario, folder: Path, tmp_path: Path
) -> None:
    report(small, tmp_path, doubted=True)
    assert {path.name for path in folder.iterdir()} == FILES
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_the_page_refers_to_nothing_outside_itself(folder: Path) -> None:
    page = Page(folder / "report.html")
    for tag, attributes in page.elements:
        for name in ("src", "href", "action", "srcset", "poster", "data"):
            assert attributes.get(name, "data:").startswith("data:"), (tag, name)
        assert not {name for name in attributes if name.startswith("on")}, tag
        assert "style" not in attributes, tag
    assert page.find("link") == page.find("iframe") == []
    style = (folder / "report.html").read_text(encoding="utf-8").partition("</style>")[0]
    assert "@import" not in style
    assert "url(" not in style


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(folder: Path) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    policy = Page(folder / "report.html").find("meta")[1]["content"]
    assert policy.startswith("default-src 'none'; img-src data:; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_picture_has_words_and_headings_come_in_order(folder: Path) -> None:
    page = Page(folder / "report.html")
    images = page.find("img")
    assert len(images) >= 5
    assert all(len(image["alt"]) > 40 for image in images)
    assert all(image["src"].startswith("data:image/svg+xml;base64,") for image in images)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.find("html")[0]["lang"] == "en"


def test_no_picture_refers_to_anything_outside(folder: Path) -> None:
    for image in Page(folder / "report.html").find("img"):
        drawn = base64.b64decode(image["src"].partition(",")[2]).decode()
        for target in re.findall(r'(?:href|src)="([^"]*)"', drawn):
            assert target.startswith("#"), target
        assert "<script" not in drawn


def test_nothing_of_this_machine_or_hour_is_in_the_page(folder: Path, small: Scenario) -> None:
    text = (folder / "report.html").read_text(encoding="utf-8")
    assert str(small.file.parent) not in text
    assert small.sha256 in text
    assert "simpy" not in text  # which engine it was makes no difference


def test_a_strategy_against_itself_differs_in_nothing(folder: Path) -> None:
    table = pd.read_parquet(folder / "differences.parquet")
    own = table[(table["strategy"] == "pursue") & (table["other"] == "twin")]
    assert len(own) > 10
    numbers = own[["estimate", "low", "high", "joint_low", "joint_high"]]
    assert (numbers == 0.0).all(axis=None)
    assert set(own["finding"]) == {"same"}


def test_the_slider_has_its_data_and_words_that_intervals_support(folder: Path) -> None:
    page = Page(folder / "report.html")
    (slider,) = page.find("input")
    text = (folder / "report.html").read_text(encoding="utf-8")
    (data,) = re.findall('id="price-data">(.*?)</script>', text, re.DOTALL)
    points = json.loads(data)
    assert int(slider["max"]) == len(points) - 1
    for point in points:
        candidates = [row["strategy"] for row in point["rows"] if row["candidate"]]
        said = point["sentence"]
        assert all(name in said for name in candidates)
        if len(candidates) > 1:
            assert "worth the most" not in said


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_do_no_harm(
    small: Scenario, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report(rename(small, name), tmp_path, doubted=True)
    check_page(tmp_path / "report.html")
    for table in ("differences", "levels", "figures"):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        cells = {row["strategy"] for row in rows}
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
        assert any(cell.removeprefix("'") == name for cell in cells)
    say(rename(small, name), found, seconds=1.0, report=None)
    said = capsys.readouterr().out
    assert all(letter.isprintable() or letter == "\n" for letter in said)
    assert len(said) < 20_000


def check_page(path: Path) -> None:
    """Check that nothing of a name has become a part of the page, and that no word is endless."""
    page = Page(path)
    assert len(page.find("script")) == 2
    assert page.find("b") == []
    assert all(image["src"].startswith("data:") for image in page.find("img"))
    assert all(len(image["alt"]) < 20_000 for image in page.find("img"))
    for image in page.find("img"):
        check_picture(base64.b64decode(image["src"].partition(",")[2]).decode())
    longest = max(len(word) for tag, data in page.texts if tag != "script" for word in data.split())
    assert longest < 120
    assert "<script>alert" not in path.read_text(encoding="utf-8")


def test_a_person_with_a_hostile_name_is_drawn_without_harm(small: Scenario) -> None:
    for name in HOSTILE:
        renamed = rename(small, name)
        person = renamed.people[0].name
        results = [run(renamed, one, engine="simpy") for one in (name, "holdout")]
        lane = prepare_swim_lane(results, person)
        check_picture(render_figure(portrait.draw(lane, person), ".svg").decode())


def check_picture(drawn: str) -> None:
    """Check that a picture is whole, runs nothing and refers to nothing outside itself."""
    assert len(drawn) < 2_000_000
    for element in ET.fromstring(drawn).iter():  # noqa: S314 - it was drawn here
        assert not str(element.tag).endswith(("script", "image", "foreignObject", "}a"))
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not name.endswith("href") or value.startswith("#")
