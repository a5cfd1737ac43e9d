"""Names that people choose cannot garble a page, a terminal, a caption or the header of a download."""

import base64
import json
import re

import httpx
import pytest
from standardwebhooks import Webhook

from reflector.db.models import Transcript, utcnow
from tests.integration.api.conftest import Serve
from tests.integration.api.server import Instance, create, owner

#: A colour for terminals, and a change of direction.
HIDDEN = "\x1b[31m\u202e"
SECRET = base64.b64encode(b"x" * 32).decode()


def test_names_and_texts_have_no_hidden_characters(instance: Instance, http: httpx.Client) -> None:
    made = create(http, name=f"{HIDDEN}gpj.\nexe")
    instance.finish(made["id"])
    url = f"/v1/transcripts/{made['id']}"
    change = {"index": 0, "text": f"Marmots {HIDDEN}sleep", "speaker": f"A{HIDDEN}da\n\n00:00 --> 00:01"}

    http.patch(f"{url}/segments", json={"changes": [change]}, headers=owner(made)).raise_for_status()

    assert http.get(url).json()["name"] == "[31mgpj. exe"
    for format in ("txt", "vtt", "srt", "json"):
        text = http.get(f"{url}/text.{format}").text
        assert "Marmots [31msleep" in text
        assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None
    assert http.get(f"{url}/segments").json()["segments"][0]["speaker"] == "A[31mda 00:00 --> 00:01"


def test_joiners_and_marks_of_names_stay(instance: Instance, http: httpx.Client) -> None:
    name = "\u0645\u06cc\u200c\u0634\u0648\u062f \u200f \U0001f468\u200d\U0001f469"

    assert create(http, name=name)["name"] == name


def test_announced_names_have_no_hidden_characters(serve: Serve) -> None:
    instance = serve(RECORDING_WEBHOOK_SECRET=SECRET, RECORDING_BUCKETS="meetings")
    body = json.dumps({"bucket": "meetings", "track_keys": ["a"], "track_names": [f"A{HIDDEN}da\nB"]})
    now = utcnow()
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign("1", now, body),
    }

    with instance.client() as http:
        made = http.post("/v1/webhooks/recordings", content=body, headers=headers).raise_for_status().json()

    with instance.database.snapshot() as session:
        transcript = session.get_one(Transcript, made["transcript_id"])
        assert [row["name"] for row in transcript.participants or []] == ["A[31mda B"]


@pytest.mark.parametrize("title", ["x\uff02; filename=evil.html; a=\uff02", "a\uff0f..\uff0fb", "\uff3cx"])
def test_the_header_of_a_download_has_one_file_name(instance: Instance, http: httpx.Client, title: str) -> None:
    made = create(http, name=title)
    instance.finish(made["id"])

    header = http.get(f"/v1/transcripts/{made['id']}/text.txt").headers["content-disposition"]

    assert re.fullmatch(r"inline; filename=\"[^\"/\\\\]*\"; filename\*=UTF-8''[\w.%-]+", header), header
