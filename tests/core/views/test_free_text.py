"""
Free text, by what is compared and what is looked for.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.text import clean_text
from leadflow.core.views.free_text import SEARCHED, search_lines, search_words, words_match

SAID = {
    "first_name": "Zoë",
    "last_name": "O'Neill-Müller",
    "company": "Çelik  Straße AŞ",
    "email": "Zoe.Mueller@Granit.example",
    "mobile_phone": "+49 170 123 45 67",
    "city": "東京",
    "notes": "secret",
}


@pytest.mark.parametrize(
    "text",
    [
        "zoe",
        "ZOË",
        "muller",
        "neill-m",
        "celik strasse",
        "STRASSE",
        "granit.ex",
        "+49 170",
        "+49-170-123",
        "1234567",
        "東",
        "zoe 170 京",
        "  ",
        "",
    ],
)
def test_pieces_are_found(text: str) -> None:
    """
    At the beginning or within, whatever the letter case, accents and how a phone is written.
    """
    assert words_match(search_words(text), SAID)


@pytest.mark.parametrize("text", ["secret", "zoe bo", "4917012345679", "zoemuller", "_", "%", "zoe\x00bo"])
def test_what_is_nowhere_is_not_found(text: str) -> None:
    """
    Other fields are not looked at, no sign stands for others, and a word is in one field.
    """
    assert not words_match(search_words(text), SAID)


def test_lines_stand_in_the_order_of_the_fields() -> None:
    """
    One for each, so that a store can leave out what somebody may not see.
    """
    lines = search_lines(SAID)

    assert len(lines) == len(SEARCHED)
    assert dict(zip(SEARCHED, lines, strict=True))["city"] == "東京"
    assert lines[SEARCHED.index("address1")] == ""


@given(st.text(max_size=60))
def test_no_word_spans_lines_and_words_are_their_own_words(text: str) -> None:
    """
    So that a piece of two fields is never found, and looking for what was looked for finds the same.
    """
    words = search_words(text)

    assert not any("\n" in word or " " in word for word in words)
    assert search_words(" ".join(words)) == words


# What leads say was cleaned when it was admitted.
CLEAN = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs")), max_size=20).map(clean_text)


@given(st.fixed_dictionaries(dict.fromkeys(SEARCHED, CLEAN)), st.data())
def test_each_piece_of_a_line_is_found(said: dict[str, str], data: st.DataObject) -> None:
    """
    What stands there is found by any piece of it.
    """
    line = data.draw(st.sampled_from(search_lines(said)))
    words = line.split()
    if words:
        word = data.draw(st.sampled_from(words))
        begin = data.draw(st.integers(0, len(word) - 1))
        piece = word[begin : data.draw(st.integers(begin + 1, len(word)))]
        assert words_match(search_words(piece), said)
