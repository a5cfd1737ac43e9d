"""Turns rows into the models of the API."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from starlette.requests import Request

from reflector import policy
from reflector.api.access import Caller, expires_at
from reflector.api.schemas import Progress, Reason, TranscriptOut, VideoOut
from reflector.api.services import Services
from reflector.db.models import Job, Transcript
from reflector.db.states import WORK, ArtifactKind, ShareMode, Stage, Status
from reflector.errors import StageError, explanation
from reflector.transcription.correction import corrected_at
from reflector.transcription.queue import Outlook
from reflector.transcription.videos import EVENT, EXPLANATIONS

#: The columns that `show` needs. They do not include the text.
SHOWN = (
    Transcript.name,
    Transcript.title,
    Transcript.short_summary,
    Transcript.long_summary,
    Transcript.status,
    Transcript.error,
    Transcript.duration,
    Transcript.source_language,
    Transcript.target_language,
    Transcript.source_kind,
    Transcript.participants,
    Transcript.events,
    Transcript.audio_deleted,
    Transcript.meeting_id,
)

#: The paths below `/v1/transcripts/ID`, by the names of `links`.
_LINKS = {
    "self": "",
    "upload": "/record/upload",
    "events": "/events",
    "topics": "/topics",
    "text": "/text.txt",
    "vtt": "/text.vtt",
    "srt": "/text.srt",
    "json": "/text.json",
    "audio": "/audio/mp3",
    "waveform": "/audio/waveform",
    "video": "/video",
}


def show(
    session: Session, services: Services, request: Request, caller: Caller, transcripts: Collection[Transcript]
) -> list[TranscriptOut]:
    """Turn transcripts into models of the API. They must have been loaded with the columns SHOWN."""
    ids = [transcript.id for transcript in transcripts]
    jobs = {job.transcript_id: job for job in session.scalars(sa.select(Job).where(Job.transcript_id.in_(ids)))}
    audible = services.find_media(session, ids, ArtifactKind.MP3).keys()
    visible = services.find_media(session, ids, ArtifactKind.VIDEO).keys()
    refused = sa.select(Transcript.id).where(Transcript.id.in_(audible), policy.audio_withheld_clause())
    withheld = set(session.scalars(refused))
    base = base_url(services, request)
    progress: dict[str, Progress] = {}
    for job in jobs.values():
        outlook = services.turns.of(session, job.transcript_id) if job.stage in WORK else Outlook()
        seconds = None if outlook.seconds is None else round(outlook.seconds)
        progress[job.transcript_id] = Progress(
            stage=Stage(job.stage), fraction=job.progress, place=outlook.place, seconds_left=seconds
        )
    wanted = {job.transcript_id for job in jobs.values() if job.keep_video}
    videos = {t.id: _video(t, t.id in visible, t.id in wanted) for t in transcripts}
    return [
        _shown(t, progress.get(t.id), t.id in audible, t.id in withheld, videos[t.id], caller, services, base)
        for t in transcripts
    ]


def _video(t: Transcript, visible: bool, wanted: bool) -> VideoOut | None:
    noted = _noted(t, EVENT)
    if not noted:
        return VideoOut(state="waiting", reason=None, media_type=None) if wanted and t.status != Status.ERROR else None
    if (code := noted["reason"]) is not None:
        return VideoOut(state="not_kept", reason=Reason(code=code, detail=EXPLANATIONS[code]), media_type=None)
    if not visible:
        return VideoOut(state="erased", reason=None, media_type=None)
    return VideoOut(state="kept", reason=None, media_type=noted["media_type"])


def _shown(
    t: Transcript,
    progress: Progress | None,
    audible: bool,
    withheld: bool,
    video: VideoOut | None,
    caller: Caller,
    services: Services,
    base: str,
) -> TranscriptOut:
    digest = _noted(t, "DIGEST")
    mine = caller.owns(t)
    code = t.error or StageError.code
    return TranscriptOut(
        id=t.id,
        name=t.name,
        title=t.title,
        short_summary=t.short_summary,
        long_summary=t.long_summary,
        quotes=digest.get("quotes", []),
        digest_by=digest.get("made_by"),
        status=Status(t.status),  # a constraint allows no other value
        progress=progress,
        error=Reason(code=code, detail=explanation(code)) if t.status == Status.ERROR else None,
        created_at=t.created_at,
        expires_at=expires_at(t, services.instance.settings),
        corrected_at=corrected_at(t.events),
        duration=t.duration,
        source_language=t.source_language,
        language=_noted(t, "LANGUAGE") or None,  # type: ignore[arg-type]  # pydantic checks it
        audio_tracks=_noted(t, "TRACKS").get("audio_tracks"),
        speakers=_noted(t, "SPEAKERS") or None,  # type: ignore[arg-type]  # pydantic checks it
        target_language=t.target_language,
        source_kind=t.source_kind,
        share_mode=t.share_mode if t.user_id is not None else ShareMode.PUBLIC,
        participants=t.participants or [],
        audio_available=audible and not withheld,
        audio_withheld=withheld,
        audio_deleted=bool(t.audio_deleted),
        video=video,
        mine=mine,
        meeting_id=t.meeting_id if mine else None,
        links={name: f"{base}/v1/transcripts/{t.id}{path}" for name, path in _LINKS.items()},
    )


def _noted(transcript: Transcript, event_name: str) -> dict[str, Any]:
    """The data of one event that a stage stored in the transcript, or an empty dict."""
    noted = (event.get("data") for event in transcript.events or [] if event.get("event") == event_name)
    return next(noted, None) or {}


def base_url(services: Services, request: Request) -> str:
    """The public address of this instance."""
    return (services.instance.settings.BASE_URL or str(request.base_url)).rstrip("/")
