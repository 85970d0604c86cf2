"""A passphrase that somebody would try first is not taken; one of a few words is."""

from __future__ import annotations

import json

import pytest

from node import evaluate


def weakness(passphrase):
    return evaluate("workbook/guessable.js", "{ weakness }", f"weakness({json.dumps(passphrase)})")


@pytest.mark.parametrize("passphrase", ["", "short", "nine char"])
def test_a_short_one_is_refused_as_short(passphrase):
    assert weakness(passphrase) == "short"


@pytest.mark.parametrize(
    "passphrase",
    [
        "1234567890",
        "0987654321",
        "password123",
        "Password 123!",
        "p4ssw0rd2024",
        "Passwort1234",
        "qwertyuiop",
        "qwertzuiop1",
        "asdfghjkl!!",
        "abcdefghijkl",
        "aaaaaaaaaa",
        "ababababab",
        "          ",
        "abc123abc123",
        "iloveyou<3<3<3",
        "passwordpassword",
        "01.01.1990",
        "0171 2345678",
        "letmein2026",
        "sunshine2025",
        "leaning well 1",
        "Sommer2026!!",
        "trustno1trustno1",
        "correct horse battery staple",
    ],
)
def test_words_that_everybody_takes_numbers_and_keys_in_a_row_are_refused(passphrase):
    assert weakness(passphrase) == "common"


@pytest.mark.parametrize(
    "passphrase",
    [
        "vier ruhige Wörter genügen",
        "drei andere Wörter",
        "purple teapot marches slowly",
        "love my sunny monkey garden",
        "Kx7#pQ2!vZ9m",
        "Mirabelle, Zwetschge, Schlehe",
        "אני אוהבת לקרוא בגן",
        "静かな庭で本を読むのが好き",
        "summer dragon cheese monkey",
    ],
)
def test_a_few_words_or_signs_of_ones_own_are_taken(passphrase):
    assert weakness(passphrase) is None
