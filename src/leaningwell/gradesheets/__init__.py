"""Grades as Canvas, Moodle and Blackboard take them in: a file for each, by `nbgrader export` or `leaningwell export`.

``nbgrader export --exporter=leaningwell.gradesheets.CanvasExport`` goes by the names of the classes here.
"""

from .plugins import EXPORTS, BlackboardExport, CanvasExport, MoodleExport

__all__ = ["EXPORTS", "BlackboardExport", "CanvasExport", "MoodleExport"]
