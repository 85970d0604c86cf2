"""A line to a server at the level of the protocol: HTTP/1.1, kept open between requests, as a browser keeps it."""

from __future__ import annotations

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any

import brotli

UNPACKED = {"gzip": gzip.decompress, "br": brotli.decompress}


@dataclass(frozen=True)
class Reply:
    """What came back; the names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class Line:
    """One request after another over one connection, which is made anew when it is gone. Raises ConnectionError.

    ``address`` is what a proxy would say of the visitor.
    """

    def __init__(self, port: int, address: str | None = None):
        self._port = port
        self._headers = {"Host": f"127.0.0.1:{port}", "Accept-Encoding": "gzip, br"}
        if address:
            self._headers["X-Forwarded-For"] = address
        self._ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def get(self, path: str) -> Reply:
        """Fetch a page or a file."""
        return await self._send(f"GET {path} HTTP/1.1", self._headers, b"")

    async def post(self, path: str, value: Any) -> Reply:
        """Send JSON."""
        body = json.dumps(value).encode()
        about = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        return await self._send(f"POST {path} HTTP/1.1", self._headers | about, body)

    async def _send(self, first: str, headers: dict[str, str], body: bytes) -> Reply:
        head = "\r\n".join([first, *(f"{name}: {value}" for name, value in headers.items()), "", ""])
        async with self._one_at_a_time:
            # A line that was silent for long may have been closed by the server; a browser tries again on a new one.
            for _ in range(2 if self._ends else 1):
                try:
                    return await self._exchange(head.encode() + body)
                except BaseException as error:  # also if nobody waits any more: the reply would be taken for the next
                    self.close()
                    if not isinstance(error, (OSError, EOFError)):
                        raise
                    why = repr(error)
            raise ConnectionError(why)

    async def _exchange(self, request: bytes) -> Reply:
        if self._ends is None:
            self._ends = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._ends
        writer.write(request)
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        status = int(first.split()[1])
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int(await reader.readuntil(b"\r\n"), 16):
                parts.append((await reader.readexactly(size + 2))[:-2])
            await reader.readexactly(2)
            body = b"".join(parts)
        else:
            body = b"" if status == 304 else await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.close()
        return Reply(status, headers, UNPACKED.get(headers.get("content-encoding", ""), bytes)(body))

    def close(self) -> None:
        """Hang up."""
        if self._ends:
            self._ends[1].close()
            self._ends = None
