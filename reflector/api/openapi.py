"""The OpenAPI document (version 3.1) of this instance, at /openapi.json.

FastAPI generates most of it. This module adds the parts that FastAPI does not know: bodies that the routes read
themselves, errors, alternative credentials, and descriptions of the tags.
"""

from functools import cache
from typing import Any

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from reflector.api.openai import MODELS
from reflector.api.problems import ProblemDocument
from reflector.api.schemas import Said, TranscriptNew
from reflector.api.schemas_meetings import RecordingAnnounced

TAGS = {
    "transcripts": "Create, read, change and erase transcripts.",
    "text": "The text of a transcript in several formats.",
    "audio": "The audio of a transcript.",
    "video": "The video of a transcript, if its owner keeps it.",
    "openai": "Transcription through the interface of OpenAI. Nothing is kept.",
    "rooms": "Rooms of signed-in users, and meetings in them.",
    "meetings": "Meetings, the consent of their participants, and announced recordings.",
    "retention": "The state of the promise to erase.",
    "operation": "For monitors.",
}
#: Routes that also work without credentials.
_OPEN = {
    "create_transcript",
    "create_transcription",
    "read_transcript",
    "read_topics",
    "read_text",
    "read_audio",
    "read_waveform",
    "watch_transcript",
    "begin_meeting",
    "answer_consent",
}
_WEBHOOK = {
    "type": "apiKey",
    "in": "header",
    "name": "webhook-signature",
    "description": "The signature of an announcement; see docs/reference/api.md.",
}


def complete_openapi(app: FastAPI, base_url: str) -> None:
    """Make `app` answer /openapi.json with a complete document. `base_url`: the public address, or "" if not known."""
    generate = app.openapi

    def complete() -> dict[str, Any]:
        document = generate()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for model in (ProblemDocument, TranscriptNew, RecordingAnnounced, Said, *MODELS):
            schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(schema.pop("$defs", {}) | {model.__name__: schema})
        document["components"].setdefault("securitySchemes", {})["webhook"] = _WEBHOOK
        document["servers"] = [{"url": base_url or "/"}]
        operations = [operation for path in document["paths"].values() for operation in path.values()]
        used = {tag for operation in operations for tag in operation["tags"]}
        document["tags"] = [{"name": tag, "description": TAGS.get(tag, "")} for tag in [*TAGS, *sorted(used - {*TAGS})]]
        for operation in operations:
            name, declared = operation["operationId"], operation.get("security", [])
            if name == "announce_recording":
                operation["security"] = [{"webhook": []}]
            elif name == "claim_transcript":
                operation["security"] = [{"user": [], "owner": []}]
            else:
                operation["security"] = [*filter(None, declared), {}] if name in _OPEN else declared
            for response in operation["responses"].values():
                # A keyword of OpenAPI 3.2, which FastAPI writes into a document of 3.1.
                stream = response.get("content", {}).get("text/event-stream")
                if stream is not None:
                    stream.pop("itemSchema", None)
        return document

    app.openapi = complete  # type: ignore[method-assign]

    # FastAPI's own route serializes the document for each request.
    @app.get("/openapi.json", include_in_schema=False)
    def read_openapi() -> Response:
        return Response(serialised(), media_type="application/json")

    @cache
    def serialised() -> bytes:
        return bytes(JSONResponse(app.openapi()).body)
