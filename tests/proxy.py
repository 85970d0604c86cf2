"""A proxy between a browser and the course's server, which can do what proxies do: close every line, or swallow all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator


class Proxy:
    """Passes everything on to ``target`` until told otherwise."""

    def __init__(self, target: int):
        self.target = target
        self.port = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._open = True
        self._swallowing = False
        self._loop = asyncio.new_event_loop()

    def close_every_line(self) -> None:
        """Close all connections, and every new one."""
        self._open = False
        self._loop.call_soon_threadsafe(self._close_all)

    def swallow(self) -> None:
        """Take what comes and pass nothing on, without a word to either side."""
        self._swallowing = True

    def pass_on(self) -> None:
        """Work again. What was swallowed is lost, and so is each line that it came on."""
        if self._swallowing:
            self._loop.call_soon_threadsafe(self._close_all)
        self._open, self._swallowing = True, False

    def _close_all(self) -> None:
        for writer in self._writers:
            writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._open:
            writer.close()
            return
        behind, onward = await asyncio.open_connection("127.0.0.1", self.target)
        self._writers |= {writer, onward}
        await asyncio.gather(self._copy(reader, onward), self._copy(behind, writer))
        self._writers -= {writer, onward}

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if not self._swallowing:
                    writer.write(data)
                    await writer.drain()
        writer.close()


@contextlib.contextmanager
def proxy_to(port: int) -> Iterator[Proxy]:
    """A proxy in a thread of its own."""
    proxy = Proxy(port)
    ready = threading.Event()

    async def serve() -> None:
        server = await asyncio.start_server(proxy._join, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        proxy._loop.run_until_complete(serve())
        proxy._loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait()
    yield proxy
    proxy._loop.call_soon_threadsafe(proxy._loop.stop)
    thread.join()
