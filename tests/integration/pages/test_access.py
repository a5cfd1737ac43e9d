"""Accessible pages: no findings of axe, everything by keyboard, and a correct tree for screen readers."""

import os
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from reflector.db.models import Tombstone, new_id
from reflector.testing.factories import an_anonymous_transcript, days_ago
from tests.integration.api.server import Instance
from tests.integration.pages.test_faults import a_text, finished
from tests.integration.pages.test_pages import keep as keep_rows
from tests.integration.pages.test_visitors import SPEECH, keep, mine

pytestmark = pytest.mark.chromium

#: Each theme and each width once. REFLECTOR_TEST_DEEP=1 adds the other two pairs, which use the same colors and rules.
LOOKS: list[tuple[Literal["light", "dark"], int]] = [("light", 1280), ("dark", 390)]
if os.environ.get("REFLECTOR_TEST_DEEP") == "1":
    LOOKS += [("light", 390), ("dark", 1280)]


def found_by_axe(page: Page) -> list[str]:
    """The findings of axe on the present page."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{found['id']}: {node['html'][:120]}" for found in violations for node in found["nodes"]]


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_on_any_page(
    chromium: Browser, instance: Instance, theme: Literal["light", "dark"], width: int
) -> None:
    context = chromium.new_context(
        base_url=instance.url,
        color_scheme=theme,
        viewport={"width": width, "height": 844},
        reduced_motion="reduce",
        permissions=["microphone"],
    )
    page = context.new_page()
    topics = [{"title": f"Topic {i}", "timestamp": i * 300.0} for i in range(3)]
    transcript = finished(instance, segments=a_text(40), topics=topics, name="Talk", title="Marmots")
    failed = keep(instance, an_anonymous_transcript(days_old=1, status="error", error="silent"))
    waiting = keep(instance, an_anonymous_transcript(days_old=0, status="processing"))
    idle = keep(instance, an_anonymous_transcript(days_old=0, status="idle"))
    stone = Tombstone(id=new_id(), kind="transcript", reason="expired", erased_at=days_ago(2))
    keep_rows(instance, stone)

    addresses = ["/", "/?lang=de", "/promise", "/erase", "/nowhere"]
    addresses += [f"/transcripts/{each}" for each in (transcript, failed, waiting, idle, stone.id)]
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = found_by_axe(page)

    page.goto("/")
    page.set_input_files("#file", [SPEECH, SPEECH])
    expect(page.locator("#queue li")).to_have_count(2)
    found["queue"] = found_by_axe(page)

    page.goto("/")
    page.locator("#record").click()
    expect(page.locator("#recorder-live")).to_be_visible()
    found["recording"] = found_by_axe(page)
    page.locator("#stop").click()
    expect(page.locator("#queue audio")).to_be_visible()
    found["recorded"] = found_by_axe(page)
    page.locator(".remove").click()

    page.goto(f"/transcripts/{transcript}")
    page.locator("#take summary").click()
    found["download"] = found_by_axe(page)
    page.locator("#keys-open" if width > 600 else "#find-open").click()
    found["keys or find"] = found_by_axe(page)

    mine(
        page, instance, status="ended", segments=[dict(row, speaker=f"Speaker {i}") for i, row in enumerate(a_text(6))]
    )
    found["owner"] = found_by_axe(page)
    page.locator("#tool-correct").click()
    page.locator('[data-segment="0"]').click()
    found["correcting"] = found_by_axe(page)
    page.keyboard.press("Escape")
    page.locator("#correct-who").click()
    found["speaker"] = found_by_axe(page)
    page.keyboard.press("Escape")
    page.locator("#correct-done").click()
    page.locator("#erase").click()
    found["sure"] = found_by_axe(page)

    context.close()
    assert {address: problems for address, problems in found.items() if problems} == {}


def test_a_phone_without_scripts_uploads_reads_downloads_and_erases(chromium: Browser, instance: Instance) -> None:
    narrow = {"width": 390, "height": 844}
    context = chromium.new_context(base_url=instance.url, java_script_enabled=False, viewport=narrow)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    card, field = page.locator("#bring").bounding_box(), page.locator("#file").bounding_box()
    assert card is not None
    assert field is not None
    assert field["x"] + field["width"] < card["x"] + card["width"]

    page.set_input_files("#file", SPEECH)
    page.locator("#send").click()
    page.wait_for_url("**/transcripts/*#owner=*")
    link = page.url
    assert "keep the whole address of this page" in page.content()
    instance.finish(link.split("/")[-1].split("#")[0])
    page.reload()
    expect(page.locator("#text")).to_contain_text("Marmots <b>whistle</b> & sleep.")
    assert page.url == link
    page.locator("#take summary").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Everything in one file").click()
    assert download.value.suggested_filename.endswith(".zip")

    page.get_by_role("link", name="Erase by link").click()
    page.get_by_label("Private link").fill(link)
    page.get_by_role("button", name="Erase now").click()
    expect(page.get_by_role("heading", name="Gone.")).to_be_visible()
    context.close()


def reached(page: Page, presses: int) -> list[str]:
    """The names of the elements that the Tab key reaches, in order."""
    names = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                """() => { const at = document.activeElement;
                return at.getAttribute("aria-label") || at.labels?.[0]?.innerText || at.innerText || at.id || ""; }"""
            ).strip()
        )
    return names


def test_a_recording_is_brought_and_read_with_the_keyboard_only(page: Page, instance: Instance) -> None:
    page.goto("/")

    walked = reached(page, 8)

    assert walked[0] == "To the content"
    assert any(name.startswith("Choose recordings") for name in walked)
    assert {"Sound from", "Start recording"} <= set(walked)

    page.goto(f"/transcripts/{finished(instance, segments=a_text(5))}")
    walked = reached(page, 14)
    for name in ("Back 10 seconds", "Play", "Forward 10 seconds", "Position in the recording", "Speed", "Find"):
        assert any(name in each for each in walked), (name, walked)
    assert "Copy" in walked
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#find-open")).to_be_focused()


def test_screen_readers_get_the_content(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance, segments=a_text(2), name='Board meeting')}")

    expect(page.get_by_role("main")).to_match_aria_snapshot(
        """
        - heading "Board meeting" [level=1]
        - region "How long this is kept"
        - region "Listen and read":
          - button "Back 10 seconds"
          - button "Play"
          - button "Forward 10 seconds"
          - slider "Position in the recording"
          - combobox "Speed"
          - button "Find"
        - region "What was said"
        """
    )
