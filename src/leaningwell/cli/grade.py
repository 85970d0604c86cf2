"""`leaningwell grade`: grades a class, into the same gradebook and folders as `nbgrader autograde`."""

from __future__ import annotations

import gc
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from leaningwell.grading.cohort.readied import Readied

from .root import Root, find_root
from .told import at_work

if TYPE_CHECKING:
    from leaningwell.grading.cohort.grading import Cohort, Outcome

NOT_ALL, LOOK, BROKEN_OFF = 1, 3, 130
EMPTY = "nothing is in {folder}: ask for the work and put it there, or delete the folder"
MOST_NAMED = 10


def grade(
    slug: Annotated[str, typer.Argument(help="The exercise, such as 03-alone-together.")],
    every: Annotated[bool, typer.Option("--all", help="Grade all submissions again, not only new ones.")] = False,
    student: Annotated[
        list[str] | None, typer.Option(help="Grade this learner's submission only; may be given several times.")
    ] = None,
    regrade_closed: Annotated[
        bool, typer.Option("--regrade-closed", help="After the key was changed: score anew, and run no code.")
    ] = False,
    sandbox: Annotated[
        str, typer.Option(help="auto shuts learners' code in; none runs it with all your rights.", metavar="auto|none")
    ] = "auto",
    workers: Annotated[
        int, typer.Option(min=0, help="So many notebooks are run at once. By default one for each core.")
    ] = 0,
    scheduler: Annotated[
        str, typer.Option(help="Has notebooks run by this Dask cluster's workers, such as tcp://10.0.0.1:8786.")
    ] = "",
    root: Root = None,
) -> None:
    """Grade a class's submissions. Ends with 0 if all is done, 3 if somebody should look, 1 if not all was graded."""
    if sandbox not in ("auto", "none"):
        raise typer.BadParameter("It is auto or none.", param_hint="--sandbox")
    place = find_root(root)
    # It imports for a second, and so does what follows.
    readied = None if regrade_closed or scheduler else Readied()
    from leaningwell.grading.cohort.grading import CannotGradeClass, Cohort, Outcome, Wishes
    from leaningwell.grading.standins import empty_folders

    # All of this stays until the end, and to look through it once more then takes half a second.
    gc.freeze()
    outcomes: list[Outcome] = []
    wishes = Wishes(every, student or (), regrade_closed, sandbox, workers, scheduler)
    try:
        cohort = Cohort(place, slug, wishes, readied)
        _end_at_signals(cohort)
        students = cohort.to_grade()
        if students:
            at_work(f"Grading {slug}. Whoever wrote code takes some seconds.")
        with _progress(len(students)) as advance:

            def tell(outcome: Outcome) -> None:
                outcomes.append(outcome)
                advance()

            cohort.grade(students, tell)
    except CannotGradeClass as reason:
        typer.echo(str(reason), err=True)
        raise typer.Exit(NOT_ALL) from None
    except KeyboardInterrupt:
        typer.echo(f"Stopped. {_count(outcomes)} graded; the same command goes on with the others.", err=True)
        raise typer.Exit(BROKEN_OFF) from None
    finally:
        if readied:
            readied.close()
    if not student:
        empty = empty_folders(cohort.steps.coursedir)
        outcomes += [Outcome(folder.parent.name, EMPTY.format(folder=folder)) for folder in empty]
    _sum_up(slug, outcomes, _shared(place, slug), cohort.by_another_key())


def _end_at_signals(cohort: Cohort) -> None:
    def end(*_: Any) -> None:
        # Where Python is just tidying up, the exception alone would be lost.
        cohort.stop()
        raise KeyboardInterrupt

    for signaled in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signaled, end)


def _progress(total: int) -> Any:
    """Shows how far it is and how long it will take, where somebody watches."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    @contextmanager
    def shown() -> Any:
        columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(
            # By itself it would take a thread, and with that nothing can be graded in shares.
            *columns,
            console=Console(stderr=True),
            disable=not sys.stderr.isatty(),
            transient=True,
            auto_refresh=False,
        ) as progress:
            task = progress.add_task("", total=total)
            progress.refresh()
            yield lambda: progress.update(task, advance=1, refresh=True)

    return shown()


def _count(outcomes: list[Outcome]) -> str:
    done = sum(not outcome.problem for outcome in outcomes)
    return "1 submission was" if done == 1 else f"{done} submissions were"


def _shared(place: Path, slug: str) -> list[str]:
    """Whose reflections were shared, and nobody has read them."""
    from leaningwell.desk.course import CannotDo, Course
    from leaningwell.desk.needs_a_person import waiting

    try:
        return sorted({part.student for part in waiting(Course(place), slug) if part.shared})
    except CannotDo:
        return []


def _sum_up(slug: str, outcomes: list[Outcome], shared: list[str], by_another_key: list[str]) -> None:
    outcomes = sorted(outcomes, key=lambda outcome: outcome.student)
    typer.echo(f"{slug}: {_count(outcomes)} graded." if outcomes else f"{slug}: nothing new to grade.")
    groups = {
        "Not graded:": [(each.student, each.problem) for each in outcomes if each.problem],
        "Somebody should look at, on the desk (leaningwell desk) or in Formgrader:": [
            (one.student, why) for one in outcomes for why in one.looks
        ],
        "Graded without answers:": [(one.student, why) for one in outcomes for why in one.notes],
    }
    for heading, lines in groups.items():
        if lines:
            typer.echo("\n".join([heading, *(f"  {student}: {why}" for student, why in lines)]))
    if shared:
        typer.echo(f"Shared something for you to read, on the desk or in Formgrader: {', '.join(shared)}.")
    if by_another_key:
        typer.echo(
            f"The questions or their key have changed since these were graded: {_named(by_another_key)}. Their grades "
            f"are as they were; `leaningwell grade {slug} --regrade-closed` grades them by the key as it is now."
        )
    if new := [outcome.student for outcome in outcomes if outcome.newcomer]:
        typer.echo(f"New in the gradebook, if no name has a slip in it: {_named(new)}.")
    if any(outcome.problem for outcome in outcomes):
        raise typer.Exit(NOT_ALL)
    if shared or by_another_key or any(outcome.looks for outcome in outcomes):
        raise typer.Exit(LOOK)


def _named(students: list[str]) -> str:
    more = f" and {len(students) - MOST_NAMED} others" if len(students) > MOST_NAMED else ""
    return f"{', '.join(students[:MOST_NAMED])}{more}"
