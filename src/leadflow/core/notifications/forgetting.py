"""
Messages without what they say of persons.
"""

from __future__ import annotations

from attrs import evolve

from leadflow.core.notifications.message_facts import MessageSent
from leadflow.core.notifications.messages import Message
from leadflow.core.notifications.trails import PostEvent

__all__ = ["forgotten", "forgotten_event"]


def forgotten(message: Message) -> Message:
    """
    Return *message* without the address and the names of the recipient, the name of a file and its link; the
    recipient's id stays.
    """
    export = message.export
    if export is not None:
        nobody = evolve(export.recipient, email="", first_name="", last_name="")
        export = evolve(export, recipient=nobody, name="", link="", file_key="")
    return evolve(message, export=export, unknown="")


def forgotten_event(event: PostEvent) -> PostEvent:
    """
    Return an event of a message's trail without the digest of an address.
    """
    fact = event.fact
    return evolve(event, fact=evolve(fact, address=None) if isinstance(fact, MessageSent) else fact, unknown="")
