"""What the export of grades says, from ``words.yaml``, in the language that is spoken to whoever teaches."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from leaningwell.content import said

say = partial(said, Path(__file__).with_suffix(".yaml"))
"""The sentence of this name, filled in with the values."""
