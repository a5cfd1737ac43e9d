"""Pages show the checks after cleanups, an uncertain language, and withheld audio."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from reflector.db.models import Meeting, MeetingConsent, RetentionRun, utcnow
from reflector.testing.factories import an_anonymous_transcript
from tests.integration.api.server import SEGMENTS, Instance
from tests.integration.pages.test_visitors import keep


@pytest.fixture
def browser(instance: Instance) -> Iterator[httpx.Client]:
    """A program that asks like a browser."""
    with instance.client(headers={"Accept": "text/html"}) as http:
        yield http


def a_run(instance: Instance, **columns: object) -> None:
    """A cleanup that ended a moment ago."""
    at = utcnow() - timedelta(seconds=1)
    with instance.database.transaction() as session:
        session.add(
            RetentionRun(trigger="beat", days=7, cutoff=at, started_at=at, ended_at=at, outcome="done", **columns)
        )


def test_a_check_is_promised_only_where_it_runs(instance: Instance, browser: httpx.Client) -> None:
    a_run(instance)

    page = browser.get("/promise").text

    assert "A check from outside" not in page
    assert "not checked afterwards" in page


@pytest.mark.parametrize(
    ("residue", "state", "found"), [(0, "kept", "found nothing"), (2, "incomplete", "found 2 things")]
)
def test_a_night_shows_the_findings_of_its_check(
    instance: Instance, browser: httpx.Client, residue: int, state: str, found: str
) -> None:
    a_run(instance, verified_at=utcnow(), residue=residue)

    night = json.loads(browser.get("/v1/retention/nights").text)["nights"][-1]
    page = browser.get("/promise").text

    assert (night["state"], night["residue"]) == (state, residue)
    assert re.search(rf"A check from outside looks again .* and {found}", page)
    assert f"the check afterwards {found}" in page


def test_a_page_shows_an_uncertain_language(instance: Instance, browser: httpx.Client) -> None:
    events = [{"event": "LANGUAGE", "data": {"sure": False}}]
    made = keep(instance, an_anonymous_transcript(days_old=1, segments=SEGMENTS, events=events, source_language="de"))

    page = browser.get(f"/transcripts/{made}").text

    assert "German (not sure)" in page
    assert "choose the language" in page


def test_a_page_explains_withheld_audio(instance: Instance, browser: httpx.Client) -> None:
    with instance.database.transaction() as session:
        meeting = Meeting(begun_by_guest=True)
        session.add(meeting)
        session.flush()
        session.add(MeetingConsent(meeting_id=meeting.id, consent_given=False))
        meeting_id = meeting.id
    made = an_anonymous_transcript(days_old=1, user_id="owner", meeting_id=meeting_id, segments=SEGMENTS)
    instance.finish(keep(instance, made))

    page = browser.get(f"/transcripts/{made.id}").text

    assert "The recording cannot be played" in page
    assert "<audio" not in page
    assert "Marmots" in page


@pytest.mark.parametrize(("text", "offered"), [("Größe, Київ, Αθήνα ♪", True), ("مرحبا بكم", False), ("你好", False)])
def test_a_pdf_is_offered_where_there_is_a_typeface_for_it(
    instance: Instance, browser: httpx.Client, text: str, offered: bool
) -> None:
    said = [{"start": 0, "end": 1, "text": text, "words": []}]
    made = keep(instance, an_anonymous_transcript(days_old=1, segments=said))

    page = browser.get(f"/transcripts/{made}").text

    assert ("/text.pdf" in page) == offered
    assert ("Print or save as PDF" in page) == (not offered)
