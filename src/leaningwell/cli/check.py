"""`leaningwell check`: reports every fault in the course's files."""

from __future__ import annotations

from pathlib import Path

import typer

from .root import Root, find_root

CONTENT = {".csv", ".ipynb", ".yaml"}


def check(root: Root = None) -> None:
    """Report every fault in the course's files, each with its place and its remedy."""
    folder = find_root(root)
    from leaningwell.content.checks import check as faults_in

    faults = faults_in(folder)
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(f"{_counted(len(faults), 'fault')} found.")
        raise typer.Exit(1)
    typer.echo(f"No faults found in {_counted(_count_files(folder), 'file')}.")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _count_files(root: Path) -> int:
    files = [path for room in ("course", "solutions") for path in (root / room).rglob("*")]
    return sum(path.suffix in CONTENT and ".ipynb_checkpoints" not in path.parts for path in files)
