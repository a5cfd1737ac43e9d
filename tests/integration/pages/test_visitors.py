"""The actions of visitors, in a real Chromium."""

import re
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from reflector import instance as of
from reflector import inventory
from reflector.db.models import Artifact, Base, Job, Transcript
from reflector.retention.drain import Drain
from reflector.testing.factories import an_anonymous_transcript
from reflector.transcription import ingest, pieces
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.runner import Runner
from reflector.transcription.speech import Segment, Word
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create

pytestmark = pytest.mark.chromium

SPEECH = Path(__file__).parents[2] / "data" / "speech" / "sense_and_sensibility.opus"
UPLOAD = "**/record/upload*"
MINE = "JSON.parse(localStorage.getItem('reflector.mine') || '{}')"


def work(instance: Instance) -> None:
    """Do a worker's work on the next recording."""
    drain = Drain(instance.here).only
    assert Runner(of.Instance(instance.settings, instance.database, instance.stores), drain).run_next()


def bring(page: Page, path: Path) -> None:
    """Choose a recording on the front page and send it."""
    page.goto("/")
    page.set_input_files("#file", path)
    page.get_by_role("button", name="Transcribe").click()


def mine(page: Page, instance: Instance, **columns: object) -> str:
    """A transcript that the visitor's browser has brought; gives its id."""
    made = ingest.create(instance.database, ingest.NewTranscript())
    with instance.database.transaction() as session:
        session.execute(sa.update(Transcript).where(Transcript.id == made.transcript_id).values(**columns))
    page.goto(f"/transcripts/{made.transcript_id}#owner={made.owner_token}")
    expect(page.get_by_role("heading", name="This is yours")).to_be_visible()
    return made.transcript_id


def shorten(page: Page, choice: str) -> None:
    """Choose an earlier end and confirm it."""
    page.get_by_label("Erase it sooner", exact=True).select_option(choice)
    page.get_by_role("button", name="Shorten").click()
    page.get_by_role("dialog").get_by_role("button", name="Shorten").click()


def keep(instance: Instance, row: Transcript) -> str:
    with instance.database.transaction() as session:
        inventory.enter_transcript(session, row)
    return row.id


def count(instance: Instance, table: type[Base]) -> int:
    with instance.database.snapshot() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


@pytest.fixture
def long_recording(tmp_path: Path) -> Path:
    """More than two chunks of an upload."""
    path = tmp_path / "long.bin"
    path.write_bytes(bytes(9 * 1024 * 1024))
    return path


# -- bringing -----------------------------------------------------------------------------------------------------


def test_a_visitor_sends_a_recording_and_reads_its_text(page: Page, instance: Instance) -> None:
    bring(page, SPEECH)

    expect(page.locator("#stage")).to_have_text("Waiting its turn")
    work(instance)
    expect(page.locator("#text")).to_contain_text("John Dashwood")
    expect(page.get_by_role("heading", level=1)).to_have_text("sense_and_sensibility")
    expect(page.locator("#countdown")).to_have_text(re.compile("6 days 23 hours"))
    expect(page.get_by_role("heading", name="This is yours")).to_be_visible()
    expect(page.get_by_role("slider")).to_have_attribute("max", re.compile(r"^24\."))


def test_the_text_so_far_appears_while_the_recording_is_recognized(page: Page, instance: Instance) -> None:
    bring(page, SPEECH)
    expect(page.locator("#stage")).to_have_text("Waiting its turn")
    expect(page.locator("#so-far")).to_be_hidden()
    with instance.database.transaction() as session:
        job = session.scalars(sa.select(Job)).one()
        segment = Segment(0.0, 1.0, "<b>Marmots</b> whistle.", (Word(0.0, 1.0, " Marmots"),))
        pieces.keep(session, job.transcript_id, 0, Piece(0, 9, (segment,), {"en": Share(1.0, 0.9)}, "en", True))
        job.stage, job.progress = "recognize", 0.5
    instance.set(job.transcript_id, status="processing")

    expect(page.locator("#so-far-text")).to_have_text("<b>Marmots</b> whistle.")
    page.reload()
    expect(page.locator("#so-far-text")).to_have_text("<b>Marmots</b> whistle.")


def test_a_recording_without_speech_is_reported(page: Page, instance: Instance, long_recording: Path) -> None:
    bring(page, long_recording)

    page.wait_for_url("**/transcripts/*")
    work(instance)
    expect(page.locator(".state.error")).to_contain_text("not audio or video")


def test_the_choices_of_a_visitor_take_effect(page: Page, instance: Instance) -> None:
    page.goto("/")
    page.set_input_files("#file", SPEECH)
    page.get_by_role("textbox", name="Name").fill("My talk")
    page.get_by_label("Erase it").select_option("after 1 day")
    page.get_by_role("button", name="Transcribe").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My talk")
    expect(page.locator("#countdown")).to_have_text(re.compile("23 hours"))


def test_a_visitor_records_with_the_microphone(page: Page, instance: Instance) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#live-time")).to_have_text("0:01")
    page.get_by_role("button", name="Stop recording").click()
    page.get_by_role("button", name="Transcribe").click()

    page.wait_for_url("**/transcripts/*")
    with instance.database.snapshot() as session:
        assert session.scalars(sa.select(Job.stage)).one() == "convert"
        assert (session.scalars(sa.select(Artifact.size).where(Artifact.kind == "upload")).one() or 0) > 1000


def test_an_upload_continues_after_a_lost_connection(page: Page, instance: Instance, long_recording: Path) -> None:
    sent: list[str] = []

    def flaky(route: Route) -> None:
        sent.append(re.findall(r"chunk_number=(\d+)", route.request.url)[0])
        route.abort() if sent.count("1") == 1 and sent[-1] == "1" else route.continue_()

    page.route(UPLOAD, flaky)
    bring(page, long_recording)

    page.wait_for_url("**/transcripts/*")
    assert sent == ["0", "1", "1", "2"]
    with instance.database.snapshot() as session:
        size = sa.select(Artifact.size).where(Artifact.kind == "upload")
        assert session.scalars(size).one() == long_recording.stat().st_size


def test_an_answer_that_was_lost_costs_no_second_copy(page: Page, instance: Instance, long_recording: Path) -> None:
    lost: list[str] = []

    def lose_one_answer(route: Route) -> None:
        if not lost and "chunk_number=1" in route.request.url:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(UPLOAD, lose_one_answer)
    bring(page, long_recording)

    page.wait_for_url("**/transcripts/*")
    with instance.database.snapshot() as session:
        size = sa.select(Artifact.size).where(Artifact.kind == "upload")
        assert session.scalars(size).one() == long_recording.stat().st_size


def test_choosing_the_same_file_again_continues_its_upload(
    page: Page, instance: Instance, long_recording: Path
) -> None:
    page.route(UPLOAD, lambda route: route.abort() if "chunk_number=1" in route.request.url else route.continue_())
    bring(page, long_recording)
    expect(page.locator(".how")).to_contain_text("The connection is lost")
    page.close(run_before_unload=False)

    again = page.context.new_page()
    sent: list[str] = []
    again.on("request", lambda request: sent.extend(re.findall(r"chunk_number=(\d+)", request.url)))
    bring(again, long_recording)

    again.wait_for_url("**/transcripts/*")
    assert sent == ["1", "2"]
    assert count(instance, Transcript) == 1


def test_a_cancelled_upload_leaves_nothing(page: Page, instance: Instance, long_recording: Path) -> None:
    page.route(UPLOAD, lambda route: route.abort() if "chunk_number=1" in route.request.url else route.continue_())
    bring(page, long_recording)
    expect(page.locator(".how")).to_contain_text("The connection is lost")

    with page.expect_response(lambda answer: answer.request.method == "DELETE"):
        page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_role("button", name="Transcribe")).to_be_visible()
    assert count(instance, Transcript) == 0
    files = [path for path in instance.settings.DATA_DIR.rglob("*/*") if path.is_file()]
    assert [path for path in files if inventory.JOURNAL_PREFIX.rstrip("/") not in path.parts] == []
    assert page.evaluate(MINE) == {}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"UPLOAD_MAX_BYTES": 50_000}, "This instance takes up to 48.8 KB."),
        ({"AUDIO_MAX_SECONDS": 5}, "This instance takes up to 5 seconds."),
    ],
)
def test_limits_are_shown_before_they_are_reached(
    chromium: Browser, serve: Serve, settings: dict[str, int], words: str
) -> None:
    page = chromium.new_page(base_url=serve(**settings).url)
    page.goto("/")

    page.set_input_files("#file", SPEECH)

    expect(page.get_by_role("alert")).to_contain_text(words)
    page.close()


def test_a_refusal_of_the_server_is_shown_in_place(chromium: Browser, serve: Serve) -> None:
    page = chromium.new_page(base_url=serve(TRANSCRIPTS_PER_CLIENT_PER_HOUR=1).url)
    bring(page, SPEECH)
    page.wait_for_url("**/transcripts/*")

    bring(page, SPEECH)

    expect(page.get_by_role("alert")).to_contain_text("1 transcripts in an hour")
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"You may come again in (1 hour|59 minutes)"))
    expect(page.get_by_role("button", name="Transcribe")).to_be_visible()
    page.close()


def test_a_used_up_day_says_when_the_next_one_begins(page: Page, instance: Instance, http: httpx.Client) -> None:
    instance.convert(create(http)["id"], seconds=240 * 60)

    bring(page, SPEECH)

    said = page.get_by_role("alert")
    expect(said).to_contain_text("Today's allowance of 240 minutes of audio is used up")
    expect(said).to_contain_text(re.compile(r"You may come again in \d+ (hour|minute)"))


# -- reading ------------------------------------------------------------------------------------------------------


def until(page: Page, expression: str) -> None:
    """Wait until `expression` is true.

    Playwright's own method evaluates code in the page, which the page's policy forbids.
    """
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"did not happen in time: {expression}")


def test_a_click_on_a_word_plays_from_there(page: Page, instance: Instance) -> None:
    bring(page, SPEECH)
    page.wait_for_url("**/transcripts/*")
    work(instance)
    line = page.locator(".line", has_text="selfish").first
    expect(line).to_be_visible()
    until(page, "document.getElementById('audio').readyState > 0")

    line.click()

    start, end = (float(line.get_attribute(f"data-{name}") or 0) for name in ("start", "end"))
    until(page, f"document.getElementById('audio').currentTime >= {start}")
    assert page.evaluate("document.getElementById('audio').currentTime") <= end + 2
    expect(page.locator("#play")).to_have_attribute("aria-label", "Pause")
    expect(page.locator(".line.current")).to_have_count(1)


def test_words_of_visitors_are_never_markup_in_scripts_either(page: Page, instance: Instance) -> None:
    evil = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
    said = [{"start": 0, "end": 1, "text": evil, "words": [{"start": 0, "end": 1, "text": evil}]}]
    mine(page, instance, name=evil, title=evil, status="ended", segments=said)
    page.get_by_role("textbox", name="Name").fill(evil + "!")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(evil + "!")

    page.goto("/")

    expect(page.locator("#mine-list a")).to_have_text(evil + "!")
    assert "broken" not in page.title()
    assert page.locator("#mine-list img").count() == 0


def test_a_page_is_narrow_where_the_window_is(chromium: Browser, instance: Instance) -> None:
    text = [{"start": 0, "end": 1, "text": "Donaudampfschifffahrtsgesellschaft" * 9, "words": []}]
    name = "an_unbroken_file_name_" * 11
    made = keep(instance, an_anonymous_transcript(days_old=1, name=name, segments=text))
    page = chromium.new_page(base_url=instance.url, viewport={"width": 320, "height": 700})

    for address in ("/", "/promise", f"/transcripts/{made}", "/nowhere"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.close()


# -- owning -------------------------------------------------------------------------------------------------------


def test_an_owner_erases_at_once_and_sees_that_it_is_gone(page: Page, instance: Instance) -> None:
    page.set_viewport_size({"width": 360, "height": 500})
    transcript_id = mine(page, instance, status="ended")

    page.locator("#erase").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Erase now", exact=True).click()

    expect(page.get_by_role("heading", name="Gone.")).to_be_in_viewport()
    expect(page.get_by_role("main")).to_contain_text("its owner erased it")
    assert page.evaluate(MINE) == {}
    with instance.database.snapshot() as session:
        assert session.get(Transcript, transcript_id) is None


def test_an_owner_may_think_again(page: Page, instance: Instance) -> None:
    mine(page, instance, status="ended")

    page.locator("#erase").click()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert count(instance, Transcript) == 1


def test_an_owner_shortens_a_life_and_cannot_lengthen_it(page: Page, instance: Instance) -> None:
    mine(page, instance, status="ended")
    shorten(page, "in 1 hour")
    expect(page.locator("#countdown")).to_have_text(re.compile(r"(1 hour|59 minutes)"))

    shorten(page, "in 1 day")

    expect(page.locator("#owner-said")).to_contain_text("never lengthened")
    expect(page.locator("#countdown")).to_have_text(re.compile(r"(1 hour|59 minutes)"))


def test_a_private_link_makes_an_owner_and_leaves_the_address_bar(
    chromium: Browser, page: Page, visitor: BrowserContext, instance: Instance
) -> None:
    transcript_id = mine(page, instance, status="ended")
    assert page.url == f"{instance.url}/transcripts/{transcript_id}"
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the private link").click()
    expect(page.locator("#owner-said")).to_contain_text("copied")
    link = page.evaluate("navigator.clipboard.readText()")

    friend = chromium.new_page()
    friend.goto(page.url)
    expect(friend.locator("#owner")).to_be_hidden()
    friend.goto("about:blank")
    friend.goto(link)

    expect(friend.get_by_role("heading", name="This is yours")).to_be_visible()
    assert friend.url == page.url
    friend.close()


def test_a_token_that_is_not_the_owners_opens_nothing(page: Page, instance: Instance) -> None:
    made = keep(instance, an_anonymous_transcript(days_old=1))

    with page.expect_response(f"**/v1/transcripts/{made}"):
        page.goto(f"/transcripts/{made}#owner=guessed")

    expect(page.locator("#owner")).to_be_hidden()


def test_a_reader_sees_the_end_when_it_comes(page: Page, instance: Instance) -> None:
    transcript_id = mine(page, instance, status="ended")
    with instance.database.transaction() as session:
        end = sa.update(Transcript).where(Transcript.id == transcript_id)
        session.execute(end.values(erase_at=session.get_one(Transcript, transcript_id).created_at))
    page.evaluate("document.getElementById('countdown').dataset.ends = new Date(0).toISOString()")

    page.evaluate("import('/static/transcript.js?again')")  # the countdown of the page, started anew

    expect(page.get_by_role("heading", name="Gone.")).to_be_visible()


def test_a_browser_that_keeps_nothing_still_makes_an_owner(page: Page, instance: Instance) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")

    bring(page, SPEECH)

    expect(page.get_by_role("heading", name="This is yours")).to_be_visible()
    assert "#owner=" in page.url
