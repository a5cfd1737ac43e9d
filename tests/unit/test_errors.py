"""Every error has a code, a message and details of its own."""

import ast
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from reflector import errors
from reflector.api.problems import ProblemDocument
from reflector.errors import MediaError, NotFound, ReflectorError, WrongChunk, explanation

#: Classes that share a code on purpose: a base class, and subclasses with a more precise message.
GROUPS = (NotFound, MediaError)


def kinds(base: type[ReflectorError] = ReflectorError) -> Iterator[type[ReflectorError]]:
    yield base
    for below in base.__subclasses__():
        yield from kinds(below)


def test_every_error_is_in_one_module() -> None:
    names, elsewhere = {kind.__name__ for kind in kinds()}, []
    for file in Path(errors.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef) and names & {
                base.id for base in node.bases if isinstance(base, ast.Name)
            }:
                elsewhere += [node.name] if file != Path(errors.__file__) else []

    assert elsewhere == []


def test_no_two_errors_have_one_code() -> None:
    named = sorted((kind for kind in kinds() if "code" in vars(kind)), key=lambda kind: kind.code)
    shared = [same for _, group in groupby(named, key=lambda kind: kind.code) if len(same := list(group)) > 1]

    assert shared == []
    assert [kind for kind in kinds() if "code" not in vars(kind) and not issubclass(kind, GROUPS)] == []


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence_as_its_message(kind: type[ReflectorError]) -> None:
    assert "message" in vars(kind) or kind is MediaError
    assert kind.message[0].isupper()
    assert kind.message.endswith(".")


def test_a_message_may_be_given() -> None:
    error = errors.StoreDenied("There are no credentials.")

    assert (error.code, error.message, str(error)) == ("store_denied", "There are no credentials.", error.message)
    assert errors.StoreDenied().message == errors.StoreDenied.message


def test_details_are_json_and_overwrite_nothing() -> None:
    details = WrongChunk(1, 3).details()

    assert json.loads(json.dumps(details)) == {"next_chunk": 1, "total_chunks": 3}
    overridden = [kind for kind in kinds() if "details" in vars(kind) and kind not in (ReflectorError, WrongChunk)]
    assert overridden == [], "add an example of it here"
    assert not set(details) & set(ProblemDocument.model_fields)


def test_a_reason_is_explained_by_its_error() -> None:
    assert explanation("broken") == errors.BrokenMedia.message
    assert explanation("transcription_failed") == errors.StageError.message
    assert explanation("worker_died") != errors.StageError.message
    assert explanation(None) == explanation("a code of a later version") == errors.StageError.message
