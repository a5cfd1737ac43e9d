"""The four stages of a job: ingest -> convert -> recognize -> digest.

Each stage is one function. It computes, then finishes with `StageContext.commit`. The upload and audio.wav are doomed
by the transaction after which no stage needs them; a video can be kept instead (`videos.py`). If a participant of the
meeting refused consent, the transaction that ends the job dooms all audio and the video.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path

import sqlalchemy as sa
import structlog

from reflector.db.models import Artifact, Job, Recording, Transcript
from reflector.db.states import ArtifactKind, RecordingStatus, Stage, Status
from reflector.errors import Cancelled, LanguageModelError, MediaError, ObjectMissing, TooManyMinutes
from reflector.inventory import Place
from reflector.settings import Settings
from reflector.transcription import pieces, usage, videos
from reflector.transcription.context import StageContext
from reflector.transcription.decode import tracks
from reflector.transcription.decode.convert import MP3, TRACKS, WAV, WAVEFORM, ConvertLimits, convert
from reflector.transcription.diarize.naming import with_speakers
from reflector.transcription.diarize.turns import turns_of
from reflector.transcription.digest.extractive import Digest, digest
from reflector.transcription.digest.llm import LanguageModel, rewrite
from reflector.transcription.export import to_vtt
from reflector.transcription.recognize.language import Language
from reflector.transcription.recognize.model import DEFAULT_MODEL, load_model
from reflector.transcription.recognize.recognizer import Piece, Recognition, recognize
from reflector.transcription.space import check_space
from reflector.transcription.speakers import recognize_tracks
from reflector.transcription.speech import Segment, segments_from

#: Maximum seconds of telling speakers apart: a base, and a share of the recording's length. One core needs a third.
_DIARIZATION_SECONDS, _DIARIZATION_SHARE = 60.0, 0.1

log = structlog.get_logger(__name__)


# -- ingest -----------------------------------------------------------------------------------------------------------


def run_ingest(stage: StageContext) -> None:
    """Fetch a recording from its cloud store and mix its tracks. The result is a file like any other upload."""
    settings, stores = stage.instance.settings, stage.instance.stores
    (recording_id,) = stage.read(sa.select(Transcript.recording_id))
    with stage.instance.database.snapshot() as session:
        recording = session.get(Recording, recording_id)
    if recording is None:
        raise ObjectMissing()
    upload = stage.place(ArtifactKind.UPLOAD, "upload.bin")
    with stage.writing([upload]):
        remote = stores.bucket(recording.bucket_name)
        fetch = tracks.Fetch(remote, stores.local, settings.UPLOAD_MAX_BYTES, partial(_is_cancelled, stage))
        if recording.track_keys:
            folder = stage.place(ArtifactKind.TRACK, f"{TRACKS}/")
            with stage.writing([folder]):
                keys = enumerate(recording.track_keys)
                sources = [tracks.Source(key, f"{folder.key}{index}/") for index, key in keys]
                limits = _limits(stage.instance.settings)
                tracks.mix(fetch, sources, upload.key, limits, stage.progress, folder=folder.key)
        else:
            fetch(recording.object_key, upload.key)
    with stage.commit() as tx:
        tx.write(status=Status.PROCESSING)
        tx.advance(Stage.CONVERT)


# -- convert ----------------------------------------------------------------------------------------------------------


def run_convert(stage: StageContext) -> None:
    """Decode the upload into audio.wav for recognition, audio.mp3 for people, and audio.json, the waveform."""
    database, stores = stage.instance.database, stage.instance.stores
    transcript_id = stage.job.transcript_id
    uploads = sa.select(Artifact.key).where(
        Artifact.transcript_id == transcript_id,
        Artifact.kind.in_((ArtifactKind.UPLOAD, ArtifactKind.VIDEO)),  # VIDEO: an earlier attempt has chosen it
        Artifact.store == "local",
    )
    with database.snapshot() as session:
        upload = session.scalar(uploads.limit(1))
    if upload is None:
        raise ObjectMissing()
    mp3 = stage.place(ArtifactKind.MP3, MP3)
    with stage.writing([stage.place(ArtifactKind.WAV, WAV), mp3, stage.place(ArtifactKind.WAVEFORM, WAVEFORM)]):
        try:
            converted = convert(
                stores.local.path(upload),
                stores.local.path(f"{transcript_id}/"),
                _limits(stage.instance.settings),
                cancelled=partial(_is_cancelled, stage),
                on_progress=stage.progress,
                announce_tracks=lambda: stage.writing([stage.place(ArtifactKind.TRACK, f"{TRACKS}/")]),
            )
        except MediaError as error:
            _count_minutes(stage, error.seconds)
            raise
        _count_minutes(stage, converted.decoded)
    in_cloud = stores.default is not stores.local
    if in_cloud:
        stored = Place.in_store(ArtifactKind.MP3, stores.default, mp3.key)
        with stores.local.open(mp3.key) as stream, stage.writing([stored]):
            stores.default.put(stored.key, stream)
    video = videos.choose(stage, upload, converted.video)
    if video.keeps and in_cloud:
        videos.copy_to_cloud(stage, upload)
    with stage.commit() as tx:
        tracks_in_cloud = sa.select(Recording.track_keys).join(Transcript, Transcript.recording_id == Recording.id)
        keys = tx.session.scalar(tracks_in_cloud.where(Transcript.id == transcript_id))
        tx.write(
            duration=converted.duration,
            audio_location="storage" if in_cloud else "local",
            events=[
                {"event": "TRACKS", "data": {"audio_tracks": len(keys) if keys else converted.tracks}},
                *video.events,
            ],
        )
        videos.settle(tx, video, in_cloud=in_cloud)
        if in_cloud:
            tx.doom(kind=ArtifactKind.MP3, store="local")
        tx.advance(Stage.RECOGNIZE)


def _count_minutes(stage: StageContext, seconds: float) -> None:
    """Count decoded audio against its client's day. Raise TooManyMinutes if the day had less left.

    The length was not known when the upload began. Refused recordings count too, because decoding them cost the time. A
    recording from a cloud store does not count, because no client uploaded it.
    """
    instance = stage.instance
    job = sa.select(Job.client).join(Transcript, Job.transcript_id == Transcript.id)
    with instance.database.snapshot() as session:
        mine = Job.transcript_id == stage.job.transcript_id, Transcript.recording_id.is_(None)
        client = session.scalar(job.where(*mine))
    most = instance.settings.AUDIO_MINUTES_PER_CLIENT_PER_DAY * 60
    if client and not usage.charge_minutes(instance.database, client, seconds, most_seconds=most):
        raise TooManyMinutes()


# -- recognize --------------------------------------------------------------------------------------------------------


def run_recognize(stage: StageContext) -> None:
    """Turn audio.wav into words with their times, one piece after the other. Raises JobPaused."""
    settings = stage.instance.settings
    with stage.instance.database.snapshot() as session:
        kept = pieces.kept(session, stage.job.transcript_id)
    (language,) = stage.read(sa.select(Transcript.source_language))
    load = partial(
        load_model,
        device=settings.WHISPER_DEVICE,
        compute_type=settings.WHISPER_COMPUTE_TYPE,
        threads=settings.WHISPER_THREADS,
        download=settings.WHISPER_MODEL_DOWNLOAD,
    )
    model = load(settings.WHISPER_MODEL)
    # An English-only model cannot detect another language. The default model can.
    detector = None if model.model.is_multilingual else load(DEFAULT_MODEL)
    code = _language_code(language)

    tracks_with_names = _tracks_of(stage)

    def recognize_one(track: int, wav: Path, on_progress: Callable[[float], None]) -> Recognition:
        number = track + 1 if tracks_with_names else 0
        done = 0.0

        def note(share: float) -> None:
            nonlocal done
            done = (track + share) / max(len(tracks_with_names), 1)
            on_progress(share)

        def keep(piece: Piece) -> None:
            with stage.commit() as tx:
                pieces.keep(tx.session, stage.job.transcript_id, number, piece)
                tx.go_on(done)
            if done < 1:
                stage.pause_if_due()

        return recognize(wav, model, code, note, stage.cancelled, detector, kept[number], keep)

    if tracks_with_names:
        result = recognize_tracks(tracks_with_names, recognize_one, stage.progress)
    else:
        wav = stage.instance.stores.local.path(f"{stage.job.transcript_id}/{WAV}")
        result = recognize_one(0, wav, stage.progress)
    segments, speakers = _with_speakers(stage, result)
    (events,) = stage.read(sa.select(Transcript.events))
    with stage.commit() as tx:
        tx.write(
            segments=[asdict(segment) for segment in segments],
            source_language=language or result.language,
            events=[
                *(event for event in events or [] if event.get("event") in {"TRACKS", videos.EVENT}),
                {"event": "LANGUAGE", "data": _language_data(result)},
                *([{"event": "SPEAKERS", "data": speakers}] if speakers else []),
            ],
        )
        pieces.forget(tx.session, stage.job.transcript_id)
        tx.doom(kind=ArtifactKind.WAV)
        tx.doom(kind=ArtifactKind.TRACK)
        tx.advance(Stage.DIGEST)


def _tracks_of(stage: StageContext) -> list[tuple[str, Path]]:
    """Return the tracks of a recording that has several, each with the name of its speaker."""
    (participants,) = stage.read(sa.select(Transcript.participants))
    names = {person.get("speaker"): person.get("name") for person in participants or []}
    folder = stage.instance.stores.local.path(f"{stage.job.transcript_id}/{TRACKS}/")
    found = {int(path.stem): path for path in sorted(folder.glob("*.wav"))}
    return [(names.get(index) or f"Speaker {index + 1}", path) for index, path in found.items()]


def _with_speakers(stage: StageContext, result: Recognition) -> tuple[tuple[Segment, ...], dict[str, object]]:
    """Return the segments with their speakers, and the data about them for the API and the pages.

    Speakers are told apart by their voices if the transcript asks for it and the recording has one track. A failure
    only costs the speakers. If a worker died in this stage after the last piece, this step may be the reason. So the
    next worker skips it.
    """
    settings, job = stage.instance.settings, stage.job
    names = {segment.speaker for segment in result.segments if segment.speaker}
    if names:
        return result.segments, {"source": "tracks", "state": "told", "count": len(names)}
    if not (settings.DIARIZATION == "on" if job.diarization is None else job.diarization):
        return result.segments, {}
    reason = "worker_died"
    if job.attempts <= 1:
        try:
            turns = turns_of(
                stage.instance.stores.local.path(f"{job.transcript_id}/{WAV}"),
                threads=settings.WHISPER_THREADS,
                seconds=_DIARIZATION_SECONDS + _DIARIZATION_SHARE * result.duration,
                cancelled=stage.cancelled,
            )
            segments = with_speakers(result.segments, turns)
            count = len({segment.speaker for segment in segments})
            return segments, {"source": "voices", "state": "told", "count": count}
        except Cancelled:
            raise
        except Exception as error:  # noqa: BLE001  (speakers are an extra: no fault of theirs may cost the text)
            reason = type(error).__name__
    log.warning("speakers_not_told", transcript_id=job.transcript_id, error=reason)
    return result.segments, {"source": "voices", "state": "failed", "count": None}


def _language_data(result: Recognition) -> dict[str, object]:
    """Return the data about the language for the API and the pages."""
    main = Language(result.language, result.language_probability)
    return {
        "language": main.code,
        "source": result.language_source,
        "probability": main.probability,
        "sure": main.sure,
        "languages": [{"language": code, **share._asdict()} for code, share in result.languages.items()],
    }


def _language_code(tag: str | None) -> str | None:
    """Return the primary language of a tag such as "en-GB" (RFC 5646)."""
    return tag.split("-")[0].lower() if tag else None


# -- digest -----------------------------------------------------------------------------------------------------------


def run_digest(stage: StageContext) -> None:
    """Turn the words into topics, a title and summaries, and end the job."""
    rows, language, events = stage.read(sa.select(Transcript.segments, Transcript.source_language, Transcript.events))
    segments = segments_from(rows)
    result = _rewrite(stage, digest(segments, _language_code(language) or "en"))
    with stage.commit() as tx:
        tx.write(status=Status.ENDED, webvtt=to_vtt(segments), **result.columns(events))
        tx.apply_refusals()
        recording = sa.select(Transcript.recording_id).where(Transcript.id == stage.job.transcript_id)
        completed = sa.update(Recording).where(Recording.id == recording.scalar_subquery())
        tx.session.execute(completed.values(status=RecordingStatus.COMPLETED))
        tx.advance(Stage.DONE)


def _rewrite(stage: StageContext, extracted: Digest) -> Digest:
    """Let the operator's language model rewrite the digest. Keep it as it is if there is no model, or no answer."""
    settings = stage.instance.settings
    # A transcript that is made for one answer needs no title, so its text is not sent to the language model.
    if not settings.LLM_URL or stage.job.ephemeral:
        return extracted
    key = settings.LLM_API_KEY.get_secret_value()
    model = LanguageModel(settings.LLM_URL, settings.LLM_MODEL, key, before_sending=stage.check)
    try:
        return rewrite(extracted, model)
    except LanguageModelError as error:
        log.warning(
            "language_model_failed", transcript_id=stage.job.transcript_id, error=error.code, status=error.status
        )
        return extracted


# -- shared -----------------------------------------------------------------------------------------------------------


def _limits(settings: Settings) -> ConvertLimits:
    return ConvertLimits(settings.AUDIO_MAX_SECONDS, settings.CONVERT_TIMEOUT_SECONDS, settings.CONVERT_MEMORY_BYTES)


def _is_cancelled(stage: StageContext) -> bool:
    """Return whether a stage that writes to the disk must stop. Raises NoSpace when the disk is nearly full."""
    check_space(stage.instance.settings)
    return stage.cancelled()


STAGES: Mapping[Stage, Callable[[StageContext], None]] = {
    Stage.INGEST: run_ingest,
    Stage.CONVERT: run_convert,
    Stage.RECOGNIZE: run_recognize,
    Stage.DIGEST: run_digest,
}
