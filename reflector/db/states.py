"""The closed vocabularies of the rows: the values that some columns can hold."""

from enum import StrEnum


class Stage(StrEnum):
    """`job.stage`: the stage that comes next."""

    #: The client is uploading the recording.
    UPLOAD = "upload"
    #: The recording is in a cloud store: fetch it, and mix its tracks.
    INGEST = "ingest"
    #: Decode the recording into audio.wav, audio.mp3 and the waveform.
    CONVERT = "convert"
    #: Turn audio.wav into words.
    RECOGNIZE = "recognize"
    #: Turn the words into topics, a title and summaries.
    DIGEST = "digest"
    #: The job has ended, well or badly; `transcript.status` says which.
    DONE = "done"


#: The stages that workers run, in their order.
WORK = (Stage.INGEST, Stage.CONVERT, Stage.RECOGNIZE, Stage.DIGEST)


class Status(StrEnum):
    """`transcript.status`, with the values of the public Reflector schema."""

    #: No recording has arrived yet.
    IDLE = "idle"
    #: The recording is there, and waits for a worker.
    UPLOADED = "uploaded"
    #: A recording is being made. Reflector reads this value and never writes it.
    RECORDING = "recording"
    #: A worker has begun.
    PROCESSING = "processing"
    #: The recording could not be transcribed; `transcript.error` holds the reason.
    ERROR = "error"
    #: The text is complete.
    ENDED = "ended"


#: The statuses in which no text is being made, so that the audio may be erased.
FINISHED = (Status.ENDED, Status.ERROR)


class RecordingStatus(StrEnum):
    """`recording.status`."""

    #: Announced, and not transcribed yet.
    PENDING = "pending"
    #: Transcribed.
    COMPLETED = "completed"


class Decision(StrEnum):
    """`meeting_consent.decision`: what the owner decided about a refusal that only withholds the audio."""

    #: The audio is kept; the refusal has no effect any more.
    KEEP = "keep"
    #: The audio is erased, as after a refusal in the owner's own meeting.
    ERASE = "erase"


class ShareMode(StrEnum):
    """`transcript.share_mode`: the readers of a signed-in user's transcript. An anonymous one is always public."""

    #: Only the owner.
    PRIVATE = "private"
    #: All signed-in users.
    SEMI_PRIVATE = "semi-private"
    #: All people with the link.
    PUBLIC = "public"


class SourceKind(StrEnum):
    """`transcript.source_kind`: the source of the recording, with the values of the public Reflector schema."""

    #: A meeting in a room, announced by another program.
    ROOM = "room"
    #: A live stream. Reflector reads this value and never writes it.
    LIVE = "live"
    #: An upload.
    FILE = "file"


class ErasureReason(StrEnum):
    """`tombstone.reason` of a transcript, meeting or recording: why it was erased."""

    #: Its days were over.
    EXPIRED = "expired"
    #: The earlier end that its owner had chosen was over.
    ERASE_AT = "erase_at"
    #: The holder of its owner token erased it.
    OWNER = "owner"
    #: Its signed-in user erased it.
    USER = "user"
    #: No transcript referenced it any more.
    ORPHAN = "orphan"


class Trigger(StrEnum):
    """`retention_run.trigger`: what started the run."""

    #: The beat schedule.
    BEAT = "beat"
    #: `python -m reflector.tools.cleanup_old_data`.
    TOOL = "tool"
    #: The `reflector` command.
    CLI = "cli"
    #: A call of the Python function.
    CALL = "call"


class Outcome(StrEnum):
    """`retention_run.outcome`."""

    #: The run has not ended yet, or its process died.
    RUNNING = "running"
    #: Everything expired was erased.
    DONE = "done"
    #: Some items could not be erased. The next run tries them again.
    ERRORS = "errors"
    #: The time budget ended the run, or a long drain that was under way kept it from the bytes. The next run continues.
    UNFINISHED = "unfinished"
    #: The run itself failed, or its process died.
    FAILED = "failed"


class LanguageSource(StrEnum):
    """The source of a recording's language, in `transcript.events`."""

    #: The speech model knows no other language.
    MODEL = "model"
    #: It was detected in the sound.
    DETECTED = "detected"
    #: The owner has given it.
    GIVEN = "given"


class ArtifactKind(StrEnum):
    """`artifact.kind`: the bytes that an artifact stands for."""

    #: The recording as it was uploaded, or the mix of its tracks.
    UPLOAD = "upload"
    #: audio.wav: the sound that is recognized.
    WAV = "wav"
    #: audio.mp3: the sound that people listen to.
    MP3 = "mp3"
    #: audio.json: the waveform of the player.
    WAVEFORM = "waveform"
    #: The folder of a transcript on the local disk, with everything in it.
    FOLDER = "folder"
    #: The object of a recording, which another service has put into a bucket.
    RECORDING = "recording"
    #: The sound of one speaker: an object of another service, or the folder with the decoded tracks.
    TRACK = "track"
    #: The video of a meeting, which another service has put into a bucket.
    COMPOSED_VIDEO = "composed_video"
    #: The recording as it was uploaded, once it is kept as a video that browsers play.
    VIDEO = "video"


class TombstoneKind(StrEnum):
    """`tombstone.kind`: the erased row."""

    TRANSCRIPT = "transcript"
    MEETING = "meeting"
    RECORDING = "recording"
    #: An artifact that the operator closed by hand (`reflector retention forget`).
    ARTIFACT = "artifact"


class ArtifactState(StrEnum):
    """The state of an artifact, by the columns of its row."""

    #: It has an owner: a transcript, a recording or a meeting.
    LIVING = "living"
    #: It has no owner. The drain erases its bytes.
    DOOMED = "doomed"
    #: It is doomed, and the last attempt that the settings allow has failed. It is not retried automatically.
    DEAD = "dead"
