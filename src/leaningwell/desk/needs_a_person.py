"""What a person should look at: grades that grading was not sure of, and reflections that somebody chose to share.

Each comes with what was handed in, what to go by and an example, and takes points and a comment. What somebody else has
written meanwhile is never overwritten: whoever saves says what they saw, and is told where it is otherwise by now.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Comment, Grade, MissingEntry, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import joinedload, selectinload

from leaningwell.answers import instructor_view
from leaningwell.content import ContentError, Graded, Reflection, load_personas, read_yaml, spoken
from leaningwell.grading import marks
from leaningwell.grading.comments import comment_on, write_comment
from leaningwell.grading.learner import shown_name, with_id
from leaningwell.grading.standins import find_answers

from .course import CannotDo, Course, Result
from .late import take_off_anew
from .words import say

GUIDE = Path(__file__).with_name("guide.yaml")
LONGEST = 5_000


@dataclass(frozen=True)
class Part:
    """One part of one learner's work. ``seen`` names its grade and comment as they are; ``why`` says why to look.

    ``points`` is None where nobody should take the machine's for a proposal, since the file that they go by is missing.
    """

    student: str
    name: str
    cell: str
    title: str
    shared: bool
    why: tuple[str, ...]
    handed_in: str
    points: float | None
    possible: float
    comment: str
    settled: bool
    seen: str


def needs_a_person(course: Course, slug: str) -> Result:
    """All parts to look at, those that nobody has settled first. Raises CannotDo."""
    graded = course.graded(slug)
    found = _all_parts(course, slug, graded)
    found.sort(key=lambda part: (part.settled, not part.shared, part.name.casefold(), part.cell))
    waiting = sum(not part.settled for part in found)
    done = say("waits", count=waiting) if waiting else say("nothing-waits")
    return Result((done,), data={"parts": [asdict(part) for part in found], "guides": guides(course, graded)})


def waiting(course: Course, slug: str) -> list[Part]:
    """The parts that nobody has settled. Raises CannotDo."""
    return [part for part in _all_parts(course, slug, course.graded(slug)) if not part.settled]


def whose(parts: Iterable[Part]) -> str:
    """What those are called whose parts these are."""
    return ", ".join(sorted({with_id(part.student, part.name) for part in parts}, key=str.casefold))


def _all_parts(course: Course, slug: str, graded: Graded) -> list[Part]:
    with course.gradebook() as gradebook:
        notebooks = (
            gradebook.db.query(SubmittedNotebook)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == slug)
            .order_by(SubmittedAssignment.student_id)
            # Of a large class, one question for all of it and not one for each learner.
            .options(
                selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
                selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
                joinedload(SubmittedNotebook.assignment).joinedload(SubmittedAssignment.student),
            )
        )
        return [part for notebook in notebooks for part in _parts(course, slug, graded, notebook)]


def _parts(course: Course, slug: str, graded: Graded, notebook: SubmittedNotebook) -> Iterator[Part]:
    student = notebook.student
    shared, lacking = _shared(course, slug, graded, student.id)
    grades = [grade for grade in notebook.grades if grade.needs_manual_grade or grade.cell.name in shared]
    told = _told(course, slug, student.id) if grades else {}
    for grade in grades:
        cell = grade.cell.name
        comment = comment_on(notebook, cell)
        text = _handed_in(shared, told, cell)
        read = comment is not None and comment.auto_comment == _about(text)
        yield Part(
            student=student.id,
            name=shown_name(student),
            cell=cell,
            title=_title(graded, cell),
            shared=cell in shared,
            why=(*lacking, *_given_before(grade), *told.get(cell, ())) if grade.needs_manual_grade else (),
            handed_in=text,
            points=_proposed(grade, lacking),
            possible=grade.max_score,
            comment=(comment.manual_comment or "") if comment else "",
            # Points given in Formgrader settle it too; a text that came anew has to be read again.
            settled=not grade.needs_manual_grade and (read or (comment is None and grade.manual_score is not None)),
            seen=_seen(grade, comment, text),
        )


def _given_before(grade: Grade) -> tuple[str, ...]:
    """What to say where points were given by hand before something else came in."""
    if grade.manual_score is None or grade.auto_score in (None, grade.score):
        return ()
    return (say("given-before", given=number(grade.score), found=number(grade.auto_score)),)


def _proposed(grade: Grade, lacking: tuple[str, ...]) -> float | None:
    """The points to begin with; none where there is nothing to go by."""
    if not grade.needs_manual_grade:
        return float(grade.score)
    if grade.manual_score is None:
        return None if lacking else float(grade.score)
    return float(grade.score if lacking or grade.auto_score is None else grade.auto_score)


def _text(course: Course, slug: str, graded: Graded, student: str, cell: str) -> str:
    return _handed_in(_shared(course, slug, graded, student)[0], _told(course, slug, student), cell)


def _handed_in(shared: dict[str, str], told: dict[str, tuple[str, ...]], cell: str) -> str:
    return shared.get(cell, "") or "\n".join(told.get(f"{cell}-handed-in", ())).strip()


def _shared(course: Course, slug: str, graded: Graded, student: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What was shared, by reflection; and what to do where there are no answers at all."""
    folder = course.folder("submitted", student, slug).resolve()
    kept, lacking, _ = find_answers(folder, slug)
    found = {}
    for reflection in graded.reflections:
        texts = instructor_view.receipt(reflection, kept).shared
        if reflection.points and texts:
            found[reflection.id] = "\n\n".join(f"{label}\n{text}" for label, text in texts.items())
    return found, (say("answers-missing", folder=folder),) if lacking else ()


def _told(course: Course, slug: str, student: str) -> dict[str, tuple[str, ...]]:
    """What the graded notebook says in each graded cell, and above it of what was handed in."""
    path = course.folder("autograded", student, slug) / f"{slug}.ipynb"
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, LookupError):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for cell in cells:
        if cell["cell_type"] == "markdown" and cell.get("id", "").endswith("-handed-in"):
            lines = "".join(cell["source"]).split("\n")
            found[cell["id"]] = tuple(line for line in lines[1:] if not line.startswith("```"))
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        if name and cell["cell_type"] == "code" and cell["metadata"]["nbgrader"].get("grade"):
            said = "".join("".join(output.get("text", "")) for output in cell["outputs"])
            found[name] = tuple(filter(None, (" ".join(part.split()) for part in said.split("\n\n"))))
    return found


def _title(graded: Graded, cell: str) -> str:
    titles = {task.id: task.title for task in graded.tasks}
    titles |= {reflection.id: reflection.title for reflection in graded.reflections}
    titles |= {item.id: " ".join(item.prompt.split()) for item in graded.items}
    return titles.get(cell, cell)


def _about(text: str) -> str:
    """A short name for what was read."""
    return f"read {hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _seen(grade: Grade, comment: Comment | None, text: str) -> str:
    written = [comment.auto_comment, comment.manual_comment] if comment else None
    told = [grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade, written, _about(text)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def settle(course: Course, slug: str, student: str, cell: str, points: object, comment: str, seen: str) -> Result:
    """Give points and a comment to one part, and take it off the list. Without points, one that waits goes on waiting.

    Raises CannotDo, and then nothing is changed: where the points cannot be, or somebody else was here meanwhile.
    """
    graded = course.graded(slug)
    with course.gradebook() as gradebook:
        try:
            grade = gradebook.find_grade(cell, slug, slug, student)
        except MissingEntry:
            raise CannotDo(say("no-part", cell=cell, student=student)) from None
        waits_on = grade.needs_manual_grade and not str(points).strip()
        earned = grade.score if waits_on else _number(points, grade.max_score)
        if len(comment) > LONGEST:
            raise CannotDo(say("comment-too-long", most=LONGEST))
        text = _text(course, slug, graded, student, cell)
        if _seen(grade, comment_on(grade.notebook, cell), text) != seen:
            raise CannotDo(say("meanwhile", points=number(grade.score), possible=number(grade.max_score)))
        # What a person was asked about is theirs from now on, even if they agree with the machine.
        if not waits_on and (earned != grade.score or grade.needs_manual_grade):
            # An extra credit that was given elsewhere stays.
            grade.manual_score = earned - (grade.extra_credit or 0)
        grade.needs_manual_grade = waits_on
        write_comment(gradebook, grade, comment.strip(), _about(text))
        take_off_anew(course, gradebook, grade.notebook)
        gradebook.db.commit()
        now = _seen(grade, comment_on(grade.notebook, cell), text)
    name = "kept-waiting" if waits_on else "saved"
    name += "-with-comment" if comment.strip() else ""
    return Result((say(name, count=earned, points=number(earned)),), data={"seen": now})


def number(value: float) -> str:
    """Points as the language writes them."""
    return marks.number(value).replace(".", say("decimal"))


def _number(points: object, most: float) -> float:
    try:
        earned = float(str(points).strip().replace(",", "."))
    except ValueError:
        earned = math.nan
    if not 0 <= earned <= most:
        raise CannotDo(say("points-out-of-range", most=number(most)))
    return earned


def guides(course: Course, graded: Graded) -> dict[str, dict[str, Any]]:
    """By reflection: what was asked, what to go by, and how one of the made-up people did it."""
    guide = read_yaml(GUIDE).data
    go_by = guide.get(spoken().split("-")[0]) or guide["en"]
    return {each.id: {"asked": each.prompt, "go-by": go_by, **_sample(course, each)} for each in graded.reflections}


def _sample(course: Course, reflection: Reflection) -> dict[str, str]:
    voice = reflection.persona or reflection.example
    if voice is None:
        return {"by": "", "sample": ""}
    try:
        name = load_personas(course.root / "course")[voice.who]["name"]
    except (ContentError, KeyError):
        name = voice.who.capitalize()
    return {"by": name, "sample": voice.text}
