"""Faults that visitors met, each in a real Chromium."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, Route, expect

from reflector.db.models import Job
from reflector.db.states import ErasureReason
from reflector.retention.erase import erase_now
from reflector.testing.factories import an_anonymous_transcript
from reflector.transcription import ingest
from tests.integration.api.server import Instance, create, owner
from tests.integration.pages.test_visitors import SPEECH, UPLOAD, bring, keep, long_recording, mine, until

pytestmark = pytest.mark.chromium
__all__ = ["long_recording"]

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TRACKS = """
const tracks = [], ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await ask(wanted);
  tracks.push(...stream.getTracks());
  return stream;
};
window.liveTracks = () => tracks.filter((track) => track.readyState === 'live').length;
"""


def a_text(count: int = 200) -> list[dict[str, object]]:
    """Sentences of ten words, one each five seconds."""
    return [
        {
            "start": i * 5.0,
            "end": i * 5.0 + 4.5,
            "text": f"Sentence {i} has a few more words than that one.",
            "words": [
                {"start": i * 5.0 + j * 0.45, "end": i * 5.0 + j * 0.45 + 0.4, "text": f" {word}"}
                for j, word in enumerate(f"Sentence {i} has a few more words than that one.".split())
            ],
        }
        for i in range(count)
    ]


def finished(instance: Instance, **columns: object) -> str:
    """A transcript of speech with sound; gives its id."""
    with instance.client() as http:
        made = create(http)
    instance.finish(made["id"], SPEECH.read_bytes())
    instance.set(made["id"], **{"segments": a_text(), "topics": [], "duration": 1000.0} | columns)
    return str(made["id"])


def record(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Start recording").click()
    expect(page.locator("#live-time")).to_have_text("0:01")


# -- the recorder -------------------------------------------------------------------------------------------------


def test_a_file_that_is_chosen_while_the_microphone_is_on_is_refused(page: Page, instance: Instance) -> None:
    page.add_init_script(TRACKS)
    record(page)

    page.set_input_files("#file", SPEECH)

    expect(page.get_by_role("alert")).to_contain_text("The microphone is on")
    expect(page.locator("#queue li")).to_have_count(0)
    expect(page.get_by_role("button", name="Stop recording")).to_be_visible()
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#queue li")).to_have_count(1)
    assert page.evaluate("liveTracks()") == 0


def test_leaving_with_a_recording_that_was_not_sent_asks_first_and_loses_nothing(
    page: Page, instance: Instance
) -> None:
    record(page)
    page.get_by_role("button", name="Stop recording").click()
    expect(page.locator("#queue audio")).to_be_visible()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()

    assert asked == ["beforeunload"]
    expect(page.locator("#queue audio")).to_be_visible()
    expect(page.locator("#error")).to_contain_text("This recording was not sent")
    page.get_by_role("button", name=re.compile("^Remove")).click()
    page.reload()
    expect(page.locator("#queue li")).to_have_count(0)


def test_a_recording_can_be_paused(page: Page, instance: Instance) -> None:
    record(page)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#live-state")).to_have_text("Paused")
    shown = page.locator("#live-time").inner_text()

    page.wait_for_timeout(1500)  # the time that must not be counted

    assert page.locator("#live-time").inner_text() == shown
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#live-state")).to_have_text("Recording")
    expect(page.locator("#live-left")).to_contain_text("1 hour 59 minutes left")


# -- several files ------------------------------------------------------------------------------------------------


def test_two_files_are_two_items_and_both_are_sent(page: Page, instance: Instance) -> None:
    page.goto("/")
    page.set_input_files("#file", [SPEECH, Path("reflector/commands/speech/amiable.opus")])
    expect(page.locator("#queue li")).to_have_count(2)

    page.get_by_role("button", name="Transcribe 2 recordings").click()

    expect(page.locator("#queue a")).to_have_count(2)
    expect(page.locator("#mine-list a")).to_have_count(2)
    assert set(page.locator("#mine-list a").all_inner_texts()) == {"sense_and_sensibility", "amiable"}


def test_a_pasted_file_is_chosen(page: Page, instance: Instance) -> None:
    page.goto("/")

    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["sound"], "pasted.mp3"));
          dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
        }"""
    )

    expect(page.get_by_label("Name", exact=True)).to_have_value("pasted")


def test_the_list_shows_the_number_of_hidden_entries(page: Page, instance: Instance) -> None:
    made = [ingest.create(instance.database, ingest.NewTranscript()) for _ in range(13)]
    keys = {each.transcript_id: {"token": each.owner_token} for each in made}
    page.goto("/promise")
    page.evaluate("keys => localStorage.setItem('reflector.mine', JSON.stringify(keys))", keys)
    page.goto("/")
    expect(page.locator("#mine-list li")).to_have_count(10)

    page.get_by_role("button", name="Show all 13").click()

    expect(page.locator("#mine-list li")).to_have_count(13)


# -- listening and reading ----------------------------------------------------------------------------------------


@pytest.fixture
def phone(chromium: Browser, instance: Instance) -> Iterator[Page]:
    """A tab on a phone."""
    context = chromium.new_context(base_url=instance.url, viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page()
    context.close()


def test_a_phone_has_speed_length_and_downloads_on_its_first_screen(phone: Page, instance: Instance) -> None:
    phone.goto(f"/transcripts/{finished(instance)}")

    expect(phone.get_by_label("Speed")).to_be_in_viewport()
    expect(phone.locator("#total")).to_be_in_viewport()
    phone.get_by_text("Download").click()
    expect(phone.get_by_role("link", name="Word document")).to_be_in_viewport()
    phone.get_by_label("Speed").select_option("1.5×")
    assert phone.evaluate("document.getElementById('audio').playbackRate") == 1.5


def test_arrow_keys_go_five_seconds_and_page_keys_a_minute(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance)}")
    now = "document.getElementById('audio').currentTime"
    until(page, "document.getElementById('audio').readyState > 0")
    slider = page.get_by_role("slider")
    assert slider.get_attribute("aria-valuetext") is not None
    slider.focus()

    slider.press("ArrowRight")
    assert page.evaluate(now) == 5
    slider.press("PageDown")
    assert page.evaluate(now) == 0

    page.locator("body").press("l")
    assert page.evaluate(now) == 10
    page.locator("body").press("j")
    assert page.evaluate(now) == 0


def test_keys_do_nothing_inside_a_text_field(page: Page, instance: Instance) -> None:
    mine(page, instance, status="ended", segments=a_text(3))
    page.locator("#new-name").fill("")

    page.locator("#new-name").press_sequentially("jkl/? ")

    assert page.locator("#new-name").input_value() == "jkl/? "
    expect(page.locator("#find")).to_be_hidden()
    expect(page.locator("#keys")).to_be_hidden()


def test_the_keyboard_reaches_every_word(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance)}")
    until(page, "document.getElementById('audio').readyState > 0")
    page.keyboard.press("Tab")
    page.locator("#text").focus()

    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#word-said")).to_have_text("a")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#word-said")).to_have_text("Sentence")
    page.keyboard.press("Enter")

    until(page, "document.getElementById('audio').currentTime >= 5")
    assert page.url.endswith("#t=5.00")


def test_find_counts_goes_on_and_closes(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance)}")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()

    page.keyboard.type("sentence 17")

    expect(page.locator("#find-count")).to_have_text("1 of 11")
    page.keyboard.press("Enter")
    expect(page.locator("#find-count")).to_have_text("2 of 11")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#find-count")).to_have_text("1 of 11")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_hidden()


def test_a_link_to_a_moment_shows_it_and_a_click_makes_one(page: Page, instance: Instance) -> None:
    address = f"/transcripts/{finished(instance)}"

    page.goto(f"{address}#t=500")

    expect(page.locator(".line[data-start='500.00']")).to_be_in_viewport()
    page.locator(".at[data-at]").nth(1).click()
    assert re.search(r"#t=\d+\.\d\d$", page.url)


def test_no_word_looks_selected_before_anything_plays(page: Page, instance: Instance) -> None:
    page.goto(f"/transcripts/{finished(instance)}")
    until(page, "document.getElementById('audio').readyState > 0")

    assert page.locator(".line.current").count() == 0
    assert page.evaluate("CSS.highlights.has('word')") is False


def test_names_that_are_written_from_right_to_left_stand_on_the_right(page: Page, instance: Instance) -> None:
    said = [{"start": 0, "end": 1, "text": "مرحبا بكم", "words": []}]
    made = keep(instance, an_anonymous_transcript(days_old=1, name="مقابلة قصيرة", segments=said))

    page.goto(f"/transcripts/{made}")

    for part in ("#heading", ".paragraph", ".paragraph p"):
        assert page.evaluate(f"getComputedStyle(document.querySelector('{part}')).direction") == "rtl", part


def lines(page: Page, parts: str) -> int:
    """In how many lines the visible `parts` stand."""
    boxes = [part.bounding_box() for part in page.locator(parts).all()]
    return len({round(box["y"] + box["height"] / 2) for box in boxes if box})


@pytest.mark.parametrize("language", ["en", "de"])
def test_navigation_and_tools_stand_in_one_line_on_a_small_phone(page: Page, instance: Instance, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    made = mine(page, instance, status="ended")
    instance.finish(made, SPEECH.read_bytes())

    page.goto(f"/transcripts/{made}?lang={language}")

    expect(page.locator("#tool-correct")).to_be_visible()
    assert lines(page, ".top nav a") == 1
    assert lines(page, ".listen button, .rate select") == 1
    assert lines(page, ".tool") == 1
    page.locator("#tool-correct").click()
    assert lines(page, ".correct button") == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


# -- owning -------------------------------------------------------------------------------------------------------


def test_nothing_is_shortened_without_a_choice_and_a_confirmation(page: Page, instance: Instance) -> None:
    transcript_id = mine(page, instance, status="ended")
    expect(page.get_by_role("button", name="Shorten")).to_be_disabled()
    page.get_by_label("Erase it sooner", exact=True).select_option("in 1 hour")

    page.get_by_role("button", name="Shorten").click()

    expect(page.get_by_role("dialog")).to_contain_text("This cannot be undone")
    page.get_by_role("button", name="Leave it as it is").click()
    with instance.client() as http:
        assert http.get(f"/v1/transcripts/{transcript_id}").json()["expires_at"] > datetime.now(UTC).isoformat()
    expect(page.locator("#countdown")).to_contain_text("6 days 23 hours")


def test_a_rename_changes_the_title_of_the_tab(page: Page, instance: Instance) -> None:
    mine(page, instance, status="ended")

    page.locator("#new-name").fill("Board meeting")
    page.get_by_role("button", name="Rename").click()

    expect(page).to_have_title("Board meeting · Reflector")


def test_a_failed_upload_offers_its_owner_only_to_erase(page: Page, instance: Instance) -> None:
    mine(page, instance, status="error", error="silent")

    expect(page.locator("#erase")).to_be_visible()
    assert page.locator("#rename, #copy-private, #shorten").count() == 0


def test_the_private_link_is_shown_if_the_browser_forbids_copying(page: Page, instance: Instance) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    mine(page, instance, status="ended")

    page.get_by_role("button", name="Copy the private link").click()

    expect(page.locator("#copy-what")).to_have_value(re.compile(r"/transcripts/[0-9a-f-]{36}#owner=.+"))


# -- clocks, caches and tabs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead_ms", [10 * 60 * 1000, 10 * 86400 * 1000])
def test_a_browser_whose_clock_is_fast_does_not_reload_a_living_transcript(
    page: Page, instance: Instance, ahead_ms: int
) -> None:
    page.add_init_script(f"const now = Date.now; Date.now = () => now() + {ahead_ms}")
    made = keep(instance, an_anonymous_transcript(days_old=1, segments=a_text(3)))
    loads: list[str] = []
    page.on("load", lambda _: loads.append("load"))

    page.goto(f"/transcripts/{made}")
    page.wait_for_timeout(4000)  # it was reloaded every 1.5 seconds

    assert loads == ["load"]
    expect(page.locator("#countdown")).to_contain_text("5 days 23 hours")


def test_a_focused_tab_asks_the_server_and_removes_erased_text(page: Page, instance: Instance) -> None:
    made = finished(instance)
    page.goto(f"/transcripts/{made}")
    expect(page.locator("#text")).to_contain_text("Sentence 3")
    erase_now(instance.here, made, reason=ErasureReason.OWNER)

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.get_by_role("heading", name="Gone.")).to_be_visible()


def test_six_tabs_hold_one_event_stream_and_the_site_answers(visitor: BrowserContext, instance: Instance) -> None:
    waiting = keep(instance, an_anonymous_transcript(days_old=0, status="processing"))
    streams: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/events"):
            streams.append(request.url)

    visitor.on("request", note)
    for _ in range(7):
        visitor.new_page().goto(f"/transcripts/{waiting}")

    page = visitor.new_page()
    page.goto("/promise", timeout=15_000)

    assert len(streams) == 1


def test_waiting_visitors_see_their_position_at_once(page: Page, instance: Instance) -> None:
    for _ in range(2):
        made = keep(instance, an_anonymous_transcript(days_old=0.01, status="uploaded"))
        with instance.database.transaction() as session:
            session.merge(Job(transcript_id=made, stage="convert"))

    page.goto(f"/transcripts/{made}")

    expect(page.locator("#progress-text")).to_contain_text("Number 2 in the queue")
    assert page.evaluate("performance.now()") < 5000


def test_without_events_a_waiting_page_polls(page: Page, instance: Instance) -> None:
    page.route("**/events", lambda route: route.abort())
    waiting = keep(instance, an_anonymous_transcript(days_old=0, status="processing"))
    page.goto(f"/transcripts/{waiting}")

    instance.set(waiting, status="ended", segments=a_text(2))

    expect(page.locator("#text")).to_contain_text("Sentence 1")


def test_the_title_of_the_tab_shows_the_progress_of_an_upload(
    page: Page, instance: Instance, long_recording: Path
) -> None:
    def hold(route: Route) -> None:
        if "chunk_number=1" not in route.request.url:
            route.continue_()

    page.route(UPLOAD, hold)
    bring(page, long_recording)

    expect(page).to_have_title(re.compile(r"^[1-9]\d* % · "))


# -- addresses and answers ----------------------------------------------------------------------------------------


@pytest.fixture
def browser(instance: Instance) -> Iterator[httpx.Client]:
    """A client that asks as browsers do, with compression."""
    with instance.client(headers=BROWSER) as client:
        yield client


@pytest.mark.parametrize("end", [".", ",", ")", ").", "»"])
def test_a_link_with_trailing_punctuation_opens_the_transcript(
    instance: Instance, browser: httpx.Client, end: str
) -> None:
    made = keep(instance, an_anonymous_transcript(days_old=1))

    assert browser.get(f"/transcripts/{made}{end}", follow_redirects=True).status_code == 200


def test_a_link_preview_has_no_word_of_the_transcript(instance: Instance, browser: httpx.Client) -> None:
    made = keep(instance, an_anonymous_transcript(days_old=1, name="secret-name", title="secret-title"))

    page = browser.get(f"/transcripts/{made}").text

    previews = re.findall(r'<meta (?:property="og|name="description)[^>]*>', page)
    assert any("og:title" in tag for tag in previews)
    assert not any("secret" in tag for tag in previews)


def test_every_moment_of_a_page_is_a_valid_datetime(instance: Instance, browser: httpx.Client) -> None:
    made = keep(instance, an_anonymous_transcript(days_old=1))

    for address in (f"/transcripts/{made}", "/promise"):
        moments = re.findall(r'datetime="([^"]*)"', browser.get(address).text)
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?\+00:00", moment) for moment in moments)
        assert moments or address == "/promise"


def test_there_is_an_icon_where_browsers_look_for_it(browser: httpx.Client) -> None:
    icon = browser.get("/favicon.ico")

    assert icon.status_code == 200
    assert icon.content[:4] == b"\0\0\1\0"


def test_text_is_compressed_and_sound_is_not(instance: Instance, browser: httpx.Client) -> None:
    made = finished(instance)

    for address in (f"/transcripts/{made}", f"/v1/transcripts/{made}/text.json", "/static/player.js"):
        assert browser.get(address).headers["content-encoding"] == "gzip", address
    assert "content-encoding" not in browser.get(f"/v1/transcripts/{made}/audio/mp3").headers


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Interview: part 1/2", "Interview part 1 2"),
        ("مقابلة", "مقابلة"),
        ('a"b\r\nSet-Cookie: x', "a b Set-Cookie x"),
        ("..", "Transcript"),
    ],
)
def test_a_download_is_named_after_the_transcript_and_its_date(
    instance: Instance, browser: httpx.Client, name: str, file: str
) -> None:
    made = finished(instance, name=name)

    for path, extension in (("text.txt", "txt"), ("text.docx", "docx"), ("text.zip", "zip"), ("audio/mp3", "mp3")):
        answer = browser.get(f"/v1/transcripts/{made}/{path}")
        assert answer.status_code == 200
        header = Message()
        header["Content-Disposition"] = answer.headers["content-disposition"]
        today = datetime.now(UTC).date().isoformat()
        assert header.get_filename() == f"{file} {today}.{extension}" or name == "مقابلة"
        assert f"{today}.{extension}" in answer.headers["content-disposition"]
        assert made not in answer.headers["content-disposition"]


def test_plain_text_has_paragraphs_of_a_readable_length(instance: Instance, browser: httpx.Client) -> None:
    made = finished(instance)

    lines = browser.get(f"/v1/transcripts/{made}/text.txt").text.splitlines()

    assert len(lines) > 20
    assert max(map(len, lines)) < 1000


def test_everything_is_erased_without_scripts(instance: Instance, browser: httpx.Client) -> None:
    with instance.client() as http:
        made = create(http)
    link = f"{instance.url}/transcripts/{made['id']}#owner={owner(made)['X-Owner-Token']}"
    assert 'action="/erase"' in browser.get("/erase").text

    answer = browser.post("/erase", data={"link": link}, follow_redirects=True)

    assert answer.status_code == 410
    assert "its owner erased it" in answer.text
    assert browser.post("/erase", data={"link": link[:-3]}).status_code in {403, 410}
    assert browser.post("/erase", data={"link": "https://example.org"}).status_code == 422


def test_the_nights_are_data_for_programs_too(instance: Instance, browser: httpx.Client) -> None:
    nights = json.loads(browser.get("/v1/retention/nights").text)["nights"]

    assert [night["state"] for night in nights] == ["due"]


def test_words_in_doubt_and_speech_that_was_not_understood_are_marked(page: Page, instance: Instance) -> None:
    doubtful = a_text(2)
    doubtful[0]["words"][2]["probability"] = 0.1  # type: ignore[index]
    made = keep(instance, an_anonymous_transcript(days_old=1, segments=doubtful))

    page.goto(f"/transcripts/{made}")

    until(page, "CSS.highlights.get('doubt')?.size === 1")
    expect(page.locator("#doubt-note")).to_be_visible()
