"""What a browser keeps, as JSON: to keep one example of every stored format, and to put it into a fresh browser.

A fixture in `fixtures/` was dumped from the code that wrote it, with `LAY_OPEN` as an init script: only so can the
device key be exported. `dump(page)` reads the database, `load(page, fixture)` writes one.

`bare(...)` is a page of the course's address without any activity: there a test can call the modules themselves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from servers import Server

FIXTURES = Path(__file__).parent / "fixtures"

LAY_OPEN = """{
    const make = SubtleCrypto.prototype.generateKey;
    SubtleCrypto.prototype.generateKey = function (algorithm, extractable, usages) {
        return make.call(this, algorithm, true, usages);
    };
}"""

_BYTES = """
    const from64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const to64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
    const open = () => new Promise((resolve, reject) => {
        const request = indexedDB.open("leaning-well", version);
        request.onupgradeneeded = () => {
            request.result.createObjectStore("keys");
            request.result.createObjectStore("entries");
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
"""

_DUMP = (
    """async () => {
    const version = undefined;"""
    + _BYTES
    + """
    const plain = async (value) => {
        if (value instanceof CryptoKey) {
            const raw = value.extractable ? to64(await crypto.subtle.exportKey("raw", value)) : null;
            return { "$key": raw, algorithm: value.algorithm.name, usages: value.usages };
        }
        if (value instanceof ArrayBuffer) return { "$buffer": to64(value) };
        if (value instanceof Uint8Array) return { "$bytes": to64(value) };
        if (value && typeof value === "object") {
            const fields = {};
            for (const [name, part] of Object.entries(value)) fields[name] = await plain(part);
            return fields;
        }
        return value;
    };
    const db = await open();
    const dumped = { version: db.version };
    for (const name of db.objectStoreNames) {
        const store = db.transaction(name).objectStore(name);
        const records = await new Promise((resolve) => {
            const found = [];
            store.openCursor().onsuccess = ({ target: { result } }) => {
                if (!result) return resolve(found);
                found.push([result.key, result.value]);
                result.continue();
            };
        });
        dumped[name] = {};
        for (const [id, value] of records) dumped[name][id] = await plain(value);
    }
    db.close();
    return dumped;
}"""
)

_LOAD = (
    """async (dumped) => {
    const version = dumped.version;"""
    + _BYTES
    + """
    const real = async (value) => {
        if (value && typeof value === "object") {
            if ("$key" in value) {
                return crypto.subtle.importKey("raw", from64(value["$key"]), value.algorithm, false, value.usages);
            }
            if ("$buffer" in value) return from64(value["$buffer"]).buffer;
            if ("$bytes" in value) return from64(value["$bytes"]);
            const fields = {};
            for (const [name, part] of Object.entries(value)) fields[name] = await real(part);
            return fields;
        }
        return value;
    };
    const stores = {};
    for (const name of ["keys", "entries"]) {
        stores[name] = [];
        for (const [id, value] of Object.entries(dumped[name])) stores[name].push([id, await real(value)]);
    }
    await new Promise((resolve) => (indexedDB.deleteDatabase("leaning-well").onsuccess = resolve));
    const db = await open();
    const transaction = db.transaction(["keys", "entries"], "readwrite");
    for (const [name, records] of Object.entries(stores)) {
        for (const [id, value] of records) transaction.objectStore(name).put(value, id);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    db.close();
}"""
)


STATIC = "/voila/templates/leaningwell/static/"


def bare(context: BrowserContext, server: Server) -> Page:
    """A page at the course's address that shows a plain text and runs nothing."""
    page = context.new_page()
    page.goto(server.page(f"{STATIC}kit/ui/strings.js"))
    return page


def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    """What a function of one of the kit's modules returns; an error's sentence as {"sentence": ...}."""
    return page.evaluate(
        """async ([module, name, arguments]) => {
            try {
                return await (await import(module))[name](...arguments);
            } catch (error) {
                return { sentence: error.message, reason: error.reason };
            }
        }""",
        [f"{STATIC}kit/{module}.js", function, list(arguments)],
    )


def dump(page: Page) -> dict[str, Any]:
    """The whole database. A key that cannot be exported stands as null."""
    return page.evaluate(_DUMP)


def load(page: Page, dumped: dict[str, Any]) -> None:
    """Put a dumped database in the place of the page's own. The page must not have it open."""
    page.evaluate(_LOAD, dumped)


def fixture(name: str) -> dict[str, Any]:
    """One of the kept examples."""
    return json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
