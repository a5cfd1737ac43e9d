"""Applies the journal to a database that is older than it: after a restore, what was erased stays erased (R14).

    unknown entries -> erase again -> refuse and decide again -> shorten again -> keep what was claimed -> remember them

Each step can be repeated. If a process dies on the way, the entries stay unknown, and the next process applies them.

- Erasures go through the same plan and the same transaction as every other erasure. If a row was erased as an anonymous
  one, but belongs to a user in the restored database, it is kept and reported.
- A refusal is entered again, which dooms the audio of its meeting, unless it was withdrawn. An owner's decision about
  withheld audio counts again for the refusals that were given before it.
- A transcript that was claimed after the backup is kept. The journal names no user, so its owner becomes
  CLAIMED_BEFORE. Nobody can read it until an operator gives it back (`reflector retention give-back`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector import inventory
from reflector.db.among import among
from reflector.db.changes import change
from reflector.db.models import JournalEntry, Meeting, MeetingConsent, Transcript
from reflector.db.session import Database
from reflector.db.states import Decision, ErasureReason, ShareMode
from reflector.errors import JournalUnreadable, MeetingNotFound, TranscriptGone
from reflector.instance import Instance
from reflector.inventory import journal
from reflector.inventory.journal import Entry, JournalKind, Watch
from reflector.meetings import consent
from reflector.retention.erase import Erased, Eraser
from reflector.retention.plan import Lead, Plan, References, plan
from reflector.storage.base import chunks

log = structlog.get_logger(__name__)

#: The owner of a transcript that was claimed before a restore, until an operator names the user again.
CLAIMED_BEFORE = "urn:reflector:claimed-before-restore"
#: Rows erased in one transaction.
_AT_ONCE = 500
#: Seconds to wait for another process that applies the journal. It does the same work.
_WAIT_SECONDS = 60.0


@dataclass(slots=True)
class Applied:
    """The results of applying a journal: changes that a restore had undone."""

    erased: Erased = field(default_factory=Erased)
    refusals: int = 0
    #: Meetings taken over, refusals withdrawn, and decisions about withheld audio.
    decisions: int = 0
    shortened: int = 0
    claimed: int = 0
    #: Transcripts that were erased as anonymous ones, but belong to a user in this database. They are kept.
    kept: list[str] = field(default_factory=list)


def catch_up(instance: Instance, watch: Watch | None = None, *, everywhere: bool = True) -> Applied | None:
    """Apply the journal entries that the database does not know. Returns None when there are none.

    `everywhere` asks every journal, and not only the first one that can be read. Raises JournalUnreadable when none
    can be read, and RetentionBusy while another process applies it.
    """
    watch = watch or Watch(instance)
    if not watch.unknown(everywhere=everywhere):
        return None
    with instance.database.exclusive("journal", wait_seconds=_WAIT_SECONDS):
        entries = watch.unknown()  # the process that held the lock before may have applied them
        return apply(instance, entries) if entries else None


def catch_up_before_run(instance: Instance) -> None:
    """Apply the journals before a run.

    Without the journal, a run cannot see that a user claimed a transcript after the backup, and would erase it. So this
    raises JournalUnreadable if the instance has users. Without users there are no claims, and the run goes on: a broken
    store keeps no text alive (R2). The API serves nothing while no journal can be read.
    """
    try:
        catch_up(instance)
    except JournalUnreadable as error:
        log.error("run_without_journal", error=error.code)
        if instance.settings.AUTH_BACKEND != "none":
            raise


def apply(instance: Instance, entries: Sequence[Entry]) -> Applied:
    """Apply `entries`, which are in the order of their moments, and remember them."""
    log.warning("database_older_than_journal", entries=len(entries), since=entries[0].at.isoformat())
    applied = Applied()
    order = list(JournalKind)
    by_kind = sorted(entries, key=lambda entry: (order.index(entry.kind), entry.reason or ""))
    for (kind, reason), group in groupby(by_kind, key=lambda entry: (entry.kind, entry.reason)):
        for some in chunks(list(group), _AT_ONCE):
            failures = applied.erased.errors.count
            _apply_some(instance, kind, reason, some, applied)
            if applied.erased.errors.count == failures:  # otherwise they are applied again
                with instance.database.transaction() as session:
                    journal.remember(session, some)
    log.warning(
        "journal_applied",
        transcripts=applied.erased.transcripts,
        meetings=applied.erased.meetings,
        recordings=applied.erased.recordings,
        refusals=applied.refusals,
        decisions=applied.decisions,
        shortened=applied.shortened,
        claimed=applied.claimed,
        kept=applied.kept,
        errors=applied.erased.errors.count,
    )
    return applied


def _apply_some(
    instance: Instance, kind: JournalKind, reason: str | None, entries: Sequence[Entry], applied: Applied
) -> None:
    ids = [entry.subject_id for entry in entries]
    match kind:
        case JournalKind.TRANSCRIPT:
            applied.kept += _erase_transcripts(instance, reason, ids, applied.erased)
        case JournalKind.RECORDING:
            _erase_groups(instance, reason, [References("", None, each) for each in ids], applied.erased)
        case JournalKind.MEETING:
            _erase_groups(instance, reason, [References("", each, None) for each in ids], applied.erased)
        case JournalKind.TAKEN_OVER:
            applied.decisions += _take_over(instance, entries)
        case JournalKind.WITHDRAWN:
            applied.decisions += _withdraw(instance, entries)
        case JournalKind.AUDIO_ERASED | JournalKind.AUDIO_KEPT:
            decision = Decision.ERASE if kind is JournalKind.AUDIO_ERASED else Decision.KEEP
            for entry in entries:
                consent.decide(instance, entry.subject_id, decision, decided_at=entry.at)
            applied.decisions += len(entries)
        case JournalKind.REFUSED:
            applied.refusals += sum(_refuse(instance, entry) for entry in entries)
        case JournalKind.VIDEO_ERASED:
            _drop_videos(instance, ids)
        case JournalKind.SHORTENED:
            applied.shortened += _shorten(instance, entries)
        case JournalKind.CLAIMED:
            applied.claimed += _keep_claimed(instance, ids)


def _erase_transcripts(instance: Instance, reason: str | None, ids: Sequence[str], erased: Erased) -> list[str]:
    """Erase those of `ids` that are back. Returns those that are a user's and were not erased by that user."""
    of_ids = among(Transcript.id, ids)
    if reason == ErasureReason.USER:
        users: list[str] = []
    else:
        with instance.database.snapshot() as session:
            users = list(session.scalars(sa.select(Transcript.id).where(of_ids, Transcript.user_id.is_not(None))))
        of_ids = sa.and_(of_ids, Transcript.user_id.is_(None))
    columns = sa.select(Transcript.id, Transcript.meeting_id, Transcript.recording_id)

    def lock(session: Session) -> Sequence[Lead]:
        rows = session.execute(columns.where(of_ids).order_by(Transcript.id).with_for_update())
        return [References(*row) for row in rows]

    _eraser(instance, reason).batch(lock, plan, erased)
    return users


def _erase_groups(instance: Instance, reason: str | None, leads: Sequence[Lead], erased: Erased) -> None:
    """Erase the meetings and recordings of `leads` that are back and that no transcript references."""

    def plan_groups(session: Session, some: Sequence[Lead]) -> Plan:
        # They were erased before. If their room is a user's, it was that user. So the room does not keep them now.
        return replace(plan(session, some, users_room=sa.false()), transcripts=())

    _eraser(instance, reason).batch(lambda _session: leads, plan_groups, erased)


def _eraser(instance: Instance, reason: str | None) -> Eraser:
    try:
        known = ErasureReason(reason or "")
    except ValueError:  # A later version wrote a reason that this one does not know. The data must go all the same.
        known = ErasureReason.EXPIRED
    # The journal has these entries already.
    return Eraser(instance, known, to_journal=False)


def _refuse(instance: Instance, entry: Entry) -> bool:
    """Enter a refusal that the database has lost, unless it was withdrawn. Returns whether it was entered."""
    known = sa.select(MeetingConsent.id).where(*_is_refusal(entry.subject_id, entry.at))
    withdrawn = sa.select(JournalEntry.id).where(
        JournalEntry.kind == JournalKind.WITHDRAWN,
        JournalEntry.subject_id == entry.subject_id,
        JournalEntry.until == entry.at,
    )
    with instance.database.snapshot() as session:
        if session.scalar(sa.select(sa.or_(known.exists(), withdrawn.exists()))):
            return False
    try:
        consent.note_consent(instance, entry.subject_id, user_id=None, consent_given=False, given_at=entry.at)
    except MeetingNotFound:
        return False
    return True


def _is_refusal(meeting_id: str, given_at: datetime | None) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        MeetingConsent.meeting_id == meeting_id,
        MeetingConsent.consent_timestamp == given_at,
        ~MeetingConsent.consent_given,
    )


def _withdraw(instance: Instance, entries: Iterable[Entry]) -> int:
    with instance.database.transaction() as session:
        withdrawn = (sa.delete(MeetingConsent).where(*_is_refusal(each.subject_id, each.until)) for each in entries)
        return sum(change(session, each) for each in withdrawn)


def _take_over(instance: Instance, entries: Iterable[Entry]) -> int:
    taken_over = 0
    with instance.database.transaction() as session:
        for entry in entries:
            guests = Meeting.id == entry.subject_id, Meeting.begun_by_guest, Meeting.taken_over_at.is_(None)
            taken_over += change(session, sa.update(Meeting).where(*guests).values(taken_over_at=entry.at))
    return taken_over


def _drop_videos(instance: Instance, ids: Sequence[str]) -> None:
    for transcript_id in ids:
        with instance.database.transaction() as session:
            inventory.lock_transcripts(session, [transcript_id])
            inventory.drop_video(session, transcript_id, to_journal=False)


def _shorten(instance: Instance, entries: Iterable[Entry]) -> int:
    shortened = 0
    with instance.database.transaction() as session:
        for entry in entries:
            longer = sa.or_(Transcript.erase_at.is_(None), Transcript.erase_at > entry.until)
            anonymous = sa.and_(Transcript.id == entry.subject_id, Transcript.user_id.is_(None))
            shortened += _update(session, sa.and_(anonymous, longer), erase_at=entry.until)
    return shortened


def _keep_claimed(instance: Instance, ids: Sequence[str]) -> int:
    """Give transcripts that the restore made anonymous to CLAIMED_BEFORE: the journal does not name their users."""
    anonymous = sa.and_(among(Transcript.id, ids), Transcript.user_id.is_(None))
    values = {"user_id": CLAIMED_BEFORE, "owner_token_hash": None, "erase_at": None, "share_mode": ShareMode.PRIVATE}
    with instance.database.transaction() as session:
        return _update(session, anonymous, **values)


def give_back(database: Database, transcript_id: str, user_id: str) -> None:
    """Name the user of a transcript that waits for its owner. Raises TranscriptGone if no such transcript waits."""
    waiting = sa.and_(Transcript.id == transcript_id, Transcript.user_id == CLAIMED_BEFORE)
    with database.transaction() as session:
        if not _update(session, waiting, user_id=user_id):
            raise TranscriptGone("No transcript of this id was claimed before a restore.")
    log.info("transcript_given_back", transcript_id=transcript_id)


def _update(session: Session, which: sa.ColumnElement[bool], **values: object) -> int:
    """Set columns of transcripts. Returns the number of rows."""
    return change(session, sa.update(Transcript).where(which).values(**values))


def waiting_for_owner(session: Session) -> list[str]:
    """Ids of the transcripts that wait for `give_back`."""
    return list(session.scalars(sa.select(Transcript.id).where(Transcript.user_id == CLAIMED_BEFORE)))
