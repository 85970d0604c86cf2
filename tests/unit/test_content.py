"""Reading the course's files: what is well formed loads; what is not is told; no key leaks."""

import pytest
import yaml
from hypothesis import given, settings

from leaningwell.content import (
    ContentError,
    Fault,
    Graded,
    dump_sheet,
    load_activities,
    load_coverage,
    load_graded,
    load_ledger,
    load_sheet,
    read_table,
    read_yaml,
    stripped,
)
from leaningwell.items import key_of
from unit.made_up import FIXTURES, graded_exercises

KEYS_OF_KEYS = {"correct", "feedback", "mistakes", "answer", "tolerance", "category", "teaches", "rests-on", "aim"}
KEYS_OF_KEYS |= {"effect", "then", "quiet", "worth", "clashes", "factor", "told"}


def reported(name, read=load_activities):
    """What is said about a fixture. It must be said of the lines marked `<- here`, and of no others."""
    path = FIXTURES / f"ko-{name}.yaml"
    with pytest.raises(ContentError) as caught:
        read(path)
    faults = caught.value.faults
    marked = [n for n, line in enumerate(path.read_bytes().splitlines(), 1) if b"# <- here" in line]
    assert {fault.file for fault in faults} == {path}
    assert [fault.line for fault in faults] == (marked or [1])
    return [f"{fault.message} {fault.remedy}" for fault in faults]


def written(folder, text, name="made-up.yaml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# What is well formed loads


def test_every_item_type_loads():
    activities = load_activities(FIXTURES / "ok-every-type.yaml")
    types = [item.type for item in activities.items]
    assert types == [
        "single",
        "multiple",
        "true-false",
        "numeric",
        "sort",
        "scenario",
        "scenario",
        "match",
        "order",
    ] + [
        "annotate",
        "compose",
        "scenario",
    ]
    assert activities.items[0].rests_on == ["E1", "E2"]
    assert activities.items[3].mistakes[0].value == 15
    assert activities.items[6].turns[0].options[0].next == "second"


def test_everything_with_an_id_is_found_in_the_order_of_the_file():
    ids = [part.id for part in load_activities(FIXTURES / "ok-every-type.yaml").everything()]
    assert ids[:2] == ["fairest-headline", "what-counts"]
    rest = ["check-seven", "three-columns", "three-columns-again", "how-many", "silent-majority"]
    assert ids[12:] == [*rest, "route", "rules", "one-small-thing"]


def test_a_graded_exercise_loads():
    graded = load_graded(FIXTURES / "ok-graded.yaml")
    assert graded.tasks[0].no_code == ["graded-number", "graded-sort"]
    assert [item.points for item in graded.items[:3]] == [3, 3, None]


def test_no_item_type_shows_its_key_or_feedback_before_it_is_answered():
    for item in load_activities(FIXTURES / "ok-every-type.yaml").items:
        assert not set(_keys(item.public())) & KEYS_OF_KEYS


def test_an_options_name_comes_from_its_text_alone_and_stays_the_same_for_ever():
    assert key_of("A neighbour who waves") == "32f5d996"
    assert key_of("A neighbour who waves.") != "32f5d996"
    assert load_activities(FIXTURES / "ok-every-type.yaml").items[1].options[0].key == "32f5d996"


def test_a_byte_order_mark_does_not_matter(tmp_path):
    assert read_yaml(written(tmp_path, b"\xef\xbb\xbfname: Sam\n")).data == {"name": "Sam"}
    table = written(tmp_path, b"\xef\xbb\xbfmoment,role\ntea,grower\n", "made-up.csv")
    assert read_table(table, ("moment", "role")) == [{"moment": "tea", "role": "grower"}]


# What is not well formed is told with line and remedy


def test_a_missing_feedback_is_reported_with_its_line_and_remedy():
    assert reported("missing-feedback") == [
        "The key “feedback” is missing. "
        "Add `feedback:` (why this option is right or wrong, in at least one full sentence)."
    ]


def test_a_missing_text_of_an_entry_is_not_described_as_that_of_an_option():
    assert reported("missing-entry-text") == ["The key “text” is missing. Add `text:` (what is to be sorted)."]


def test_a_missing_key_is_described_wherever_it_is_missing():
    assert reported("missing-everywhere") == [
        "The key “tolerance” is missing. Add `tolerance:` (how far off still counts as right).",
        "The key “label” is missing. Add `label:` (the question this line answers).",
        "The key “who” is missing. Add `who:` (an id from course/data/personas.yaml).",
        "The key “when” is missing. Add `when:` (situations to choose from or replace).",
    ]


def test_an_unknown_key_is_reported():
    assert reported("unknown-key") == ["The key “hint” is not known here. Correct its spelling, or remove it."]


def test_an_unknown_item_type_is_reported_with_the_known_ones():
    assert reported("unknown-item-type") == [
        "The item type “riddle” is unknown. Use one of: single, multiple, "
        "true-false, numeric, match, order, sort, scenario, annotate, compose."
    ]


def test_an_item_without_a_type_is_told_the_known_ones():
    assert reported("no-item-type") == [
        "The key “type” is missing. Add `type:` with one of: single, multiple, "
        "true-false, numeric, match, order, sort, scenario, annotate, compose."
    ]


def test_every_key_that_stands_twice_in_one_block_is_reported():
    assert reported("key-twice") == [
        "The key “prompt” stands twice in one block. Remove one.",
        "The key “feedback” stands twice in one block. Remove one.",
    ]


def test_a_category_that_is_not_listed_is_named_as_it_was_written():
    assert reported("category-not-listed") == [
        "This does not hold together. The category “Heard” is not among `categories`."
    ]


def test_a_category_listed_twice_is_reported():
    assert reported("same-category-twice") == [
        "This does not hold together. Two categories have the same text; make each one different."
    ]


@pytest.mark.parametrize("name", ["two-correct-in-a-single", "none-correct-in-a-single"])
def test_a_single_has_exactly_one_right_answer(name):
    assert reported(name) == ["This does not hold together. Exactly one option must have `correct: true`."]


def test_a_multiple_has_right_and_wrong_answers():
    assert reported("all-correct-in-a-multiple") == [
        "This does not hold together. Some options must have `correct: true` and some must not."
    ]


def test_two_options_that_differ_in_blanks_only_are_alike():
    assert reported("options-alike") == [
        "This does not hold together. Two options have the same text; make each one different."
    ]


def test_true_and_false_without_quotes_are_told_to_be_quoted():
    assert reported("unquoted-true-false") == [
        "“True” is not read as text here. Put it in quotes.",
        "“False” is not read as text here. Put it in quotes.",
    ]


def test_true_comes_before_false():
    assert reported("false-before-true") == [
        'This does not hold together. The options of a true-false item are "True" and "False", '
        'or "Wahr" and "Falsch", quoted, in this order.'
    ]


def test_a_mistake_on_the_edge_of_the_tolerance_would_count_as_right():
    assert reported("mistake-within-tolerance") == [
        "This does not hold together. The mistake 15.0 would count as right: it is too near."
    ]


def test_an_answer_beyond_what_is_possible_is_reported():
    assert reported("answer-not-possible") == [
        "This does not hold together. 14.3 lies outside of `minimum` and `maximum`, so nobody could answer it."
    ]


def test_an_answer_that_nobody_could_give_is_reported():
    assert reported("answer-not-finite") == [
        "“nan” does not fit “answer”. Input should be a finite number.",
        "“inf” does not fit “tolerance”. Input should be a finite number.",
    ]


def test_controls_without_room_and_figures_without_a_source_are_reported():
    assert reported("controls") == [
        "This does not hold together. The slider runs from 1 to 1; let it go further.",
        "This does not hold together. `start: 2.0` must be a number between `minimum` and `maximum`.",
        "This does not hold together. `start` names what is not among `choices`: noor.",
        "This does not hold together. `start` is one value for a choice and a list of values for checks.",
        "This does not hold together. There are 5 controls at once, more than 4; put the sliders into `scenes`, "
        "such as [[first], [second, third]], which come one after another.",
        "This does not hold together. `scenes` leaves out: two.",
        "This does not hold together. Published numbers (`invented: false`) need `source`, `studied` and `rests-on`.",
    ]


def test_guesses_that_cannot_be_made_or_come_to_nothing_are_reported():
    assert reported("guesses") == [
        "This does not hold together. A prediction has either `revealed` (one number) or `guesses`, not both.",
        "This does not hold together. Say in `unit` what the number counts, such as “of 100 people”.",
        "This does not hold together. `revealed: 400` must lie between `minimum` and `maximum`.",
        "This does not hold together. `revealed`, what came out, is missing for: guess.",
    ]


def test_a_scenario_that_goes_in_a_circle_is_reported():
    assert reported("scenario-circle") == [
        "This does not hold together. The turns asked, thanked lead round in a circle; let one of them end."
    ]


def test_a_scenario_that_leads_nowhere_is_reported():
    assert reported("scenario-leads-nowhere") == [
        "This does not hold together. `next: elsewhere` does not name another turn."
    ]


def test_a_scenario_has_a_right_reply_at_every_turn():
    assert reported("scenario-without-a-right-reply") == [
        "This does not hold together. The turn “only” has no reply with `correct: true`."
    ]


def test_a_turn_that_no_reply_leads_to_is_reported():
    assert reported("scenario-turn-never-reached") == [
        "This does not hold together. No reply leads to the turn “forgotten”; name it in a `next`, or remove it."
    ]


def test_everything_that_cannot_work_in_the_kinds_to_practise_with_is_reported_in_one_go():
    assert [told.removeprefix("This does not hold together. ") for told in reported("practice-kinds")] == [
        "Two tags have the same text; make each one different.",
        "Nobody reads this, since the line has no `tags`; write which ones fit, or remove it.",
        "The tag “order” is not among `tags`; write one of: hint, ask.",
        "Two lines have the same text; make each one different.",
        "The tag “hint” stands here twice; remove one.",
        "A line with `tags` needs `who:` (who speaks or acts, as the learner reads it).",
        "A line with `tags` needs `feedback:` "
        "(what the line does, which tags fit it, and what somebody could make of it).",
        "No line has `tags`, so there is nothing to do; write which ones fit.",
        "The tag “hint” fits every line, so that it tells nothing apart.",
        "The slot “ask” has no full answer; give one of its phrases `worth: 1`.",
        "Two phrases have the same text; make each one different.",
        "A phrase does not clash with its own slot; give it less `worth` instead.",
        "A phrase that takes from another slot earns nothing; give “please-do” `worth: 0`.",
        "No phrase has the `id` “always”; give the phrase that is meant this `id`.",
        "No slot has the `id` “roam”; write one of: ask, room.",
        "Every slot may be left out, so that nothing would be a message; make one of them needed.",
        "This reply closes and ends the conversation, so that nobody can mend it; give it a `next`.",
        "Other replies have an `effect` and this one has none; write opens, stays or closes.",
        "The turn “tea” has no reply with `effect: opens`.",
        "Write under `then` what the other person says or does next.",
        "A reply with an `effect` is neither right nor wrong; remove `correct`.",
        "Nobody could mend a closed door here; a conversation with effects has two turns or more.",
        "`then` goes with an `effect`; without one, tell it in `feedback`.",
    ]


def test_a_worth_an_effect_or_an_aim_that_there_is_not_is_reported():
    assert reported("worth-and-aim") == [
        "“fun” does not fit “aim”. Input should be 'skill', 'idea' or 'method'.",
        "“0.7” does not fit “worth”. Input should be a multiple of 0.5.",
        "The key “feedback” is missing. Add `feedback:` (what the phrase gives the other person, and what they may "
        "make of it).",
        "“[]” does not fit “phrases”. List should have at least 2 items after validation, not 0.",
        "“1” does not fit “factor”. Input should be less than or equal to 0.5.",
        "“helps” does not fit “effect”. Input should be 'opens', 'stays' or 'closes'.",
    ]


def test_ends_of_a_range_the_wrong_way_round_are_reported():
    assert reported("ends-the-wrong-way-round") == [
        "This does not hold together. The guess runs from 100 to 0; let it go further.",
        "This does not hold together. The slider runs from 1 to 1; let it go further.",
    ]


def test_a_card_has_what_a_card_needs_and_no_more():
    assert reported("card-without-words") == [
        "The key “text” is missing. Add `text:` (what the card offers).",
        "The key “colour” is not known here. Correct its spelling, or remove it.",
    ]


def test_two_cards_of_one_name_are_reported():
    assert reported("cards-alike") == [
        "This does not hold together. Two cards have the same text; make each one different."
    ]


def test_a_check_holds_statements_and_a_look_back_names_its_reflection():
    assert reported("check-of-another-type") == [
        "“single” does not fit “type”. Input should be 'true-false'.",
        "The key “reflection” is missing. Add `reflection:` (the id of the reflection in that lesson).",
    ]


def test_an_id_in_the_wrong_form_is_told_the_right_one_in_words():
    assert reported("not-a-slug") == [
        "“Which One?” is not a valid id. Write small letters, digits and single hyphens, such as odds-to-risk."
    ]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("tab", r"found character '\t' that cannot start any token"),
        ("broken-quote", "expected <block end>, but found '<scalar>'"),
        ("alias", "aliases (`*name`) are not used here; write the text out"),
        ("alias-to-itself", "aliases (`*name`) are not used here; write the text out"),
        ("bad-date", "this value cannot be read; put it in quotes if it is text"),
        ("key-is-a-list", "found unhashable key"),
    ],
)
def test_malformed_yaml_is_reported_at_its_line(name, problem):
    remedy = "Check the indentation, the quotes and the colons of this line and the one above."
    assert reported(name) == [f"This is not valid YAML: {problem}. {remedy}"]


def test_a_control_character_is_reported_at_its_line():
    assert reported("control-character") == [
        "This is not valid YAML: special characters are not allowed. "
        "Remove control characters; save the file as plain text."
    ]


def test_a_file_nested_too_deeply_is_reported():
    assert reported("nested-too-deeply") == ["This file is nested too deeply. Use fewer levels."]


def test_a_file_that_is_not_utf_8_is_reported_at_its_line():
    assert reported("not-utf-8") == ["This file is not UTF-8. Save it as UTF-8."]


@pytest.mark.parametrize("read", [load_activities, load_graded, load_ledger, load_coverage, load_sheet])
def test_an_empty_file_is_reported(read):
    assert reported("empty", read) == ["This file is empty. Restore it from version control, or write it anew."]


def test_a_list_in_place_of_a_mapping_is_reported():
    assert reported("list-instead-of-mapping") == [
        "“[{'lesson': '03-alone-together'}, {'tit…” is not a block of keys. Write `key: value` lines here."
    ]


def test_all_faults_of_a_file_are_reported_in_one_go():
    assert reported("many-faults") == [
        "The key “colour” is not known here. Correct its spelling, or remove it.",
        "The key “prompt” is missing. Add `prompt:` (the question or instruction).",
        "The key “feedback” is missing. "
        "Add `feedback:` (why this option is right or wrong, in at least one full sentence).",
        "“Which Other” is not a valid id. Write small letters, digits and single hyphens, such as odds-to-risk.",
        "“a lot” does not fit “answer”. Input should be a valid number, unable to parse string as a number.",
        "“-1” does not fit “tolerance”. Input should be greater than or equal to 0.",
        "“riddle” is not a block of keys. Write `key: value` lines here.",
        "“none” does not fit “reflections”. Input should be a valid list.",
    ]


def test_every_fixture_is_used_and_holds_what_its_name_says():
    for path in FIXTURES.glob("*.yaml"):
        load = load_graded if "graded" in path.name else load_activities
        if path.name.startswith("ok-"):
            load(path)
        else:
            with pytest.raises(ContentError):
                load(path)


def test_a_missing_file_is_reported(tmp_path):
    path = tmp_path / "nowhere.yaml"
    with pytest.raises(ContentError) as caught:
        load_activities(path)
    assert caught.value.faults == [Fault(path, 1, "This file is missing.", "Restore it, or correct its name.")]


def test_a_folder_in_place_of_a_file_is_reported(tmp_path):
    for read in (read_yaml, lambda path: read_table(path, ("moment",))):
        with pytest.raises(ContentError, match="This file cannot be read: Is a directory"):
            read(tmp_path)


def test_an_integer_of_thousands_of_digits_is_reported(tmp_path):
    for digits in ("9" * 5000, "0x" + "f" * 5000):
        path = written(tmp_path, f"lesson: 03-alone-together\ntitle: A\nabout: B\nminutes: 10\ncare: {digits}\n")
        with pytest.raises(ContentError) as caught:
            load_activities(path)
        (fault,) = caught.value.faults
        assert fault.line == 5
        assert "this value cannot be read" in fault.message


def test_a_claim_with_an_unknown_badge_is_reported_at_its_line(tmp_path):
    path = written(tmp_path, "E1:\n  claim: A\n  badge: sure\n")
    with pytest.raises(ContentError) as caught:
        load_ledger(path)
    lines = {fault.line: str(fault) for fault in caught.value.faults}
    assert "does not fit “badge”" in lines[3]
    assert "(what not to conclude)" in str(caught.value)


def test_coverage_that_is_not_a_list_of_places_is_reported_at_its_line(tmp_path):
    path = written(tmp_path, "C1: [{lesson: 03-alone-together, cell: a}]\nC2: {lesson: 03-alone-together, cell: a}\n")
    with pytest.raises(ContentError) as caught:
        load_coverage(path)
    assert [fault.line for fault in caught.value.faults] == [2]


def test_every_missing_column_and_every_ragged_row_is_reported(tmp_path):
    text = 'moment,count\ntea,1\n"water,\nwarm",2\nbus\n\ncall,3,4\n'
    path = written(tmp_path, text, "made-up.csv")
    with pytest.raises(ContentError) as caught:
        read_table(path, ("moment", "role", "kind"))
    assert [f"{fault.line}: {fault.message}" for fault in caught.value.faults] == [
        "1: The column “role” is missing.",
        "1: The column “kind” is missing.",
        "5: This row has more or fewer fields than the first line.",
        "7: This row has more or fewer fields than the first line.",
    ]
    assert all(fault.remedy for fault in caught.value.faults)


def test_a_quote_that_is_never_closed_is_reported(tmp_path):
    path = written(tmp_path, 'moment,role\ntea,"grower\nbus,driver\n', "made-up.csv")
    with pytest.raises(ContentError, match="This is not valid CSV"):
        read_table(path, ("moment", "role"))


def test_an_empty_table_lacks_its_columns(tmp_path):
    with pytest.raises(ContentError, match="The column “moment” is missing"):
        read_table(written(tmp_path, "", "made-up.csv"), ("moment",))


# What a learner gets holds no key


def _keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _strings_under(value, wanted):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == wanted:
                yield inner
            yield from _strings_under(inner, wanted)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings_under(inner, wanted)


def test_a_stripped_exercise_holds_nothing_of_its_key():
    text = dump_sheet(stripped(load_graded(FIXTURES / "ok-graded.yaml")))
    for told in ("SECRET", "correct", "mistakes", "48.625", "0.375", "51.875", "C62", "E1"):
        assert told not in text.replace("graded-", "")
    assert "May I sit here?" in text


@given(graded_exercises())
@settings(max_examples=60, deadline=None)
def test_no_feedback_and_no_key_of_any_exercise_gets_into_the_release(graded):
    text = dump_sheet(stripped(graded))
    secret = [text for key in ("feedback", "then", "told") for text in _strings_under(graded.model_dump(), key)]
    feedback = [text for text in secret if text]
    assert len(feedback) >= len(graded.items)
    assert not [one for one in feedback if one in text]
    assert not set(_keys(yaml.safe_load(text))) & KEYS_OF_KEYS


@given(graded=graded_exercises())
@settings(max_examples=60, deadline=None)
def test_a_released_exercise_reads_back_as_it_was(graded, tmp_path_factory):
    path = written(tmp_path_factory.getbasetemp(), dump_sheet(stripped(graded)), "released.yaml")
    assert load_sheet(path) == stripped(graded)


def test_no_exercise_that_is_given_out_holds_a_key(tmp_path):
    root = FIXTURES.parents[2]
    gallery = written(tmp_path, dump_sheet(load_sheet(root / "tests" / "gallery" / "exercise" / "items.yaml")))
    released = sorted(root.glob("exercises/*/items.yaml"))
    assert released
    for path in [*released, gallery]:
        sheet = read_yaml(path).data
        assert not set(_keys(sheet)) & KEYS_OF_KEYS, path
        for item in sheet["items"]:
            # What may be said of lines is shown, and what fits each of them is not.
            assert not [line for line in item.get("lines", []) if line.keys() - {"key", "who", "text"}], path


def test_an_authors_file_and_a_learners_show_the_same(tmp_path):
    authors = load_sheet(FIXTURES / "ok-graded.yaml")
    learners = load_sheet(written(tmp_path, dump_sheet(authors)))
    assert learners == authors
    assert learners.item("graded-sort")["categories"] == ["seen", "felt"]
    assert learners.item("graded-single")["points"] == 3
    with pytest.raises(KeyError):
        learners.item("nowhere")


def test_the_release_does_not_lead_back_to_the_authors_file(tmp_path):
    path = written(tmp_path, dump_sheet(stripped(load_graded(FIXTURES / "ok-graded.yaml"))))
    with pytest.raises(ContentError):
        load_graded(path)


def test_the_same_sheet_is_written_the_same_way_whatever_the_order_of_keys():
    graded = load_graded(FIXTURES / "ok-graded.yaml")
    backwards = _backwards(graded.model_dump())
    assert list(backwards) != list(graded.model_dump())
    assert dump_sheet(stripped(Graded(**backwards))) == dump_sheet(stripped(graded))


def _backwards(value):
    if isinstance(value, dict):
        return {key: _backwards(inner) for key, inner in reversed(value.items())}
    return [_backwards(inner) for inner in value] if isinstance(value, list) else value
