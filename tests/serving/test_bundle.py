"""The bundle is sent once and kept; a page names it where there is one, and else the modules."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile

import pytest

from leaningwell.serving.bundle import BUNDLE
from leaningwell.serving.modules import FRONT_END
from servers import start_server, start_site

STATIC = "voila/templates/leaningwell/static/"
PAGE = "voila/render/course/00-start-here.ipynb"


def ask(address, **headers):
    """Status, headers and body, as a browser gets them."""
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=20) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, b""


def loaded(server):
    """What the start page runs, what it looks like, and what it names beforehand, below the front end's address."""
    text = server.get(PAGE if server.token else PAGE.replace("course/", ""))[1].decode()
    scripts = re.findall(r'<script type="module" src="[./]*/templates/leaningwell/static/([^"]+)"', text)
    links = re.findall(r'<link rel="modulepreload" href="[./]*/templates/leaningwell/static/([^"]+)"', text)
    styles = re.findall(r'<link rel="stylesheet" href="[./]*/templates/leaningwell/static/([^"]+)"', text)
    assert len(scripts) == 1
    assert len(styles) + text.count("<style>") == 1
    return scripts[0], styles, links


@pytest.mark.parametrize("start", [start_server, start_site], ids=["open", "serve"])
def test_the_bundle_is_sent_compressed_and_kept_for_good(course, bundled, start):
    with start(course) as server:
        assert loaded(server) == (f"bundle/{bundled.entry}", [f"bundle/{bundled.style}"], [])
        for name in bundled.files():
            address = f"{server.url}/{STATIC}bundle/{name}"
            status, headers, packed = ask(address, Accept_Encoding="gzip, deflate, br")
            assert (status, headers["Content-Encoding"]) == (200, "gzip")
            assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
            assert headers["Vary"] == "Accept-Encoding"
            assert headers["Content-Type"].startswith("text/css" if name.endswith(".css") else "text/javascript")
            assert ask(address, Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304
            status, headers, plain = ask(address)
            assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, None, "Accept-Encoding")
            assert plain == gzip.decompress(packed) == (BUNDLE / name).read_bytes()
        assert packed != plain
        # All else is asked for again each time.
        status, headers, _ = ask(f"{server.url}/{STATIC}kit/mount.js")
        assert (status, headers["Cache-Control"]) == (200, "no-cache")
        assert ask(f"{server.url}/{STATIC}kit/mount.js", If_None_Match=headers["ETag"])[0] == 304


def test_a_bundle_that_an_update_has_removed_is_not_there(server, bundled):
    """And is nothing that a browser or a proxy would remember; nor is anything else in the folder handed out."""
    for name in ("prepared-000000000000.js", "manifest.json", f"{bundled.entry}.gz", "..%2f__init__.js"):
        status, headers, _ = ask(f"{server.url}/{STATIC}bundle/{name}")
        assert status == 404, name
        assert "immutable" not in headers.get("Cache-Control", "")


def test_without_the_bundle_a_page_names_every_module_it_will_need(course):
    with start_server(course, env={"LEANINGWELL_BUNDLE": "no"}) as server:
        script, styles, links = loaded(server)
        assert (script, styles) == ("page/prepared.js", [])
        assert {"kit/mount.js", "kit/ui/dom.js", "kit/views/map.js", "kit/words/en.js"} <= set(links)
        assert not {"kit/views/handin.js", "kit/words/de.js"} & set(links)
        for path in links:
            status, headers, body = ask(f"{server.url}/{STATIC}{path}")
            assert (status, headers["Cache-Control"]) == (200, "no-cache")
            assert body == (FRONT_END / path).read_bytes()


def test_a_wheel_has_the_bundle_and_the_licence_stands_in_it(root, bundled, tmp_path):
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, root]
    subprocess.run(command, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        for name in bundled.files():
            assert {f"leaningwell/bundle/{name}", f"leaningwell/bundle/{name}.gz"} <= names
        assert "leaningwell/bundle/manifest.json" in names
        entry = wheel.read(f"leaningwell/bundle/{bundled.entry}").decode()
    assert entry.startswith("/*! Copyright (c) ")
    assert "BSD-3-Clause" in entry.splitlines()[0]
