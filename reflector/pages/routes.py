"""Which address shows which page."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy.orm import Session, load_only
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from reflector import policy
from reflector.db.models import Artifact, Job, Tombstone, Transcript, utcnow
from reflector.db.session import Database
from reflector.errors import explanation
from reflector.pages import languages, phrases, text
from reflector.retention.report.status import promise
from reflector.settings import Settings
from reflector.transcription.digest.extractive import clock

#: Nothing from elsewhere, nothing inline, no frames; sound and pictures may come from the page's own memory.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; media-src 'self' blob:; "
    "img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
}
_INDEXED = {"X-Robots-Tag": "all", "Cache-Control": "max-age=0, must-revalidate"}
_SECRET = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}

_COLUMNS = (
    Transcript.id,
    Transcript.name,
    Transcript.title,
    Transcript.short_summary,
    Transcript.topics,
    Transcript.segments,
    Transcript.events,
    Transcript.status,
    Transcript.error,
    Transcript.recording_id,
    Transcript.duration,
    Transcript.source_language,
    Transcript.audio_deleted,
    Transcript.user_id,
    Transcript.share_mode,
    Transcript.created_at,
    Transcript.erase_at,
)


def asks_for_page(request: Request) -> bool:
    """Whether a browser asks for something to show, rather than a program for data."""
    return request.headers.get("accept", "").startswith("text/html")


class Pages:
    """The pages of one instance."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._languages = languages.choices(settings)
        self._templates = _templates(settings)

    def routes(self) -> list[BaseRoute]:
        """What the application mounts."""
        return [
            Route("/", self.home),
            Route("/promise", self.promise),
            Route("/transcripts/{transcript_id}", self.transcript),
            Route("/robots.txt", _robots),
            Mount("/static", _Static(directory=Path(__file__).parent / "static")),
        ]

    def home(self, _request: Request) -> Response:
        """The way in."""
        stands = promise(self._database, self._settings)
        return self._page("home.html", 200, _INDEXED, languages=self._languages, promise=stands)

    def promise(self, _request: Request) -> Response:
        """The policy, and whether it is kept."""
        return self._page("promise.html", 200, _INDEXED, promise=promise(self._database, self._settings))

    def transcript(self, request: Request) -> Response:
        """One transcript, for whoever knows its address: on its way, done, failed, or gone."""
        transcript_id = request.path_params["transcript_id"]
        with self._database.snapshot() as session:
            select = sa.select(Transcript).options(load_only(*_COLUMNS, raiseload=True))
            row = session.scalars(select.where(Transcript.id == _checked(transcript_id))).one_or_none()
            tombstone = session.get(Tombstone, _checked(transcript_id)) if row is None else None
            mine = Artifact.transcript_id == transcript_id, Artifact.writable_until.is_(None)
            audible = session.scalar(sa.select(Artifact.id).where(*mine, Artifact.kind == "mp3").limit(1)) is not None
            job = session.get(Job, transcript_id) if row is not None else None
            recording_kept = row is not None and _recording_kept(session, row)
        if tombstone is not None and tombstone.kind == "transcript":
            return self._gone(tombstone.erased_at, tombstone.reason, erased=True)
        if row is None:
            return self.problem(404, "There is no such transcript. Perhaps a part of the address is missing.")
        end = self._end(row)
        if end is not None and end.at < utcnow():
            return self._gone(end.at, end.reason, erased=False)
        if row.user_id is not None and row.share_mode != "public":
            return self.problem(403, "This transcript is not public: only its owner may read it.")
        return self._page(
            "transcript.html",
            200,
            _SECRET,
            t=row,
            ends_at=end and end.at,
            audible=audible,
            stage=job.stage if job else "done",
            fraction=job.progress if job else 0.0,
            working=row.status in {"uploaded", "recording", "processing"},
            recording_kept=recording_kept,
            why=explanation(row.error) if row.status == "error" else "",
            sections=text.sections(row.segments, row.topics),
            summary=text.summary(row.short_summary, row.events),
            made_by=text.made_by(row.events),
            language=languages.name_of(row.source_language),
            here_url=f"{self._settings.BASE_URL or str(request.base_url)}".rstrip("/") + f"/v1/transcripts/{row.id}",
        )

    def problem(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
        """The page of an error, for people."""
        title = _TITLES.get(status) or HTTPStatus(status).phrase
        return self._page("problem.html", status, {**_SECRET, **(headers or {})}, title=title, detail=detail)

    def _gone(self, at: Any, reason: str, *, erased: bool) -> Response:
        return self._page("gone.html", 410, _SECRET, at=at, reason=reason, erased=erased)

    def _end(self, row: Transcript) -> policy.End | None:
        public = self._settings.PUBLIC_MODE
        return policy.end_of_life(row, self._settings.PUBLIC_DATA_RETENTION_DAYS) if public else None

    def _page(self, name: str, status: int, headers: Mapping[str, str], **values: Any) -> Response:
        body = self._templates.get_template(name).render(**values, now=utcnow())
        return HTMLResponse(body, status, {**_HEADERS, **headers})


class _Static(StaticFiles):
    """Our own CSS, JavaScript and pictures; browsers ask each time whether they have changed."""

    def file_response(self, *args: Any, **options: Any) -> Response:
        response = super().file_response(*args, **options)
        response.headers.update({"Cache-Control": "max-age=0, must-revalidate", "X-Robots-Tag": "all"})
        return response


def _robots(_request: Request) -> Response:
    # Transcripts are not forbidden here: a robot must be able to read the noindex that they carry.
    return PlainTextResponse("User-agent: *\nDisallow: /v1/\n", headers=_INDEXED)


def _templates(settings: Settings) -> Environment:
    environment = Environment(
        loader=PackageLoader("reflector.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "span": phrases.span,
        "about": phrases.about,
        "ago": phrases.ago,
        "plural": phrases.plural,
        "size": phrases.size,
        "moment": phrases.moment,
        "clock": clock,
    }
    environment.globals |= {
        "public": settings.PUBLIC_MODE,
        "days": settings.PUBLIC_DATA_RETENTION_DAYS,
        "settings": settings,
        "signed_in_only": settings.AUTH_BACKEND != "none" and not settings.PUBLIC_MODE,
    }
    return environment


def _recording_kept(session: Session, row: Transcript) -> bool:
    """Whether something of the recording is still in its cloud store: a user's own, or another transcript's too."""
    kept = sa.select(Artifact.id).where(Artifact.recording_id == row.recording_id, Artifact.recording_id.is_not(None))
    return session.scalar(kept.limit(1)) is not None


def _checked(transcript_id: str) -> str:
    """The id, or "" if it cannot be one: databases differ in what they make of odd strings."""
    try:
        return transcript_id if str(UUID(transcript_id)) == transcript_id else ""
    except ValueError:
        return ""


_TITLES = {
    404: "Not here",
    403: "Not public",
    413: "Too large",
    415: "Not audio or video",
    422: "Something is missing",
    429: "Enough for now",
    500: "Something went wrong",
    503: "Not available now",
    507: "No space",
}
