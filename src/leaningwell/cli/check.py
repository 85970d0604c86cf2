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
    from leaningwell.content.checks import notes

    for note in notes(folder):
        typer.echo(note, err=True)
    faults = faults_in(folder)
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        typer.echo(f"{_counted(len(faults), 'fault')} found.")
        raise typer.Exit(1)
    failing = _failing_cells(folder)
    for sentence in failing:
        typer.echo(sentence)
    if failing:
        raise typer.Exit(1)
    typer.echo(f"No faults found in {_counted(_count_files(folder), 'file')}.")


def _failing_cells(root: Path) -> list[str]:
    """The cells of lessons that a page could not show; what Python says of each goes to the log."""
    from leaningwell.serving.prepared import cells, page
    from leaningwell.serving.prepared.source import Place

    failing = []
    for path in sorted((root / "course").glob("*.ipynb")):
        place = Place(root, f"course/{path.name}")
        notebook = page.read(place, everything=False)
        for fault in cells.show(notebook, place).faults if notebook else ():
            failing.append(f"{place.path}: cell {fault}. Run the notebook in JupyterLab to see why, and mend it.")
    return failing


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _count_files(root: Path) -> int:
    files = [path for room in ("course", "solutions") for path in (root / room).rglob("*")]
    return sum(path.suffix in CONTENT and ".ipynb_checkpoints" not in path.parts for path in files)
