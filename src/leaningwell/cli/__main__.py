"""Lets `python -m leaningwell.cli` stand for `leaningwell`."""

from . import app

app(prog_name="leaningwell")
