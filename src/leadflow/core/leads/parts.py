"""
What a lead carries besides its values: ids in other systems, what the prospect did, files, and how it was assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from attrs import Attribute, field, frozen
from attrs.validators import optional

from leadflow.core.argument_messages import phrase_of, wrong_type, wrong_value
from leadflow.core.problems import Problem
from leadflow.core.taking import aware

__all__ = [
    "MOST_ACTIVITIES",
    "Activity",
    "Attachment",
    "ExternalId",
    "LeadAssessment",
    "about_external_ids",
    "campaign_activity_at",
    "is_utc",
    "latest_activities",
]

MOST_ACTIVITIES: Final = 200
"""
How many activities are kept of a lead's history; the mail shows the latest few.
"""


def _is_text(instance: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, str):
        raise wrong_type(value, f"{type(instance).__name__}.{attribute.name}", phrase_of(str))


def is_utc(instance: object, attribute: Attribute[Any], value: object) -> None:
    """
    Refuse a moment in another zone, or in none.
    """
    if isinstance(value, datetime) and (value.tzinfo is UTC or value.utcoffset() == UTC.utcoffset(None)):
        return
    place = f"{type(instance).__name__}.{attribute.name}"
    aware(value, place)
    raise wrong_value("moment_not_utc", "the datetime is not in UTC; convert it with astimezone(UTC)", place)


@frozen
class ExternalId:
    """
    The id of this lead in another system.

    Attributes:
        system: Such as ``salesforce``; lower case.
        id: Unique in that system.
    """

    system: str = field(validator=_is_text)
    id: str = field(validator=_is_text, repr=False)


def about_external_ids(ids: Iterable[ExternalId]) -> Iterator[Problem]:
    """
    Return a problem for each id without a system, and for each that is among *ids* before.
    """
    seen: set[ExternalId] = set()
    for number, one in enumerate(ids):
        place = f"external_ids[{number}]"
        if not one.system.strip():
            yield Problem(code="text_missing", path=f"{place}.system", message="the system is empty; name it")
        if one in seen:
            message = f"the id of '{one.system}' is given twice; give it once"
            yield Problem(code="id_repeated", path=place, message=message)
        seen.add(one)


@frozen(kw_only=True)
class Activity:
    """
    What a prospect did, before the lead was created or later, as reported by the system that it came from.

    Attributes:
        at: When, in UTC.
        kind: Such as ``webinar_attended``; an open list.
        title: What people read.
        campaign: The id of the campaign that it was part of; where leads come in its name will do. None if it was part of
            none.
    """

    at: datetime = field(validator=is_utc)
    kind: str = field(validator=_is_text)
    title: str = field(validator=_is_text, repr=False)
    campaign: str | None = field(default=None, validator=optional(_is_text))


def latest_activities(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """
    Return the latest 200 of *activities*, each once, in the order in which they happened.
    """
    told = sorted(dict.fromkeys(activities), key=lambda one: (one.at, one.kind, one.title, one.campaign or ""))
    return tuple(told[-MOST_ACTIVITIES:])


@frozen(kw_only=True)
class Attachment:
    """
    A file on a lead; its bytes are in an attachment store.

    Attributes:
        id: Of this attachment; duplicates of the lead have it too.
        key: What the store keeps the bytes under: random, and shared by the duplicates of a lead.
        name: Safe to show, to save under and to serve.
        original_name: As it was sent. Data only: never a path.
        media_type: From the library's own table, never the client's.
        size: Bytes, as counted.
        sha256: Hexadecimal digest of the bytes.
        added_at: When it was attached, in UTC.
    """

    id: str
    key: str
    name: str = field(repr=False)
    original_name: str = field(repr=False)
    media_type: str
    size: int
    sha256: str
    added_at: datetime


@frozen(kw_only=True)
class LeadAssessment:
    """
    How a lead was assessed, in whole numbers.

    Attributes:
        strength: 0 to 100: of so many in a hundred leads like it, one expected then that they are won.
        confidence: 0 to 100: how much of what distinguishes leads was known of it.
        model: The version of the model, which was learnt from past leads.
    """

    strength: int
    confidence: int
    model: int


def campaign_activity_at(history: Iterable[Activity], campaign_id: str | None) -> datetime | None:
    """
    Return when the last entry of *history* happened that was part of a campaign; None without any, or without a campaign.
    """
    if campaign_id is None:
        return None
    return max((one.at for one in history if one.campaign == campaign_id), default=None)
