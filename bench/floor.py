"""The floor: plain bulk SQL, unlinking and DeleteObjects for the same data, without any check. It does not check
whether another transcript references a meeting, or whether an object is really gone, and handles no failures. No
program that keeps the promise can be much faster.
"""

import shutil
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from reflector.db.models import Artifact, Meeting, Recording, Transcript, utcnow
from reflector.db.session import Database
from reflector.policy import cutoff


def erase(database: Database, root: Path, client: Any) -> None:
    """Erase everything anonymous and expired from the database, the folder and the buckets."""
    before = cutoff(utcnow(), 7)
    with database.engine.begin() as connection:
        old = sa.select(Transcript.id).where(Transcript.user_id.is_(None), Transcript.created_at < before)
        ids = connection.scalars(old).all()
        objects: dict[str, list[str]] = {}
        for bucket, key in connection.execute(sa.select(Artifact.bucket, Artifact.key).where(Artifact.store == "s3")):
            objects.setdefault(bucket, []).append(key)
        connection.execute(sa.delete(Artifact))
        connection.execute(sa.delete(Transcript).where(Transcript.user_id.is_(None), Transcript.created_at < before))
        connection.execute(sa.delete(Recording).where(Recording.recorded_at < before))
        connection.execute(sa.delete(Meeting).where(Meeting.start_date < before))
    for transcript_id in ids:
        shutil.rmtree(root / transcript_id)
    for bucket, keys in objects.items():
        for start in range(0, len(keys), 1000):
            chunk = [{"Key": key} for key in keys[start : start + 1000]]
            client.delete_objects(Bucket=bucket, Delete={"Objects": chunk, "Quiet": True})
