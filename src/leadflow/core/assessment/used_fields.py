"""
Which fields of leads an assessment uses, and what a lead answers to them.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.assessment.answers import Answers
from leadflow.core.assessment.personal import is_personal
from leadflow.core.assessment.policy import AssessmentPolicy
from leadflow.core.fields import AnyField
from leadflow.core.kinds import COUNTRY, STATE, Family, Unfit
from leadflow.core.leads import Lead
from leadflow.core.schema import Fields
from leadflow.core.values import Value, Values

__all__ = ["answers_of", "used_fields"]

_OF_COMPANIES: Final = ("industry", "sic_code", "naics_code", "department", "rating")
_OF_ARRIVAL: Final = ("source", "campaign_id")
"""
Fields of the record that are known when a lead arrives, and never change.
"""
_OF_PEOPLE: Final = ("do_not_contact",)
_FAMILIES: Final = (Family.CHOICE, Family.MULTI, Family.BOOLEAN, Family.NUMBER)


def used_fields(fields: Fields, policy: AssessmentPolicy) -> tuple[AnyField, ...]:
    """
    Return the fields that leads are assessed by, by name.

    By default those are source and campaign, industry and its codes, department, rating, country and state, and each
    declared choice, truth value, number and sum of money, unless its name or label means a personal trait such as age,
    gender, marital status, origin, religion or health. Names, addresses, free texts and dates are used only where the
    policy names them. What only the record knows later, such as the status, is never used.
    """
    left_out = frozenset(policy.leave_out)
    named = frozenset(policy.use)
    return tuple(
        one
        for name, one in sorted(fields.items())
        if name not in left_out and (_usual(one) or (name in named and not one.record))
    )


def _usual(field: AnyField) -> bool:
    if field.record:
        return field.name in _OF_ARRIVAL
    if field.name in _OF_COMPANIES:
        return True
    if field.name in _OF_PEOPLE or not (field.kind.family in _FAMILIES or field.kind in (COUNTRY, STATE)):
        return False
    return not is_personal(field)


def answers_of(lead: Lead, values: Values, used: tuple[AnyField, ...]) -> Answers:
    """
    Return what *lead* answers to the fields *used*, with *values* as they were when it arrived.

    Sums of money count by their amount, in any currency. What does not fit its field is not an answer.
    """
    record = {"source": lead.source, "campaign_id": lead.campaign_id}
    return {
        one.name: record.get(one.name) if one.record else _plain(values.get(one.name), values.key(one.name))
        for one in used
    }


def _plain(value: Value, key: object) -> object:
    if value.__class__ is Unfit:
        return None
    return key[1] if isinstance(key, tuple) else key
