"""Items: the types of closed question, each with its schema, scoring and words in a file of its own.

The one implementation, used by the lessons' feedback, by nbgrader and by everything that grades. Scoring is pure: from
an item and a response to a score with its reasons. Nothing but ``TYPES`` lists the types.
"""

from __future__ import annotations

from typing import Annotated, Any, Union, get_args

from pydantic import Field, GetPydanticSchema

from .annotate import Annotate
from .base import Chance, Explanation, Item, Named, Option, Reason, Score, key_of, renamed
from .choice import Multiple, Single, TrueFalse
from .compose import Compose
from .entry import Entry
from .match import Match
from .number import ResponseError, foreign, number
from .numeric import Numeric
from .order import Order
from .part import Where
from .scenario import Scenario
from .sort import Sort

__all__ = [
    "TYPES",
    "Annotate",
    "AnyItem",
    "Chance",
    "Compose",
    "Entry",
    "Explanation",
    "Item",
    "Named",
    "Numeric",
    "Option",
    "Reason",
    "ResponseError",
    "Scenario",
    "Score",
    "TrueFalse",
    "Where",
    "key_of",
    "number",
    "register",
    "words",
]

TYPES: dict[str, type[Item]] = {}
"""The types by the word that ``type:`` has for each."""


def register(item: type[Item]) -> type[Item]:
    """Add a type, before any file of the course is read."""
    (name,) = get_args(item.model_fields["type"].annotation)
    TYPES[name] = item
    return item


for _type in (Single, Multiple, TrueFalse, Numeric, Match, Order, Sort, Scenario, Annotate, Compose):
    register(_type)

AnyItem = Annotated[
    Item,
    GetPydanticSchema(
        # Made when a file is first read, so that it knows every type that was registered until then.
        lambda _, handler: handler.generate_schema(
            Annotated[Union[tuple(TYPES.values())], Field(discriminator="type")]  # noqa: UP007
        )
    ),
]


def words(shown: dict[str, Any], response: Any) -> str:
    """The response in words, for people who read it without the course: in grading, and before handing in.

    ``shown`` is the item's public form. Raises ResponseError if the response does not belong to it.
    """
    try:
        return "\n".join(TYPES[shown["type"]].words(shown, renamed(response, shown.get("formerly", {}))))
    except (LookupError, TypeError, AttributeError):
        raise foreign() from None
