"""A class that handed in exercise 3, as a class does: most wrote code, everybody something of their own.

Nobody's code is another's, so that none is run once for two of them. Two of a hundred are what costs most: a function
that calls itself without end, and a loop without end.
"""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path

from classroom.room import ROOT, Classroom, handed_in
from leaningwell.content import load_graded

SLUG = "03-alone-together"
RIGHT = (
    '''def change_in_points(polls, who, answer):
    """By learner {n}."""
    shares_{n} = {{year: share for year, group, said, share in polls if (group, said) == (who, answer)}}
    if len(shares_{n}) < 2:
        raise ValueError("there are not two years, says learner {n}")
    return shares_{n}[max(shares_{n})] - shares_{n}[min(shares_{n})]
''',
    """def change_in_points(polls, who, answer):
    found_{n} = sorted((row[0], row[3]) for row in polls if row[1] == who and row[2] == answer)
    if len(found_{n}) < 2:
        raise ValueError("learner {n} finds no two years")
    (_, first), (_, last) = found_{n}[0], found_{n}[-1]
    return last - first
""",
    """def change_in_points(polls, who, answer):
    first_{n} = last_{n} = None
    for row in polls:
        if row[1] == who and row[2] == answer:
            if first_{n} is None or row[0] < first_{n}[0]:
                first_{n} = row
            if last_{n} is None or row[0] > last_{n}[0]:
                last_{n} = row
    if first_{n} is last_{n}:
        raise ValueError("nothing to compare for learner {n}")
    return last_{n}[3] - first_{n}[3]
""",
)
NEARLY = (
    """def change_in_points(polls, who, answer):
    mine_{n} = [share for year, group, said, share in polls if group == who and said == answer]
    return mine_{n}[-1] - mine_{n}[0]
""",
    """def change_in_points(polls, who, answer):
    before_{n} = after_{n} = 0
    for year, group, said, share in polls:
        if (group, said) == (who, answer):
            before_{n}, after_{n} = (share, after_{n}) if year == 1990 else (before_{n}, share)
    return after_{n} - before_{n}
""",
)
FAILS = "def change_in_points(polls, who, answer):\n    return percent_{n}[2021] - percent_{n}[1990]\n"
UNREADABLE = "def change_in_points(polls, who, answer)\n    return polls[{n}][3]\n"
CALLS_ITSELF = """def change_in_points(polls, who, answer):
    return change_in_points(polls[::-1], who, answer) + {n}
"""
ENDLESS = """def change_in_points(polls, who, answer):
    at_{n} = {n}
    while at_{n} != len(polls):
        at_{n} += 2 * len(polls)
    return at_{n}
"""
MIXTURE = """\
Of 100 learners 50 have right code, 19 nearly right code, 5 code that fails, 4 code that cannot be read, 1 a function
that calls itself without end and 1 a loop without end; 20 left the code as it was and answered the questions. Nobody's
code is another's."""


def a_class(place: Path, size: int, loops: bool = True) -> Classroom:
    """A class that handed in; ``loops``: with those of it that have no end."""
    room = Classroom(place, SLUG)
    room.generate()
    handed_out = room.root / "exercises" / SLUG
    blank = json.loads((handed_out / f"{SLUG}.ipynb").read_text(encoding="utf-8"))
    right = {item.id: item.solution() for item in load_graded(ROOT / "solutions" / SLUG / "items.yaml").items}
    for number in range(size):
        if is_endless(number) and not loops:
            continue
        folder = room.root / "submitted" / name(number) / SLUG
        shutil.copytree(handed_out, folder)
        notebook = copy.deepcopy(blank)
        if written := by_code(number):
            next(cell for cell in notebook["cells"] if cell["id"] == "change-code")["source"] = written
        (folder / f"{SLUG}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        answers = handed_in(dict(list(right.items())[number % 3 :]), exercise=SLUG)
        (folder / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    return room


def name(number: int) -> str:
    """What this learner is called."""
    return f"learner-{number:04}"


def is_endless(number: int) -> bool:
    """Whether this learner's loop has no end."""
    return number % 100 == 50


def by_code(number: int) -> str:
    """What this learner wrote, if anything."""
    kind, n = number % 20, number
    if is_endless(number):
        return ENDLESS.format(n=n)
    if number % 100 == 75:
        return CALLS_ITSELF.format(n=n)
    if kind < 10:
        return RIGHT[number % len(RIGHT)].format(n=n)
    if kind < 14:
        return NEARLY[number % len(NEARLY)].format(n=n)
    return {14: FAILS, 15: UNREADABLE}[kind].format(n=n) if kind < 16 else ""
