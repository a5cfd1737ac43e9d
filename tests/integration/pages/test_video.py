"""A video is chosen on the front page, kept, played with its subtitles, and erased alone."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance
from tests.integration.pages.test_access import LOOKS, found_by_axe, reached
from tests.integration.pages.test_visitors import UPLOAD, bring, until, work
from tests.videos import SPEECH, a_video

pytestmark = pytest.mark.chromium

VIDEO = "document.getElementById('video')"
CUES = f"[...{VIDEO}.textTracks[0].cues ?? []].map((cue) => cue.text).join(' ')"
KEEP = "Keep the video, too"


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """A public instance with the smallest speech model."""
    return serve(WHISPER_MODEL="tiny.en")


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.webm"
    path.write_bytes(a_video("webm", "libvpx", "libopus", seconds=12))
    return path


def keep(page: Page, instance: Instance, path: Path) -> Page:
    """Bring a video that is to be kept, and wait for its page."""
    page.goto("/")
    page.set_input_files("#file", path)
    page.get_by_label(KEEP).check()
    page.get_by_role("button", name="Transcribe").click()
    page.wait_for_url("**/transcripts/*")
    work(instance)
    page.reload()
    page.locator("#owner").wait_for()
    return page


def test_the_choice_is_offered_for_a_video_only(page: Page, talk: Path) -> None:
    page.goto("/")
    choice = page.get_by_label(KEEP)
    expect(choice).to_be_hidden()
    page.set_input_files("#file", SPEECH)
    expect(page.locator("#queue li")).to_have_count(1)
    expect(choice).to_be_hidden()
    page.set_input_files("#file", talk)
    expect(choice).to_be_visible()
    expect(choice).not_to_be_checked()
    page.get_by_role("button", name="Remove talk.webm").click()
    expect(choice).to_be_hidden()


def test_an_instance_that_keeps_no_videos_does_not_offer_it(serve: Serve, chromium: object, talk: Path) -> None:
    instance = serve(VIDEO_DISK_SHARE=0)
    with instance.client() as http:
        assert "keep_video" not in http.get("/", headers={"Accept": "text/html"}).text


def test_an_upload_that_continues_follows_the_choice_that_is_shown(
    page: Page, instance: Instance, tmp_path: Path
) -> None:
    path = tmp_path / "long.mp4"
    path.write_bytes(bytes(9_000_000))  # more than one chunk

    def begin(tab: Page, *, keeps: bool) -> dict[str, object]:
        tab.route(UPLOAD, lambda route: route.abort() if "chunk_number=1" in route.request.url else route.continue_())
        tab.goto("/")
        tab.set_input_files("#file", path)
        tab.get_by_label(KEEP).set_checked(keeps)
        tab.get_by_role("button", name="Transcribe").click()
        expect(tab.locator(".how")).to_contain_text("The connection is lost")
        [(made, key)] = tab.evaluate("Object.entries(JSON.parse(localStorage.getItem('reflector.mine')))")
        shown: dict[str, object] = tab.request.get(
            f"/v1/transcripts/{made}", headers={"X-Owner-Token": key["token"]}
        ).json()
        tab.close(run_before_unload=False)
        return shown

    first, without, again = (begin(page.context.new_page(), keeps=keeps) for keeps in (True, False, True))

    assert first["video"]
    assert (without["id"], without["video"]) == (first["id"], None)
    assert again["video"]
    assert again["id"] != first["id"]


def test_without_the_choice_the_page_has_the_sound_only(page: Page, instance: Instance, talk: Path) -> None:
    bring(page, talk)
    page.wait_for_url("**/transcripts/*")
    work(instance)
    page.reload()

    expect(page.locator("#audio")).to_be_attached()
    expect(page.locator("#video")).to_have_count(0)
    expect(page.get_by_text("The video was not kept")).to_have_count(0)


@pytest.mark.parametrize("kind", ["webm", "mp4"])
def test_a_kept_video_plays_with_its_subtitles_and_the_same_keys(
    page: Page, instance: Instance, talk: Path, kind: str
) -> None:
    if kind == "mp4":
        talk = talk.with_suffix(".mp4")
        talk.write_bytes(a_video(seconds=12))
    keep(page, instance, talk)

    until(page, f"{VIDEO}.readyState > 0")
    assert page.evaluate(f"[{VIDEO}.videoWidth, {VIDEO}.videoHeight]") == [320, 180]
    until(page, f"({CUES}).length > 0")
    assert page.evaluate(f"{VIDEO}.textTracks[0].mode") == "showing"
    page.keyboard.press("l")
    until(page, f"{VIDEO}.currentTime >= 9")
    page.keyboard.press("j")
    until(page, f"{VIDEO}.currentTime < 1")
    page.keyboard.press("k")
    until(page, f"!{VIDEO}.paused && {VIDEO}.currentTime > 0.5")
    until(page, "document.querySelector('.line.current') !== null")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(f"{VIDEO}.paused")
    page.select_option("#rate", "1.5")
    assert page.evaluate(f"{VIDEO}.playbackRate") == 1.5
    page.locator(".line").first.click()
    until(page, f"!{VIDEO}.paused")


def test_the_subtitles_follow_a_correction(page: Page, instance: Instance, talk: Path) -> None:
    keep(page, instance, talk)
    until(page, f"({CUES}).length > 0")

    page.get_by_role("button", name="Correct").click()
    line = page.locator("[data-segment]").first
    line.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Marmots whistle.")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Corrected by its owner")).to_be_visible()
    until(page, f"({CUES}).includes('Marmots whistle.')")
    assert page.evaluate(f"{VIDEO}.textTracks.length") == 1
    assert page.evaluate(f"{VIDEO}.textTracks[0].mode") == "showing"


def test_the_owner_erases_the_video_and_the_page_plays_the_sound(page: Page, instance: Instance, talk: Path) -> None:
    keep(page, instance, talk)

    page.get_by_role("button", name="Erase only the video").click()
    page.get_by_role("button", name="Erase the video", exact=True).click()

    expect(page.locator("#video")).to_have_count(0)
    until(page, "document.getElementById('audio').readyState > 0")
    expect(page.locator(".line").first).to_be_visible()


def test_a_page_that_shows_a_video_drops_it_when_it_was_erased_elsewhere(
    page: Page, instance: Instance, talk: Path
) -> None:
    keep(page, instance, talk)
    until(page, f"{VIDEO}.readyState > 0")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Erase only the video").click()
    other.get_by_role("button", name="Erase the video", exact=True).click()
    expect(other.locator("#video")).to_have_count(0)

    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.locator("#video")).to_have_count(0)


def test_the_page_says_why_a_video_was_not_kept(page: Page, instance: Instance, talk: Path) -> None:
    path = talk.with_suffix(".mp4")
    path.write_bytes(a_video("mp4", "mpeg4"))
    keep(page, instance, path)

    expect(page.get_by_text("The video was not kept. Browsers cannot play this kind of video.")).to_be_visible()
    until(page, "document.getElementById('audio').readyState > 0")


def test_a_visitor_without_javascript_plays_the_video(page: Page, instance: Instance, talk: Path) -> None:
    keep(page, instance, talk)
    browser = page.context.browser
    assert browser is not None
    bare = browser.new_context(base_url=instance.url, java_script_enabled=False).new_page()
    bare.goto(page.url)

    expect(bare.locator("video[controls]")).to_be_visible()
    assert page.url.split("/")[-1] in (bare.locator("video[controls] track").get_attribute("src") or "")
    bare.context.close()


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_finds_nothing_on_the_page_of_a_video(
    page: Page, instance: Instance, talk: Path, theme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    page.set_input_files("#file", talk)
    expect(page.get_by_label(KEEP)).to_be_visible()
    found = found_by_axe(page)
    page.get_by_role("button", name="Remove talk.webm").click()

    keep(page, instance, talk)
    found += found_by_axe(page)
    page.get_by_role("button", name="Erase only the video").click()
    found += found_by_axe(page)

    assert found == []


def test_the_keyboard_reaches_the_video_its_player_and_its_erasure(page: Page, instance: Instance, talk: Path) -> None:
    keep(page, instance, talk)
    until(page, f"{VIDEO}.readyState > 0")

    walked = reached(page, 40)

    assert "The video" in walked
    assert walked.index("The video") < walked.index("Play")
    assert any(name.startswith("Erase only the video") for name in walked)
