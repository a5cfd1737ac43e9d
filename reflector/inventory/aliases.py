"""All names of one object. Several combinations of bucket and key can name the same object in S3."""

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from reflector.db.among import among, each
from reflector.db.models import Artifact, Recording
from reflector.db.states import ArtifactKind
from reflector.instance import Instance
from reflector.inventory.rows import DOOMED, LIVING, NOT_INVENTORIED
from reflector.storage.base import plain_form, split_bucket


def other_names(session: Session, store: str, bucket: str, keys: Collection[str]) -> dict[str, dict[str, str]]:
    """All names that artifact rows can use for `keys` of a store. For each bucket, maps that name to the given key.

    One object in S3 has many names: key "f/x" of the bucket "b" is key "x" of "b/f". A check whether an object is
    still needed must look for all of them.
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
    """The subset of `keys` of one store that an artifact in this `state` references under any of its names."""
    found: set[str] = set()
    for other, names in other_names(session, store, bucket, keys).items():
        name = each(names)
        here = (Artifact.store == store, Artifact.bucket == other, Artifact.key == name.c.value, state)
        # COUNT(*) > 0 instead of EXISTS: for EXISTS PostgreSQL chooses a sequential scan here.
        rows = sa.select(sa.func.count()).where(*here).scalar_subquery()
        found |= {names[known] for known in session.scalars(sa.select(name.c.value).where(rows > 0))}
    return found


def unusual_living(session: Session, bucket: str) -> set[str]:
    """The plain forms of the unusual keys that living artifacts have in an S3 bucket, with the folders of their stores.

    A server that reads keys as paths takes such a key for its plain form. One query reads the keys of the bucket.
    """
    key, bare = Artifact.key, split_bucket(bucket)[0]
    odd = sa.or_(
        *(key.startswith(start, autoescape=True) for start in ("/", "./", "../")),
        *(key.contains(part, autoescape=True) for part in ("//", "\\", "/./", "/../")),
        key.endswith("/", autoescape=True),
    )
    here = sa.or_(Artifact.bucket == bare, Artifact.bucket.startswith(f"{bare}/", autoescape=True))
    rows = sa.select(Artifact.bucket, key).where(
        Artifact.store == "s3", LIVING, here, Artifact.kind != ArtifactKind.FOLDER, odd
    )
    return {plain_form(split_bucket(other)[1] + name) for other, name in session.execute(rows)}


def located(store: str, names: Mapping[str, Collection[str]]) -> sa.ColumnElement[bool]:
    """The condition that an artifact, living or doomed, is in `store` under one of these keys of these buckets."""
    return sa.or_(
        *(
            sa.and_(state, Artifact.store == store, Artifact.bucket == bucket, among(Artifact.key, list(keys)))
            for bucket, keys in names.items()
            for state in (LIVING, DOOMED)
        )
    )


def buckets(session: Session) -> set[str]:
    """Every S3 bucket that an artifact row names.

    Each bucket costs one or two index seeks, independent of the number of rows. Two recursive queries find all
    buckets, because with hundreds of buckets the round trips to the database take longer than the seeks.
    """
    found: set[str | None] = set()
    for state in (LIVING, DOOMED):
        first = sa.select(sa.func.min(Artifact.bucket).label("bucket")).where(Artifact.store == "s3", state)
        named = first.cte("each_bucket", recursive=True)
        following = first.where(Artifact.bucket > named.c.bucket).correlate(named).scalar_subquery()
        named = named.union_all(sa.select(following).where(named.c.bucket.is_not(None)))
        found.update(session.scalars(sa.select(named.c.bucket)))
    return {bucket for bucket in found if bucket is not None}


def buckets_of_others(instance: Instance) -> list[str]:
    """The S3 buckets that a row references, and the bucket of composed videos; without the default store's bucket."""
    pending = sa.select(Recording.bucket_name).where(NOT_INVENTORIED).distinct()
    with instance.database.snapshot() as session:
        named = {*buckets(session), *session.scalars(pending)}
    return sorted((named | {instance.stores.videos}) - {"", instance.stores.default.bucket})
