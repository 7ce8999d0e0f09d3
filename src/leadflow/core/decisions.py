"""
Decisions as the timeline stores them: routing and recipients.

These are values of the timeline. What decides, and what it decides with, may change; what is kept here is read forever.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from attrs import frozen

from leadflow.core.leads import EmailStatus, ReviewReason

__all__ = ["ChosenBy", "Notice", "NoticeLine", "Reason", "RecipientSource", "RoutingTrace", "StepReason"]


class StepReason(IntEnum):
    """
    What a step did. The numbers are stored and never change their meaning.
    """

    NARROWED = 1
    NOT_APPLICABLE = 2
    EMPTY_SKIPPED = 3
    VALUE_MISSING_SKIPPED = 4
    EMPTY_REVIEW = 5
    VALUE_MISSING_REVIEW = 6


class ChosenBy(StrEnum):
    """
    How the partner was chosen.
    """

    ONLY_ONE_LEFT = "only_one_left"
    ROUND_ROBIN = "round_robin"
    WEIGHTED = "weighted"
    LEAST_LOADED = "least_loaded"
    IMPORT_DEFAULT = "import_default"
    MODULE_DEFAULT = "module_default"


@frozen(kw_only=True)
class RoutingTrace:
    """
    Where a module sent a lead, and the way there.

    Attributes:
        module, version: What decided.
        active: How many partners could have got the lead before the first step.
        packed_steps: Four small numbers for each step taken: how many partners came in, how many went out, the number
            of the `StepReason`, and the number of the rule that decided, from 1, or 0.
        partner_id: Who got the lead; None if nobody did.
        chosen_by: What chose the partner; None if nobody was chosen.
        review: Why a person had to choose; None if nobody had to.
        tied: The partners left under a tie that a person had to break, at most 50 of them; else empty.
        turn: Number of the turn that the partner took; None if no turn was taken.
    """

    module: str
    version: int
    active: int
    packed_steps: tuple[tuple[int, int, int, int], ...]
    partner_id: str | None = None
    chosen_by: ChosenBy | None = None
    review: ReviewReason | None = None
    tied: tuple[str, ...] = ()
    turn: int | None = None


class RecipientSource(StrEnum):
    """
    Why somebody was considered.
    """

    ASSIGNEE = "assignee"
    PARTNER_DEFAULT = "partner_default"
    SUPPLIER_ADDITIONAL = "supplier_additional"
    REJECTION_RECIPIENT = "rejection_recipient"
    NOMINATED = "nominated"


class Reason(StrEnum):
    """
    Why somebody is included (the first) or excluded (the others).
    """

    TOLD = "told"
    AUTO_ACCEPT = "auto_accept"
    ASSIGNEE_NAMED = "assignee_named"
    INACTIVE = "inactive"
    INVALID_ADDRESS = "invalid_address"
    SAME_ADDRESS = "same_address"
    OTHER_SOURCE = "other_source"
    NOT_FOUND = "not_found"
    UNSUBSCRIBED = "unsubscribed"


@frozen
class NoticeLine:
    """
    Somebody who was considered, without address and name.
    """

    person_id: str
    source: RecipientSource
    reason: Reason


@frozen(cache_hash=True)
class Notice:
    """
    Who was notified of an assignment, as saved on the timeline, by ids only.
    """

    status: EmailStatus
    lines: tuple[NoticeLine, ...] = ()
