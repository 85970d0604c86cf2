"""Content: the course's YAML and CSV as validated objects. Knows nothing of Jupyter."""

from .activities import (
    QUESTIONS_A_STEP,
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
from .glossary import LINK, Glossary, Term, anchor
from .language import direction, phrases, said, speaking, spoken
from .load import (
    Row,
    load_activities,
    load_coverage,
    load_glossary,
    load_graded,
    load_ledger,
    load_personas,
    read_table,
)
from .release import Sheet, dump_sheet, load_sheet, stripped
from .yamlfile import ContentError, Fault, read_yaml

__all__ = [
    "IDEAS",
    "LINK",
    "QUESTIONS_A_STEP",
    "Activities",
    "Circle",
    "ContentError",
    "Control",
    "Coverage",
    "Exploration",
    "Fault",
    "Forecasts",
    "Glossary",
    "Graded",
    "Ledger",
    "LedgerEntry",
    "Practice",
    "Reflection",
    "Row",
    "Sheet",
    "Source",
    "Task",
    "Term",
    "Writing",
    "anchor",
    "direction",
    "dump_sheet",
    "load_activities",
    "load_coverage",
    "load_glossary",
    "load_graded",
    "load_ledger",
    "load_personas",
    "load_sheet",
    "phrases",
    "read_table",
    "read_yaml",
    "said",
    "speaking",
    "spoken",
    "stripped",
]
