"""Takes points off for being late anew, by the course's own rule, where a person has changed what the rule goes by.

nbgrader asks the rule when it grades, and never again: of a grade by hand a share of the old points would be taken.
"""

from __future__ import annotations

from nbgrader.api import Gradebook, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties

from .course import Course


def take_off_anew(course: Course, gradebook: Gradebook, notebook: SubmittedNotebook) -> None:
    """Ask the rule again. What was changed before in this session counts; it is not written for good yet."""
    seconds = notebook.assignment.total_seconds_late
    if not seconds:
        return
    gradebook.db.flush()
    gradebook.db.expire(notebook)
    step = AssignLatePenalties(config=course.config)
    step.init_plugin()
    penalty = step.plugin_inst.late_submission_penalty(notebook.student.id, notebook.score, seconds)
    notebook.late_submission_penalty = None if penalty is None else step._check_late_penalty(notebook, penalty)
