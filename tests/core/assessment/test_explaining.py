"""
An assessment in words, in four languages.
"""

from __future__ import annotations

import re
from string import Formatter

import pytest
from attrs import asdict
from tests.core.builders import SCHEMA

from leadflow.core.assessment import NOTHING_LEARNT, Assessment, Assessor, PastLead, explain_assessment, learn
from leadflow.core.assessment.wordings import WORDINGS, Wording

LANGUAGES = sorted(WORDINGS)
ANSWERS = {"industry": "Retail", "a_choice": "new", "a_boolean": True, "country": None, "source": "fax"}


def _assessed() -> Assessment:
    past = [
        PastLead(
            {
                "industry": "retail" if at % 3 else "mining",
                "a_choice": "new" if at % 2 else "used",
                "a_boolean": at % 5 > 0,
                "country": "se" if at % 4 else None,
                "source": "web" if at % 7 else "crm",
            },
            at % 3 > 0,
        )
        for at in range(120)
    ]
    return Assessor(learn(past)).assess(ANSWERS)


def test_sentences_say_what_moved_it() -> None:
    """
    The whole comes first, then where it begins, then the fields, what moved it most first, by the names people know.
    """
    lines = explain_assessment(_assessed(), SCHEMA.leads)
    shown = _assessed().shown()

    assert (
        lines[0]
        == f"Strength {shown.strength} of 100, confidence {shown.confidence} of 100, learnt from 120 past leads."
    )
    assert lines[1] == f"A lead of which nothing is special has {shown.base}."
    assert re.fullmatch(r"Industry is “retail”: \d+ stronger", lines[2])
    rest = "\n".join(lines[3:])
    assert "A choice is “Brand new”" in rest
    assert "A boolean is “yes”" in rest
    assert "Country is not answered" in rest
    assert "Source is “fax”, which past leads did not say: no difference" in rest


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_in_words_add_up(language: str) -> None:
    """
    In each language the points of all sentences are the strength.
    """
    lines = explain_assessment(_assessed(), SCHEMA.leads, language)
    words, shown = WORDINGS[language], _assessed().shown()
    parts = {one.name: one.points for one in shown.parts}

    assert len(lines) == 2 + len(parts)
    assert str(shown.base) in lines[1]
    said = [int(found[0]) for line in lines[2:] if (found := re.findall(r"\d+", line))]
    assert sorted(said, reverse=True) == sorted((abs(one) for one in parts.values() if one), reverse=True)
    assert words.fields["source"] in "\n".join(lines)


def test_standard_fields_are_named_in_the_language() -> None:
    """
    German says Branche; an unknown language is English.
    """
    assert any(line.startswith("Branche ist") for line in explain_assessment(_assessed(), SCHEMA.leads, "de-AT"))
    assert any(line.startswith("Industry is") for line in explain_assessment(_assessed(), SCHEMA.leads, "eo"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same(language: str) -> None:
    """
    A sentence that leaves out a figure would hide it from those who read that language.
    """

    def filled(words: Wording) -> dict[str, set[str | None]]:
        texts = {name: text for name, text in asdict(words).items() if isinstance(text, str)}
        return {name: {part[1] for part in Formatter().parse(text)} - {None} for name, text in texts.items()}

    assert filled(WORDINGS[language]) == filled(WORDINGS["en"])
    assert WORDINGS[language].fields.keys() == WORDINGS["en"].fields.keys()


def test_nothing_learnt_is_said() -> None:
    """
    Without past leads there is one sentence.
    """
    lines = explain_assessment(Assessor(NOTHING_LEARNT).assess({}), SCHEMA.leads, "en")

    assert lines == ("There are no past leads to compare with yet.",)
