"""`leaningwell open`: one server, at one address, that never moves by itself."""

import contextlib
import http.server
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

import psutil
import pytest

from leaningwell.cli.open import DEFAULT_PORT
from leaningwell.serving import address, opening, port
from servers import command, environment, free_port, start_server


def run_open(folder, port, root, cwd=None):
    """`leaningwell open --no-browser`, run to its end."""
    arguments = ["open", "--no-browser", "--port", str(port), *(["--root", str(root)] if root else [])]
    return subprocess.run(
        command(*arguments), env=environment(folder), cwd=cwd, capture_output=True, text=True, timeout=60
    )


@pytest.fixture
def held_port():
    """A port that a program other than ours holds: this test's own process."""
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as holder:
        threading.Thread(target=holder.serve_forever, daemon=True).start()
        yield holder.server_port
        holder.shutdown()


def test_the_server_answers_at_the_address_it_prints(server):
    """Does the printed address, token and all, lead to the first lesson?"""
    printed = next(word for word in server.log().split() if word.startswith("http"))
    assert printed == server.page("voila/render/course/00-start-here.ipynb")
    assert printed.startswith("http://127.0.0.1:")
    assert server.get("api/status")[0] == 200


def test_a_stranger_is_not_let_in(server):
    """Is the token kept, although the account's own settings switch it off?"""
    assert server.get("api/kernels", token=False)[0] == 403
    assert b"A small lesson" not in server.get("voila/render/course/00-start-here.ipynb", token=False)[1]


def test_it_listens_on_this_computer_only(server):
    """Is it deaf to the network, although the account's own settings open it?"""
    listening = {
        connection.laddr.ip
        for connection in psutil.Process(server.process.pid).net_connections("tcp")
        if connection.laddr.port == server.port
    }
    assert listening == {"127.0.0.1"}


def test_lab_and_the_tools_for_graders_are_there(server):
    """Does the same server show JupyterLab and nbgrader's formgrader?"""
    assert b"jupyter-config-data" in server.get("lab")[1]
    assert server.get("formgrader/api/assignments")[0] in (200, 404)
    extensions = server.get("lab/api/extensions")[1].decode()
    assert "nbgrader" in extensions


def test_localhost_leads_to_the_one_address(server):
    """Is a visitor of `localhost`, another origin, sent to where the workbook is?"""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/lab?a=b", headers={"Host": f"localhost:{server.port}"}
    )

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.build_opener(Stay, urllib.request.ProxyHandler({})).open(request, timeout=10)
    assert refused.value.code == 302
    assert refused.value.headers["Location"] == f"{server.url}/lab?a=b"


def test_a_second_open_finds_the_running_server(server, small_course):
    """Is the running server opened in place of a second one?"""
    ended = run_open(server.runtime_dir.parent, server.port, small_course)
    assert ended.returncode == 0, ended.stderr
    assert f"already open at {server.page('voila/render/course/00-start-here.ipynb')}" in ended.stdout


def test_a_second_open_works_from_a_folder_of_the_course(server, small_course):
    """Is the course found from within, and known to be the same?"""
    ended = run_open(server.runtime_dir.parent, server.port, None, cwd=small_course / "course" / "data")
    assert ended.returncode == 0, ended.stderr


def test_a_server_for_another_folder_is_named(server, tmp_path):
    """Is another copy of the course told where the running one is?"""
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "00-start-here.ipynb").write_text("{}")
    ended = run_open(server.runtime_dir.parent, server.port, tmp_path)
    assert ended.returncode == 1
    assert str(server.root) in ended.stderr


def test_whatever_else_holds_the_port_is_named(held_port, small_course, tmp_path):
    """Does it say what holds the port, and what another port would mean?"""
    ended = run_open(tmp_path, held_port, small_course)
    assert ended.returncode == 1
    assert f"“{psutil.Process().name()}” (process {os.getpid()})" in ended.stderr
    assert f"--port {held_port + 1}" in ended.stderr
    assert "another workbook" in ended.stderr


def test_the_holder_is_named_where_one_may_not_ask_for_all_at_once(held_port, monkeypatch):
    """Is it found as on macOS, which lets only an administrator see every connection?"""

    def refuse(kind):
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_connections", refuse)
    assert port.holder_of(held_port) == f"“{psutil.Process().name()}” (process {os.getpid()})"


def test_a_port_that_is_bound_but_silent_counts_as_held(small_course):
    """Is a port refused that somebody has bound without listening?"""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(opening.CannotOpen, match="is held by"):
            opening.open_course(
                small_course, silent.getsockname()[1], browser=False, verbose=False, say=lambda words: None
            )


def test_another_port_comes_with_a_warning(server):
    """Is a learner told that another port is another workbook?"""
    assert f"on port {server.port} you will see another workbook" in server.log()


def test_the_default_port_is_the_fixed_one():
    """Do the command line and the server agree on the port?"""
    assert DEFAULT_PORT == address.PORT == 8710


def test_a_folder_without_the_course_is_told_so(tmp_path):
    """Is a wrong folder answered with a sentence?"""
    ended = run_open(tmp_path, free_port(), tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"There is no course in {tmp_path}")


def test_ctrl_c_stops_at_once_even_while_a_page_is_made(small_course):
    """Does the first Ctrl+C end the server, its kernels and this command, without a question?"""
    with start_server(small_course) as server:
        asking = threading.Thread(target=lambda: _quietly(server.get, "voila/render/course/00-start-here.ipynb"))
        asking.start()
        while not server.kernels():
            time.sleep(0.1)
        kernels = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(10) == 0
        asking.join(10)
        assert server.log().endswith("Leaning Well has stopped.\n")
        assert not psutil.wait_procs(kernels, timeout=5)[1]


def _quietly(get, path):
    """Asks for a page that the server may break off."""
    with contextlib.suppress(OSError):
        get(path)
