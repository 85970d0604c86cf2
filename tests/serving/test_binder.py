"""Binder: the image it would build, and the course as its visitors get it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.parse
from pathlib import Path

import pytest
from playwright.sync_api import expect

from binder import BASE, build, start_binder
from breadth import breadth
from browser.reader import Reader
from leaningwell.serving.address import FIRST_PAGE

BINDER = Path("binder")
BADGE = re.compile(r"https://mybinder\.org/v2/gh/([^/]+/[^/]+)/HEAD\?urlpath=([^)\s]+)")


@pytest.fixture(scope="module")
def dockerfile(root):
    """What repo2docker would build from, with its log; it needs no Docker for that."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
    return ended.stderr + ended.stdout


@pytest.fixture(scope="module")
def image(root, tmp_path_factory):
    """What Binder builds, made once for all tests here."""
    return build(root, tmp_path_factory.mktemp("binder"))


def test_binder_gets_the_versions_the_tests_were_run_with(root):
    """Is the list that Binder reads the list that `make course` reads? Copied, since repo2docker caches only a file."""
    assert (root / BINDER / "requirements.txt").read_text() == (root / "requirements.txt").read_text(), (
        "binder/requirements.txt differs from requirements.txt. Run: cp requirements.txt binder/requirements.txt"
    )


def test_the_scripts_can_be_run_and_stop_at_the_first_fault(root):
    """Would a step that fails be noticed?"""
    for name in ("postBuild", "start"):
        script = root / BINDER / name
        assert os.access(script, os.X_OK)
        assert "\nset -euo pipefail\n" in script.read_text()


def test_repo2docker_does_each_step_in_turn_and_keeps_the_packages_between_commits(dockerfile):
    """Are our files found, and packages installed before the project is copied, so that a commit costs no reinstall?"""
    steps = [
        "COPY --chown=0:0 src/binder/requirements.txt",
        'pip install --no-cache-dir -r "binder/requirements.txt"',
        "src/ ${REPO_DIR}/",
        "RUN ./binder/postBuild",
        'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"',
    ]
    places = [dockerfile.find(step) for step in steps]
    assert -1 not in places, dict(zip(steps, places, strict=True))
    assert places == sorted(places)


def test_binder_takes_a_python_that_the_course_allows(root, dockerfile):
    """Is the version in runtime.txt one that repo2docker has, and that pyproject.toml allows?"""
    wanted = (root / BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    least = tomllib.loads((root / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    assert [int(part) for part in wanted.split(".")] >= [int(part) for part in least.split(".")]
    assert f"Building conda environment for python={wanted}" in dockerfile


def test_the_badge_leads_to_the_course_map(root):
    """Is the path in the README the one that the next test opens?"""
    _, path = BADGE.search((root / "README.md").read_text()).groups()
    assert f"/{urllib.parse.unquote(path)}" == FIRST_PAGE


def test_make_badge_writes_the_repository_into_the_readme(root, tmp_path):
    """Is there one place, and one command, for the address that nobody knows beforehand?"""
    for name in ("Makefile", "README.md"):
        shutil.copy(root / name, tmp_path)
    before = (tmp_path / "README.md").read_text()
    refused = subprocess.run(["make", "badge"], cwd=tmp_path, capture_output=True, text=True)
    assert refused.returncode != 0
    assert "make badge REPO=owner/name" in refused.stderr
    subprocess.run(["make", "badge", "REPO=some-body/leaning_well.course"], cwd=tmp_path, check=True)
    after = (tmp_path / "README.md").read_text()
    assert BADGE.search(after)[1] == "some-body/leaning_well.course"
    assert after.replace("some-body/leaning_well.course", BADGE.search(before)[1]) == before


@breadth
def test_a_visitor_of_binder_lands_on_the_map_and_reads_a_lesson(root, image, context):
    """Does all this work below Binder's path, with no fault and no other host?"""
    _, path = BADGE.search((root / "README.md").read_text()).groups()
    with start_binder(image) as server:
        visitor = Reader(context, server)
        page = visitor.page
        page.goto(server.page(urllib.parse.unquote(path)))
        visitor.wait_until_ready()
        expect(page.get_by_role("list", name="The lessons")).to_be_visible()
        page.get_by_role("link", name="Begin with lesson 1").click()
        visitor.wait_until_ready()
        assert urllib.parse.urlparse(page.url).path.startswith(f"{BASE}/voila/render/course/01-")
        assert visitor.trouble == []
        assert visitor.hosts == {"127.0.0.1"}
        page.goto(server.page("lab"))
        page.locator("#jp-main-dock-panel").wait_for()
        assert "announcements" in page.locator("#jupyter-config-data").text_content()
        page.goto(server.page(""))
        expect(page.get_by_role("list", name="The lessons")).to_be_visible()
