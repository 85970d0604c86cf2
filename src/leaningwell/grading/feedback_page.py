"""The feedback page, for a class and for oneself: what was asked, what was answered, what is right, and why.

It stands in for nbgrader's page, which shows a notebook with the code of its tests. Other courses' exercises keep that.
The page is one file that runs nothing and loads nothing.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown import markdown2html
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution, is_task

from leaningwell.answers.plain import clean
from leaningwell.content import phrases

from .comments import comments_by_cell
from .exercisefolder import first_heading, grade_id
from .marks import number
from .page_template import TEMPLATES, template
from .run import Run, graded_items, ours, voice
from .told import Told, merged, told

WORDS = TEMPLATES / "feedback.yaml"
WHOSE = "<!-- whose -->\n"
"""Where the name belongs, in a page that is given out by hand."""
BRIEF = 60
MOST_SAID = 2_000
"""Characters of what the code of one part printed: its end, where it says how it ended."""
FENCED = re.compile(r"^(`{3,})[^\n]*\n(?P<text>.*)\n\1$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """What one graded cell is about, what it earned, and why. ``brief``: its title, short enough for a list."""

    id: str
    title: str
    brief: str
    earned: str
    possible: str
    full: bool
    task: Markup
    told: list[Told]
    code: str
    ran: str
    comments: list[Markup]


class FeedbackPage(HTMLExporter):
    """What ``GenerateFeedback`` makes a page with."""

    def from_notebook_node(self, nb: NotebookNode, resources: dict[str, Any] | None = None, **more: Any) -> Any:
        """The page; nbgrader's own where the exercise is not one of ours."""
        run = Run.of(self, resources or {})
        if not ours(self, run.source):
            return super().from_notebook_node(nb, resources, **more)
        # nbgrader's own steps, which fetch scores and comments from the gradebook.
        about = self._init_resources(resources)  # type: ignore[no-untyped-call]
        nb, about = self._preprocess(deepcopy(nb), about)  # type: ignore[no-untyped-call]
        so_far = _put_comments(nb, run)
        graded = graded_items(self, run)
        titles = {task.id: task.title for task in graded.tasks} if graded else {}
        titles |= {item.id: " ".join(item.prompt.split()) for item in graded.items} if graded else {}
        titles |= {each.id: each.title for each in graded.reflections} if graded else {}
        language = voice(self, run).language
        parts = _parts(nb, titles, language)
        score = about["nbgrader"]
        page_text = template("feedback.html.j2").render(
            say=phrases(WORDS, language),
            language=language,
            title=first_heading([nb]) or run.notebook,
            parts=parts,
            earned=number(float(score["score"])),
            possible=number(float(score["max_score"])),
            so_far=so_far,
            late=number(float(score["late_penalty"])) if score.get("late_penalty") else "",
        )
        return page_text, {**about, "output_extension": self.file_extension}


def named(page: str, name: str) -> str:
    """The page with the learner's name on it, for whoever gives many out by hand. By itself it names nobody."""
    return page.replace(WHOSE, template("feedback-whose.html.j2").render(name=name), 1)


def _put_comments(nb: NotebookNode, run: Run) -> bool:
    """nbgrader fetches comments on what a learner wrote, also its own; those of people come from the same table.

    Gives whether a person still has to look at a grade.
    """
    with Gradebook(run.db_url) as gradebook:
        comments = comments_by_cell(gradebook, run.assignment, run.notebook, run.student)
        submitted = gradebook.find_submission_notebook(run.notebook, run.assignment, run.student)
        waits = any(grade.needs_manual_grade for grade in submitted.grades)
    for cell in nb.cells:
        if is_grade(cell) or is_solution(cell):
            cell.metadata.nbgrader["comment"] = comments.get(grade_id(cell) or "")
    return waits


def _parts(nb: NotebookNode, titles: dict[str, str], language: str) -> list[Part]:
    """The graded parts in their order, each with the text above it, the learner's code for it, and what that said."""
    parts: list[Part] = []
    text: list[str] = []
    code: list[str] = []
    ran: list[str] = []
    comments: list[Markup] = []
    asked: list[Told] = []
    for cell in nb.cells:
        about = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and not is_grade(cell):
            ran.append(_ran(cell))
        if is_solution(cell) or is_task(cell):
            code.append(clean(cell.source))
        elif cell.cell_type == "markdown" and cell.id.rstrip("x").endswith("-handed-in"):
            found = FENCED.search(cell.source)
            asked = _handed_in(found["text"], language) if found else []
        elif cell.cell_type == "markdown":
            text.append(cell.source)
        if about.get("comment") and (is_solution(cell) or is_task(cell) or is_grade(cell)):
            comments.append(_rendered(about["comment"]))
        if is_grade(cell) or is_task(cell):
            said = merged(asked, told(_said(cell), language))
            parts.append(_part(cell, titles, text, code, "".join(ran), comments, said))
            text, code, ran, comments, asked = [], [], [], [], []
    return parts


def _part(
    cell: NotebookNode,
    titles: dict[str, str],
    text: list[str],
    code: list[str],
    ran: str,
    comments: list[Markup],
    said: list[Told],
) -> Part:
    name = grade_id(cell) or cell.id
    title = titles.get(name, name)
    brief = shorten(title, BRIEF, placeholder=" …")
    asked = any(one.kind == "question" and one.text == title for one in said)
    earned, possible = (float(cell.metadata.nbgrader.get(what) or 0) for what in ("score", "points"))
    return Part(
        id=cell.id,
        # A question that stands below as a whole is not said twice.
        title=brief if asked else title,
        brief=brief,
        earned=number(earned),
        possible=number(possible),
        full=earned >= possible,
        task=_rendered("\n\n".join(text)),
        told=said,
        code="\n\n".join(code),
        ran=ran.strip()[-MOST_SAID:],
        comments=comments,
    )


def _handed_in(text: str, language: str) -> list[Told]:
    """What was answered; words that were shared are left as they are, whatever they begin with."""
    parts = told(text, language)
    return parts if any(part.kind == "question" for part in parts) else [Told("shared", "", text)]


def _said(cell: NotebookNode) -> str:
    outputs = cell.get("outputs", []) if cell.cell_type == "code" else []
    return clean("".join(output.text for output in outputs if output.output_type == "stream"))


def _ran(cell: NotebookNode) -> str:
    """What a cell of code printed, and the error that it ended in."""
    said = [
        output.text if output.output_type == "stream" else f"{output.ename}: {output.evalue}"
        for output in cell.get("outputs", [])
        if output.output_type in ("stream", "error")
    ]
    return clean("".join(f"{one.rstrip()}\n" for one in said))


def _rendered(markdown: str) -> Markup:
    """Markdown of the course's, or of whoever grades, as HTML; HTML in it is shown as text."""
    return Markup(markdown2html(clean(markdown).replace("<", "&lt;")))
