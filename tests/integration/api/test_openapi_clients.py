"""Other programs understand /openapi.json: linters find no error, and generated clients upload a recording."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from reflector.db.models import Transcript
from tests.conftest import missing
from tests.integration.api.server import Instance
from tests.servers import program

#: `package.json` names the programs of npm.
CLIENTS = Path(__file__).parents[2] / "data" / "clients"
#: The generator knows JSON, text and bytes.
BINARY = "content_type_overrides: {audio/mpeg: {0}, video/mp4: {0}, video/webm: {0}}".replace(
    "{0}", "application/octet-stream"
)
#: A program that uses the client that openapi-python-client makes.
UPLOAD = """
import json, sys
from io import BytesIO
from client import Client
from client.api.transcripts import create_transcript, read_transcript
from client.models import CreateTranscriptFilesBody
from client.types import File

api = Client(base_url=sys.argv[1])
body = CreateTranscriptFilesBody(file=File(BytesIO(b"RIFF" * 100), "talk.wav"), name="From Python")
made = create_transcript.sync(client=api, body=body)
read = read_transcript.sync(made.id, client=api)
print(json.dumps({"id": made.id, "name": read.name}))
"""


@pytest.fixture
def document(http: httpx.Client, tmp_path: Path) -> Path:
    """The document, in a file."""
    path = tmp_path / "openapi.json"
    path.write_text(http.get("/openapi.json").text)
    return path


def npm(name: str) -> str:
    """The path of a program of npm."""
    found = shutil.which(name, path=CLIENTS / "node_modules" / ".bin")
    if found is None or shutil.which("node") is None:
        missing(f"{name} is not installed: npm install --no-package-lock --prefix tests/data/clients")
    return str(found)


def run(*command: object, cwd: Path) -> str:
    """Run a program without telemetry. Returns its output."""
    environment = os.environ | {"REDOCLY_TELEMETRY": "off", "NO_COLOR": "1"}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=180, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def uploaded(instance: Instance, said: str) -> str:
    """The name of the transcript that a client has made, which has its recording."""
    made = json.loads(said.splitlines()[-1])
    assert instance.woken == [made["id"]]
    with instance.stores.local.open(f"{made['id']}/upload.wav") as kept:
        assert kept.read() == b"RIFF" * 100
    with instance.database.snapshot() as session:
        assert session.get_one(Transcript, made["id"]).name == made["name"]
    return str(made["name"])


def test_redocly_finds_no_error(document: Path) -> None:
    said = run(npm("redocly"), "lint", document, "--format", "json", cwd=document.parent)

    totals = json.loads(said[said.index("{") : said.rindex("}") + 1])["totals"]
    assert totals["errors"] == 0


def test_spectral_finds_no_error(document: Path) -> None:
    (document.parent / ".spectral.yaml").write_text('extends: ["spectral:oas"]\n')

    said = run(npm("spectral"), "lint", document, "--fail-severity", "error", cwd=document.parent)

    assert "(0 errors" in said or "No results" in said


def test_a_generated_python_client_uploads_a_recording(instance: Instance, document: Path) -> None:
    config, here = document.parent / "config.yml", document.parent
    config.write_text(BINARY)
    made = ("--output-path", "client", "--meta", "none", "--config", config)
    assert "WARNING" not in run(program("openapi-python-client"), "generate", "--path", document, *made, cwd=here)

    assert uploaded(instance, run(sys.executable, "-c", UPLOAD, instance.url, cwd=here)) == "From Python"


def test_a_generated_typescript_client_uploads_a_recording(instance: Instance, document: Path) -> None:
    here = document.parent
    shutil.copy(CLIENTS / "upload.mts", here)
    options = ("--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom")
    # Node looks for packages in the folders above a file.
    compiler, generator = npm("tsc"), npm("openapi-typescript")
    (here / "node_modules").symlink_to(CLIENTS / "node_modules")
    (here / "package.json").write_text('{"type": "module"}')

    run(generator, document, "--default-non-nullable=false", "-o", "schema.d.ts", cwd=here)
    run(compiler, *options, "upload.mts", cwd=here)

    assert uploaded(instance, run("node", "upload.mjs", instance.url, cwd=here)) == "From TypeScript"
