"""An answer shows of an exception its code, its message and its details, and nothing else."""

import shutil
from pathlib import Path

from fastapi.testclient import TestClient

from reflector.app import create_app
from reflector.errors import StorageError
from reflector.settings import load_settings


def test_attributes_of_an_exception_stay_inside(tmp_path: Path, migrated_sqlite: Path) -> None:
    def fail(transcript_id: str) -> None:
        error = StorageError()
        error.key = f"{transcript_id}/the name of a client.wav"  # type: ignore[attr-defined]
        error.add_note("PORCUPINE")
        raise error

    (tmp_path / "data").mkdir()
    shutil.copy(migrated_sqlite, tmp_path / "data" / "reflector.sqlite3")
    settings = load_settings(DATA_DIR=tmp_path / "data", PUBLIC_MODE=True, DISK_FREE_MIN_BYTES=0)

    with TestClient(create_app(settings, wake=fail)) as http:
        answer = http.post("/v1/transcripts", files={"file": ("talk.wav", b"RIFF")})

    document = answer.json()
    assert (answer.status_code, document["code"]) == (503, "storage_error")
    assert set(document) == {"type", "title", "status", "detail", "code"}
