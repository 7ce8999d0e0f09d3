"""
Full names are split into their parts.
"""

from __future__ import annotations

import pytest

from leadflow.core.importing.names import split_name


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Ann Lee", ("", "Ann", "Lee")),
        ("Priya van der Berg", ("", "Priya", "van der Berg")),
        ("Lee, Ann Mary", ("", "Ann Mary", "Lee")),
        ("Herr Prof. Dr. Max Mustermann", ("Herr Prof. Dr.", "Max", "Mustermann")),
        ("John Smith, Jr.", ("", "John", "Smith")),
        ("John Q. Public III", ("", "John Q.", "Public")),
        ("Van Morrison", ("", "Van", "Morrison")),
        ("山田　太郎", ("", "太郎", "山田")),
        ("Madonna", ("", "", "Madonna")),
        ("Ma Li", ("", "Ma", "Li")),
        ("", ("", "", "")),
        (",", ("", "", "")),
    ],
)
def test_a_name_is_split(full: str, parts: tuple[str, str, str]) -> None:
    """
    Salutations, suffixes, particles, the order of lists and of Japan are known.
    """
    name = split_name(full)

    assert (name.salutation, name.first_name, name.last_name) == parts
