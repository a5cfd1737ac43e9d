"""No request gets a 500, and every answer is one that the OpenAPI document describes."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from reflector.errors import ReflectorError
from tests.integration.api.server import Instance, create, owner, serving
from tests.integration.api.tokens import KEY, bearer, pem

SEED = int(os.environ.get("REFLECTOR_TEST_SEED") or SystemRandom().randrange(2**32))
#: Examples for each operation, in each of the two ways.
EXAMPLES = int(os.environ.get("REFLECTOR_TEST_EXAMPLES") or 8)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]

Operation = schemathesis.APIOperation[Any, Any, Any, Any]


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Instance]:
    """A public instance with users, without limits that would stop a fuzzer."""
    many = 10**6
    options = {
        "AUTH_BACKEND": "jwt",
        "AUTH_JWT_PUBLIC_KEY": pem(KEY),
        "RECORDING_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "RECORDING_BUCKETS": "calls",
        "TRANSCRIPTS_PER_CLIENT_PER_HOUR": many,
        "UPLOAD_MAX_CONCURRENT_PER_CLIENT": many,
    }
    with serving(tmp_path_factory.mktemp("fuzz") / "data", migrated_sqlite, _work, **options) as running:
        yield running


def _work(instance: Instance, transcript_id: str) -> None:
    """A worker that finishes at once, so that no request waits for a text."""
    with suppress(ReflectorError):  # the transcript was erased meanwhile
        instance.finish(transcript_id)


@pytest.mark.parametrize("who", ["a stranger", "somebody who knows what is there"])
def test_no_request_brings_the_server_down(instance: Instance, who: str) -> None:
    print(f"REFLECTOR_TEST_SEED={SEED}")
    schema = schemathesis.openapi.from_url(f"{instance.url}/openapi.json")
    failures = []
    for operation in schema.get_all_operations():
        try:
            _fuzz(instance, _valid(operation), knowing=who != "a stranger")
        except BaseExceptionGroup as failure:  # schemathesis collects the failures of its checks
            failures.append(f"{_valid(operation).label}: {[str(error)[:900] for error in failure.exceptions]}")
    assert not failures, "\n\n".join(failures)


def _valid(operation: Any) -> Operation:
    """An operation of the document, which has to describe it without a mistake."""
    found: Operation = operation.ok()
    return found


def _fuzz(instance: Instance, operation: Operation, *, knowing: bool) -> None:
    there, headers = _something(instance, operation) if knowing else ({}, {})

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case[Any]) -> None:
        for name in case.path_parameters.keys() & there.keys():
            case.path_parameters[name] = there[name]
        case.call_and_validate(headers=headers, checks=CHECKS, timeout=30)

    ask()


def _something(instance: Instance, operation: Operation) -> tuple[dict[str, str], dict[str, str]]:
    """Path parameters of existing rows, and the headers of a caller with access to them."""
    with instance.client() as http:
        made = create(http)
        if "upload" not in operation.path:
            instance.finish(made["id"])
        room = f"room-{made['id']}"
        http.post("/v1/rooms", json={"name": room, "is_shared": True}, headers=bearer())
        meeting = http.post(f"/v1/rooms/{room}/meetings").json()
    there = {"transcript_id": made["id"], "name": room, "meeting_id": meeting["id"]}
    return there, owner(made) | ({} if operation.path == "/v1/transcripts" else bearer())
