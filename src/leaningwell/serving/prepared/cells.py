"""What the cells of a notebook of the course show, found without a kernel.

Of a lesson the course's own lines are run, here and now, with the folder's own modules at hand. Of an exercise
nothing is run: a learner may have written anything there. Its lines are read, and the few that are known are done.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from leaningwell.widgets.activity import Activity

from ..owncells import is_exercise
from .source import Place

log = logging.getLogger(__name__)
ACTIVITY = "application/vnd.leaningwell.activity+json"
SESSION = "JPY_SESSION_NAME"
"""Where Jupyter's server tells a kernel which notebook it has."""
EXERCISE_SHOWS = ("item", "task", "reflect", "before_handing_in")


@dataclass
class Shown:
    """What a notebook shows: the activities by the id of their cell, and what failed, for the log."""

    activities: dict[str, Activity] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def show(notebook: NotebookNode, place: Place, *, run: bool = True) -> Shown:
    """Give each cell of code its outputs. ``notebook`` holds no code but the course's own.

    A cell that fails leaves an output that says so, and the others are not affected. Without ``run`` each does.
    """
    shown = Shown()
    if not run:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [_fault("NotRun")]
        return shown
    names: dict[str, Any] = {"__name__": "__main__"}
    do = _read if is_exercise(notebook) else _run
    with at_home(place):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []
                _show_cell(cell, names, do, shown)
    return shown


def _show_cell(cell: NotebookNode, names: dict[str, Any], do: Callable[..., Any], shown: Shown) -> None:
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            value = do(cell.source, names)
            output = _output(value)
    except (Exception, SystemExit) as error:
        log.exception("The cell %r could not be shown.", cell.id)
        shown.faults.append(f"{cell.id}: {type(error).__name__}")
        cell.outputs.append(_fault(type(error).__name__))
        return
    if printed.getvalue():
        cell.outputs.append(new_output("stream", name="stdout", text=printed.getvalue()))
    if output:
        cell.outputs.append(output)
    if isinstance(value, Activity):
        shown.activities[cell.id] = value


def _output(value: Any) -> NotebookNode | None:
    """What a page shows of a cell's value."""
    output: NotebookNode | None = None
    if isinstance(value, Activity):
        described = _in_a_page({"kind": value.kind, "spec": value.spec})
        shown = {"kind": value.kind, "json": described, "prose": value.prose}
        output = new_output("display_data", data={ACTIVITY: shown})
    elif hasattr(value, "_repr_markdown_"):
        output = new_output("display_data", data={"text/markdown": value._repr_markdown_()})
    elif value is not None:
        output = new_output("stream", name="stdout", text=str(value))
    return output


def _in_a_page(described: dict[str, Any]) -> str:
    """JSON that may stand in a script element, in the order it has: Jinja's own filter sorts it."""
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _fault(name: str) -> NotebookNode:
    output: NotebookNode = new_output("error", ename=name, evalue="", traceback=[])
    return output


def _run(source: str, names: dict[str, Any]) -> Any:
    """Run the lines; the value of the last, if it has one."""
    body = ast.parse(source).body
    last = body[-1] if body else None
    before = body[:-1] if isinstance(last, ast.Expr) else body
    exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)


def _read(source: str, names: dict[str, Any]) -> Any:
    """Do what lines of an exercise say, of which each has one of two forms; the value of the last."""
    value = None
    for line in ast.parse(source).body:
        value = None
        match line:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Exercise"), args=[slug])):
                from leaningwell.widgets.exercise import Exercise

                names[name] = Exercise(ast.literal_eval(slug))
            case ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attribute), args=arguments)):
                if attribute not in EXERCISE_SHOWS:
                    raise AttributeError(attribute)
                value = getattr(names[name], attribute)(*(ast.literal_eval(argument) for argument in arguments))
    return value


@contextlib.contextmanager
def at_home(place: Place) -> Iterator[None]:
    """As a notebook's kernel has it: in the notebook's folder, whose modules can be imported, and told which it is."""
    modules, path, writes = set(sys.modules), list(sys.path), sys.dont_write_bytecode
    told = os.environ.get(SESSION)
    os.environ[SESSION] = str(place.file)
    os.chdir(place.folder)
    sys.path.insert(0, str(place.folder))
    sys.dont_write_bytecode = True  # Python's own copy of a module may be older than the module, within one second
    try:
        yield
    finally:
        sys.path, sys.dont_write_bytecode = path, writes
        os.environ.pop(SESSION)
        if told is not None:
            os.environ[SESSION] = told
        # Another lesson may have a module of the same name, and this one may be changed.
        for name in set(sys.modules) - modules:
            if _is_own(name, place.folder):
                del sys.modules[name]


def _is_own(name: str, folder: Path) -> bool:
    """Whether a module was found in the folder itself; an environment that lies in it has others, deeper."""
    file: str | None = getattr(sys.modules[name], "__file__", None)
    top = name.partition(".")[0]
    return file is not None and any(Path(file).is_relative_to(folder / own) for own in (top, f"{top}.py"))
