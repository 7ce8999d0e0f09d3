"""
Laws of assessments: parts add up, order never matters, and knowing less never makes one surer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from math import inf, isfinite, nan

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import examples

from leadflow.core.assessment import NOTHING_LEARNT, Answers, Assessor, PastLead, learn
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.wire import Wire

WORDS = st.sampled_from(["north", "south", "east", "West ", "rare"])
NUMBERS = st.one_of(st.integers(-5, 60), st.floats(-1e6, 1e6), st.sampled_from([0.0, 1.0, 1.0, 7.5]))
FIELDS: Mapping[str, st.SearchStrategy[object]] = {
    "region": st.one_of(st.none(), WORDS),
    "seats": st.one_of(st.none(), NUMBERS),
    "trial": st.one_of(st.none(), st.booleans()),
    "plan": WORDS,
    "mixed": st.one_of(st.none(), WORDS, NUMBERS),
}
ANSWERS: st.SearchStrategy[Answers] = st.fixed_dictionaries(dict(FIELDS))
ODD: st.SearchStrategy[object] = st.one_of(
    st.sampled_from(
        [nan, inf, -inf, 1e308, -1e308, 10**400, "x" * 100_000, "\ud800", "", b"x", object(), (), {"a": 1}]
    ),
    st.text(max_size=5),
    st.lists(st.one_of(st.text(max_size=3), st.floats()), max_size=3),
    st.decimals(),
    WORDS,
    NUMBERS,
)
PAST = st.lists(st.builds(PastLead, ANSWERS, st.booleans()), min_size=2, max_size=30)


@examples(150)
@given(past=PAST, answers=ANSWERS)
def test_parts_add_up_to_the_strength(past: list[PastLead], answers: Answers) -> None:
    """
    Base and points are the strength, and so they are in whole numbers, where no field changes its sign.
    """
    assessed = Assessor(learn(past)).assess(answers)
    shown = assessed.shown()
    assert math.isclose(assessed.base + sum(one.points for one in assessed.parts), assessed.strength, abs_tol=1e-6)
    assert shown.base + sum(one.points for one in shown.parts) == shown.strength
    assert abs(shown.strength - assessed.strength) <= 0.5 + 1e-9
    assert all(exact.points * whole.points >= 0.0 for exact, whole in zip(assessed.parts, shown.parts, strict=True))
    assert 0.0 <= assessed.low <= assessed.strength <= assessed.high <= 100.0


@examples(100)
@given(past=PAST, answers=ANSWERS)
def test_order_of_fields_changes_nothing(past: list[PastLead], answers: Answers) -> None:
    """
    The order of fields, in past leads and in the lead that is assessed, never matters.
    """
    turned = [PastLead(dict(reversed(list(one.answers.items()))), one.won) for one in past]
    model = learn(past)
    assert learn(turned) == model
    assert Assessor(model).assess(dict(reversed(list(answers.items())))) == Assessor(model).assess(answers)


@examples(100)
@given(past=PAST, answers=ANSWERS)
def test_fields_that_tell_nothing_change_nothing(past: list[PastLead], answers: Answers) -> None:
    """
    A field that nobody answers, and one that everybody answers alike, change neither strength nor confidence.
    """
    more = [PastLead({**one.answers, "empty": None, "same": "yes"}, one.won) for one in past]
    plain = Assessor(learn(past)).assess(answers)
    assert Assessor(learn(more)).assess({**answers, "same": "yes"}) == plain
    assert Assessor(learn(more)).assess({**answers, "empty": "now", "same": "no"}) == plain


@examples(200)
@given(past=PAST, answers=ANSWERS, gone=st.sampled_from(sorted(FIELDS)), odd=ODD)
def test_no_answer_makes_confidence_fall(past: list[PastLead], answers: Answers, gone: str, odd: object) -> None:
    """
    Taking an answer away never raises confidence, whether past leads gave that answer or not.
    """
    assessor = Assessor(learn(past))
    without = assessor.assess({**answers, gone: None}).confidence
    assert without <= assessor.assess(answers).confidence + 1e-9
    assert without <= assessor.assess({**answers, gone: odd}).confidence + 1e-9


@examples(100)
@given(past=PAST)
def test_nothing_known_is_no_confidence(past: list[PastLead]) -> None:
    """
    Of a lead without answers nothing is known.
    """
    assert Assessor(learn(past)).assess({}).confidence == 0.0


@examples(100)
@given(past=st.lists(st.builds(PastLead, ANSWERS, st.booleans()), max_size=1), answers=ANSWERS)
def test_no_or_one_past_lead_gives_a_careful_answer(past: list[PastLead], answers: Answers) -> None:
    """
    No past lead, or one, leaves the strength between 10 and 90, and hardly any confidence.
    """
    assessed = Assessor(learn(past)).assess(answers)
    assert 10.0 <= assessed.strength <= 90.0
    assert assessed.confidence < 25.0


@examples(100)
@given(answers=st.lists(ANSWERS, min_size=1, max_size=30), won=st.booleans(), one=ANSWERS)
def test_only_one_outcome_gives_little_confidence(answers: list[Answers], won: bool, one: Answers) -> None:
    """
    Past leads that were all won, or all lost, say little of what tells leads apart, and no lead is certain.
    """
    assessed = Assessor(learn([PastLead(each, won) for each in answers])).assess(one)
    assert assessed.confidence < 25.0
    assert 0.0 < assessed.strength < 100.0


@examples(200)
@given(past=PAST, odd=st.dictionaries(st.sampled_from([*FIELDS, "new"]), ODD))
def test_every_answer_is_assessed(past: list[PastLead], odd: Answers) -> None:
    """
    Whatever a lead says, it is assessed, and so is what past leads said.
    """
    for model in (learn(past), learn([*past, PastLead(odd, True), PastLead(odd, False)]), NOTHING_LEARNT):
        assessed = Assessor(model).assess(odd)
        assert all(isfinite(one) for one in (assessed.strength, assessed.confidence, assessed.low, assessed.high))


@examples(100)
@given(past=PAST, answers=ANSWERS)
def test_a_new_word_adds_nothing(past: list[PastLead], answers: Answers) -> None:
    """
    A word that no past lead said moves the strength by nothing, and says so.
    """
    assessed = Assessor(learn(past)).assess({**answers, "region": "never heard of"})
    assert all((one.points, one.seen) == (0.0, False) for one in assessed.parts if one.name == "region")


@examples(100)
@given(past=PAST, answers=ANSWERS)
def test_swapping_outcomes_mirrors_the_strength(past: list[PastLead], answers: Answers) -> None:
    """
    With won and lost swapped, the strength is what was missing to 100, and the confidence the same.
    """
    swapped = Assessor(learn([PastLead(one.answers, not one.won) for one in past])).assess(answers)
    assessed = Assessor(learn(past)).assess(answers)
    assert math.isclose(assessed.strength + swapped.strength, 100.0, abs_tol=1e-6)
    assert math.isclose(assessed.confidence, swapped.confidence, abs_tol=1e-6)


@examples(60)
@given(past=PAST, answers=ANSWERS)
def test_a_stored_model_answers_alike(past: list[PastLead], answers: Answers) -> None:
    """
    A model that was stored and read back is the same, to the last digit.
    """
    wire, model = Wire(STANDARD_SCHEMA), learn(past)
    read = wire.loads(type(model), wire.dumps(model))
    assert read == model
    assert Assessor(read).assess(answers) == Assessor(model).assess(answers)


@examples(60)
@given(past=PAST, more=st.lists(ANSWERS, min_size=2, max_size=8))
def test_stronger_leads_rank_higher(past: list[PastLead], more: list[Answers]) -> None:
    """
    The rank goes with the strength, from 0 to 100.
    """
    assessor = Assessor(learn(past))
    assessed = sorted((assessor.assess(one) for one in more), key=lambda one: one.strength)
    ranks = [one.rank for one in assessed]
    assert ranks == sorted(ranks)
    assert all(0 <= one <= 100 for one in ranks)
