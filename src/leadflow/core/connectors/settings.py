"""
The settings of a connection: what is shared with another system, and who wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import attrs
from attrs import Attribute, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import filled, refused, whole
from leadflow.core.criteria import Criteria

__all__ = [
    "Clearing",
    "Connection",
    "GonePolicy",
    "KeptSide",
    "SharedField",
    "SyncConflictPolicy",
    "SyncDirection",
    "SystemRole",
]

_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,62}")


class SystemRole(StrEnum):
    """
    What another system is to the programme.

    Attributes:
        SUPPLIER_CRM: The supplier's CRM: what it creates is distributed, and what partners do goes back to it.
        PARTNER_CRM: The CRM of one partner: leads that the partner accepted go to it, and come back with its updates.
        MARKETING_AUTOMATION: Like the supplier's CRM; its leads come with the activities of the prospects.
        LEAD_SOURCE: A partner locator or a form for leads: it only sends new leads.
    """

    SUPPLIER_CRM = "supplier_crm"
    PARTNER_CRM = "partner_crm"
    MARKETING_AUTOMATION = "marketing_automation"
    LEAD_SOURCE = "lead_source"


class SyncDirection(StrEnum):
    """
    Which way changes go.
    """

    BOTH = "both"
    PULL = "pull"
    PUSH = "push"

    @property
    def pulls(self) -> bool:
        """
        True if changes come from the other system.
        """
        return self is not SyncDirection.PUSH

    @property
    def pushes(self) -> bool:
        """
        True if changes go to the other system.
        """
        return self is not SyncDirection.PULL


class SyncConflictPolicy(StrEnum):
    """
    Which value is kept where both sides have changed one.

    Attributes:
        THEIRS: That of the other system.
        OURS: That of leadflow; it is pushed.
        NEWEST: That of the side that changed the record later, by the clocks of both. Theirs if the system does not say
            when.
        ASK: Neither side is changed until a person chooses.
    """

    THEIRS = "theirs"
    OURS = "ours"
    NEWEST = "newest"
    ASK = "ask"


class KeptSide(StrEnum):
    """
    Which side of a conflict a person keeps.
    """

    OURS = "ours"
    THEIRS = "theirs"


class Clearing(StrEnum):
    """
    Whether a value that one side no longer has is cleared on the other.

    Attributes:
        BOTH: Either side clears the other.
        THEIRS: The other system clears ours.
        OURS: Ours clears the other system.
        NEVER: Nothing is cleared.
    """

    BOTH = "both"
    THEIRS = "theirs"
    OURS = "ours"
    NEVER = "never"


class GonePolicy(StrEnum):
    """
    What happens to a lead whose record was deleted in the other system.

    Attributes:
        KEEP: It stays, and is not pushed there any more.
        DEACTIVATE: It is deactivated, if the supplier's side does it; a partner's system deactivates nothing.
    """

    KEEP = "keep"
    DEACTIVATE = "deactivate"


def _value_map(given: Mapping[str, str]) -> dict[str, str]:
    return dict(given)


@checked
@frozen(kw_only=True)
class SharedField:
    """
    A field that is shared with another system.

    Attributes:
        field: What leadflow calls it.
        remote: What the other system calls it.
        direction: Which way it goes.
        on_conflict: Which value is kept where both sides have changed it.
        clears: Whether a missing value clears the other side.
        values: What the other system calls values, by what leadflow calls them: stages, rejection reasons, sources,
            countries, choices. Several of ours may have one name there; that name is read as the first of them, and is
            not read at all while ours is one of them. What is not named goes as it is.
    """

    field: str = attrs.field(validator=filled)
    remote: str = attrs.field(validator=filled)
    direction: SyncDirection = SyncDirection.BOTH
    on_conflict: SyncConflictPolicy = SyncConflictPolicy.THEIRS
    clears: Clearing = Clearing.BOTH
    values: Mapping[str, str] = attrs.field(factory=dict, converter=_value_map, hash=False)


def _shared(given: Iterable[SharedField]) -> tuple[SharedField, ...]:
    return tuple(given)


def _named(instance: object, attribute: Attribute[str], value: str) -> None:
    if not _NAME.fullmatch(value):
        raise refused(
            "name_malformed", instance, attribute, "use lower case, digits and underscores, such as 'salesforce'"
        )


@checked
@frozen(kw_only=True)
class Connection:
    """
    What is exchanged with another system. It is data: no secrets, and no addresses.

    Attributes:
        name: What the system is called in external ids and on timelines, such as ``salesforce``; unique in the
            programme. It never changes, since links are stored under it.
        role: What the system is to the programme.
        partner_id: Whose CRM it is; for `SystemRole.PARTNER_CRM` alone.
        direction: Which way changes go; a `SystemRole.LEAD_SOURCE` only pulls.
        leads: The fields of leads that are shared.
        opportunities: The fields of opportunities that are shared; empty shares no opportunities.
        criteria: Which leads are pushed; None for all that the role allows. A lead that is there already is pushed on.
        source: What new leads have as their source; if omitted, ``crm`` or ``marketing_automation``, and the name of a
            lead source.
        campaign: The id or name of the campaign of new leads; None for none.
        currency: Of amounts that come without one: an ISO 4217 code; empty refuses those.
        converted_stage: The stage of a lead that was converted there; None leaves it.
        on_gone: What happens to a lead whose record was deleted there.
        calls_a_day: How many calls are made in a day of 24 hours, since the quota is shared with others; None for any
            number.
    """

    name: str = attrs.field(validator=_named)
    role: SystemRole
    partner_id: str | None = None
    direction: SyncDirection = SyncDirection.BOTH
    leads: tuple[SharedField, ...] = attrs.field(default=(), converter=_shared)
    opportunities: tuple[SharedField, ...] = attrs.field(default=(), converter=_shared)
    criteria: Criteria | None = attrs.field(default=None, repr=False)
    source: str | None = None
    campaign: str | None = None
    currency: str = ""
    converted_stage: str | None = None
    on_gone: GonePolicy = GonePolicy.KEEP
    calls_a_day: int | None = attrs.field(default=None, validator=whole(1, 100_000_000, optional=True))

    @property
    def lead_source(self) -> str:
        """
        The source of leads that come from there.
        """
        if self.source is not None:
            return self.source
        return {
            SystemRole.SUPPLIER_CRM: "crm",
            SystemRole.PARTNER_CRM: "crm",
            SystemRole.MARKETING_AUTOMATION: "marketing_automation",
            SystemRole.LEAD_SOURCE: self.name,
        }[self.role]

    @property
    def creates(self) -> bool:
        """
        True if what is new there becomes a lead here.
        """
        return self.role is not SystemRole.PARTNER_CRM and self.direction.pulls
