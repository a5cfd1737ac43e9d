"""Makes a picture of every page and state, wide and on a phone, in light and dark: `python -m tests.pictures FOLDER`.

A person has to look at the pictures, because no test can judge the design of a page.
"""

import io
import json
import math
import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, Route, sync_playwright

from reflector import inventory
from reflector.db.models import Job, RetentionRun, Tombstone, Transcript, new_id, utcnow
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.testing.factories import an_anonymous_transcript, days_ago
from reflector.transcription import ingest, pieces
from reflector.transcription.recognize.recognizer import Piece, Share
from reflector.transcription.speech import Segment
from tests.integration.api.server import Instance, serving
from tests.keep import keep
from tests.videos import a_video

SPEECH = Path("tests/data/speech/sense_and_sensibility.opus")
SIZES = {
    "wide": {"width": 1280, "height": 860},
    "phone": {"width": 390, "height": 844},
    "small": {"width": 360, "height": 740},
}
TOPICS = ("The family of Dashwood", "An uncle's will", "What a wife says", "Leaving Norland")
SENTENCES = (
    "The family of Dashwood had long been settled in Sussex.",
    "Their estate was large, and their residence was at Norland Park, in the centre of their property.",
    "For many generations they had lived in so respectable a manner as to engage the general good opinion.",
    "The late owner of this estate was a single man, who lived to a very advanced age.",
    "His will was read, and like almost every other will, gave as much disappointment as pleasure.",
    "He was neither so unjust, nor so ungrateful, as to leave his estate from his nephew.",
)


def a_long_text(**columns: Any) -> Transcript:
    """A finished transcript of 40 minutes with four topics."""
    segments: list[dict[str, Any]] = []
    topics: list[dict[str, Any]] = []
    chance, now = Random(1), 0.0
    for title in TOPICS:
        topics.append({"id": str(len(topics)), "title": title, "timestamp": now, "transcript": title})
        for _ in range(60):
            sentence = chance.choice(SENTENCES)
            words, start = [], now
            for word in sentence.split():
                words.append({"start": now, "end": now + 0.4, "text": f" {word}"})
                now += 0.55
            segments.append({"start": start, "end": now, "text": sentence, "words": words})
            now += chance.choice((0.4, 0.4, 2.2))
    quotes = [{name: said[name] for name in ("text", "start", "end")} for said in segments[3:150:70]]
    events = [{"event": "DIGEST", "data": {"made_by": "extractive", "quotes": quotes}}]
    values: dict[str, Any] = {
        "name": "Interview with Elinor",
        "title": "The family of Dashwood",
        "source_language": "en",
    }
    values |= {"events": events, "duration": now}
    values |= {"segments": segments, "topics": topics}
    return an_anonymous_transcript(days_old=1, **(values | columns))


def enter(instance: Instance, made: Transcript, audio: bool = False) -> str:
    """Keep a transcript; gives its id."""
    with instance.database.transaction() as session:
        inventory.enter_transcript(session, made)
    if audio:
        wave = [abs(math.sin(i / 9)) * abs(math.sin(i / 31)) for i in range(400)]
        place = Place.in_store(ArtifactKind.MP3, instance.stores.default, f"{made.id}/audio.mp3")
        keep(instance.here, made.id, place, io.BytesIO(b"ID3"))
        waveform = Place(ArtifactKind.WAVEFORM, "local", "", f"{made.id}/audio.json")
        keep(instance.here, made.id, waveform, io.BytesIO(json.dumps({"data": wave}).encode()))
    return made.id


def nights(instance: Instance) -> None:
    """Ninety nights of runs, most of them good."""
    with instance.database.transaction() as session:
        for day in range(1, 80):
            if day in {31, 32}:
                continue
            outcome = {7: "errors", 50: "failed"}.get(day, "done")
            at = utcnow() - timedelta(days=day) + timedelta(minutes=5)
            session.add(
                RetentionRun(
                    trigger="beat", days=7, cutoff=at, started_at=at, ended_at=at, outcome=outcome,
                    transcripts_deleted=day % 9, artifacts_erased=day % 9 * 3, errors=int(outcome == "errors"),
                    verified_at=at if day < 60 else None, residue=int(day == 20) if day < 60 else None,
                )
            )  # fmt: skip


def own(instance: Instance, page: Page, query: str = "", **columns: object) -> str:
    """A transcript that the visitor of `page` owns, shown."""
    made = ingest.create(instance.database, ingest.NewTranscript())
    instance.set(made.transcript_id, **columns)
    page.goto(f"{instance.url}/transcripts/{made.transcript_id}{query}#owner={made.owner_token}")
    page.locator("#owner").wait_for()
    return made.transcript_id


def a_queue(instance: Instance) -> tuple[str, str]:
    """Two recordings on their way: the second one waits, the first one has some text."""
    working = an_anonymous_transcript(days_old=0.01, status="processing", name="Lecture 4")
    waiting = an_anonymous_transcript(days_old=0.005, status="uploaded", name="Lecture 5")
    for made in (working, waiting):
        enter(instance, made)
    said = tuple(Segment(9.0 * at, 9.0 * at + 8, sentence) for at, sentence in enumerate(SENTENCES))
    with instance.database.transaction() as session:
        session.merge(Job(transcript_id=working.id, stage="recognize", progress=0.4, started_at=utcnow()))
        session.merge(Job(transcript_id=waiting.id, stage="convert"))
        pieces.keep(session, working.id, 0, Piece(0, 960_000, said, {"en": Share(1.0, 0.9)}, "en", True))
    return working.id, waiting.id


def states(instance: Instance, fresh: Instance, behind: Instance) -> dict[str, Callable[[Page], object]]:
    """The steps to each state."""
    text = a_long_text()
    transcript = f"{instance.url}/transcripts/{enter(instance, text, audio=True)}"
    arabic: list[dict[str, Any]] = [{"start": 0, "end": 3, "text": "مرحبا بكم في هذا التسجيل القصير.", "words": []}]
    rtl = enter(instance, an_anonymous_transcript(days_old=1, name="مقابلة قصيرة", segments=arabic, duration=3.0))
    unsure = enter(
        instance,
        a_long_text(events=[{"event": "LANGUAGE", "data": {"sure": False}}], audio_deleted=True, duration=100.0),
    )
    failed = enter(instance, an_anonymous_transcript(days_old=1, status="error", error="silent", name="Empty room"))
    idle = enter(instance, an_anonymous_transcript(days_old=0.1, status="idle", name="Half of it"))
    stone = Tombstone(id=new_id(), kind="transcript", reason="expired", erased_at=days_ago(2))
    working, waiting = a_queue(instance)
    with instance.database.transaction() as session:
        session.add(stone)
    nights(instance)
    nights(behind)
    said = [dict(row, speaker=("Ada", "Track 2")[at // 3 % 2]) for at, row in enumerate(text.segments or [])]
    said[3]["unclear"] = True
    spoken = enter(instance, a_long_text(segments=said), audio=True)
    arabic_long = [dict(arabic[0], start=at * 9.0, end=at * 9.0 + 8, text=arabic[0]["text"] * 4) for at in range(40)]
    rtl_long = enter(
        instance, an_anonymous_transcript(days_old=1, name="مقابلة", segments=arabic_long, duration=360.0), audio=True
    )
    users = enter(
        instance, an_anonymous_transcript(days_old=1, user_id="u", share_mode="public", segments=arabic, name="Open")
    )
    private = enter(instance, an_anonymous_transcript(days_old=1, user_id="u", share_mode="private"))

    def opened(address: str, *clicks: str) -> Callable[[Page], object]:
        def go(page: Page) -> None:
            page.goto(address if address.startswith("http") else instance.url + address)
            for click in clicks:
                page.locator(click).click()

        return go

    def chosen(page: Page, *files: Path) -> None:
        page.goto(instance.url)
        page.set_input_files("#file", list(files))

    def uploading(page: Page, *files: Path, answer: Callable[[Route], None]) -> None:
        chosen(page, *files)
        page.route("**/record/upload*", answer)
        page.locator("#send").click()
        page.wait_for_timeout(1500)

    def refuse(route: Route) -> None:
        detail = "Today's allowance of 240 minutes of audio is used up. A new day begins at midnight UTC."
        headers = {"Content-Type": "application/problem+json", "Retry-After": "22860"}
        route.fulfill(status=429, headers=headers, body=json.dumps({"code": "too_much_audio", "detail": detail}))

    def with_video(page: Page, *clicks: str, query: str = "", **noted: object) -> None:
        events = [{"event": "VIDEO", "data": {"state": "kept", "reason": None, "media_type": "video/webm"} | noted}]
        said = [dict(row, speaker=("Ada", "Ben")[at // 3 % 2]) for at, row in enumerate(text.segments or [])][:30]
        columns = {"segments": said, "topics": [], "duration": 60.0, "name": "My talk", "events": events}
        made = own(instance, page, query, status="ended", **columns)
        for name, kind, data in (
            ("audio.mp3", ArtifactKind.MP3, b"ID3"),
            ("audio.json", ArtifactKind.WAVEFORM, json.dumps({"data": [abs(math.sin(i / 9)) for i in range(400)]})),
            ("upload.webm", ArtifactKind.VIDEO, a_video("webm", "libvpx", "libopus", seconds=60)),
        ):
            content = data.encode() if isinstance(data, str) else data
            keep(instance.here, made, Place(kind, "local", "", f"{made}/{name}"), io.BytesIO(content))
        page.reload()
        page.locator("#owner").wait_for()
        for click in clicks:
            page.locator(click).click()
        if "reason" not in noted:
            page.evaluate("document.getElementById('video').currentTime = 3")

    def chosen_video(page: Page) -> None:
        page.goto(instance.url)
        data = a_video("webm", "libvpx", "libopus", seconds=60)
        page.set_input_files("#file", {"name": "talk.webm", "mimeType": "video/webm", "buffer": data})

    def searched(page: Page) -> None:
        opened(transcript, "#find-open")(page)
        page.fill("#find-what", "estate")

    def asked_for_keys(page: Page) -> None:
        page.goto(transcript)
        page.keyboard.press("?")

    def recording(page: Page) -> None:
        opened("/", "#record")(page)
        page.locator("#recorder-live").wait_for()
        page.wait_for_timeout(1500)

    def recorded(page: Page) -> None:
        recording(page)
        page.locator("#stop").click()

    def owner(page: Page, *clicks: str, query: str = "") -> None:
        columns = {"segments": (text.segments or [])[:8], "topics": [], "duration": 60.0, "name": "My talk"}
        own(instance, page, query, status="ended", **columns)
        for click in clicks:
            page.locator(click).click()

    def shortening(page: Page) -> None:
        owner(page)
        page.select_option("#new-end", "3600")
        page.locator("#shorten-go").click()

    def correcting(page: Page, *clicks: str) -> None:
        said = [
            dict(row, speaker=("Ada", "Track 2")[number // 3 % 2]) for number, row in enumerate(text.segments or [])
        ]
        topics = (text.topics or [])[:1]
        ended = own(instance, page, status="ended", segments=said[:12], topics=topics, duration=60.0, title="Norland")
        wave = [abs(math.sin(i / 9)) for i in range(400)]
        keep(
            instance.here,
            ended,
            Place.in_store(ArtifactKind.MP3, instance.stores.default, f"{ended}/audio.mp3"),
            io.BytesIO(b"ID3"),
        )
        place = Place(ArtifactKind.WAVEFORM, "local", "", f"{ended}/audio.json")
        keep(instance.here, ended, place, io.BytesIO(json.dumps({"data": wave}).encode()))
        page.reload()
        page.locator("#tool-correct").click()
        for click in clicks:
            page.locator(click).first.click()

    def mine(page: Page) -> None:
        for number in range(12):
            own(instance, page, status="ended", name=f"Meeting {number}", duration=61.0 * number)
        page.goto(instance.url)
        page.locator("#mine").wait_for()

    return {
        "home": opened("/"),
        "home-german": opened("/?lang=de"),
        "home-chosen": lambda page: chosen(page, SPEECH),
        "home-video": chosen_video,
        "home-queue": lambda page: chosen(page, SPEECH, Path("tests/data/speech/sense_and_sensibility.txt")),
        "home-recording": recording,
        "home-recorded": recorded,
        "home-uploading": lambda page: uploading(page, SPEECH, SPEECH, answer=lambda _route: None),
        "home-upload-failed": lambda page: uploading(page, SPEECH, answer=refuse),
        "home-new": opened(fresh.url),
        "home-mine": mine,
        "transcript": opened(transcript),
        "transcript-video": with_video,
        "transcript-video-download": lambda page: with_video(page, "#take summary"),
        "transcript-video-correcting": lambda page: with_video(page, "#tool-correct"),
        "owner-video": lambda page: with_video(page, query="?lang=de"),
        "owner-video-erase": lambda page: with_video(page, "#erase-video"),
        "transcript-video-not-kept": lambda page: with_video(page, reason="video_quota", media_type=None),
        "transcript-german": opened(f"{transcript}?lang=de"),
        "transcript-find": searched,
        "transcript-download": opened(transcript, "#take summary"),
        "transcript-copy": opened(transcript, "#copy-menu summary"),
        "transcript-keys": asked_for_keys,
        "transcript-moment": opened(f"{transcript}#t=120.00"),
        "transcript-not-sure": opened(f"/transcripts/{unsure}"),
        "transcript-right-to-left": opened(f"/transcripts/{rtl}"),
        "transcript-right-to-left-long": opened(f"/transcripts/{rtl_long}"),
        "transcript-speakers": opened(f"/transcripts/{spoken}"),
        "transcript-of-a-user": opened(f"/transcripts/{users}"),
        "private": opened(f"/transcripts/{private}"),
        "owner": owner,
        "owner-german": lambda page: owner(page, query="?lang=de"),
        "owner-erase": lambda page: owner(page, "#erase"),
        "owner-shorten": shortening,
        "transcript-correcting": correcting,
        "transcript-correcting-sentence": lambda page: correcting(page, '[data-segment="4"]'),
        "transcript-correcting-speaker": lambda page: correcting(page, ".who"),
        "waiting": opened(f"/transcripts/{working}"),
        "waiting-in-the-queue": opened(f"/transcripts/{waiting}"),
        "idle": opened(f"/transcripts/{idle}"),
        "failed": opened(f"/transcripts/{failed}"),
        "gone": opened(f"/transcripts/{stone.id}"),
        "promise": opened("/promise"),
        "promise-new": opened(f"{fresh.url}/promise"),
        "promise-behind": opened(f"{behind.url}/promise"),
        "promise-german": opened("/promise?lang=de"),
        "erase": opened("/erase"),
        "problem": opened("/nowhere"),
    }


def main(folder: Path, only: str = "") -> None:
    """Make the pictures. `only`: a word that their names must contain."""
    folder.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium")
    options = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with (
        TemporaryDirectory() as data,
        serving(Path(data) / "kept", HEALTH_MAX_SILENCE_SECONDS=86_400) as instance,
        serving(Path(data) / "fresh", HEALTH_MAX_SILENCE_SECONDS=86_400) as fresh,
        serving(Path(data) / "behind", HEALTH_MAX_SILENCE_SECONDS=1) as behind,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=options)
        reach = states(instance, fresh, behind)
        for theme in ("light", "dark"):
            for size, viewport in SIZES.items():
                for name, go in reach.items():
                    if only not in f"{name}-{size}-{theme}":
                        continue
                    context = browser.new_context(
                        viewport=viewport,  # type: ignore[arg-type]
                        color_scheme=theme,
                        permissions=["microphone"],
                    )
                    page = context.new_page()
                    go(page)
                    page.wait_for_timeout(400)  # typefaces and the waveform
                    whole = not name.startswith("transcript")
                    page.screenshot(path=folder / f"{name}-{size}-{theme}.png", full_page=whole)
                    page.close(run_before_unload=False)
                    context.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
