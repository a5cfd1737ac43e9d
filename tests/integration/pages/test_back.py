"""Pages that come back from the back/forward cache, which Playwright switches off unless it is told not to.

This module starts a browser of its own: a thread has room for one Playwright.
"""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect, sync_playwright

from tests.conftest import missing
from tests.integration.api.server import Instance
from tests.integration.pages.test_faults import a_text
from tests.integration.pages.test_visitors import SPEECH, bring, mine

pytestmark = pytest.mark.chromium

NOTE = """addEventListener('pageshow', (event) => {
  if (event.persisted) sessionStorage.setItem('persisted', 'yes');
});"""


@pytest.fixture
def remembering(instance: Instance) -> Iterator[BrowserContext]:
    """A Chromium with its back/forward cache; pages note in `sessionStorage` when they come back from it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        missing("no chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], ignore_default_args=["--disable-back-forward-cache"]
        )
        context = browser.new_context(base_url=instance.url)
        context.add_init_script(NOTE)
        yield context
        browser.close()


def test_back_after_an_upload_shows_a_fresh_front_page(remembering: BrowserContext, instance: Instance) -> None:
    page = remembering.new_page()
    bring(page, SPEECH)
    page.wait_for_url("**/transcripts/*")
    expect(page.locator("#stage")).to_be_visible()

    page.go_back()

    expect(page.locator("#queue")).to_be_hidden()
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()
    expect(page.locator("#mine-list a")).to_have_count(1)
    assert page.evaluate("sessionStorage.getItem('persisted')") == "yes"


def test_back_to_a_transcript_that_was_erased_shows_that_it_is_gone(
    remembering: BrowserContext, instance: Instance
) -> None:
    page = remembering.new_page()
    transcript_id = mine(page, instance, status="ended", segments=a_text(3))
    token = page.evaluate("JSON.parse(localStorage.getItem('reflector.mine'))")[transcript_id]["token"]
    page.get_by_role("link", name="The promise", exact=True).click()
    page.wait_for_url("**/promise")
    with instance.client() as http:
        http.delete(f"/v1/transcripts/{transcript_id}", headers={"X-Owner-Token": token})

    page.go_back()

    expect(page.get_by_role("heading", name="Gone.")).to_be_visible()
    assert "Sentence 1" not in page.content()
