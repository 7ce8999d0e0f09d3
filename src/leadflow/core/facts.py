"""
What can happen to a lead: a closed union of small facts.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs
from attrs import frozen

from leadflow.core.actors import Actor, Channel
from leadflow.core.decisions import Notice, NoticeLine, RoutingTrace
from leadflow.core.leads import Attachment, ExternalId, LeadKind
from leadflow.core.notifications.messages import MessageKind
from leadflow.core.unknown import UnknownFact
from leadflow.core.values import Value

__all__ = [
    "Accepted",
    "Actor",
    "Assigned",
    "AssignedBy",
    "Channel",
    "Deactivated",
    "Fact",
    "FieldChange",
    "FileAttached",
    "FileRemoved",
    "Mailed",
    "Notice",
    "NoticeLine",
    "NoticeSent",
    "Reassigned",
    "Received",
    "Rejected",
    "Routed",
    "RoutingTrace",
    "UnknownFact",
    "ValuesChanged",
]


class AssignedBy(StrEnum):
    """
    What named the partner where no module did.
    """

    NAMED = "named"
    IMPORT_DEFAULT = "import_default"
    PERSON = "person"


@frozen(kw_only=True)
class Received:
    """
    A lead was admitted. What it says stands on the lead, once, where it can be erased.

    Attributes:
        created_at: What the system that it came from says; None if that is not known.
        import_id, row: The import and the row number it came from; None if it came another way.
    """

    kind: LeadKind
    source: str
    campaign_id: str | None = None
    stage: str = "open"
    score: int = 50
    external_ids: tuple[ExternalId, ...] = ()
    created_at: datetime | None = None
    import_id: str | None = None
    row: int | None = None


@frozen(kw_only=True)
class Routed:
    """
    A module decided about the lead; with a partner, the lead is pending there.
    """

    decision: RoutingTrace
    notice: Notice | None = None


@frozen(kw_only=True)
class Assigned:
    """
    The lead went to a partner that no module chose; it is pending there.
    """

    partner_id: str
    by: AssignedBy
    assignee_id: str | None = None
    notice: Notice


@frozen(kw_only=True)
class Reassigned:
    """
    Another of the partner's people was named on the lead; status and partner stay.

    Attributes:
        assignee_id: Who works it from now on.
        before: Who did until then; None if nobody was named.
        notice: Who was told.
    """

    assignee_id: str
    before: str | None = None
    notice: Notice


@frozen(kw_only=True)
class NoticeSent:
    """
    The partner's people were told again: by the new-lead mail if *kind* says so, else by a reminder or a request.
    """

    kind: MessageKind
    notice: Notice


@frozen(kw_only=True)
class Accepted:
    """
    The partner took the lead; by itself where it auto-accepts.
    """

    automatic: bool = False


@frozen(kw_only=True)
class Rejected:
    """
    The partner declined the lead.

    Attributes:
        reason: A code of the programme's; None if none was given.
        comment: What the partner wrote; None if nothing.
    """

    reason: str | None = None
    comment: str | None = attrs.field(default=None, repr=False)


@frozen
class FieldChange:
    """
    One value of a lead before and after; None where it said nothing.
    """

    field: str
    before: Value = attrs.field(repr=False)
    after: Value = attrs.field(repr=False)


@frozen
class ValuesChanged:
    """
    What the lead says was changed.
    """

    changes: tuple[FieldChange, ...]


@frozen
class Deactivated:
    """
    The lead left the lists and the partner's account.
    """


@frozen
class FileAttached:
    """
    The lead carries one file more.
    """

    attachment: Attachment


@frozen
class FileRemoved:
    """
    The lead carries a file no more; its bytes go with the last lead that has it.
    """

    attachment_id: str


@frozen
class Mailed:
    """
    Something became of the message with this *key*, at a time when that stood on timelines; it is on its trail by now.

    Written no more: it keeps the place of an event in databases that are older than trails.
    """

    key: str


Fact = (
    Received
    | Routed
    | Assigned
    | Reassigned
    | Accepted
    | Rejected
    | ValuesChanged
    | Deactivated
    | FileAttached
    | FileRemoved
    | NoticeSent
    | Mailed
    | UnknownFact
)
"""
Everything that can happen to a lead; readers match on it and end with ``assert_never``.
"""
