"""
The policies for mail: recipients, sender and wording.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import tzinfo
from enum import StrEnum
from typing import Any, Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused, whole
from leadflow.core.kinds.emails import read_address
from leadflow.core.lengths import language_tag
from leadflow.core.problems import Unreadable
from leadflow.core.schema import Fields
from leadflow.core.templates import MessageKind, Template, template_for

__all__ = ["Letterhead", "MailPolicy", "RecipientPolicy", "RecipientPrecedence", "Sender"]


class RecipientPrecedence(StrEnum):
    """
    Who is notified when the partner has default recipients and the supplier has additional ones.

    `UNION` notifies both, the partner's first. The other two use the second source only when the first has nobody who
    can be mailed.
    """

    UNION = "union"
    PARTNER_FIRST = "partner_first"
    SUPPLIER_FIRST = "supplier_first"


@checked
@frozen(kw_only=True)
class RecipientPolicy:
    """
    Who gets mail about a lead without an assignee.

    Attributes:
        precedence: Who is mailed when both the partner and the supplier have named somebody.
    """

    precedence: RecipientPrecedence = RecipientPrecedence.UNION


_NOBODY: Final = "leads@leadflow.example"


def _address(instance: object, attribute: Attribute[str], value: str) -> None:
    try:
        read_address(value)
    except Unreadable as error:
        raise refused(error.code, instance, attribute, error.message) from None


def _address_or_empty(instance: object, attribute: Attribute[str], value: str) -> None:
    if value:
        _address(instance, attribute, value)


@checked
@frozen(kw_only=True)
class Sender:
    """
    Who mail comes from.

    Attributes:
        address: Where replies go. The default belongs to nobody, so a relay that delivers mail refuses it.
        name: What people see; the supplier's name if empty.
        reply_to: Where answers go; empty for *address*.
        bounces_to: The sender of the envelope, where reports of mail servers go; empty for *address*.

    Raises:
        InvalidInput: One of these is not an address (``email_invalid``).
    """

    address: str = field(default=_NOBODY, validator=_address, repr=False)
    name: str = ""
    reply_to: str = field(default="", validator=_address_or_empty, repr=False)
    bounces_to: str = field(default="", validator=_address_or_empty, repr=False)

    @property
    def missing(self) -> bool:
        """
        True if nobody gave an address: the default one belongs to nobody.
        """
        return self.address == _NOBODY

    @classmethod
    def taken_from(cls, given: object) -> Sender:
        """
        Return the sender that *given* is where a sender is taken: an address alone has the supplier's name.
        """
        if isinstance(given, str):
            return cls(address=given)
        raise TypeError(f"takes a Sender or an address, not a {type(given).__name__}; give one of these")


def _templates(given: Iterable[Template]) -> tuple[Template, ...]:
    return tuple(given)


def _each_once(instance: object, attribute: Attribute[Any], templates: tuple[Template, ...]) -> None:
    references = [one.reference for one in templates]
    for one in references:
        if references.count(one) > 1:
            message = f"two templates are '{one}', as messages remember them; raise the version of one, or rename it"
            raise refused("template_repeated", instance, attribute, message)


def _sender(given: Sender | str) -> Sender:
    return given if isinstance(given, Sender) else Sender.taken_from(given)


@checked
@frozen(kw_only=True)
class MailPolicy:
    """
    How a supplier's mail is written.

    Attributes:
        sender: Who mail comes from.
        templates: The supplier's own, in order; the first that fits kind and partner is taken, else the default.
        language: Of mail to people who named none.
        update_days: Within how many days an update is asked for, from 1 to 3,650.
        buttons: False hides Accept, Reject and Reassign in mail.
        digest_imports: True informs each person of all new leads of an import by one mail, once the import is over, and
            not by one for each lead.
    """

    sender: Sender = field(default=Sender(), converter=_sender)
    templates: tuple[Template, ...] = field(default=(), repr=False, converter=_templates, validator=_each_once)
    language: str = field(default="en", validator=language_tag)
    update_days: int = field(default=7, validator=whole(1, 3_650))
    buttons: bool = True
    digest_imports: bool = False

    def template_for(self, kind: MessageKind, groups: Collection[str]) -> str | None:
        """
        Return the reference of the template for *kind* and a partner of *groups*; None for the default one.
        """
        return template_for(self.templates, kind, groups)


@checked
@frozen(kw_only=True)
class Letterhead:
    """
    The parts that all mail of a supplier shares.

    Attributes:
        supplier_name: What partners know the supplier by.
        fields: What leads can say, with the labels that people read.
        zone: Whose days are shown.
        policy: How the mail is written.
    """

    supplier_name: str
    fields: Fields
    zone: tzinfo
    policy: MailPolicy = MailPolicy()
