"""Content: the course's YAML and CSV as validated objects. Knows nothing of Jupyter."""

from .activities import (
    Activities,
    Circle,
    Control,
    Exploration,
    Forecasts,
    Graded,
    Practice,
    Reflection,
    Task,
    Writing,
)
from .evidence import IDEAS, Coverage, Ledger, LedgerEntry, Source
from .language import direction, phrases
from .load import Row, load_activities, load_coverage, load_graded, load_ledger, load_personas, read_table
from .release import Sheet, dump_sheet, load_sheet, stripped
from .yamlfile import ContentError, Fault, read_yaml

__all__ = [
    "IDEAS",
    "Activities",
    "Circle",
    "ContentError",
    "Control",
    "Coverage",
    "Exploration",
    "Fault",
    "Forecasts",
    "Graded",
    "Ledger",
    "LedgerEntry",
    "Practice",
    "Reflection",
    "Row",
    "Sheet",
    "Source",
    "Task",
    "Writing",
    "direction",
    "dump_sheet",
    "load_activities",
    "load_coverage",
    "load_graded",
    "load_ledger",
    "load_personas",
    "load_sheet",
    "phrases",
    "read_table",
    "read_yaml",
    "stripped",
]
