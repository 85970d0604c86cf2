"""What grading says of a part is taken apart for the feedback page: question, answer, verdict and reason."""

from leaningwell.grading.told import merged, told

TASK = """Question: How long does it take, and who waits in the corridor while it
takes so long?
Not yet: by the window
    It is a place to stand.
    Fits here: by the door.
Right
    They came along.

Code: 0 of 6 points.
Passed: Alone, half of it is gone after 6.93 minutes.
Not yet: With somebody, it is gone sooner.
  Your code gave 3.
"""
GIVEN = """Question: How long does it take, and who waits in the corridor while it
takes so long?
Answer:
- by the window
- by the stairs
"""


def test_lines_that_were_broken_are_joined_and_reasons_stand_with_what_they_are_about():
    question, wrong, right, code, passed, failed = told(TASK, "en")
    assert question.text == "How long does it take, and who waits in the corridor while it takes so long?"
    assert (wrong.kind, wrong.word, wrong.text) == ("not-yet", "Not yet:", "by the window")
    assert wrong.why == "It is a place to stand. Fits here: by the door."
    assert (right.kind, right.word, right.text, right.why) == ("right", "Right", "", "They came along.")
    assert (code.kind, code.text) == ("plain", "Code: 0 of 6 points.")
    assert (passed.kind, failed.kind, failed.why) == ("right", "not-yet", "Your code gave 3.")


def test_each_question_is_followed_by_its_answer():
    parts = merged(told(GIVEN, "en"), told(TASK, "en"))
    assert [part.kind for part in parts[:3]] == ["question", "answer", "not-yet"]
    assert parts[1].text == "- by the window\n- by the stairs"


def test_german_feedback_is_taken_apart_by_german_words():
    (part,) = told("Teils richtig: am Fenster\n    Man kann dort stehen.", "de")
    assert (part.kind, part.text, part.why) == ("partly", "am Fenster", "Man kann dort stehen.")
