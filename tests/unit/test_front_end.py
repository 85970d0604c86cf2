"""The pages' front end as files: small modules, nothing from another host, every sentence in every language."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml

from node import evaluate

PACKAGE = Path(__file__).parents[2] / "src" / "leaningwell"
STATIC = PACKAGE / "frontend"
MODULES = sorted([*STATIC.rglob("*.js"), PACKAGE / "widgets" / "loader.js"])
CATALOGUES = sorted(path for path in (STATIC / "kit" / "words").glob("*.js") if path.stem != "index")
# A list of advice; and what the command line says of one's own grading, which is English.
NOT_ALL = {PACKAGE / "desk" / "guide.yaml", PACKAGE / "grading" / "words.yaml"}
PHRASES = sorted(path for path in PACKAGE.rglob("*.yaml") if path not in NOT_ALL)
DESK = [*(STATIC / "desk").glob("*.js")]
SAYING = [path for path in MODULES if path not in CATALOGUES]
# Names of things, and where "leave this page quickly" leads.
ADDRESSES = {"http://www.w3.org/2000/svg", "https://www.wikipedia.org/"}


def name(path):
    return str(path.relative_to(PACKAGE))


def catalogue(path):
    """A catalogue's phrases by key; one with several forms holds them by form."""
    return evaluate(f"words/{path.name}", "words", "words")


def forms(phrase):
    return list(phrase.values()) if isinstance(phrase, dict) else [phrase]


def blanks(phrase):
    """The names that are filled in, in any of the phrase's forms."""
    return {blank for form in forms(phrase) for blank in re.findall(r"\{(\w+)\}", form)}


@pytest.fixture(scope="module")
def english():
    return catalogue(STATIC / "kit" / "words" / "en.js")


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_is_small_and_says_what_it_is_for(path):
    source = path.read_text(encoding="utf-8")
    # A catalogue grows with every sentence, and a page loads one.
    assert path in CATALOGUES or len(source.encode()) < 25_000
    assert source.startswith("// ")


@pytest.mark.parametrize("path", [*MODULES, *STATIC.rglob("*.css")], ids=name)
def test_nothing_is_fetched_from_another_host(path):
    source = path.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'`)]+", source)) <= ADDRESSES
    imported = re.findall(
        r"""^\s*(?:import|export)\b[^;]*?\bfrom\s*["']([^"']+)|\bimport\(\s*["']([^"']+)""", source, re.M
    )
    assert all(address.startswith(("./", "../")) for pair in imported for address in pair if address)


def test_there_is_english_and_there_is_german():
    assert {"en.js", "de.js"} <= {path.name for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_every_catalogue_says_the_same_things_with_the_same_blanks(path, english):
    words = catalogue(path)
    assert list(words) == list(english)
    for key, phrase in words.items():
        assert all(form.strip() == form != "" for form in forms(phrase)), key
        # A form for one thing may leave the number out.
        assert blanks(phrase) == blanks(english[key]), key


def test_every_sentence_is_said_somewhere(english):
    source = "\n".join(path.read_text(encoding="utf-8") for path in SAYING)
    said = set(re.findall(r"""["'`]([\w.-]+)["'`]""", source))
    families = tuple(re.findall(r"`([\w-]+\.(?:[\w-]+\.)*)\$\{", source))
    assert families
    unsaid = [key for key in english if key not in said and not key.startswith(families)]
    assert unsaid == []


def test_no_sentence_is_missing(english):
    source = "\n".join(path.read_text(encoding="utf-8") for path in SAYING)
    for key in re.findall(r"\bt\(\s*\"([^\"]+)\"", source):
        assert key in english


def test_every_problem_the_kernel_has_with_an_answer_has_its_sentence(english):
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")]
    raised = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    errors = [call for call in raised if getattr(call.func, "id", "") in ("ResponseError", "AnswersError")]
    details = {call.args[1].value: {detail.arg for detail in call.keywords} for call in errors}
    sentences = {key: phrase for key, phrase in english.items() if key.startswith("problem.")}
    assert {f"problem.{code}" for code in details} == set(sentences)
    for code, names in details.items():
        assert blanks(sentences[f"problem.{code}"]) <= names, code


@pytest.mark.parametrize("path", PHRASES, ids=name)
def test_the_kernel_s_own_phrases_are_the_same_in_every_language(path):
    languages = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"en", "de"} <= set(languages)
    for words in languages.values():
        assert list(words) == list(languages["en"])
        for key, phrase in words.items():
            assert blanks(phrase) == blanks(languages["en"][key]), key


SAID_TO_TEACHERS = {
    "desk.words": PACKAGE / "desk" / "words.yaml",
    "gradesheets.words": PACKAGE / "gradesheets" / "words.yaml",
    "grading.instructor": PACKAGE / "grading" / "instructor.yaml",
}


def said_to_teachers(catalogue):
    """The names of sentences that are said from this catalogue, and how those begin that are put together."""
    room, module = catalogue.split(".")
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        own = path.relative_to(PACKAGE).parts[0] == room and re.search(rf"^from \S*\.{module} import say", source, re.M)
        call = r"(?<![\w.])say" if own or f"leaningwell.{catalogue} import say" in source else rf"\b{module}\.say"
        yield from re.findall(rf"""{call}\(\s*f?["']([\w-]+)["'{{]""", source)


@pytest.mark.parametrize("catalogue", SAID_TO_TEACHERS)
def test_every_sentence_for_teachers_has_its_words(catalogue):
    words = yaml.safe_load(SAID_TO_TEACHERS[catalogue].read_text(encoding="utf-8"))["en"]
    said = set(said_to_teachers(catalogue))
    assert said
    assert [name for name in said if not any(key.startswith(name) for key in words)] == []


def test_every_word_of_the_desk_is_there():
    words = yaml.safe_load((PACKAGE / "desk" / "page.yaml").read_text(encoding="utf-8"))["en"]
    said = {name for path in DESK for name in re.findall(r"\bsay\(\s*\"([\w-]+)\"", path.read_text(encoding="utf-8"))}
    assert said
    assert said <= set(words)


def test_of_drawings_that_take_a_while_only_the_one_that_began_last_is_shown():
    """So that nothing of an open workbook appears after it was locked?"""
    shown = evaluate(
        "ui/latest.js",
        "{ latest }",
        """await (async () => {
            const [shown, waits] = [[], []];
            const draw = latest(async (isLatest) => {
                const name = waits.length;
                await new Promise((done) => waits.push(done));
                if (isLatest()) shown.push(name);
            });
            const begun = [draw(), draw()];
            for (const name of [1, 0]) {
                waits[name]();
                await begun[name];
            }
            const last = draw();
            waits[2]();
            await last;
            return shown;
        })()""",
    )
    assert shown == [1, 2]
