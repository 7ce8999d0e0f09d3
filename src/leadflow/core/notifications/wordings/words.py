"""
What a language has to bring, so that every default mail and page can be written in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.templates import MessageKind

__all__ = ["Words"]


@frozen(kw_only=True)
class Words:
    """
    The default wording in one language.

    Attributes:
        language: The language of the HTML, such as ``en``.
        subjects, intros: Of each kind of message; ``{supplier}``, ``{partner}``, ``{lead}``, ``{days}`` and ``{count}``
            are filled in.
        actions: What the buttons say.
        open: What the button says that leads to an export.
        unsubscribe: What the link says that ends reminders, and the button of its page.
        unsubscribed: What the page says after that.
        reason, comment, campaign, assigned_by, history, file, status, stage, colleague: Labels.
        statuses: What each distribution status is called.
        more: How many activities are not shown; ``{count}`` is filled in.
        decided: What the page of a button says once the lead is decided.
        answers: What the page after a button says: ``done``, by the code of what was wrong, and ``not_done`` for any
            other.
        protected_until: Label of the day on which a protection ends.
        opportunity: Labels of an opportunity, by attribute.
        fields: Labels of the standard fields, by name.
    """

    language: str
    subjects: Mapping[MessageKind, str]
    intros: Mapping[MessageKind, str]
    actions: Mapping[LinkAction, str]
    open: str
    unsubscribe: str
    unsubscribed: str
    reason: str
    comment: str
    campaign: str
    assigned_by: str
    history: str
    file: str
    status: str
    statuses: Mapping[DistributionStatus, str]
    stage: str
    colleague: str
    more: str
    decided: str
    answers: Mapping[str, str]
    protected_until: str
    opportunity: Mapping[str, str]
    fields: Mapping[str, str]
