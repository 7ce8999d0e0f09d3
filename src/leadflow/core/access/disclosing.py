"""
Hides values of a lead from its partner until it has accepted the lead.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from leadflow.core.leads import DistributionStatus, Lead, LeadKind

__all__ = ["disclosed", "discloses", "is_disclosed"]


def is_disclosed(lead: Lead) -> bool:
    """
    Return whether its partner sees everything that *lead* says: it has accepted it, or the lead is its own.
    """
    return discloses(lead.kind, lead.status)


def discloses(kind: LeadKind, status: DistributionStatus) -> bool:
    """
    Return the same of a lead of this kind in this status.
    """
    return kind is not LeadKind.DISTRIBUTED or status is DistributionStatus.ACCEPTED


def disclosed(lead: Lead, hidden: Iterable[str]) -> Lead:
    """
    Return *lead* as somebody sees it from whom values are hidden: until the lead is disclosed they are absent.

    Lists, mail, answer pages and everything else that shows a lead to a partner shows this one, and judges criteria
    on it.

    Args:
        lead: As it is stored.
        hidden: Names of the fields that are hidden from them; nothing is hidden from the supplier.
    """
    names = lead.values.keys() & hidden
    return evolve(lead, values=lead.values.without(names)) if names and not is_disclosed(lead) else lead
