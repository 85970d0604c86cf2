"""Which code of a notebook is the course's own. A page runs nothing else.

What a learner wrote into an exercise may use a function that is only there in JupyterLab, raise an error or never end,
and would take every activity below it along. The course's own code is told by its form, since cells lose their ids and
tags in other editors:

    from leaningwell import Lesson, explore     # imports, and one name for the lesson or exercise
    lesson = Lesson("01-the-self-sufficiency-story")

    explore.silent_majority(lesson)             # calls of what those lines named
"""

from __future__ import annotations

import ast

from nbformat import NotebookNode

MAKERS = {"Lesson", "Exercise", "Course"}
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


def only_own_code(notebook: NotebookNode) -> bool:
    """Takes all other code out of a notebook of the course; whether there was some.

    Each cell of code then says in its metadata, under ``leaningwell.shows``, whether it shows something. Cells that are
    only for JupyterLab are to be taken out before. A notebook that is not of the course stays as it is.
    """
    code = _code(notebook)
    own = {id(cell): _setup(cell.source) for cell in code}
    known = {name for setup in own.values() for one in setup for name in _names(one)}
    if not known:
        return False
    left_out = False
    for cell in code:
        mine = own[id(cell)] + [one for one in _statements(cell.source) if _is_call(one, known)]
        whole = _parsed(cell.source)
        if whole is None or len(mine) < len(whole):
            left_out = True
            cell.source = "\n".join(map(ast.unparse, mine))
        cell.metadata["leaningwell"] = {"shows": len(mine) > len(own[id(cell)])}
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type != "code" or _parsed(cell.source)]
    return left_out


def is_of_the_course(notebook: NotebookNode) -> bool:
    """Whether some cell makes a lesson, an exercise or the course."""
    return any(_setup(cell.source) for cell in _code(notebook))


def is_exercise(notebook: NotebookNode) -> bool:
    """Whether it is an exercise: by what it says of itself, which some editors drop, or by what a cell makes."""
    made = (_made(one) for cell in _code(notebook) for one in _statements(cell.source))
    return "exercise" in notebook.metadata.get("leaningwell", {}) or any(one and one[1] == "Exercise" for one in made)


def _code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _parsed(source: str) -> list[ast.stmt] | None:
    try:
        return ast.parse(source).body
    except UNREADABLE:
        return None


def _statements(source: str) -> list[ast.stmt]:
    """The statements of a cell; where it cannot be read as a whole, those of its lines that can."""
    whole = _parsed(source)
    if whole is None:
        return [one for line in source.splitlines() for one in _parsed(line) or ()]
    return whole


def _setup(source: str) -> list[ast.stmt]:
    """The imports of a cell and what makes its lesson or exercise; nothing of a cell that makes neither."""
    statements = _statements(source)
    makers = {one: made for one in statements if (made := _made(one))}
    # A lesson may draw with modules of its own. Into an exercise a learner may have put imports that are not there.
    every = any(maker == "Lesson" for _, maker in makers.values())
    return [one for one in statements if one in makers or (makers and _is_import(one, every))]


def _is_import(one: ast.stmt, every: bool) -> bool:
    return (every and isinstance(one, ast.Import | ast.ImportFrom)) or (
        isinstance(one, ast.ImportFrom) and one.module == "leaningwell"
    )


def _names(setup: ast.stmt) -> set[str]:
    if isinstance(setup, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in setup.names}
    made = _made(setup)
    return {made[0]} if made else set()


def _made(one: ast.stmt) -> tuple[str, str] | None:
    """The name and the maker, if it is such as `lesson = Lesson("01-the-self-sufficiency-story")`."""
    match one:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id=maker)) as call):
            return (name, maker) if maker in MAKERS and _takes_only(call, set()) else None
    return None


def _is_call(one: ast.stmt, known: set[str]) -> bool:
    """Whether it is such as `exercise.item("five-quiet-weeks")`."""
    return (
        isinstance(one, ast.Expr)
        and isinstance(one.value, ast.Call)
        and isinstance(one.value.func, ast.Attribute)
        and isinstance(one.value.func.value, ast.Name)
        and one.value.func.value.id in known
        and _takes_only(one.value, known)
    )


def _takes_only(call: ast.Call, known: set[str]) -> bool:
    return not call.keywords and all(
        isinstance(argument, ast.Constant) or (isinstance(argument, ast.Name) and argument.id in known)
        for argument in call.args
    )
