"""
Campaigns that leads come from.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.partners.partner import NOTHING_SAID
from leadflow.core.unknown import KeepsUnknown
from leadflow.core.values import Values

__all__ = ["Campaign"]


@checked
@frozen(kw_only=True)
class Campaign(KeepsUnknown):
    """
    A campaign that leads come from.

    Attributes:
        id: Unique in the programme.
        name: Files name campaigns by it.
        status, type, owner: Free words; None if not known.
        starts_on, ends_on: Both inclusive; None if open.
        attributes: Free fields, declared in ``Schema.campaigns``.
    """

    id: str = field(validator=filled)
    name: str = field(validator=filled)
    status: str | None = None
    type: str | None = None
    owner: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    attributes: Values = NOTHING_SAID
