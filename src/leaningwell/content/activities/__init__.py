"""The shape of an activity file, one file for each kind of part.

The description of each field is what an author is told when it is missing.
"""

from __future__ import annotations

from leaningwell.items.part import CLAIM, IDEA, LESSON, SLUG

from ..language import LANGUAGE
from .choice import Card, Choice
from .exercise import Graded, Task
from .exploration import Control, Exploration, Pick
from .lesson import QUESTIONS_A_STEP, Activities, Drawer, parts_of
from .own_numbers import Circle, Forecasts
from .plan import Plan
from .practice import Care, Practice
from .prediction import Guess, Prediction
from .timed import Timed
from .translator import Phrase, Rule, Translator
from .writing import Box, LookBack, Reflection, Voice, Writing

__all__ = [
    "FORMS",
    "QUESTIONS_A_STEP",
    "Activities",
    "Box",
    "Card",
    "Care",
    "Choice",
    "Circle",
    "Control",
    "Drawer",
    "Exploration",
    "Forecasts",
    "Graded",
    "Guess",
    "LookBack",
    "Phrase",
    "Pick",
    "Plan",
    "Practice",
    "Prediction",
    "Reflection",
    "Rule",
    "Task",
    "Timed",
    "Translator",
    "Voice",
    "Writing",
    "parts_of",
]

FORMS = {
    SLUG: "small letters, digits and single hyphens, such as odds-to-risk",
    LESSON: "two digits and the lesson's name, such as 03-alone-together",
    IDEA: "the letter C and a number, such as C62",
    LANGUAGE: "a language code, such as en or de",
    CLAIM: "the letter E and a number, such as E4 or E4b",
}
"""What an author is told about a name in the wrong form."""
