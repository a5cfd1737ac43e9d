"""Small faults that visitors found once: drops, bars, contrast, print, and moments in addresses."""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.integration.api.server import Instance
from tests.integration.pages.test_faults import a_text, finished, long_recording
from tests.integration.pages.test_visitors import bring, until

__all__ = ["long_recording"]
pytestmark = pytest.mark.chromium

DROP = """() => {
  const files = new DataTransfer();
  for (const name of ["one.wav", "two.wav"]) files.items.add(new File(["sound"], name, { type: "audio/wav" }));
  dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
}"""


def test_two_dropped_files_are_two_items(page: Page, instance: Instance) -> None:
    page.goto("/")

    page.evaluate(DROP)

    expect(page.locator("#queue li")).to_have_count(2)
    assert [field.input_value() for field in page.locator("#queue input").all()] == ["one", "two"]


def test_an_upload_has_one_progress_bar_and_a_remaining_time(
    page: Page, instance: Instance, long_recording: Path
) -> None:
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}  # bytes per second
    page.goto("/")
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", slow)
    bring(page, long_recording)

    expect(page.get_by_text(re.compile(r"about .+ left"))).to_be_visible()
    expect(page.get_by_role("progressbar").filter(visible=True)).to_have_count(1)


def test_a_transcript_on_its_way_has_one_progress_bar(page: Page, instance: Instance) -> None:
    made = finished(instance, status="processing", segments=None)

    page.goto(f"/transcripts/{made}")

    expect(page.get_by_role("progressbar").filter(visible=True)).to_have_count(1)


def luminance(color: str) -> float:
    """The relative luminance of a CSS color (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_bar_of_the_lifetime_stands_out_from_the_page(
    page: Page, instance: Instance, theme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(f"/transcripts/{finished(instance)}")

    color = "getComputedStyle(document.querySelector('{}')).backgroundColor"
    track, paper = (luminance(page.evaluate(color.format(part))) for part in (".life .bar", "html"))

    assert (max(track, paper) + 0.05) / (min(track, paper) + 0.05) >= 3


def test_no_line_looks_selected_in_print(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance, segments=a_text(5))}#t=1.00")
    expect(page.locator(".line.current")).to_have_count(1)

    page.emulate_media(media="print")

    shown = page.locator(".line.current").evaluate("line => getComputedStyle(line).backgroundColor")
    assert shown == "rgba(0, 0, 0, 0)"
    expect(page.locator("#player")).to_be_hidden()


def test_a_clicked_word_puts_its_moment_into_the_address(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance, segments=a_text(5))}")
    until(page, "document.getElementById('audio').readyState > 0")

    page.locator(".line").nth(2).click()

    assert re.search(r"#t=\d+\.\d\d$", page.url)


def test_the_slider_says_its_position_before_it_is_moved(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance)}")

    expect(page.get_by_role("slider")).to_have_attribute("aria-valuetext", re.compile(r"^0:00 of \d+:\d\d$"))
