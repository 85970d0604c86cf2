"""answers.json: what is answered stays, whatever happens to the file, the folder or the process."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaningwell.answers import Answers, AnswersError, answers, locks
from leaningwell.answers.answers import MAX_TEXT, read_kept
from leaningwell.answers.format import MAX_BYTES, Unusable

SLUG = "01-the-self-sufficiency-story"


@pytest.fixture(autouse=True)
def _not_grading(monkeypatch):
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)


@pytest.fixture
def kept(tmp_path) -> Answers:
    return Answers(tmp_path, SLUG)


def whole(**other) -> dict:
    return {
        "format": "leaningwell-answers",
        "version": 1,
        "exercise": SLUG,
        "items": {},
        "done": [],
        "shared": {},
    } | other


def everything_in(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


def codes(kept: Answers) -> list[str]:
    return [notice.code for notice in kept.notices]


def set_aside(folder: Path) -> list[Path]:
    return sorted(folder.glob("answers.broken-*.json"))


# What is kept


def test_nothing_is_kept_before_anything_is_answered(kept, tmp_path):
    assert kept.read().items == {}
    assert kept.notices == []
    assert list(tmp_path.iterdir()) == []


def test_the_latest_answer_counts_and_the_first_stays_on_record(kept):
    kept.answer("a", "x", 60)
    kept.answer("a", "y", 80)
    assert kept.read().items == {"a": {"response": "y", "first": "x", "confidence": 80}}


def test_an_answer_without_confidence_has_none(kept):
    kept.answer("a", ["x"])
    assert kept.read().items == {"a": {"response": ["x"], "first": ["x"]}}


def test_an_empty_first_answer_is_a_first_answer(kept):
    kept.answer("a", None)
    kept.answer("a", 1)
    assert kept.read().items["a"]["first"] is None


@pytest.mark.parametrize("confidence", [-1, 101, "80", True, float("nan")])
def test_a_confidence_that_is_no_percentage_is_refused(kept, confidence):
    with pytest.raises(AnswersError, match="from 0 to 100"):
        kept.answer("a", "x", confidence)


def test_a_reflection_is_done_once_however_often_it_is_finished(kept):
    kept.finish("r")
    kept.finish("r")
    assert kept.read().done == ("r",)


def test_a_shared_text_can_be_taken_back_and_leaves_no_trace_but_done(kept, tmp_path):
    kept.share("r", {"box": "something of mine"})
    assert kept.read().shared == {"r": {"box": "something of mine"}}
    kept.take_back("r")
    assert kept.read().shared == {}
    assert kept.read().done == ("r",)
    assert not any(b"something of mine" in content for content in everything_in(tmp_path))


def test_taking_back_what_was_never_shared_does_nothing(kept):
    kept.take_back("r")
    assert kept.read().done == ()


def test_the_file_is_as_the_next_reader_expects_it(kept):
    kept.answer("a", "x", 80)
    kept.share("r", {"box": "text"})
    entry = {"response": "x", "first": "x", "confidence": 80}
    assert json.loads(kept.path.read_text()) == whole(items={"a": entry}, done=["r"], shared={"r": {"box": "text"}})


def test_only_the_file_itself_is_left_in_the_folder(kept, tmp_path):
    kept.answer("a", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["answers.json"]


def test_whoever_may_read_the_notebook_may_read_the_answers(kept, tmp_path):
    (tmp_path / "notebook").touch()
    kept.answer("a", "x")
    assert kept.path.stat().st_mode == (tmp_path / "notebook").stat().st_mode


def test_a_fresh_page_sees_what_another_wrote(kept, tmp_path):
    other = Answers(str(tmp_path), SLUG)
    kept.answer("a", 1)
    other.answer("b", 2)
    assert set(kept.read().items) == {"a", "b"}


@pytest.mark.parametrize(
    "text", ["\0", "🌱👩‍👧", "\ud800", "\udc00\ud800 in between", "\ufeffmark", "\u202e", "é" * 999, ""]
)
def test_any_text_survives_or_is_mended(kept, text):
    kept.share("r", {"box": text})
    kept.answer("a", {text: [text]})
    mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert kept.read().shared == {"r": {"box": mended}}
    assert kept.read().items["a"]["response"] == {mended: [mended]}
    assert kept.notices == []


def test_a_lone_surrogate_written_by_another_program_does_no_harm(kept):
    kept.path.write_text(json.dumps(whole(shared={"r": {"box": "\ud800"}})))
    assert kept.read().shared == {"r": {"box": "\ufffd"}}
    kept.answer("a", 1)
    kept.path.read_text(encoding="utf-8")


def test_a_text_at_the_limit_is_shared_and_one_beyond_is_refused(kept):
    kept.share("r", {"box": "x" * MAX_TEXT})
    with pytest.raises(AnswersError, match="20001 characters"):
        kept.share("r", {"box": "x" * (MAX_TEXT + 1)})
    assert len(kept.read().shared["r"]["box"]) == MAX_TEXT


def test_only_text_is_shared(kept):
    with pytest.raises(AnswersError):
        kept.share("r", {"box": 5})


@pytest.mark.parametrize("response", [float("nan"), {1, 2}, object(), "x" * MAX_BYTES])
def test_what_cannot_be_saved_is_refused_and_the_rest_stays(kept, response):
    kept.answer("a", "x")
    before = kept.path.read_bytes()
    with pytest.raises(AnswersError):
        kept.answer("b", response)
    assert kept.path.read_bytes() == before


# Files that cannot be used

BROKEN = {
    "empty": b"",
    "truncated": json.dumps(whole(items={"a": {"response": 1, "first": 1}})).encode()[:-9],
    "not JSON": b"hello",
    "not UTF-8": b'{"format": "\xff"}',
    "a list": b"[]",
    "null": b"null",
    "another format": json.dumps(whole(format="else")).encode(),
    "no version": json.dumps({key: value for key, value in whole().items() if key != "version"}).encode(),
    "version as text": json.dumps(whole(version="1")).encode(),
    "another exercise": json.dumps(whole(exercise="02-other")).encode(),
    "very deep": b"[" * 100_000,
    "very long number": b'{"version": ' + b"9" * 10_000 + b"}",
    "too large": b" " * (MAX_BYTES + 1),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_is_moved_aside_and_said(kept, tmp_path, content):
    kept.path.write_bytes(content)
    assert kept.read() == answers.Kept()
    [moved] = set_aside(tmp_path)
    assert moved.read_bytes() == content
    assert [(notice.code, notice.detail) for notice in kept.notices] == [("set-aside", moved.name)]
    kept.answer("a", "x")
    assert kept.read().items["a"]["response"] == "x"


def nested(levels):
    return "[" * levels + "]" * levels


SOUND = '"b": {"response": "y", "first": "y"}'
PARTLY = {
    "items as a list": whole(items=[], done=["r"]),
    "done as text": whole(done="r", items={"b": {"response": "y"}}),
    "done with a number": whole(done=["r", 7], items={"b": {"response": "y"}}),
    "shared with numbers": whole(shared={"r": {"box": 1}, "s": {"box": "mine"}}, done=["r"]),
    "900 levels deep": f'"items": {{"a": {{"response": {nested(900)}}}, {SOUND}}}',
    "100,000 levels deep": f'"items": {{{SOUND}, "a": {{"response": {nested(100_000)}}}}}',
    "deep where nothing is looked for": f'"items": {{{SOUND}}}, "more": {nested(3000)}',
    "a number of 10,000 digits": '"items": {{"a": {{"response": {}}}, {}}}'.format("9" * 10_000, SOUND),
    "a number beyond all numbers": f'"items": {{"a": {{"response": 1e999}}, {SOUND}}}',
}


@pytest.mark.parametrize("content", PARTLY.values(), ids=PARTLY)
def test_of_a_file_that_can_be_used_in_part_all_the_rest_is_kept_and_nothing_is_lost(kept, tmp_path, content):
    if isinstance(content, str):
        content = f'{{"format": "leaningwell-answers", "version": 1, "exercise": "{SLUG}", {content}}}'
    else:
        content = json.dumps(content)
    kept.path.write_text(content)
    found = kept.read()
    assert found.items.get("b", {}).get("response") == "y" or found.done == ("r",)
    assert [notice.code for notice in kept.notices] == ["partly"]
    kept.answer("c", "z")
    assert [path.read_text() for path in set_aside(tmp_path)] == [content], "what was left out is still there"
    after = kept.read()
    assert after.items["c"]["response"] == "z"
    assert after.items.items() >= {id: entry for id, entry in found.items.items() if id != "a"}.items()
    assert after.done == found.done
    assert after.shared == found.shared


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_that_an_editor_saved_its_own_way_is_read_all_the_same(kept, encoding):
    kept.path.write_bytes(
        json.dumps(whole(items={"a": {"response": "ä", "first": "x"}}), ensure_ascii=False).encode(encoding)
    )
    assert kept.read().items["a"]["response"] == "ä"
    kept.answer("b", "y")
    assert kept.read().items.keys() == {"a", "b"}
    assert kept.notices == []


@pytest.mark.parametrize("response", [eval(nested(200)), float("inf"), {"a": float("nan")}])
def test_what_cannot_be_written_down_is_refused_and_costs_nothing(kept, response):
    kept.answer("a", "x")
    with pytest.raises(AnswersError, match="cannot be saved as it is"):
        kept.answer("b", response)
    assert kept.read().items.keys() == {"a"}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_answering_moves_it_aside_as_well(kept, tmp_path, content):
    kept.path.write_bytes(content)
    kept.answer("a", "x")
    assert [path.read_bytes() for path in set_aside(tmp_path)] == [content]
    assert kept.read().items["a"]["response"] == "x"


def test_what_was_set_aside_is_never_overwritten(kept, tmp_path):
    for number in range(5):
        kept.path.write_bytes(b"broken %d" % number)
        kept.read()
    assert {path.read_bytes() for path in set_aside(tmp_path)} == {b"broken %d" % number for number in range(5)}


def test_one_damaged_entry_costs_nobody_else_and_is_kept_as_it_is(kept):
    kept.path.write_text(json.dumps(whole(items={"a": 5, "b": {"response": 1, "first": 1}}, extra="later")))
    assert kept.read().items == {"b": {"response": 1, "first": 1}}
    assert kept.read().damaged == {"a"}
    kept.answer("b", 2)
    data = json.loads(kept.path.read_text())
    assert data["items"]["a"] == 5
    assert data["extra"] == "later"


def test_a_later_version_is_never_touched(kept, tmp_path):
    content = json.dumps(whole(version=2, items="another shape")).encode()
    kept.path.write_bytes(content)
    assert kept.read() == answers.Kept()
    assert codes(kept) == ["newer"]
    with pytest.raises(AnswersError, match="later version of the course"):
        kept.answer("a", "x")
    assert everything_in(tmp_path) == [content]


def test_the_same_notice_is_given_once(kept):
    kept.path.write_text(json.dumps(whole(version=2)))
    kept.read()
    kept.read()
    assert codes(kept) == ["newer"]


def test_a_link_is_not_followed(kept, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "target.json"
    target.write_text(json.dumps(whole(items={"a": {"response": 1, "first": 1}})))
    kept.path.symlink_to(target)
    assert kept.read().items == {}
    assert codes(kept) == ["unreadable"]
    with pytest.raises(AnswersError):
        kept.answer("a", "x")
    assert kept.path.is_symlink()


def test_a_pipe_does_not_keep_anybody_waiting(kept):
    os.mkfifo(kept.path)
    assert kept.read().items == {}
    assert codes(kept) == ["unreadable"]


KEYS = st.sampled_from(["format", "version", "exercise", "items", "done", "shared", "response", "x"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
)
nearly_right = json_values.map(lambda value: whole() | value if isinstance(value, dict) else value)
contents = st.binary(max_size=300) | nearly_right.map(json.dumps).map(str.encode)


@settings(max_examples=300, deadline=None)
@given(contents)
def test_no_content_whatever_stops_a_reader_or_is_lost(content):
    with tempfile.TemporaryDirectory() as folder:
        kept = Answers(folder, SLUG)
        kept.path.write_bytes(content)
        kept.read()
        assert content in everything_in(Path(folder))
        assert isinstance(kept.read(), answers.Kept)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.text(max_size=9), st.none() | st.booleans() | st.integers() | st.text(), max_size=4))
def test_whatever_is_answered_is_read_back(responses):
    with tempfile.TemporaryDirectory() as folder:
        kept = Answers(folder, SLUG)
        for id, response in responses.items():
            kept.answer(id, response)
        assert {id: entry["response"] for id, entry in kept.read().items.items()} == responses


# Folders that cannot be written to


def test_a_folder_that_is_a_file_is_said_in_a_sentence(tmp_path):
    (tmp_path / "folder").write_text("not a folder")
    kept = Answers(tmp_path / "folder", SLUG)
    assert kept.read().items == {}
    assert codes(kept) == ["unreadable"]
    with pytest.raises(AnswersError, match="Your answer was not saved, because .* Free some space"):
        kept.answer("a", "x")


def test_a_folder_that_is_gone_is_said_in_a_sentence(tmp_path):
    with pytest.raises(AnswersError, match="No such file or directory"):
        Answers(tmp_path / "gone", SLUG).answer("a", "x")


def test_a_read_only_file_is_left_alone_and_said(kept):
    kept.answer("a", "x")
    before = kept.path.read_bytes()
    kept.path.chmod(0o444)
    assert kept.read().items["a"]["response"] == "x"
    assert codes(kept) == ["read-only"]
    with pytest.raises(AnswersError, match="read-only"):
        kept.answer("a", "y")
    assert kept.path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() != 0, reason="changing to another account needs root")
def test_a_folder_of_somebody_else_is_left_alone_and_said(tmp_path):
    script = f"""
import os, sys
sys.path.insert(0, {str(Path(answers.__file__).parents[2])!r})
from leaningwell.answers import Answers, AnswersError
os.setuid(65534)
kept = Answers("/mine", {SLUG!r})
print(kept.read().items["a"]["response"], [notice.code for notice in kept.notices])
try:
    kept.answer("a", "y")
except AnswersError as error:
    print(error)
"""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        Answers(folder, SLUG).answer("a", "x")
        before = everything_in(Path(folder))
        done = subprocess.run(
            [sys.executable, "-c", script.replace("/mine", folder)],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
        )
        if "Permission denied" in done.stderr and "leaningwell" in done.stderr:
            pytest.skip("the other account may not read the package here")
        assert done.stdout.startswith("x ['read-only']"), done.stderr
        assert "Your answer was not saved" in done.stdout
        assert everything_in(Path(folder)) == before


def _fill_the_disk(folder: str, results) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
    try:
        Answers(folder, SLUG).answer("b", "x" * 5000)
    except AnswersError as error:
        results.put(str(error))


def test_a_full_disk_leaves_the_old_file_whole(kept, tmp_path):
    kept.answer("a", "x")
    before = kept.path.read_bytes()
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    process = context.Process(target=_fill_the_disk, args=(str(tmp_path), results))
    process.start()
    assert "Your answer was not saved" in results.get(timeout=30)
    process.join()
    assert everything_in(tmp_path) == [before]


def test_a_process_killed_before_the_last_step_leaves_the_old_file_whole(kept, tmp_path):
    kept.share("r", {"box": "old"})
    before = kept.path.read_bytes()
    pid = os.fork()
    if pid == 0:
        answers.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        Answers(tmp_path, SLUG).share("r", {"box": "half-written secret"})
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    assert kept.path.read_bytes() == before
    assert any(b"half-written secret" in content for content in everything_in(tmp_path))
    kept.take_back("r")
    assert not any(b"half-written secret" in content for content in everything_in(tmp_path)), "nothing is left over"


def test_a_step_that_fails_leaves_the_old_file_and_no_other(kept, tmp_path, monkeypatch):
    kept.answer("a", "x")
    before = kept.path.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answers.os, "replace", fail)
    with pytest.raises(AnswersError, match="No space left on device"):
        kept.answer("a", "y")
    assert everything_in(tmp_path) == [before]


def test_a_broken_file_that_cannot_be_moved_is_not_overwritten(kept, monkeypatch):
    kept.path.write_bytes(b"broken")

    def fail(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(answers.os, "replace", fail)
    assert kept.read().items == {}
    assert codes(kept) == ["unreadable"]
    with pytest.raises(AnswersError):
        kept.answer("a", "x")
    assert kept.path.read_bytes() == b"broken"


# Several at once


def _answer_many(folder: str, who: str) -> None:
    kept = Answers(folder, SLUG)
    for number in range(40):
        kept.answer(f"{who}-{number}", number)
        kept.share(f"{who}-reflection", {"box": f"{who} {number}"})


def test_two_processes_lose_nothing_of_each_other(kept, tmp_path):
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=_answer_many, args=(str(tmp_path), who)) for who in ("left", "right")]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        kept.read()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    found = kept.read()
    assert len(found.items) == 80
    assert found.shared == {"left-reflection": {"box": "left 39"}, "right-reflection": {"box": "right 39"}}
    assert kept.notices == []


def test_a_lock_held_for_too_long_is_said_in_a_sentence(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "SECONDS", 0.1)
    with locks.locked(tmp_path), pytest.raises(AnswersError, match="another window"):
        kept.answer("a", "x")
    kept.answer("a", "x")


def test_two_ways_to_the_same_folder_share_one_lock(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(locks, "SECONDS", 0.1)
    with tempfile.TemporaryDirectory() as elsewhere:
        (Path(elsewhere) / "way").symlink_to(tmp_path)
        with locks.locked(tmp_path), pytest.raises(AnswersError):
            Answers(Path(elsewhere) / "way", SLUG).answer("a", "x")


def test_lock_files_stand_in_a_folder_that_only_this_account_can_open(kept, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    kept.answer("a", "x")
    (folder,) = {path.parent for path in (tmp_path / "state").rglob("*.lock")}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o777)
    kept.answer("a", "y")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "it is closed to others again"


@pytest.fixture
def no_home(tmp_path, monkeypatch):
    """An account whose home cannot be written to, and a temporary folder of the test's own."""
    (tmp_path / "home").write_text("not a folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "home"))
    shared = tmp_path / "tmp"
    shared.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    return shared / f"leaningwell-locks-{os.getuid()}"


def test_where_a_home_cannot_be_written_to_the_lock_stands_among_temporary_files(kept, no_home):
    kept.answer("a", "x")
    assert stat.S_IMODE(no_home.stat().st_mode) == 0o700
    assert list(no_home.glob("*.lock"))


@pytest.mark.parametrize("trap", ["link", "file", "somebody else's"])
def test_what_somebody_else_put_there_is_not_used_and_is_said(kept, no_home, tmp_path, monkeypatch, trap):
    if trap == "link":
        (tmp_path / "trap").mkdir()
        no_home.symlink_to(tmp_path / "trap")
    elif trap == "file":
        no_home.write_text("")
    else:
        no_home.mkdir()
        somebody = os.getuid() + 1
        monkeypatch.setattr(os, "getuid", lambda: somebody)
        monkeypatch.setattr(locks, "_temporary", lambda _: no_home)
    with pytest.raises(AnswersError, match="no folder of its own for lock files"):
        kept.answer("a", "x")
    assert not list(tmp_path.rglob("*.lock"))


# While nbgrader runs the notebook


def test_grading_reads_and_never_writes(kept, tmp_path, monkeypatch):
    kept.answer("a", "x")
    before = kept.path.read_bytes()
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    kept.answer("a", "y")
    kept.finish("r")
    kept.share("r", {"box": "text"})
    kept.take_back("r")
    assert kept.read().items["a"]["response"] == "x"
    assert everything_in(tmp_path) == [before]


def test_grading_never_moves_a_broken_file(kept, tmp_path, monkeypatch):
    kept.path.write_bytes(b"broken")
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert kept.read().items == {}
    assert everything_in(tmp_path) == [b"broken"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"broken", "broken"), (json.dumps(whole(exercise="02-other")).encode(), "foreign"),
     (json.dumps(whole(version=9)).encode(), "newer")],
)  # fmt: skip
def test_a_grader_is_told_what_is_wrong_and_changes_nothing(kept, tmp_path, content, code):
    kept.path.write_bytes(content)
    with pytest.raises(Unusable) as problem:
        read_kept(tmp_path, SLUG)
    assert problem.value.code == code
    assert everything_in(tmp_path) == [content]
