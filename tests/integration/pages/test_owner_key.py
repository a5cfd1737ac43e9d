"""A link with a false owner key takes no rights from the owner, and gives none to others."""

import pytest
from playwright.sync_api import Page, expect

from reflector.testing.factories import an_anonymous_transcript
from tests.integration.api.server import Instance
from tests.integration.pages.test_visitors import MINE, keep, mine

pytestmark = pytest.mark.chromium


def test_a_false_key_never_replaces_one_that_works(page: Page, instance: Instance) -> None:
    transcript_id = mine(page, instance, status="ended")
    kept = page.evaluate(MINE)
    page.goto("about:blank")

    with page.expect_response(f"**/v1/transcripts/{transcript_id}"):
        page.goto(f"/transcripts/{transcript_id}#owner=junk")

    expect(page.get_by_role("heading", name="This is yours")).to_be_visible()
    assert page.evaluate(MINE)[transcript_id]["token"] == kept[transcript_id]["token"]


def test_a_false_key_lists_nothing_as_brought_from_this_browser(page: Page, instance: Instance) -> None:
    theirs = keep(instance, an_anonymous_transcript(days_old=1))

    with page.expect_response(f"**/v1/transcripts/{theirs}"):
        page.goto(f"/transcripts/{theirs}#owner=junk")
    expect(page.locator("#owner")).to_be_hidden()
    page.goto("/")

    assert theirs not in page.evaluate(MINE)
    expect(page.locator("#mine")).to_be_hidden()
