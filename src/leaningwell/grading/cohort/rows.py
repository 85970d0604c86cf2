"""What the gradebook says of one exercise and of one submission, in plain objects with nbgrader's names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Cell:
    """A cell that counts, or that a learner writes in."""

    id: str
    name: str
    cell_type: str
    max_score: float = 0.0


@dataclass(frozen=True)
class Source:
    """A cell as it was handed out."""

    name: str
    cell_type: str
    locked: bool
    source: str
    checksum: str


@dataclass(frozen=True)
class Notebook:
    """A notebook of the exercise."""

    id: str
    name: str
    kernelspec: str | None
    grade_cells: tuple[Cell, ...]
    solution_cells: tuple[Cell, ...]
    task_cells: tuple[Cell, ...]
    source_cells: tuple[Source, ...]

    def graded(self) -> tuple[Cell, ...]:
        """Every cell that earns something."""
        return (*self.grade_cells, *self.task_cells)

    def commented(self) -> tuple[Cell, ...]:
        """Every cell that nbgrader comments on."""
        return (*self.solution_cells, *self.task_cells)


@dataclass(frozen=True)
class Exercise:
    """The exercise."""

    id: str
    name: str
    duedate: datetime | None
    notebooks: tuple[Notebook, ...]


@dataclass
class Learner:
    """Somebody in the list of learners. ``fresh``: not in the gradebook yet."""

    id: str
    first_name: str | None = None
    last_name: str | None = None
    fresh: bool = False

    def __post_init__(self) -> None:
        self._stood = self.first_name, self.last_name

    @property
    def changed(self) -> bool:
        """Whether a name was given that the gradebook lacks."""
        return self._stood != (self.first_name, self.last_name)


@dataclass
class Grade:
    """What one cell earned. ``asked``: a step asked for it, so that it is written."""

    id: str
    cell: Cell
    auto_score: float | None = None
    manual_score: float | None = None
    extra_credit: float | None = None
    needs_manual_grade: bool = True
    asked: bool = False

    def __post_init__(self) -> None:
        self._stood = self.auto_score, self.needs_manual_grade

    @property
    def changed(self) -> bool:
        """Whether it is otherwise than it was read."""
        return self._stood != (self.auto_score, self.needs_manual_grade)

    @property
    def name(self) -> str:
        """The cell's."""
        return self.cell.name

    @property
    def score(self) -> float:
        """What counts."""
        score = self.auto_score if self.manual_score is None else self.manual_score
        return 0.0 if score is None else score + (self.extra_credit or 0.0)


@dataclass
class Comment:
    """What is said of one cell."""

    id: str
    cell: Cell
    auto_comment: str | None = None
    asked: bool = False


@dataclass
class SubmittedNotebook:
    """One learner's notebook. ``sum_of`` adds as the database would, which may round otherwise than Python."""

    id: str
    notebook: Notebook
    grades: list[Grade]
    comments: list[Comment]
    sum_of: Callable[[list[float]], float]
    late_submission_penalty: float | None = None

    @property
    def name(self) -> str:
        """The notebook's."""
        return self.notebook.name

    @property
    def score(self) -> float:
        """What all of it earned."""
        return self.sum_of([grade.score for grade in self.grades])

    @property
    def needs_manual_grade(self) -> bool:
        """Whether a person is asked to look."""
        return any(grade.needs_manual_grade for grade in self.grades)


@dataclass
class Submission:
    """One learner's submission. ``fresh``: not in the gradebook yet."""

    id: str
    student: str
    assignment: Exercise
    timestamp: datetime | None = None
    extension: timedelta | None = None
    notebooks: list[SubmittedNotebook] = field(default_factory=list)
    fresh: bool = False

    @property
    def total_seconds_late(self) -> float:
        """By how much it came after the day it was due, if it did."""
        due = self.assignment.duedate
        if due is not None and self.extension is not None:
            due += self.extension
        return 0.0 if self.timestamp is None or due is None else max(0.0, (self.timestamp - due).total_seconds())
