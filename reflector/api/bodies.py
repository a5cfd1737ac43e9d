"""Reads request bodies as streams, piece by piece, in the thread that processes them.

Starlette's `UploadFile` would write a recording into a temporary file that has no artifact row (R1). Here the bytes go
from the socket directly to the store, with only a few pieces in memory. The next piece is requested after the last one
is written. Meanwhile the server does not read from the socket.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any, BinaryIO, Self, cast

import anyio
from anyio import from_thread
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from reflector.api.problems import Problem

#: A client must send at least MIN_BYTES_PER_SECOND, averaged over STALL_SECONDS of waiting. A slow client occupies a
#: thread and an upload slot, so without this limit an attacker could occupy all of them at almost no cost.
MIN_BYTES_PER_SECOND = 4 * 1024
STALL_SECONDS = 20.0
#: Maximum seconds for a whole short body.
SHORT_SECONDS = 30.0
#: Maximum bytes of a form besides the recording: boundaries, headers, other fields.
OVERHEAD_BYTES = 256 * 1024
#: Maximum bytes of a form field that is not a file.
FIELD_MAX_BYTES = 64 * 1024
#: Maximum number of parts of a form. A part costs more time than its bytes suggest.
MAX_PARTS = 32
_BUFFER_BYTES = 1024 * 1024


class Body:
    """The body of a request as an iterator of pieces. Only for worker threads of anyio.

    `received` is called with the size of each piece. Raises Problem 413 as soon as the body, or its Content-Length,
    exceeds `max_bytes`; 408 if it arrives too slowly; and 400 if the client disconnects.
    """

    def __init__(self, request: Request, max_bytes: int, received: Callable[[int], None] = lambda _: None) -> None:
        #: The Content-Length of the body in bytes; 0 if the client did not state it.
        self.length = stated_length(request)
        self._pieces = request.stream()
        self._received = received
        self._max = max_bytes
        self._read = 0
        #: Seconds spent waiting for the client, and bytes received meanwhile. Our own processing time is not counted.
        self._waited, self._came = 0.0, 0
        if self.length > max_bytes:
            raise too_large(max_bytes)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        piece = from_thread.run(self._next)
        if not piece:
            raise StopIteration
        self._read += len(piece)
        if self._read > self._max:
            raise too_large(self._max)
        self._received(len(piece))
        return piece

    async def _next(self) -> bytes:
        """The next piece. It is empty at the end."""
        began = monotonic()
        try:
            with anyio.fail_after(max(0.0, STALL_SECONDS - self._waited)):
                async for piece in self._pieces:
                    if piece:
                        self._waited += monotonic() - began
                        self._came += len(piece)
                        if self._came >= MIN_BYTES_PER_SECOND * STALL_SECONDS:  # enough bytes for a whole period
                            self._waited, self._came = 0.0, 0
                        return piece
        except TimeoutError:
            raise too_slow() from None
        except ClientDisconnect:
            raise Problem(400, "upload_interrupted", "The upload broke off. Send it again.") from None
        return b""


def stated_length(request: Request) -> int:
    """The Content-Length of a request in bytes; 0 if it is missing."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0


def too_slow() -> Problem:
    """Problem 408: the body arrives too slowly."""
    return Problem(408, "upload_stalled", "The upload was too slow, or stopped. Send it again.")


def too_large(max_bytes: int) -> Problem:
    """Problem 413: the body is longer than `max_bytes`."""
    return Problem(
        413, "too_large", f"The body is too large: at most {max_bytes} bytes are accepted.", max_bytes=max_bytes
    )


# -- multipart ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form (RFC 7578)."""

    name: str
    #: The file name from the client; None for plain fields.
    file_name: str | None
    #: The part's bytes.
    stream: BinaryIO

    def text(self) -> str:
        """The value of a plain field. Raises Problem 413 or 422."""
        value = self.stream.read(FIELD_MAX_BYTES + 1)
        if len(value) > FIELD_MAX_BYTES:
            raise too_large(FIELD_MAX_BYTES)
        try:
            return value.decode()
        except UnicodeDecodeError:
            raise Problem(422, "invalid_request", "The fields of a form must be UTF-8.") from None


def parts(body: Iterator[bytes], content_type: str, example: str = "") -> Iterator[Part]:
    """Yield the parts of a multipart form, one after another. Requesting the next part skips the rest of the last one.

    `example` is a correct command for the error message. Raises Problem 415 if the content type is not
    multipart/form-data with a boundary, 400 if the form is malformed or has more than MAX_PARTS parts, and 413 if more
    than OVERHEAD_BYTES are skipped.
    """
    events = _Events(body, content_type, example)
    skipped = 0
    for event in events:
        if isinstance(event, dict):
            kind, options = parse_options_header(event.get(b"content-disposition"))
            name, file_name = options.get(b"name"), options.get(b"filename")
            if kind != b"form-data" or name is None:
                raise malformed()
            yield Part(
                name.decode(errors="replace"),
                None if file_name is None else file_name.decode(errors="replace"),
                cast(BinaryIO, BufferedReader(_PartStream(events), _BUFFER_BYTES)),
            )
        elif isinstance(event, bytes):
            skipped += len(event)
            if skipped > OVERHEAD_BYTES:
                raise too_large(OVERHEAD_BYTES)


def malformed() -> Problem:
    """Problem 400: the form is malformed."""
    return Problem(400, "malformed_form", "The multipart form is broken or incomplete.")


class _End:
    """The end of a part."""


#: The events of a form: a part begins (its headers), data of the part, the part ends.
_Event = dict[bytes, bytes] | bytes | _End


class _Events:
    """The events of a form in order. The body is read only as far as the consumer needs."""

    def __init__(self, body: Iterator[bytes], content_type: str, example: str) -> None:
        kind, options = parse_options_header(content_type)
        if kind != b"multipart/form-data" or not options.get(b"boundary"):
            raise Problem(
                415,
                "not_a_form",
                f"Send the recording as a form (multipart/form-data), for example with `{example or 'curl -F'}`.",
                headers={"Accept-Post": "multipart/form-data"},
            )
        self._body = body
        self._waiting: deque[_Event] = deque()
        self._headers: dict[bytes, bytes] = {}
        self._field = self._value = b""
        self._parts = 0
        self._complete = False
        try:
            self._parser = MultipartParser(options[b"boundary"], cast(Any, self._callbacks()))
        except FormParserError:
            raise malformed() from None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _Event:
        while not self._waiting:
            if self._complete:
                raise StopIteration
            piece = next(self._body, None)
            if piece is None:
                raise malformed()
            try:
                self._parser.write(piece)
            except FormParserError:
                raise malformed() from None
        return self._waiting.popleft()

    def _callbacks(self) -> dict[str, Any]:
        """The callbacks of the parser, by the names that it knows."""

        def on_part_begin() -> None:
            self._headers = {}
            self._parts += 1
            if self._parts > MAX_PARTS:
                raise Problem(400, "malformed_form", f"A form may have at most {MAX_PARTS} parts.")

        def on_header_field(data: bytes, start: int, end: int) -> None:
            self._field += data[start:end]

        def on_header_value(data: bytes, start: int, end: int) -> None:
            self._value += data[start:end]

        def on_header_end() -> None:
            self._headers[self._field.lower()] = self._value
            self._field = self._value = b""

        def on_end() -> None:
            self._complete = True

        return {
            "on_part_begin": on_part_begin,
            "on_header_field": on_header_field,
            "on_header_value": on_header_value,
            "on_header_end": on_header_end,
            "on_headers_finished": lambda: self._waiting.append(self._headers),
            "on_part_data": lambda data, start, end: self._waiting.append(data[start:end]),
            "on_part_end": lambda: self._waiting.append(_End()),
            "on_end": on_end,
        }


class _PartStream(RawIOBase):
    """The data of the current part as a stream."""

    def __init__(self, events: _Events) -> None:
        self._events = events
        self._data = b""
        self._ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read available bytes into `buffer`, and wait if there are none. Returns 0 at the end of the part."""
        while not self._data and not self._ended:
            event = next(self._events, None)
            if isinstance(event, bytes):
                self._data = event
            else:
                self._ended = True
        data, self._data = self._data[: len(buffer)], self._data[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


async def read_all(request: Request, max_bytes: int) -> bytes:
    """Read a whole short body. Raises Problem 413, and 408 if it takes longer than SHORT_SECONDS."""
    body = bytearray()
    try:
        with anyio.fail_after(SHORT_SECONDS):
            async for piece in request.stream():
                body += piece
                if len(body) > max_bytes:
                    raise too_large(max_bytes)
    except TimeoutError:
        raise too_slow() from None
    return bytes(body)
