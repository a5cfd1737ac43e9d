"""Checks that the settings name the right places: the bytes of most living rows must be there.

If DATA_DIR is empty, the bucket is another one or the S3 settings are missing, an erasure would delete rows, find none
of their bytes, and lose the only pointers to them. So `look` and each run first look for the bytes of a sample of rows.
"""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa

from reflector.db.session import Database, forbid_transaction
from reflector.errors import AdoptionRefused, ObjectMissing, ReflectorError
from reflector.storage import Stores

#: Rows per kind of pointer.
SIZE = 200
#: Share of the sampled rows whose bytes must be there.
SUFFICIENT = 0.9
_AT_ONCE = 8

LOCAL = "local"
DEFAULT = "default"


class Pointer(StrEnum):
    """The kinds of pointers of an existing installation."""

    #: A transcript whose audio is in DATA_DIR/<id>/.
    LOCAL = "local"
    #: A transcript whose audio is <id>/audio.mp3 in the default bucket.
    STORED = "stored"
    #: A transcript of an uploaded file. A copy of the file is below file_pipeline/<id>/ in the default bucket.
    PIPELINE = "pipeline"
    #: A recording in the bucket that its row names.
    RECORDING = "recording"
    #: A meeting with a composed video.
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Sample:
    """The number of sampled rows of one kind whose bytes are in one place."""

    pointer: Pointer
    #: "local" (DATA_DIR), "default" (the default bucket) or the name of another bucket.
    place: str
    rows: int
    found: int
    #: Content-free codes of the errors of stores that could not be asked.
    errors: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """The share of rows whose bytes are there."""
        return self.found / self.rows if self.rows else 1.0

    @property
    def is_sufficient(self) -> bool:
        """Whether the place counts as recognized."""
        return self.share >= SUFFICIENT


class _Row(NamedTuple):
    """A sampled row: its bucket ("" for DATA_DIR and for the default bucket) and its key or folder."""

    bucket: str
    key: str


# The audio of a refused meeting is erased while its rows stay. So such rows are left out of the sample.
_NOT_REFUSED = (
    "NOT EXISTS (SELECT FROM meeting_consent AS refused"
    " WHERE refused.meeting_id = {meeting} AND NOT refused.consent_given)"
)
_FINISHED = "status = 'ended' AND audio_deleted IS NOT TRUE AND " + _NOT_REFUSED.format(meeting="transcript.meeting_id")
#: For each kind the rows with their bucket, key and age. The newest rows count as well as the oldest.
_ROWS = {
    Pointer.LOCAL: (
        "SELECT '' AS bucket, id || '/' AS key, created_at AS age FROM transcript"
        f" WHERE audio_location = 'local' AND {_FINISHED}"
    ),
    Pointer.STORED: (
        "SELECT '' AS bucket, id || '/audio.mp3' AS key, created_at AS age FROM transcript"
        f" WHERE audio_location = 'storage' AND {_FINISHED}"
    ),
    Pointer.PIPELINE: (
        "SELECT '' AS bucket, 'file_pipeline/' || id || '/' AS key, created_at AS age FROM transcript"
        f" WHERE CAST(source_kind AS text) = 'file' AND {_FINISHED}"
    ),
    Pointer.RECORDING: (
        "SELECT bucket_name AS bucket, recorded_at AS age, CASE WHEN json_typeof(to_json(track_keys)) = 'array'"
        " THEN coalesce(to_json(track_keys) ->> 0, object_key) ELSE object_key END AS key FROM recording"
        f" WHERE {_NOT_REFUSED.format(meeting='recording.meeting_id')}"
    ),
    Pointer.VIDEO: (
        "SELECT '' AS bucket, daily_composed_video_s3_key AS key, start_date AS age FROM meeting"
        f" WHERE daily_composed_video_s3_key <> '' AND {_NOT_REFUSED.format(meeting='meeting.id')}"
    ),
}
#: Every n-th row in the order of age, in each bucket. A row without a key has no bytes.
_SPREAD = (
    "SELECT bucket, key FROM (SELECT bucket, key, row_number() OVER (PARTITION BY bucket ORDER BY age, key) - 1 AS n,"
    " count(*) OVER (PARTITION BY bucket) AS total FROM ({rows}) AS rows WHERE key <> '') AS numbered"
    " WHERE n % greatest((total + :size - 1) / :size, 1) = 0"
)


def take_samples(database: Database, stores: Stores, *, size: int = SIZE) -> list[Sample]:
    """Look up the bytes of at most about `size` rows for each kind of pointer and each bucket. Changes nothing."""
    rows: dict[Pointer, Sequence[_Row]] = {}
    for pointer, query in _ROWS.items():
        with database.snapshot() as session:
            spread = sa.text(_SPREAD.format(rows=query))
            rows[pointer] = [_Row(row.bucket, row.key) for row in session.execute(spread, {"size": size})]
    forbid_transaction()
    return [sample for pointer in Pointer for sample in _of_pointer(pointer, rows[pointer], stores)]


def _of_pointer(pointer: Pointer, rows: Sequence[_Row], stores: Stores) -> Iterator[Sample]:
    default = stores.default.bucket if stores.default.name == "s3" else ""
    for bucket in sorted({row.bucket for row in rows}):
        if pointer is Pointer.LOCAL:
            name, asked, place = "local", "", LOCAL
        else:
            name, asked = "s3", (stores.videos if pointer is Pointer.VIDEO else bucket) or default
            place = DEFAULT if asked in ("", default) else asked
        keys = [row.key for row in rows if row.bucket == bucket]
        if pointer is Pointer.PIPELINE and place == DEFAULT and not asked:
            continue  # Without a bucket the other program makes no copies.
        with ThreadPoolExecutor(_AT_ONCE, "sample") as pool:
            answers = list(pool.map(lambda key: _ask(stores, name, asked, key), keys))  # noqa: B023  (used at once)
        errors = sorted({answer for answer in answers if answer not in (_FOUND, _MISSING)})
        yield Sample(pointer, place, len(keys), answers.count(_FOUND), tuple(errors))


_FOUND = "found"
_MISSING = "missing"


def _ask(stores: Stores, name: str, bucket: str, key: str) -> str:
    """Whether there are bytes under a key or in a folder: _FOUND, _MISSING, or the code of an error."""
    try:
        store = stores.get(name, bucket)
        if key.endswith("/"):
            return _FOUND if next(islice(store.list(key), 1), None) else _MISSING
        store.stat(key)
    except ObjectMissing:
        return _MISSING
    except ReflectorError as error:
        return error.log_code
    except OSError as error:  # such as a DATA_DIR that does not exist
        return type(error).__name__
    return _FOUND


def insufficient(samples: Collection[Sample], lost: Collection[str]) -> list[Sample]:
    """The samples that show a wrong place. `lost`: places that the operator named as lost.

    Copies of the pipelines only count where no row says that the default bucket has its audio: the other program may
    have erased its copies.
    """
    stored = any(sample.pointer is Pointer.STORED for sample in samples)
    counts = [sample for sample in samples if sample.pointer is not Pointer.PIPELINE or not stored]
    return [sample for sample in counts if not sample.is_sufficient and sample.place not in lost]


def require_right_places(samples: Collection[Sample], lost: Collection[str]) -> None:
    """Raise AdoptionRefused if too few sampled rows have found their bytes."""
    wrong = insufficient(samples, lost)
    if wrong:
        lines = [
            f"{sample.place}: {sample.found} of {sample.rows} rows ({sample.pointer}) have their bytes there"
            + (f" ({', '.join(sample.errors)})" if sample.errors else "")
            for sample in wrong
        ]
        raise AdoptionRefused(
            "This does not look like the right place. Nothing was erased. " + "; ".join(lines) + ". Check DATA_DIR and "
            "the TRANSCRIPT_STORAGE_AWS_… settings, or name a place whose bytes are lost with --lost."
        )
