"""
Booleans, choices and multi-choices.
"""

from __future__ import annotations

import pytest

from leadflow.core.fields import Field
from leadflow.core.kinds import BOOLEAN, CHOICE, COUNTRY, MULTI_CHOICE, Choice
from leadflow.core.problems import Unreadable

FLAG = Field("f", BOOLEAN)
COLOUR = Field("c", CHOICE, choices=(Choice("red", "Deep red"), Choice("blue", "Sky blue"), "green"))
TAGS = Field("t", MULTI_CHOICE)

IN_EIGHT_LANGUAGES = {
    "English": ("yes", "no"),
    "German": ("ja", "nein"),
    "French": ("oui", "non"),
    "Spanish": ("sí", "no"),
    "Italian": ("sì", "no"),
    "Dutch": ("ja", "nee"),
    "Portuguese": ("sim", "não"),
    "Japanese": ("はい", "いいえ"),
}


class TestBooleans:
    @pytest.mark.parametrize("language", IN_EIGHT_LANGUAGES)
    def test_yes_and_no_are_read_in_eight_languages(self, language: str) -> None:
        """
        Yes and no are read in eight languages and in capitals.
        """
        yes, no = IN_EIGHT_LANGUAGES[language]

        assert (FLAG.read(yes), FLAG.read(yes.upper())) == (True, True)
        assert (FLAG.read(no), FLAG.read(no.upper())) == (False, False)

    @pytest.mark.parametrize("text", ["1", "x", "TRUE", "Wahr", "vrai", "on", " Yes "])
    def test_other_words_for_yes_are_read(self, text: str) -> None:
        """
        The usual marks of programs and people are read as yes.
        """
        assert FLAG.read(text) is True

    @pytest.mark.parametrize("text", ["0", "FALSE", "falsch", "faux", "off"])
    def test_other_words_for_no_are_read(self, text: str) -> None:
        """
        No is a value and not an absence.
        """
        assert FLAG.read(text) is False

    @pytest.mark.parametrize("text", ["maybe", "2", "yes!", "ye s"])
    def test_what_is_neither_is_refused(self, text: str) -> None:
        """
        Consent is never guessed.
        """
        with pytest.raises(Unreadable) as caught:
            FLAG.read(text)

        assert caught.value.code == "boolean_unreadable"

    def test_python_flags_are_taken(self) -> None:
        """
        Python's True and False are accepted.
        """
        assert (FLAG.take(True), FLAG.take(False)) == (True, False)

    def test_an_empty_text_says_nothing(self) -> None:
        """
        It is not no.
        """
        assert FLAG.read("  ") is None


class TestChoices:
    @pytest.mark.parametrize("text", ["red", "RED", "deep  red", "Deep Red", "ｒｅｄ"])
    def test_name_and_label_are_read_whatever_their_case(self, text: str) -> None:
        """
        The name is what is kept.
        """
        assert COLOUR.read(text) == "red"

    def test_what_is_none_of_them_is_refused_with_near_labels(self) -> None:
        """
        The message names what people see.
        """
        with pytest.raises(Unreadable) as caught:
            COLOUR.read("deep rod")

        assert caught.value.code == "choice_unknown"
        assert caught.value.suggestions == ("Deep red",)

    def test_a_name_wins_over_the_label_of_another(self) -> None:
        """
        Names are unique, labels need not be.
        """
        field = Field("c", CHOICE, choices=(Choice("a", "b"), Choice("b", "c")))

        assert field.read("b") == "b"

    def test_a_single_choice_that_is_not_near_offers_all(self) -> None:
        """
        A choice without a similar one offers all choices, at most ten.
        """
        with pytest.raises(Unreadable) as caught:
            COLOUR.read("zzz")

        assert "'Deep red', 'Sky blue' or 'green'" in caught.value.message


class TestMultiChoices:
    def test_values_are_split_trimmed_and_kept_once(self) -> None:
        """
        Values are split, trimmed and unique, in the order of the text.
        """
        assert TAGS.read(" b ;a;; b\nc") == ("b", "a", "c")

    @pytest.mark.parametrize("given", [";", " ; ;", [], (), [""]])
    def test_nothing_but_separators_is_absent(self, given: object) -> None:
        """
        Absent is absent, never an empty list.
        """
        assert TAGS.take(given) is None

    def test_a_list_is_taken(self) -> None:
        """
        A list of values is accepted.
        """
        assert TAGS.take(["b", "a"]) == ("b", "a")

    def test_declared_choices_are_kept_to(self) -> None:
        """
        Each value is one of them.
        """
        field = Field("t", MULTI_CHOICE, choices=("red", "green"))

        assert field.read("RED; green") == ("red", "green")
        with pytest.raises(Unreadable) as caught:
            field.read("red; grean")
        assert caught.value.suggestions == ("green",)

    def test_order_and_case_do_not_count_in_the_key(self) -> None:
        """
        A set is compared.
        """
        assert MULTI_CHOICE.key(("B", "a")) == MULTI_CHOICE.key(("a", "b"))


class TestCountries:
    def test_a_country_is_kept_as_written_and_compared_by_its_code(self) -> None:
        """
        Schweden and Sweden are one key.
        """
        field = Field("country", COUNTRY)

        assert field.read("Schweden") == "Schweden"
        assert COUNTRY.key("Schweden") == COUNTRY.key("SE") == "SE"

    def test_a_country_that_nobody_has_is_compared_as_text(self) -> None:
        """
        It is kept, since a lead from there is still a lead.
        """
        assert COUNTRY.key("Atlantis ") == "atlantis"
