"""A recording is sent while it is made. Nothing of it is transcribed or kept without the visitor's consent."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from reflector.db.models import Artifact, Job, Transcript
from tests.integration.api.server import Instance
from tests.integration.pages.test_visitors import UPLOAD, count

pytestmark = pytest.mark.chromium

#: The generated tone has some kilobytes a second, and a test has no time for chunks of 256 KB.
SMALL = "document.getElementById('bring').dataset.liveBytes = '4000'"


@pytest.fixture
def chunks(page: Page) -> list[tuple[str, ...]]:
    """The number of each chunk that was sent, and how many there are in all; 0 if that is not known yet."""
    sent: list[tuple[str, ...]] = []
    page.on(
        "request",
        lambda asked: sent.extend(re.findall(r"chunk_number=(\d+)&total_chunks=(\d+)", asked.url)),
    )
    return sent


def eventually(page: Page, is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not happen")


def record(page: Page) -> None:
    """Record until some chunks are sent."""
    page.goto("/")
    page.evaluate(SMALL)
    with page.expect_response(UPLOAD):
        page.get_by_role("button", name="Start recording").click()
    with page.expect_response(UPLOAD):
        pass
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#queue audio")).to_be_visible()


def test_only_the_rest_of_a_recording_is_sent_at_its_end(
    page: Page, instance: Instance, chunks: list[tuple[str, ...]]
) -> None:
    record(page)
    before = len(chunks)
    assert {total for _, total in chunks} == {"0"}
    assert instance.woken == []

    page.get_by_role("textbox", name="Name").fill("My talk")
    page.get_by_role("button", name="Transcribe").click()

    page.wait_for_url("**/transcripts/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("My talk")
    numbers = [int(number) for number, _ in chunks]
    assert numbers == list(range(len(numbers))), "each chunk once"
    assert len(chunks) > before
    assert chunks[-1][1] == str(len(numbers))
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Job.stage)).one() == "convert"
        size = session.scalars(sa.select(Artifact.size).where(Artifact.kind == "upload")).one()
    assert (size or 0) > 4000 * before


def test_after_a_reload_only_the_rest_is_sent(page: Page, instance: Instance, chunks: list[tuple[str, ...]]) -> None:
    record(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#queue audio")).to_be_visible()
    before = len(chunks)

    page.get_by_role("button", name="Transcribe").click()

    page.wait_for_url("**/transcripts/*")
    assert int(chunks[before][0]) in {before - 1, before}, "the reload may have cut the last chunk off"
    assert count(instance, Transcript) == 1


def test_a_recording_that_is_removed_is_erased_from_the_server(page: Page, instance: Instance) -> None:
    record(page)
    assert count(instance, Transcript) == 1

    page.get_by_role("button", name=re.compile("^Remove")).click()

    eventually(page, lambda: count(instance, Transcript) == 0)


def test_another_language_sends_the_recording_anew(
    page: Page, instance: Instance, chunks: list[tuple[str, ...]]
) -> None:
    record(page)

    page.get_by_label("Language that is spoken").select_option("de")
    page.get_by_role("button", name="Transcribe").click()

    page.wait_for_url("**/transcripts/*")
    eventually(page, lambda: count(instance, Transcript) == 1)
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Transcript.source_language)).one() == "de"


def test_a_visitor_can_keep_a_recording_in_the_browser(
    page: Page, instance: Instance, chunks: list[tuple[str, ...]]
) -> None:
    page.goto("/")
    page.evaluate(SMALL)
    page.get_by_label("Send it while I record").uncheck()
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#live-time")).to_have_text("0:03")
    page.get_by_role("button", name="Stop recording").click()

    assert (chunks, count(instance, Transcript)) == ([], 0)
