"""
Text, phone numbers and web addresses.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadflow.core.fields import Field
from leadflow.core.kinds import LONG_TEXT, PHONE, TEXT, URL
from leadflow.core.kinds.texts import phone_key, phone_keys
from leadflow.core.problems import Unreadable

NAME = Field("n", TEXT)
NOTES = Field("n", LONG_TEXT)
NUMBER = Field("n", PHONE)
ADDRESS = Field("n", URL)


class TestTexts:
    def test_a_text_is_one_line(self) -> None:
        """
        Line breaks in it become blanks.
        """
        assert NAME.read("Acme\r\nLtd") == "Acme Ltd"

    def test_a_long_text_keeps_its_lines(self) -> None:
        """
        Blank ones as well.
        """
        assert NOTES.read("one\n\ntwo\r\nthree") == "one\n\ntwo\r\nthree"

    def test_control_characters_are_dropped(self) -> None:
        """
        NUL, escapes and lone surrogates never get in.
        """
        assert NAME.read("a\x00b\x1b[31m\ud800c\td") == "ab[31mc d"

    @pytest.mark.parametrize("given", [b"bytes", ["a"], {"a": 1}, object(), {"a"}])
    def test_an_object_that_is_no_text_is_refused(self, given: object) -> None:
        """
        What Python prints of it is never kept.
        """
        with pytest.raises(Unreadable):
            NAME.take(given)

    @pytest.mark.parametrize("given", [5, 5.5, "5"])
    def test_a_number_is_taken_as_its_text(self, given: object) -> None:
        """
        Spreadsheets give postal codes as numbers.
        """
        assert str(NAME.take(given)).startswith("5")


class TestPhones:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("+49 30 1234567", "+49301234567"),
            ("+49 (0)30 1234567", "+49301234567"),
            ("0049 30 1234567", "+49301234567"),
            ("tel:+49-30-1234567", "+49301234567"),
            ("(+49) 30/1234567", "+49301234567"),
            ("030 1234567", "0301234567"),
            ("１２３", "123"),
            ("123 ext. 4", "123 ext. 4"),
        ],
    )
    def test_spellings_of_one_number_have_one_key(self, text: str, key: str) -> None:
        """
        The number is kept as written.
        """
        read = NUMBER.read(text)

        assert read == text.removeprefix("tel:")
        assert PHONE.key(str(read)) == key

    @pytest.mark.parametrize("text", ["call me", "+", "tel:"])
    def test_a_number_without_digits_is_refused(self, text: str) -> None:
        """
        It would compare equal to every other one.
        """
        with pytest.raises(Unreadable) as caught:
            NUMBER.read(text)

        assert caught.value.code == "phone_unreadable"

    @given(st.lists(st.text("0123456789+()- ./\n\ra\u0665", max_size=12) | st.text(max_size=4)))
    def test_many_numbers_have_the_keys_of_each(self, numbers: list[str]) -> None:
        """
        Whatever stands among them.
        """
        assert phone_keys(numbers) == [phone_key(one) for one in numbers]


class TestWebAddresses:
    @pytest.mark.parametrize(
        "text", ["www.acme.example", "https://acme.example/a?b=c#d", "ftp://x.example", "acme.example:8080/x"]
    )
    def test_addresses_are_kept_as_written(self, text: str) -> None:
        """
        Web addresses are saved as written, with or without a scheme.
        """
        assert ADDRESS.read(text) == text

    @pytest.mark.parametrize(
        "text",
        ["javascript:alert(1)", "JAVASCRIPT://%0aalert(1)", "data:text/html,x", "vbscript:x", "a b", "file:///etc"]
        + ["java\nscript:alert(1)", "gopher://x"],
    )
    def test_scripts_and_blanks_are_refused(self, text: str) -> None:
        """
        A web address may stand in a mail, where people click on it.
        """
        with pytest.raises(Unreadable) as caught:
            ADDRESS.read(text)

        assert caught.value.code == "url_unreadable"


@pytest.mark.parametrize(
    ("text", "phone"),
    [("491512345678.0", "491512345678"), ("4.91512345678E+11", "491512345678"), ("+491512345678.0", "+491512345678")],
)
def test_phones_that_programs_wrote_as_numbers_are_phones(text: str, phone: str) -> None:
    """
    Zeros after the mark are no digits of a phone, and an exponent that has lost none is written out.
    """
    assert NUMBER.read(text) == phone


@pytest.mark.parametrize("text", ["4.91512E+11", "4,91512E+11", "4.92E+12"])
def test_phones_that_lost_digits_are_refused(text: str) -> None:
    """
    Another number is not kept in their place.
    """
    with pytest.raises(Unreadable) as caught:
        NUMBER.read(text)

    assert caught.value.code == "digits_lost"
