"""The JSON documents of rooms, meetings, consents and announced recordings."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from reflector.api.schemas import Key, Model, Moment, Name, storable
from reflector.inventory import is_own_file
from reflector.meetings.rooms import NAME, NAME_MAX_CHARACTERS
from reflector.storage.base import is_key, split_bucket


class RoomNew(Model):
    """A new room."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_MAX_CHARACTERS, pattern=NAME, examples=["standup"])]
    """The room's name in addresses: lower-case letters, digits and single hyphens."""
    is_shared: bool = False
    """Whether everybody may begin meetings in it. Otherwise only its owner may."""
    platform: Annotated[str, Field(max_length=32, pattern=r"^[a-z0-9_-]*$")] = ""
    """The platform that meetings are held on."""


class RoomOut(Model):
    """A room."""

    id: str
    """Its id."""
    name: str
    """Its name in addresses."""
    is_shared: bool
    """Whether everybody may begin meetings in it."""
    platform: str
    """The platform that meetings are held on."""
    created_at: datetime
    """The time of its creation."""


class RoomPage(Model):
    """A user's rooms."""

    items: list[RoomOut]
    """The rooms, by name."""


class MeetingOut(Model):
    """A meeting. Its id cannot be guessed, so only its participants know it."""

    id: str
    """Its id."""
    room_name: str | None
    """The name of its room."""
    start_date: datetime
    """The time of its start."""
    end_date: datetime | None
    """The time of its end."""
    is_active: bool
    """Whether it is running."""
    platform: str
    """Its platform."""
    audio_withheld: bool
    """Whether a participant refused consent and the owner must decide about the audio (`POST .../audio`)."""


class AudioDecision(Model):
    """The owner's decision about withheld audio."""

    keep: bool
    """True: the audio is kept, and can be played again. False: it is erased as soon as the text is done."""


class ConsentNew(Model):
    """A participant's answer."""

    consent_given: bool
    """Whether the audio may be kept. One refusal applies to all audio of the meeting."""


class ConsentOut(Model):
    """A recorded answer."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    consent_id: str
    """The id of the answer."""


class RecordingAnnounced(Model):
    """The announcement of a finished recording in the object store: one object, or one object per track."""

    bucket: Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$")]
    """The bucket, or `bucket/folder`."""
    object_key: Key | None = None
    """The recording's object."""
    track_keys: list[Key] = Field(default=[], max_length=256)
    """One object per track. They are mixed for playback, and recognized separately."""
    track_names: list[Name] = Field(default=[], max_length=256)
    """The name of the participant of each track, in the order of track_keys; "" if it is not known."""
    meeting_id: Annotated[str, Field(max_length=64), AfterValidator(storable)] | None = None
    """The meeting that was recorded."""
    room_name: Name | None = None
    """The room of the meeting, if the meeting is not known."""
    recorded_at: Moment | None = None
    """The time of the recording. None: now."""

    @model_validator(mode="after")
    def _a_name_for_each_track(self) -> Self:
        if self.track_names and len(self.track_names) != len(self.track_keys):
            raise ValueError("track_names has one name for each of track_keys")
        return self

    @model_validator(mode="after")
    def _nobody_elses(self) -> Self:
        for key in [*self.track_keys, *([self.object_key] if self.object_key else [])]:
            whole = split_bucket(self.bucket)[1] + key
            if not is_key(whole):
                raise ValueError("bucket and key together name no object")
            if is_own_file(self.bucket, key):
                raise ValueError("this is a file of Reflector itself")
        return self


class RecordingAccepted(Model):
    """The answer to an announcement."""

    status: Literal["ok"] = "ok"
    """Always ok."""
    recording_id: str
    """The recording's id."""
    transcript_id: str
    """The id of its transcript."""
    new: bool
    """False if it was announced before."""
