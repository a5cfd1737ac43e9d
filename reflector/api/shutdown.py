"""The end of an API process: running requests may finish, for API_DRAIN_SECONDS.

New connections go to another process, or wait in the socket's queue. Event streams end at once, and browsers connect
again by themselves. Clients whose upload is still under way after these seconds must send their chunk again.
"""

from time import monotonic

from reflector.api.problems import Problem


class Shutdown:
    """Whether this process is ending. It is set once, by the server, and read by every thread."""

    def __init__(self) -> None:
        self._uploads_until = float("inf")
        #: Whether the process was told to end.
        self.has_begun = False

    def begin(self, seconds: float) -> None:
        """Begin to end. Uploads may continue for `seconds`."""
        self._uploads_until = monotonic() + seconds
        self.has_begun = True

    def check_upload(self) -> None:
        """Raise Problem 503 with Retry-After when the time for uploads is over."""
        if monotonic() >= self._uploads_until:
            text = "The server restarts. Send this chunk again in a moment; the earlier ones are kept."
            raise Problem(503, "restarting", text, headers={"Retry-After": "1", "Connection": "close"})
