"""Whether an exercise's notebook and its items.yaml say the same: which cells are graded, how, for how much.

Pure: takes what was read, gives sentences.
"""

from __future__ import annotations

import ast
import re
import symtable
from collections import Counter
from collections.abc import Iterator

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from leaningwell.content import Graded, Reflection, Task
from leaningwell.items import Item

from .exercisefolder import grade_id
from .marks import number

NOTHING = ("exercise.graded_later()", "0.0")
"""What a graded cell without code of its own holds: to nbgrader it is worth nothing."""
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)### END HIDDEN TESTS", re.S)
TASK, ITEM, RECEIPT = 6.0, 3.0, 1.0
"""What a task, a closed item and a reflection's receipt are worth in this course."""


def disagreements(graded: Graded, notebooks: list[NotebookNode]) -> list[str]:
    """A sentence for each thing that does not fit together."""
    cells = [cell for notebook in notebooks for cell in notebook.cells]
    return [*_points(graded), *_routes(graded), *_cells(graded, cells), *_hidden(cells), *_shown(graded, cells)]


def _points(graded: Graded) -> Iterator[str]:
    worth = [
        *(("task", task.id, task.points, TASK) for task in graded.tasks),
        *(("item", item.id, item.points, ITEM) for item in graded.items if item.points),
        *(("reflection", each.id, each.points, RECEIPT) for each in graded.reflections if each.points),
    ]
    for what, id, points, rule in worth:
        if points != rule:
            yield f"The {what} “{id}” has {number(points)} points in items.yaml; give it {number(rule)}."


def _routes(graded: Graded) -> Iterator[str]:
    items = {item.id: item for item in graded.items}
    used = Counter(id for task in graded.tasks for id in task.no_code)
    for task in graded.tasks:
        for id in task.no_code:
            if id not in items:
                yield f"The task “{task.id}” names “{id}”, which is not there; add it, or mend the name."
            elif items[id].points:
                yield f"The item “{id}” belongs to the task “{task.id}”; remove its own points."
            elif used[id] > 1:
                yield f"The item “{id}” belongs to several tasks; let it count for one."
    for id, item in items.items():
        if not item.points and id not in used:
            yield f"The item “{id}” counts nowhere; give it points, or name it in a task's `no-code`."


def _cells(graded: Graded, cells: list[NotebookNode]) -> Iterator[str]:
    tasks = {task.id: task.points for task in graded.tasks if task.has_code}
    rest: list[Task | Item | Reflection] = [*graded.items, *graded.reflections]
    rest += [task for task in graded.tasks if not task.has_code]
    closed = {each.id: each.points for each in rest if each.points}
    wanted = tasks | closed
    found = {grade_id(cell): cell for cell in cells if is_grade(cell)}
    for lacking in wanted.keys() - found.keys():
        yield f"The notebook has no graded cell “{lacking}”; add one, or remove its points from items.yaml."
    for id, cell in found.items():
        if id not in wanted:
            yield f"The graded cell “{id}” is not in items.yaml; add it there, or remove the cell."
            continue
        points = float(cell.metadata.nbgrader.points)
        if points != wanted[id]:
            yield (
                f"The cell “{id}” has {number(points)} points in the notebook "
                f"and {number(wanted[id])} in items.yaml; make them the same."
            )
        if cell.cell_type != "code" or is_solution(cell):
            yield f"The graded cell “{id}” must be a locked code cell (“Autograder tests”)."
        elif id in closed and not _ends_in_nothing(cell.source):
            yield (
                f"The graded cell “{id}” must hold nothing but comments and exercise.graded_later(), or 0.0 in its "
                "place: a failure gives no credit."
            )
        elif id in tasks and not _ends_in_expression(cell.source):
            yield f"The graded cell “{id}” must end in its number of points: without, nbgrader gives all."


def _hidden(cells: list[NotebookNode]) -> Iterator[str]:
    """A learner's code could come to use, or lose, a name that a hidden test binds."""
    for cell in cells:
        name = grade_id(cell)
        for part in HIDDEN.findall(cell.source) if is_grade(cell) and cell.cell_type == "code" else []:
            try:
                bound = sorted(_bound(part))
            except SyntaxError:
                yield f"The hidden tests of “{name}” cannot be read; let them begin and end between statements."
                continue
            for each in bound:
                if not each.startswith("_"):
                    yield (
                        f"The hidden tests of “{name}” bind the name “{each}”, which a learner's code may use; begin "
                        "it with an underscore, keep it inside a function, or let checks.lend stand in for a function."
                    )


def _bound(source: str) -> set[str]:
    """The names that running the source binds in the notebook."""
    table = symtable.symtable(source, "hidden", "exec")
    found = {each.get_name() for each in table.get_symbols() if each.is_assigned() or each.is_imported()}
    inner = table.get_children()
    while inner:
        scope = inner.pop()
        inner += scope.get_children()
        found |= {each.get_name() for each in scope.get_symbols() if each.is_declared_global() and each.is_assigned()}
    return found


def _shown(graded: Graded, cells: list[NotebookNode]) -> Iterator[str]:
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    calls = [
        *((f'exercise.task("{task.id}")', task.id) for task in graded.tasks),
        *((f'exercise.item("{item.id}")', item.id) for item in graded.items if item.points),
        *((f'exercise.reflect("{each.id}")', each.id) for each in graded.reflections),
    ]
    for call, id in calls:
        if call not in code:
            yield f"The notebook never shows “{id}”; add a cell with {call}."


def _last(source: str) -> tuple[int, ast.stmt | None]:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return 0, None
    return len(body), body[-1] if body else None


def _ends_in_nothing(source: str) -> bool:
    count, last = _last(source)
    return count == 1 and isinstance(last, ast.Expr) and ast.unparse(last) in NOTHING


def _ends_in_expression(source: str) -> bool:
    return isinstance(_last(source)[1], ast.Expr) and not source.rstrip().endswith(";")
