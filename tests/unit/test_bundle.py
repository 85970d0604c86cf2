"""What a page loads: every module is found, and the bundle is used only where it is made of the modules as they are."""

from __future__ import annotations

import json
import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from leaningwell.serving import bundle, bundling, modules
from leaningwell.serving.prepared import cells, loading
from leaningwell.widgets.activity import Activity

KIT = modules.FRONT_END / "kit"
REGISTRIES = {
    "views": re.compile(r"^export (?:async function|const) view\b", re.M),
    "charts": re.compile(r"^export (?:function|const) draw\b", re.M),
    "words": re.compile(r"^export default \{$", re.M),
}


@pytest.mark.parametrize("folder", REGISTRIES)
def test_every_view_chart_and_language_is_in_its_registry_under_its_own_name(folder):
    of_this_kind = REGISTRIES[folder]
    found = {path.stem for path in (KIT / folder).glob("*.js") if of_this_kind.search(path.read_text(encoding="utf-8"))}
    listed = modules.listed(f"kit/{folder}/index.js")
    assert set(listed) == found - {"en"}
    assert listed == {name: f"kit/{folder}/{name}.js" for name in listed}


def test_whatever_is_loaded_is_named_where_it_is_loaded():
    """Would the walk through the modules, or the bundler, miss one?"""
    for path in modules.FRONT_END.rglob("*.js"):
        name = path.relative_to(modules.FRONT_END).as_posix()
        source = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        imported = re.findall(r"\bfrom\s*[\"'`]\.|^import\s*[\"'`]", source, re.M)
        assert len(imported) == len(modules.imported(name)), name
        loaded = re.findall(r"\bimport\(", source)
        written = re.findall(r"\bimport\(\"\./[\w-]+\.js\"\)", source)
        assert len(loaded) == len(written), name
        assert path.stem != "index" or len(loaded) == len(modules.listed(name)), name


def test_the_modules_of_a_page_are_all_there_each_once():
    found = modules.graph([loading.ENTRY, *modules.listed(loading.VIEWS).values()])
    assert found[0] == loading.ENTRY
    assert {"kit/mount.js", "kit/words/en.js", "kit/workbook/jwe.js"} <= set(found)
    assert len(found) == len(set(found))
    assert all((modules.FRONT_END / path).is_file() for path in found)


def test_only_modules_of_the_kit_itself_ask_for_what_lies_beside_them():
    """In the bundle that is beside `kit/mount.js`; see ``bundling``."""
    asking = [path for path in modules.FRONT_END.rglob("*.js") if "import.meta" in path.read_text(encoding="utf-8")]
    assert {path.parent for path in asking} == {KIT}


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A front end of two modules, and a bundle of it."""
    front, folder = tmp_path / "frontend", tmp_path / "bundle"
    for place in (front / "page", folder):
        place.mkdir(parents=True)
    (front / "page" / "prepared.js").write_text('import "./page.js";\n')
    (front / "page" / "page.js").write_text("// Nothing.\n")
    for registry in ("views", "charts", "words"):
        (front / "kit" / registry).mkdir(parents=True)
        (front / "kit" / registry / "index.js").write_text("const LISTED = {\n};\n")
    (front / "kit" / "views" / "quiz.js").write_text("// A view.\n")
    (front / "kit" / "charts" / "bars.js").write_text("// A chart.\n")
    (front / "kit" / "words" / "de.js").write_text("// Words.\n")
    for registry, name in (("views", "quiz"), ("charts", "bars"), ("words", "de")):
        text = f'const LISTED = {{\n  {name}: () => import("./{name}.js"),\n}};\n'
        (front / "kit" / registry / "index.js").write_text(text)
    monkeypatch.setattr(modules, "FRONT_END", front)
    monkeypatch.setattr(bundle, "BUNDLE", folder)
    monkeypatch.delenv(bundle.SWITCH, raising=False)
    for name in ("prepared-1.js", "page-3.css", "de-2.js"):
        (folder / name).write_text("// All of it.\n")
    manifest = {
        "entry": "prepared-1.js",
        "style": "page-3.css",
        "words": {"de": "de-2.js"},
        "made-from": modules.digest(),
    }
    (folder / bundle.MANIFEST).write_text(json.dumps(manifest))
    return tmp_path


def page(*activities, lang="en"):
    """A notebook whose cells show these activities."""
    notebook = new_notebook(metadata={"leaningwell": {"lang": lang}})
    for kind, spec in activities:
        shown = [cells._output(value) for value in (Activity(kind, spec), "Something printed.")]
        notebook.cells.append(new_code_cell(outputs=shown))
    return notebook


def test_a_page_loads_the_bundle_and_the_words_of_its_language(made):
    assert loading.loading(page(("quiz", {}))) == loading.Loading("bundle/prepared-1.js", [], "bundle/page-3.css")
    assert loading.loading(page(lang="de-AT")) == loading.Loading(
        "bundle/prepared-1.js", ["bundle/de-2.js"], "bundle/page-3.css"
    )


def newer(made):
    (made / "frontend" / "page" / "page.js").write_text("// Something.\n")


def another(made):
    (made / "frontend" / "page" / "other.js").write_text("// One more.\n")


def other_looks(made):
    (made / "frontend" / "page" / "page.css").write_text("main { color: red }\n")


def without_style(made):
    (made / "bundle" / "page-3.css").unlink()


def of_an_earlier_version(made):
    manifest = json.loads((made / "bundle" / bundle.MANIFEST).read_text())
    del manifest["style"]
    (made / "bundle" / bundle.MANIFEST).write_text(json.dumps(manifest))


def without_file(made):
    (made / "bundle" / "de-2.js").unlink()


def without_manifest(made):
    (made / "bundle" / bundle.MANIFEST).unlink()


def broken_manifest(made):
    (made / "bundle" / bundle.MANIFEST).write_text('{"entry": [')


def other_manifest(made):
    (made / "bundle" / bundle.MANIFEST).write_text('{"entry": 1, "words": 2}')


CHANGES = [
    newer,
    another,
    other_looks,
    without_style,
    of_an_earlier_version,
    without_file,
    without_manifest,
    broken_manifest,
    other_manifest,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_without_a_bundle_of_the_modules_as_they_are_a_page_names_what_it_will_need(made, change):
    change(made)
    assert bundle.bundle() is None
    drawn = {"figure": {"charts": [{"type": "bars"}], "reading": "…"}}
    found = loading.loading(page(("quiz", {}), ("exploration", drawn), ("unheard-of", {}), lang="de"))
    needed = ["kit/views/quiz.js", "kit/charts/bars.js", "kit/words/de.js", "page/page.js"]
    assert found == loading.Loading("page/prepared.js", needed)


def test_the_bundle_can_be_switched_off(made, monkeypatch):
    assert bundle.bundle()
    monkeypatch.setenv(bundle.SWITCH, "no")
    assert bundle.bundle() is None
    assert bundling.needs() == []


def test_where_the_bundle_cannot_be_made_one_sentence_says_so(monkeypatch, capsys):
    def nowhere():
        raise bundling.CannotBundle("esbuild could not be fetched")

    monkeypatch.delenv(bundle.SWITCH, raising=False)
    monkeypatch.setattr(bundling, "_esbuild", nowhere)
    assert bundling.main() == 1
    told = capsys.readouterr()
    assert told.err == "The pages will load their modules one by one: esbuild could not be fetched.\n"
    assert told.out == ""


def test_a_computer_without_npm_and_without_a_network_has_no_bundle(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[tool.leaningwell]\nbundler = "esbuild@0"\n')
    monkeypatch.setattr(bundling, "ROOT", tmp_path)
    monkeypatch.setattr(bundling.shutil, "which", lambda name, path=None: None)
    monkeypatch.setattr(bundling.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(bundling.CannotBundle, match="there is no npm"):
        bundling.make()
