"""A notebook is read whatever an editor, a browser or a disk did to its file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import nbgrader
import pytest

from leaningwell.answers.repair import UnreadableNotebook, repaired

ROOT = Path(__file__).parents[2]
SLUG = "01-the-self-sufficiency-story"
RAW = (ROOT / "exercises" / SLUG / f"{SLUG}.ipynb").read_bytes()
PLAIN = RAW.decode()
NBGRADERS_OWN = sorted((Path(nbgrader.__file__).parent / "tests").glob("**/files/*.ipynb"))


def whole() -> dict:
    return json.loads(PLAIN)


def dumped(notebook) -> bytes:
    return json.dumps(notebook).encode()


def told(cells) -> list[tuple[str, str, str]]:
    """What matters of cells: id, type and words."""
    return [(cell["id"], cell["cell_type"], "".join(cell["source"])) for cell in cells]


def valid(notebook) -> bool:
    nbformat.validate(nbformat.from_dict(notebook), version=4, version_minor=5)
    return True


TOLD = told(whole()["cells"])


def test_a_notebook_in_order_comes_back_as_it_is():
    found = repaired(RAW)
    assert (told(found.notebook["cells"]), found.mended, found.lost) == (TOLD, (), False)
    assert found.notebook["metadata"] == whole()["metadata"]
    assert [cell["metadata"] for cell in found.notebook["cells"]] == [cell["metadata"] for cell in whole()["cells"]]


@pytest.mark.parametrize("path", [*(ROOT / "course").glob("*.ipynb"), *(ROOT / "solutions").glob("*/*.ipynb")], ids=str)
def test_nothing_of_the_course_needs_mending(path):
    assert repaired(path.read_bytes()).mended == ()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xef\xbb\xbf" + RAW, "encoding"),
        (PLAIN.encode("utf-16"), "encoding"),
        (PLAIN.encode("utf-16-le"), "encoding"),
        (PLAIN.encode("utf-16-be"), "encoding"),
        (b"\xfe\xff" + PLAIN.encode("utf-16-be"), "encoding"),
        (PLAIN.encode("utf-32"), "encoding"),
        (RAW.replace(b"\\n", b"\\r\\n"), "line-endings"),
        (RAW.replace(b"\\n", b"\\r"), "line-endings"),
        (RAW + RAW[-300:], "format"),
        (RAW + b"\0" * 512, None),
        (RAW.replace(b"\n", b"\r\n"), None),
        (json.dumps(whole(), indent="\t", sort_keys=True).encode(), None),
    ],
    ids=["mark", "16", "16-le", "16-be", "16-be-mark", "32", "windows", "old-mac", "longer", "zeros", "crlf", "tabs"],
)
def test_how_a_file_was_written_changes_nothing_in_it(raw, code):
    found = repaired(raw)
    assert told(found.notebook["cells"]) == TOLD
    assert found.mended == ((code,) if code else ())
    assert not found.lost
    assert valid(found.notebook)


def test_text_of_an_old_windows_editor_is_read():
    notebook = whole()
    notebook["cells"][0]["source"] = "Schön – für Ömer"
    raw = json.dumps(notebook, ensure_ascii=False).encode("cp1252", "replace")
    assert repaired(raw).notebook["cells"][0]["source"] == "Schön – für Ömer"


def _without(*names):
    def change(notebook):
        for cell in notebook["cells"]:
            for name in names:
                cell.pop(name, None)

    return change


def _twice(notebook):
    notebook["cells"][3]["id"] = notebook["cells"][5]["id"]


def _colab(notebook):
    notebook["nbformat_minor"] = 0
    notebook["metadata"]["colab"] = {"provenance": [], "toc_visible": True}
    for place, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"a{place}", "colab": {"base_uri": "https://localhost/"}, "outputId": "b-1"}
        del cell["id"]


def _vs_code(notebook):
    notebook["nbformat_minor"] = 2
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["collapsed"] = False


def _lite(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}
    notebook["metadata"]["language_info"] |= {"codemirror_mode": {"name": "python", "version": 3}}
    for cell in notebook["cells"]:
        cell["metadata"]["trusted"] = True


def _odd_metadata(notebook):
    notebook["metadata"]["kernelspec"] = {"name": 3}
    for cell in notebook["cells"]:
        cell["metadata"] |= {"tags": ["a", "a", 3], "collapsed": "no", "nbgrader": [], "name": None}


def _deep(notebook):
    deep = []
    for _ in range(900):
        deep = [deep]
    notebook["metadata"] = {"x": deep}
    for cell in notebook["cells"]:
        cell["metadata"] = {"x": deep}


def _odd_outputs(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                None,
                {"output_type": "pyout"},
                {"output_type": "stream", "text": ["a"]},
                {"output_type": "execute_result", "data": {"text/plain": "3"}},
                {"output_type": "error"},
            ]
            cell["execution_count"] = "3"


def _lists(notebook):
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).split("\n")


@pytest.mark.parametrize(
    ("change", "mended"),
    [
        (_without("outputs"), {"outputs"}),
        (_without("execution_count"), {"outputs"}),
        (_without("metadata"), {"metadata"}),
        (_without("id"), {"ids"}),
        (_without("outputs", "execution_count", "metadata", "id"), {"outputs", "metadata", "ids"}),
        (_twice, {"ids"}),
        (_colab, {"ids"}),
        (_vs_code, set()),
        (_lite, set()),
        (_odd_metadata, {"metadata"}),
        (_deep, {"metadata"}),
        (_odd_outputs, {"outputs"}),
        (_lists, set()),
        (lambda notebook: notebook.update(nbformat_minor=99), set()),
        (lambda notebook: notebook.pop("nbformat_minor"), {"format"}),
        (lambda notebook: notebook.pop("metadata"), {"metadata"}),
        (lambda notebook: notebook["cells"].insert(0, None), {"cells"}),
        (lambda notebook: notebook.update(cells=dict(enumerate(notebook["cells"]))), {"cells"}),
    ],
)
def test_what_editors_leave_out_or_add_costs_no_cell(change, mended):
    notebook = whole()
    change(notebook)
    found = repaired(dumped(notebook))
    assert [words for _, *words in told(found.notebook["cells"])] == [words for _, *words in map(list, TOLD)]
    assert set(found.mended) == mended
    assert valid(found.notebook)


def test_of_two_cells_with_one_id_the_last_keeps_it():
    notebook = whole()
    _twice(notebook)
    ids = [cell["id"] for cell in repaired(dumped(notebook)).notebook["cells"]]
    assert ids[5] == TOLD[5][0]
    assert len(set(ids)) == len(ids)


def test_the_third_format_is_read():
    third = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": "old"},
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "source": ["Title"], "metadata": {}},
                    {"cell_type": "code", "input": ["a = 1\n", "a"], "language": "python", "prompt_number": 3,
                     "outputs": [{"output_type": "pyout", "text": ["1"], "prompt_number": 3}], "metadata": {}},
                ]
            }
        ],
    }  # fmt: skip
    found = repaired(dumped(third))
    assert [cell["source"] for cell in found.notebook["cells"]] == ["## Title", "a = 1\na"]
    assert "format" in found.mended
    assert not found.lost
    assert valid(found.notebook)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_of_a_notebook_cut_off_in_the_middle_the_cells_that_can_be_read_are_kept(share):
    found = repaired(RAW[: int(len(RAW) * share)])
    cells = told(found.notebook["cells"])
    assert cells[:-1] == TOLD[: len(cells) - 1]
    id, kind, words = TOLD[len(cells) - 1]
    assert cells[-1][:2] == (id, kind)
    assert words.startswith(cells[-1][2])
    assert found.lost
    assert len(cells) > len(TOLD) * share * 0.5
    assert valid(found.notebook)


def test_a_notebook_may_be_cut_off_anywhere():
    for end in range(1, len(RAW), 997):
        try:
            assert valid(repaired(RAW[:end]).notebook)
        except UnreadableNotebook:
            assert end < 3000


def test_damage_in_one_cell_costs_no_other():
    lines = PLAIN.split("\n")
    at = next(place for place, line in enumerate(lines) if "def final_share" in line)
    lines[at + 1 : at + 1] = ["<<<<<<< HEAD"]
    found = repaired("\n".join(lines).encode())
    assert [cell for cell in told(found.notebook["cells"]) if cell[0] != "final-share-code"] == [
        cell for cell in TOLD if cell[0] != "final-share-code"
    ]
    assert found.lost


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\0\0\0", b"{", b"[]", b"null", b"3", b'{"cells": 5}', b'{"cells": [{}]}', b'{"cells": [[]]}',
        b"[" * 99_999, b'{"cell_type":' * 99_999, b'{"cell_type": [' * 99_999, b"<!DOCTYPE html><html></html>",
        b"\xff\xfe\x00", b"PK\x03\x04", b'{"format": "leaningwell-answers", "version": 1}', RAW[:60],
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_said_to_be_none(raw):
    with pytest.raises(UnreadableNotebook):
        repaired(raw)


DEEP = 99_999
LONG = 3_000_000


@pytest.mark.parametrize(
    "raw",
    [
        b'{"cell_type":' * DEEP,
        b'{"a":' * DEEP,
        b'{"cell_type": [' * DEEP,
        b'{"a": {"cell_type":' * 400 + b"[" + b"1," * LONG,
        b'{"a": {"cell_type":' * 400 + b'"' + b"1" * LONG,
        b'{"a": ' * 700 + b"[" + b"1," * LONG + b'{"a":' * DEEP,
        b'{"cells": [' + b'{"cell_type": "raw", "a": {"b": 1, ' * DEEP,
    ],
    ids=["cells", "objects", "lists", "wide", "string", "wide-and-deep", "keys"],
)
def test_a_file_made_to_take_long_is_read_no_more_than_some_twenty_times(raw, monkeypatch):
    read = []
    decode = json.JSONDecoder.raw_decode

    def counted(self, text, idx=0):
        read.append(len(text) - idx)
        try:
            found, end = decode(self, text, idx)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Unterminated"):
                read[-1] = error.pos - idx
            raise
        read[-1] = end - idx
        return found, end

    monkeypatch.setattr(json.JSONDecoder, "raw_decode", counted)
    with pytest.raises(UnreadableNotebook):
        repaired(raw)
    assert sum(read) < 20_000_000 + 30 * len(raw)


def test_of_a_notebook_with_a_cell_too_deep_the_cells_before_and_after_it_are_kept():
    notebook = whole()
    notebook["cells"][3]["metadata"] = {"x": "deep"}
    deep = '{"a": ' * DEEP + "1" + "}" * DEEP
    found = repaired(json.dumps(notebook).replace('"deep"', deep).encode())
    assert told(found.notebook["cells"]) == [*TOLD[:3], *TOLD[4:]]
    assert found.lost


def test_an_empty_notebook_is_one():
    found = repaired(b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    assert (found.notebook["cells"], found.mended) == ([], ())


def test_nbgraders_own_notebooks_can_all_be_read():
    assert len(NBGRADERS_OWN) == 67
    for path in NBGRADERS_OWN:
        found = repaired(path.read_bytes())
        assert not found.lost
        assert valid(found.notebook)


def test_reading_a_notebook_does_not_import_nbformat():
    code = "import sys, leaningwell.answers.repair; sys.exit('nbformat' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
