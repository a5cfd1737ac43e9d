"""A small instance with every kind of data that a run can meet, and the expected result of the run."""

import io
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from reflector import inventory
from reflector.db.models import Artifact, Base, Tombstone, Transcript
from reflector.db.states import ArtifactKind
from reflector.inventory import Place
from reflector.testing.factories import (
    a_consent,
    a_meeting,
    a_recording,
    a_room,
    a_users_transcript,
    an_anonymous_transcript,
    days_ago,
    saying,
)
from tests.acceptance.world import Rows, World, put
from tests.keep import keep

#: A word in every text, key and file that must go.
DOOMED_WORD = "xylograph"
#: A word in every text and file that must stay.
KEPT_WORD = "marzipan"
_KINDS = ("transcript", "meeting", "recording")


@dataclass(frozen=True)
class Graph:
    """The data of the instance that one run must erase and keep."""

    #: Ids of the rows that must go, by kind.
    doomed: dict[str, frozenset[str]]
    #: Every row that must stay, and be equal.
    rows: Rows
    #: The bytes of every object that must stay, by bucket and key.
    objects: dict[tuple[str, str], bytes]

    def is_what_is_left_in(self, world: World) -> None:
        """Assert that the rows to go are gone without a trace, and that the rows to stay are unchanged."""
        assert world.residue() == [], world.resisting()
        assert self.objects == world.objects()
        found = world.rows()
        assert self.rows == {key: row for key, row in found.items() if key in self.rows}
        assert {key for key in found if key[0] in (*_KINDS, "meeting_consent", "artifact")} <= self.rows.keys()
        assert _tombstones(world) == Counter((kind, id_) for kind, ids in self.doomed.items() for id_ in ids)
        assert world.traces(DOOMED_WORD) == []


def populate(world: World) -> Graph:
    """Fill an empty instance."""
    went, kept = _shared(world)
    doomed = [*_alone(world), *_in_a_meeting(world), *_early(world), *_orphans(world), *_made_elsewhere(world), *went]
    kept += [*_of_a_user(world), *_young(world)]
    _left_over(world)
    ids = {kind: frozenset(row.id for row in doomed if row.__tablename__ == kind) for kind in _KINDS}
    kept_ids = {row.id for row in kept}
    rows = {
        key: row
        for key, row in world.rows().items()
        if key[1] in kept_ids or (key[0] == "artifact" and kept_ids & _owners(row))
    }
    places = {(row["bucket"], row["key"]) for key, row in rows.items() if key[0] == "artifact"}
    objects = {
        (bucket, key): content
        for (bucket, key), content in world.objects().items()
        if (bucket, key) in places or ("", key.split("/")[0] + "/") in places
    }
    return Graph(ids, rows, objects)


# -- what must go ---------------------------------------------------------------------------------------------------


def _alone(world: World) -> list[Any]:
    old = [saying(an_anonymous_transcript(days_old=8 + n), DOOMED_WORD) for n in range(2)]
    recording = _recorded(world, a_recording(bucket=world.recordings, key=f"{DOOMED_WORD}/alone.mp4"))
    leading = an_anonymous_transcript(days_old=12, recording=recording)
    add(world, recording, *old, leading)
    for transcript in old:
        keep_files(world, transcript, DOOMED_WORD)
    return [*old, recording, leading]


def _in_a_meeting(world: World) -> list[Any]:
    video = f"composed/{DOOMED_WORD}.mp4"
    meeting = a_meeting(daily_composed_video_s3_key=video, room_name=DOOMED_WORD)
    put(world.stores.bucket(world.recordings), video, DOOMED_WORD.encode())
    consents = [a_consent(meeting, given=given, user_id=DOOMED_WORD) for given in (True, False)]
    tracks = [f"{DOOMED_WORD}/track-{n}.webm" for n in range(2)]
    recording = _recorded(world, a_recording(meeting, bucket=world.recordings, track_keys=tracks))
    # The two reference the same group in different ways, and are in different batches.
    first = an_anonymous_transcript(days_old=20, meeting=meeting)
    second = an_anonymous_transcript(days_old=9, recording=recording)
    add(world, meeting, *consents, recording, first, second)
    keep_files(world, second, DOOMED_WORD)
    return [meeting, recording, first, second]


def _early(world: World) -> list[Any]:
    early = saying(an_anonymous_transcript(days_old=1, erase_at=days_ago(0.1)), DOOMED_WORD)
    add(world, early)
    keep_files(world, early, DOOMED_WORD)
    return [early]


def _orphans(world: World) -> list[Any]:
    meeting = saying(a_meeting(days_old=30), DOOMED_WORD)
    meeting.daily_composed_video_s3_key = f"composed/{DOOMED_WORD}-orphan.mp4"
    put(world.stores.bucket(world.recordings), meeting.daily_composed_video_s3_key, DOOMED_WORD.encode())
    member = _recorded(world, a_recording(meeting, bucket=world.recordings, key=f"{DOOMED_WORD}/member.mp4"))
    alone = _recorded(world, a_recording(bucket=world.recordings, key=f"{DOOMED_WORD}/orphan.mp4"))
    add(world, meeting, a_consent(meeting), member, alone)
    return [meeting, member, alone]


def _made_elsewhere(world: World) -> list[Any]:
    """A transcript that another program made: the inventory does not know its bytes."""
    recording = _recorded(world, a_recording(bucket=world.recordings, key=f"{DOOMED_WORD}/adopted.mp4"))
    transcript = saying(an_anonymous_transcript(recording=recording), DOOMED_WORD)
    with world.database.transaction() as session:
        session.add(recording)
        session.flush()
        session.add(transcript)
    put(world.stores.local, f"{transcript.id}/audio.mp3", DOOMED_WORD.encode())
    put(world.stores.default, f"{transcript.id}/audio.mp3", DOOMED_WORD.encode())
    return [recording, transcript]


def _left_over(world: World) -> None:
    """Artifacts that an earlier run doomed and could not drain. One of them has the same place as a living one."""
    put(world.stores.bucket(world.recordings), f"{DOOMED_WORD}/left-over.mp4", DOOMED_WORD.encode())
    places = [(f"{DOOMED_WORD}/left-over.mp4", 3), (f"{KEPT_WORD}/shared.mp4", 0)]
    with world.database.transaction() as session:
        for key, attempts in places:
            session.add(
                Artifact(
                    kind="recording",
                    store="s3",
                    bucket=world.recordings,
                    key=key,
                    doomed_at=days_ago(1),
                    attempts=attempts,
                    next_attempt_at=days_ago(0.5) if attempts else None,
                )
            )


# -- what must stay -------------------------------------------------------------------------------------------------


def _of_a_user(world: World) -> list[Any]:
    room = a_room(user_id="its-owner")
    meeting = saying(a_meeting(room=room, days_old=300), KEPT_WORD)
    meeting.daily_composed_video_s3_key = f"composed/{KEPT_WORD}.mp4"
    put(world.stores.bucket(world.recordings), meeting.daily_composed_video_s3_key, KEPT_WORD.encode())
    refusal = a_consent(meeting, given=False)
    transcript = saying(a_users_transcript(days_old=300), KEPT_WORD)
    add(world, room, meeting, refusal, transcript)
    keep_files(world, transcript, KEPT_WORD)
    return [room, meeting, refusal, transcript]


def _young(world: World) -> list[Any]:
    young = saying(an_anonymous_transcript(days_old=6), KEPT_WORD)
    add(world, young)
    keep_files(world, young, KEPT_WORD)
    return [young]


def _shared(world: World) -> tuple[list[Any], list[Any]]:
    """Expired transcripts that share a group with a user's and with a younger one.

    Returns the rows that go and that stay.
    """
    meeting = a_meeting(room_name=KEPT_WORD)
    tracks = [f"{KEPT_WORD}/track-{n}.webm" for n in range(2)]
    members = [
        a_recording(meeting, bucket=world.recordings, track_keys=tracks),
        a_recording(meeting, bucket=world.recordings, key=f"{KEPT_WORD}/shared.mp4"),
    ]
    consent = a_consent(meeting, given=False, user_id=KEPT_WORD)
    users = a_users_transcript(meeting=meeting)
    lone = a_recording(bucket=world.recordings, key=f"{KEPT_WORD}/lone.mp4")
    younger = an_anonymous_transcript(days_old=6, recording=lone)
    expired = [an_anonymous_transcript(meeting=meeting), an_anonymous_transcript(recording=lone)]
    for recording in (*members, lone):
        _recorded(world, recording)
    add(world, meeting, *members, consent, users, lone, younger, *expired)
    return expired, [meeting, *members, consent, users, lone, younger]


# -- how ------------------------------------------------------------------------------------------------------------


def add(world: World, *rows: Base) -> None:
    """Add rows as Reflector does, with their pointers in the inventory."""
    with world.database.transaction() as session:
        for row in rows:
            if isinstance(row, Transcript):
                inventory.enter_transcript(session, row)
            else:
                session.add(row)
                session.flush()
    inventory.complete(world.here)


def keep_files(world: World, transcript: Transcript, word: str) -> None:
    """Keep the files of a finished transcript, in its folder and in the default store."""
    places = [Place(ArtifactKind.WAV, "local", "", f"{transcript.id}/audio.wav")]
    places.append(Place.in_store(ArtifactKind.MP3, world.stores.default, f"{transcript.id}/audio.mp3"))
    for place in places:
        keep(world.here, transcript.id, place, io.BytesIO(word.encode()))


def _recorded(world: World, recording: Any) -> Any:
    for key in filter(None, [recording.object_key, *(recording.track_keys or [])]):
        put(world.stores.bucket(recording.bucket_name), key, key.encode())
    return recording


def _owners(row: dict[str, Any]) -> set[str | None]:
    return {row.get(name) for name in ("transcript_id", "recording_id", "meeting_id")} - {None}


def _tombstones(world: World) -> Counter[tuple[str, str]]:
    with world.database.snapshot() as session:
        return Counter((row.kind, row.id) for row in session.execute(sa.select(Tombstone.kind, Tombstone.id)))
