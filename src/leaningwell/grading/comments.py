"""Comments on graded cells. nbgrader has them for what a learner writes; its table takes one for any cell."""

from __future__ import annotations

from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook


def comment_on(notebook: SubmittedNotebook, cell: str) -> Comment | None:
    """The comment on one cell of one learner's notebook."""
    return next((comment for comment in notebook.comments if comment.cell.name == cell), None)


def write_comment(gradebook: Gradebook, grade: Grade, text: str, about: str) -> None:
    """Put a comment on a graded cell; without a text only the note that it was read. ``about`` names what was read."""
    found = comment_on(grade.notebook, grade.cell.name)
    if found is None:
        cell = gradebook.db.query(BaseCell).filter(BaseCell.id == grade.cell_id).one()
        found = Comment(cell=cell, notebook=grade.notebook)
        gradebook.db.add(found)
    found.manual_comment = text or None
    found.auto_comment = about


def comments_by_cell(gradebook: Gradebook, slug: str, notebook: str, student: str) -> dict[str, str]:
    """What somebody wrote about each cell. What nbgrader writes by itself, “No response.”, is nobody's comment."""
    graded = gradebook.find_submission_notebook(notebook, slug, student)
    return {comment.cell.name: comment.manual_comment for comment in graded.comments if comment.manual_comment}
