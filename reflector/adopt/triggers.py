"""The triggers that write an artifact row for each pointer, in the transaction that writes the pointer.

- No trigger has a column list: PostgreSQL would refuse to drop a column that a trigger names.
- They run with the rights of their owner, because the other program's role may not write Reflector's tables. Only that
  owner may call them: otherwise a role could put such a trigger on its own table, and reference the bytes of others.
- They catch every error, because nothing of ours may stop a statement of the other program. If a trigger has failed,
  `enter_missing` writes the missing rows later.
- No trigger fires on DELETE, see pending.py.

Source: PostgreSQL, "CREATE TRIGGER", "CREATE FUNCTION" (Writing SECURITY DEFINER Functions Safely).
"""

from collections.abc import Iterator
from typing import Literal

import sqlalchemy as sa
import structlog

from reflector.db.session import Database
from reflector.retention.strays import PIPELINE_FOLDERS
from reflector.storage.base import MAX_KEY_BYTES

log = structlog.get_logger(__name__)

Table = Literal["transcript", "recording", "meeting"]
TABLES: tuple[Table, ...] = ("transcript", "recording", "meeting")

#: Rows per transaction of `enter_missing`.
_PAGE = 2000

_PIPELINES = "".join(
    f",\n      ('folder', 's3', adoption.bucket, '{name}/' || {{row}}.id || '/')" for name in PIPELINE_FOLDERS
)
#: For each table the query for the places (kind, store, bucket, key) of the bytes of one row. `{row}` is that row.
_PLACES: dict[Table, str] = {
    # A transcript that is kept in S3 while no bucket is set gets an artifact without a bucket, which becomes dead and
    # is reported. An id that would name another folder gets none.
    "transcript": f"""
    SELECT place.* FROM adoption, LATERAL (VALUES
      ('folder', 'local', '', {{row}}.id || '/'),
      ('mp3', 's3', adoption.bucket, {{row}}.id || '/audio.mp3'){_PIPELINES}
    ) place (kind, store, bucket, key)
    WHERE (place.store = 'local' OR adoption.bucket <> ''
        OR (place.kind = 'mp3' AND {{row}}.audio_location = 'storage'))
      AND {{row}}.id !~ '/|^[.]|^$' AND {{row}}.id NOT IN ({", ".join(f"'{name}'" for name in PIPELINE_FOLDERS)})""",
    # The key of a recording with tracks is their folder. No object has that name, so it is not erased.
    "recording": """
    SELECT 'recording' AS kind, 's3' AS store, {row}.bucket_name AS bucket, rtrim({row}.object_key, '/') AS key
    WHERE rtrim({row}.object_key, '/') <> ''
    UNION SELECT 'track', 's3', {row}.bucket_name, track
    FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(to_jsonb({row}.track_keys)) = 'array'
      THEN to_jsonb({row}.track_keys) ELSE '[]' END) track
    WHERE rtrim(track, '/') <> ''""",
    # The row names no bucket. It is the bucket of the settings; without one, those of the meeting's recordings.
    "meeting": """
    SELECT DISTINCT 'composed_video' AS kind, 's3' AS store,
      coalesce(nullif(adoption.videos, ''), made.bucket_name, adoption.bucket) AS bucket,
      {row}.daily_composed_video_s3_key AS key
    FROM adoption LEFT JOIN recording made ON made.meeting_id = {row}.id
    WHERE {row}.daily_composed_video_s3_key <> ''""",
}
#: Columns that the trigger watches. It ignores an UPDATE that changes none of them.
_POINTERS: dict[Table, tuple[str, ...]] = {
    "transcript": (),
    "recording": ("bucket_name", "object_key", "track_keys"),
    "meeting": ("daily_composed_video_s3_key",),
}


def _insert(table: Table, row: str, known: str = "") -> str:
    """The statement that enters the places of `row` that have no artifact. `known` narrows the artifacts to look at."""
    return f"""
  INSERT INTO artifact (kind, store, bucket, key, {table}_id)
  SELECT place.kind, place.store, place.bucket, place.key, {row}.id
  FROM {{source}} ({_PLACES[table].format(row=row)}
  ) place
  WHERE octet_length(place.key) <= {MAX_KEY_BYTES} AND octet_length(place.bucket) <= {MAX_KEY_BYTES}
    AND NOT EXISTS (SELECT FROM artifact known WHERE known.{table}_id = {row}.id{known}
      AND known.store = place.store AND known.bucket = place.bucket AND known.key = place.key)"""


def add_functions(schema: str) -> Iterator[str]:
    """The statements that create the functions of the triggers. `schema`: the schema of the tables, quoted."""
    for table in TABLES:
        same = " AND ".join(f"NEW.{name}::text IS NOT DISTINCT FROM OLD.{name}::text" for name in _POINTERS[table])
        skip = f"\n  IF TG_OP = 'UPDATE' AND {same} THEN RETURN NULL; END IF;" if same else ""
        yield (
            f"CREATE FUNCTION reflector_enter_{table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
            f"SET search_path = {schema}, pg_temp AS $$\nBEGIN{skip}{_insert(table, 'NEW').format(source='')};\n"
            "  RETURN NULL;\nEXCEPTION WHEN OTHERS THEN\n  RETURN NULL;  -- enter_missing enters it later\nEND $$"
        )
        # PostgreSQL asks for this right when a trigger is made, not when it fires.
        yield f"REVOKE EXECUTE ON FUNCTION reflector_enter_{table}() FROM PUBLIC"


def add_triggers() -> Iterator[str]:
    """The statements that create the triggers. Each takes a lock against writers for an instant."""
    for table in TABLES:
        when = "INSERT OR UPDATE" if _POINTERS[table] else "INSERT"
        yield (
            f"CREATE TRIGGER reflector_enter AFTER {when} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION reflector_enter_{table}()"
        )


def drop_triggers() -> Iterator[str]:
    """The opposite of `add_triggers` and `add_functions`."""
    for table in TABLES:
        yield f"DROP TRIGGER IF EXISTS reflector_enter ON {table}"
    yield "DROP FUNCTION IF EXISTS " + ", ".join(f"reflector_enter_{table}()" for table in TABLES)


def enter_missing(database: Database) -> list[str]:
    """Write the artifact rows that are missing, in pages. Updates no row, and can be repeated and killed at any time.

    Returns an error line for each row whose pointers cannot be read.
    """
    errors: list[str] = []
    for table in TABLES:
        after: str | None = ""
        while after is not None:
            after = _enter_page(database, table, after, errors)
    return errors


def _enter_page(database: Database, table: Table, after: str, errors: list[str]) -> str | None:
    """Enter the rows behind `after`, one by one if the page fails. Returns the last row, or None if none follows."""
    page = sa.text(f"SELECT id FROM {table} WHERE id > :after ORDER BY id LIMIT :size")
    with database.snapshot() as session:
        ids = list(session.scalars(page, {"after": after, "size": _PAGE}))
    try:
        _enter(database, table, ids)
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated:
            raise
        for row_id in ids:
            try:
                _enter(database, table, [row_id])
            except sa.exc.DBAPIError as fault:
                log.error("pointers_not_entered", table=table, row_id=row_id, error=type(fault.orig).__name__)
                errors.append(f"{table} {row_id}: pointers cannot be read")
    return ids[-1] if len(ids) == _PAGE else None


def _enter(database: Database, table: Table, ids: list[str]) -> None:
    # The ids are given twice, for owners and for artifacts. Otherwise PostgreSQL reads all artifacts for each page.
    narrowed = f" AND known.{table}_id = ANY (:ids)"
    insert = _insert(table, "owner", narrowed).format(source=f"{table} owner CROSS JOIN LATERAL")
    with database.transaction() as session:
        session.execute(sa.text(f"{insert} AND owner.id = ANY (:ids)"), {"ids": ids})
