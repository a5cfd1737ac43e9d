"""A failing disk ends no recording, and its failure does not count as an attempt."""

import errno
import io
import os
import subprocess
import sys
import wave

import av
import numpy as np
import pytest
from seccompy import ArgCmp, CmpOp

from reflector.db.models import Job
from tests.kernels import failing, needs_seccomp

from .conftest import A_SENTENCE, Place

#: Takes the job as often as the argument says. The lease of each attempt is over when the next one begins.
_WORK = """
import sys
import sqlalchemy as sa
from reflector.db.models import Job
from reflector.instance import get_instance
from reflector.transcription.runner import Runner
instance = get_instance()
for _ in range(int(sys.argv[1])):
    with instance.database.transaction() as session:
        session.execute(sa.update(Job).values(lease_until=None))
    assert Runner(instance, lambda ids: None, lambda: False).run_next()
"""


def a_large_recording() -> bytes:
    """A spoken sentence of more bytes than the decoder reads at a time."""
    resampler = av.AudioResampler("s16", "stereo", 48_000)
    with av.open(str(A_SENTENCE)) as container:
        frames = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as wav:
        wav.setparams((2, 2, 48_000, 0, "NONE", ""))
        wav.writeframes(np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]).tobytes())
    assert len(buffer.getvalue()) > 600_000
    return buffer.getvalue()


@needs_seccomp
@pytest.mark.parametrize("error", [errno.EIO, errno.ESTALE])
def test_an_upload_that_cannot_be_read_waits_for_the_disk(place: Place, error: int) -> None:
    transcript_id = place.upload(a_large_recording())
    attempts = place.job(transcript_id).attempts
    # The decoder reads the upload from its standard input.
    failing_disk = failing("pread64", error, [ArgCmp(0, CmpOp.EQ, 0), ArgCmp(3, CmpOp.GE, 262_144)])

    subprocess.run(
        [sys.executable, "-c", _WORK, str(place.settings.TRANSCRIPTION_MAX_ATTEMPTS + 1)],
        env=os.environ | {"PUBLIC_MODE": "true", "DATA_DIR": str(place.settings.DATA_DIR), "LOG_LEVEL": "ERROR"},
        preexec_fn=failing_disk,
        timeout=120,
        check=True,
    )

    transcript, job = place.transcript(transcript_id), place.job(transcript_id)
    assert (transcript.status, transcript.error, job.stage, job.attempts) == ("processing", None, "convert", attempts)
    assert any(name.endswith(".opus") for name in place.files(transcript_id))

    place.change(Job, transcript_id, lease_until=None)
    assert place.runner().run_next() == transcript_id
    assert place.transcript(transcript_id).status == "ended"
