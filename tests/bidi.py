"""Starts Firefox for Playwright: `python bidi.py firefox-esr --profile ...`.

Playwright speaks to an unchanged Firefox over WebDriver BiDi, and is a little ahead of Firefox ESR 153: it begins with
a command that is not known there, and tells downloads apart by a name that they do not get there. Both are made up
for here; everything else passes through, both ways.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

LISTENING = re.compile(rb"(WebDriver BiDi listening on )(ws://\S+)")
UNKNOWN = {"emulation.setMediaFeaturesOverride"}
NAMELESS = {"browsingContext.downloadWillBegin", "browsingContext.downloadEnd"}
PLAIN = {"max_size": None, "compression": None}


async def run(command: list[str]) -> int:
    """Run Firefox, and name to whoever reads its output a socket of ours in place of its own."""
    firefox = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    async for line in firefox.stderr:
        if found := LISTENING.search(line):
            server = await serve(to(found[2].decode()), "127.0.0.1", 0, **PLAIN)
            line = found[1] + b"ws://127.0.0.1:%d\n" % server.sockets[0].getsockname()[1]
        sys.stderr.buffer.write(line)
        sys.stderr.flush()
    return await firefox.wait()


def to(address: str):
    """What joins a connection of Playwright's to Firefox at the address."""

    async def join(playwright: ServerConnection) -> None:
        async with connect(address + playwright.request.path, proxy=None, **PLAIN) as browser:
            replies = asyncio.create_task(pass_on(browser, playwright))
            async for message in playwright:
                asked = json.loads(message)
                if asked["method"] in UNKNOWN:
                    await playwright.send(json.dumps({"type": "success", "id": asked["id"], "result": {}}))
                else:
                    await browser.send(message)
            replies.cancel()

    return join


async def pass_on(browser, playwright) -> None:
    """Everything Firefox says; when it has closed the line, so is Playwright's."""
    async for message in browser:
        told = json.loads(message)
        if told.get("method") in NAMELESS:
            told["params"].setdefault("download", told["params"]["url"])
        await playwright.send(json.dumps(told))
    await playwright.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(run(sys.argv[1:])))
