"""An owner corrects the text: every export follows, and the replaced words are gone."""

from typing import Any

import httpx
import pytest

from reflector.db.models import KeptPiece
from tests.faults import traces
from tests.integration.api.server import Instance, create, owner, problem

FORMATS = ("txt", "vtt", "srt", "json", "docx", "zip")


@pytest.fixture
def made(instance: Instance, http: httpx.Client) -> dict[str, Any]:
    """A finished transcript, as its owner got it."""
    made = create(http)
    instance.finish(made["id"])
    return made


def correct(http: httpx.Client, made: dict[str, Any], **body: object) -> httpx.Response:
    return http.patch(f"/v1/transcripts/{made['id']}/segments", json=body, headers=owner(made))


def segments(http: httpx.Client, made: dict[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = http.get(f"/v1/transcripts/{made['id']}/segments").json()
    return read


def test_everything_follows_a_correction_and_nothing_of_the_old_word_stays(
    instance: Instance, http: httpx.Client, made: dict[str, Any]
) -> None:
    answer = correct(http, made, changes=[{"index": 0, "text": "Dormice <b>whistle</b> & sleep."}])

    assert answer.status_code == 200, answer.text
    at = f"/v1/transcripts/{made['id']}"
    for format in FORMATS[:4]:
        text = http.get(f"{at}/text.{format}").text
        assert "Dormice" in text
        assert "Marmots" not in text
    assert all(http.get(f"{at}/text.{format}").status_code == 200 for format in FORMATS)
    assert "Marmots" not in http.get(at).text + http.get(f"{at}/topics").text
    shown = http.get(at).json()
    assert shown["corrected_at"] == answer.json()["corrected_at"]
    files = [path.read_bytes() for path in instance.settings.DATA_DIR.rglob("reflector.sqlite3*")]
    assert files
    assert not any(b"Marmots" in content for content in files)


def test_a_correction_takes_the_pieces_along_that_an_older_worker_left(
    instance: Instance, http: httpx.Client, made: dict[str, Any]
) -> None:
    # Given a worker of an older version that took over a recording, and finished it without a look at its pieces
    said = {"segments": [{"text": "Marmots whistle."}]}
    with instance.database.transaction() as session:
        session.add(KeptPiece(transcript_id=made["id"], track=0, start=0, until=9, said=said))

    correct(http, made, changes=[{"index": 0, "text": "Bees hum."}])

    assert list(traces.in_rows(instance.database, ["Marmots"])) == []


def test_nothing_of_a_replaced_name_stays(instance: Instance, http: httpx.Client, made: dict[str, Any]) -> None:
    at = f"/v1/transcripts/{made['id']}"
    for name in ("Marzipan for Ada", "Nougat"):
        assert http.patch(at, json={"name": name}, headers=owner(made)).status_code == 200

    files = [path.read_bytes() for path in instance.settings.DATA_DIR.rglob("reflector.sqlite3*")]
    assert any(b"Nougat" in content for content in files)
    assert not any(b"Marzipan" in content for content in files)


def test_unchanged_words_keep_their_times(http: httpx.Client, made: dict[str, Any]) -> None:
    before = segments(http, made)["segments"][0]["words"]

    correct(http, made, changes=[{"index": 0, "text": "Marmots whistle & sleep."}])

    after = segments(http, made)["segments"][0]["words"]
    assert after[0] == before[0]
    assert [word["text"] for word in after] == [" Marmots", " whistle", " & sleep."]


def test_the_answer_to_a_correction_undoes_it(http: httpx.Client, made: dict[str, Any]) -> None:
    before = segments(http, made)["segments"]
    replaced = correct(http, made, changes=[{"index": 0, "text": "Bees hum.", "speaker": "Ada"}]).json()["replaced"]
    assert segments(http, made)["segments"] != before

    correct(http, made, changes=replaced)

    assert segments(http, made)["segments"] == before


def test_speakers_are_renamed(http: httpx.Client, made: dict[str, Any]) -> None:
    correct(http, made, changes=[{"index": 0, "speaker": "Speaker 1"}])
    correct(http, made, speakers={"Speaker 1": "Ada"})

    assert "<v Ada>" in http.get(f"/v1/transcripts/{made['id']}/text.vtt").text
    assert [person["name"] for person in http.get(f"/v1/transcripts/{made['id']}").json()["participants"]] == ["Ada"]


def test_an_older_text_is_not_corrected(http: httpx.Client, made: dict[str, Any]) -> None:
    body = {"changes": [{"index": 0, "text": "Bees hum."}], "corrected_at": None}
    first = correct(http, made, **body).json()

    problem(correct(http, made, **body), 409, "corrected_meanwhile")
    assert correct(http, made, **body | {"corrected_at": first["corrected_at"]}).status_code == 200


def test_only_the_owner_corrects_and_only_existing_segments(
    instance: Instance, http: httpx.Client, made: dict[str, Any]
) -> None:
    at, body = f"/v1/transcripts/{made['id']}/segments", {"changes": [{"index": 0, "text": "Bees hum."}]}

    problem(http.patch(at, json=body), 401, "not_signed_in")
    problem(http.patch(at, json=body, headers={"X-Owner-Token": "wrong"}), 403, "not_owner")
    problem(correct(http, made, changes=[{"index": 1, "text": "?"}]), 422, "invalid_request")
    problem(correct(http, made, changes=[{"index": 0, "text": "a", "unclear": True}]), 422, "invalid_request")
    instance.set(made["id"], segments=None)
    problem(correct(http, made, **body), 409, "no_segments")
    instance.set(made["id"], status="processing")
    problem(correct(http, made, **body), 409, "not_done")
    assert "Bees" not in http.get(f"/v1/transcripts/{made['id']}/topics").text
