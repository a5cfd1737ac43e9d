"""One result of a check, and the runner that gives each check a deadline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import sqlalchemy as sa
from kombu.exceptions import KombuError

from reflector.errors import ReflectorError

#: Maximum seconds of one check.
DEADLINE = 10.0

#: Advice for an error that a check meets, by the code of the error.
ADVICE = {
    "bad_model": "install the packages of the model, or correct WHISPER_MODEL or WHISPER_DEVICE",
    "llm_failed": "check LLM_URL, LLM_MODEL and LLM_API_KEY; without an answer titles and summaries are extracted",
    "store_denied": "check the keys and the policy of the bucket; docs/howto/grown-up.md lists what is needed",
    "bucket_missing": "make the bucket, or correct TRANSCRIPT_STORAGE_AWS_BUCKET_NAME",
    "store_unavailable": "is the disk mounted and writable, is the address of the store right?",
    "database_not_ready": "`reflector db upgrade` makes and migrates it; check DATA_DIR and DATABASE_URL",
}


class State(StrEnum):
    """The result of a check in one word."""

    #: Nothing to do.
    OK = "ok"
    #: The promise can be kept, but something should be changed.
    WARN = "warn"
    #: The promise or the transcription is at risk. `reflector doctor` ends with 1.
    FAIL = "FAIL"


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check."""

    name: str
    state: State
    says: str
    #: Advice for the operator.
    do: str = ""


Findings = Iterator[Finding]


def look(name: str, check: Callable[[], Findings], seconds: float = DEADLINE) -> Findings:
    """Yield the findings of `check` until it ends, fails or exceeds its deadline."""
    found: SimpleQueue[Finding | None] = SimpleQueue()

    def collect() -> None:
        try:
            for finding in check():
                found.put(finding)
        except ReflectorError as error:
            found.put(Finding(name, State.FAIL, error.message, ADVICE.get(error.code, "")))
        except (sa.exc.SQLAlchemyError, KombuError, OSError) as error:
            found.put(Finding(name, State.FAIL, type(getattr(error, "orig", None) or error).__name__))
        finally:
            found.put(None)

    # A daemon thread: a check that hangs must not prevent the end of the process.
    Thread(target=collect, daemon=True).start()
    deadline = monotonic() + seconds
    while True:
        try:
            finding = found.get(timeout=max(deadline - monotonic(), 0.0))
        except Empty:
            says = f"no answer within {seconds:.0f} seconds"
            yield Finding(name, State.FAIL, says, "is it running, and reachable?")
            return
        if finding is None:
            return
        yield finding
