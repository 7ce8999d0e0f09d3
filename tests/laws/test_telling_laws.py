"""
Laws of the e-mail status: it says what became of all the mail of an assignment, in whatever order that is told.
"""

from __future__ import annotations

from enum import Enum

from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_lead
from tests.laws.strategies import examples

from leadflow.core.facts import (
    Actor,
    Assigned,
    AssignedBy,
    Fact,
    MessageFact,
    MessageFailed,
    MessageSent,
    Notice,
    NoticeLine,
    NoticeSent,
)
from leadflow.core.handling.telling import with_status
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    MessageCancelled,
    MessageKind,
    MessageRequeued,
    Reason,
    RecipientSource,
    message_key,
)
from leadflow.core.timeline import LeadChange, LeadEvent


class Fate(Enum):
    """
    What becomes of one message.
    """

    WAITS = "waits"
    SENT = "sent"
    DELIVERED = "delivered"
    SOFT = "soft"
    DIED = "died"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"


REACHED = {Fate.SENT, Fate.DELIVERED, Fate.SOFT}
KIND = MessageKind.NEW_LEAD


def told(key: str, fate: Fate) -> list[MessageFact]:
    """
    Return what is told of a message with this fate.
    """
    sent = MessageSent(key=key, kind=KIND, recipient_id="u")
    match fate:
        case Fate.WAITS:
            return []
        case Fate.SENT:
            return [sent]
        case Fate.DELIVERED:
            return [sent, DeliveryReported(key=key, recipient_id="u", kind=DeliveryKind.DELIVERED, at=NOW)]
        case Fate.SOFT:
            return [sent, DeliveryReported(key=key, recipient_id="u", kind=DeliveryKind.SOFT_BOUNCE, at=NOW)]
        case Fate.DIED:
            return [MessageFailed(key=key, kind=KIND, recipient_id="u", reason="smtp_550")]
        case Fate.BOUNCED:
            return [sent, DeliveryReported(key=key, recipient_id="u", kind=DeliveryKind.HARD_BOUNCE, at=NOW)]
        case Fate.CANCELLED:
            return [MessageCancelled(key=key, kind=KIND, recipient_id="u", reason="lead_decided")]


def wanted(fates: list[Fate]) -> EmailStatus:
    """
    Return the status as the specification has it.
    """
    if any(fate in REACHED for fate in fates):
        return EmailStatus.SENT
    if Fate.WAITS in fates:
        return EmailStatus.QUEUED
    return EmailStatus.NOT_DUE if Fate.CANCELLED in fates else EmailStatus.DELIVERY_FAILED


def assigned(lead: Lead, events: list[LeadEvent], people: int) -> tuple[Lead, list[str]]:
    """
    Send the lead to a partner whose people are told, and return the keys of their mail.
    """
    names = [f"u{number}" for number in range(people)]
    lines = tuple(NoticeLine(name, RecipientSource.PARTNER_DEFAULT, Reason.TOLD) for name in names)
    fact = Assigned(partner_id="p", by=AssignedBy.PERSON, notice=Notice(EmailStatus.QUEUED, lines))
    lead = happen(lead, events, fact)
    return lead, [message_key(lead.id, lead.seq, KIND, name) for name in names]


def tell(lead: Lead, events: list[LeadEvent], fact: MessageFact) -> Lead:
    """
    Put a fact about a message on the timeline.
    """
    return happen(lead, events, with_status(fact, lead.id, events))


def happen(lead: Lead, events: list[LeadEvent], fact: Fact) -> Lead:
    """
    Put a fact on the timeline.
    """
    change = LeadChange(lead).then(fact, at=NOW, actor=Actor())
    events.extend(change.events)
    return change.after


@examples(500)
@given(data=st.data(), fates=st.lists(st.sampled_from(Fate), min_size=1, max_size=4))
def test_the_order_in_which_things_are_told_does_not_matter(data: st.DataObject, fates: list[Fate]) -> None:
    """
    One delivered is sent, one that waits is queued, and a failure is that all of them died or came back.
    """
    events: list[LeadEvent] = []
    lead, keys = assigned(a_lead(), events, len(fates))
    facts = [fact for key, fate in zip(keys, fates, strict=True) for fact in told(key, fate)]
    for fact in data.draw(st.permutations(facts)):
        lead = tell(lead, events, fact)

    assert wanted(fates) == lead.email_status


@examples(200)
@given(old=st.lists(st.sampled_from(Fate), min_size=1, max_size=3), new=st.lists(st.sampled_from(Fate), max_size=3))
def test_mail_of_an_earlier_assignment_says_nothing(old: list[Fate], new: list[Fate]) -> None:
    """
    What is told late of the people who were told before counts no more.
    """
    events: list[LeadEvent] = []
    lead, before = assigned(a_lead(), events, len(old))
    lead, after = assigned(lead, events, len(new))
    for keys, fates in ((after, new), (before, old)):
        for key, fate in zip(keys, fates, strict=True):
            for fact in told(key, fate):
                lead = tell(lead, events, fact)

    assert (wanted(new) if new else EmailStatus.QUEUED) == lead.email_status


def test_sending_again_counts_with_what_was_sent_before() -> None:
    """
    Whoever was reached stays reached, though mail that goes out again comes back; a message put back waits again.
    """
    events: list[LeadEvent] = []
    lead, (first,) = assigned(a_lead(), events, 1)
    lead = tell(lead, events, told(first, Fate.DIED)[0])
    failed = lead.email_status
    lead = tell(lead, events, MessageRequeued(key=first, kind=KIND, recipient_id="u"))
    waiting = lead.email_status
    lead = tell(lead, events, told(first, Fate.SENT)[0])
    line = NoticeLine("u9", RecipientSource.PARTNER_DEFAULT, Reason.TOLD)
    again = NoticeSent(kind=KIND, notice=Notice(EmailStatus.QUEUED, (line,)))
    lead = happen(lead, events, again)
    lead = tell(lead, events, told(message_key(lead.id, lead.seq, KIND, "u9"), Fate.DIED)[0])

    assert [failed, waiting, lead.email_status] == [
        EmailStatus.DELIVERY_FAILED,
        EmailStatus.QUEUED,
        EmailStatus.SENT,
    ]


def test_reminders_say_nothing() -> None:
    """
    The status speaks of the mail by which people are told of a lead.
    """
    events: list[LeadEvent] = []
    lead, (key,) = assigned(a_lead(), events, 1)
    lead = tell(lead, events, told(key, Fate.SENT)[0])
    reminder = MessageFailed(key="0" * 32, kind=MessageKind.PENDING_REMINDER, recipient_id="u", reason="smtp_550")

    assert tell(lead, events, reminder).email_status is EmailStatus.SENT
