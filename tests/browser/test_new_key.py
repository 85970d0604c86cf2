"""The key to the workbook is made anew whenever it is locked, unlocked, or the lock changes.

Another page of the same origin can ask for the key while the workbook is open, and keep it. What it kept must open
nothing that is written later; and whatever happens in the middle, no word is lost.
"""

from __future__ import annotations

import contextlib
import signal

import psutil
import pytest
from playwright.sync_api import Error

from breadth import also
from browser.reader import until
from browser.stored import STATIC, bare, call, dump, fixture, load
from chromium import launch_arguments

PASSPHRASE = "vier ruhige Wörter genügen"
OTHER = "drei andere Wörter"

DATABASE = """
    const settled = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const db = await settled(indexedDB.open("leaning-well"));
    const store = (name) => db.transaction(name).objectStore(name);
"""
# A page that runs none of the course's code: it takes the key, and is not there any more when the next one is made.
TAKE = f"""async () => {{
    {DATABASE}
    const [content, device] = [await settled(store("keys").get("content")), await settled(store("keys").get("device"))];
    db.close();
    if (device) {{
        window.taken = await crypto.subtle.unwrapKey(
            "raw", content.key, device, "AES-KW", {{ name: "AES-GCM" }}, true, ["decrypt"]);
        return;
    }}
    const line = new BroadcastChannel("leaning-well");
    const heard = new Promise((resolve) => (line.onmessage = ({{ data }}) => data.key && resolve(data)));
    line.postMessage({{ lock: "ask", salt: content.salt }});
    const {{ key, wraps }} = await heard;
    line.close();
    [window.taken, window.wraps] = [key, wraps];
}}"""
OPENS = f"""async () => {{
    {DATABASE}
    const opened = [];
    for (const id of await settled(store("entries").getAllKeys())) {{
        const {{ iv, sealed }} = await settled(store("entries").get(id));
        const additionalData = new TextEncoder().encode(`leaning-well/1/${{id}}`);
        const plain = crypto.subtle.decrypt({{ name: "AES-GCM", iv, additionalData }}, window.taken, sealed);
        await plain.then(() => opened.push(id), () => undefined);
    }}
    db.close();
    return opened.sort();
}}"""
# With what came along, somebody can wrap a key and unwrap none.
UNWRAPS = f"""async () => {{
    {DATABASE}
    const {{ key }} = await settled(store("keys").get("content"));
    db.close();
    return crypto.subtle.unwrapKey("raw", key, window.wraps, "AES-KW", {{ name: "AES-GCM" }}, false, ["decrypt"])
        .then(() => true, () => false);
}}"""


def write(page, id):
    assert call(page, "workbook/workbook", "put", id, {"if": f"words of {id}"}) == {"if": f"words of {id}"}


def holds(page, *ids):
    return call(page, "workbook/workbook", "all") == {id: {"if": f"words of {id}"} for id in ids}


@pytest.fixture
def page(context, server):
    return bare(context, server)


@pytest.fixture
def thief(context, server):
    return bare(context, server)


def lock_and_unlock(page, server):
    call(page, "workbook/lock", "lock")
    call(page, "workbook/lock", "unlock", PASSPHRASE)


def leave_and_unlock(page, server):
    page.goto("about:blank")
    page.goto(server.page(f"{STATIC}kit/ui/strings.js"))
    call(page, "workbook/lock", "unlock", PASSPHRASE)


def change_the_passphrase(page, server):
    assert call(page, "workbook/lock", "changeLock", PASSPHRASE, OTHER) is None


def remove_the_lock(page, server):
    assert call(page, "workbook/lock", "removeLock", PASSPHRASE) is None


@pytest.mark.parametrize(
    "do", [lock_and_unlock, leave_and_unlock, change_the_passphrase, remove_the_lock], ids=lambda do: do.__name__
)
def test_a_key_that_another_page_kept_opens_nothing_written_later(page, thief, server, do):
    write(page, "plan/one")
    assert call(page, "workbook/lock", "setLock", PASSPHRASE, 15) is None
    thief.evaluate(TAKE)
    write(page, "plan/two")
    assert thief.evaluate(OPENS) == ["plan/one", "plan/two"], "the test would not notice a key that opens"
    do(page, server)
    write(page, "plan/three")
    assert thief.evaluate(OPENS) == []
    assert thief.evaluate(UNWRAPS) is False
    assert holds(page, "plan/one", "plan/two", "plan/three")


def test_a_key_from_before_the_lock_was_set_opens_nothing_behind_it(page, thief):
    write(page, "plan/one")
    thief.evaluate(TAKE)
    assert thief.evaluate(OPENS) == ["plan/one"]
    assert call(page, "workbook/lock", "setLock", PASSPHRASE, 15) is None
    write(page, "plan/two")
    assert thief.evaluate(OPENS) == []


def test_words_written_just_before_locking_are_shut_to_a_key_from_the_same_time(page, thief):
    call(page, "workbook/lock", "setLock", PASSPHRASE, 15)
    thief.evaluate(TAKE)
    write(page, "plan/one")
    call(page, "workbook/lock", "lock")
    assert thief.evaluate(OPENS) == []
    assert call(page, "workbook/workbook", "get", "plan/one") is None
    call(page, "workbook/lock", "unlock", PASSPHRASE)
    assert holds(page, "plan/one")


# Writes one entry after the other, and notes which the workbook said it has kept.
WRITE_ON = f"""async (count) => {{
    const {{ put }} = await import("{STATIC}kit/workbook/workbook.js");
    window.kept = [];
    window.refused = new Set();
    window.writing = (async () => {{
        for (let number = 0; number < count; number += 1) {{
            const id = `plan/number-${{number}}`;
            await put(id, {{ if: `words of ${{id}}` }}).then(
                () => window.kept.push(id),
                (error) => window.refused.add(error.message),
            );
        }}
    }})();
}}"""
WRITTEN = "async () => { await window.writing; return [window.kept, [...window.refused]]; }"


def test_what_one_tab_writes_while_another_changes_the_lock_is_kept(context, server, page):
    other = bare(context, server)
    call(other, "workbook/workbook", "ids")
    other.evaluate(WRITE_ON, 300)
    assert call(page, "workbook/lock", "setLock", PASSPHRASE, 15) is None
    assert call(page, "workbook/lock", "changeLock", PASSPHRASE, OTHER) is None
    assert call(page, "workbook/lock", "removeLock", OTHER) is None
    kept, refused = other.evaluate(WRITTEN)
    assert (len(kept), refused) == (300, [])
    assert holds(page, *kept)
    assert holds(other, *kept)


def test_what_one_tab_was_told_is_kept_is_there_after_another_has_locked(context, server, page):
    other = bare(context, server)
    call(page, "workbook/lock", "setLock", PASSPHRASE, 15)
    assert call(other, "workbook/lock", "isLocked") is False
    write(other, "plan/first")
    other.evaluate(WRITE_ON, 2000)
    until(other, "() => window.kept.length > 20")
    call(page, "workbook/lock", "lock")
    kept, refused = other.evaluate(WRITTEN)
    assert refused == ["The workbook is locked. Unlock it, then try again; nothing is lost."]
    assert call(page, "workbook/lock", "unlock", PASSPHRASE) is None
    assert holds(page, "plan/first", *kept)


def test_a_browser_without_room_for_new_seals_still_locks_and_unlocks(page):
    write(page, "plan/one")
    call(page, "workbook/lock", "setLock", PASSPHRASE, 15)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    before = dump(page)
    call(page, "workbook/lock", "lock")
    assert dump(page) == before
    assert call(page, "workbook/workbook", "get", "plan/one") is None
    assert call(page, "workbook/lock", "unlock", PASSPHRASE) is None
    assert holds(page, "plan/one")


def test_what_a_newer_version_wrote_is_not_sealed_anew_and_not_lost(page):
    stored = fixture("stored-2")["stored"]
    passphrase = fixture("stored-2")["passphrase"]
    next(iter(stored["entries"].values()))["version"] = 2
    load(page, stored)
    before = dump(page)
    assert call(page, "workbook/lock", "unlock", passphrase) is None
    assert call(page, "workbook/lock", "changeLock", passphrase, OTHER)["reason"] == "newer"
    assert dump(page) == before


# The transaction stays open for as long as something is asked of it.
HOLD = """(moment) => {
    const put = IDBObjectStore.prototype.put;
    let count = 0;
    IDBObjectStore.prototype.put = function (...what) {
        const request = put.apply(this, what);
        count += 1;
        if (count === moment) {
            const ask = () => (this.get("nothing").onsuccess = ask);
            ask();
            window.midway = true;
        }
        return request;
    };
}"""
BEGIN = """([module, name, what]) => {
    import(module).then((lock) => lock[name](...what)).then(() => (window.done = true));
}"""


class Profile:
    """A browser of its own that can be killed, and started again with what it kept."""

    def __init__(self, playwright, folder, server):
        self.playwright, self.folder, self.server = playwright, folder, server

    def start(self):
        self.context = self.playwright.chromium.launch_persistent_context(self.folder, **launch_arguments())
        return bare(self.context, self.server)

    def kill(self):
        mine = f"--user-data-dir={self.folder}"
        for process in psutil.process_iter(["cmdline"]):
            if mine in (process.info["cmdline"] or []):
                process.send_signal(signal.SIGKILL)
        with contextlib.suppress(Error):
            self.context.close()


@pytest.mark.parametrize(
    ("name", "what", "moment", "opens"),
    [
        ("changeLock", [PASSPHRASE, OTHER], 20, PASSPHRASE),
        also("lock", [], 20, PASSPHRASE),
        ("lock", [], 41, PASSPHRASE),
        also("changeLock", [PASSPHRASE, OTHER], None, OTHER),
    ],
    ids=["changing", "locking", "locking-at-the-last-moment", "changed-a-moment-ago"],
)
def test_a_browser_that_is_killed_in_the_middle_has_lost_nothing(
    playwright, tmp_path, server, name, what, moment, opens
):
    profile = Profile(playwright, tmp_path / "profile", server)
    page = profile.start()
    ids = [f"plan/number-{number}" for number in range(40)]
    for id in ids:
        write(page, id)
    call(page, "workbook/lock", "setLock", PASSPHRASE, 15)
    if moment:
        page.evaluate(HOLD, moment)
    page.evaluate(BEGIN, [f"{STATIC}kit/workbook/lock.js", name, what])
    until(page, "() => window.midway || window.done")
    assert page.evaluate("Boolean(window.midway)") == bool(moment)
    profile.kill()
    page = profile.start()
    assert call(page, "workbook/lock", "unlock", opens) is None
    assert holds(page, *ids)
    profile.context.close()
