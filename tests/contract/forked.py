"""A process that uses an S3 store and then forks, as a prefork worker does.

    python -m tests.contract.forked ENDPOINT ACCESS_KEY SECRET_KEY BUCKET

The first child asks for the object "first" and is killed when a line comes on stdin. The second child asks for the
object "second" and prints what it gets.
"""

import os
import signal
import sys
from collections.abc import Callable

from reflector.storage.s3 import S3Store
from tests.servers import S3Server


def main(endpoint: str, access_key: str, secret_key: str, bucket: str) -> None:
    server = S3Server("", endpoint, access_key, secret_key)
    store = S3Store.from_settings(server.settings(bucket), bucket)

    def fetch(key: str) -> None:
        with store.open(key) as stream:
            print(stream.read().decode(), flush=True)

    store.stat("first")  # the parent connects here
    first = _fork(lambda: fetch("first"))
    sys.stdin.readline()
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    second = _fork(lambda: fetch("second"))
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(second, 0)[1]))


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001  # the code of the parent must not go on in its child
        sys.excepthook(*sys.exc_info())
        os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
