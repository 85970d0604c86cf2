"""The front end is handed out from the package, however it is installed; after an update all of it is new, or none."""

from __future__ import annotations

import gzip
import shutil
import urllib.error
import urllib.request

import pytest

from breadth import also, breadth
from leaningwell.serving.modules import FRONT_END
from servers import start_server, start_site

STATIC = "voila/templates/leaningwell/static/"
OTHERS = ("kit/../../serving/words.yaml", "kit/%2e%2e/%2e%2e/cli/open.py", "%2fetc%2fpasswd", "kit", "kit%00.js")
MODULES = ("kit/mount.js", "kit/words/en.js", "kit/kit.css", "page/page.js")


def ask(address, etag=None, *, packed=False):
    """Status, headers and body of a module, asked for as a browser does that has it already."""
    given = {"If-None-Match": etag, "Accept-Encoding": "gzip, br" if packed else None}
    request = urllib.request.Request(address, headers={name: value for name, value in given.items() if value})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, b""


@pytest.fixture
def package(tmp_path, root):
    """The package, copied so that a test may update it."""
    return shutil.copytree(root / "src" / "leaningwell", tmp_path / "installed" / "leaningwell")


@breadth
def test_a_module_that_changes_while_a_server_runs_is_sent_anew(small_course, package):
    """Does a browser ask each time, hear “still the same” while that is true, and get what an update brought?"""
    jupyter = package / "serving" / "jupyter"
    found = {
        "PYTHONPATH": str(package.parent),
        "JUPYTER_PATH": str(jupyter),
        "JUPYTER_CONFIG_PATH": str(jupyter / "config"),
    }
    with start_server(small_course, env=found, application="jupyterlab") as server:
        for module in MODULES:
            address = f"{server.url}/{STATIC}{module}"
            status, headers, before = ask(address)
            assert (status, headers["Cache-Control"]) == (200, "no-cache")
            assert ask(address, headers["ETag"])[0] == 304
            file = package / "frontend" / module
            file.write_bytes(file.read_bytes() + b"\n/* newer */\n")
            status, after_headers, after = ask(address, headers["ETag"])
            assert status == 200
            assert after == before + b"\n/* newer */\n"
            assert ask(address, after_headers["ETag"])[0] == 304


def on_a_hub(root):
    """As a hub starts one for each account."""
    return start_server(root, application="jupyterlab")


@pytest.mark.parametrize("start", [start_server, also(start_site), also(on_a_hub)], ids=["open", "serve", "hub"])
def test_every_file_is_asked_for_anew_and_sent_packed(small_course, start):
    """Is it so for the learner's own server, for a public site, and on a hub? And is nothing else handed out?"""
    with start(small_course) as server:
        for path in (*MODULES, "page/tendril.svg"):
            address, plain = f"{server.url}/{STATIC}{path}", (FRONT_END / path).read_bytes()
            status, headers, packed = ask(address, packed=True)
            assert (status, headers["Content-Encoding"], gzip.decompress(packed)) == (200, "gzip", plain)
            assert (headers["Cache-Control"], headers["Vary"]) == ("no-cache", "Accept-Encoding")
            assert headers["X-Content-Type-Options"] == "nosniff"
            kind = headers["Content-Type"]
            assert kind.partition(";")[0] in ("text/javascript", "text/css", "image/svg+xml")
            assert ask(address)[2] == plain
            for wants_it_packed in (True, False):
                assert ask(address, headers["ETag"], packed=wants_it_packed)[0] == 304
        for path in OTHERS:
            assert ask(f"{server.url}/{STATIC}{path}")[0] in (400, 403, 404), path
