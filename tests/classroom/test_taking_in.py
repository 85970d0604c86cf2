"""What Moodle, Canvas and Blackboard hand over is taken in, whoever zipped it; what would do harm is refused."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from classroom.room import ROOT, SLUG, handed_in
from leaningwell.cli import app
from leaningwell.grading.coursesettings import settings_of
from leaningwell.grading.intake import unpack
from leaningwell.grading.intake.take import Intake, NotTaken, take_in
from leaningwell.grading.people import Person

NOTEBOOK = f"{SLUG}.ipynb"
WORK = (ROOT / "exercises" / SLUG / NOTEBOOK).read_bytes()
ANSWERS = json.dumps(handed_in({"five-quiet-weeks": "1aa2c45b"})).encode()
OLDER = json.dumps(handed_in({})).encode()
CLASS = (
    Person("ana", "Ana", "Ruiz", "ana@example.org"),
    Person("joerg", "Jörg", "Müller", "joerg@example.org"),
    Person("x17", "Zoë", "O'Neill", "zoe@example.org", "2003"),
    Person("a_fox", "Finn", "Fox"),
)


class Desk:
    """A teacher's course, with a folder of downloads beside it."""

    def __init__(self, place: Path):
        self.place = place
        self.root = place / "course"
        (self.root / "course").mkdir(parents=True)
        (self.root / "course" / "00-start-here.ipynb").touch()
        shutil.copy(ROOT / "nbgrader_config.py", self.root)
        shutil.copytree(ROOT / "solutions" / SLUG, self.root / "solutions" / SLUG)

    def zip(self, name: str, files: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
        path = self.place / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in files.items() if isinstance(files, dict) else files:
                archive.writestr(member, content)
        return path

    def take(self, *sources: Path, listed: tuple[Person, ...] = ()) -> Intake:
        return take_in(self.root, SLUG, list(sources), settings_of(self.root), listed)

    def file(self, student: str, name: str = "answers.json") -> bytes:
        return (self.root / "submitted" / student / SLUG / name).read_bytes()

    def students(self) -> set[str]:
        return {path.name for path in (self.root / "submitted").glob("*")}

    def cli(self, *words: str) -> object:
        return CliRunner().invoke(app, ["collect", SLUG, *words, "--root", str(self.root)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def text(intake: Intake) -> str:
    return "\n".join([*intake.done(), *intake.look()])


# As the platforms give it


def test_a_download_from_moodle_is_taken_as_it_comes(desk):
    name = "{}_{}_assignsubmission_file"
    archive = desk.zip("moodle.zip", {
        f"{name.format('Ana Ruiz', 1001)}/{NOTEBOOK}": WORK,
        f"{name.format('Ana Ruiz', 1001)}/answers.json": ANSWERS,
        f"{name.format(unicodedata.normalize('NFD', 'Jörg Müller'), 1002)}_/{NOTEBOOK}": WORK,
        f"{name.format(unicodedata.normalize('NFD', 'Jörg Müller'), 1002)}_/answers.json": ANSWERS,
        f"{name.format('Zoë ONeill', 1003)}_answers.json": ANSWERS,
        f"__MACOSX/{name.format('Ana Ruiz', 1001)}/._{NOTEBOOK}": b"Mac OS X",
        f"{name.format('Ana Ruiz', 1001)}/._{NOTEBOOK}": b"Mac OS X",
        f"{name.format('Ana Ruiz', 1001).replace('file', 'onlinetext')}/onlinetext.html": b"<p>Here it is.</p>",
    })  # fmt: skip
    done = desk.take(archive, listed=CLASS)
    assert [one.student for one in done.taken] == ["ana", "joerg", "x17"]
    assert desk.file("joerg") == ANSWERS
    assert desk.file("joerg", NOTEBOOK) == WORK
    assert done.taken[2].notes == (
        "no notebook came. The answers are graded all the same; if there was code, ask for it",
    )
    assert "onlinetext.html" in text(done)
    assert not done.troubled


def test_a_download_from_canvas_is_taken_and_what_is_late_is_told(desk):
    archive = desk.zip("submissions.zip", {
        f"ruizana_2001_31_{NOTEBOOK}": WORK,
        "ruizana_2001_32_answers.json": OLDER,
        "ruizana_2001_33_answers-1.json": ANSWERS,
        "somebodyelse_LATE_2003_34_answers.json": ANSWERS,
        f"muellerjorg_2009_35_{NOTEBOOK}": WORK,
        "mllerjrg_2010_36_answers-2.json": ANSWERS,
    })  # fmt: skip
    done = desk.take(archive, listed=CLASS)
    assert {one.student: one.late for one in done.taken} == {"ana": False, "joerg": False, "x17": True}
    assert desk.file("ana") == ANSWERS, "the newest attempt counts"
    assert "Marked late by the platform: x17." in text(done)
    assert done.strangers == ["muellerjorg 2009"]
    assert "collect again in a terminal, with --learners and the file's name" in text(done)


def test_two_of_one_name_on_canvas_are_told_with_their_numbers_by_which_a_list_tells_them_apart(desk):
    two = (Person("kim1", "Kim", "Lee"), Person("kim2", "Kim", "Lee"))
    archive = desk.zip(
        "submissions.zip", {"leekim_2001_31_answers.json": OLDER, "leekim_2002_32_answers.json": ANSWERS}
    )
    unsure = desk.take(archive, listed=two)
    assert unsure.strangers == ["leekim 2001: may be kim1 or kim2", "leekim 2002: may be kim1 or kim2"]
    by_list = (
        Person("kim1", "Kim", "Lee", "", "", ("leekim 2002",)),
        Person("kim2", "Kim", "Lee", "", "", ("leekim 2001",)),
    )
    assert {one.student for one in desk.take(archive, listed=by_list).taken} == {"kim1", "kim2"}
    assert (desk.file("kim1"), desk.file("kim2")) == (ANSWERS, OLDER)


def test_the_number_that_canvas_has_for_one_is_not_taken_for_the_id_of_another(desk):
    listed = (Person("2001", "Ana", "Ruiz"), Person("bo", "Bo", "Ek"))
    archive = desk.zip("submissions.zip", {"ekbo_2001_31_answers.json": ANSWERS, "ruizana_2002_32_answers.json": OLDER})
    done = desk.take(archive, listed=listed)
    assert [one.student for one in done.taken] == ["2001"]
    assert desk.file("2001") == OLDER
    assert done.strangers == ["ekbo 2001: may be 2001 or bo"]
    desk.take(archive, listed=(listed[0], Person("bo", "Bo", "Ek", lms="2001")))
    assert (desk.file("2001"), desk.file("bo")) == (OLDER, ANSWERS)


def test_a_download_from_blackboard_is_taken_with_user_names_that_have_an_underscore(desk):
    name = "Exercise_1_a_fox_attempt_{}"
    archive = desk.zip("gradebook.zip", {
        f"{name.format('2026-11-27-09-00-00')}_{NOTEBOOK}": WORK,
        f"{name.format('2026-11-27-09-00-00')}_answers.json": ANSWERS,
        f"{name.format('2026-11-26-10-15-00')}_answers.json": OLDER,
        f"{name.format('2026-11-27-09-00-00')}.txt": b"Name: Finn Fox (a_fox)\r\nAssignment: Exercise_1\r\n",
    })  # fmt: skip
    assert [one.student for one in desk.take(archive).taken] == ["a_fox"], "the text beside it says who it is"
    assert desk.file("a_fox") == ANSWERS
    archive = desk.zip("gradebook.zip", {f"{name.format('2026-11-27-09-00-00')}_answers.json": ANSWERS})
    assert [one.student for one in desk.take(archive, listed=CLASS).taken] == ["a_fox"], "or the list of learners does"
    unsure = desk.take(archive, listed=(*CLASS, Person("fox", "Fay", "Fox")))
    assert unsure.strangers == ["fox: may be a_fox or fox"]


def test_zips_within_zips_and_a_folder_for_each_person_are_taken(desk):
    inner = desk.zip("work.zip", {f"{SLUG}/{NOTEBOOK}": WORK, f"{SLUG}/answers.json": ANSWERS}).read_bytes()
    archive = desk.zip("class.zip", {
        "Ana Ruiz/work.zip": inner,
        "Bo Ek/work/answers.json": ANSWERS,
        f"Bo Ek/work/{NOTEBOOK}": WORK,
        "Cy Io/work/answers.json": ANSWERS,
        f"Cy Io/work/{NOTEBOOK}": WORK,
    })  # fmt: skip
    done = desk.take(archive)
    assert [one.student for one in done.taken] == ["ana-ruiz", "bo-ek", "cy-io"]


def test_a_folder_of_archives_or_with_a_second_notebook_is_known_by_the_learners_name(desk):
    inner = desk.zip("work.zip", {NOTEBOOK: WORK, "answers.json": ANSWERS}).read_bytes()
    files = {"mails/Ruiz, Ana.zip": inner, "mails/O'Neill, Zoë.zip": inner, "mails/Nobody Known.zip": inner}
    files |= {f"joerg/{NOTEBOOK}": WORK, "joerg/answers.json": ANSWERS, "joerg/my own.ipynb": b"{}"}
    done = desk.take(desk.zip("class.zip", files), listed=CLASS)
    assert [one.student for one in done.taken] == ["ana", "joerg", "x17"]
    assert {path.name for path in (desk.root / "submitted" / "joerg" / SLUG).iterdir()} == {NOTEBOOK, "answers.json"}
    assert [name.split("/")[2] for name in done.nobodys] == ["Nobody Known.zip"] * 2


@pytest.mark.parametrize(
    "name",
    [
        "Ana Ruiz\\answers.json",  # as Windows' own zip folders once wrote it
        "Ana Ruiz/answers (1).json",
        "Ana Ruiz/answers.json.txt",
        "Ana Ruiz/ANSWERS.JSON",
    ],
)
def test_answers_are_found_whatever_a_browser_or_windows_made_of_the_name(desk, name):
    archive = desk.zip("class.zip", {name: ANSWERS, f"Ana Ruiz/{NOTEBOOK}": WORK})
    assert [one.student for one in desk.take(archive, listed=CLASS).taken] == ["ana"]
    assert desk.file("ana") == ANSWERS


def test_names_in_utf_8_that_an_archive_does_not_say_are_read_right(desk):
    archive = desk.zip("class.zip", {f"Jorg M#ller/{NOTEBOOK}": WORK, "Jorg M#ller/answers.json": ANSWERS})
    # Two bytes of UTF-8 for one letter, and no flag that says so.
    content = archive.read_bytes().replace(b"Jorg M#ller/", "Jrg Müller/".encode())
    assert len(content) == archive.stat().st_size
    archive.write_bytes(content)
    assert [one.student for one in desk.take(archive).taken] == ["jrg-müller"]


# Renamed, and saved elsewhere


def as_colab(notebook: dict) -> bytes:
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["metadata"]["colab"] = {"base_uri": "https://localhost/"}
    return json.dumps(notebook).encode()


def as_vs_code(notebook: dict) -> bytes:
    return json.dumps(notebook, indent=1).replace("\n", "\r\n").encode("utf-8-sig")


def as_jupyterlite(notebook: dict) -> bytes:
    notebook["metadata"]["kernelspec"] = {"name": "python", "display_name": "Python (Pyodide)"}
    return json.dumps(notebook).encode()


@pytest.mark.parametrize("saved", [as_colab, as_vs_code, as_jupyterlite])
def test_a_renamed_notebook_is_known_by_its_cells_whatever_saved_it(desk, saved: Callable[[dict], bytes]):
    content = saved(json.loads(WORK))
    archive = desk.zip("class.zip", {f"Ana/Copy of {NOTEBOOK}": content, "Ana/answers.json": ANSWERS})
    (one,) = desk.take(archive).taken
    assert desk.file("ana", NOTEBOOK) == content
    assert one.notes == (f"Copy of {NOTEBOOK} was taken for {NOTEBOOK}",)


def test_a_notebook_that_no_cell_gives_away_keeps_its_name_and_somebody_is_asked_to_look(desk):
    other = (ROOT / "exercises" / "02-built-to-depend" / "02-built-to-depend.ipynb").read_bytes()
    archive = desk.zip("class.zip", {"Ana/mine.ipynb": other, "Ana/answers.json": ANSWERS})
    (one,) = desk.take(archive).taken
    assert desk.file("ana", "mine.ipynb") == other
    assert "mine.ipynb has another name, and no cell says that it is the exercise" in one.notes[0]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (None, "no answers.json came"),
        (b"{", "answers.json arrived damaged"),
        (json.dumps(handed_in({}, exercise="02-built-to-depend")).encode(), "belongs to 02-built-to-depend"),
    ],
)
def test_answers_that_are_missing_damaged_or_of_another_exercise_are_told(desk, answers, said):
    files = {f"Ana/{NOTEBOOK}": WORK} | ({"Ana/answers.json": answers} if answers else {})
    (one,) = desk.take(desk.zip("class.zip", files)).taken
    assert said in one.notes[0]


# Who it is


def test_the_learners_of_the_gradebook_are_known_by_name_and_address(desk, monkeypatch):
    # nbgrader calls alembic to make a gradebook.
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    with Gradebook(f"sqlite:///{desk.root}/gradebook.db") as gradebook:
        gradebook.add_student("s1", first_name="Ana", last_name="Ruiz", email="ana@example.org")
        gradebook.add_student("s2", first_name="Bo", last_name="Ek", email="bo@example.org")
        gradebook.add_student("s3", first_name="Bo", last_name="Ek")
    archive = desk.zip("class.zip", {
        f"Ruiz, Ana/{NOTEBOOK}": WORK,
        f"bo@example.org/{NOTEBOOK}": WORK,
        f"Nobody Known/{NOTEBOOK}": WORK,
        f"Bo Ek_77_assignsubmission_file/{NOTEBOOK}": WORK,
    })  # fmt: skip
    done = desk.take(archive)
    assert [one.student for one in done.taken] == ["s1", "s2"]
    assert done.strangers == ["Bo Ek 77: may be s2 or s3", "Nobody Known"]


def test_a_list_says_who_is_who(desk):
    archive = desk.zip("class.zip", {f"Participant_77_assignsubmission_file/{NOTEBOOK}": WORK})
    learners = desk.place / "learners.csv"
    learners.write_text("id;name\ns2;Ana Ruiz\n", encoding="utf-8-sig")
    first = desk.cli(str(archive), "--learners", str(learners))
    assert (first.exit_code, desk.students()) == (1, set())
    assert "Participant 77" in first.stdout
    learners.write_text("id;name\ns2;Participant 77\n", encoding="utf-8-sig")
    second = desk.cli(str(archive), "--learners", str(learners))
    assert (second.exit_code, desk.students()) == (3, {"s2"})
    assert "To see to:\n  To know:\n    s2: no answers.json came" in second.stdout


def test_a_list_that_the_gradebook_takes_says_who_is_who_too(desk):
    """In Windows' own encoding, with semicolons, German headings and no ids: as `leaningwell learners` reads it."""
    archive = desk.zip("class.zip", {
        f"joerg@example.org/{NOTEBOOK}": WORK,
        f"Zoë Ek_77_assignsubmission_file/{NOTEBOOK}": WORK,
    })  # fmt: skip
    learners = desk.place / "learners.csv"
    text = "Vorname;Nachname;E-Mail-Adresse\nJörg;Ångström;joerg@example.org\nZoë;Ek;\n;;nobody@example.org\n"
    learners.write_bytes(text.encode("cp1252"))
    done = desk.cli(str(archive), "--learners", str(learners))
    assert desk.students() == {"jörg-ångström", "zoë-ek"}
    assert (done.exit_code, "Line 4 has no id" in done.stdout) == (3, True)


def test_a_list_that_is_none_is_refused_with_what_to_write(desk):
    learners = desk.place / "learners.csv"
    learners.write_text("mail,room\na@example.org,4\n")
    done = desk.cli(str(desk.zip("class.zip", {})), "--learners", str(learners))
    assert done.exit_code == 1
    assert "no column that says who somebody is. Its first line is: mail, room" in done.stderr


def test_nobody_hands_in_for_somebody_else_from_within_an_archive(desk):
    """Mallory's archives hold files that are named as the platforms would name Ana's."""
    inside = {
        "Ana Ruiz_1001_assignsubmission_file/answers.json": OLDER,
        "Ex_ana_attempt_2027-01-01-00-00-00_answers.json": OLDER,
        "ruizana_2001_99_answers-9.json": OLDER,
        "Ana Ruiz/answers.json": OLDER,
        f"Ana Ruiz/{NOTEBOOK}": WORK,
        f"ana/{NOTEBOOK}": WORK,
    }
    evil = desk.zip("evil.zip", inside).read_bytes()
    name = "{}_{}_assignsubmission_file"
    moodle = {f"{name.format('Ana Ruiz', 1)}/answers.json": ANSWERS, f"{name.format('Mal Lory', 2)}/evil.zip": evil}
    folders = {"Ana Ruiz/answers.json": ANSWERS, "Mal Lory/evil.zip": evil, f"Bo Ek/{NOTEBOOK}": WORK}
    canvas = {"ruizana_2001_1_answers.json": ANSWERS, "lorymal_2002_2_evil.zip": evil}
    blackboard = {
        "Ex_ana_attempt_2026-11-26-10-15-00_answers.json": ANSWERS,
        "Ex_mal_attempt_2026-11-26-10-15-00_evil.zip": evil,
    }
    listed = (*CLASS, Person("mal", "Mal", "Lory"), Person("bo", "Bo", "Ek"))
    small = desk.zip("small.zip", {"ana/answers.json": OLDER}).read_bytes()
    mailed = {"Ana Ruiz/answers.json": ANSWERS, "Mal Lory.zip": small}
    for files in (moodle, folders, canvas, blackboard, mailed):
        shutil.rmtree(desk.root / "submitted", ignore_errors=True)
        desk.take(desk.zip("class.zip", files), listed=listed)
        assert desk.file("ana") == ANSWERS
        assert not (desk.root / "submitted" / "ana" / SLUG / NOTEBOOK).exists()


def test_a_notebook_that_a_browser_saved_twice_into_ones_folder_is_still_ones_own(desk):
    newer = WORK + b"\n"
    archive = desk.zip("class.zip", {f"Ana/{NOTEBOOK}": WORK, f"Ana/{SLUG} (1).ipynb": newer, f"Bo/{NOTEBOOK}": WORK})
    assert [one.student for one in desk.take(archive).taken] == ["ana", "bo"]
    assert desk.file("ana", NOTEBOOK) == newer


# Again


def test_what_comes_again_takes_the_place_of_what_was_graded_and_the_rest_stays(desk):
    desk.take(desk.zip("class.zip", {"ana/answers.json": OLDER, "bo/answers.json": OLDER}))
    graded = [desk.root / "autograded" / student / SLUG for student in ("ana", "bo")]
    for folder in graded:
        folder.mkdir(parents=True)
    done = desk.take(desk.zip("class.zip", {"ana/answers.json": ANSWERS, "bo/answers.json": OLDER}))
    assert {one.student: one.state for one in done.taken} == {"ana": "replaced", "bo": "same"}
    assert desk.file("ana") == ANSWERS
    assert [folder.exists() for folder in graded] == [False, True], "so that it is graded anew"


def test_what_comes_again_alone_leaves_the_other_file_there_and_takes_the_old_time_away(desk):
    desk.take(desk.zip("class.zip", {"ana/answers.json": OLDER, f"ana/{NOTEBOOK}": WORK}))
    time = desk.root / "submitted" / "ana" / SLUG / "timestamp.txt"
    time.write_text("2026-11-01 10:00:00 UTC")
    done = desk.take(desk.zip("class.zip", {"ana/answers-1.json": ANSWERS}))
    assert (desk.file("ana"), desk.file("ana", NOTEBOOK), time.exists()) == (ANSWERS, WORK, False)
    assert "In place of earlier work, and to be graded anew: ana." in text(done)


def test_work_without_a_name_goes_by_its_number_also_where_it_is_the_only_one(desk):
    desk.take(desk.zip("moodle.zip", {"Participant_77_assignsubmission_file/answers.json": ANSWERS}))
    desk.take(desk.zip("canvas.zip", {"anon_88_9_answers.json": ANSWERS}))
    assert desk.students() == {"participant-77", "anon-88"}


def test_where_nothing_is_it_says_so_and_why(desk):
    done = desk.cli()
    assert done.exit_code == 1
    assert "There is nothing to collect" in done.stderr
    with pytest.raises(NotTaken, match="1 file was looked at, and it is not its notebook"):
        desk.take(desk.zip("photos.zip", {"ana/photo.jpg": b"no text"}))


def test_a_download_of_another_exercise_is_not_taken_for_this_one(desk):
    other = "02-built-to-depend"
    (desk.root / "solutions" / other).mkdir()
    answers = json.dumps(handed_in({}, exercise=other)).encode()
    notebook = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    whole = {f"{other}.ipynb": notebook, "answers.json": answers}
    files = {f"{name}/{file}": content for name in ("ana", "bo") for file, content in whole.items()}
    with pytest.raises(NotTaken, match=f"This is work on {other}, not on {SLUG}, so nothing was taken in"):
        desk.take(desk.zip("other.zip", files))
    # Nor where somebody's file has a copy's name, or one of them is nobody's.
    files[f"bo/{other}-Copy1.ipynb"] = files.pop(f"bo/{other}.ipynb")
    notes = {"cy/my notes.ipynb": notebook}
    with pytest.raises(NotTaken, match=f"This is work on {other}, not on {SLUG}, so nothing was taken in"):
        desk.take(desk.zip("copies.zip", files | notes))
    assert desk.students() == set()
    # Where only one of a class took the wrong one, it is taken and told of.
    done = desk.take(desk.zip("mixed.zip", files | {f"cy/{NOTEBOOK}": WORK}))
    assert {one.student for one in done.taken} == {"ana", "bo", "cy"}
    with pytest.raises(NotTaken, match="gone.zip is not there"):
        desk.take(desk.place / "gone.zip")


# What would do harm


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = 0o120777 << 16
    return member


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../../answers.json", "would be written outside of its folder"),
        ("bo/..\\..\\answers.json", "would be written outside of its folder"),
        ("/tmp/bo/answers.json", "would be written to a place of its own choice"),
        ("C:\\bo\\answers.json", "would be written to a place of its own choice"),
        (link("bo/answers.json"), "is a link"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused_and_the_others_are_taken(desk, name, said):
    archive = desk.zip("class.zip", [("ana/answers.json", ANSWERS), (f"ana/{NOTEBOOK}", WORK), (name, ANSWERS)])
    done = desk.take(archive)
    assert [one.student for one in done.taken] == ["ana"]
    (refused,) = done.refused
    assert said in refused
    assert str(archive) in refused


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_files_of_one_name_none_is_taken(desk):
    twice = [("ana/answers.json", ANSWERS), ("ana/answers.json", OLDER)]
    archive = desk.zip("class.zip", [*twice, ("bo/answers.json", ANSWERS)])
    done = desk.take(archive)
    assert [one.student for one in done.taken] == ["bo"]
    assert "ana/answers.json in" in done.refused[0]
    assert "more than once" in done.refused[0]


def test_a_bomb_is_refused_before_it_fills_the_disk(desk, monkeypatch):
    monkeypatch.setattr(unpack, "SMALL", 100_000)
    archive = desk.zip("class.zip", {"ana/answers.json": b"0" * 20_000_000, "bo/answers.json": ANSWERS})
    done = desk.take(archive)
    assert [one.student for one in done.taken] == ["bo"]
    assert "unpacks to far more than anybody's work would fill" in done.refused[0]


def test_too_many_files_too_deep_archives_and_damaged_ones_are_refused(desk, monkeypatch):
    monkeypatch.setattr(unpack, "MOST_FILES", 9)
    monkeypatch.setattr(unpack, "DEPTH", 2)
    many = desk.zip("many.zip", {f"{number}/answers.json": ANSWERS for number in range(10)})
    deep = desk.zip("0.zip", {"answers.json": ANSWERS})
    for number in range(1, 4):
        deep = desk.zip(f"{number}.zip", {deep.name: deep.read_bytes()})
    broken = desk.place / "broken.zip"
    broken.write_bytes(b"PK no zip")
    packed = desk.place / "work.rar"
    packed.write_bytes(b"Rar!")
    done = desk.take(deep, many, broken, packed, desk.place / "gone.zip")
    assert done.taken == []
    said = "\n".join(done.refused)
    for words in ("more than 2 archives within each other", "more than 9", "is damaged", "Unpack it", "is not there"):
        assert words in said


def test_links_in_a_folder_are_refused(desk):
    folder = desk.place / "inbox" / "ana"
    folder.mkdir(parents=True)
    (folder / "answers.json").write_bytes(ANSWERS)
    os.symlink("/etc/hostname", folder / NOTEBOOK)
    done = desk.take(desk.place / "inbox")
    assert [one.student for one in done.taken] == ["ana"]
    assert "is a link, which may lead to your own files" in done.refused[0]
