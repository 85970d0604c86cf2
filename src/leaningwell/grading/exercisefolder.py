"""One exercise's folder, in solutions/ or exercises/: its notebooks, its items, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from leaningwell.content import Graded, load_graded

ITEMS = "items.yaml"
ANSWERS = "answers*.json"


@dataclass(frozen=True)
class ExerciseFolder:
    """One exercise's folder, such as solutions/01-the-self-sufficiency-story."""

    path: Path

    @property
    def items_path(self) -> Path:
        """Where the graded items stand."""
        return self.path / ITEMS

    def has_items(self) -> bool:
        """Whether there are graded items. Without, nbgrader does what it does on its own."""
        return self.items_path.is_file()

    def graded(self) -> Graded:
        """The graded items with their keys. Raises ContentError."""
        return load_graded(self.items_path)

    def notebooks(self) -> list[NotebookNode]:
        """The notebooks, as they stand on disk."""
        return [nbformat.read(path, as_version=4) for path in sorted(self.path.glob("*.ipynb"))]

    def files(self) -> list[Path]:
        """Every file in the folder and below it, in order, without Jupyter's and Python's own."""
        own = {".ipynb_checkpoints", "__pycache__"}
        return sorted(
            path for path in self.path.rglob("*") if path.is_file() and not own & set(path.relative_to(self.path).parts)
        )

    def answers(self) -> list[Path]:
        """Files with somebody's answers, set-aside ones included."""
        return [path for path in self.files() if fnmatch(path.name.lower(), ANSWERS)]


def source_of(course: CourseDirectory) -> ExerciseFolder:
    """The source of the assignment that nbgrader was asked to work on."""
    return ExerciseFolder(Path(course.format_path(course.source_directory, ".", course.assignment_id)))


def submitted_to(course: CourseDirectory, slug: str) -> list[Path]:
    """The folders of what a class handed in of an exercise, in order."""
    pattern = Path(course.format_path(course.submitted_directory, "*", slug))
    return sorted(path for path in Path(course.root).glob(str(pattern.relative_to(course.root))) if path.is_dir())


def first_heading(notebooks: Iterable[NotebookNode]) -> str:
    """What an exercise calls itself: the first heading of its notebooks, or nothing."""
    texts = (cell.source for nb in notebooks for cell in nb.cells if cell.cell_type == "markdown")
    lines = (line for text in texts for line in text.split("\n") if line.startswith("# "))
    return next(lines, "").removeprefix("# ").strip()


def grade_id(cell: NotebookNode) -> str | None:
    """The cell's name in nbgrader, if it has one."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    name = found.get("grade_id") if isinstance(found, dict) else None
    return name if isinstance(name, str) else None


def printed(text: str) -> NotebookNode:
    """What a cell printed. nbformat's own function would validate each by itself, and the notebook is, at its end."""
    return NotebookNode(output_type="stream", name="stdout", text=text)
