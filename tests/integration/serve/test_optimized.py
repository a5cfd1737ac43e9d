"""The server under `python -OO`, which strips docstrings and assertions."""

from pathlib import Path

import httpx

from tests.integration.serve.test_serve import serving


def test_errors_keep_their_text_under_python_oo(tmp_path: Path) -> None:
    with (
        serving(tmp_path / "data", "--api-only", PYTHONOPTIMIZE="2") as server,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        made = client.post("/v1/transcripts", json={}).raise_for_status().json()
        upload = f"/v1/transcripts/{made['id']}/record/upload"
        chunk = {"chunk": ("a.wav", b"third")}
        numbers = {"chunk_number": 2, "total_chunks": 3}

        early = client.post(upload, params=numbers, files=chunk, headers={"X-Owner-Token": made["owner_token"]})

    assert early.status_code == 409
    document = early.json()
    assert document["code"] == "wrong_chunk"
    assert document["detail"] == "Send the chunks in order, each once, and keep total_chunks the same."
    assert (document["next_chunk"], document["total_chunks"]) == (0, 3)
