"""The other commands: what they print, and how they end."""

import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from breadth import also
from leaningwell.cli import app
from leaningwell.content import Fault
from leaningwell.grading.generate import ReleaseError
from servers import command


@pytest.fixture
def run():
    """Runs `leaningwell` within this process."""
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def faults(monkeypatch):
    """What the check will find; fill it as needed."""
    found = []
    monkeypatch.setattr("leaningwell.content.checks.check", lambda root: found)
    return found


def test_every_fault_stands_on_one_line_however_long(run, faults, small_course):
    """Can an editor or a script follow each line to its place?"""
    long = "word " * 60
    faults += [
        Fault("course/a.yaml", 7, f"{long}.", "Mend it."),
        Fault("course/b.yaml", 1, "Gone.", "Restore it."),
    ]
    ended = run("check", "--root", small_course)
    assert ended.exit_code == 1
    assert ended.stdout.splitlines() == [*map(str, faults), "2 faults found."]


def test_a_course_without_faults_is_said_to_have_none(run, faults, small_course):
    """Does the closing line say how much was looked at?"""
    ended = run("check", "--root", small_course)
    assert ended.exit_code == 0
    assert ended.stdout == "No faults found in 4 files.\n"


def test_a_release_that_is_refused_is_a_sentence(run, monkeypatch, small_course):
    """Does an author read the reason rather than a traceback?"""

    def build(root, slugs):
        raise ReleaseError("There is an answers.json in solutions/.")

    monkeypatch.setattr("leaningwell.grading.build.build", build)
    ended = run("build", "--root", small_course)
    assert ended.exit_code == 1
    assert ended.stderr == "There is an answers.json in solutions/.\n"


@pytest.mark.parametrize(("asked", "passed_on"), [([], None), (["03-alone-together"], ["03-alone-together"])])
def test_build_prints_what_was_written(run, monkeypatch, small_course, asked, passed_on):
    """Does it pass the names on, or none for all, and print paths as seen from the root?"""
    calls = []

    def build(root, slugs):
        calls.append((root, slugs))
        return [root / "exercises" / "03-alone-together" / "items.yaml"]

    monkeypatch.setattr("leaningwell.grading.build.build", build)
    ended = run("build", *asked, "--root", small_course)
    assert ended.exit_code == 0, ended.output
    assert calls == [(small_course.resolve(), passed_on)]
    assert ended.stdout == "exercises/03-alone-together/items.yaml\n"


def test_the_version_is_told(run):
    """Does `--version` answer without a command?"""
    assert run("--version").stdout.startswith("leaningwell ")


def test_help_loads_nothing_heavy():
    """Is `--help` quick, whatever the commands need?"""
    code = (
        "import sys, leaningwell.cli\n"
        "print([name for name in ('jupyter_server', 'nbformat', 'pydantic', 'voila') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"
    assert subprocess.run(command("--help"), capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [("give-back", "is graded yet, so there is no feedback to give"), also("handed-in", "nobody has handed in")],
)
def test_a_command_finds_what_nbgrader_starts_although_nobody_activated_the_environment(root, tmp_path, asked, said):
    for part in ("course", "solutions"):
        shutil.copytree(root / part, tmp_path / part)
    shutil.copy(root / "nbgrader_config.py", tmp_path)
    ended = subprocess.run(
        command(asked, "01-the-self-sufficiency-story", "--root", str(tmp_path)),
        env={**os.environ, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in ended.stderr
    assert said in ended.stdout + ended.stderr
