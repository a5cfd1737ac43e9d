"""A new transcript is complete from its first commit: it is never more public, and never lives longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from reflector.db.models import Transcript, utcnow
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance
from tests.integration.api.tokens import KEY, bearer, pem

Seen = tuple[str, datetime | None]


@pytest.fixture
def instance(serve: Serve) -> Instance:
    """A public instance with users."""
    return serve(AUTH_BACKEND="jwt", AUTH_JWT_PUBLIC_KEY=pem(KEY))


@contextmanager
def after_each_commit(instance: Instance) -> Iterator[list[Seen]]:
    """Collects what another reader can see of every transcript after each commit."""
    seen: list[Seen] = []

    def look(_session: Session) -> None:
        with instance.database.engine.connect() as connection:
            rows = connection.execute(sa.select(Transcript.share_mode, Transcript.erase_at))
            seen.extend((row.share_mode, row.erase_at) for row in rows)

    event.listen(Session, "after_commit", look)
    try:
        yield seen
    finally:
        event.remove(Session, "after_commit", look)


@pytest.mark.parametrize(
    ("user", "asked", "mode"),
    [
        ("anna", {}, "private"),
        ("anna", {"share_mode": "semi-private"}, "semi-private"),
        (None, {"expires_in_days": 1}, "public"),
    ],
    ids=["a user's", "a user's, shared", "an anonymous one with an earlier end"],
)
def test_share_mode_and_end_are_committed_with_the_row(
    instance: Instance, http: httpx.Client, user: str | None, asked: dict[str, Any], mode: str
) -> None:
    with after_each_commit(instance) as seen:
        answer = http.post("/v1/transcripts", json=asked, headers=bearer(user) if user else {})

    assert answer.status_code == 201, answer.text
    assert {share_mode for share_mode, _ in seen} == {mode}
    ends = {end for _, end in seen}
    if "expires_in_days" in asked:
        [end] = ends
        assert end is not None
        assert end < utcnow() + timedelta(days=1)
    else:
        assert ends == {None}
