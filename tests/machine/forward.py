"""Lets an empty machine reach a port of the real one.

    python -m tests.machine.forward (inside|outside) FOLDER/forward-PORT

Both ends meet at the socket in the file system. The one inside listens on the port, and the one outside connects to it.
"""

import asyncio
import sys


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def main(end: str, path: str) -> None:
    """Serve until the process ends."""
    port = int(path.rsplit("-", 1)[1])

    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if end == "inside":
            other_reader, other_writer = await asyncio.open_unix_connection(path)
        else:
            other_reader, other_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_copy(reader, other_writer), _copy(other_reader, writer))

    if end == "inside":
        server = await asyncio.start_server(join, "127.0.0.1", port)
    else:
        server = await asyncio.start_unix_server(join, path)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
