"""What crosses the border between learners' code and tests: plain data, whatever is sent."""

from __future__ import annotations

import signal
import socket
import time
from decimal import Decimal
from fractions import Fraction

import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell

from leaningwell.grading.cohort.plan import plan
from leaningwell.grading.cohort.running import harmless
from leaningwell.grading.cohort.values import DEEPEST, Opaque, Unclear, decode, encode
from leaningwell.grading.cohort.wire import HEAD, Wire, WireError

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
HASHED = st.booleans() | st.integers() | st.text() | st.tuples(st.integers(), st.text())
NESTED = st.recursive(
    PLAIN | st.fractions() | st.complex_numbers(allow_nan=False) | st.sets(HASHED) | st.frozensets(HASHED),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(HASHED, inner),
    max_leaves=12,
)


@given(NESTED)
def test_a_value_arrives_as_it_was(value):
    assert decode(encode(value)) == value
    assert type(decode(encode(value))) is type(value)


@pytest.mark.parametrize("kind", ["float64", "int8", "bool", "complex128", "<U5", "uint32"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 0, 4), (2, 3)])
def test_an_array_arrives_as_it_was(kind, shape):
    array = np.ones(shape).astype(kind)
    found = decode(encode(array))
    assert (found.dtype, found.shape) == (array.dtype, array.shape)
    assert np.array_equal(found, array)
    assert type(decode(encode(np.float64(0.5)))) is np.float64


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 2**70, -(2**70), Decimal("0.1")])
def test_a_number_that_json_does_not_know_arrives_as_well(value):
    assert repr(decode(encode(value))) == repr(value)


def test_something_without_end_is_taken_up_to_a_limit():
    import itertools

    assert next(decode(encode(itertools.count()))) == 0


def test_what_only_its_own_process_can_hold_is_shown_and_may_be_a_number():
    class Half:
        def __float__(self):
            return 0.5

        def __repr__(self):
            return "a half"

    class Silent:
        def __repr__(self):
            raise RuntimeError

    found = decode(encode(Half()))
    assert (type(found), float(found), repr(found)) == (Opaque, 0.5, "a half")
    with pytest.raises(TypeError):
        float(decode(encode(Silent())))
    itself = []
    itself.append(itself)
    for _ in range(DEEPEST - 1):
        itself = itself[0]
    assert isinstance(decode(encode(itself)), list)


class Cunning(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


def test_of_a_cunning_value_only_its_plain_kind_arrives():
    assert type(decode(encode(Cunning("nine")))) is str
    assert type(decode(encode(np.array([1.0]).view(np.recarray)))) is np.ndarray


@pytest.mark.parametrize(
    "data",
    [
        ["function", "os.system"],
        ["array", ["|O", [1], "AAAA"]],
        ["array", ["<f8", [1 << 40], ""]],
        ["dict", [[["list", []], 1]]],
        ["list"],
        ["unheard", 1],
        {"list": []},
        ["fraction", "1/0"],
        ["opaque", ["x"]],
        [],
    ],
)
def test_what_is_no_value_is_refused(data):
    with pytest.raises(Unclear):
        decode(data)


def test_a_name_stands_for_a_function_only_where_somebody_gives_one():
    assert decode(encode([len], lambda function: "length"), {"length": len}.__getitem__) == [len]
    assert isinstance(decode(encode(len)), Opaque)


@given(st.text(), st.integers() | st.fractions() | st.decimals())
def test_numbers_written_as_text_are_read_as_such(text, number):
    assert decode(encode(text)) == text
    assert isinstance(decode(encode(number)), int | Fraction | Decimal)


@pytest.fixture
def wires():
    one, other = socket.socketpair()
    with one, other:
        yield Wire(one, 1000), Wire(other, 1000)


def test_messages_arrive_in_order_and_whole(wires):
    one, other = wires
    for message in ({"a": 1}, [], "ü", None):
        one.send(message)
    assert [other.receive() for _ in range(4)] == [{"a": 1}, [], "ü", None]


def test_a_message_that_is_too_long_or_none_at_all_is_refused(wires):
    one, other = wires
    with pytest.raises(WireError):
        one.send("x" * 2000)
    one.end.sendall(HEAD.pack(1 << 30))
    with pytest.raises(WireError):
        other.receive()
    other.end.sendall(HEAD.pack(3) + b"{x}")
    with pytest.raises(WireError):
        one.receive()


def test_a_message_that_came_with_another_is_known_to_be_there(wires):
    one, other = wires
    one.end.sendall(b"".join(HEAD.pack(1) + content for content in (b"1", b"2")) + HEAD.pack(1))
    assert not other.holds()
    assert (other.receive(), other.holds()) == (1, True)
    assert (other.receive(), other.holds()) == (2, False)


def test_who_waits_is_told_that_the_time_is_over_or_the_other_side_gone(wires):
    one, other = wires
    with pytest.raises(TimeoutError):
        one.receive(time.monotonic())
    other.end.close()
    with pytest.raises(EOFError):
        one.receive()


def test_an_alarm_while_waiting_loses_nothing(wires):
    one, other = wires

    class Over(BaseException):
        pass

    def over(*_):
        raise Over

    before = signal.signal(signal.SIGALRM, over)
    try:
        message = HEAD.pack(4) + b'"ab"'
        one.end.sendall(message[:5])
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        with pytest.raises(Over):
            other.receive()
        one.end.sendall(message[5:])
        assert other.receive() == "ab"
    finally:
        signal.signal(signal.SIGALRM, before)


def test_of_forged_outputs_only_what_a_notebook_may_hold_is_kept():
    forged = [
        3,
        {"output_type": "unheard", "text": "x"},
        {"output_type": "stream", "name": ["x"], "text": {"a": 1}, "more": 1},
        {"output_type": "execute_result", "data": {"text/plain": "6.0", "x": [1]}, "metadata": {"y": 1}},
        {"output_type": "error", "ename": None, "traceback": 6},
        {"output_type": "display_data"},
    ]
    kept = harmless(forged)
    assert [output["output_type"] for output in kept] == ["stream", "execute_result", "error"]
    assert kept[1]["data"] == {"text/plain": "6.0"}
    notebook = nbformat.v4.new_notebook(cells=[new_code_cell("", outputs=[nbformat.from_dict(one) for one in kept])])
    nbformat.validate(notebook)
    assert harmless("x") == []


def cell(source: str, **about):
    name = about.pop("name", "")
    nbgrader = {"grade_id": name, "grade": False, "solution": False, "locked": True, "points": 1, **about}
    return new_code_cell(source, metadata={"nbgrader": nbgrader} if name else {})


def test_a_plan_gives_a_test_what_the_course_gives_and_the_names_that_learners_define():
    course = [
        cell("import math\nhalf = 0.5\nprint(half)"),
        cell("import numpy as np\n\ndef share():\n    return 1\n\nrate: float = 2\n", name="code", solution=True),
        cell("assert share() == 1\n1.0", name="test", grade=True),
        cell("later = 1"),
    ]
    own = [
        course[0],
        cell("share = 6"),
        cell("", name="code", solution=True),
        *course[2:],
        cell("0.0", name="q", grade=True),
    ]
    made = plan(own, course, {"test": "x = 1\ncheck(x)"}, {"test"})
    assert [step.cell for step in made.steps] == [0, 1, 3, 4]
    (test,) = made.tests
    assert test.given == ("import math\nhalf = 0.5", "import numpy as np")
    assert test.names == ("share", "rate")
    assert test.public == "x = 1"
    assert made.digest({}) != plan(own[1:], course, {}, {"test"}).digest({})
