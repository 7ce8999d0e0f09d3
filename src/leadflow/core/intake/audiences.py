"""
Who is notified of the new leads of a batch, partner by partner.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Final, NamedTuple

from leadflow.core.facts import Notice
from leadflow.core.intake.placements import Assignment, Placement, Placements
from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    Digest,
    Message,
    MessageKind,
    RecipientCandidate,
    RecipientDecision,
    compose_digest,
    message_about,
    notice_of,
)
from leadflow.core.notifications.policy import MailPolicy, RecipientPolicy
from leadflow.core.notifications.recipients import recipients_at
from leadflow.core.on_demand import OnDemand
from leadflow.core.partners import Account, Accounts, Partner

__all__ = ["Audience", "Audiences"]

_NOBODY: Final = RecipientDecision((), EmailStatus.NOT_DUE)

_ASSIGNING: Final = 2
"""
The number of the event that brings a new lead to a partner: the one after `Received`.
"""


class Audience(NamedTuple):
    """
    Who is notified of a lead at a partner, and how.

    Attributes:
        decision: With everybody who was considered.
        notice: As it stays on the timeline.
        people: Who is notified.
        template: Of the supplier's, that is taken; None for the default one.
        account: Of the partner.
        accepts: Whether the partner accepts at once.
        effect: What this does to the lead; leads with the same are alike.
    """

    decision: RecipientDecision
    notice: Notice
    people: tuple[RecipientCandidate, ...]
    template: str | None
    account: Account
    accepts: bool
    effect: tuple[str, bool]


class Audiences:
    """
    The audiences of one batch: leads that name nobody have the same recipients at a partner.
    """

    def __init__(
        self,
        supplier_id: str,
        now: datetime,
        *,
        accounts: Accounts,
        recipients: RecipientPolicy,
        mail: MailPolicy,
        notifies: bool,
    ) -> None:
        self._supplier_id = supplier_id
        self._now = now
        self._accounts = accounts
        self._recipients = recipients
        self._mail = mail
        self._notifies = notifies
        self._known: dict[str, Audience] = {}

    def later(self, now: datetime) -> Audiences:
        """
        Return the audiences of the next batch; they are decided again once a partner begins to accept at once.
        """
        again = copy(self)
        again._now = now
        accepting = [one.account for one in self._known.values() if one.account.settings.auto_accept_since is not None]
        if any(one.auto_accepts(now) != one.auto_accepts(self._now) for one in accepting):
            again._known = {}
        return again

    def at(self, partner: Partner, assignee_id: str | None = None) -> Audience:
        """
        Return who is notified of a lead at *partner*, or of one for a person of it.
        """
        known = self._known.get(partner.id) if assignee_id is None else None
        if known is None:
            account = self._accounts.of(partner)
            decision = _NOBODY
            if self._notifies:
                decision = recipients_at(account, self._now, assignee_id, policy=self._recipients)
            template = self._mail.template_for(MessageKind.NEW_LEAD, partner.groups)
            accepts = account.auto_accepts(self._now)
            notice = notice_of(decision)
            effect = notice.status.value, accepts
            known = Audience(decision, notice, decision.included, template, account, accepts, effect)
            if assignee_id is None:
                self._known[partner.id] = known
        return known

    def of(self, placement: Placement) -> Audience | None:
        """
        Return who is notified of a lead that was placed so; None if it has no partner.
        """
        if placement is None or placement.partner is None:
            return None
        return self.at(placement.partner, placement.assignee_id if isinstance(placement, Assignment) else None)

    def count(self, placements: Placements) -> tuple[Counter[str], int]:
        """
        Count the leads that each partner gets by *placements*, by its id, and the people to notify, once for each lead.
        """
        partners = [one for one in placements.partners if one is not None]
        ids = [one.id for one in partners]
        leads, told = Counter(ids), 0
        for partner_id, partner in dict(zip(ids, partners, strict=True)).items():
            told += leads[partner_id] * len(self.at(partner).people)
        for one in placements.others.values():
            if one.assignee_id is not None:
                named, others = self.at(one.partner, one.assignee_id), self.at(one.partner)
                told += len(named.people) - len(others.people)
        return leads, told

    def digests(self, placements: Placements, import_id: str) -> tuple[Message, ...]:
        """
        Return what informs each person of all leads of an import that were placed so, the first one of its import.
        """
        found: dict[tuple[str, str], Message] = {}
        for at, partner in enumerate(placements.partners):
            if partner is None:
                continue
            named = placements.others.get(at)
            for one in self.at(partner, named.assignee_id if named else None).people:
                if (partner.id, one.person_id) not in found:
                    kind = MessageKind.NEW_LEADS
                    found[partner.id, one.person_id] = compose_digest(
                        Digest.of_import(import_id, partner.id),
                        one.person_id,
                        kind=kind,
                        supplier_id=self._supplier_id,
                        now=self._now,
                        template=self._mail.template_for(kind, partner.groups),
                    )
        return tuple(found.values())

    def messages(self, placements: Placements, lead_ids: Sequence[str]) -> Sequence[Message]:
        """
        Return what informs people of leads that were placed so; each message is made when somebody looks at it.
        """
        about: list[str] = []
        people: list[RecipientCandidate] = []
        templates: list[str | None] = []
        others = placements.others
        for at, (partner, lead_id) in enumerate(zip(placements.partners, lead_ids, strict=True)):
            if partner is not None:
                named = others.get(at)
                told = self.at(partner, named.assignee_id if named else None)
                people += told.people
                about += [lead_id] * len(told.people)
                templates += [told.template] * len(told.people)

        def make(number: int) -> Message:
            return message_about(
                about[number],
                _ASSIGNING,
                people[number],
                supplier_id=self._supplier_id,
                kind=MessageKind.NEW_LEAD,
                now=self._now,
                template=templates[number],
            )

        return OnDemand(len(people), make)
