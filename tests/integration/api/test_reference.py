"""docs/reference/api.md and the OpenAPI document agree with the API."""

import ast
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

import reflector.api
from reflector.app import STATUS
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create

REFERENCE = (Path(__file__).parents[3] / "docs" / "reference" / "api.md").read_text()


def routes(document: dict[str, Any]) -> set[str]:
    return {f"{verb.upper()} {path}" for path, verbs in document["paths"].items() for verb in verbs}


def problem_codes() -> set[str]:
    """Every code that an answer can have: those of mapped errors, and those that stand in the source."""
    codes = {kind.code for kind in STATUS}
    for file in [*Path(reflector.api.__file__).parent.glob("*.py"), Path(reflector.api.__file__).parents[1] / "app.py"]:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"Problem": 1, "too_many": 0}.get(node.func.id)
                if place is not None and isinstance(node.args[place], ast.Constant):
                    codes.add(str(ast.literal_eval(node.args[place])))
    return codes


def test_the_reference_describes_every_route_and_no_other(http: httpx.Client) -> None:
    described = set(re.findall(r"^\| `([A-Z]+ /\S+)` \|", REFERENCE, re.MULTILINE))

    assert described == routes(http.get("/openapi.json").json())


def test_the_reference_describes_every_problem() -> None:
    described = set(re.findall(r"`([a-z_]+)`", REFERENCE))

    assert problem_codes() <= described, problem_codes() - described


def test_the_openapi_document_is_complete(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()

    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            where = f"{verb} {path}"
            assert operation["description"], where
            assert operation["summary"], where
            for status, response in operation["responses"].items():
                assert response["description"], (where, status)
                if status >= "400" and path != "/health":
                    kind = "application/json" if path.startswith("/v1/audio/") else "application/problem+json"
                    assert list(response["content"]) == [kind], (where, status)
    for name, schema in document["components"]["schemas"].items():
        for field, shape in schema.get("properties", {}).items():
            if name != "ProblemDocument":
                assert shape.get("description") or "$ref" in str(shape), (name, field)


def test_every_reference_in_the_openapi_document_has_a_target(http: httpx.Client) -> None:
    text = http.get("/openapi.json").text
    schemas = http.get("/openapi.json").json()["components"]["schemas"]

    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(schemas)


@pytest.mark.parametrize("name", ["text", "vtt", "srt", "json", "audio", "waveform", "topics", "events", "self"])
def test_every_link_of_a_transcript_has_a_target(instance: Instance, http: httpx.Client, name: str) -> None:
    made = create(http)
    instance.finish(made["id"])

    assert http.get(made["links"][name]).status_code == 200


def test_links_carry_the_public_address(serve: Serve) -> None:
    with serve(BASE_URL="https://talks.example/").client() as http:
        made = create(http)

    assert made["links"]["self"] == f"https://talks.example/v1/transcripts/{made['id']}"
