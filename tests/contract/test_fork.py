"""A process and its forked children do not share connections to an object store."""

import select
import subprocess
import sys
from io import BytesIO
from threading import Event
from time import monotonic

import pytest

from reflector.storage.s3 import S3Store
from tests.s3_proxy import Request, spoiled
from tests.servers import S3Server

pytestmark = pytest.mark.s3
SECONDS = 60


def test_a_child_never_reads_the_answer_to_a_sibling_that_was_killed(seaweedfs: S3Server) -> None:
    # given two objects, and a server that answers slowly for the first
    bucket = seaweedfs.make_bucket()
    store = S3Store.from_settings(seaweedfs.settings(bucket), bucket)
    store.put("first", BytesIO(b"first"))
    store.put("second", BytesIO(b"second"))
    first_asked, second_asked = Event(), Event()

    def answer_when_the_second_child_asks(request: Request) -> None:
        if request.method == "GET" and request.path.startswith(f"/{bucket}/second"):
            second_asked.set()
        if request.method == "GET" and request.path.startswith(f"/{bucket}/first"):
            first_asked.set()
            deadline = monotonic() + SECONDS
            while not second_asked.is_set() and not select.select([request.connection], [], [], 0.01)[0]:
                assert monotonic() < deadline, "the second child asked for nothing"

    # when the first child is killed while it waits, and the second child asks for another object
    with spoiled(seaweedfs, answer_when_the_second_child_asks) as proxy:
        server = proxy.server
        arguments = (server.endpoint_url, server.access_key, server.secret_key, bucket)
        command = [sys.executable, "-m", "tests.contract.forked", *arguments]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
            assert first_asked.wait(SECONDS)
            printed, _ = parent.communicate("kill\n", timeout=SECONDS)
    # then it gets that object
    assert printed == "second\n"
    assert parent.returncode == 0
