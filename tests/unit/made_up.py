"""Made-up items and responses for the unit tests: every type, in every shape that content lets in."""

from pathlib import Path

from hypothesis import strategies as st
from pydantic import TypeAdapter

from leaningwell.content import Graded
from leaningwell.items import AnyItem

FIXTURES = Path(__file__).parent / "content"
ITEM = TypeAdapter(AnyItem)

# Without Unicode's own line breaks, which PyYAML writes but reads back as others; no author can type one.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029")
words = st.text(characters, min_size=1, max_size=20).map(str.strip).filter(bool)
flags = st.booleans()
numbers = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def _feedback(draw):
    """Feedback that is found nowhere else."""
    return f"SECRET {draw(st.uuids())}"


def _options(draw, correct):
    texts = draw(st.lists(words, min_size=len(correct), max_size=len(correct), unique=True))
    return [
        {"text": text, "correct": right, "feedback": _feedback(draw)}
        for text, right in zip(texts, correct, strict=True)
    ]


@st.composite
def _single(draw):
    size = draw(st.integers(2, 5))
    right = draw(st.integers(0, size - 1))
    return {"type": "single", "options": _options(draw, [place == right for place in range(size)])}


@st.composite
def _multiple(draw):
    correct = draw(st.lists(flags, min_size=2, max_size=6).filter(lambda flags: len(set(flags)) == 2))
    return {"type": "multiple", "options": _options(draw, correct)}


@st.composite
def _true_false(draw):
    truth = draw(flags)
    return {
        "type": "true-false",
        "options": [
            {"text": "True", "correct": truth, "feedback": _feedback(draw)},
            {"text": "False", "correct": not truth, "feedback": _feedback(draw)},
        ],
    }


@st.composite
def _numeric(draw):
    answer, tolerance = draw(numbers), draw(st.floats(0, 1e6))
    far = numbers.filter(lambda value: abs(value - answer) > 1.01 * tolerance + 1e-6 * abs(answer))
    return {
        "type": "numeric",
        "answer": answer,
        "tolerance": tolerance,
        "unit": draw(st.sampled_from(["", "%", "years"])),
        "feedback": _feedback(draw),
        "mistakes": [{"value": value, "feedback": _feedback(draw)} for value in draw(st.lists(far, max_size=3))],
    }


@st.composite
def _sort(draw):
    categories = draw(st.lists(words, min_size=2, max_size=4, unique=True))
    texts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    entries = [
        {"text": text, "category": draw(st.sampled_from(categories)), "feedback": _feedback(draw)} for text in texts
    ]
    return {"type": "sort", "categories": categories, "entries": entries}


@st.composite
def _match(draw):
    lefts = draw(st.lists(words, min_size=2, max_size=5, unique=True))
    partners = draw(st.lists(words, min_size=2, max_size=4, unique=True))
    # Everybody's partner is drawn, but the first two differ: with one partner there is nothing to match.
    rights = [*partners[:2], *(draw(st.sampled_from(partners)) for _ in lefts[2:])]
    return {
        "type": "match",
        "pairs": [
            {"left": left, "right": right, "feedback": _feedback(draw)}
            for left, right in zip(lefts, rights, strict=True)
        ],
    }


@st.composite
def _order(draw):
    texts = draw(st.lists(words, min_size=3, max_size=6, unique=True))
    return {
        "type": "order",
        "sequence": [{"text": text, "feedback": _feedback(draw)} for text in texts],
        "swaps": draw(st.integers(0, 1)),
    }


@st.composite
def _scenario(draw):
    correct = st.lists(flags, min_size=2, max_size=3).filter(any)
    if draw(flags):
        return {"type": "scenario", "options": _options(draw, draw(correct))}
    ids = [f"turn-{number}" for number in range(draw(st.integers(1, 4)))]
    turns = []
    for place, id in enumerate(ids):
        options = _options(draw, draw(correct))
        for option in options:
            option["next"] = draw(st.sampled_from([None, *ids[place + 1 :]]))
        turns.append({"id": id, "says": draw(words), "options": options})
    reached = {ids[0]}
    for turn in turns:  # a reply only leads on, so one pass finds every turn that is reached
        reached |= {option["next"] for option in turn["options"] if turn["id"] in reached}
    return {"type": "scenario", "turns": [turn for turn in turns if turn["id"] in reached]}


@st.composite
def _effects(draw):
    """A conversation with effects, the same whatever is replied, as in an exercise."""
    ids = [f"turn-{number}" for number in range(draw(st.integers(2, 4)))]
    turns = []
    for id, after in zip(ids, [*ids[1:], None], strict=True):
        effects = ["opens", *draw(st.lists(st.sampled_from(["opens", "stays", "closes"]), min_size=1, max_size=3))]
        replies = draw(st.lists(words, min_size=len(effects), max_size=len(effects), unique=True))
        options = [
            {"text": text, "effect": effect, "then": _feedback(draw), "feedback": _feedback(draw), "next": after}
            for text, effect in zip(replies, effects, strict=True)
        ]
        turns.append({"id": id, "says": draw(words), "options": options})
    return {"type": "scenario", "turns": turns}


@st.composite
def _annotate(draw):
    tags = draw(st.lists(words, min_size=2, max_size=4, unique=True))
    texts = draw(st.lists(words, min_size=3, max_size=6, unique=True))
    # No tag fits both of the first two lines.
    fitting = [[tags[0]], [tags[1]], *(draw(st.lists(st.sampled_from(tags), unique=True)) for _ in texts[2:])]
    lines = [
        {"who": "Jo", "text": text, "tags": tags, "feedback": _feedback(draw)} if tags else {"text": text}
        for text, tags in zip(texts, fitting, strict=True)
    ]
    return {"type": "annotate", "tags": tags, "lines": lines}


@st.composite
def _compose(draw):
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=4))
    texts = iter(draw(st.lists(words, min_size=sum(sizes), max_size=sum(sizes), unique=True)))
    labels = draw(st.lists(words, min_size=len(sizes), max_size=len(sizes), unique=True))
    slots = [
        {
            "id": f"slot-{place}",
            "label": label,
            "optional": place > 0 and draw(flags),
            "phrases": [
                {
                    "id": f"phrase-{place}-{number}",
                    "text": next(texts),
                    "worth": 1 if number == 0 else draw(st.sampled_from([0, 0.5, 1])),
                    "feedback": _feedback(draw),
                }
                for number in range(size)
            ],
        }
        for place, (size, label) in enumerate(zip(sizes, labels, strict=True))
    ]
    poor = [(slot["id"], phrase["id"]) for slot in slots for phrase in slot["phrases"] if phrase["worth"] == 0]
    pairs = [(phrase, slot["id"]) for home, phrase in poor for slot in slots if slot["id"] != home]
    clashes = [
        {"phrase": phrase, "slot": slot, "factor": draw(st.sampled_from([0, 0.5])), "told": _feedback(draw)}
        for phrase, slot in (draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else [])
    ]
    whole = [{"id": "whole-one", "text": "All of it at once", "feedback": _feedback(draw)}] if draw(flags) else []
    return {"type": "compose", "slots": slots, "clashes": clashes, "whole": whole}


BY_TYPE = (
    _single(), _multiple(), _true_false(), _numeric(), _match(), _order(), _sort(), _scenario(), _effects(),
    _annotate(), _compose(),
)  # fmt: skip


@st.composite
def _items(draw, id="made-up", types=BY_TYPE):
    made = draw(st.one_of(*types))
    return ITEM.validate_python({"id": id, "prompt": draw(words), **made})


items = _items()
practised = _items(types=(_effects(), _annotate(), _compose()))
"""What is scored above chance in an exercise."""


@st.composite
def graded_exercises(draw):
    """A whole graded exercise."""
    made = [draw(_items(id=f"item-{number}")) for number in range(draw(st.integers(0, 4)))]
    return Graded(lesson="03-alone-together", items=made)


@st.composite
def plausible_responses(draw, item):
    """A response made of pieces of the item, often one that fits, sometimes one that nearly does."""
    parts = getattr(item, "options", []) or getattr(item, "entries", [])
    parts = [*parts, *(option for turn in getattr(item, "turns", []) for option in turn.options)]
    parts = parts or getattr(item, "pairs", []) or getattr(item, "sequence", [])
    parts = parts or getattr(item, "lines", []) or [*getattr(item, "slots", []), *getattr(item, "whole", [])]
    keys = st.sampled_from([part.key for part in parts] or ["0"])
    inner = [phrase.key for slot in getattr(item, "slots", []) for phrase in slot.phrases]
    places = [getattr(item, name, []) for name in ("places", "partners", "tag_texts")]
    categories = st.sampled_from([*inner, *(key for found in places for key in found), "elsewhere", []])
    near = st.floats(-2, 2).map(lambda share: getattr(item, "answer", 0) + share * getattr(item, "tolerance", 0))
    return draw(st.one_of(keys, st.lists(keys, max_size=6), st.dictionaries(keys, categories), near, near.map(str)))
