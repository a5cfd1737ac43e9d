"""A TCP proxy that a test can freeze, as a stopped server, or cut off, as a killed one."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class TcpProxy:
    """Forwards connections from a free port of 127.0.0.1 to `target`, a host and a port."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.restore()

    def freeze(self) -> None:
        """Accept connections and forward nothing, like a server after SIGSTOP."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Forward again, also what was sent meanwhile."""
        self._flowing.set()

    def cut(self) -> None:
        """Close all connections and refuse new ones, like a server after SIGKILL."""
        if self._listener is not None:
            self._close(self._listener)
            self._listener = None
        for connection in list(self._open):
            self._close(connection)
        self._open.clear()

    def restore(self) -> None:
        """Listen again on the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    @staticmethod
    def _close(connection: socket.socket) -> None:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self._target)
                self._open |= {near, far}
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=pair, daemon=True).start()

    def _forward(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flowing.wait()
                sink.sendall(data)
        self._close(source)
        self._close(sink)


@contextmanager
def tcp_proxy(host: str, port: int) -> Iterator[TcpProxy]:
    """A proxy in front of a server, which is cut off at the end of the block."""
    proxy = TcpProxy((host, port))
    try:
        yield proxy
    finally:
        proxy.thaw()
        proxy.cut()
