"""Turns the course's files into validated objects, or into a list of everything that is wrong with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from leaningwell.items import TYPES, Where
from leaningwell.items.part import Misfits, Slug

from .activities import FORMS, Activities, Graded
from .evidence import SOURCE_FORMS, Coverage, Ledger
from .glossary import TERM_FORM, Glossary
from .yamlfile import ContentError, Document, Fault, read_text, read_yaml

Model = TypeVar("Model", bound=BaseModel)
Row = dict[str, str]
"""A row of a table, by column."""


def validated(document: Document, model: type[Model]) -> Model:
    """The document as an object of ``model``. Raises ContentError with a fault per mistake."""
    if document.data is None:
        remedy = "Restore it from version control, or write it anew."
        raise ContentError([Fault(document.path, 1, "This file is empty.", remedy)])
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        faults = [fault for found in error.errors() for fault in _faults(document, model, found)]
        raise ContentError(sorted(set(faults))) from None


def load_activities(path: Path) -> Activities:
    """The activities of one lesson. Raises ContentError."""
    return validated(read_yaml(path), Activities)


def load_graded(path: Path) -> Graded:
    """The graded items of one exercise, with their keys. Raises ContentError."""
    return validated(read_yaml(path), Graded)


def load_ledger(path: Path) -> Ledger:
    """The ledger of claims. Raises ContentError."""
    return validated(read_yaml(path), Ledger)


def load_coverage(path: Path) -> Coverage:
    """The map from ideas to cells. Raises ContentError."""
    return validated(read_yaml(path), Coverage)


def load_glossary(path: Path) -> Glossary:
    """The technical terms. Raises ContentError."""
    return validated(read_yaml(path), Glossary)


class Personas(RootModel[dict[Slug, dict[str, Any]]]):
    """The course's made-up people by id."""


def load_personas(course: Path) -> dict[str, dict[str, Any]]:
    """The course's made-up people by id. ``course`` is the folder of its lessons. Raises ContentError."""
    return validated(read_yaml(course / "data" / "personas.yaml"), Personas).root


def read_table(path: Path, columns: tuple[str, ...]) -> list[Row]:
    """Rows of a CSV file that has at least ``columns``. Raises ContentError."""
    reader = csv.DictReader(io.StringIO(read_text(path)), strict=True)
    rows, faults = [], []
    try:
        for column in columns:
            if column not in (reader.fieldnames or []):
                message = f"The column “{column}” is missing."
                faults.append(Fault(path, 1, message, "Add it to the first line and to every row."))
        for row in reader:
            rows.append(row)
            if None in row or None in row.values():
                message = "This row has more or fewer fields than the first line."
                remedy = "Put quotes round fields that contain a comma."
                faults.append(Fault(path, reader.line_num, message, remedy))
    except csv.Error as error:
        remedy = "Check that every quote is closed, and doubled inside a field."
        faults.append(Fault(path, max(1, reader.line_num), f"This is not valid CSV: {error}.", remedy))
    if faults:
        raise ContentError(faults)
    return rows


def _faults(document: Document, model: type[BaseModel], found: ErrorDetails) -> Iterator[Fault]:
    error = found.get("ctx", {}).get("error")
    if isinstance(error, Misfits):
        for where, sentence in error.found:
            yield _unfit(document, (*found["loc"], *where), sentence)
    else:
        yield _fault(document, model, found)


def _unfit(document: Document, where: Where, sentence: str) -> Fault:
    return Fault(
        document.path, document.line(where), "This does not hold together.", f"{sentence[0].upper()}{sentence[1:]}."
    )


def _fault(document: Document, model: type[BaseModel], found: ErrorDetails) -> Fault:
    where, kind, context = found["loc"], found["type"], found.get("ctx", {})
    line = document.line(where)
    name = str(where[-1]) if where else ""
    match kind:
        case "missing":
            wanted = _description(model, where)
            message, remedy = f"The key “{name}” is missing.", f"Add `{name}:`{f' ({wanted})' if wanted else ''}."
        case "extra_forbidden":
            message, remedy = f"The key “{name}” is not known here.", "Correct its spelling, or remove it."
        case "union_tag_invalid":
            message = f"The item type “{context['tag']}” is unknown."
            remedy = f"Use one of: {', '.join(TYPES)}."
        case "union_tag_not_found":
            message, remedy = "The key “type” is missing.", f"Add `type:` with one of: {', '.join(TYPES)}."
        case "value_error":
            return _unfit(document, where, str(context["error"]))
        case "string_pattern_mismatch":
            message = f"“{_shortened(found['input'])}” is not a valid {_last_word(where)}."
            remedy = f"Write {(FORMS | SOURCE_FORMS | TERM_FORM).get(context['pattern'], context['pattern'])}."
        case "string_type" if isinstance(found["input"], bool | int | float | date):
            message, remedy = f"“{_shortened(found['input'])}” is not read as text here.", "Put it in quotes."
        case "model_type" | "model_attributes_type" | "dict_type":
            message = f"“{_shortened(found['input'])}” is not a block of keys."
            remedy = "Write `key: value` lines here."
        case _:
            message = f"“{_shortened(found['input'])}” does not fit “{_last_word(where)}”."
            remedy = f"{found['msg']}."
    return Fault(document.path, line, message, remedy)


def _last_word(where: Where) -> str:
    return next((str(step) for step in reversed(where) if isinstance(step, str)), "file")


def _shortened(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _description(model: type[BaseModel], where: Where) -> str | None:
    """The description of the field at ``where``, for the author who left it out."""
    whole = _schema(model)
    here = whole
    for step in where:
        here = _inside(_resolved(here, whole), step)
    return here.get("description")


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in schema:  # something, or nothing
        schema = schema["anyOf"][0]
    return whole["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _inside(schema: dict[str, Any], step: str | int) -> dict[str, Any]:
    """The schema one step further in: an index, an item's type, a field, or a name the author chose."""
    inner: dict[str, Any] = next(iter(schema.get("patternProperties", {}).values()), {})
    if isinstance(step, int) and "items" in schema:
        inner = schema["items"]
    elif step in schema.get("discriminator", {}).get("mapping", {}):
        inner = {"$ref": schema["discriminator"]["mapping"][step]}
    elif "oneOf" in schema:  # a question, or the id of something
        inner = next((one for one in schema["oneOf"] if "discriminator" in one), {})
    elif step in schema.get("properties", {}):
        inner = schema["properties"][step]
    return inner
