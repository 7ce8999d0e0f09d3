"""
Roles: which leads their holders see, and what they may do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from attrs import field, frozen

from leadflow.core.access.acts import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.arguments import checked
from leadflow.core.bounds import filled
from leadflow.core.leads import LeadKind

__all__ = ["PARTNER_ADMIN", "PARTNER_SALES", "SUPPLIER_ADMIN", "Role", "Visibility"]


class Visibility(StrEnum):
    """
    Which leads of a kind a partner's user sees.

    Attributes:
        ASSIGNED: Those that name them, or nobody.
        ALL: Each of them.
    """

    ASSIGNED = "assigned"
    ALL = "all"


def _visibilities(sees: Mapping[LeadKind, Visibility] | Mapping[str, str]) -> dict[LeadKind, Visibility]:
    return {LeadKind(kind): Visibility(visibility) for kind, visibility in sees.items()}


def _acts(may: Iterable[Act | str]) -> frozenset[Act]:
    return frozenset(map(Act, may))


@checked
@frozen(kw_only=True)
class Role:
    """
    Which leads the holders of this role see, and what they may do.

    With several roles the widest visibility wins, and every act that one of them allows is allowed.

    Attributes:
        name: What people call it.
        sees: How much of their partner's leads a partner's people see, by kind; a kind that is left out is not seen.
            It says nothing about a supplier's people, who see every lead in their groups but private ones.
        may: What is allowed.

    Raises:
        ValueError: There is no such kind, visibility or act.
    """

    name: str = field(validator=filled)
    sees: Mapping[LeadKind, Visibility] = field(
        factory=lambda: dict.fromkeys(LeadKind, Visibility.ASSIGNED), converter=_visibilities, hash=False
    )
    may: frozenset[Act] = field(default=frozenset(), converter=_acts)


SUPPLIER_ADMIN: Final = Role(name="supplier_admin", may=SUPPLIER_ACTS)
"""
Everything that a supplier's people can do.
"""

PARTNER_ADMIN: Final = Role(name="partner_admin", sees=dict.fromkeys(LeadKind, Visibility.ALL), may=PARTNER_ACTS)
"""
Every lead of the partner, and everything that a partner's people can do.
"""

PARTNER_SALES: Final = Role(name="partner_sales", may=PARTNER_ACTS - {Act.SAVE_PEOPLE, Act.SAVE_SETTINGS})
"""
The leads that name them or nobody, to be worked.
"""
