"""Requests that meet a locked row: they answer 503 within the bound, and never block other visitors."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.integration.api import server
from tests.integration.api.server import Instance, create, owner, problem

#: Seconds that a statement waits for a lock here.
BOUND = 3.0
#: More requests than the server has threads for.
REQUESTS = 45


@pytest.fixture
def on_postgres(migrated_postgres: str, tmp_path: Path) -> Iterator[Instance]:
    """A running instance on PostgreSQL."""
    with server.serving(
        tmp_path / "data",
        DATABASE_URL=migrated_postgres,
        DATABASE_LOCK_TIMEOUT_SECONDS=BOUND,
        TRUSTED_PROXIES="127.0.0.1",
    ) as running:
        yield running


@pytest.mark.postgres
def test_requests_for_a_locked_row_block_no_other_visitor(on_postgres: Instance, migrated_postgres: str) -> None:
    with on_postgres.client() as http, closing(psycopg.connect(migrated_postgres)) as other_session:
        locked, free = create(http), create(http)
        other_session.execute("SELECT FROM transcript WHERE id = %s FOR UPDATE", (locked["id"],))

        def erase(number: int) -> httpx.Response:
            # Each from a client of its own: four requests of one client are served at once.
            headers = owner(locked) | {"X-Forwarded-For": f"198.51.100.{number}"}
            return http.delete(f"/v1/transcripts/{locked['id']}", headers=headers)

        with on_postgres.client() as visitor, ThreadPoolExecutor(REQUESTS) as pool:
            erasures = [pool.submit(erase, number) for number in range(REQUESTS)]
            _wait_for_blocked_session(migrated_postgres)
            begun = time.monotonic()
            read = visitor.get(f"/v1/transcripts/{free['id']}")
            waited = time.monotonic() - begun
            answers = [erasure.result() for erasure in erasures]

        assert read.status_code == 200
        assert waited < BOUND
        assert Counter(answer.status_code for answer in answers) == {503: REQUESTS}
        problem(answers[0], 503, "database_unavailable")
        assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
        other_session.rollback()
        assert erase(0).status_code == 200


def _wait_for_blocked_session(url: str) -> None:
    blocked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    deadline = time.monotonic() + 20
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            row = connection.execute(blocked).fetchone()
            if row is not None and row[0]:
                return
            assert time.monotonic() < deadline, "nobody waits for the locked row"
            time.sleep(0.02)
