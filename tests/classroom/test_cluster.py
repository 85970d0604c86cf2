"""`leaningwell grade --scheduler` has a Dask cluster run the notebooks, and writes the same as one machine alone."""

from __future__ import annotations

import os
import signal
import subprocess
import time

import nbformat
import pytest
from distributed import Client, LocalCluster

from breadth import breadth
from classroom.room import SLUG, Classroom, handed_in

pytestmark = [pytest.mark.classroom, breadth]

LEARNERS = 6


def slow(notebook: nbformat.NotebookNode) -> None:
    notebook.cells.insert(4, nbformat.v4.new_code_cell("import time\ntime.sleep(0.5)"))


@pytest.fixture(scope="module")
def handed(classroom: Classroom, right, right_code) -> Classroom:
    """A class in which everybody wrote something of their own."""
    for number in range(LEARNERS):
        code = {name: f"{source}\n# by learner {number}" for name, source in right_code.items()}
        classroom.hand_in(f"learner-{number}", code, handed_in(dict(list(right.items())[number:])), slow)
    return classroom


@pytest.fixture(scope="module")
def cluster():
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


def test_a_worker_that_is_killed_in_the_midst_of_it_loses_nothing_and_doubles_nothing(handed, cluster):
    alone, room = handed.twin("alone"), handed.twin("many")
    command = subprocess.Popen(
        room.ours("grade", SLUG, "--scheduler", cluster.scheduler_address),
        cwd=room.root, env=room.env(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    while not list((room.root / ".leaningwell" / "runs").rglob("*.json")):
        assert command.poll() is None, command.communicate()
        time.sleep(0.01)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = client.run(os.getpid)
        os.kill(next(iter(workers.values())), signal.SIGKILL)
    said = command.communicate(timeout=120)
    assert command.returncode == 0, said
    assert f"{LEARNERS} submissions were graded." in said[0]
    assert alone.run_ours("grade", SLUG).returncode == 0
    assert room.rows() == alone.rows()
    assert room.run_ours("grade", SLUG).stdout == f"{SLUG}: nothing new to grade.\n"


def test_where_no_cluster_answers_it_says_so_and_grades_nothing(handed):
    room = handed.twin("nobody")
    done = room.run_ours("grade", SLUG, "--scheduler", "nonsense")
    assert (done.returncode, "No cluster with workers answers at nonsense" in done.stderr) == (1, True), done.stderr
    assert not (room.root / "autograded").exists()
