"""
What is learnt of past leads, and what is not.
"""

from __future__ import annotations

import random

import pytest
from tests.core.builders import NOW

from leadflow.core.assessment import (
    NOTHING_LEARNT,
    AssessmentModel,
    AssessmentPolicy,
    Assessor,
    NumberEffects,
    PastLead,
    WordEffects,
    answers_of,
    learn,
    used_fields,
)
from leadflow.ports import AssessLead
from leadflow.testing import KIT_SCHEMA, AssessLeadContract


def _past(count: int, *, seed: int = 0) -> list[PastLead]:
    """
    Leads of which those of the public sector are won three times in four, and the others once in four.
    """
    dice = random.Random(seed)
    made = []
    for _ in range(count):
        public = dice.random() < 0.5
        won = dice.random() < (0.75 if public else 0.25)
        made.append(PastLead({"sector": "public" if public else "private", "seats": dice.gauss(50, 20)}, won))
    return made


def test_learning_finds_what_tells_leads_apart() -> None:
    """
    A field that tells leads apart moves the strength to what it was in the past; one that does not hardly does.
    """
    assessor = Assessor(learn(_past(2_000)))
    public, private = (assessor.assess({"sector": one, "seats": 50}) for one in ("public", "private"))

    assert public.strength == pytest.approx(75, abs=5)
    assert private.strength == pytest.approx(25, abs=5)
    points = {one.name: one.points for one in public.parts}
    assert points["sector"] > 10 * abs(points["seats"])


def test_confidence_grows_with_the_past() -> None:
    """
    The more past leads there are, the surer an answered lead is, and the closer the interval.
    """
    assessed = [Assessor(learn(_past(count))).assess({"sector": "public", "seats": 50}) for count in (20, 200, 2_000)]

    assert [one.confidence for one in assessed] == sorted(one.confidence for one in assessed)
    widths = [one.high - one.low for one in assessed]
    assert widths == sorted(widths, reverse=True)


def test_words_are_compared_without_case_and_blanks() -> None:
    """
    Two spellings of a word are one answer.
    """
    assessor = Assessor(learn(_past(200)))

    assert assessor.assess({"sector": "  PUBLIC "}).strength == assessor.assess({"sector": "public"}).strength


def test_lists_are_one_answer_in_any_order() -> None:
    """
    Several words are compared as a set.
    """
    past = [PastLead({"needs": ["a", "b"] if at % 2 else ["c"]}, bool(at % 2)) for at in range(40)]
    assessor = Assessor(learn(past))

    assert assessor.assess({"needs": ("b", "a")}) == assessor.assess({"needs": frozenset({"a", "b"})})


def test_recent_leads_count_more() -> None:
    """
    When the sectors change places, the model follows within some thousand leads.
    """
    turned = [
        PastLead({"sector": "private" if one.answers["sector"] == "public" else "public"}, one.won)
        for one in _past(5_000, seed=1)
    ]
    past = [PastLead({"sector": one.answers["sector"]}, one.won) for one in _past(5_000)]
    assessor = Assessor(learn([*past, *turned]))

    assert assessor.assess({"sector": "private"}).strength > 60


def test_latest_outcomes_move_the_base() -> None:
    """
    When the latest 1,000 leads were all lost, the base is moved below what older ones taught.
    """
    before = _past(4_000)
    lost = [PastLead(one.answers, False) for one in _past(1_000, seed=2)]

    assert learn([*before, *lost]).shift < -0.5
    assert abs(learn(before).shift) < 0.2


def test_few_leads_of_one_outcome_make_no_lead_certain() -> None:
    """
    The base is as if one lead more had been won and one more lost: three that were won give four in five.
    """
    model = learn([PastLead({}, True)] * 3)

    assert Assessor(model).assess({}).strength == pytest.approx(80.0, abs=0.5)


def test_fields_with_thousands_of_values_do_no_harm() -> None:
    """
    The number of a lead and the name of its company teach nothing, and take little from what does.
    """
    past = [
        PastLead({**one.answers, "number": f"L{at}", "company": f"C{at % 400}"}, one.won)
        for at, one in enumerate(_past(1_000))
    ]
    assessed = Assessor(learn(past)).assess({"sector": "public", "number": "L5000", "company": "C7"})

    assert assessed.strength == pytest.approx(75, abs=8)
    assert "number" not in {one.name for one in assessed.parts}


def test_few_words_of_many_are_kept() -> None:
    """
    A model stays small: of a field with very many words the 1,000 most frequent are learnt.
    """
    past = [PastLead({"city": f"town {at % 1_500}"}, at % 3 == 0) for at in range(3_600)]
    model = learn(past)

    assert [len(one.words) for one in model.fields if isinstance(one, WordEffects)] == [1_000]
    assert "town 0" in model.fields[0].words  # type: ignore[union-attr]  # it has words


def test_mixed_answers_are_words() -> None:
    """
    A field of which one lead says a word is a field of words, and its numbers are words too.
    """
    past = [PastLead({"size": 5 if at % 2 else "many"}, bool(at % 2)) for at in range(40)]
    model = learn(past)

    assert model.fields[0].words == ("5", "many")  # type: ignore[union-attr]  # it has words
    assert Assessor(model).assess({"size": 5.0}).strength > 60


def test_ranges_hold_eight_leads_or_more() -> None:
    """
    Numbers are parted at quantiles; a number that most leads have is a range of its own.
    """
    past = [PastLead({"visits": 0 if at % 4 else at}, False) for at in range(200)]
    ranges = learn(past).fields[0]

    assert isinstance(ranges, NumberEffects)
    assert ranges.edges[0] > 0
    numbers = [int(one.answers["visits"]) for one in past]  # type: ignore[call-overload]  # they are numbers
    for low, high in zip(ranges.edges, (*ranges.edges[1:], 1_000.0), strict=True):
        assert sum(low <= number < high for number in numbers) >= 8


def test_model_says_what_it_was_learnt_from() -> None:
    """
    A model keeps its version, its time, and how many leads taught it.
    """
    model = learn(_past(100), version=7, at=NOW)

    assert (model.version, model.learnt_at, model.leads) == (7, NOW, 100)
    assert model.won == sum(one.won for one in _past(100))


def test_nothing_learnt_knows_nothing() -> None:
    """
    Without past leads every lead has the strength 50 and no confidence.
    """
    assessed = Assessor(NOTHING_LEARNT).assess({"sector": "public"})

    assert (assessed.strength, assessed.confidence, assessed.parts, assessed.leads) == (50.0, 0.0, (), 0)
    assert learn([]) == AssessmentModel(version=1)


def test_golden_model() -> None:
    """
    Twelve leads give these figures, so that a change of the method is noticed.
    """
    answers = [("north", 5), ("north", 7), ("south", 9), ("south", None)] * 3
    past = [PastLead({"region": one, "seats": seats}, at % 4 < 2) for at, (one, seats) in enumerate(answers)]
    shown = Assessor(learn(past)).assess({"region": "north", "seats": 6}).shown()

    assert (shown.strength, shown.confidence, shown.base) == (93, 60, 49)
    assert [(one.name, one.points) for one in shown.parts] == [("region", 39), ("seats", 5)]


class TestModel(AssessLeadContract):
    """
    leadflow's own model passes the kit for what hosts plug in.
    """

    @pytest.fixture
    def assess(self) -> AssessLead:
        """
        A model that was learnt from leads by their industry.
        """
        past = [PastLead({"industry": "retail" if at % 2 else "mining"}, bool(at % 2)) for at in range(40)]
        assessor, used = Assessor(learn(past)), used_fields(KIT_SCHEMA.leads, AssessmentPolicy())
        return lambda lead: assessor.assess(answers_of(lead, lead.values, used))
