"""answers.json in two tabs through whatever may happen: nothing is lost in silence, and nobody sees a traceback."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from leaningwell.answers import Answers, AnswersError, answers
from leaningwell.answers.answers import read_kept
from leaningwell.answers.format import Kept, Unusable
from leaningwell.content import load_sheet
from leaningwell.widgets.handing_in import HandingIn
from unit.test_answers import SLUG, contents, everything_in, json_values, whole

SHEET = load_sheet(Path(__file__).parents[2] / "exercises" / SLUG / "items.yaml")
TABS = st.sampled_from([0, 1])
IDS = st.sampled_from(["a", "b", "c"])
REFLECTIONS = st.sampled_from(["r", "s"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: f"WORDS{text}")
RESPONSES = st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=9)


class TwoTabs(RuleBasedStateMachine):
    """Two pages of one exercise, and a file system that does not always help."""

    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp(prefix="leaningwell-test-"))
        self.tabs = [Answers(self.folder, SLUG), Answers(self.folder, SLUG)]
        self.file = self.tabs[0].path
        self.items: dict = {}
        self.done: set = set()
        self.shared: dict = {}
        self.aside: list[bytes] = []
        self.usable = True
        self.newer = False

    def teardown(self):
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def change(self, act, expected) -> None:
        """Do something in a tab: it is saved as expected, or the learner is told why not and nothing changes."""
        if self.usable:
            act()
            expected()
            return
        before = self.file.read_bytes()
        with pytest.raises(AnswersError, match=r"\.$"):
            act()
        assert self.file.read_bytes() == before

    @rule(tab=TABS, id=IDS, response=RESPONSES)
    def answer(self, tab, id, response):
        first = self.items.get(id, {}).get("first", response)
        self.change(
            lambda: self.tabs[tab].answer(id, response),
            lambda: self.items.update({id: {"response": response, "first": first}}),
        )

    @rule(tab=TABS, id=REFLECTIONS)
    def finish(self, tab, id):
        self.change(lambda: self.tabs[tab].finish(id), lambda: self.done.add(id))

    @rule(tab=TABS, id=REFLECTIONS, text=TEXTS)
    def share(self, tab, id, text):
        def expected():
            self.shared[id] = {"box": text}
            self.done.add(id)

        self.change(lambda: self.tabs[tab].share(id, {"box": text}), expected)

    @rule(tab=TABS, id=REFLECTIONS)
    def take_back(self, tab, id):
        self.change(lambda: self.tabs[tab].take_back(id), lambda: self.shared.pop(id, None))

    @rule(tab=TABS)
    def reload(self, tab):
        self.tabs[tab] = Answers(self.folder, SLUG)

    @rule(tab=TABS, id=IDS)
    def answer_while_the_disk_is_full(self, tab, id):
        before = everything_in(self.folder)
        full = mock.patch.object(answers.os, "fsync", side_effect=OSError(28, "No space left on device"))
        with full, pytest.raises(AnswersError, match="was not saved"):
            self.tabs[tab].answer(id, "too late")
        assert everything_in(self.folder) == before

    @rule(tab=TABS, id=IDS, reflection=REFLECTIONS)
    def nothing_is_written_while_nbgrader_runs_the_notebook(self, tab, id, reflection):
        before = everything_in(self.folder)
        with mock.patch.dict(os.environ, {"NBGRADER_EXECUTION": "autograde"}):
            self.tabs[tab].answer(id, "not counted")
            self.tabs[tab].finish(reflection)
            self.tabs[tab].share(reflection, {"box": "not shared"})
            self.tabs[tab].take_back(reflection)
            self.tabs[tab].read()
        assert everything_in(self.folder) == before

    @precondition(lambda self: self.usable)
    @rule(tab=TABS, content=st.binary(max_size=20), reading=st.booleans())
    def the_file_breaks(self, tab, content, reading):
        """Whether a tab reads or answers next, what was there is kept aside and said."""
        self.file.write_bytes(b"\xff" + content)
        self.aside.append(b"\xff" + content)
        self.items, self.done, self.shared = {}, set(), {}
        if reading:
            assert self.tabs[tab].read() == Kept()
        else:
            self.tabs[tab].finish("r")
            self.done.add("r")
            self.tabs[tab].read()
        assert [notice.code for notice in self.tabs[tab].notices] == ["set-aside"]

    @precondition(lambda self: self.usable and self.items)
    @rule(id=IDS)
    def one_entry_is_damaged(self, id):
        data = json.loads(self.file.read_text())
        data["items"][id] = "no entry"
        self.file.write_text(json.dumps(data))
        self.items.pop(id, None)
        assert read_kept(self.folder, SLUG).damaged == {id}
        self.tabs[0].answer(id, "mended")
        self.items[id] = {"response": "mended", "first": "mended"}

    @precondition(lambda self: self.usable and self.file.exists())
    @rule()
    def the_file_becomes_read_only(self):
        self.file.chmod(0o444)
        self.usable = False
        self.mend = lambda: self.file.chmod(0o644)

    @precondition(lambda self: self.usable)
    @rule()
    def a_later_version_of_the_course_writes_it(self):
        before = self.file.read_bytes() if self.file.exists() else None
        self.file.write_text(json.dumps(whole(version=2, items="of another shape")))
        self.usable, self.newer = False, True
        self.mend = lambda: self.file.write_bytes(before) if before is not None else self.file.unlink()
        for tab in self.tabs:
            assert tab.read() == Kept()

    @precondition(lambda self: not self.usable)
    @rule()
    def somebody_mends_it(self):
        self.mend()
        self.usable, self.newer = True, False

    @invariant()
    def whoever_looks_sees_what_was_saved(self):
        if not hasattr(self, "folder"):
            return
        if self.newer:
            with pytest.raises(Unusable, match="2"):
                read_kept(self.folder, SLUG)
            return
        seen = read_kept(self.folder, SLUG)
        assert seen.items == self.items
        assert set(seen.done) == self.done
        assert seen.shared == self.shared

    @invariant()
    def what_was_set_aside_is_still_there_and_nothing_else_lies_about(self):
        if hasattr(self, "folder"):
            kept = [path for path in self.folder.iterdir() if path != self.file]
            assert sorted(path.read_bytes() for path in kept) == sorted(self.aside)

    @invariant()
    def a_text_that_was_taken_back_is_nowhere(self):
        if hasattr(self, "folder") and self.file.exists() and not self.shared:
            assert b"WORDS" not in self.file.read_bytes()


TestTwoTabs = TwoTabs.TestCase
TestTwoTabs.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

CHANGES = {
    "answer": lambda kept: kept.answer("a", "x"),
    "finish": lambda kept: kept.finish("r"),
    "share": lambda kept: kept.share("r", {"box": "text"}),
    "take back": lambda kept: kept.take_back("r"),
}


@settings(max_examples=200, deadline=None)
@given(contents, st.sampled_from(sorted(CHANGES)))
def test_whatever_the_file_holds_a_change_is_saved_beside_it_or_refused_in_a_sentence(content, change):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = Answers(folder, SLUG)
        kept.path.write_bytes(content)
        try:
            before = read_kept(folder, SLUG)
        except Unusable:
            before = None
        with contextlib.suppress(AnswersError):
            CHANGES[change](kept)
        if before is None:
            assert content in everything_in(folder)
        else:
            after = read_kept(folder, SLUG)
            assert {id: entry for id, entry in before.items.items() if id != "a"}.items() <= after.items.items()
            assert set(before.done) <= set(after.done)
            assert before.shared.keys() - {"r"} <= after.shared.keys()


ITEM_IDS = st.sampled_from([item["id"] for item in SHEET.items])
odd_answers = st.fixed_dictionaries(
    {
        "items": st.dictionaries(ITEM_IDS, json_values | st.fixed_dictionaries({"response": json_values})),
        "done": st.lists(st.text(max_size=5) | st.just("kinder-needy"), max_size=2),
        "shared": st.dictionaries(
            st.just("kinder-needy"), st.dictionaries(st.sampled_from(["definition", "x"]), st.text())
        ),
    }
).map(lambda found: json.dumps(whole(**found)).encode())


@settings(max_examples=200, deadline=None)
@given(contents | odd_answers)
def test_whatever_the_file_holds_the_page_before_handing_in_shows_something(content):
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / answers.NAME).write_bytes(content)
        shown = HandingIn(SHEET, Answers(name, SLUG), Path(name))._look({})
        json.dumps(shown, allow_nan=False).encode()
        for task in shown["tasks"]:
            assert {question["state"] for question in task["questions"]} <= {"given", "nothing", "damaged", "outdated"}
