"""An existing installation is looked at, adopted, cleaned up, verified and left as it was."""

import pytest

from tests.existing import Existing, dump, seed
from tests.integration.adopt.conftest import Reflector

pytestmark = [pytest.mark.postgres, pytest.mark.s3]

#: For each kind, (left, had) after a run: transcripts, meetings, recordings, files, objects, recorded objects.
_LEFT: dict[str, dict[str, tuple[int, int]]] = {
    "anonymous_file_old": {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)},
    "anonymous_file_new": {"transcripts": (1, 1), "files": (3, 3), "objects": (1, 1)},
    "anonymous_stored_old": {"transcripts": (0, 1), "files": (0, 2), "objects": (0, 2)},
    "anonymous_live_old": {"transcripts": (0, 1), "files": (0, 3)},
    "users_file_old": {"transcripts": (1, 1), "files": (3, 3), "objects": (1, 1)},
    "odd_old": {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)},
    "anonymous_owned_old": {
        "transcripts": (0, 1),
        "meetings": (1, 1),
        "recordings": (1, 1),
        "files": (0, 1),
        "objects": (0, 1),
        "recorded": (3, 3),
    },
    "users_room_old": {
        "transcripts": (1, 1),
        "meetings": (1, 1),
        "recordings": (1, 1),
        "files": (1, 1),
        "objects": (1, 1),
        "recorded": (3, 3),
    },
    "shared_old": {"transcripts": (0, 1), "files": (0, 3), "objects": (0, 1)},
    "shared_users": {
        "transcripts": (1, 1),
        "meetings": (1, 1),
        "recordings": (1, 1),
        "files": (3, 3),
        "objects": (1, 1),
        "recorded": (1, 1),
    },
    "without_transcript": {"meetings": (1, 1), "recordings": (2, 2), "recorded": (3, 3)},
    "dangling": {"transcripts": (3, 3), "meetings": (1, 1), "files": (9, 9), "objects": (3, 3)},
    "dangling_old": {"transcripts": (0, 2), "files": (0, 6), "objects": (0, 2)},
}
#: By default a meeting whose room was deleted counts as a user's. With --erase-roomless it goes.
_ROOMLESS = {
    False: {
        "anonymous_room_old": {
            "transcripts": (0, 1),
            "meetings": (1, 1),
            "recordings": (1, 1),
            "files": (0, 3),
            "objects": (0, 1),
            "recorded": (1, 1),
        },
        "anonymous_tracks_old": {
            "transcripts": (0, 1),
            "meetings": (1, 1),
            "recordings": (1, 1),
            "files": (0, 3),
            "objects": (0, 2),
            "recorded": (3, 3),
        },
    },
    True: {
        "anonymous_room_old": {
            "transcripts": (0, 1),
            "meetings": (0, 1),
            "recordings": (0, 1),
            "files": (0, 3),
            "objects": (0, 1),
            "recorded": (0, 1),
        },
        "anonymous_tracks_old": {
            "transcripts": (0, 1),
            "meetings": (0, 1),
            "recordings": (0, 1),
            "files": (0, 3),
            "objects": (0, 2),
            "recorded": (0, 3),
        },
    },
}


@pytest.mark.parametrize("erase_roomless", [False, True])
def test_an_installation_is_adopted_cleaned_and_left_as_it_was(
    existing: Existing, reflector: Reflector, erase_roomless: bool
) -> None:
    options = ["--erase-roomless"] if erase_roomless else []
    seed(existing)
    schema, rows, contents = dump(existing.url), existing.rows(), existing.contents()

    looked = reflector("adopt", "--json")
    assert looked.code == 0, looked.text
    assert {sample["found"] / sample["rows"] for sample in looked.json["samples"]} == {1}
    reported = reflector("adopt", "report", "--json", *options)
    assert reported.code == 0, reported.text
    assert (dump(existing.url), existing.rows()) == (schema, rows)

    installed = reflector("adopt", "install", "--yes", reported.json["hash"], *options)
    assert installed.code == 0, installed.text
    assert (existing.rows(), existing.contents()) == (rows, contents)

    ran = reflector("retention", "run", "--json")
    assert ran.code == 0, ran.text
    assert ran.json["transcripts_deleted"] == sum(
        count for what, count in reported.json["goes"].items() if what.startswith("transcript")
    )
    expected = _LEFT | _ROOMLESS[erase_roomless]
    assert {name: existing.left(name) for name in existing.kinds} == expected
    gone = [name for name, parts in expected.items() if parts.get("transcripts", (1, 1))[0] == 0]
    assert [word for name in gone for word in existing.words_left(name)] == []
    assert existing.rows().items() <= rows.items()
    verified = reflector("retention", "verify", "--json")
    assert verified.code == 0, verified.text

    undone = reflector("adopt", "undo", "--yes")
    assert undone.code == 0, undone.text
    assert dump(existing.url) == schema
    assert {name: existing.left(name) for name in existing.kinds} == expected
    assert existing.rows().items() <= rows.items(), "a row that stays was changed"
    assert existing.contents().items() <= contents.items(), "a file or an object that stays was changed"
