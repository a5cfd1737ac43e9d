"""Every setting, typed. Nothing else in Reflector reads the environment.

Settings come from environment variables and from a file ``.env`` in the working directory. The attribute's
docstring is its description in `reflector settings` and in docs/reference/settings.md.
"""

import os
from difflib import get_close_matches
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from standardwebhooks import Webhook

from reflector.errors import SettingsError

#: The file in the working directory from which settings are read besides the environment.
ENV_FILE = Path(".env")
#: The value of AUTH_JWT_AUDIENCE that accepts tokens for any service.
ANY_AUDIENCE = "any"
#: Maximum number of days. More would be a mistake, and would overflow the calendar.
MAX_RETENTION_DAYS = 36_500


def _database_url(url: str) -> str:
    """Name the drivers that are used here, so that plain `postgresql://…` means psycopg 3."""
    if not url:
        return ""
    # Slow to import, and most functions that read settings have no database.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    if url.startswith("postgres://"):  # libpq's other name, which many providers hand out
        url = url.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ValueError("must be sqlite:///path or postgresql://user@host/name") from None
    backend = parsed.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError("must be sqlite:///path or postgresql://user@host/name")
    driver = "postgresql+psycopg" if backend == "postgresql" else "sqlite"
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


def _http_url(url: str) -> str:
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("must be an address such as https://host or http://127.0.0.1:8000/path")
    return url


def _broker_url(url: str) -> str:
    if urlsplit(url).scheme not in {"filesystem", "redis", "rediss", "amqp", "amqps"}:
        raise ValueError("must be filesystem://, redis://host or amqp://user@host")
    return url


def _networks(value: str) -> str:
    for part in filter(None, (p.strip() for p in value.split(","))):
        ip_network(part)
    return value


class Settings(BaseSettings):
    """The settings of one Reflector instance."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, extra="ignore", frozen=True, use_attribute_docstrings=True, env_ignore_empty=True
    )

    # -- the promise --------------------------------------------------------------------------------------------
    PUBLIC_MODE: bool = False
    """Whether this is a public instance: anonymous data is erased after PUBLIC_DATA_RETENTION_DAYS."""
    PUBLIC_DATA_RETENTION_DAYS: Annotated[int, Field(ge=1, le=MAX_RETENTION_DAYS)] = 7
    """Days after which anonymous data is erased."""

    # -- places -------------------------------------------------------------------------------------------------
    DATA_DIR: Path = Path("data")
    """Folder for the files of transcripts, the embedded database and the embedded broker."""
    DATABASE_URL: Annotated[str, AfterValidator(_database_url)] = ""
    """SQLAlchemy URL of the database, SQLite or PostgreSQL. Default: `DATA_DIR/reflector.sqlite3`."""
    DATABASE_LOCK_TIMEOUT_SECONDS: Annotated[float, Field(gt=0, le=600)] = 5
    """Seconds that a statement waits for a lock of another session.

    After that a request is answered with 503, and a run reports the row and continues. Runs and workers on SQLite wait
    30 seconds.
    """
    DATABASE_STATEMENT_TIMEOUT_SECONDS: Annotated[float, Field(gt=0, le=86400)] = 300
    """Seconds that one statement may take on PostgreSQL. VACUUM and migrations may take an hour."""
    TRANSCRIPT_STORAGE_BACKEND: Literal["local", "aws"] = "local"
    """Store of finished recordings: `local` (DATA_DIR) or `aws` (any S3-compatible store)."""
    TRANSCRIPT_STORAGE_AWS_BUCKET_NAME: str = ""
    """Bucket of the S3 store; `bucket/folder` keeps everything below that folder."""
    TRANSCRIPT_STORAGE_AWS_REGION: str = "us-east-1"
    """Region of the S3 store."""
    TRANSCRIPT_STORAGE_AWS_ACCESS_KEY_ID: str = ""
    """Access key of the S3 store. Empty: the usual chain of AWS credentials."""
    TRANSCRIPT_STORAGE_AWS_SECRET_ACCESS_KEY: SecretStr = SecretStr("")
    """Secret key of the S3 store."""
    TRANSCRIPT_STORAGE_AWS_ENDPOINT_URL: Annotated[str, AfterValidator(_http_url)] = ""
    """Address of an S3-compatible server. Empty: AWS."""
    DAILYCO_STORAGE_AWS_BUCKET_NAME: str = ""
    """Bucket in which the meeting service leaves the composed videos of meetings, on the same S3 server. Empty: the
    bucket of a meeting's recordings, or else the default S3 store."""
    CELERY_BROKER_URL: Annotated[str, AfterValidator(_broker_url)] = "filesystem://"
    """Broker of the task queue: `filesystem://` (below DATA_DIR), `redis://…` or `amqp://…`."""
    CELERY_RESULT_BACKEND: str = ""
    """Store of task results (ids and counts only). Default: files below DATA_DIR for the filesystem
    broker, the broker itself for Redis, `rpc://` for RabbitMQ."""

    # -- logs ---------------------------------------------------------------------------------------------------
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """Lowest level that is logged."""
    LOG_FORMAT: Literal["auto", "console", "json"] = "auto"
    """`console` for people, `json` for machines, `auto`: console on a terminal, json elsewhere."""

    # -- the retention engine -----------------------------------------------------------------------------------
    RETENTION_BATCH_SIZE: Annotated[int, Field(ge=1, le=1000)] = 500
    """Transcripts erased in one transaction."""
    RETENTION_TIME_BUDGET_SECONDS: Annotated[int, Field(ge=1)] = 3 * 3600
    """Seconds after which a run begins no further batch; the rest is left to the next run and reported."""
    RETENTION_MAX_ATTEMPTS: Annotated[int, Field(ge=1)] = 12
    """Attempts to erase an artifact before it is dead: still counted and listed, but no longer retried automatically.
    """
    RETENTION_BACKOFF_SECONDS: Annotated[float, Field(gt=0)] = 60
    """Pause before the second attempt; it doubles with each one, with jitter."""
    RETENTION_BACKOFF_MAX_SECONDS: Annotated[float, Field(gt=0)] = 6 * 3600
    """Longest pause between two attempts."""
    RETENTION_DRAIN_INTERVAL_SECONDS: Annotated[int, Field(ge=1)] = 300
    """Seconds between two drains, in which beat erases the bytes of doomed artifacts besides the nightly run."""
    RETENTION_VACUUM: Literal["plain", "full", "off"] = "plain"
    """The last step of a run. SQLite: plain and full both rewrite the file, `off` does not; the write-ahead log is
    always emptied. PostgreSQL: `plain` is VACUUM, `full` is VACUUM FULL (exclusive lock), `off` leaves it to
    autovacuum."""
    RETENTION_ORPHAN_GRACE_HOURS: Annotated[float, Field(ge=0)] = 24
    """Age below which bytes that no row knows are never erased by `reflector retention orphans --erase`."""
    RETENTION_ORPHAN_MAX_SHARE: Annotated[float, Field(gt=0, le=1)] = 0.1
    """Largest share of a store that `reflector retention orphans --erase` and `reflector adopt leaks --erase` erase
    without `--force`."""
    ADOPT_GRACE_DAYS: Annotated[float, Field(ge=0, le=MAX_RETENTION_DAYS)] = 2
    """In an adopted installation: days between the moment at which a run first sees that another program has deleted a
    row, and the erasure of its bytes. See `reflector retention pending`."""
    ADOPT_APPLY_REFUSALS: bool = False
    """In an adopted installation: whether runs erase the audio of meetings in which somebody refused consent, also the
    audio of users."""
    ADOPT_SERVE: bool = False
    """In an adopted installation: whether `reflector serve` shows its transcripts by API and pages, for reading
    only."""
    JOURNAL_DAYS: Annotated[int, Field(ge=1, le=MAX_RETENTION_DAYS)] = 90
    """Days for which the journal outside the database remembers early erasures, refusals and claims. It must cover the
    oldest backup that may be restored."""
    JOURNAL_DIR: str = ""
    """Folder of the journal, on another disk than the database. Default: in DATA_DIR."""
    HEALTH_MAX_RUN_AGE_HOURS: Annotated[float, Field(gt=0)] = 26
    """Hours since the last good run after which `/health` and `reflector doctor` report that the promise is behind."""
    HEALTH_MAX_SILENCE_SECONDS: Annotated[float, Field(gt=0)] = 120
    """Seconds without a heartbeat of beat, or of a worker for a queue, after which `/health` reports it.

    A process sends one every 10 seconds.
    """
    HEALTH_MAX_JOB_WAIT_SECONDS: Annotated[float, Field(gt=0)] = 3600
    """Seconds that the oldest job may wait for a worker before `/health` reports it."""

    # -- HTTP ---------------------------------------------------------------------------------------------------
    HOST: str = "127.0.0.1"
    """Address that `reflector serve` listens on."""
    PORT: Annotated[int, Field(ge=0, le=65535)] = 1250
    """Port that `reflector serve` listens on."""
    API_PROCESSES: Annotated[int, Field(ge=1, le=64)] = 1
    """Processes of `reflector serve` that answer HTTP. They share one listening socket."""
    API_DRAIN_SECONDS: Annotated[float, Field(ge=0, le=3600)] = 30
    """Seconds that requests have to end after an API process was told to end.

    After that clients are told to resume their uploads.
    """
    BASE_URL: Annotated[str, AfterValidator(_http_url)] = ""
    """Public address of the instance, for links. Default: taken from the request."""
    TRUSTED_PROXIES: Annotated[str, AfterValidator(_networks)] = ""
    """Comma-separated addresses or networks of proxies whose X-Forwarded-For is trusted."""

    CONNECTIONS_MAX: Annotated[int, Field(ge=1)] = 2048
    """Connections that one API process keeps open at once. The process takes fewer if the system grants it fewer open
    files: two are needed for each."""
    CONNECTIONS_PER_CLIENT: Annotated[int, Field(ge=1)] = 128
    """Connections that one address may have open at once, in all API processes of a machine together. Trusted proxies
    have no such limit."""

    # -- who runs this instance ---------------------------------------------------------------------------------
    OPERATOR_NAME: str = ""
    """Name of the person or organization that runs this instance; shown on the promise page."""
    OPERATOR_CONTACT: str = ""
    """Contact of the operator: an e-mail address or an https address; shown on the promise page."""
    OPERATOR_PLACE: str = ""
    """Place of the server, such as a city and a country; shown on the promise page."""
    OPERATOR_BACKUPS: str = ""
    """Time for which backups of this instance are kept, such as `30 days`; shown on the promise page."""
    OPERATOR_LOGS: str = ""
    """Time for which logs of this instance are kept, such as `7 days, without addresses`; shown on the promise page."""

    # -- people -------------------------------------------------------------------------------------------------
    AUTH_BACKEND: Literal["none", "jwt"] = "none"
    """`none`: no users. `jwt`: a bearer token names the user by its `sub`."""
    AUTH_JWT_PUBLIC_KEY: str = ""
    """Public key that verifies tokens, as PEM text or as the path of a PEM file."""
    AUTH_JWT_JWKS_URL: Annotated[str, AfterValidator(_http_url)] = ""
    """Address of the key set that verifies tokens, instead of AUTH_JWT_PUBLIC_KEY."""
    AUTH_JWT_ALGORITHMS: Annotated[tuple[str, ...], NoDecode] = ("RS256",)
    """Comma-separated signature algorithms that are accepted."""
    AUTH_JWT_AUDIENCE: str = ""
    """Required `aud` of a token. With AUTH_JWT_JWKS_URL it must be set; `any` accepts every token of these keys. Empty,
    with AUTH_JWT_PUBLIC_KEY: not checked."""
    AUTH_JWT_ISSUER: str = ""
    """Required `iss` of a token. Empty: not checked."""

    # -- limits -------------------------------------------------------------------------------------------------
    UPLOAD_MAX_BYTES: Annotated[int, Field(ge=1)] = 2 * 1024**3
    """Largest upload in bytes."""
    AUDIO_MAX_SECONDS: Annotated[int, Field(ge=1)] = 2 * 3600
    """Longest recording in seconds."""
    UPLOAD_MAX_CONCURRENT_PER_CLIENT: Annotated[int, Field(ge=1)] = 4
    """Uploads that one client may have under way at once."""
    UPLOADS_UNFINISHED_PER_CLIENT: Annotated[int, Field(ge=1)] = 20
    """Transcripts that one client may have waiting for their recording."""
    UPLOAD_WAITING_BYTES_PER_CLIENT: Annotated[int, Field(ge=1)] = 4 * 1024**3
    """Bytes of one client's uploads that may wait for their conversion, unfinished ones included."""
    UPLOAD_DISK_SHARE: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Share of the disk of DATA_DIR that all uploads together may take before they are converted."""
    VIDEO_BYTES_PER_CLIENT: Annotated[int, Field(ge=0)] = 1024**3
    """Bytes of kept videos of one client, for an anonymous one those of a day. 0: no video is kept."""
    VIDEO_DISK_SHARE: Annotated[float, Field(ge=0, le=1)] = 0.1
    """Share of the disk of DATA_DIR that all kept videos may take, also those in S3. 0: no video is kept."""
    AUDIO_MINUTES_PER_CLIENT_PER_DAY: Annotated[int, Field(ge=1)] = 240
    """Minutes of audio that one client may bring in a day. Refused recordings count as far as they were decoded."""
    TRANSCRIPTS_PER_CLIENT_PER_HOUR: Annotated[int, Field(ge=1)] = 60
    """Transcripts that one client may create in an hour."""
    ROOMS_PER_USER: Annotated[int, Field(ge=1)] = 100
    """Rooms that one user may have."""
    DISK_FREE_MIN_BYTES: Annotated[int, Field(ge=0)] = 512 * 1024**2
    """Free bytes that are kept on the disk of DATA_DIR; uploads that would go below are refused."""
    RATE_LIMIT_STORAGE_URI: str = ""
    """Storage in which the requests of an hour are counted. Default: the Redis broker if there is one, else the
    database."""
    UPLOAD_IDLE_SECONDS: Annotated[int, Field(ge=60)] = 6 * 3600
    """Seconds after which an unfinished upload is given up and its bytes are erased."""

    # -- transcription ------------------------------------------------------------------------------------------
    WHISPER_MODEL: str = ""
    """Name or folder of a faster-whisper model. `base` (multilingual; the default) and `tiny.en` are bundled."""
    WHISPER_DEVICE: Literal["auto", "cpu", "cuda"] = "auto"
    """Processor that recognizes speech. `auto`: on an NVIDIA GPU if there is one. With `cuda` and no GPU, each worker
    logs `no_gpu` when it starts, `doctor` says so, and recordings wait."""
    WHISPER_MODEL_DOWNLOAD: bool = False
    """Whether a model that is not on the disk may be downloaded from its hub."""
    WHISPER_COMPUTE_TYPE: str = ""
    """CTranslate2 compute type. Empty: `int8` on a CPU, `float16` on a GPU."""
    WHISPER_THREADS: Annotated[int, Field(ge=0)] = 0
    """CPU threads of one recognition. 0: as many as there are cores."""
    WHISPER_IDLE_SECONDS: Annotated[int, Field(ge=0, le=604_800)] = 240
    """Seconds without a recording after which a worker releases the speech model, some hundred MB. The next recording
    loads it again, which takes seconds. 0: never."""
    DIARIZATION: Literal["off", "on"] = "off"
    """Whether speakers are told apart by their voices if the uploader does not choose. It needs two more packages, and
    [makes mistakes](../speakers.md)."""
    CONVERT_TIMEOUT_SECONDS: Annotated[int, Field(ge=1)] = 900
    """Seconds that decoding one recording may take."""
    CONVERT_MEMORY_BYTES: Annotated[int, Field(ge=64 * 1024**2)] = 1024**3
    """Bytes of memory that decoding one recording may take."""
    TRANSCRIPTION_CONCURRENCY: Annotated[int, Field(ge=1)] = 1
    """Recordings that one worker of `reflector serve` transcribes at once."""
    TRANSCRIPTION_MAX_ATTEMPTS: Annotated[int, Field(ge=1)] = 3
    """Times that a stage is tried after its worker died, before the transcript ends in status error."""
    LLM_URL: Annotated[str, AfterValidator(_http_url)] = ""
    """OpenAI-compatible address for titles and summaries, e.g. `http://127.0.0.1:8000/v1`.

    Empty: no language model is used.
    """
    LLM_API_KEY: SecretStr = SecretStr("")
    """Key for LLM_URL."""
    LLM_MODEL: str = ""
    """Model name for LLM_URL."""
    RECORDING_WEBHOOK_SECRET: SecretStr = SecretStr("")
    """Key of recording webhooks (Standard Webhooks): `whsec_` and base64, as
    `echo whsec_$(openssl rand -base64 32)` makes it. Empty: the webhook is closed."""
    RECORDING_BUCKETS: Annotated[tuple[str, ...], NoDecode] = ()
    """Comma-separated places, `bucket` or `bucket/folder`, in which announced recordings may lie. Empty: the default S3
    store and DAILYCO_STORAGE_AWS_BUCKET_NAME. It limits announcements, and never erasing."""

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: dict[str, object]) -> dict[str, object]:
        for name in ("AUTH_JWT_ALGORITHMS", "RECORDING_BUCKETS"):
            listed = values.get(name)
            if isinstance(listed, str):
                values[name] = tuple(item.strip() for item in listed.split(",") if item.strip())
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.TRANSCRIPT_STORAGE_BACKEND == "aws" and not self.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME:
            raise ValueError(
                "TRANSCRIPT_STORAGE_AWS_BUCKET_NAME: must name a bucket when TRANSCRIPT_STORAGE_BACKEND is aws"
            )
        if secret := self.RECORDING_WEBHOOK_SECRET.get_secret_value():
            try:
                Webhook(secret)
            except ValueError:
                raise ValueError("RECORDING_WEBHOOK_SECRET: must be whsec_ and base64") from None
        if self.AUTH_BACKEND == "jwt" and not (self.AUTH_JWT_PUBLIC_KEY or self.AUTH_JWT_JWKS_URL):
            raise ValueError("AUTH_JWT_PUBLIC_KEY or AUTH_JWT_JWKS_URL: one is needed when AUTH_BACKEND is jwt")
        key = self.AUTH_JWT_PUBLIC_KEY if self.AUTH_BACKEND == "jwt" else ""
        if key and "-----BEGIN" not in key and not Path(key).is_file():
            raise ValueError(
                "AUTH_JWT_PUBLIC_KEY: must be PEM text or the path of a PEM file; there is no file of this name"
            )
        key_set = self.AUTH_BACKEND == "jwt" and not self.AUTH_JWT_PUBLIC_KEY
        if key_set and not self.AUTH_JWT_AUDIENCE:
            raise ValueError(
                "AUTH_JWT_AUDIENCE: must name this instance, or be `any`, when AUTH_JWT_JWKS_URL is used; the keys of "
                "an identity provider also sign tokens for other services"
            )
        return self

    @property
    def database_url(self) -> str:
        """DATABASE_URL, or the embedded SQLite database below DATA_DIR."""
        return self.DATABASE_URL or f"sqlite:///{self.DATA_DIR.resolve() / 'reflector.sqlite3'}"

    @property
    def recording_buckets(self) -> tuple[str, ...]:
        """The places, `bucket` or `bucket/folder`, in which announced recordings may lie."""
        own = (self.TRANSCRIPT_STORAGE_AWS_BUCKET_NAME, self.DAILYCO_STORAGE_AWS_BUCKET_NAME)
        return self.RECORDING_BUCKETS or tuple(bucket for bucket in own if bucket)

    @property
    def language_model_host(self) -> str | None:
        """Host of LLM_URL, which the pages show; None if no language model is used."""
        return urlsplit(self.LLM_URL).hostname if self.LLM_URL else None

    @property
    def broker_dir(self) -> Path:
        """Folder of the filesystem broker and its results."""
        return self.DATA_DIR / ".broker"


def load_settings(**overrides: object) -> Settings:
    """Read the settings afresh, `overrides` first.

    Raises SettingsError, which names each bad setting and the expected values, and never the value itself.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as error:
        lines = []
        for item in error.errors(include_input=False, include_url=False):
            message = item["msg"].removeprefix("Value error, ")
            name = str(item["loc"][0]) if item["loc"] else ""
            lines.append(f"{name}: {message}" if name else message)
        raise SettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{ENV_FILE}: must be a text file in UTF-8.") from None


def read_settings_file(file: Path) -> dict[str, str]:
    """The settings in a file that has the form of `.env`, by name. Other names in it are left out.

    Raises SettingsError if the file cannot be read, is not UTF-8, or has a name that is nearly that of a setting.
    """
    try:
        found = dotenv_values(file, encoding="utf-8")
    except UnicodeDecodeError:
        raise SettingsError(f"{file}: must be a text file in UTF-8.") from None
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read ({error.strerror}).") from None
    if not file.is_file():
        raise SettingsError(f"{file}: there is no such file.")
    names = {name: name.upper() for name in found}
    for name in names.values():
        if near := nearest_setting(name):
            raise SettingsError(f"{file}: there is no setting {name}; do you mean {near}?")
    return {names[name]: value or "" for name, value in found.items() if names[name] in Settings.model_fields}


def misspelt_settings() -> dict[str, str]:
    """Names in the environment and in `.env` that are nearly those of settings, each with the setting's name.

    Nothing reads them, so a misspelt setting would silently keep its default.
    """
    names = {*os.environ, *(dotenv_values(ENV_FILE, encoding="utf-8") if ENV_FILE.is_file() else ())}
    return {name: near for name in sorted(names) if (near := nearest_setting(name.upper()))}


def nearest_setting(name: str) -> str | None:
    """The setting whose name is nearly `name`; None if `name` is a setting itself, or is like none."""
    if name in Settings.model_fields:
        return None
    return next(iter(get_close_matches(name, Settings.model_fields, n=1, cutoff=0.85)), None)


def from_environment() -> dict[str, str]:
    """The settings that the environment names, as text by name. An empty value names nothing."""
    return {
        name.upper(): value for name, value in os.environ.items() if name.upper() in Settings.model_fields and value
    }


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once. Raises SettingsError."""
    return load_settings()
