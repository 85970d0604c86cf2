"""The front end is handed out from the package, however it is installed; after an update all of it is new, or none."""

from __future__ import annotations

import shutil
import urllib.error
import urllib.request

import pytest

from servers import start_server, start_site

STATIC = "voila/templates/leaningwell/static/"
MODULES = ("kit/mount.js", "kit/words/en.js", "kit/kit.css", "page/page.js")


def ask(address, etag=None):
    """Status, headers and body of a module, asked for as a browser does that has it already."""
    request = urllib.request.Request(address, headers={"If-None-Match": etag} if etag else {})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, b""


@pytest.fixture
def package(tmp_path, root):
    """The package, copied so that a test may update it."""
    return shutil.copytree(root / "src" / "leaningwell", tmp_path / "installed" / "leaningwell")


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


@pytest.mark.parametrize("start", [start_server, start_site], ids=["open", "serve"])
def test_our_own_servers_have_every_module_asked_for_anew(small_course, start):
    """Is it so for the learner's own server and for a public site?"""
    with start(small_course) as server:
        status, headers, _ = ask(f"{server.url}/{STATIC}kit/mount.js")
        assert (status, headers["Cache-Control"]) == (200, "no-cache")
        assert ask(f"{server.url}/{STATIC}kit/mount.js", headers["ETag"])[0] == 304
