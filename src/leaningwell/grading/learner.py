"""What a learner is called where nobody has told a name: by the id, and not “None, None” as in Formgrader."""

from __future__ import annotations

from nbgrader.api import Gradebook, MissingEntry, Student
from nbgrader.converters import Autograde


def name_by_id(converter: Autograde, student_id: str) -> None:
    """Leave no name empty, before nbgrader makes the entry: a learner without any has the id as the last name."""
    course = converter.coursedir
    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            found = gradebook.find_student(student_id)
        except MissingEntry:
            if converter.create_student:
                gradebook.add_student(student_id, last_name=student_id, first_name="")
            return
        if found.first_name is None or found.last_name is None:
            found.last_name = found.last_name or ("" if found.first_name else student_id)
            found.first_name = found.first_name or ""
            gradebook.db.commit()


def shown_name(student: Student) -> str:
    """First and last name as people say them; the id where no name is known."""
    return " ".join(filter(None, (student.first_name, student.last_name))) or str(student.id)


def with_id(id: str, name: str) -> str:
    """A shown name and the id, which nobody else has; the id alone where no name is known."""
    return name if name == id else f"{name} ({id})"


def shown_names(gradebook: Gradebook) -> dict[str, str]:
    """What everybody in the gradebook is called, by id."""
    return {student.id: shown_name(student) for student in gradebook.students}
