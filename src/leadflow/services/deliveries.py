"""
What becomes of mail after it was sent, and mail that was given up: reports of mail servers, and putting back.
"""

from __future__ import annotations

from datetime import datetime

from leadflow.core.access import Act, ProgramParty, SupplierParty
from leadflow.core.changes import Changes, Put, Requeue, Settled
from leadflow.core.facts import Actor, Channel
from leadflow.core.handling.telling import with_status
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Message,
    MessageRequeued,
    delivery_code,
)
from leadflow.core.notifications.bookkeeping import mark_bounced
from leadflow.core.partners import Partner
from leadflow.core.timeline import LeadChange
from leadflow.errors import NotFound
from leadflow.ports import MessageReader, UnitOfWork
from leadflow.services.caller import calling
from leadflow.services.planned import planned
from leadflow.services.setting import Setting

__all__ = ["DeliveryDesk"]


class DeliveryDesk:
    """
    Takes reports about one supplier's mail, and puts dead messages back.
    """

    def __init__(
        self,
        setting: Setting,
        party: SupplierParty | ProgramParty,
        messages: MessageReader,
        *,
        channel: Channel | None = None,
    ) -> None:
        """
        Open the desk for *party*.

        Args:
            setting: What services work with.
            party: Who calls; to put messages back they need the act ``resend``.
            messages: Looks messages up.
            channel: The way they came by; without one a person comes by the portal, and a program by the API.
        """
        self._setting = setting
        self._caller = calling(setting, party, channel)
        self._messages = messages

    def record_delivery(self, key: str, kind: DeliveryKind, at: datetime, detail: str | None = None) -> bool:
        """
        Put a report of a mail server on the lead, once, in whatever order reports come.

        A hard bounce marks the address, so that nothing is sent to it any more, and shows as a notification failure
        unless somebody else was told.

        Args:
            key: Of the message; it stands before the ``@`` of its ``Message-ID``.
            kind: What was reported.
            at: When that happened, in UTC.
            detail: What the server said; only the status code in it is kept.

        Returns:
            True if it was written; False for an unknown key, for a report that is there already, and for a message
            about no lead.
        """
        posted = self._messages.find(self._setting.supplier_id, key)
        if posted is None:
            return False
        return planned(self._setting, lambda unit: self._record(unit, posted.message, kind, at, detail))

    def requeue(self, key: str) -> None:
        """
        Try a message again that was given up; its tries are counted from the beginning.

        Raises:
            NotFound: The supplier has no such message, it was not given up, or the party does not see its lead. Nothing
                was written.
            NotAllowed: None of the party's roles allows it. Nothing was written.
        """
        posted = self._messages.find(self._setting.supplier_id, key)
        if posted is None or posted.state is not Settled.DEAD:
            raise NotFound("dead message", key)
        self._check_seen(posted.message)
        self._caller.check(Act.RESEND)
        planned(self._setting, lambda unit: self._requeue(unit, posted.message))

    def _check_seen(self, message: Message) -> None:
        """
        Make sure that the caller sees the lead that *message* is about; otherwise the message looks unknown as well.
        """
        if message.lead_id is None:
            return
        with self._setting.unit() as unit:
            try:
                self._caller.lead(unit, message.lead_id)
            except NotFound:
                raise NotFound("dead message", message.key) from None

    def _record(
        self, unit: UnitOfWork, message: Message, kind: DeliveryKind, at: datetime, detail: str | None
    ) -> tuple[bool, Changes | None]:
        if message.lead_id is None:
            return False, None
        lead, events = unit.leads.get(message.lead_id), unit.timeline.of(message.lead_id)
        facts = [event.fact for event in events if isinstance(event.fact, DeliveryReported)]
        if any((one.key, one.kind, one.at) == (message.key, kind, at) for one in facts):
            return False, None
        fact = DeliveryReported(
            key=message.key,
            recipient_id=message.recipient_id,
            kind=kind,
            at=at,
            code=delivery_code(detail),
        )
        change = LeadChange(lead).then(with_status(fact, lead.id, events), at=self._setting.clock(), actor=Actor())
        bounced = kind is DeliveryKind.HARD_BOUNCE
        before = unit.records.one(Partner, lead.partner_id) if bounced and lead.partner_id else None
        puts = (Put(mark_bounced(before, message.recipient_id), before=before),) if before else ()
        return True, Changes(leads=(change,), puts=puts)

    def _requeue(self, unit: UnitOfWork, message: Message) -> tuple[None, Changes]:
        now = self._setting.clock()
        fact = MessageRequeued(key=message.key, kind=message.kind, recipient_id=message.recipient_id)
        requeue = Requeue(key=message.key, at=now)
        if message.lead_id is None:
            return None, Changes(requeues=(requeue,))
        lead, events = unit.leads.get(message.lead_id), unit.timeline.of(message.lead_id)
        change = LeadChange(lead).then(with_status(fact, lead.id, events), at=now, actor=self._caller.actor)
        return None, Changes(leads=(change,), requeues=(requeue,))
