"""The package's rooms: lower ones never import higher ones, every file has a heading, none holds HTML."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "leaningwell"
FILES = sorted(PACKAGE.rglob("*.py"))
FRONT_DOOR = ("__init__", "__main__")  # may open on every room
MAY_IMPORT = {
    "items": set(),
    "content": {"items"},
    "models": set(),
    "answers": {"items", "content"},
    "widgets": {"items", "content", "models", "answers"},
    "grading": {"items", "content", "models", "answers", "widgets"},
    "gradesheets": {"content", "grading"},
    "reports": {"items", "content", "answers", "grading"},
    "desk": {"items", "content", "models", "answers", "widgets", "grading", "gradesheets", "reports"},
    "serving": {"items", "content", "models", "answers", "widgets"},
    "cli": {
        *("items", "content", "models", "answers", "widgets", "grading", "gradesheets", "reports", "desk", "serving"),
    },
}


def name(path):
    return str(path.relative_to(PACKAGE))


def room_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(source, package):
    """The rooms that a file in ``package`` imports anywhere in it, be it inside a function."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            modules = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for module in modules:
            first, *rest = module.split(".")
            if first == "leaningwell" and rest:
                yield rest[0]


def test_imports_are_found_in_whatever_way_they_are_written():
    source = "import leaningwell.cli\nfrom leaningwell import grading\nfrom leaningwell.models import day_traced\n"
    source += "from .load import x\nfrom ..serving import y\ndef f():\n    from .. import widgets\nimport os\n"
    found = set(imported_rooms(source, ("leaningwell", "content")))
    assert found == {"cli", "grading", "models", "content", "serving", "widgets"}


def test_every_room_has_its_rule():
    rooms = {room_of(path) for path in FILES} - set(FRONT_DOOR)
    assert rooms <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) not in FRONT_DOOR], ids=name)
def test_lower_rooms_never_import_higher_ones(path):
    room = room_of(path)
    package = ("leaningwell", *path.relative_to(PACKAGE).parts[:-1])
    wrong = set(imported_rooms(path.read_text(encoding="utf-8"), package)) - MAY_IMPORT[room] - {room}
    assert not wrong, f"{room} must not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_in_its_first_lines_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_source_file_is_too_long_to_be_read_at_once():
    """Catalogues of words apart, which are looked up and not read."""
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".js", ".ts", ".css", ".j2")]
    assert len(sources) > 150
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {path: lines for path, lines in lengths.items() if lines > 320 and "/words/" not in path} == {}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_holds_html_in_a_string(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    marks = ("<div", "<style", "<span", "style=")
    assert not [node.lineno for node in strings if any(mark in node.value for mark in marks)]


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in ("items", "content", "models")], ids=name)
def test_the_lowest_rooms_know_nothing_of_jupyter(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    modules |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    widgets = {"IPython", "ipywidgets", "anywidget", "nbgrader", "voila", "jupyter_client", "traitlets"}
    assert not {module.split(".")[0] for module in modules} & widgets


@pytest.mark.parametrize("name", ["Lesson", "Exercise", "explore"])
def test_a_page_loads_no_library_it_can_do_without(name):
    """nbformat builds a grammar at import, which takes longer than all the rest of a page."""
    code = f"import sys; from leaningwell import {name}; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"nbformat", "jsonschema", "nbgrader", "nbconvert", "typer"} & set(loaded)
