"""Provides the listening socket of all API processes of one `reflector serve`.

The socket is our own, or systemd's (socket activation, sd_listen_fds(3)). With a socket of systemd, connections wait in
its queue while no process runs. The supervisor hands its socket to its successor by the same protocol.
"""

import os
import socket
from dataclasses import dataclass
from typing import Self

from reflector.errors import CannotServe
from reflector.settings import Settings

#: The first descriptor that systemd hands over (SD_LISTEN_FDS_START).
FIRST_DESCRIPTOR = 3
_BACKLOG = 512
#: Environment of the protocol. It describes this one process, so it is no setting.
_PID, _COUNT, _NAMES = "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"


@dataclass(frozen=True, slots=True)
class Listener:
    """A listening socket. It closes at the end of a `with` block."""

    socket: socket.socket

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Take the socket of systemd if there is one, or else listen on HOST and PORT. Raises CannotServe."""
        return cls(_inherited() or _own(settings))

    @property
    def address(self) -> str:
        """Its address as a URL."""
        name = self.socket.getsockname()
        if self.socket.family == socket.AF_UNIX:
            return f"unix:{name}"
        host, port = name[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def hand_over(self) -> dict[str, str]:
        """Place the socket where the next program of this process looks for it. Returns the environment it needs."""
        if self.socket.fileno() == FIRST_DESCRIPTOR:
            self.socket.set_inheritable(True)
        else:
            os.dup2(self.socket.fileno(), FIRST_DESCRIPTOR, inheritable=True)
        return {_PID: str(os.getpid()), _COUNT: "1"}

    def close(self) -> None:
        """Close this process's copy of the socket. May be called twice."""
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _inherited() -> socket.socket | None:
    pid, count = os.environ.pop(_PID, ""), os.environ.pop(_COUNT, "")
    os.environ.pop(_NAMES, None)
    if pid != str(os.getpid()):  # the sockets are meant for another process
        return None
    if count != "1":
        raise CannotServe("Socket activation must hand over exactly one socket.")
    try:
        os.set_inheritable(FIRST_DESCRIPTOR, False)
        return socket.socket(fileno=FIRST_DESCRIPTOR)
    except OSError:
        raise CannotServe(f"Socket activation must hand over a socket as descriptor {FIRST_DESCRIPTOR}.") from None


def _own(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET
    # Name the protocol: otherwise asyncio does not set TCP_NODELAY, and each answer takes 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.HOST, settings.PORT))
    except OSError as error:
        listener.close()
        # The numbers of errors of name resolution are no errnos.
        raise CannotServe(f"Cannot listen on {settings.HOST}, port {settings.PORT}: {error.strerror}.") from None
    listener.listen(_BACKLOG)
    return listener
