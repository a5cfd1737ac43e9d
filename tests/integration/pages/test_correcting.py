"""An owner corrects the text on the page, and readers see that it was corrected."""

import io
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from tests.integration.api.server import Instance
from tests.integration.pages.test_visitors import mine
from tests.keep import keep

pytestmark = pytest.mark.chromium


def _said(number: int, text: str, speaker: str) -> dict[str, Any]:
    parts = text.split()
    words = [
        {"start": number * 5 + i / 2, "end": number * 5 + i / 2 + 0.4, "text": f" {part}", "probability": 0.9}
        for i, part in enumerate(parts)
    ]
    return {"start": number * 5, "end": number * 5 + 4, "text": text, "words": words, "speaker": speaker}


SEGMENTS = [
    _said(0, "Good mourning to the owls.", "Track 1"),
    _said(1, "Owls sleep by day.", "Track 1"),
    _said(2, "And by night they hunt.", "Track 2"),
    _said(3, "So they do.", "Track 3"),
]


@pytest.fixture
def own(page: Page, instance: Instance) -> Page:
    """The page of a finished transcript, for its owner, who is correcting it."""
    people = [{"speaker": number, "name": f"Track {number + 1}"} for number in range(3)]
    mine(page, instance, status="ended", segments=SEGMENTS, topics=[], participants=people, title="Birds")
    page.get_by_role("button", name="Correct").click()
    return page


def test_a_sentence_is_corrected_in_place_and_undone(own: Page, instance: Instance) -> None:
    line = own.locator('[data-segment="0"]')
    marks = line.get_attribute("data-marks")

    line.click()
    own.keyboard.press("ControlOrMeta+a")
    own.keyboard.type("Good morning to the owls.")
    own.keyboard.press("Enter")

    expect(own.get_by_text("Corrected by its owner")).to_be_visible()
    expect(line).to_have_text("Good morning to the owls.")
    text = own.request.get(own.url.replace("/transcripts/", "/v1/transcripts/").split("#")[0] + "/text.txt").text()
    assert "morning" in text
    assert "mourning" not in text
    own.get_by_role("button", name="Undo").click()
    expect(line).to_have_text("Good mourning to the owls.")
    assert line.get_attribute("data-marks") == marks


def test_escape_leaves_a_sentence_as_it_was(own: Page) -> None:
    line = own.locator('[data-segment="1"]')

    line.click()
    own.keyboard.type("Never ")
    own.keyboard.press("Escape")

    expect(line).to_have_text("Owls sleep by day.")
    expect(own.get_by_role("button", name="Undo")).to_be_disabled()


def test_the_next_sentence_is_not_disturbed_while_the_last_one_is_saved(own: Page) -> None:
    first, second = own.locator('[data-segment="0"]'), own.locator('[data-segment="1"]')

    first.click()
    own.keyboard.press("ControlOrMeta+a")
    own.keyboard.type("Good morning.")
    with own.expect_response(re.compile("/segments")):
        second.click()
    own.keyboard.press("ControlOrMeta+a")
    own.keyboard.type("Owls sleep.")
    own.keyboard.press("Enter")

    expect(own.get_by_text("Corrected by its owner")).to_be_visible()
    expect(first).to_have_text("Good morning.")
    expect(second).to_have_text("Owls sleep.")


def test_a_sentence_is_corrected_with_the_keyboard_alone(own: Page) -> None:
    own.locator("#text").focus()
    own.keyboard.press("ArrowDown")
    own.keyboard.press("Enter")
    expect(own.get_by_role("textbox", name="Correct this sentence")).to_be_focused()
    own.keyboard.press("End")
    own.keyboard.type(" Always.")
    own.keyboard.press("Enter")

    expect(own.locator('[data-segment="1"]')).to_have_text("Owls sleep by day. Always.")


def test_speakers_are_named_merged_and_reassigned(own: Page) -> None:
    names = own.locator(".who")
    expect(names).to_have_text(["Track 1", "Track 2", "Track 3"])

    own.get_by_text("Track 2", exact=True).click()
    own.get_by_label("Name", exact=True).last.fill("Ada")
    own.get_by_role("button", name="Save").click()
    expect(names).to_have_text(["Track 1", "Ada", "Track 3"])
    own.get_by_text("Track 3", exact=True).click()
    own.locator("#who-name").fill("Ada")
    own.get_by_role("button", name="Save").click()
    expect(names).to_have_text(["Track 1", "Ada"])
    own.locator('[data-segment="1"]').click()
    own.get_by_role("button", name="Speaker …").click()
    own.locator("#who-name").fill("Grace")
    own.get_by_label("for this sentence").check()
    own.get_by_role("button", name="Save").click()

    expect(names).to_have_text(["Track 1", "Grace", "Ada"])
    expect(own.get_by_text("3 speakers")).to_be_visible()


def test_the_title_is_corrected(own: Page) -> None:
    own.locator("#heading").click()
    own.keyboard.press("ControlOrMeta+a")
    own.keyboard.type("Owls")
    own.keyboard.press("Enter")

    expect(own).to_have_title("Owls · Reflector")
    own.get_by_role("button", name="Undo").click()
    expect(own).to_have_title("Birds · Reflector")


def test_readers_see_that_it_was_corrected_and_cannot_correct(own: Page, instance: Instance) -> None:
    own.locator('[data-segment="0"]').click()
    own.keyboard.type("Well: ")
    own.keyboard.press("Enter")
    expect(own.get_by_text("Corrected by its owner")).to_be_visible()

    own.evaluate("localStorage.clear()")
    own.reload()

    expect(own.get_by_text("Corrected by its owner")).to_be_visible()
    expect(own.locator("#owner")).to_be_hidden()
    expect(own.get_by_role("button", name="Correct")).to_be_hidden()


def test_the_bar_of_a_phone_covers_no_sentence_that_is_corrected(page: Page, instance: Instance) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    said = [
        _said(number, f"Sentence {number} about owls that sleep by day.", f"Track {number}") for number in range(40)
    ]
    made = mine(page, instance, status="ended", segments=said, topics=[], title="Birds", duration=200.0)
    place = Place.in_store(ArtifactKind.MP3, instance.stores.default, f"{made}/audio.mp3")
    keep(instance.here, made, place, io.BytesIO(b"ID3"))
    page.reload()
    page.get_by_role("button", name="Correct").click()
    line = page.locator('[data-segment="20"]')
    line.scroll_into_view_if_needed()
    bar = page.locator("#player").bounding_box()
    assert bar
    assert bar["height"] < 160

    for number in (20, 19, 18):  # upwards: each is scrolled in from under the bar
        line = page.locator(f'[data-segment="{number}"]')
        line.evaluate("line => line.scrollIntoView({ block: 'start' })")
        line.click()
        expect(line).to_be_focused()
        bar, box = page.locator("#player").bounding_box(), line.bounding_box()
        assert bar
        assert box
        assert box["y"] >= bar["y"] + bar["height"]
