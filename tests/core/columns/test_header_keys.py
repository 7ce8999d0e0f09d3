"""
Headers as they compare, and what is wrong with a row of them.
"""

from __future__ import annotations

import pytest

from leadflow.core.columns.header_keys import check_headers, column_letter, header_key


@pytest.mark.parametrize(
    "written",
    [
        "First Name",
        " first  name ",
        "FIRST\u00a0NAME",
        "First\u200b Name",
        "\ufeffFirst Name",
        "Ｆｉｒｓｔ　Ｎａｍｅ",
        "First\nName",
    ],
)
def test_looks_do_not_count(written: str) -> None:
    """
    White space, invisible characters, case and width make no difference between headers.
    """
    key = header_key(written)

    assert key == "first name"


def test_columns_are_lettered_as_spreadsheets_do() -> None:
    """
    After Z comes AA, and after AZ comes BA.
    """
    letters = [column_letter(column) for column in (0, 25, 26, 51, 52, 701, 702, 16383)]

    assert letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]


def test_a_header_that_stands_twice_is_told_with_its_columns() -> None:
    """
    An untouched Outlook file has `Titre` twice; the problem names both columns and what to do.
    """
    (problem,) = check_headers(["Titre", "Prénom", "titre "])

    assert (problem.code, problem.path) == ("header_duplicated", "columns A and C")
    assert "'Titre' or 'titre'" in problem.message
    assert "rename" in problem.message


def test_blank_headers_are_told_in_one_problem() -> None:
    """
    A header of blanks or of invisible characters is no header.
    """
    (problem,) = check_headers(["", "Email", " \u200b"])

    assert (problem.code, problem.path) == ("header_blank", "columns A and C")


def test_good_headers_have_no_problem() -> None:
    """
    Headers that differ are all right.
    """
    problems = check_headers(["Email", "Email 2", "E-mail"])

    assert problems == ()
