"""
States, provinces and regions are found by name and by abbreviation, and no two of them are one.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from tests.core.builders import a_lead, a_partner, a_router, answer, routed

from leadflow.core.criteria.conditions import Condition
from leadflow.core.criteria.judging import Truth
from leadflow.core.kinds import STATE
from leadflow.core.kinds.states import _TABLE, _spellings, spellings_of_state
from leadflow.core.routing import Match
from leadflow.core.text import text_key

LINES = [line.split("|") for line in _TABLE.splitlines()]


def same(one: str, other: str) -> bool:
    """
    Say whether two texts mean one state; it does not matter which is asked.
    """
    answer = STATE.key(one) in spellings_of_state(other)

    assert answer is (STATE.key(other) in spellings_of_state(one))
    return answer


@pytest.mark.parametrize(
    "texts",
    [
        "CA|ca|California|CALIFORNIA|C.A.|US-CA",
        "NRW|Nordrhein-Westfalen|Nordrhein Westfalen|North Rhine-Westphalia|DE-NW",
        "Ontario|ON|CA-ON",
        "Québec|Quebec|QC",
        "WA|Washington|US-WA",
        "Western Australia|AU-WA",
        "Kärnten|Kaernten|Karnten|Carinthia|Ktn",
        "São Paulo|Sao Paulo|SP",
        "Zürich|Zurich|ZH|Zuerich",
        "Jalisco|Jal.|MX-JAL",
        "Maharashtra|MH|महाराष्ट्र",
        "Lombardia|Lombardy",
        "Valle d'Aosta|Valle d’Aosta|Aosta Valley",
        "Cataluña|Catalunya|Catalonia",
        "NSW|New South Wales",
    ],
)
def test_one_state_in_many_ways(texts: str) -> None:
    """
    Each is the same as every other.
    """
    for one, other in combinations(texts.split("|"), 2):
        assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("WA", "Western Australia"),
        ("PA", "Pará"),
        ("NT", "Northern Territory"),
        ("BE", "Bern"),
        ("BE", "Berlin"),
        ("RJ", "Rio de Janeiro"),
        ("Washington", "Washington, DC"),
        ("Atlantis", "Atlantis Island"),
        ("NW", "Nidwalden"),
        ("CA", "Canada"),
    ],
)
def test_two_states_are_not_one(one: str, other: str) -> None:
    """
    An abbreviation that two places have is the American one's, or nobody's.
    """
    assert not same(one, other)


def test_an_abbreviation_of_two_countries_is_itself() -> None:
    """
    An ambiguous or unknown abbreviation is compared as text.
    """
    assert same("BE", "be")
    assert same("Atlantis", " ATLANTIS ")


def test_no_text_means_two_states() -> None:
    """
    The spellings of two divisions have nothing in common, and every name means its own.
    """
    groups = set(_spellings().values())

    assert len(LINES) == len(groups)
    assert len(_spellings()) == sum(map(len, groups))
    for country, _, *names in LINES:
        assert all(text_key(name) in spellings_of_state(names[0]) for name in names), (country, names)


def test_every_country_is_whole() -> None:
    """
    Every country has all of its divisions.
    """
    found = {country: sum(line[0] == country for line in LINES) for country, *_ in LINES}

    assert found == {
        "US": 52,
        "CA": 13,
        "AU": 8,
        "DE": 16,
        "AT": 9,
        "CH": 26,
        "BR": 27,
        "MX": 32,
        "IN": 36,
        "IT": 20,
        "ES": 19,
    }


@pytest.mark.parametrize(
    ("operator", "value", "said", "expected"),
    [
        ("in", ["CA", "WA"], "California", True),
        ("equals", "Bayern", "Bavaria", True),
        ("not_equals", "Bayern", "BY", False),
        ("not_in", ["Ontario"], "ON", False),
        ("starts_with", "Bay", "Bayern", True),
        ("starts_with", "Bay", "BY", False),
        ("contains", "ia", "CA", False),
    ],
)
def test_criteria_ask_for_the_state_and_pieces_for_the_text(
    operator: str, value: str | list[str], said: str, expected: bool
) -> None:
    """
    What is written stays, and is what questions about pieces are about.
    """
    asked = Condition(field="state", operator=operator, value=tuple(value) if isinstance(value, list) else value)

    assert expected is (answer(asked, a_lead(state=said)) is Truth.YES)


def test_exactly_as_written() -> None:
    """
    With `exact` a state is compared as written.
    """
    asked = Condition(field="state", operator="equals", value="CA", exact=True)

    assert Truth.YES is answer(asked, a_lead(state="CA"))
    assert Truth.NO is answer(asked, a_lead(state="California"))


def test_modules_match_states() -> None:
    """
    A lead from California goes to the partner whose territory is CA, and so the other way round.
    """
    by_state = Match(lead_field="state", partner_field="territories", required=True)
    router = a_router(
        by_state, partners=(a_partner("west", territories=("CA", "WA")), a_partner("by", territories=("Bavaria",)))
    )

    assert ["west", "west", "by", None] == [
        routed(a_lead(state=said), router).partner_id for said in ("California", "CA", "Bayern", "Western Australia")
    ]
