"""
Laws of the e-mail status: it says what became of all the mail of an assignment, in whatever order that is told.
"""

from __future__ import annotations

from enum import Enum

from attrs import define, evolve, field
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_lead
from tests.laws.strategies import examples

from leadflow.core.actors import Actor
from leadflow.core.facts import Assigned, AssignedBy, Notice, NoticeSent
from leadflow.core.handling.email_status import counts, shown_after, told_by
from leadflow.core.leads import EmailStatus, Lead
from leadflow.core.notifications import (
    DeliveryKind,
    DeliveryReported,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageKind,
    MessageRequeued,
    MessageSent,
    MessageTrail,
    PostEvent,
    message_key,
)
from leadflow.core.timeline import LeadChange


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
TOLD: dict[Fate, list[MessageFact]] = {
    Fate.WAITS: [],
    Fate.SENT: [MessageSent()],
    Fate.DELIVERED: [MessageSent(), DeliveryReported(kind=DeliveryKind.DELIVERED, at=NOW)],
    Fate.SOFT: [MessageSent(), DeliveryReported(kind=DeliveryKind.SOFT_BOUNCE, at=NOW)],
    Fate.DIED: [MessageFailed("smtp_550")],
    Fate.BOUNCED: [MessageSent(), DeliveryReported(kind=DeliveryKind.HARD_BOUNCE, at=NOW)],
    Fate.CANCELLED: [MessageCancelled("lead_decided")],
}


def wanted(fates: list[Fate]) -> EmailStatus:
    """
    Return the status as the specification has it.
    """
    if any(fate in REACHED for fate in fates):
        return EmailStatus.SENT
    if Fate.WAITS in fates:
        return EmailStatus.QUEUED
    return EmailStatus.NOT_DUE if Fate.CANCELLED in fates else EmailStatus.DELIVERY_FAILED


@define
class Desk:
    """
    A lead and its mail, without a store.
    """

    lead: Lead = field(factory=a_lead)
    posts: dict[str, MessageTrail] = field(factory=dict)

    def assign(self, people: int) -> list[str]:
        """
        Send the lead to a partner whose people are told, and return the keys of their mail.
        """
        fact = Assigned(partner_id="p", by=AssignedBy.PERSON, notice=Notice(EmailStatus.QUEUED))
        self.lead = LeadChange(self.lead).then(fact, at=NOW, actor=Actor()).after
        return [self.post(f"u{number}") for number in range(people)]

    def post(self, who: str, kind: MessageKind = KIND) -> str:
        """
        Write a message to somebody because of the latest event.
        """
        lead = self.lead
        message = Message(
            key=message_key(lead.id, lead.seq, kind, who),
            supplier_id="acme",
            lead_id=lead.id,
            seq=lead.seq,
            kind=kind,
            recipient_id=who,
            created_at=NOW,
        )
        self.posts[message.key] = MessageTrail(message=message)
        return message.key

    def tell(self, key: str, fact: MessageFact) -> bool:
        """
        Put a fact on a message's trail, and show what that makes of the lead; False if it makes nothing of it.
        """
        post = self.posts[key]
        trail = (*post.trail, PostEvent(key, len(post.trail) + 1, NOW, Actor(), fact))
        shown = shown_after(self.lead, post.message, trail, lambda: list(self.posts.values()))
        self.posts[key] = evolve(post, trail=trail)
        if shown is None:
            return False
        assert (shown.assignment, shown.mail_seq) == (self.lead.assignment, self.lead.mail_seq)
        assert shown.status is not self.lead.email_status
        status = shown.status or self.lead.email_status
        self.lead = evolve(self.lead, email_status=status, mail_seq=self.lead.mail_seq + 1)
        assert status is told_by(one for one in self.posts.values() if counts(one.message, self.lead))
        return True


@examples(500)
@given(data=st.data(), fates=st.lists(st.sampled_from(Fate), min_size=1, max_size=4))
def test_the_order_in_which_things_are_told_does_not_matter(data: st.DataObject, fates: list[Fate]) -> None:
    """
    One delivered is sent, one that waits is queued, and a failure is that all of them died or came back.

    At every step what is shown is what all trails together tell.
    """
    desk = Desk()
    keys = desk.assign(len(fates))
    facts = [(key, fact) for key, fate in zip(keys, fates, strict=True) for fact in TOLD[fate]]
    for key, fact in data.draw(st.permutations(facts)):
        desk.tell(key, fact)

    assert wanted(fates) == desk.lead.email_status


@examples(200)
@given(old=st.lists(st.sampled_from(Fate), min_size=1, max_size=3), new=st.lists(st.sampled_from(Fate), max_size=3))
def test_mail_of_an_earlier_assignment_says_nothing(old: list[Fate], new: list[Fate]) -> None:
    """
    What is told late of the people who were told before stands on the trails and changes no lead.
    """
    desk = Desk()
    before, after = desk.assign(len(old)), desk.assign(len(new))
    for key, fate in zip(after, new, strict=True):
        for fact in TOLD[fate]:
            assert desk.tell(key, fact)
    lead = desk.lead
    for key, fate in zip(before, old, strict=True):
        for fact in TOLD[fate]:
            assert not desk.tell(key, fact)
        assert len(desk.posts[key].trail) == len(TOLD[fate])

    assert (wanted(new) if new else EmailStatus.QUEUED) == desk.lead.email_status
    assert desk.lead == lead


def test_sending_again_counts_with_what_was_sent_before() -> None:
    """
    Mail that is sent again counts together with earlier mail.
    """
    desk = Desk()
    (first,) = desk.assign(1)
    seen = []
    for fact in (MessageFailed("smtp_550"), MessageRequeued(), MessageSent()):
        desk.tell(first, fact)
        seen.append(desk.lead.email_status)
    again = NoticeSent(kind=KIND, notice=Notice(EmailStatus.QUEUED))
    desk.lead = LeadChange(desk.lead).then(again, at=NOW, actor=Actor()).after
    desk.tell(desk.post("u9"), MessageFailed("smtp_550"))

    assert seen == [EmailStatus.DELIVERY_FAILED, EmailStatus.QUEUED, EmailStatus.SENT]
    assert desk.lead.email_status is EmailStatus.SENT


def test_reminders_say_nothing() -> None:
    """
    The status speaks of the mail by which people are told of a lead.
    """
    desk = Desk()
    (key,) = desk.assign(1)
    desk.tell(key, MessageSent())

    assert not desk.tell(desk.post("u0", MessageKind.PENDING_REMINDER), MessageFailed("smtp_550"))
    assert desk.lead.email_status is EmailStatus.SENT
