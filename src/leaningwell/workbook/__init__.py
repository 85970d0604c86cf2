"""Workbook: the kernel's half of the learner's record, ``answers.json``. The browser's half is JavaScript."""

from .answers import Answers
from .format import AnswersError, Kept

__all__ = ["Answers", "AnswersError", "Kept"]
