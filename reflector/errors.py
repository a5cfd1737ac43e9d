"""Every exception of Reflector, in one tree.

An error has three public parts. The API, the commands and the log use them and nothing else:

- `code`: its stable name for programs, part of the public interface;
- `message`: one sentence for a person;
- `details()`: members of the problem document, besides those that every problem has.

None of the three carries content, file names or tokens. Give both texts as class attributes, never as a docstring:
`python -OO` strips docstrings.
"""

from collections.abc import Iterator, Mapping


class ReflectorError(Exception):
    """Base of all errors. `message` replaces the message of the class."""

    code = "error"
    message = "Reflector could not do this."

    def __init__(self, message: str | None = None) -> None:
        self.message = message or type(self).message
        super().__init__(self.message)

    def details(self) -> Mapping[str, object]:
        """The members of an API answer besides code and message: JSON values by name."""
        return {}

    @property
    def log_code(self) -> str:
        """The most precise code of the cause, for logs and for `artifact.last_error`."""
        return self.code


class SettingsError(ReflectorError):
    code = "bad_setting"
    message = "A setting has an invalid value."


class DatabaseNotReady(ReflectorError):
    code = "database_not_ready"
    message = "The database does not have the schema of this version of Reflector."


class ExistingInstallation(ReflectorError):
    code = "existing_installation"
    message = (
        "This is the database of an existing Reflector installation. Nothing was touched. "
        "`reflector adopt` puts this retention engine beside it."
    )


class IsACopy(ReflectorError):
    code = "database_is_a_copy"
    message = (
        "This database is a copy: it was restored or cloned after `reflector adopt install`. Another database may "
        "still own the files and objects. Nothing was erased. See docs/howto/adopt.md."
    )


class BrokerUnavailable(ReflectorError):
    code = "broker_unavailable"
    message = "The broker does not answer."


class CannotServe(ReflectorError):
    code = "cannot_serve"
    message = "Reflector cannot be started here."


class AlreadySetUp(ReflectorError):
    code = "already_set_up"
    message = "An instance exists here already."


class CannotSetUp(ReflectorError):
    code = "cannot_set_up"
    message = "The instance cannot be made."


# -- bytes --------------------------------------------------------------------------------------------------------


class StorageError(ReflectorError):
    code = "storage_error"
    message = "The store could not do this."

    def __init__(self, message: str | None = None, *, vendor_code: str | None = None) -> None:
        """`vendor_code`: what the store itself calls the error, such as "InternalError", "http_503" or "EIO"."""
        super().__init__(message)
        self.vendor_code = vendor_code

    @property
    def log_code(self) -> str:
        return self.vendor_code or self.code


class ObjectMissing(StorageError):
    code = "object_missing"
    message = "The store has no object under this key."


class BadKey(StorageError):
    code = "bad_key"
    message = "This is not a valid key, or it leads out of the store's root."


class TooLarge(StorageError):
    code = "too_large"
    message = "The stream is longer than its limit."


class StoreUnavailable(StorageError):
    code = "store_unavailable"
    message = "The store did not answer, or cannot serve requests now."


class StoreFull(StoreUnavailable):
    code = "store_full"
    message = "The store has no room for this."


class BeingErased(StoreUnavailable):
    code = "being_erased"
    message = "An earlier object under this key is still being erased."


class StoreBusy(StorageError):
    code = "store_busy"
    message = "Another writer holds this object."


class StoreDenied(StorageError):
    code = "store_denied"
    message = "The store denies access to our credentials."


class BucketMissing(StorageError):
    code = "bucket_missing"
    message = "The bucket does not exist."


class StoreIsForeign(StorageError):
    code = "store_is_foreign"
    message = "The store does not carry this database's marker. The mount, the bucket or the database is wrong."


class NoSpace(StorageError):
    code = "no_space"
    message = "This server does not have enough free space for the recording."


class ArtifactDoomed(ReflectorError):
    code = "artifact_doomed"
    message = "The transcript was erased while this was written. The written part has been removed."


# -- transcripts, uploads, rooms, meetings ------------------------------------------------------------------------


class TranscriptGone(ReflectorError):
    code = "gone"
    message = "The transcript has expired or has been erased."


class OwnerChanged(ReflectorError):
    code = "owner_changed"
    message = "The owner of a transcript changed, or another run erased it."


class NotReceiving(ReflectorError):
    code = "not_receiving"
    message = "This transcript has its recording already and does not accept another one."


class UploadBusy(ReflectorError):
    code = "upload_busy"
    message = "Another upload to this transcript is in progress."


class BadChunk(ReflectorError):
    code = "bad_chunk"
    message = "Chunks are numbered from 0, and there must be at least 1 and at most 100,000 of them."


class EmptyChunk(BadChunk):
    code = "empty_chunk"
    message = "A chunk must have at least one byte."


class WrongSize(BadChunk):
    code = "wrong_size"
    message = "The recording does not have the size that was stated for it. Send it again from chunk 0."


class WrongChunk(ReflectorError):
    code = "wrong_chunk"
    message = "Send the chunks in order, each once, and keep total_chunks the same."

    def __init__(self, next_chunk: int, total_chunks: int) -> None:
        super().__init__()
        #: Number of the chunk that is expected, from 0.
        self.next_chunk = next_chunk
        self.total_chunks = total_chunks

    def details(self) -> Mapping[str, object]:
        return {"next_chunk": self.next_chunk, "total_chunks": self.total_chunks}


class NotFound(ReflectorError):
    code = "not_found"
    message = "It does not exist."


class RoomNotFound(NotFound):
    message = "This room does not exist any more."


class MeetingNotFound(NotFound):
    message = "This meeting does not exist any more."


class UnknownMeeting(ReflectorError):
    """An announced recording names a meeting or a room that we do not know."""

    code = "unknown_meeting"
    message = "This meeting or this room does not exist."


class BadRoomName(ReflectorError):
    code = "bad_room_name"
    message = "The name of a room consists of at most 64 lower-case letters, digits and single hyphens."


class RoomExists(ReflectorError):
    code = "room_exists"
    message = "A room with this name exists already."


class TooManyRooms(ReflectorError):
    code = "too_many_rooms"
    message = "You have as many rooms as this instance allows. Delete one of them first."


class MeetingInUse(ReflectorError):
    code = "meeting_in_use"
    message = "Transcripts were made in this meeting. Erase them first."


class RoomInUse(ReflectorError):
    code = "room_in_use"
    message = "This room still has meetings. They belong to its owner only through the room, so it cannot be deleted."


# -- retention ----------------------------------------------------------------------------------------------------


class RetentionError(ReflectorError):
    code = "retention_failed"
    message = "The retention run failed."


class ClocksApart(RetentionError):
    code = "clocks_apart"
    message = (
        "The clocks of this machine and of the database differ by more than five minutes, so ages are not known. "
        "Nothing was erased. Run NTP on both."
    )


class DatabaseReplaced(RetentionError):
    code = "database_replaced"
    message = (
        "The database was restored while this run was erasing. The run ends, because what users have claimed since the "
        "backup would look anonymous to it. The next run applies the journal first."
    )


class NotPublic(RetentionError):
    code = "not_public"
    message = "This is not a public instance (PUBLIC_MODE is false). Nothing is erased."


class AdoptionRefused(RetentionError):
    code = "adoption_refused"
    message = "This installation cannot be adopted as it is."


class BadDays(RetentionError):
    code = "bad_days"
    message = "The number of days must be a whole number from 1 to 36500."


class RetentionBusy(RetentionError):
    code = "busy"
    message = "Another retention run is in progress."


class JournalUnreadable(RetentionError):
    code = "journal_unreadable"
    message = "No journal of this instance can be read, so a restored backup could not be noticed. Nothing is served."


class TooManyOrphans(RetentionError):
    code = "too_many_orphans"
    message = (
        "This database knows too few of the objects in the store, so it may be the wrong database. "
        "Nothing was erased (see --force)."
    )


# -- moving an instance -------------------------------------------------------------------------------------------


class MoveRefused(ReflectorError):
    code = "move_refused"
    message = "The instance cannot be moved there. Nothing was changed."


class InstanceInUse(ReflectorError):
    code = "instance_in_use"
    message = "Another process uses this instance. Nothing was changed."


class MoveFailed(ReflectorError):
    code = "move_failed"
    message = "The instance could not be moved completely. Nothing is lost; run the command again."


# -- from a recording to a transcript -----------------------------------------------------------------------------


class StageError(ReflectorError):
    """The fault is in the recording: the transcript ends in status error, with this code and message."""

    code = "transcription_failed"
    message = "The recording could not be transcribed."


class Cancelled(StageError):
    code = "cancelled"
    message = "The work was cancelled."


class JobPaused(ReflectorError):
    code = "job_paused"
    message = "Another job has its turn. This one continues later."


class JobLost(ReflectorError):
    code = "job_lost"
    message = "The transcript was erased, or another worker has its job."


class MediaError(StageError):
    """Base of the errors of decoding."""

    #: Seconds of sound that were decoded before the recording was refused. They cost as much as those of a good one.
    seconds: float = 0.0


class EmptyMedia(MediaError):
    code = "empty"
    message = "The file is empty."


class NotAudio(MediaError):
    code = "not_audio"
    message = "The file is not audio or video that can be decoded, or an essential part of it is missing."


class NoAudioStream(MediaError):
    code = "no_audio_stream"
    message = "The file has no sound track."


class BrokenMedia(MediaError):
    code = "broken"
    message = "The file is damaged. Its sound cannot be decoded."


class TruncatedMedia(MediaError):
    code = "truncated"
    message = "The recording is incomplete. A part of the file is missing."


class SilentMedia(MediaError):
    code = "silent"
    message = "The recording is silent."


class TooShort(MediaError):
    code = "too_short"
    message = "The recording is too short to hold a word."


class RateTooHigh(MediaError):
    code = "rate_too_high"
    message = "The recording has more samples per second than this instance accepts."


class TooLong(MediaError):
    code = "too_long"
    message = "The recording is longer than this instance accepts."


class DecodingTimeout(MediaError):
    code = "timeout"
    message = "Decoding the recording took too long."


class TooMuchMemory(MediaError):
    code = "too_much_memory"
    message = "Decoding the recording took too much memory."


class DecoderFailed(ReflectorError):
    """Not a StageError: this says nothing about the recording."""

    code = "decoder_failed"
    message = "The decoder could not be started, or the system stopped it."


class TooManyMinutes(StageError):
    code = "audio_minutes_exceeded"
    message = "This recording exceeds the minutes of audio that this instance accepts from one client per day."


class TextTooLong(ReflectorError):
    code = "text_too_long"
    message = "The corrected text is longer than what can be said in the time of the recording."


class ModelError(ReflectorError):
    """Not a StageError: the operator has to fix the model, and no recording fails for it at once."""

    code = "bad_model"
    message = "The speech model is missing, or it is not the configured one."


class RecognitionError(StageError):
    code = "recognition_failed"
    message = "The speech in the recording could not be recognized."


class LanguageNotSupported(RecognitionError):
    code = "language_not_supported"
    message = "The speech model of this instance does not support this language."


class NoSpeech(RecognitionError):
    code = "no_speech"
    message = "The recording contains no speech."


class UnclearSpeech(RecognitionError):
    code = "unclear"
    message = "Somebody speaks in the recording, but not one word could be understood."


class LanguageModelError(StageError):
    code = "llm_failed"
    message = "The language model did not give a usable answer."

    def __init__(self, message: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        #: HTTP status of the server's answer. None: there was no answer.
        self.status = status


#: Reasons why a transcript can be in status error without an exception of ours.
_OTHER_REASONS = {
    "worker_died": "The recording could not be transcribed. Every attempt was interrupted.",
    "upload_abandoned": "The upload was never finished.",
    "internal": "An internal error occurred. It has been logged.",
}


def explanation(code: str | None) -> str:
    """The message for `code`, the reason why a transcript is in status error."""
    messages = {kind.code: kind.message for kind in kinds_of(ReflectorError)}
    return (messages | _OTHER_REASONS).get(code or "", StageError.message)


def kinds_of(kind: type[ReflectorError]) -> Iterator[type[ReflectorError]]:
    """The subclasses of a kind of errors, and then the kind itself: of two with one code it has the general message."""
    for below in kind.__subclasses__():
        yield from kinds_of(below)
    yield kind
