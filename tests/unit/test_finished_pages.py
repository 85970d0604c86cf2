"""Finished pages are kept, for this account alone; whatever the disk does, a page is whole or made anew."""

from __future__ import annotations

import errno
import hashlib
import os
import stat

import pytest

from leaningwell.serving.prepared import store
from leaningwell.serving.prepared.compression import packed
from leaningwell.serving.prepared.store import FOREIGN, Store

PAGE = packed("<!DOCTYPE html>" + "".join(map(chr, range(256))) * 20)
KEPT = hashlib.sha256(PAGE).digest() + PAGE


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "pages"


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_page_is_found_again_by_the_next_server(folder):
    Store(folder).put("one", PAGE)
    assert Store(folder).get("one") == PAGE
    assert Store(folder).get("two") is None


def test_a_notebook_that_is_no_page_is_known_again(folder):
    Store(folder).put("one", FOREIGN)
    assert Store(folder).get("one") == FOREIGN


def test_only_this_account_may_read_what_is_kept(folder):
    before = os.umask(0)
    try:
        Store(folder).put("one", PAGE)
    finally:
        os.umask(before)
    assert mode(folder) == 0o700
    assert [mode(path) for path in folder.iterdir()] == [0o600]


@pytest.mark.parametrize(
    "found",
    [
        b"",
        PAGE,
        KEPT[:1],
        KEPT[:32],
        KEPT[: len(KEPT) // 2],
        KEPT[:-1],
        KEPT + b"more",
        KEPT[:-8] + bytes(8),
        KEPT[:8] + b"????" + KEPT[12:],
        KEPT[:60] + b"????" + KEPT[64:],
        b"<!DOCTYPE html>",
        bytes(5000),
    ],
)
def test_a_file_that_is_not_a_whole_page_is_as_none(folder, found):
    """Whatever a full disk, a sudden end or somebody else left there?"""
    folder.mkdir(parents=True)
    (folder / "one.page").write_bytes(found)
    kept = Store(folder)
    assert kept.get("one") is None
    kept.put("one", PAGE)
    assert Store(folder).get("one") == PAGE


def test_what_is_no_file_is_as_none(folder):
    (folder / "one.page").mkdir(parents=True)
    kept = Store(folder)
    assert kept.get("one") is None
    kept.put("one", PAGE)
    assert kept.get("one") == PAGE


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", ["os.replace", "os.open", "os.fdopen", "pathlib.Path.mkdir"])
def test_where_nothing_can_be_written_a_page_is_at_hand_and_nothing_is_left_behind(folder, monkeypatch, call):
    kept = Store(folder)
    with monkeypatch.context() as disk:
        disk.setattr(call, lambda *_, **__: full())
        for name in ("one", "two"):
            kept.put(name, PAGE)
    assert kept.get("one") == PAGE
    assert not folder.exists() or list(folder.iterdir()) == []


def test_where_the_folder_is_a_file_a_page_is_at_hand(folder):
    folder.parent.mkdir()
    folder.write_text("in the way")
    kept = Store(folder)
    kept.put("one", PAGE)
    assert kept.get("one") == PAGE
    assert folder.read_text() == "in the way"


def test_the_oldest_pages_go(folder, monkeypatch):
    """From memory and from the disk, while what is asked for stays at hand?"""
    monkeypatch.setattr(store, "AT_HAND", 2)
    monkeypatch.setattr(store, "ON_DISK", 3)
    kept = Store(folder)
    for number in range(5):
        kept.put(f"page-{number}", PAGE)
        os.utime(folder / f"page-{number}.page", (number, number))
        kept.get("page-0")
    assert sorted(path.name for path in folder.glob("*.page")) == ["page-2.page", "page-3.page", "page-4.page"]
    (folder / "page-4.page").unlink()
    assert kept.get("page-0") == kept.get("page-4") == PAGE
    assert kept.get("page-1") is None


def test_what_an_earlier_version_kept_goes(folder):
    folder.mkdir(parents=True)
    (folder / "old.gz").write_bytes(b"a page")
    Store(folder).put("one", PAGE)
    assert [path.name for path in folder.iterdir()] == ["one.page"]


def test_two_servers_may_tidy_at_once(folder, monkeypatch):
    """Is a page kept although another server has just removed a file that this one saw?"""
    monkeypatch.setattr(store, "ON_DISK", 1)
    kept = Store(folder)
    kept.put("one", PAGE)
    (folder / "gone.page").symlink_to(folder / "nowhere")
    kept.put("two", PAGE)
    assert Store(folder).get("two") == PAGE


def test_an_account_s_pages_lie_where_its_system_keeps_such_things(monkeypatch, tmp_path):
    monkeypatch.setattr(store, "user_cache_path", lambda *_, **__: tmp_path)
    assert Store().folder == tmp_path / "pages"
