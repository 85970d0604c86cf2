"""Values as they cross the border between a learner's code and a test: as plain data, and nothing that could act.

A number, a text, None and a truth value stand for themselves; anything else is a list that begins with a letter.
"""

from __future__ import annotations

import base64
import itertools
import math
from collections.abc import Callable, Iterator, KeysView, Mapping, ValuesView
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

DEEPEST = 40
MOST = 200_000
"""So many things are taken from something that may have no end."""
KINDS = "biufcUS"
EXACT = 2**53
LISTS: dict[str, Callable[[list[Any]], Any]] = {
    "list": list, "tuple": tuple, "set": set, "frozenset": frozenset, "iterator": iter,
}  # fmt: skip
EXACTLY: dict[str, Callable[[str], Any]] = {"fraction": Fraction, "decimal": Decimal, "float": float}
Named = Callable[[Callable[..., Any]], str]
Called = Callable[[str], Callable[..., Any]]


class Unclear(Exception):
    """What came over the border is no value."""


class Opaque:
    """Stands for something that only the learner's process can hold. It can be shown, and some can be a number."""

    def __init__(self, shown: str, number: float | None):
        self._shown, self._number = shown, number

    def __repr__(self) -> str:
        return self._shown

    def __float__(self) -> float:
        if self._number is None:
            raise TypeError("this is not a number")
        return self._number


def encode(value: Any, named: Named | None = None, depth: int = 0) -> Any:
    """The value as plain data. ``named`` gives a name to a function that the other side may call by it."""
    if value is None or isinstance(value, bool | str) and type(value) in (bool, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _array(value)
    if isinstance(value, bool | int):
        return value if abs(int(value)) < EXACT else ["int", hex(int(value))]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else ["float", repr(float(value))]
    if isinstance(value, str):
        return str(value)
    if depth >= DEEPEST:
        return _opaque(value)
    for name, kind in (("list", list), ("tuple", tuple), ("set", set), ("frozenset", frozenset)):
        if isinstance(value, kind):
            return [name, [encode(one, named, depth + 1) for one in value]]
    if isinstance(value, Mapping):
        return ["dict", [[encode(key, named, depth + 1), encode(one, named, depth + 1)] for key, one in value.items()]]
    if isinstance(value, range | KeysView | ValuesView):
        return ["list", [encode(one, named, depth + 1) for one in itertools.islice(value, MOST)]]
    if isinstance(value, complex):
        return ["complex", [encode(value.real), encode(value.imag)]]
    if isinstance(value, bytes | bytearray):
        return ["bytes", base64.b64encode(value).decode()]
    if isinstance(value, Fraction | Decimal):
        return [type(value).__name__.lower(), str(value)]
    if isinstance(value, Iterator):
        return ["iterator", [encode(one, named, depth + 1) for one in itertools.islice(value, MOST)]]
    if named and callable(value):
        return ["function", named(value)]
    return _opaque(value)


def _array(value: Any) -> Any:
    array = np.asarray(value)
    if array.dtype.kind not in KINDS:
        return encode(value.item() if isinstance(value, np.generic) else array.tolist(), depth=DEEPEST - 8)
    content = base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    name = "scalar" if isinstance(value, np.generic) else "array"
    return [name, [array.dtype.str, list(array.shape), content]]


def _opaque(value: Any) -> Any:
    try:
        shown = repr(value)[:500]
    except Exception:
        shown = type(value).__name__
    try:
        number = float(value)
    except Exception:
        number = math.nan
    return ["opaque", [shown, number if math.isfinite(number) else None]]


def decode(data: Any, called: Called | None = None) -> Any:
    """The value again, of plain types alone. Raises Unclear. ``called`` makes a function of a name."""
    try:
        return _decode(data, called, 0)
    except Unclear:
        raise
    except Exception as error:
        raise Unclear(type(error).__name__) from None


def _decode(data: Any, called: Called | None, depth: int) -> Any:
    if data is None or isinstance(data, bool | int | float | str):
        return data
    if depth > DEEPEST + 10 or not isinstance(data, list):
        raise Unclear
    name, content = data
    if name in LISTS:
        return LISTS[name]([_decode(one, called, depth + 1) for one in content])
    if name == "dict":
        return {_decode(key, called, depth + 1): _decode(one, called, depth + 1) for key, one in content}
    if name in EXACTLY:
        return EXACTLY[name](str(content))
    if name == "int":
        return int(str(content), 16)
    if name == "complex":
        real, imaginary = content
        return complex(_decode(real, None, depth + 1), _decode(imaginary, None, depth + 1))
    if name == "bytes":
        return base64.b64decode(content)
    if name in ("array", "scalar"):
        kind, shape, packed = content
        if np.dtype(kind).kind not in KINDS:
            raise Unclear
        array = np.frombuffer(base64.b64decode(packed), dtype=np.dtype(kind)).reshape(shape).copy()
        return array[()] if name == "scalar" else array
    if name == "opaque":
        shown, number = content
        return Opaque(str(shown), None if number is None else float(number))
    if name == "function" and called:
        return called(str(content))
    raise Unclear
