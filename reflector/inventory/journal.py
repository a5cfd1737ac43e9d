"""The journal: a record outside the database of the events that a restored backup must not undo (R14).

A backup is older than the database that it replaces. A restore therefore undoes every early erasure, refusal, earlier
end and claim that happened after the backup. The journal records these events: an id, a kind and a time, no content.

- An entry is a row that commits together with the change. It is then written to every journal. The request is
  answered afterwards, and says whether the entry is durable, that is, whether at least one journal holds it.
- A journal is a folder of a store, next to the marker. One file holds the entries of one write. The files of a day are
  merged after that day. A journal can contain the same entry twice; readers compare the entry's id.
- A database is older than its journal when the journal holds an entry that the database does not know.
  `reflector/retention/replay.py` then applies these entries.

See docs/decisions/0028-a-journal-outside-the-database.md.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from secrets import token_hex

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from reflector.db.among import among
from reflector.db.models import JournalEntry, utcnow
from reflector.db.session import Database
from reflector.errors import DatabaseNotReady, JournalUnreadable, ObjectMissing, ReflectorError
from reflector.instance import Instance
from reflector.inventory import marker
from reflector.storage import LocalStore, Store
from reflector.storage.base import StoredKind, chunks

log = structlog.get_logger(__name__)

#: Entries written or compared at a time.
_AT_ONCE = 500
#: Seconds that a process may take between the commit of an entry and the journal.
_WRITING_SECONDS = 60


class JournalKind(StrEnum):
    """The event that an entry records. A restored database receives the events in this order of their kinds."""

    TRANSCRIPT = "transcript"  # a transcript was erased before its regular end
    MEETING = "meeting"  # a meeting was erased before its regular end
    RECORDING = "recording"  # a recording was erased before its regular end
    TAKEN_OVER = "taken_over"  # the owner of the room took over this meeting of a guest
    WITHDRAWN = "withdrawn"  # a user withdrew a refusal in this meeting
    REFUSED = "refused"  # somebody refused consent in this meeting
    AUDIO_ERASED = "audio_erased"  # the owner decided to erase the withheld audio of this meeting
    AUDIO_KEPT = "audio_kept"  # the owner decided to keep the withheld audio of this meeting
    VIDEO_ERASED = "video_erased"  # the owner erased the video of this transcript, and nothing else
    SHORTENED = "shortened"  # the owner chose an earlier end for this transcript
    CLAIMED = "claimed"  # a user took this transcript


@dataclass(frozen=True, slots=True)
class Entry:
    """One event, without content."""

    #: A random UUID.
    id: str
    kind: JournalKind
    #: Id of the transcript, meeting or recording.
    subject_id: str
    #: The time of the event.
    at: datetime
    #: The reason of the erasure, for the tombstone. None if the event is not an erasure.
    reason: str | None = None
    #: SHORTENED: the end that the owner chose. WITHDRAWN: when the refusal was given.
    until: datetime | None = None

    def to_line(self) -> bytes:
        """One line of JSON (https://jsonlines.org)."""
        return json.dumps(asdict(self), default=datetime.isoformat).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Entry":
        """The entry of a line. Raises ValueError when the line is not an entry."""
        try:
            fields = json.loads(line)
            until = fields["until"] and datetime.fromisoformat(fields["until"])
            at = datetime.fromisoformat(fields["at"])
            return cls(fields["id"], JournalKind(fields["kind"]), fields["subject_id"], at, fields["reason"], until)
        except (KeyError, TypeError) as error:
            raise ValueError("not an entry") from error


def note(
    session: Session,
    kind: JournalKind,
    subject_ids: Iterable[str],
    *,
    reason: str | None = None,
    until: datetime | None = None,
    at: datetime | None = None,
) -> None:
    """Enter an event of each subject, in the caller's transaction. `write_pending` writes it to the journals.

    `at`: when it happened; None: now.
    """
    event = {"kind": kind, "reason": reason, "until": until, "at": at or utcnow()}
    rows = [event | {"subject_id": each} for each in subject_ids]
    if rows:
        session.execute(sa.insert(JournalEntry), rows)


class Journal:
    """The journal of one database in one store."""

    def __init__(self, store: Store, instance_id: str, *, marked: bool) -> None:
        """`marked`: whether the store carries the marker of its database, which is then required."""
        self.store = store
        self._marked = marked
        self._folder = f"{marker.JOURNAL_PREFIX}{instance_id}/"

    @property
    def name(self) -> str:
        """The name in reports: "local" or "s3 BUCKET"."""
        return f"{self.store.name} {self.store.bucket}".strip()

    def write(self, entries: Sequence[Entry], *, database: Database) -> None:
        """Write `entries` durably. Raises ReflectorError when the store fails, or belongs to another database."""
        if self._marked:
            marker.recognize(database, self.store)
        now = utcnow()
        self._put(f"{now:%Y-%m-%d}/{now:%H%M%S.%f}-{token_hex(4)}.jsonl", entries)

    def _put(self, name: str, entries: Iterable[Entry]) -> None:
        self.store.put(self._folder + name, BytesIO(b"".join(entry.to_line() for entry in entries)))

    def keys(self) -> set[str]:
        """The keys of all its files. Raises ReflectorError."""
        return {found.key for found in self.store.list(self._folder) if found.kind is StoredKind.OBJECT}

    def read(self, key: str) -> list[Entry]:
        """The entries of one file. A line that is not an entry is skipped and logged. Raises ReflectorError."""
        try:
            with self.store.open(key) as stream:
                lines = stream.read().splitlines()
        except ObjectMissing:  # merged or pruned after the listing
            return []
        entries = []
        for line in lines:
            try:
                entries.append(Entry.from_line(line))
            except ValueError:
                log.error("journal_line_unreadable", journal=self.name)
        return entries

    def merge_days(self, today: date) -> None:
        """Merge the files of each finished day into one. Raises ReflectorError; days already merged stay merged."""
        days: dict[str, list[str]] = {}
        for key in self.keys():
            day, _, rest = key.removeprefix(self._folder).partition("/")
            if rest and day < today.isoformat():
                days.setdefault(day, []).append(key)
        for day, keys in sorted(days.items()):
            if len(keys) == 1:
                continue
            entries = {entry.id: entry for key in sorted(keys) for entry in self.read(key)}
            self._put(f"{day}/merged-{token_hex(4)}.jsonl", entries.values())
            self.store.erase_many(keys)

    def prune(self, before: date) -> None:
        """Erase the files of the days before `before`. Raises ReflectorError."""
        old = [key for key in self.keys() if key.removeprefix(self._folder)[:10] < before.isoformat()]
        self.store.erase_many(old)


def journals(instance: Instance) -> list[Journal]:
    """The journals of this instance: on the disk (JOURNAL_DIR, or else DATA_DIR), and in the default S3 store."""
    mine = marker.instance_id(instance.database)
    stores = instance.stores
    if instance.settings.JOURNAL_DIR:
        elsewhere = Path(instance.settings.JOURNAL_DIR)
        elsewhere.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = [Journal(LocalStore(elsewhere), mine, marked=False)]
    else:
        found = [Journal(stores.local, mine, marked=True)]
    if stores.default is not stores.local:
        found.append(Journal(stores.default, mine, marked=True))
    return found


def write_pending(instance: Instance, *, everywhere: bool = False) -> bool:
    """Write entries that are not yet durable to every journal. Returns whether all of them are durable now.

    `everywhere` also writes durable entries to the journals that could not be written before.
    """
    written = JournalEntry.complete if everywhere else JournalEntry.durable
    while True:
        with instance.database.snapshot() as session:
            pending = sa.select(JournalEntry).where(~written).order_by(JournalEntry.at).limit(_AT_ONCE)
            rows = session.scalars(pending).all()
        if not rows:
            return True
        entries = [_entry(row) for row in rows]
        outcome = []
        for journal in journals(instance):
            try:
                journal.write(entries, database=instance.database)
                outcome.append(True)
            except ReflectorError as error:
                log.error("journal_not_written", journal=journal.name, error=error.code)
                outcome.append(False)
        if any(outcome):
            with instance.database.transaction() as session:
                done = sa.update(JournalEntry).where(among(JournalEntry.id, [row.id for row in rows]))
                session.execute(done.values(durable=True, complete=all(outcome)))
        if not any(outcome):
            return False
        if not all(outcome) and everywhere:
            return True


def fill(instance: Instance) -> None:
    """Write every entry of the database to those journals that do not have it, such as that of a new store.

    Can be repeated. Raises ReflectorError when a journal fails.
    """
    with instance.database.snapshot() as session:
        entries = [_entry(row) for row in session.scalars(sa.select(JournalEntry).order_by(JournalEntry.at))]
    for journal in journals(instance):
        keys = journal.keys()
        known = {entry.id for key in keys for entry in journal.read(key)}
        for some in chunks([entry for entry in entries if entry.id not in known], _AT_ONCE):
            journal.write(some, database=instance.database)


def _entry(row: JournalEntry) -> Entry:
    return Entry(row.id, JournalKind(row.kind), row.subject_id, row.at, row.reason, row.until)


class Watch:
    """Compares the journals with the database repeatedly.

    A file whose entries the database knows is read only once. A restore is detected nevertheless: a database that has
    lost any entry has also lost the newest one, and every comparison looks for the newest one.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._known: dict[str, set[str]] = {}
        self._newest: Entry | None = None

    def unknown(self, *, everywhere: bool = True) -> list[Entry]:
        """The entries that the database does not know, in order of time.

        The first readable journal is enough. `everywhere` also reads the others, because the disk may have been
        restored together with the database. Raises JournalUnreadable when no journal can be read, and DatabaseNotReady
        while a backup is being restored.
        """
        with self._instance.database.snapshot() as session:
            if marker.is_being_restored(session):
                raise DatabaseNotReady("A backup is being restored into the database.")
        oldest = utcnow() - timedelta(days=self._instance.settings.JOURNAL_DAYS)
        if self._newest and _unknown_among(self._instance.database, [self._newest]):
            self._known.clear()
        found: dict[str, Entry] = {}
        readable = False
        for journal in journals(self._instance):
            try:
                for entry in self._unknown_in(journal):
                    if entry.at >= oldest:
                        found[entry.id] = entry
                readable = True
                if not everywhere:
                    break
            except ReflectorError as error:
                log.error("journal_not_read", journal=journal.name, error=error.code)
        if not readable:
            raise JournalUnreadable()
        return sorted(found.values(), key=lambda entry: entry.at)

    def _unknown_in(self, journal: Journal) -> Iterator[Entry]:
        known = self._known.setdefault(journal.name, set())
        keys = journal.keys()
        known &= keys  # forget files that were merged or pruned
        for key in sorted(keys - known):
            entries = journal.read(key)
            unknown = _unknown_among(self._instance.database, entries)
            if unknown:
                yield from unknown
                continue
            known.add(key)
            newest = max(entries, key=lambda entry: entry.at, default=None)
            if newest and (self._newest is None or newest.at > self._newest.at):
                self._newest = newest


def _unknown_among(database: Database, entries: Sequence[Entry]) -> list[Entry]:
    unknown: list[Entry] = []
    for some in chunks(entries, _AT_ONCE):
        with database.snapshot() as session:
            ids = among(JournalEntry.id, [entry.id for entry in some])
            known = set(session.scalars(sa.select(JournalEntry.id).where(ids)))
        unknown += [entry for entry in some if entry.id not in known]
    return unknown


def remember(session: Session, entries: Collection[Entry]) -> None:
    """Insert entries that only the journals knew, in the transaction that applies them."""
    rows = [asdict(entry) | {"durable": True, "complete": False} for entry in entries]
    if rows:
        session.execute(sa.insert(JournalEntry), rows)


def keep_journals(instance: Instance) -> None:
    """Write pending entries, merge the files of finished days, and delete entries older than JOURNAL_DAYS.

    If a journal fails, the next run tries it again.
    """
    write_pending(instance, everywhere=True)
    today = utcnow().date()
    with instance.database.snapshot() as session:
        first = session.scalar(sa.select(sa.func.min(JournalEntry.at)))
    if first is None or first.date() >= today:
        return
    oldest = today - timedelta(days=instance.settings.JOURNAL_DAYS)
    for journal in journals(instance):
        try:
            journal.merge_days(today)
            journal.prune(oldest)
        except ReflectorError as error:
            log.error("journal_not_kept", journal=journal.name, error=error.code)
    # One day later than in the journals: the database must know every entry that a journal still holds.
    old = utcnow() - timedelta(days=instance.settings.JOURNAL_DAYS + 1)
    with instance.database.transaction() as session:
        session.execute(sa.delete(JournalEntry).where(JournalEntry.at < old, JournalEntry.complete))


def not_durable(session: Session) -> int:
    """The number of entries older than _WRITING_SECONDS that no journal holds."""
    written = JournalEntry.durable, JournalEntry.at > utcnow() - timedelta(seconds=_WRITING_SECONDS)
    waiting = sa.select(sa.func.count()).select_from(JournalEntry).where(~JournalEntry.complete, ~sa.or_(*written))
    return session.scalar(waiting) or 0
