"""Answers: what is handed in, ``answers.json``. What stays private is the workbook, which only the browser knows."""

from .answers import Answers
from .format import AnswersError, Kept

__all__ = ["Answers", "AnswersError", "Kept"]
