"""What holds for every workbook, tried with many made-up ones in a real browser.

A model in Python says what should be there; two tabs of one browser write, delete, lock, save and bring in files, and
at every step both must agree with it. While the workbook is locked nobody can read a word.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from joserfc import jwe
from joserfc.jwk import OctKey

from browser.stored import STATIC, bare, call, dump

ALGORITHMS = ["PBES2-HS512+A256KW", "A256GCM"]
PASSPHRASE = "vier ruhige Wörter genügen"
ANY_TIME = {"deadline": None, "suppress_health_check": list(HealthCheck)}

# Every character there is, half of a pair as well.
TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT | st.just("__proto__"), inner, max_size=2),
    max_leaves=5,
)
BOXES = st.dictionaries(st.sampled_from(["message", "cost", "__proto__", "constructor"]), TEXT, max_size=3)
WORDS = {
    "reflection": st.fixed_dictionaries(
        {},
        optional={"way": st.sampled_from([None, "own", "skip"]), "own": BOXES, "persona": BOXES, "done": st.booleans()},
    ),
    "plan": st.fixed_dictionaries({}, optional={"if": TEXT, "then": TEXT, "none": st.booleans(), "later": TEXT}),
    "translator": st.fixed_dictionaries({}, optional={"text": TEXT}),
    "letter": st.dictionaries(TEXT, JUNK, max_size=3),
}


def entries(values=WORDS):
    kinds = [st.tuples(st.sampled_from([f"{kind}/one", f"{kind}/two"]), value) for kind, value in values.items()]
    return st.lists(st.one_of(kinds), max_size=4).map(dict)


GOOD = st.fixed_dictionaries({"format": st.just("leaning-well-workbook"), "version": st.just(1), "entries": entries()})
ODD = st.one_of(
    JUNK,
    st.fixed_dictionaries(
        {"format": st.just("leaning-well-workbook") | JUNK, "version": st.sampled_from([1, 2, "1", None, -1]) | JUNK},
        optional={"entries": JUNK | entries(dict.fromkeys(WORDS, JUNK)) | st.dictionaries(TEXT, JUNK, max_size=2)},
    ),
)


def packed(content):
    """A file with this inside, made quickly."""
    header = {"alg": ALGORITHMS[0], "enc": ALGORITHMS[1], "cty": "leaning-well-workbook+json", "p2c": 1000}
    key = OctKey.import_key(PASSPHRASE.encode())
    return jwe.encrypt_compact(header, json.dumps(content).encode(), key, algorithms=ALGORITHMS)


@st.composite
def cases(draw):
    """A workbook, and a file to bring into it: whole, odd inside, or spoilt on the way."""
    good = draw(st.booleans())
    content = draw(GOOD if good else ODD)
    file, passphrase = packed(content), PASSPHRASE
    spoil = draw(st.sampled_from([None, None, None, "cut", "change", "passphrase", "other"]))
    place = draw(st.integers(0, len(file) - 1))
    if spoil == "cut":
        file = file[:place]
    elif spoil == "change":
        file = file[:place] + ("A" if file[place] != "A" else "B") + file[place + 1 :]
    elif spoil == "passphrase":
        passphrase = "not the right words"
    elif spoil == "other":
        file = draw(TEXT)
    return {
        "here": draw(entries()),
        "file": file,
        "passphrase": passphrase,
        "brings": content if good and not spoil else None,
    }


BRING = f"""async (text) => {{
    const workbook = await import("{STATIC}kit/workbook/workbook.js");
    const {{ imported }} = await import("{STATIC}kit/workbook/export-import.js");
    const found = [];
    for (const {{ here, file, passphrase }} of JSON.parse(text)) {{
        await workbook.clear();
        for (const [id, value] of Object.entries(here)) await workbook.put(id, value);
        const bring = () =>
            imported(file, passphrase).then(({{ count }}) => ({{ count }}), (error) => ({{ said: error.message }}));
        const outcome = await bring();
        const once = await workbook.all();
        await bring();
        found.push({{ outcome, once, twice: await workbook.all() }});
    }}
    return JSON.stringify(found);
}}"""


TRICKY = {
    "format": "leaning-well-workbook",
    "version": 1,
    "entries": {"reflection/one": {"own": {"__proto__": "words", "constructor": "more words"}}},
}


def leaves(value):
    """Every text in a value, with the path to it."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, dict):
        for name, part in value.items():
            for path, text in leaves(part):
                yield (name, *path), text


def at(value, path):
    for name in path:
        value = value[name]
    return value


def test_bringing_a_file_in_never_fails_without_a_sentence_and_never_loses_a_word(context, server):
    page = bare(context, server)
    reasons = ("foreign", "damaged", "refused", "newer", "shape")
    sentences = [call(page, "ui/strings", "t", f"carry.{reason}") for reason in reasons]
    said = set()

    @settings(max_examples=20, **ANY_TIME)
    @given(st.lists(cases(), min_size=6, max_size=10))
    @example(
        [{"here": {"reflection/one": {"own": {}}}, "file": packed(TRICKY), "passphrase": PASSPHRASE, "brings": TRICKY}]
    )
    def bring(batch):
        for case, found in zip(batch, json.loads(page.evaluate(BRING, json.dumps(batch))), strict=True):
            assert found["twice"] == found["once"]
            if "said" in found["outcome"]:
                assert found["outcome"]["said"] in sentences
                assert case["brings"] is None
                assert found["once"] == case["here"]
                said.add(found["outcome"]["said"])
                continue
            sides = [case["here"], case["brings"]["entries"] if case["brings"] else {}]
            for id, value in [pair for side in sides for pair in side.items()]:
                if id.startswith("letter/"):
                    assert value in [kept for name, kept in found["once"].items() if name.startswith(id)]
                    continue
                for path, text in leaves(value):
                    if path != ("way",):
                        assert text in at(found["once"][id], path)

    bring()
    assert len(said) >= 4, "hardly a kind of bad file was tried"


IDS = ["plan/one", "translator/two", "translator/three"]
FIELDS = ["if", "then"]
PHRASES = ["erste ruhige Wörter", "zweite ruhige Wörter"]
LOCKED = "The workbook is locked. Unlock it, then try again; nothing is lost."
tabs = st.integers(0, 1)
phrases = st.sampled_from(PHRASES)


def joined(mine, theirs):
    if mine is None or theirs is None:
        return theirs if mine is None else mine
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{mine}\n\n{theirs}"


# What a tab can read, once it has heard of what the other did to the lock.
READ = f"""async ([locked, id]) => {{
    const {{ isLocked }} = await import("{STATIC}kit/workbook/lock.js");
    const {{ all, get }} = await import("{STATIC}kit/workbook/workbook.js");
    for (let tries = 0; tries < 500 && (await isLocked()) !== locked; tries += 1) {{
        await new Promise((resolve) => setTimeout(resolve, 10));
    }}
    const everything = await all().catch((error) => error.message);
    return JSON.stringify([everything, (await get(id)) ?? null]);
}}"""


class Workbook(RuleBasedStateMachine):
    """Two tabs of one browser, and what they ought to hold."""

    browser = None
    server = None

    def __init__(self):
        super().__init__()
        self.context = self.browser.new_context()
        self.tabs = [bare(self.context, self.server) for _ in range(2)]
        self.entries = {}
        self.passphrase = None
        self.locked = False
        self.files = []

    def teardown(self):
        self.context.close()

    @initialize(text=TEXT)
    def begin(self, text):
        self.write(0, IDS[0], FIELDS[0], text)

    def change(self, tab, id, field, text, wait=True):
        """Change one field as a view does; without `wait`, only begin to."""
        return self.tabs[tab].evaluate(
            """async ([home, id, field, text, wait]) => {
                const { update } = await import(home + "kit/workbook/workbook.js");
                window.writing = update(id, (stored) => ({ ...stored, [field]: JSON.parse(text), done: true }))
                    .then(() => null, (error) => error.message);
                return wait ? await window.writing : null;
            }""",
            [STATIC, id, field, json.dumps(text), wait],
        )

    def model(self, id, field, text):
        self.entries[id] = self.entries.get(id, {}) | {field: text, "done": True}

    @rule(tab=tabs, id=st.sampled_from(IDS), field=st.sampled_from(FIELDS), text=TEXT)
    def write(self, tab, id, field, text):
        outcome = self.change(tab, id, field, text)
        if self.locked:
            assert outcome == LOCKED
        else:
            assert outcome is None
            self.model(id, field, text)

    @precondition(lambda self: not self.locked)
    @rule(id=st.sampled_from(IDS), texts=st.tuples(TEXT, TEXT))
    def both_tabs_write_at_once(self, id, texts):
        for tab in (0, 1):
            self.change(tab, id, FIELDS[tab], texts[tab], wait=False)
            self.model(id, FIELDS[tab], texts[tab])
        for page in self.tabs:
            assert page.evaluate("window.writing") is None

    @precondition(lambda self: not self.locked)
    @rule(tab=tabs, id=st.sampled_from(IDS))
    def delete(self, tab, id):
        call(self.tabs[tab], "workbook/workbook", "remove", id)
        self.entries.pop(id, None)

    @rule(tab=tabs)
    def delete_everything(self, tab):
        call(self.tabs[tab], "workbook/workbook", "clear")
        self.entries = {}
        if self.locked:
            self.locked, self.passphrase = False, None

    @precondition(lambda self: not self.passphrase)
    @rule(tab=tabs, phrase=phrases)
    def set_lock(self, tab, phrase):
        assert call(self.tabs[tab], "workbook/lock", "setLock", phrase, 15) is None
        self.passphrase = phrase

    @rule(tab=tabs)
    def lock_now(self, tab):
        call(self.tabs[tab], "workbook/lock", "lock")
        self.locked = bool(self.passphrase)

    @precondition(lambda self: self.locked)
    @rule(tab=tabs, phrase=phrases)
    def unlock(self, tab, phrase):
        outcome = call(self.tabs[tab], "workbook/lock", "unlock", phrase)
        if phrase == self.passphrase:
            assert outcome is None
            self.locked = False
        else:
            assert outcome["reason"] == "refused"

    @precondition(lambda self: self.passphrase and not self.locked)
    @rule(tab=tabs, current=phrases, phrase=phrases)
    def change_passphrase(self, tab, current, phrase):
        outcome = call(self.tabs[tab], "workbook/lock", "changeLock", current, phrase)
        if current == self.passphrase:
            assert outcome is None
            self.passphrase = phrase
        else:
            assert outcome["reason"] == "refused"

    @precondition(lambda self: self.passphrase and not self.locked)
    @rule(tab=tabs, current=phrases)
    def remove_lock(self, tab, current):
        outcome = call(self.tabs[tab], "workbook/lock", "removeLock", current)
        if current == self.passphrase:
            assert outcome is None
            self.passphrase = None
        else:
            assert outcome["reason"] == "refused"

    @rule(tab=tabs)
    def save_as_a_file(self, tab):
        outcome = call(self.tabs[tab], "workbook/export-import", "exported", PASSPHRASE)
        if self.locked:
            assert outcome["sentence"] == LOCKED
        else:
            self.files.append((outcome, {id: dict(value) for id, value in self.entries.items()}))

    @precondition(lambda self: self.files)
    @rule(tab=tabs, number=st.integers(0, 9))
    def bring_a_file_in(self, tab, number):
        file, held = self.files[number % len(self.files)]
        outcome = call(self.tabs[tab], "workbook/export-import", "imported", file, PASSPHRASE)
        if self.locked:
            assert outcome["sentence"] == LOCKED
            return
        assert outcome == {"count": len(held), "left": 0}
        for id, theirs in held.items():
            mine = self.entries.get(id, {})
            both = {name: joined(mine.get(name), theirs.get(name)) for name in FIELDS if name in mine or name in theirs}
            self.entries[id] = both | {"done": True}

    @rule(tab=tabs)
    def reload(self, tab):
        self.tabs[tab].reload()

    @rule()
    def leave_and_come_back(self):
        for page in self.tabs:
            page.goto("about:blank")
        for page in self.tabs:
            page.goto(f"{self.server.url}{STATIC}kit/ui/strings.js")
        self.locked = bool(self.passphrase)

    @invariant()
    def both_tabs_hold_what_was_written_and_a_locked_one_holds_nothing_that_opens_it(self):
        for page in self.tabs:
            everything, first = json.loads(page.evaluate(READ, [self.locked, IDS[0]]))
            if self.locked:
                assert (everything, first) == (LOCKED, None)
            else:
                assert everything == self.entries
        keys = dump(self.tabs[0])["keys"]
        if self.passphrase:
            assert list(keys) == ["content"]
            assert keys["content"]["wrappedBy"] == "passphrase"
        else:
            assert set(keys) == {"content", "device"}


@pytest.fixture
def machine(browser, server):
    Workbook.browser, Workbook.server = browser, server
    return Workbook


def test_two_tabs_agree_with_the_model_whatever_happens(machine):
    run_state_machine_as_test(machine, settings=settings(max_examples=6, stateful_step_count=12, **ANY_TIME))
