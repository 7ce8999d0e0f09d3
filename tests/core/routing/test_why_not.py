"""
Why a partner did not get a lead.
"""

from __future__ import annotations

import pytest
from tests.core.builders import a_lead, a_partner, a_router, new_turns

from leadflow.core.criteria import any_of, where
from leadflow.core.routing import Filter, Match, Rotation, TieBreak, Turns, WhyNotReason, why_not
from leadflow.core.schema import Subject

MATCH = Match(lead_field="country", partner_field="territories", name="Territory")
GOLD = Filter(
    criteria=any_of(where("tier", "equals", "gold", subject=Subject.PARTNER)), required=True, name="Gold only"
)

PARTNERS = (
    a_partner("p1", territories=("SE",), tier="gold"),
    a_partner("p2", territories=("NO",), tier="gold"),
    a_partner("p3", territories=("SE",), tier="silver"),
    a_partner("p4", territories=("SE",), tier="gold", active=False),
    a_partner("p5", territories=("SE",), tier="gold", capacity=0),
    a_partner("p6", territories=("SE",), tier="gold"),
    a_partner("p7", territories=("SE",), tier="gold"),
)


@pytest.mark.parametrize(
    ("partner_id", "reason", "step"),
    [
        ("p1", WhyNotReason.CHOSEN, 0),
        ("p2", WhyNotReason.STEP, 1),
        ("p3", WhyNotReason.STEP, 2),
        ("p4", WhyNotReason.INACTIVE, 0),
        ("p5", WhyNotReason.FULL, 0),
        ("p6", WhyNotReason.DECLINED, 0),
        ("p7", WhyNotReason.NOT_NEXT, 0),
        ("p9", WhyNotReason.UNKNOWN, 0),
    ],
)
def test_names_what_kept_the_partner(partner_id: str, reason: WhyNotReason, step: int) -> None:
    """
    Every way of not getting a lead has its reason, and a step its number.
    """
    router = a_router(MATCH, GOLD, partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)

    answer = why_not(partner_id, a_lead(country="Sweden"), router, new_turns(router), declined={"p6"})

    assert (reason, step) == (answer.reason, answer.step)


def test_sentence_names_the_step() -> None:
    """
    The answer reads as a sentence with the step's name.
    """
    router = a_router(MATCH, GOLD, partners=PARTNERS, tie_break=TieBreak.ROUND_ROBIN)

    answer = why_not("p3", a_lead(country="Sweden"), router, new_turns(router))

    assert "p3: it was dropped by step 2, Gold only" == str(answer)


def test_says_that_it_is_as_of_today() -> None:
    """
    An answer that is given after the decision says so.
    """
    router = a_router(MATCH, partners=PARTNERS)

    answer = why_not("p2", a_lead(country="Sweden"), router, new_turns(router), as_of_today=True)

    assert str(answer).endswith("with today's partners")


def test_review_is_a_reason() -> None:
    """
    Those left in a tie that a person breaks are told that a person has to choose.
    """
    router = a_router(MATCH, partners=PARTNERS)
    turns = Turns(Rotation(module="emea"), router.directory)

    assert WhyNotReason.REVIEW is why_not("p1", a_lead(country="SE"), router, turns).reason
