"""Reads submissions from the gradebook's tables, and writes many in one go."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import sqlalchemy
from nbgrader import api
from nbgrader.api import new_uuid
from sqlalchemy import bindparam, case, func, literal, select

from .rows import Cell, Comment, Exercise, Grade, Learner, Notebook, Source, Submission, SubmittedNotebook

STUDENT, SUBMISSION, NOTEBOOK, GRADE, COMMENT = (
    table.__table__ for table in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook, api.Grade, api.Comment)
)
SET_NAMES = (
    STUDENT.update()
    .where(STUDENT.c.id == bindparam("row"))
    .values(
        first_name=func.coalesce(STUDENT.c.first_name, bindparam("first")),
        last_name=func.coalesce(STUDENT.c.last_name, bindparam("last")),
    )
)
OF_SUBMISSION = [
    select(table).where(NOTEBOOK.c.assignment_id == bindparam("submission"), *joined)
    for table, joined in (
        (NOTEBOOK, ()),
        (GRADE, (GRADE.c.notebook_id == NOTEBOOK.c.id,)),
        (COMMENT, (COMMENT.c.notebook_id == NOTEBOOK.c.id,)),
    )
]
BY_HAND = bindparam("unseen") & GRADE.c.manual_score.is_not(None)
SET_GRADE = (
    GRADE.update()
    .where(GRADE.c.id == bindparam("row"))
    .values(auto_score=bindparam("score"), needs_manual_grade=case((BY_HAND, True), else_=bindparam("needs")))
)
SET_COMMENT = COMMENT.update().where(COMMENT.c.id == bindparam("row")).values(auto_comment=bindparam("comment"))
SET_NOTEBOOK = (
    NOTEBOOK.update().where(NOTEBOOK.c.id == bindparam("row")).values(late_submission_penalty=bindparam("penalty"))
)
SET_SUBMISSION = SUBMISSION.update().where(SUBMISSION.c.id == bindparam("row")).values(timestamp=bindparam("time"))


def exercise_of(assignment: api.Assignment) -> Exercise:
    """The exercise as the gradebook has it."""
    return Exercise(
        assignment.id,
        assignment.name,
        assignment.duedate,
        tuple(
            Notebook(
                notebook.id,
                notebook.name,
                notebook.kernelspec,
                tuple(Cell(one.id, one.name, one.cell_type, one.max_score) for one in notebook.grade_cells),
                tuple(Cell(one.id, one.name, "") for one in notebook.solution_cells),
                tuple(Cell(one.id, one.name, one.cell_type, one.max_score) for one in notebook.task_cells),
                tuple(
                    Source(one.name, one.cell_type, bool(one.locked), one.source, one.checksum)
                    for one in notebook.source_cells
                ),
            )
            for notebook in assignment.notebooks
        ),
    )


def learners(engine: sqlalchemy.Engine) -> dict[str, Learner]:
    """Everybody in the list of learners, by id."""
    with engine.connect() as connection:
        found = connection.execute(select(STUDENT.c.id, STUDENT.c.first_name, STUDENT.c.last_name))
        return {row.id: Learner(row.id, row.first_name, row.last_name) for row in found}


def read(engine: sqlalchemy.Engine, exercise: Exercise, student: str) -> Submission:
    """A learner's submission as the gradebook has it, or a new one."""
    with engine.connect() as connection:
        mine = (SUBMISSION.c.assignment_id == exercise.id) & (SUBMISSION.c.student_id == student)
        row = connection.execute(select(SUBMISSION).where(mine)).first()
        if row is None:
            return _new(engine, exercise, student)
        submission = Submission(row.id, student, exercise, row.timestamp, row.extension)
        of_it = {"submission": row.id}
        kept, grades, comments = (connection.execute(asked, of_it).all() for asked in OF_SUBMISSION)
    cells = {one.id: one for notebook in exercise.notebooks for one in (*notebook.graded(), *notebook.commented())}

    def cell(id: str) -> Cell:
        return cells.get(id) or Cell(id, "", "")

    by_id = {notebook.id: notebook for notebook in exercise.notebooks}
    submission.notebooks = [
        SubmittedNotebook(
            one.id,
            by_id[one.notebook_id],
            [
                Grade(
                    each.id, cell(each.cell_id), each.auto_score, each.manual_score, each.extra_credit,
                    each.needs_manual_grade,
                )
                for each in grades
                if each.notebook_id == one.id
            ],
            [
                Comment(each.id, cell(each.cell_id), each.auto_comment)
                for each in comments
                if each.notebook_id == one.id
            ],
            partial(total, engine),
            one.late_submission_penalty,
        )
        for one in kept
    ]  # fmt: skip
    return submission


def _new(engine: sqlalchemy.Engine, exercise: Exercise, student: str) -> Submission:
    submission = Submission(new_uuid(), student, exercise, fresh=True)
    submission.notebooks = [
        SubmittedNotebook(
            new_uuid(),
            notebook,
            [Grade(new_uuid(), cell) for cell in notebook.graded()],
            [Comment(new_uuid(), cell) for cell in notebook.commented()],
            partial(total, engine),
        )
        for notebook in exercise.notebooks
    ]
    return submission


def total(engine: sqlalchemy.Engine, values: list[float]) -> float:
    """The sum, rounded as the database rounds it: a late penalty may be all of it."""
    if not values:
        return 0.0
    each = sqlalchemy.union_all(*(select(literal(float(value)).label("value")) for value in values)).subquery()
    with engine.connect() as connection:
        return float(connection.execute(select(func.coalesce(func.sum(each.c.value), 0.0))).scalar_one())


def write(engine: sqlalchemy.Engine, submissions: list[Submission], theirs: list[Learner]) -> None:
    """Write these submissions, and whose they are, all or none. Raises SQLAlchemyError."""
    fresh = [submission for submission in submissions if submission.fresh]
    known = [submission for submission in submissions if not submission.fresh]
    with engine.begin() as connection:
        _name(connection, [learner for learner in theirs if learner.fresh or learner.changed])
        if fresh:
            _insert(connection, fresh)
        _many(connection, SET_SUBMISSION, ({"row": one.id, "time": one.timestamp} for one in known))
        notebooks = [notebook for one in known for notebook in one.notebooks]
        _many(connection, SET_NOTEBOOK, ({"row": one.id, "penalty": one.late_submission_penalty} for one in notebooks))
        _many(
            connection,
            SET_GRADE,
            (
                {
                    "row": grade.id,
                    "score": grade.auto_score,
                    "needs": grade.needs_manual_grade,
                    "unseen": grade.asked and grade.manual_score is None,
                }
                for notebook in notebooks
                for grade in notebook.grades
                if grade.asked or grade.changed
            ),
        )
        comments = (comment for notebook in notebooks for comment in notebook.comments if comment.asked)
        _many(connection, SET_COMMENT, ({"row": one.id, "comment": one.auto_comment} for one in comments))


def _name(connection: sqlalchemy.Connection, learners: list[Learner]) -> None:
    """Put who is new into the list, and give names where there are none. Whoever did so meanwhile is right."""
    ids = [one.id for one in learners if one.fresh]
    there = {row.id for row in connection.execute(select(STUDENT.c.id).where(STUDENT.c.id.in_(ids)))} if ids else set()
    new = [one for one in learners if one.fresh and one.id not in there]
    _many(
        connection,
        STUDENT.insert(),
        ({"id": one.id, "first_name": one.first_name, "last_name": one.last_name} for one in new),
    )
    named = (one for one in learners if one not in new)
    _many(connection, SET_NAMES, ({"row": one.id, "first": one.first_name, "last": one.last_name} for one in named))


def _insert(connection: sqlalchemy.Connection, fresh: list[Submission]) -> None:
    _many(
        connection,
        SUBMISSION.insert(),
        (
            {"id": one.id, "assignment_id": one.assignment.id, "student_id": one.student, "timestamp": one.timestamp}
            for one in fresh
        ),
    )
    notebooks = [(submission, notebook) for submission in fresh for notebook in submission.notebooks]
    _many(
        connection,
        NOTEBOOK.insert(),
        (
            {
                "id": one.id,
                "assignment_id": submission.id,
                "notebook_id": one.notebook.id,
                "flagged": False,
                "late_submission_penalty": one.late_submission_penalty,
            }
            for submission, one in notebooks
        ),
    )
    _many(
        connection,
        GRADE.insert(),
        (
            {
                "id": grade.id,
                "notebook_id": one.id,
                "cell_id": grade.cell.id,
                "auto_score": grade.auto_score,
                "needs_manual_grade": grade.needs_manual_grade,
            }
            for _, one in notebooks
            for grade in one.grades
        ),
    )
    _many(
        connection,
        COMMENT.insert(),
        (
            {
                "id": comment.id,
                "notebook_id": one.id,
                "cell_id": comment.cell.id,
                "auto_comment": comment.auto_comment,
            }
            for _, one in notebooks
            for comment in one.comments
        ),
    )


def _many(connection: sqlalchemy.Connection, statement: Any, rows: Iterable[dict[str, Any]]) -> None:
    if found := list(rows):
        connection.execute(statement, found)
