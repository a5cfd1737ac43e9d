"""Erased words are in no statistics and no search index of the other program's tables."""

from collections.abc import Callable
from uuid import uuid4

import psycopg
import pytest

from tests.existing import Existing
from tests.integration.adopt.conftest import Reflector

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

Adopt = Callable[..., None]


def test_erased_words_leave_the_statistics_and_the_search_index(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted()
    word = f"porcupine{uuid4().hex}"
    _write(existing, word, user=None, count=120)
    _write(existing, "hedgehog", user="user-1", count=120)
    existing.execute("ANALYZE")
    assert _columns_with(existing, word) >= {"title", "long_summary", "search_vector_en"}
    assert _is_in_index(existing, word)

    assert reflector("retention", "run").code == 0

    assert _columns_with(existing, word) == set()
    assert not _is_in_index(existing, word)
    assert "title" in _columns_with(existing, "hedgehog")
    assert _is_in_index(existing, "hedgehog")


def test_a_run_that_died_before_the_scrub_leaves_it_to_the_next_one(
    existing: Existing, reflector: Reflector, adopted: Adopt, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopted()
    word = f"porcupine{uuid4().hex}"
    _write(existing, word, user=None, count=20)
    _write(existing, "hedgehog", user="user-1", count=1)
    existing.execute("ANALYZE transcript")

    class Killed(BaseException):
        """The process dies here."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("reflector.adopt.run._scrub_search", killed)
        with pytest.raises(Killed):
            reflector("retention", "run")
    assert _columns_with(existing, word) != set()

    assert reflector("retention", "run").code == 0

    assert _columns_with(existing, word) == set()
    assert not _is_in_index(existing, word)


def test_statistics_of_an_empty_table_are_replaced_once_it_has_a_row(
    existing: Existing, reflector: Reflector, adopted: Adopt
) -> None:
    adopted()
    word = f"porcupine{uuid4().hex}"
    _write(existing, word, user=None, count=20)
    existing.execute("ANALYZE transcript")
    assert reflector("retention", "run").code == 0  # ANALYZE keeps the statistics of a table that has no row

    _write(existing, "hedgehog", user="user-1", count=1)
    assert reflector("retention", "run").code == 0

    assert _columns_with(existing, word) == set()


def _write(existing: Existing, word: str, *, user: str | None, count: int) -> None:
    """Transcripts with this word, nine days old. They have no audio, so they say nothing about the places."""
    existing.execute(
        "INSERT INTO transcript (id, created_at, status, source_kind, audio_deleted, user_id, title, long_summary)"
        " SELECT gen_random_uuid(), now() - interval '9 days', 'ended', 'live', true, %s, %s, %s"
        " FROM generate_series(1, %s)",
        user,
        word,
        f"About {word}",
        count,
    )


def _columns_with(existing: Existing, word: str) -> set[str]:
    """The columns whose statistics have a word: among common values, elements or the bounds of the histogram."""
    rows = existing.execute(
        "SELECT attname FROM pg_stats WHERE schemaname = 'public' AND strpos(concat("
        "most_common_vals::text, histogram_bounds::text, most_common_elems::text), %s) > 0",
        word,
    )
    return {str(row[0]) for row in rows}


def _is_in_index(existing: Existing, word: str) -> bool:
    """Whether the raw file of the search index has a word, the list of pending entries and dead space included."""
    with psycopg.connect(existing.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath('idx_transcript_search_vector_en'))"
        ).fetchone()
        assert row is not None
        return word.encode() in row[0]
