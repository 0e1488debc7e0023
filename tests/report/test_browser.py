"""A browser shows a report as it should be: whole, readable, usable by keys, asking nobody."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

WIDTHS = {"desktop": 1280, "phone": 390}
LEAST_CONTRAST = 4.5

# Contrast by WCAG 2.2 of all text that is shown, against the nearest background that is painted.
CONTRASTS = """() => {
  const light = (colour) => {
    const part = colour.match(/[0-9.]+/g).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const painted = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
    if (!own || !one.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(one).color), light(painted(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push([ratio, one.tagName, one.textContent.trim().slice(0, 40)]);
  }
  return found;
}"""

# What stands over the right edge of the window, and not in a part that scrolls by itself.
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(".scroll") || one.matches(".scroll"))
  .filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
  .map((one) => one.tagName + " " + one.className)"""

# Neighbours in the flow that lie over one another.
OVERLAPS = """() => {
  const found = [];
  const blocks = [...document.querySelectorAll("h1, h2, h3, p, figure, .scroll, li, details")]
    .filter((one) => one.checkVisibility());
  for (const [at, one] of blocks.entries()) for (const other of blocks.slice(at + 1, at + 8)) {
    if (one.contains(other)) continue;
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const names = [one, other].map((block) => block.outerHTML.slice(0, 60));
    if (wide > 1 && high > 1) found.push(names);
  }
  return found;
}"""

pytestmark = pytest.mark.verify


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a browser, where there is one: playwright's own, or that of the machine."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        try:
            started = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        except playwright.Error as error:
            pytest.skip(f"no browser to start: {error.message.splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture(params=WIDTHS)
def page(browser: Any, folder: Path, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Open the small report at one width, and note what it asks for and says."""
    context = browser.new_context(viewport={"width": WIDTHS[request.param], "height": 900})
    opened = context.new_page()
    opened.asked, opened.said = [], []
    opened.on("request", lambda one: opened.asked.append(one.url))
    opened.on("console", lambda one: opened.said.append(one.text))
    opened.on("pageerror", lambda one: opened.said.append(str(one)))
    opened.goto((folder / "report.html").as_uri())
    yield opened
    context.close()


def test_nothing_is_asked_of_anybody_and_nothing_goes_wrong(page: Any, folder: Path) -> None:
    page.locator("#price-slider").press("ArrowRight")
    page.wait_for_load_state("networkidle")
    elsewhere = [one for one in page.asked if not one.startswith("data:")]
    assert elsewhere == [(folder / "report.html").as_uri()]
    assert page.said == []


@pytest.mark.parametrize("opened", [False, True], ids=["closed", "opened"])
def test_nothing_is_cut_and_nothing_overlaps(page: Any, *, opened: bool) -> None:
    for details in page.locator("details").all():
        details.evaluate("(one, opened) => { one.open = opened; }", opened)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(OVERLAPS) == []


def test_all_text_stands_out_from_its_background(page: Any) -> None:
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    found = page.evaluate(CONTRASTS)
    assert len(found) > 100
    assert [one for one in found if one[0] < LEAST_CONTRAST] == []


def test_every_picture_is_drawn_and_has_words(page: Any) -> None:
    images = page.locator("img").all()
    assert len(images) >= 8
    for image in images:
        assert image.evaluate("one => one.complete && one.naturalWidth > 100")
        assert len(image.get_attribute("alt")) > 40


def test_the_slider_has_a_label_and_obeys_keys(page: Any) -> None:
    slider = page.get_by_role("slider", name="What is one point of the whole market")
    slider.focus()
    slider.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0 USD"
    slider.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") != "0 USD"
    assert slider.get_attribute("aria-valuetext") in page.locator("#price-label").text_content()
    assert page.locator("#price-bars li").count() == 3


def test_what_scrolls_can_be_reached_by_keys(page: Any) -> None:
    for part in page.locator(".scroll").all():
        assert part.get_attribute("tabindex") == "0"
        assert part.get_attribute("aria-label")


def test_page_one_of_the_print_holds_what_a_leader_needs(browser: Any, folder: Path) -> None:
    opened = browser.new_page()
    opened.goto((folder / "report.html").as_uri())
    opened.emulate_media(media="print")
    # A4 less margins at 96 dots an inch.
    opened.set_viewport_size({"width": 703, "height": 1039})
    bottom = opened.locator(".changes").evaluate("one => one.getBoundingClientRect().bottom")
    assert bottom < 1039
    assert opened.locator(".verdict p").count() == 3
    assert len(opened.pdf(prefer_css_page_size=True)) > 10_000
