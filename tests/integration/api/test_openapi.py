"""/openapi.json is valid, and generators make working clients from it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.integration.api.server import Instance, create
from tests.servers import program


@pytest.fixture
def document(http: httpx.Client) -> Any:
    """The document as it is served."""
    return http.get("/openapi.json").json()


def test_the_document_is_valid(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_tags_servers_and_security_are_declared(document: Any) -> None:
    declared = {tag["name"] for tag in document["tags"] if tag["description"]}
    schemes = set(document["components"]["securitySchemes"])

    assert document["servers"]
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            assert set(operation["tags"]) <= declared, (verb, path)
            assert {name for each in operation["security"] for name in each} <= schemes, (verb, path)


def test_models_can_be_generated(document: Any, tmp_path: Path) -> None:
    source, made = tmp_path / "openapi.json", tmp_path / "models.py"
    source.write_text(json.dumps(document))

    options = ("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel")
    run(program("datamodel-codegen"), "--input", source, "--output", made, *options)

    run(sys.executable, "-c", "from models import TranscriptOut, TranscriptCreated, UploadStatus", cwd=tmp_path)


def run(*command: object, cwd: Path | None = None) -> None:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_head_works_wherever_get_does(instance: Instance, http: httpx.Client, document: Any) -> None:
    made = create(http)
    waiting = create(http)
    instance.finish(made["id"], mp3=b"x" * 3_000_000)
    paths = [path for path, verbs in document["paths"].items() if "get" in verbs]
    filled = [path.format(transcript_id=made["id"], format="vtt", meeting_id=made["id"], name="x") for path in paths]

    for path in [
        *filled,
        f"/v1/transcripts/{waiting['id']}/events",
        "/",
        "/openapi.json",
        f"/transcripts/{made['id']}",
    ]:
        head = http.head(path)
        with http.stream("GET", path) as got:
            assert head.status_code == got.status_code, path
            for name in ("content-type", "content-length", "etag", "cache-control", "accept-ranges"):
                if name == "content-length" and (
                    path in {"/metrics", "/v1/retention"} or path.startswith("/transcripts/")
                ):
                    continue  # figures and times that change, and are compressed
                assert head.headers.get(name) == got.headers.get(name), (path, name)
        assert head.content == b""


def test_head_of_an_address_without_get_is_refused(http: httpx.Client) -> None:
    assert http.head("/v1/webhooks/recordings").status_code == 405


def test_a_range_of_the_head_is_stated(instance: Instance, http: httpx.Client) -> None:
    made = create(http)
    instance.finish(made["id"], mp3=b"x" * 1000)

    head = http.head(f"/v1/transcripts/{made['id']}/audio/mp3", headers={"Range": "bytes=0-9"})

    assert (head.status_code, head.headers["content-length"]) == (206, "10")
