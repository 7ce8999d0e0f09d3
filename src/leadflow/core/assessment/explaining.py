"""
Says in words what an assessment is made of.
"""

from __future__ import annotations

from leadflow.core.assessment.answers import word_of
from leadflow.core.assessment.assessments import Assessment, ShownPart
from leadflow.core.assessment.wordings import Wording, wording_in
from leadflow.core.fields import AnyField
from leadflow.core.kinds import COUNTRY, STATE, Family
from leadflow.core.notifications.wordings import words_in
from leadflow.core.schema import STANDARD_SCHEMA, Fields

__all__ = ["explain_assessment"]


def explain_assessment(assessment: Assessment, fields: Fields, *languages: str) -> tuple[str, ...]:
    """
    Return sentences about *assessment*: the whole, where it begins, and then each field, what moved it most first.

    The points in them add up to the strength.

    Args:
        assessment: Of one lead.
        fields: Declares what leads can say; custom fields are called by their titles.
        languages: The first of them that leadflow has is used, else English.
    """
    words, labels = wording_in(*languages), words_in(*languages).fields
    shown = assessment.shown()
    if not assessment.leads:
        return (words.nothing_learnt,)
    parts = sorted(shown.parts, key=lambda part: (-abs(part.points), part.name))
    return (
        words.summary.format(strength=shown.strength, confidence=shown.confidence, leads=assessment.leads),
        words.base.format(base=shown.base),
        *(_sentence(part, fields.get(part.name), labels.get(part.name), words) for part in parts),
    )


def _sentence(part: ShownPart, field: AnyField | None, label: str | None, words: Wording) -> str:
    said = _said(part, field, _title(part, field, label, words), words)
    if part.points == 0:
        return words.unmoved.format(said=said)
    return (words.stronger if part.points > 0 else words.weaker).format(said=said, points=abs(part.points))


def _title(part: ShownPart, field: AnyField | None, label: str | None, words: Wording) -> str:
    if field is None:
        return words.fields.get(part.name) or label or part.name
    standard = STANDARD_SCHEMA.leads.get(part.name) is field
    return words.fields.get(part.name) or (label if label and standard else field.title)


def _said(part: ShownPart, field: AnyField | None, title: str, words: Wording) -> str:
    if part.answer is None:
        return words.not_answered.format(field=title)
    answer = word_of(part.answer)
    if field is not None and field.kind.family is Family.BOOLEAN:
        answer = {"yes": words.yes, "no": words.no}.get(answer, answer)
    elif field is not None and field.choices:
        answer = next((one.label or one.name for one in field.choices if one.name.casefold() == answer), answer)
    elif field is not None and field.kind in (COUNTRY, STATE):
        answer = answer.upper()
    return (words.answered if part.seen else words.never_seen).format(field=title, answer=answer)
