"""A worker that was suspended for longer than its lease continues after another worker has done its job."""

import pytest

from reflector.db.models import Job

from .conftest import A_SENTENCE, Place


def open_to_anyone(place: Place, transcript_id: str) -> None:
    """Let the lease end."""
    place.change(Job, transcript_id, claimed_by=None, lease_until=None)


@pytest.mark.parametrize("goes_on", [False, True], ids=["stops", "goes on"])
def test_a_suspended_worker_keeps_the_files_of_the_next_one(any_place: Place, goes_on: bool) -> None:
    transcript_id = any_place.upload(A_SENTENCE.read_bytes(), user_id="ada")
    done: list[str | None] = []

    def suspended() -> bool:  # it is asked whether to stop, in the middle of its conversion
        if not done and any_place.job(transcript_id).stage == "convert":
            open_to_anyone(any_place, transcript_id)
            done.append(None)
            done[0] = any_place.runner().run_next()
        return not goes_on

    any_place.runner(stopping=suspended).run_next()

    assert done == [transcript_id]
    assert any_place.transcript(transcript_id).status == "ended"
    assert any_place.files(transcript_id) == [f"{transcript_id}/audio.json", f"{transcript_id}/audio.mp3"]
    rows = any_place.artifacts(transcript_id)
    assert {key: row.writable_until for key, row in rows.items()} == {"": None, "audio.json": None, "audio.mp3": None}


def test_a_suspended_worker_leaves_its_begun_files_to_the_next_one(any_place: Place) -> None:
    transcript_id = any_place.upload(A_SENTENCE.read_bytes())

    def suspended() -> bool:
        open_to_anyone(any_place, transcript_id)
        return True

    any_place.runner(stopping=suspended).run_next()
    begun = {key for key, row in any_place.artifacts(transcript_id).items() if row.writable_until is not None}
    assert begun == {"", "audio.wav", "audio.mp3", "audio.json"}
    assert any_place.runner().run_next() == transcript_id

    assert any_place.transcript(transcript_id).status == "ended"
    assert any_place.files(transcript_id) == [f"{transcript_id}/audio.json", f"{transcript_id}/audio.mp3"]
