"""
Text is cleaned as it enters and compared by its key.
"""

from __future__ import annotations

import sys

import pytest

from leadflow.core.text import clean_text, name_key, text_key, unguard


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  Acme \t Ltd\n", "acme ltd"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ﬁre", "fire"),
        ("Ａｃｍｅ", "acme"),
        ("Cafe\u0301", "café"),
        ("a\u00a0b\u3000c", "a b c"),
        ("", ""),
        (" \u2003 ", ""),
    ],
)
def test_the_key_is_what_spellings_have_in_common(text: str, key: str) -> None:
    """
    NFKC, case folded, blanks made one.
    """
    assert text_key(text) == key


def test_the_key_of_a_key_is_itself_for_every_character() -> None:
    """
    Alone, and with letters around it.
    """
    texts = (f"{a}{chr(code)}{b}" for code in range(sys.maxunicode + 1) for a, b in (("", ""), ("A", "b")))
    wrong = [text for text in texts if text_key(text_key(text)) != text_key(text)]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("a\tb\x0bc\x0cd", "a b c d"),
        ("one\r\ntwo\n", "one\r\ntwo\n"),
        ("x\ud800y\udfffz", "xyz"),
        ("\x85\x9f", " "),
        ("日本\u200b", "日本"),
        ("gra\u00adnit", "granit"),
        ("\ufeffann\u200e", "ann"),
        ("12\u00a0500\u202f€", "12 500 €"),
        ("a\u200db", "ab"),
        ("\u200dab\u200c", "ab"),
        ("\u0646\u200c\u0647", "\u0646\u200c\u0647"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("山田\u3000太郎", "山田\u3000太郎"),
    ],
)
def test_control_characters_and_lone_surrogates_are_dropped(text: str, clean: str) -> None:
    """
    Line breaks stay, and words do not run together.
    """
    assert clean_text(text) == clean


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ('="01067"', "01067"),
        ("'01067", "01067"),
        ("'+49 30 1", "+49 30 1"),
        ("'2026-01-31", "2026-01-31"),
        ("'t Hooft", "'t Hooft"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'68er Verlag", "'68er Verlag"),
        ('="a"&"b"', '="a"&"b"'),
        ("O'Neill", "O'Neill"),
    ],
)
def test_guards_are_taken_off(text: str, bare: str) -> None:
    """
    Names that begin with an apostrophe keep it.
    """
    assert unguard(text) == bare


@pytest.mark.parametrize("name", ["Fjell\u200b AS", "\ufeffFjell AS", "Fjell\u00a0AS", "FJELL  AS"])
def test_names_are_compared_without_what_nobody_sees(name: str) -> None:
    """
    A partner is found by a name that was copied from a page.
    """
    assert name_key(name) == name_key("Fjell AS")
