"""The routes of the pages."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy.orm import Session, load_only
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from reflector import policy
from reflector.db.models import Artifact, Job, Tombstone, Transcript, is_id, utcnow
from reflector.db.session import Database
from reflector.db.states import ArtifactKind, ShareMode, Stage, Status, TombstoneKind
from reflector.errors import explanation
from reflector.inventory.media import FindMedia
from reflector.pages import languages, messages
from reflector.pages.phrases import Phrases
from reflector.retention.report.nights import last_check, nights
from reflector.settings import Settings
from reflector.transcription import layout, pdf, pieces, videos
from reflector.transcription.correction import corrected_at
from reflector.transcription.diarize import is_installed
from reflector.transcription.digest.extractive import clock
from reflector.transcription.document import About
from reflector.transcription.languages import name_of
from reflector.worker.watch import Watch

#: Pages load nothing from other servers, no inline scripts and no frames. Sound and pictures may come from memory.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "media-src 'self' blob:; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), display-capture=(self), camera=(), geolocation=()",
    "Vary": "Accept-Language",
}
#: For pages with a form: with no-referrer a browser would send `Origin: null`, which the cross-site rule refuses.
_FORM = {"Referrer-Policy": "same-origin"}
_INDEXED = {"X-Robots-Tag": "all", "Cache-Control": "max-age=0, must-revalidate"}
_SECRET = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store"}
_STATIC = Path(__file__).parent / "static"
#: Characters that chat programs and people leave at the end of a pasted link.
_TRAILING = ".,;:!?)]}>'\"»”’"

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
    """Whether a browser requests a page. A program requests data."""
    return request.headers.get("accept", "").startswith("text/html")


class Pages:
    """The pages of one instance."""

    def __init__(self, settings: Settings, database: Database, watch: Watch, find_media: FindMedia) -> None:
        self._settings = settings
        self._watch = watch
        self._database = database
        self._find_media = find_media
        self._templates = {language: _templates(settings, language) for language in messages.LANGUAGES}

    def routes(self, *, reads_only: bool = False) -> list[BaseRoute]:
        """The routes that the application mounts. `reads_only`: without the pages that have a form."""
        forms = [Route("/", self.promise)] if reads_only else [Route("/", self.home), Route("/erase", self.erase)]
        return [
            *forms,
            Route("/promise", self.promise),
            Route("/transcripts/{transcript_id}", self.transcript),
            Route("/words/{language}.js", _words),
            Route("/robots.txt", _robots),
            Route("/favicon.ico", _favicon),
            Mount("/static", _Static(directory=_STATIC)),
        ]

    def home(self, request: Request) -> Response:
        """The front page with the form for recordings."""
        stands = self._watch.standing().promise
        spoken = languages.choices(self._settings, _language(request))
        values = {"languages": spoken, "promise": stands, "tells_speakers": is_installed()}
        values["keeps_videos"] = videos.are_kept(self._settings)
        return self._page(request, "home.html", 200, _INDEXED | _FORM, **values)

    def promise(self, request: Request) -> Response:
        """The retention policy, and whether it is kept."""
        stands, last_nights = self._watch.standing().promise, nights(self._database)
        values = {"promise": stands, "nights": last_nights, "check": last_check(last_nights, utcnow())}
        return self._page(request, "promise.html", 200, _INDEXED, **values)

    def erase(self, request: Request) -> Response:
        """A form that erases a transcript by its private link, for browsers without JavaScript."""
        return self._page(request, "erase.html", 200, _SECRET | _FORM)

    def transcript(self, request: Request) -> Response:
        """One transcript, for everybody who knows its address: waiting, done, failed, or gone."""
        transcript_id = request.path_params["transcript_id"]
        if (bare := transcript_id.rstrip(_TRAILING)) != transcript_id and is_id(bare):
            return RedirectResponse(f"/transcripts/{bare}", 308, _SECRET)
        transcript_id = transcript_id if is_id(transcript_id) else ""
        with self._database.snapshot() as session:
            select = sa.select(Transcript).options(load_only(*_COLUMNS, raiseload=True))
            row = session.scalars(select.where(Transcript.id == transcript_id)).one_or_none()
            tombstone = session.get(Tombstone, transcript_id) if row is None else None
            audible = bool(self._find_media(session, [transcript_id], ArtifactKind.MP3))
            visible = bool(self._find_media(session, [transcript_id], ArtifactKind.VIDEO))
            job = session.get(Job, transcript_id) if row is not None else None
            so_far = pieces.text_so_far(session, row.id).segments if row is not None and row.segments is None else []
            recording_kept = row is not None and _recording_kept(session, row)
            refused = sa.select(Transcript.id).where(Transcript.id == transcript_id, policy.audio_withheld_clause())
            withheld = audible and session.scalar(refused) is not None
        if tombstone is not None and tombstone.kind == TombstoneKind.TRANSCRIPT:
            return self._gone(request, tombstone.erased_at, tombstone.reason, erased=True)
        if row is None:
            detail = "There is no such transcript. Perhaps a part of the address is missing."
            return self.problem(request, 404, detail, code="no_transcript")
        public, days = self._settings.PUBLIC_MODE, self._settings.PUBLIC_DATA_RETENTION_DAYS
        end = policy.end_of_life(row, days) if public else None
        if end is not None and end.at < utcnow():
            return self._gone(request, end.at, end.reason, erased=False)
        if row.user_id is not None and row.share_mode != ShareMode.PUBLIC:
            detail = "This transcript is not public: only its owner may read it."
            return self.problem(request, 403, detail, code="not_public")
        sections = layout.sections(row.segments or [asdict(segment) for segment in so_far], row.topics)
        return self._page(
            request,
            "transcript.html",
            200,
            _SECRET,
            t=row,
            ends_at=end and end.at,
            audible=audible and not withheld,
            video=_video(row, visible=visible and not withheld),
            withheld=withheld,
            stage=job.stage if job else Stage.DONE,
            fraction=job.progress if job else 0.0,
            working=row.status in {Status.UPLOADED, Status.RECORDING, Status.PROCESSING},
            recording_kept=recording_kept,
            why_code=row.error or "transcription_failed",
            why=explanation(row.error) if row.status == Status.ERROR else "",
            sections=sections,
            speakers=layout.speakers(sections),
            has_pdf=row.status == Status.ENDED and pdf.can_write(About.of(row), sections),
            told=layout.noted(row.events, "SPEAKERS"),
            audio_tracks=layout.noted(row.events, "TRACKS").get("audio_tracks", 1),
            corrected_at=corrected_at(row.events),
            summary=layout.summary(row.short_summary, row.events),
            made_by=layout.made_by(row.events),
            spoken=name_of(row.source_language, _language(request)),
            sure=layout.noted(row.events, "LANGUAGE").get("sure", True),
            here_url=f"{self._settings.BASE_URL or str(request.base_url)}".rstrip("/") + f"/v1/transcripts/{row.id}",
        )

    def problem(
        self,
        request: Request,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        code: str = "",
    ) -> Response:
        """The page of an error, for people. `detail` is its sentence in English, `code` its name in the API."""
        title = _TITLES.get(status) or HTTPStatus(status).phrase
        values = {"title": title, "detail": detail, "code": code}
        return self._page(request, "problem.html", status, {**_SECRET, **(headers or {})}, **values)

    def _gone(self, request: Request, at: Any, reason: str, *, erased: bool) -> Response:
        return self._page(request, "gone.html", 410, _SECRET, at=at, reason=reason, erased=erased)

    def _page(self, request: Request, name: str, status: int, headers: Mapping[str, str], **values: Any) -> Response:
        language = _language(request)
        chosen = f"?lang={language}" if request.query_params.get("lang") == language else ""
        template = self._templates[language].get_template(name)
        body = template.render(**values, now=utcnow(), chosen=chosen, path=request.url.path)
        return HTMLResponse(body, status, {**_HEADERS, "Content-Language": language, **headers})


class _Static(StaticFiles):
    """Our own CSS, JavaScript, fonts and pictures. Browsers cache fonts, and check all other files at each use."""

    def file_response(self, full_path: Any, *args: Any, **options: Any) -> Response:
        response = super().file_response(full_path, *args, **options)
        lifetime = "max-age=31536000" if str(full_path).endswith(".woff2") else "max-age=0, must-revalidate"
        response.headers.update({"Cache-Control": lifetime, "X-Robots-Tag": "all"})
        return response


def _language(request: Request) -> str:
    """The interface language of a request: the one chosen by hand, or else the browser's."""
    return messages.choose(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def _words(request: Request) -> Response:
    language = request.path_params["language"]
    if language not in messages.LANGUAGES:
        return PlainTextResponse("", 404)
    return Response(messages.script(language), media_type="text/javascript", headers=_INDEXED)


def _robots(_request: Request) -> Response:
    # Transcripts are not listed here: a robot must be able to read their noindex header.
    return PlainTextResponse("User-agent: *\nDisallow: /v1/\n", headers=_INDEXED)


def _favicon(_request: Request) -> Response:
    return FileResponse(_STATIC / "favicon.ico", media_type="image/x-icon", headers={"Cache-Control": "max-age=86400"})


def _templates(settings: Settings, language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("reflector.pages"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    words = messages.translations(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    phrases = Phrases(language)
    environment.filters |= {
        "span": phrases.span,
        "about": phrases.about,
        "ago": phrases.ago,
        "size": phrases.size,
        "moment": phrases.moment,
        "day": phrases.day,
        "clock": clock,
        # HTML allows at most three digits of a second. None are needed here.
        "stamp": lambda at: at.isoformat(timespec="seconds"),
    }
    environment.globals |= {
        "language": language,
        "interface_languages": messages.LANGUAGES,
        "coded": lru_cache(lambda key, english: english if (text := words.gettext(key)) == key else text),
        "public": settings.PUBLIC_MODE,
        "days": settings.PUBLIC_DATA_RETENTION_DAYS,
        "settings": settings,
        "signed_in_only": settings.AUTH_BACKEND != "none" and not settings.PUBLIC_MODE,
    }
    return environment


def _recording_kept(session: Session, row: Transcript) -> bool:
    """Whether the recording is still in its cloud store: it is a user's, or another transcript needs it too."""
    kept = sa.select(Artifact.id).where(Artifact.recording_id == row.recording_id, Artifact.recording_id.is_not(None))
    return session.scalar(kept.limit(1)) is not None


def _video(row: Transcript, *, visible: bool) -> dict[str, str]:
    """The `media_type` of a video that can be played, or why it was not kept (`why`, `why_code`); "" if not so."""
    noted = layout.noted(row.events, videos.EVENT)
    reason = noted.get("reason") or ""
    return {
        "media_type": (noted.get("media_type") or "") if visible else "",
        "why": videos.EXPLANATIONS.get(reason, ""),
        "why_code": reason,
    }


def N_(message: str) -> str:  # gettext's name for a message that is translated when it is shown
    return message


_TITLES = {
    404: N_("Not here"),
    403: N_("Not public"),
    413: N_("Too large"),
    415: N_("Not audio or video"),
    422: N_("Something is missing"),
    429: N_("Enough for now"),
    500: N_("Something went wrong"),
    503: N_("Not available now"),
    507: N_("No space"),
}
