"""What learners write is shown as text, whatever they write."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from leaningwell.answers.plain import clean
from leaningwell.grading.plain import fenced

PIECES = """<script> </code></pre> <img/src=x/onerror=1> ``` ```` ~~~ > # [a](javascript:b) $x$ $$
\\begin{a} \\end{a} &lt; &#60;b> ![x](y) <!-- --> ` word"""
pieces = st.sampled_from([*PIECES.split(), " ", "    ", "\n", "\t", "\r", "\0", "\ud800"])
texts = st.lists(pieces | st.text(max_size=5), max_size=12).map("".join)


@given(texts)
def test_a_fenced_text_is_one_block_of_code_and_nothing_else(text):
    page = markdown2html_mistune(f"Before\n\n{fenced(text)}\n\nAfter")
    body = re.fullmatch(r"<p>Before</p>\s*<pre><code>(.*)</code></pre>\s*<p>After</p>\s*", page, flags=re.S)
    assert body, page
    assert "<" not in body[1]


@given(st.text(st.characters()))
def test_clean_text_can_be_written_anywhere(text):
    clean(text).encode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", clean(text))
    assert clean(clean(text)) == clean(text)


def test_emoji_and_joined_letters_stay():
    for text in ("👩‍👧", "می‌خواهم", "ş ğ ı", "क्‍ष"):
        assert clean(text) == text
