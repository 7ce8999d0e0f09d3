"""
Names that look like a word, among many.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import product

import pytest

from leadflow.core.near_names import NearNames
from leadflow.core.problems import near

FIRST = ("Acme", "Globex", "Initech", "Umbrella", "Stark", "Wayne", "Hooli", "Vehement", "Massive", "Nordwind")
SECOND = ("Trading", "Logistik", "Software", "Konsult", "Energy", "Systems", "Partners", "Media", "Robotics", "Foods")
THIRD = ("GmbH", "Ltd", "AB", "S.p.A.", "Inc", "Oy", "K.K.")
NAMES = [" ".join(parts) for parts in product(FIRST, SECOND, THIRD)]
NUMBERED = [f"Partner {number}" for number in range(2_000)]


def swapped(name: str, at: int) -> str:
    """
    Return *name* with two letters in the wrong order.
    """
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def slips(name: str) -> list[str]:
    """
    Return *name* as people mistype it: a letter left out, doubled, another one, two in the wrong order.
    """
    middle = len(name) // 2
    return [
        name[:middle] + name[middle + 1 :],
        name[:middle] + name[middle] + name[middle:],
        name[:middle] + "q" + name[middle + 1 :],
        swapped(name, 1),
        name.upper(),
    ]


def test_mistyped_names_are_found_as_if_all_were_compared() -> None:
    """
    One slip of the hand is found first among hundreds, and as near as anything that comparing with all names finds.
    """
    known = NearNames(NAMES)
    for name in NAMES[::11]:
        for slip in slips(name):
            found = known.near(slip)
            assert likeness(slip, found[0]) == greatest_likeness(slip), slip


def greatest_likeness(word: str) -> float:
    """
    Return the greatest likeness that any name has; one whose upper bounds are too low is not compared.
    """
    matcher, best = SequenceMatcher(None, "", word.casefold()), 0.0
    for name in NAMES:
        matcher.set_seq1(name.casefold())
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best


def likeness(word: str, name: str) -> float:
    """
    Return how alike two names are, as `near` judges.
    """
    return SequenceMatcher(None, name.casefold(), word.casefold()).ratio()


@pytest.mark.parametrize("word", ["Partner 12a", "partner 20001", "Partnr 7", "Patrner 1999", "PARTNER"])
def test_names_that_share_most_letters_are_told_apart(word: str) -> None:
    """
    Among names that differ by a number alone, the suggestions are as near as the best.
    """
    found, best = NearNames(NUMBERED).near(word), near(word, NUMBERED)

    assert [likeness(word, one) for one in found] == [likeness(word, one) for one in best]


@pytest.mark.parametrize("word", ["Acme Trad", "Hooli Foods Oy of Helsinki", "acme", "zzzz", "  ", "q" * 5_000])
def test_shortened_names_are_near(word: str) -> None:
    """
    A name that begins with the word, or that the word begins with, is near; a word that is like none finds none.
    """
    assert NearNames(NAMES).near(word) == near(word, NAMES)


def test_few_names_are_all_compared() -> None:
    """
    Among few names the answer is that of comparing with each.
    """
    few = NAMES[:50]

    assert [NearNames(few).near(slip) for slip in slips(few[7])] == [near(slip, few) for slip in slips(few[7])]


def test_any_order_gives_the_same_answer() -> None:
    """
    The order in which names are given says nothing.
    """
    assert NearNames(NAMES).near("Acme Trad") == NearNames(reversed(NAMES)).near("Acme Trad")
