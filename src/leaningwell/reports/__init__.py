"""The class report: how an exercise went for a class as a whole, and what to talk about next.

It never holds a name or the text of a reflection, and shows nothing of groups under five.
"""

from .report import Report, class_report

__all__ = ["Report", "class_report"]
