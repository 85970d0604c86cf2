"""What the check says of lessons that have a practice, and of their exercises: each fault where it stands."""

from __future__ import annotations

import contextlib
import copy
from pathlib import Path

import nbformat
import pytest
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from leaningwell.content import ContentError
from leaningwell.content.checks import check, notes
from leaningwell.content.names import write_names
from leaningwell.items import key_of
from unit.test_check import COURSE as SMALL
from unit.test_check import COVERAGE, FRIENDS, LEDGER, MOMENTS, PERSONAS

FILE = "course/activities/{}.yaml"
BOOK = "course/{}.ipynb"
GRADED = "solutions/{}/items.yaml"
LESSON = "06-rebuilt"

WHY = "It names one thing and leaves the answer open."
PRACTICE = {
    "id": "practice-crates",
    "skill": "Offer a hand so that a yes and a no are both easy.",
    "who": "elif",
    "minutes": 10,
    "worked": {
        "scene": "Three crates stand before the door.",
        "good": {"text": "“Shall I take one?”", "why": WHY},
        "poorer": {"text": "“Give it here.”", "why": "It is quick, and nobody was asked."},
    },
    "rounds": [
        {
            "id": "the-crates",
            "type": "scenario",
            "aim": "skill",
            "prompt": "What do you say?",
            "turns": [
                {
                    "id": "first",
                    "says": "“These three crates were a good deal lighter when I was a younger man, I think.”",
                    "options": [
                        {
                            "id": "one-of-them",
                            "text": "“Shall I take one of them, or are you all right?”",
                            "effect": "opens",
                            "then": "He hands over the nearest one and tells of the year when they were lighter.",
                            "feedback": WHY,
                            "next": "second",
                        },
                        {
                            "id": "give-it-here",
                            "text": "“Give it here to me, I have it already.”",
                            "effect": "closes",
                            "then": "He holds on to it.",
                            "feedback": "It is quick and means well. Who decides?",
                            "next": "second",
                        },
                    ],
                },
                {
                    "id": "second",
                    "says": "“The rest I can manage.”",
                    "options": [
                        {
                            "id": "fine-then",
                            "text": "“Fine. I am near.”",
                            "effect": "opens",
                            "then": "He nods and goes on.",
                            "feedback": "It takes a no as it is.",
                        },
                        {
                            "id": "really-sure",
                            "text": "“Really? Are you sure?”",
                            "effect": "closes",
                            "then": "“Yes.”",
                            "feedback": "It shows care. Was one no not enough?",
                        },
                    ],
                },
            ],
        }
    ],
    "kind": "scenario",
    "try": {"prompt": "Offer one small thing.", "mine": "Somebody who carries.", "made-up": "Elif with four coats."},
    "pair": {
        "scene": "A yard.",
        "parts": [{"name": "A", "text": "You carry."}, {"name": "B", "text": "You offer."}],
        "steps": ["Begin."],
        "questions": ["What makes a hand welcome here?", "When is none wanted?"],
    },
    "rests-on": ["E1"],
}


def question(number: int, aim: str) -> dict:
    """A numeric question, of which the other checks have nothing to say."""
    return {
        "id": f"number-{number}",
        "type": "numeric",
        "aim": aim,
        "prompt": f"How much is {number}?",
        "answer": number,
        "tolerance": 0,
        "feedback": "It is as much as it says.",
        "mistakes": [{"value": number + 7, "feedback": "It is close to it. Where do the seven come from?"}],
    }


def reflection() -> dict:
    return {
        "id": "looking-in",
        "title": "Looking in",
        "prompt": "What stays?",
        "boxes": [{"id": "stays", "label": "What stays"}],
        "persona": {"who": "elif", "text": "Elif kept a ticket."},
        "shareable": True,
    }


EXPLORATION = {
    "id": "kettle",
    "title": "A kettle",
    "prompt": "It boils.",
    "discover": "It boils late.",
    "left-out": "The lid.",
}


def lesson() -> dict:
    return {
        "lesson": LESSON,
        "title": "Rebuilt",
        "about": "A lesson as it should be",
        "minutes": 45,
        "items": [question(n, aim) for n, aim in enumerate(["skill", "skill", "skill", "idea", "method", "idea"], 1)],
        "practice": copy.deepcopy(PRACTICE),
        "reflections": [reflection()],
        "explorations": [copy.deepcopy(EXPLORATION)],
        "drawer": {"items": [question(31, "method")], "explorations": [EXPLORATION | {"id": "cooling"}]},
    }


def graded() -> dict:
    says = {
        "name": ("Hello Cleo, it is Dev", 1, "It says at once who writes."),
        "more": ("Good day, Dev here again", 1, "It says at once who writes, too."),
        "half": ("Hello dear Cleo, it is me", 0.5, "It greets her warmly. Who is it from?"),
        "none": ("Cleo, I am such a bother", 0, "It is modest. Whom does Cleo comfort first?"),
    }
    # Neither the first phrase nor the longest is always the best.
    slots = {
        "Shop": ("name", "more", "none"),
        "Door": ("none", "name", "more"),
        "Yard": ("name", "half", "none"),
        "Roof": ("half", "none", "name"),
    }
    message = {
        "id": "a-message",
        "type": "compose",
        "aim": "skill",
        "prompt": "Ask for a ladder. Put the message together.",
        "slots": [
            {
                "id": slot.lower(),
                "label": slot,
                "phrases": [
                    {
                        "id": f"{slot.lower()}-{id}",
                        "text": f"{slot}: {says[id][0]}".ljust(40, "."),
                        "worth": says[id][1],
                        "feedback": says[id][2],
                    }
                    for id in phrases
                ],
            }
            for slot, phrases in slots.items()
        ],
    }
    points = [question(n, "idea") | {"points": 3} for n in (41, 42, 43)]
    return {
        "lesson": LESSON,
        "tasks": [
            {"id": "in-words", "title": "Words", "points": 6, "kind": "words", "no-code": ["a-message"]},
            {"id": "in-numbers", "title": "Numbers", "points": 6, "kind": "numbers", "no-code": ["number-51"]},
        ],
        "items": [message, question(51, "idea"), *points],
        "reflections": [reflection() | {"points": 1}],
    }


def prose(number: int, count: int = 180) -> str:
    """So many words of prose that end in a point of their own."""
    rest = " ".join(["word"] * (count - 9))
    return f"## Section {number}\n\n{rest}.\n\nThis is point number {number} of the lesson, plainly."


def cells() -> list:
    md, code = new_markdown_cell, new_code_cell
    return [
        md("# Rebuilt", id="title"),
        code(f'from leaningwell import Lesson\n\nlesson = Lesson("{LESSON}")', id="setup"),
        md(prose(1), id="s1-one"),
        md(prose(2), id="s2-two"),
        code("explore.kettle(lesson)", id="kettle"),
        md("## Practice", id="practice-heading"),
        code("lesson.practice()", id="practice"),
        md(prose(3), id="s3-three"),
        md("## A good place to stop\n\nRest.", id="stop", metadata={"tags": ["stop"]}),
        md(prose(4), id="s4-four"),
        md(prose(5), id="s5-five"),
        code('lesson.reflect("looking-in")', id="reflect"),
        md("## Questions", id="questions"),
        code("lesson.quiz()", id="quiz"),
        md("## For the curious\n\nMore.", id="curious", metadata={"tags": ["curious"]}),
        code("explore.cooling(lesson)", id="cooling"),
        code("lesson.curious()", id="curious-quiz"),
        md("## Sources", id="sources"),
    ]


class Course:
    """A course with one rebuilt lesson and its exercise, to be changed before it is looked at."""

    def __init__(self, root: Path):
        self.root = root
        self.lessons = {LESSON: (lesson(), cells())}
        self.graded = {LESSON: graded()}

    @property
    def lesson(self) -> dict:
        return self.lessons[LESSON][0]

    @property
    def cells(self) -> list:
        return self.lessons[LESSON][1]

    @property
    def exercise(self) -> dict:
        return self.graded[LESSON]

    def cell(self, id: str):
        return next(cell for cell in self.cells if cell.id == id)

    def rename(self, slug: str) -> None:
        """Give the lesson and its exercise another number."""
        self.lessons = {slug: self.lessons.pop(LESSON)}
        self.graded = {slug: self.graded.pop(LESSON)}
        self.lessons[slug][0]["lesson"] = self.graded[slug]["lesson"] = slug

    def write(self) -> None:
        for name in (LEDGER, PERSONAS, MOMENTS, FRIENDS, "course/data/helplines.csv"):
            self._put(name, SMALL[name])
        self._put(COVERAGE, "{}\n")
        self._put("course/data/lessons.csv", "lesson,title,about\n")
        for slug, (content, notebook) in self.lessons.items():
            self._put(FILE.format(slug), yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
            made = new_notebook(cells=notebook, metadata={"leaningwell": {"lang": content.get("language", "en")}})
            self._put(BOOK.format(slug), nbformat.writes(made) + "\n")
        for slug, content in self.graded.items():
            self._put(GRADED.format(slug), yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
        self._put("course/data/names.csv", "part,name\n")
        with contextlib.suppress(ContentError):
            write_names(self.root)

    def _put(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def faults(self) -> list[tuple[str, str, str]]:
        """File, message with remedy, and what stands in the line."""
        self.write()
        found = check(self.root)
        lines = {fault.file: self._lines(fault.file) for fault in found}
        return [
            (fault.file.as_posix(), f"{fault.message} {fault.remedy}", lines[fault.file][fault.line - 1].strip(' ",'))
            for fault in found
        ]

    def _lines(self, file: Path) -> list[str]:
        path = self.root / file
        return path.read_text(encoding="utf-8").splitlines() if path.is_file() else [""]


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path)


IN_FILE, IN_BOOK, IN_EXERCISE = FILE.format(LESSON), BOOK.format(LESSON), GRADED.format(LESSON)


def test_a_rebuilt_lesson_and_its_exercise_have_no_fault(course):
    assert course.faults() == []
    assert notes(course.root) == []


def test_a_lesson_without_a_practice_is_noted_and_held_to_none_of_this(course):
    del course.lesson["practice"]
    del course.lesson["items"][1:]
    course.cells[:] = [cell for cell in course.cells if cell.id not in ("practice", "stop", "s5-five")]
    course.exercise["tasks"][0].pop("kind")
    assert course.faults() == []
    assert notes(course.root) == [f"Without a practice, and so not held to what a lesson with one needs: {LESSON}."]


# The practice


@pytest.mark.parametrize(
    ("change", "said", "line"),
    [
        (
            {"skill": " ".join(["word"] * 15)},
            "This does not hold together. The skill has 15 words; say it in at most 14.",
            "skill:",
        ),
        ({"minutes": 13}, "“13” does not fit “minutes”. Input should be less than or equal to 12.", "minutes: 13"),
        ({"kind": "compose"}, "This does not hold together. Its rounds make it `kind: scenario`.", "kind: compose"),
        (
            {"kind": "single", "rounds": ["kettle"]},
            "“single” does not fit “kind”. Input should be 'annotate', 'compose', 'scenario' or 'mixed'.",
            "kind: single",
        ),
        (
            {"rounds": ["kettle"]},
            "This does not hold together. None of the `rounds` is a question; add one to practise with.",
            "kind: scenario",
        ),
        (
            {"rounds": [question(77, "skill")]},
            "This does not hold together. A question of type numeric alone is no practice; "
            "use annotate, compose or scenario, or add one of them.",
            "kind: scenario",
        ),
        ({"care": "none"}, "“none” does not fit “care”. Input should be 'fear' or 'not-your-task'.", "care: none"),
        ({"who": "nobody"}, "The persona “nobody” does not exist. Use one of: elif.", "who: nobody"),
        (
            {"rests-on": ["E9"]},
            "The claim “E9” does not exist. Add it to course/evidence/ledger.yaml, or name one that is there.",
            "- E9",
        ),
    ],
)
def test_a_practice_that_is_not_as_it_should_be(course, change, said, line):
    course.lesson["practice"] |= change
    found = course.faults()
    assert (IN_FILE, said) in [(file, words) for file, words, _ in found]
    assert next(place for _, words, place in found if words == said).startswith(line)


@pytest.mark.parametrize(
    ("missing", "remedy"),
    [
        ("skill", "Add `skill:` (the skill in one line)."),
        ("who", "Add `who:` (whose scene it is, an id from course/data/personas.yaml)."),
        ("minutes", "Add `minutes:` (how many minutes it takes, at most 12)."),
        ("worked", "Add `worked:` (the skill done once, with `scene`, `good` and `poorer`)."),
        ("rounds", "Add `rounds:` (the questions to practise with, one after the other)."),
        ("kind", "Add `kind:` (the type of its questions: annotate, compose or scenario, or mixed)."),
        ("try", "Add `try:` (the real try, with `prompt`, `mine` and `made-up`)."),
        ("pair", "Add `pair:` (the practice for two, with `scene`, `parts`, `steps` and `questions`)."),
        ("rests-on", "Add `rests-on:` (the claims of the ledger it rests on)."),
    ],
)
def test_what_a_practice_lacks_is_named_with_what_it_is_for(course, missing, remedy):
    del course.lesson["practice"][missing]
    told = [(file, said) for file, said, _ in course.faults()]
    assert (IN_FILE, f"The key “{missing}” is missing. {remedy}") in told


@pytest.mark.parametrize("way", ["prompt", "mine", "made-up"])
def test_the_real_try_needs_all_its_ways(course, way):
    del course.lesson["practice"]["try"][way]
    (said,) = [said for _, said, line in course.faults() if line == "try:"]
    assert said.startswith(f"The key “{way}” is missing. Add `{way}:` (")


def test_the_feedback_that_a_round_lacks_is_asked_for_by_its_line(course):
    del course.lesson["practice"]["rounds"][0]["turns"][1]["options"][1]["feedback"]
    (said,) = [said for _, said, line in course.faults() if line == "- id: really-sure"]
    assert said.startswith("The key “feedback” is missing. Add `feedback:` (why ")


def test_a_round_that_names_nothing_is_reported(course):
    course.lesson["practice"]["rounds"].insert(0, "rules")
    said = "The lesson has no translator and no choice “rules”. Write a question in its place."
    assert course.faults() == [(IN_FILE, said, "- rules")]


def test_replies_and_questions_get_their_names_wherever_they_stand(course):
    option = course.lesson["practice"]["rounds"][0]["turns"][0]["options"][0]
    del option["id"]
    course.write()
    written = yaml.safe_load((course.root / IN_FILE).read_text(encoding="utf-8"))
    assert written["practice"]["rounds"][0]["turns"][0]["options"][0]["id"] == key_of(option["text"])
    names = (course.root / "course/data/names.csv").read_text(encoding="utf-8").splitlines()
    for name in ("practice-crates,", "the-crates,", "the-crates,fine-then", "number-31,", "cooling,"):
        assert name in names


@pytest.mark.parametrize(("slug", "wanted"), [("02-calm", "not-your-task"), ("06-rebuilt", "fear")])
def test_the_line_of_care_is_the_one_the_lesson_needs(course, slug, wanted):
    other = {"fear": "not-your-task", "not-your-task": "fear"}[wanted]
    course.rename(slug)
    content, exercise = course.lessons[slug][0], course.graded[slug]
    content["practice"]["care"] = exercise["tasks"][0]["care"] = other
    assert course.faults() == [
        (
            FILE.format(slug),
            f"The practice has the line of care “{other}”. In this lesson write `care: {wanted}`.",
            f"care: {other}",
        ),
        (
            GRADED.format(slug),
            f"The task “in-words” has the line of care “{other}”. In this exercise write `care: {wanted}`.",
            f"care: {other}",
        ),
    ]
    content["practice"]["care"] = exercise["tasks"][0]["care"] = wanted
    assert course.faults() == []


def test_a_practice_is_shown_once(course):
    course.cell("practice").source = "print()"
    said = "The notebook shows the practice no times. Have one cell lesson.practice(), outside of the drawer."
    assert (IN_BOOK, said, "{") in course.faults()
    course.cell("practice").source = "lesson.practice()"
    course.cells.insert(8, new_code_cell("lesson.practice()", id="again"))
    said = said.replace("no times", "2 times")
    assert (IN_BOOK, said, 'id": "again') in course.faults()


# Questions and feedback


@pytest.mark.parametrize(
    ("aims", "said"),
    [
        (["skill"] * 3 + ["idea"], "The lesson has 4 questions. Make them 5 to 7."),
        (["skill"] * 4 + ["idea"] * 4, "The lesson has 8 questions. Make them 5 to 7."),
        (["skill"] + ["idea"] * 4, "Questions that practise a skill: 1. Have at least 2, with `aim: skill`."),
        (
            ["skill"] * 4 + ["method"] * 3,
            "Questions about a method: 3. Keep at most 2; others go under `drawer`.",
        ),
    ],
)
def test_a_lesson_has_some_questions_of_each_kind(course, aims, said):
    course.lesson["items"] = [question(n, aim) for n, aim in enumerate(aims, 1)]
    assert (IN_FILE, said, "items:") in course.faults()


def test_over_the_course_skills_are_most_and_methods_little_once_every_lesson_is_rebuilt(course):
    course.lesson["items"] = [
        question(n, aim) for n, aim in enumerate(["skill"] * 2 + ["idea"] * 2 + ["method"] * 2, 1)
    ]
    folder = "course/activities"
    assert course.faults() == [
        (folder, "Of the course’s questions 33% are of `aim: method`. Make it at most 20%.", ""),
        (folder, "Of the course’s questions 33% are of `aim: skill`. Make it at least 40%.", ""),
    ]
    course.lessons["07-old"] = ({"lesson": "07-old", "title": "Old", "about": "Old", "minutes": 5}, [])
    assert course.faults() == []


def test_the_opening_lesson_may_be_short_and_needs_one_skill(course):
    course.rename("00-begin")
    content, notebook = course.lessons["00-begin"]
    content["items"] = [question(1, "idea")]
    content["explorations"] = []
    content.pop("drawer")
    course.graded = {}
    keep = ("title", "setup", "s1-one", "practice", "stop")
    notebook[:] = [cell for cell in notebook if cell.id in keep]
    found = [said for _, said, _ in course.faults()]
    assert "No question of the opening lesson practises a skill. Let one of them, with `aim: skill`." in found
    content["items"] = [question(1, "skill")]
    assert course.faults() == []


@pytest.mark.parametrize(
    ("feedback", "reported"),
    [
        ("No, that is quick and means well.", True),
        ("It is not what helps, though quick.", True),
        ("Unfortunately nobody was asked here.", True),
        ("“But” is the word of the day here.", True),
        ("Notice how quick that is, and who decides.", False),
        ("It is quick, but nobody was asked here.", False),
        ("Nobody likes to wait, so it is quick.", False),
    ],
)
def test_feedback_on_a_wrong_choice_begins_with_what_is_good_in_it(course, feedback, reported):
    course.lesson["practice"]["rounds"][0]["turns"][1]["options"][1]["feedback"] = feedback
    course.lesson["items"][0]["mistakes"][0]["feedback"] = feedback
    course.exercise["items"][0]["slots"][0]["phrases"][2]["feedback"] = feedback
    found = course.faults()
    start = " ".join(feedback.split()[:6])
    said = (
        f"This feedback begins with what is wrong: “{start} …” "
        "Begin with what is good in the choice, or why somebody would make it."
    )
    assert [(file, words) for file, words, _ in found] == ([(IN_FILE, said)] * 2 + [(IN_EXERCISE, said)]) * reported
    assert all(line.startswith(("feedback:", "- feedback:")) for _, _, line in found)


def test_feedback_on_a_right_choice_may_begin_as_it_likes(course):
    course.lesson["practice"]["rounds"][0]["turns"][1]["options"][0]["feedback"] = "No more is needed than this."
    assert course.faults() == []


def test_a_german_course_is_read_in_german(course):
    course.lesson["language"] = course.exercise["language"] = "de"
    course.lesson["practice"]["rounds"][0]["turns"][1]["options"][1]["feedback"] = "Leider reicht ein Nein hier nicht."
    (fault,) = [fault for fault in course.faults() if "begins with what is wrong" in fault[1]]
    assert fault[2].startswith("feedback: Leider")


# Length, points, a place to stop


def test_too_little_and_too_much_prose(course):
    course.cell("s5-five").source = prose(5, 10)
    said = "The core sections have 730 words. Make them 800 to 1000; what not everybody needs goes into the drawer."
    assert (IN_BOOK, said, 'id": "s1-one') in course.faults()
    course.cell("s5-five").source = prose(5, 300)
    assert (IN_BOOK, said.replace("730", "1020"), 'id": "s1-one') in course.faults()


def test_badges_headings_and_addresses_are_no_words(course):
    course.cell(
        "s1-one"
    ).source += "\n\n[contested](#E1)\n\nThis is [point](https://example.org/very-long) one, plainly."
    assert course.faults() == []


def test_too_few_and_too_many_sections(course):
    course.cells[:] = [cell for cell in course.cells if cell.id not in ("s4-four", "s5-five")]
    course.cell("s3-three").source = prose(3, 540)
    said = "There are 3 core sections, whose headings’ cells are named s1-…, s2-… and so on. Make them 4 to 6."
    assert course.faults() == [(IN_BOOK, said, 'id": "s1-one')]


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_and_too_many_explorations(course, count):
    course.lesson["explorations"] = [EXPLORATION | {"id": f"kettle-{n}"} for n in range(count)]
    course.cell("kettle").source = "explore.kettle_0(lesson)"
    said = f"The core has {count} explorations. Keep 1 or 2; others go under `drawer`."
    assert (IN_FILE, said, "explorations:" if count else "explorations: []") in course.faults()


def test_a_core_that_takes_too_long(course):
    course.lesson["reflections"][0]["minutes"] = 20
    course.exercise["reflections"][0]["minutes"] = 20
    # 900 words 6.4, an exploration 5, the practice 10, six questions 9, a reflection 20.
    said = "The core takes 50 minutes. Keep it within 48: move something into the drawer."
    assert course.faults() == [(IN_BOOK, said, "{")]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "## Section\n\nA plain word.\n\nCan you see it?",
            "The section ends with “Can you see it?”, which states nothing. "
            "End it with its point, in one plain sentence.",
        ),
        (
            "## Section\n\nA plain word.\n\nNow try it:",
            "The section ends with “Now try it:”, which states nothing. End it with its point, in one plain sentence.",
        ),
        (
            "## Section",
            "The section ends with “”, which states nothing. End it with its point, in one plain sentence.",
        ),
        (
            "## Section\n\nShort. " + " ".join(["word"] * 21) + ".",
            "The section’s last sentence has 21 words. State the point in at most 20.",
        ),
        (
            "## Section\n\nA word. This is point number 1 of the lesson, plainly.",
            "The section ends as “s1-one” does: “This is point number 1 of the lesson, plainly.” "
            "Let each section make a point of its own.",
        ),
    ],
)
def test_a_section_ends_in_its_point(course, source, said):
    course.cell("s5-five").source = source
    course.cell("s4-four").source = prose(4, 350)
    assert course.faults() == [(IN_BOOK, said, 'id": "s5-five')]


def test_an_activity_may_follow_the_point_of_a_section(course):
    course.cells.insert(4, new_markdown_cell("What is this?\n\nThis is quite another point.", id="after"))
    assert course.faults() == []


def test_a_lesson_without_a_place_to_stop_or_with_two(course):
    stop = course.cell("stop")
    stop.metadata.tags = []
    said = "The lesson has no good place to stop. Tag a cell `stop` that begins with a heading, after 18 to 26 minutes."
    assert course.faults() == [(IN_BOOK, said, "{")]
    stop.metadata.tags = ["stop"]
    course.cell("questions").metadata.tags = ["stop"]
    assert course.faults() == [(IN_BOOK, "A second cell is tagged `stop`. Keep one of them.", 'id": "questions')]


def test_a_place_to_stop_has_a_heading_and_stands_in_the_core_about_half_way(course):
    stop = course.cell("stop")
    stop.source = "Rest."
    said = "The cell tagged `stop` has no heading. Begin it with one, such as `## …`."
    assert course.faults() == [(IN_BOOK, said, 'id": "stop')]
    stop.source = "## Stop"
    course.cells.remove(stop)
    course.cells.insert(3, stop)
    said = "Before the place to stop lie 1 minutes. Move it, so that there are 18 to 26."
    assert course.faults() == [(IN_BOOK, said, 'id": "stop')]
    course.cells.remove(stop)
    stop.source = "### Stop"
    course.cells.insert(-1, stop)
    assert course.faults() == [(IN_BOOK, "The place to stop is in the drawer. Move it up into the core.", 'id": "stop')]


# The drawer


def test_a_drawer_needs_its_heading_and_its_questions_a_cell(course):
    course.cell("curious").metadata.tags = []
    found = course.faults()
    said = "The lesson has something for the drawer, and its notebook has none. "
    assert (IN_FILE, f"{said}Tag the cell `curious` whose heading opens it.", "drawer:") in found
    course.cell("curious").metadata.tags = ["curious"]
    course.cell("curious").source = "More."
    said = "The cell tagged `curious` has no heading. Begin it with one, such as `## …`."
    assert (IN_BOOK, said, 'id": "curious') in course.faults()
    course.cell("curious").source = "## For the curious"
    course.cells.remove(course.cell("curious-quiz"))
    said = "The questions for the drawer are shown nowhere. Add a cell lesson.curious() to the drawer."
    assert course.faults() == [(IN_BOOK, said, 'id": "curious')]


def test_what_counts_is_not_in_the_drawer_and_what_is_there_does_not_count(course):
    quiz, curious, cooling = (course.cell(id) for id in ("quiz", "curious-quiz", "cooling"))
    quiz.source, curious.source = curious.source, quiz.source
    cooling.source = "explore.kettle(lesson)"
    course.cell("kettle").source = "explore.cooling(lesson)"
    told = {(said, line) for _, said, line in course.faults()}
    assert told == {
        (
            "lesson.curious() stands outside of the drawer. Move its cell below the heading tagged `curious`.",
            'id": "quiz',
        ),
        (
            "lesson.quiz() counts, and stands in the drawer. Move its cell out, or list what it shows under `drawer`.",
            'id": "curious-quiz',
        ),
        (
            "The exploration “kettle” stands in the drawer. In the lesson’s file it is under `explorations`; "
            "move it to `drawer` there, or move its cell.",
            'id": "cooling',
        ),
        (
            "The exploration “cooling” stands outside of the drawer. In the lesson’s file it is under `drawer`; "
            "move it to `explorations` there, or move its cell.",
            'id": "kettle',
        ),
    }


def test_the_drawer_stands_at_the_end_and_there_is_one(course):
    course.cells.append(course.cells.pop(9))
    said = "The core section “s4-four” stands after the drawer. Move the drawer to the lesson’s end."
    assert course.faults() == [(IN_BOOK, said, 'id": "s4-four')]
    course.cells.insert(9, course.cells.pop())
    course.cell("sources").metadata.tags = ["curious"]
    said = "A second cell is tagged `curious`. Keep one drawer, at the lesson’s end."
    assert course.faults() == [(IN_BOOK, said, 'id": "sources')]


def test_a_question_of_the_drawer_returns_in_no_warm_up(course):
    later = {"lesson": "07-later", "title": "Later", "about": "Later", "minutes": 5, "warm-up": ["number-31"]}
    course.lessons["07-later"] = (later, [])
    said = "No earlier lesson has the warm-up item “number-31”. Name an item of an earlier lesson."
    assert course.faults() == [(FILE.format("07-later"), said, "- number-31")]


# The exercise


def test_an_exercise_has_one_task_in_words_and_one_in_numbers(course):
    tasks = course.exercise["tasks"]
    del tasks[1]["kind"]
    said = "The task “in-numbers” does not say of which kind it is. Add `kind: words` or `kind: numbers`."
    assert course.faults() == [(IN_EXERCISE, said, "- id: in-numbers")]
    tasks[1]["kind"] = "words"
    remedy = "Have one task in words and one in numbers."
    said = {words for _, words, _ in course.faults()}
    assert f"The exercise has 2 tasks of `kind: words`. {remedy}" in said
    assert f"The exercise has no tasks of `kind: numbers`. {remedy}" in said


def test_a_task_in_words_gives_nothing_for_guessing(course):
    course.exercise["tasks"][0]["no-code"] = ["number-51"]
    course.exercise["tasks"][1]["no-code"] = ["a-message"]
    said = (
        "The question “number-51” of a task in words gives credit for guessing. "
        "Let it be annotate, compose, or a scenario with effects."
    )
    assert (IN_EXERCISE, said, "- id: number-51") in course.faults()


def test_a_line_of_care_goes_with_words_alone(course):
    course.exercise["tasks"][1]["care"] = "fear"
    said = (
        "This does not hold together. The line of care stands above a task of `kind: words`; say so, or remove `care`."
    )
    assert (IN_EXERCISE, said, "- id: in-numbers") in course.faults()


def test_an_exercise_is_worth_22_points_or_21_without_a_shareable_reflection(course):
    course.exercise["items"].pop()
    said = (
        "The exercise is worth 19 points. "
        "Make it 22: two tasks of 6, three questions of 3, and 1 for the shareable reflection."
    )
    assert course.faults() == [(IN_EXERCISE, said, "tasks:")]


def test_no_reflection_is_invented_and_none_left_out(course):
    course.exercise.pop("reflections")
    told = [said for _, said, _ in course.faults()]
    assert (
        "The exercise does not offer the lesson’s shareable reflection again. Copy it there, with `points: 1`." in told
    )
    course.lesson["reflections"][0]["shareable"] = False
    assert course.faults() == []


def test_the_task_in_words_has_another_scene_than_the_practice(course):
    says = PRACTICE["rounds"][0]["turns"][0]["says"]
    course.exercise["items"][0]["prompt"] = f"Elif says to you: {says} What do you write?"
    said = (
        "The task “in-words” repeats the practice: “these three crates were a good deal lighter …” "
        "Write another scene than the one that was practised."
    )
    assert course.faults() == [(IN_EXERCISE, said, "- id: a-message")]


def test_all_is_reported_at_once(course):
    course.lesson["items"].pop()
    course.lesson["items"].pop()
    course.cell("stop").metadata.tags = []
    course.cell("s5-five").source = "## Section\n\nCan you see it?"
    course.exercise["tasks"][0].pop("kind")
    assert len(course.faults()) == 5
