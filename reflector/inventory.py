"""The inventory: every byte that Reflector keeps can be reached from a row, always.

This module is the only door through which bytes come in, and the place where rows learn about bytes that others
brought. Its rules:

1. The artifact row is committed *before* the first byte is written (`announce`), and sealed when the last one is
   there (`seal`). Between the two, `writable_until` says how long a writer may still be at work.
2. Taking bytes away begins with taking the owner from their row (`doom`). The row itself goes only after the bytes
   are known to be gone, and not before `writable_until`: a writer that is late, or died, leaves nothing behind.
   That is the work of reflector/retention/drain.py. As long as a row is doomed nobody announces its place again:
   who is erasing there may be slow, and would take the new bytes for the old ones. So that nobody else lets the row go
   meanwhile, rows go only under the lock of `alone`.
3. A pointer to bytes that stands in a row of another kind (a recording's object, a meeting's video, the folder of a
   transcript made by another program) is entered here before anything is erased (`complete`).
4. A store carries the marker of the database that owns its contents (`recognise`). "Nothing there" means something
   only in the right store: an unmounted disk is empty too. Who believes it looks for the marker once more afterwards.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Literal

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session, aliased

from reflector.db.among import among, each
from reflector.db.models import Artifact, Instance, MarkedStore, Meeting, Recording, Transcript, utcnow
from reflector.db.session import Database, forbid_transaction
from reflector.errors import (
    ArtifactDoomed,
    BeingErased,
    ObjectMissing,
    ReflectorError,
    RetentionBusy,
    StorageError,
    StoreIsForeign,
    TranscriptGone,
)
from reflector.storage import Store, Stores
from reflector.storage.base import MAX_KEY_BYTES, split_bucket

log = structlog.get_logger(__name__)

Kind = Literal["upload", "wav", "mp3", "waveform", "folder", "recording", "track", "composed_video"]

#: The key under which a store carries the id of the database that owns its contents.
MARKER_KEY = ".reflector-instance"
#: Where `reflector doctor` puts probes without content, and erases them again.
PROBE_PREFIX = ".reflector-doctor/"
#: No writer says that it will be at work for longer than this.
WRITER_MAX_SECONDS = 24 * 3600.0
#: How long a writer that failed may take to erase what it wrote, and how long it waits for others who erase.
_TAKE_BACK_SECONDS, _TAKE_BACK_WAIT_SECONDS = 60.0, 5.0


def is_own_file(bucket: str, key: str) -> bool:
    """Whether this is a marker or a probe of any instance. No pointer, whoever wrote it, leads there: who erased the
    marker of a store would make it nobody's."""
    parts = (split_bucket(bucket)[1] + key).split("/")
    return parts[-1] == MARKER_KEY or PROBE_PREFIX.rstrip("/") in parts


#: The conditions of the indexes by location, word for word: planners take a partial index for nothing less.
DOOMED = sa.and_(Artifact.transcript_id.is_(None), Artifact.recording_id.is_(None), Artifact.meeting_id.is_(None))
LIVING = sa.or_(
    Artifact.transcript_id.is_not(None), Artifact.recording_id.is_not(None), Artifact.meeting_id.is_not(None)
)

_BATCH = 500
#: Word for word as in the partial indexes: SQLite does not see through `inventoried = 0`.
_NOT_INVENTORIED = sa.text("NOT inventoried")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one artifact lies, or will lie."""

    kind: Kind
    #: "local" or "s3"
    store: str
    bucket: str
    key: str

    @classmethod
    def in_store(cls, kind: Kind, store: Store, key: str) -> "Place":
        """The place `key` of a store."""
        return cls(kind, store.name, store.bucket, key)


# -- coming in ----------------------------------------------------------------------------------------------------


def enter_transcript(session: Session, transcript: Transcript) -> None:
    """Add a new transcript together with the artifact row of its folder on the local disk."""
    transcript.inventoried = True
    session.add(transcript)
    session.flush()
    session.add(Artifact(kind="folder", store="local", bucket="", key=f"{transcript.id}/", transcript_id=transcript.id))


def announce(database: Database, transcript_id: str, places: Sequence[Place], *, seconds: float) -> list[int]:
    """Commit the artifact rows of bytes that will be written within `seconds` (at most WRITER_MAX_SECONDS), and return
    their ids.

    A place that the transcript already has is announced again under its old id: stages can run twice.
    Raises TranscriptGone if there is no such transcript any more, BeingErased while the place is doomed.
    """
    until = utcnow() + timedelta(seconds=seconds)
    with database.transaction() as session:
        if not lock_transcripts(session, [transcript_id]):
            raise TranscriptGone()
        return [announce_in(session, transcript_id, place, until) for place in places]


def announce_in(session: Session, transcript_id: str, place: Place, until: datetime) -> int:
    """`announce` one place in a transaction of the caller, who holds the transcript's row locked."""
    known = session.scalars(sa.select(Artifact).where(Artifact.transcript_id == transcript_id, _in(place))).first()
    if known is None:
        if session.scalar(_one(DOOMED, _in(place))) is not None:
            raise BeingErased()
        known = Artifact(
            kind=place.kind, store=place.store, bucket=place.bucket, key=place.key, transcript_id=transcript_id
        )
        session.add(known)
    known.writable_until = until
    session.flush()
    _let_folder_wait(session, [transcript_id])
    return known.id


def _in(place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(Artifact.store == place.store, Artifact.bucket == place.bucket, Artifact.key == place.key)


def lock_transcripts(session: Session, ids: Collection[str]) -> bool:
    """Lock the rows of transcripts before those of their artifacts, as everybody does who changes several of these:
    two who lock them in different orders would wait for each other. Returns whether there was any."""
    rows = sa.select(Transcript.id).where(among(Transcript.id, ids)).order_by(Transcript.id)
    return bool(session.scalars(rows.with_for_update(key_share=True)).all())


def doomed_in(database: Database, places: Iterable[Place]) -> list[int]:
    """The doomed artifacts of some places: nobody can announce these as long as there are any."""
    doomed = sa.select(Artifact.id).where(DOOMED)
    with database.snapshot() as session:
        return [found for place in places for found in session.scalars(doomed.where(_in(place)))]


def extend(database: Database, transcript_id: str, *, seconds: float) -> None:
    """Give those who write for a transcript `seconds` from now on for what they have announced and not yet sealed."""
    with database.transaction() as session:
        lock_transcripts(session, [transcript_id])
        unsealed = sa.update(Artifact).where(
            Artifact.transcript_id == transcript_id, Artifact.writable_until.is_not(None)
        )
        session.execute(unsealed.values(writable_until=utcnow() + timedelta(seconds=seconds)))


def _let_folder_wait(session: Session, transcript_ids: Collection[str]) -> None:
    """Let the folder of a transcript wait for its last writer: a writer that dies late leaves temporary files there,
    which only the folder's own artifact leads to."""
    inside = aliased(Artifact)
    last = sa.select(sa.func.max(inside.writable_until)).where(
        inside.transcript_id == Artifact.transcript_id, inside.kind != "folder"
    )
    session.execute(
        sa.update(Artifact)
        .where(among(Artifact.transcript_id, transcript_ids), Artifact.kind == "folder")
        .values(writable_until=last.scalar_subquery()),
        execution_options={"synchronize_session": False},
    )


#: Whether what a writer has announced is another writer's by now. Asked in a transaction that holds the transcript.
PassedOn = Callable[[Session], bool]


def _to_nobody(_session: Session) -> bool:
    return False


def seal(database: Database, artifact_ids: Sequence[int], *, passed_on: PassedOn = _to_nobody) -> None:
    """Say that the bytes of announced artifacts are all there.

    Raises ArtifactDoomed if any of them lost its owner meanwhile, or is another writer's by now. The caller must then
    take back what it wrote.
    """
    with database.transaction() as session:
        lock_transcripts(session, _owners(session, artifact_ids))
        alive = not passed_on(session) and seal_in(session, artifact_ids)
    if not alive:
        raise ArtifactDoomed()


def seal_in(session: Session, artifact_ids: Sequence[int]) -> bool:
    """`seal` in a transaction of the caller, who holds the transcript's row locked. Returns whether all of them still
    have an owner."""
    owners = _owners(session, artifact_ids)
    _end_writing(session, artifact_ids)
    _let_folder_wait(session, owners)
    return len(owners) == len(set(artifact_ids))


def _end_writing(session: Session, artifact_ids: Sequence[int]) -> None:
    """No writer is at work any more: what is doomed is due at once."""
    session.execute(
        sa.update(Artifact).where(among(Artifact.id, artifact_ids)).values(writable_until=None, next_attempt_at=None)
    )


def _owners(session: Session, artifact_ids: Sequence[int]) -> list[str]:
    """The transcript of each artifact that still has one."""
    alive = sa.select(Artifact.transcript_id).where(
        among(Artifact.id, artifact_ids), Artifact.transcript_id.is_not(None)
    )
    return [str(owner) for owner in session.scalars(alive)]


@contextmanager
def writing(
    database: Database,
    stores: Stores,
    transcript_id: str,
    places: Sequence[Place],
    *,
    seconds: float,
    passed_on: PassedOn = _to_nobody,
) -> Iterator[None]:
    """Write the bytes of `places` inside the block; their rows are there before it and sealed after it.

    If the block fails, or the transcript is erased meanwhile, everything it wrote is taken away again; but what is
    another writer's by now (`passed_on`) is left to that one.
    Raises TranscriptGone and BeingErased before the block, and ArtifactDoomed after it; also when a store failed
    because its folder was erased from under the writer.
    """
    forbid_transaction()
    ids = announce(database, transcript_id, places, seconds=seconds)
    try:
        yield
        seal(database, ids, passed_on=passed_on)
    except BaseException as error:
        if not take_back(database, stores, ids, places, passed_on=passed_on) and isinstance(error, StorageError):
            raise ArtifactDoomed() from None
        raise


def take_back(
    database: Database,
    stores: Stores,
    ids: Sequence[int],
    places: Sequence[Place],
    *,
    passed_on: PassedOn = _to_nobody,
) -> bool:
    """Doom what was announced, and erase it at once where the store lets us; the drain does the rest.

    `ids` are what `announce` gave for `places`, in the same order. A place that a living artifact leads to all the
    same stays as it is: another writer has it now. Returns whether all of it was still alive, and ours.
    """
    with database.transaction() as session:
        owners = _owners(session, ids)
        lock_transcripts(session, owners)
        owners = _owners(session, ids)
        ours = not passed_on(session)
        if ours:
            doom(session, among(Artifact.id, ids))
        going = [place for place in places if session.scalar(_one(LIVING, _in(place))) is None]
        for place in going:
            _hold_doomed(session, place)
        _let_folder_wait(session, owners)
    if going:
        try:
            with alone(database, wait_seconds=_TAKE_BACK_WAIT_SECONDS):
                _empty(database, stores, going, owners)
        except RetentionBusy:  # the rows stay as they are held: the drain under way may have been there too early
            log.warning("artifacts_left_to_drain", artifacts=len(going))
    return ours and len(owners) == len(set(ids))


def alone(database: Database, *, wait_seconds: float = 0.0) -> AbstractContextManager[None]:
    """Be the only one for the block who lets rows of erased bytes go. Raises RetentionBusy."""
    return database.exclusive("drain", wait_seconds=wait_seconds)


def _empty(database: Database, stores: Stores, places: Iterable[Place], owners: Collection[str]) -> None:
    for place in places:
        erased = _erased(database, stores, place)
        with database.transaction() as session:
            lock_transcripts(session, owners)
            if erased:
                session.execute(sa.delete(Artifact).where(DOOMED, _in(place)))
            else:  # the drain's, from now on
                session.execute(
                    sa.update(Artifact).where(DOOMED, _in(place)).values(writable_until=None, next_attempt_at=None)
                )
            _let_folder_wait(session, owners)


def _one(*which: sa.ColumnElement[bool]) -> sa.Select[int]:
    return sa.select(Artifact.id).where(*which).limit(1)


def _hold_doomed(session: Session, place: Place) -> None:
    """Let the doomed rows of a place that is about to be erased stay until that is done: until then nobody announces
    it. If there is none any more, it was drained, and its writer later than it had announced: enter it once more."""
    until = utcnow() + timedelta(seconds=_TAKE_BACK_SECONDS)
    held: Any = session.execute(sa.update(Artifact).where(DOOMED, _in(place)).values(writable_until=until))
    if not held.rowcount:
        at = {"kind": place.kind, "store": place.store, "bucket": place.bucket, "key": place.key}
        session.add(Artifact(**at, doomed_at=utcnow(), writable_until=until))


def _erased(database: Database, stores: Stores, place: Place) -> bool:
    """Erase what lies in a place, and say whether it is known to be gone."""
    try:
        store = stores.get(place.store, place.bucket)
        gone = store.erase_many([place.key])[place.key] is None
        # Looked at afterwards: what was unmounted or swapped meanwhile looks erased.
        return gone and (not is_own(stores, place.store, place.bucket) or mark_of(database, store) in ("mine", "new"))
    except ReflectorError as error:
        log.warning("artifact_left_to_drain", error=error.code)
        return False


# -- by any name ---------------------------------------------------------------------------------------------------


def other_names(session: Session, store: str, bucket: str, keys: Collection[str]) -> dict[str, dict[str, str]]:
    """All names by which `keys` of a store may stand in artifact rows: for each bucket, that name -> the given key.

    One object in S3 has many names: key "f/x" of the bucket "b" is key "x" of "b/f". Whoever asks whether anybody
    still needs an object must ask for all of them.
    """
    names = {bucket: {key: key for key in keys}}
    if store != "s3":
        return names
    bare, folder = split_bucket(bucket)
    for other in buckets(session):
        other_bare, other_folder = split_bucket(other)
        if other != bucket and other_bare == bare:
            whole = {folder + key: key for key in keys if (folder + key).startswith(other_folder)}
            if whole:
                names[other] = {name.removeprefix(other_folder): key for name, key in whole.items()}
    return names


def led_to(session: Session, store: str, bucket: str, keys: Collection[str], state: sa.ColumnElement[bool]) -> set[str]:
    """Those of `keys` of one store to which an artifact in this `state` leads, by whatever name."""
    found: set[str] = set()
    for other, names in other_names(session, store, bucket, keys).items():
        name = each(names)
        here = (Artifact.store == store, Artifact.bucket == other, Artifact.key == name.c.value, state)
        # Counted, not looked whether there is one: for the first of many that it expects, PostgreSQL would not seek.
        rows = sa.select(sa.func.count()).where(*here).scalar_subquery()
        found |= {names[known] for known in session.scalars(sa.select(name.c.value).where(rows > 0))}
    return found


def located(store: str, names: Mapping[str, Collection[str]]) -> sa.ColumnElement[bool]:
    """Whether an artifact, living or doomed, lies in `store` under one of these keys of these buckets."""
    return sa.or_(
        *(
            sa.and_(state, Artifact.store == store, Artifact.bucket == bucket, among(Artifact.key, list(keys)))
            for bucket, keys in names.items()
            for state in (LIVING, DOOMED)
        )
    )


def buckets(session: Session) -> set[str]:
    """Every S3 bucket that an artifact row names: a seek or two in an index for each, however many rows there are, and
    all of them in two statements: with hundreds of buckets the way to the database takes longer than the seeks."""
    found: set[str | None] = set()
    for state in (LIVING, DOOMED):
        first = sa.select(sa.func.min(Artifact.bucket).label("bucket")).where(Artifact.store == "s3", state)
        named = first.cte("each_bucket", recursive=True)
        following = first.where(Artifact.bucket > named.c.bucket).correlate(named).scalar_subquery()
        named = named.union_all(sa.select(following).where(named.c.bucket.is_not(None)))
        found.update(session.scalars(sa.select(named.c.bucket)))
    return {bucket for bucket in found if bucket is not None}


def buckets_of_others(database: Database, stores: Stores) -> list[str]:
    """The S3 buckets, other than the default store's, in which something lies that a row leads to,
    and that of composed videos."""
    pending = sa.select(Recording.bucket_name).where(_NOT_INVENTORIED).distinct()
    with database.snapshot() as session:
        named = {*buckets(session), *session.scalars(pending)}
    return sorted((named | {stores.videos}) - {"", stores.default.bucket})


# -- going out ----------------------------------------------------------------------------------------------------


def doom(session: Session, *which: sa.ColumnElement[bool]) -> None:
    """Take the owner from the artifacts that match all of `which`: the drain erases their bytes."""
    session.execute(
        sa.update(Artifact)
        .where(*which, Artifact.doomed_at.is_(None))
        .values(transcript_id=None, recording_id=None, meeting_id=None, doomed_at=utcnow(), next_attempt_at=None),
        execution_options={"synchronize_session": False},
    )


# -- bytes that others brought ------------------------------------------------------------------------------------


def complete(database: Database, stores: Stores) -> None:
    """Enter every pointer that stands in a row not yet inventoried. Cheap when there is none: a partial index."""
    _house(database, stores)
    for model in (Recording, Meeting, Transcript):
        while True:
            with database.transaction() as session:
                ids = session.scalars(
                    sa.select(model.id).where(_NOT_INVENTORIED).limit(_BATCH).with_for_update(skip_locked=True)
                ).all()
                if not ids:
                    break
                enter(session, stores, model, ids)


def enter(session: Session, stores: Stores, model: type[Recording | Meeting | Transcript], ids: Iterable[str]) -> None:
    """Enter the pointers of those rows of `ids` that are not yet inventoried, in the caller's transaction.

    The database takes the mark away when another program changes a pointer; what such a row has already stays.
    """
    ids = list(ids)
    places, columns, owner = _POINTERS[model]
    rows = session.execute(sa.select(model.id, *columns).where(among(model.id, ids), ~model.inventoried)).all()
    if not rows:
        return
    location = (Artifact.__table__.c[owner], Artifact.store, Artifact.bucket, Artifact.key)
    known = {
        tuple(row) for row in session.execute(sa.select(*location).where(among(location[0], [r.id for r in rows])))
    }
    entries = [
        {"kind": p.kind, "store": p.store, "bucket": p.bucket, "key": p.key, owner: row.id}
        for row in rows
        for p in places(row, stores)
        if _can_exist(p) and (row.id, p.store, p.bucket, p.key) not in known
    ]
    if entries:
        session.execute(sa.insert(Artifact), entries)
    session.execute(
        sa.update(model).where(among(model.id, [row.id for row in rows])).values(inventoried=True),
        execution_options={"synchronize_session": False},
    )


def _transcript_places(row: Any, stores: Stores) -> list[Place]:
    places = [Place("folder", "local", "", f"{row.id}/")]
    if stores.default.name != "local":
        places.append(Place.in_store("mp3", stores.default, f"{row.id}/audio.mp3"))
    return places


def _recording_places(row: Any, _stores: Stores) -> list[Place]:
    places = [Place("track", "s3", row.bucket_name, key) for key in _strings(row.tracks)]
    if row.object_key:
        places.append(Place("recording", "s3", row.bucket_name, row.object_key))
    return places


def _meeting_places(row: Any, stores: Stores) -> list[Place]:
    """A meeting's row names the key of its composed video, and not the bucket: the settings do, or its recordings,
    which the same service has left. Where nobody does, the artifact has no bucket: it can never be reached, so it
    dies of that, loudly, until the operator names the bucket (see `_house`). It is never taken for gone."""
    if not row.video:
        return []
    beside = sorted(set((row.beside or "").split("\n")) - {""})
    otherwise = stores.default.bucket if stores.default.name == "s3" else ""
    buckets = [stores.videos] if stores.videos else beside or [otherwise]
    return [Place("composed_video", "s3", bucket, row.video) for bucket in buckets]


def _house(database: Database, stores: Stores) -> None:
    """Give composed videos whose bucket nobody knew the one that the settings name by now."""
    homeless = sa.and_(Artifact.store == "s3", Artifact.bucket == "", Artifact.kind == "composed_video")
    if not stores.videos:
        return
    with database.transaction() as session:
        session.execute(
            sa.update(Artifact).where(homeless).values(bucket=stores.videos),
            execution_options={"synchronize_session": False},
        )


def _buckets_beside() -> sa.ColumnElement[str]:
    """The buckets of a meeting's recordings, a line each (no bucket's name holds a line break)."""
    names = sa.select(sa.func.aggregate_strings(Recording.bucket_name, "\n")).where(Recording.meeting_id == Meeting.id)
    return sa.case((Meeting.daily_composed_video_s3_key.is_not(None), names.scalar_subquery()))


#: For each kind of row: how its pointers become places, the columns that this needs, and the owner column.
_POINTERS: dict[
    type[Recording | Meeting | Transcript], tuple[Callable[[Any, Stores], list[Place]], tuple[Any, ...], str]
] = {
    Transcript: (_transcript_places, (), "transcript_id"),
    Recording: (
        _recording_places,
        # As text: a value that is no JSON must not keep its row from being erased.
        (Recording.bucket_name, Recording.object_key, sa.cast(Recording.track_keys, sa.Text()).label("tracks")),
        "recording_id",
    ),
    Meeting: (
        _meeting_places,
        (Meeting.daily_composed_video_s3_key.label("video"), _buckets_beside().label("beside")),
        "meeting_id",
    ),
}


def _can_exist(place: Place) -> bool:
    """Whether any store could hold bytes there. Other programs' columns hold strings that no database takes as text
    (NUL, lone surrogates) or as an index entry (too long); such a one must not keep its row, or a batch, alive."""
    try:
        lengths = [len(text.encode()) for text in (place.bucket, place.key)]
    except UnicodeEncodeError:
        return False
    return max(lengths) <= MAX_KEY_BYTES and "\0" not in place.bucket + place.key


def _strings(text: str | None) -> list[str]:
    """Every string in a JSON text; if it is no JSON, or a bottomless one, everything that stands between quotes."""
    if not text:
        return []
    try:
        return list(_walk(json.loads(text)))
    except (ValueError, RecursionError):
        return re.findall(r'"([^"]+)"', text)


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _walk(item)


# -- the right store ----------------------------------------------------------------------------------------------


def instance_id(database: Database) -> str:
    """The id of this database, made at the first call."""
    with database.snapshot() as session:
        known = session.get(Instance, 1)
    if known is not None:
        return known.id
    with suppress(sa.exc.IntegrityError), database.transaction() as session:  # another process may be first
        session.add(Instance())
    return instance_id(database)


#: Whose a store is. mine: it carries this database's marker. new: nobody's so far. lost: it was ours and carries no
#: marker now: the wrong mount or bucket, or emptied by hand. foreign: it carries another database's marker.
Mark = Literal["mine", "new", "lost", "foreign"]


def is_own(stores: Stores, name: str, bucket: str) -> bool:
    """Whether a store is one that carries our marker. The buckets in which others leave recordings carry none."""
    return (name, bucket) in [(own.name, own.bucket) for own in stores.all()]


def mark_of(database: Database, store: Store) -> Mark:
    """Whose `store` is."""
    mine = instance_id(database)
    forbid_transaction()
    found = _read_marker(store)
    if found is not None:
        return "mine" if found == mine else "foreign"
    with database.snapshot() as session:
        return "new" if session.get(MarkedStore, (store.name, store.bucket)) is None else "lost"


def recognise(database: Database, store: Store) -> None:
    """Make sure that `store` is this database's, marking it at the first meeting. Raises StoreIsForeign."""
    mark = mark_of(database, store)
    if mark in ("foreign", "lost"):
        raise StoreIsForeign()
    if mark == "new":
        store.put(MARKER_KEY, BytesIO(instance_id(database).encode()))
    _remember(database, store)


def require_mine(database: Database, store: Store) -> None:
    """Look whether `store` carries this database's marker, and never mark it. Raises StoreIsForeign."""
    if mark_of(database, store) != "mine":
        raise StoreIsForeign()


def adopt(database: Database, store: Store) -> None:
    """Put this database's marker into `store`, whatever it carries. For an operator who knows that it is the one."""
    store.put(MARKER_KEY, BytesIO(instance_id(database).encode()))
    _remember(database, store)


def _remember(database: Database, store: Store) -> None:
    """Keep in mind that `store` carries the marker, so that its absence says something."""
    with database.snapshot() as session:
        known = session.get(MarkedStore, (store.name, store.bucket)) is not None
    if not known:
        with database.transaction() as session:
            session.merge(MarkedStore(store=store.name, bucket=store.bucket))


def _read_marker(store: Store) -> str | None:
    try:
        with store.open(MARKER_KEY) as stream:
            return stream.read(100).decode(errors="replace")
    except ObjectMissing:
        return None
