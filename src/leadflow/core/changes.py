"""
Changes: everything that one commit writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

import attrs
from attrs import evolve, field, frozen

from leadflow.core.expectations import Expect
from leadflow.core.facts import FileRemoved
from leadflow.core.loads import LoadChange
from leadflow.core.notifications.messages import Message
from leadflow.core.notifications.trails import PostChange
from leadflow.core.openings import LeadOpening
from leadflow.core.routing.rotation import TurnsTaken
from leadflow.core.stored import ANY, Put, put_once
from leadflow.core.timeline import Alike, LeadChange, LeadEvent, LeadsAlike
from leadflow.errors import NotFound, StaleLead

__all__ = ["ANY", "Changes", "Put"]


def _ids(given: Iterable[str]) -> frozenset[str]:
    if isinstance(given, str):
        raise TypeError("ids must be a list of texts, not one text; put it into a list")
    return frozenset(given)


@frozen(kw_only=True)
class Changes:
    """
    Everything that one commit writes, for one supplier.

    The leads and messages of an import are made when they are iterated over, and made again each time: a store walks
    each of them once, or makes tuples of them first; see `made`. A store that writes rows may walk the leads `briefly`,
    which makes few of them.

    Attributes:
        leads: Each lead with what happened to it; once each.
        messages: To be sent once this is durable. One whose key is there already stays as it is.
        turns: Turns of modules, taken for these leads.
        loads: What the leads change of partners' loads, each partner once; `load_changes` says it.
        recount: Closing stages by which the load of every partner is recounted , from the leads as this commit
            leaves them; None leaves loads as they are.
        expects: What has to hold still when this is written.
        posts: What happens to messages that are there.
        puts: Records other than leads: partners, campaigns, modules, how far an import has come; each once.
        erases: Ids of leads whose events lose what is personal in them, those of this commit included; see
            `leadflow.core.timeline.erased`.
        forgets: Keys of messages that lose what they say of their recipients; see
            `leadflow.core.notifications.forgotten`. A key of no message is passed over.
        openings: Who has opened leads; one that is there already stays as it is.
    """

    leads: Sequence[LeadChange] = ()
    messages: Sequence[Message] = ()
    turns: tuple[TurnsTaken, ...] = ()
    loads: tuple[LoadChange, ...] = ()
    recount: frozenset[str] | None = None
    expects: tuple[Expect, ...] = ()
    posts: tuple[PostChange, ...] = ()
    puts: tuple[Put, ...] = field(default=(), validator=put_once)
    erases: frozenset[str] = field(default=frozenset(), converter=_ids)
    forgets: frozenset[str] = field(default=frozenset(), converter=_ids)
    openings: tuple[LeadOpening, ...] = ()

    @property
    def events(self) -> tuple[LeadEvent, ...]:
        """
        The events of all leads, those of each in order.
        """
        return tuple(event for change in self.leads for event in change.events)

    @property
    def only_settles(self) -> bool:
        """
        True if this contains only results of claimed messages.

        Such a commit need not outlive a loss of power, though it must outlive the end of the process: what is lost of
        it is handed out again when its lease ends, and sent once more with the same ``Message-ID``. So a store need not
        wait for the disk.
        """
        claimed = all(post.settlement is not None for post in self.posts)
        return bool(self.posts) and claimed and not any(_besides(self))

    def made(self) -> Changes:
        """
        Return these changes with all leads and messages made, for stores that look at them several times.
        """
        return evolve(self, leads=tuple(self.leads), messages=tuple(self.messages))

    def attached(self) -> dict[str, frozenset[str]]:
        """
        Return the current file keys of each lead whose files may have changed.

        For stores that keep beside a lead which files it refers to.
        """
        lost = {event.lead_id for event in self.events if isinstance(event.fact, FileRemoved)}
        found = (lead for lead in (change.after for change in self.leads) if lead.attachments or lead.id in lost)
        return {lead.id: frozenset(one.key for one in lead.attachments) for lead in found}

    def checked(self, supplier_id: str) -> Iterator[LeadChange]:
        """
        Return the leads one after the other, each checked: mistakes in the changes themselves raise the same errors
        everywhere.

        For stores that write each lead as it comes: a mistake in the last one is found when the others are written, so
        they roll back. Others call `continued` before they write anything.

        Raises:
            NotFound: A lead belongs to another supplier.
            StaleLead: A lead is there twice, or nothing happened to it.
        """
        there: set[str] = set()
        for change in self.leads:
            _check(change, supplier_id, there)
            yield change

    def briefly(self, supplier_id: str) -> Iterator[LeadChange | Alike]:
        """
        Return the leads one after the other, checked as `checked` does it, those of an import by what they do not
        share.

        For stores that make rows of them without making each lead.

        Raises:
            NotFound, StaleLead: As `checked` raises them.
        """
        there: set[str] = set()
        for one in self.leads.briefly() if isinstance(self.leads, LeadsAlike) else self.leads:
            if isinstance(one, LeadChange):
                _check(one, supplier_id, there)
            elif one.lead_id in there:
                raise StaleLead(one.lead_id, 1)
            else:
                there.add(one.lead_id)
            yield one

    def continued(self, supplier_id: str) -> dict[str, int]:
        """
        Return, for each lead, the number that its stored timeline must have reached: 0 for a new lead.

        Raises:
            NotFound: A lead belongs to another supplier.
            StaleLead: A lead is there twice, or nothing happened to it.
        """
        return {change.lead_id: change.follows for change in self.checked(supplier_id)}


def _check(change: LeadChange, supplier_id: str, there: set[str]) -> None:
    """
    Check one change, and add its lead to those that are *there*.
    """
    after = change.after
    if after.supplier_id != supplier_id:
        raise NotFound("lead", after.id)
    if after.id in there or not change.events:
        raise StaleLead(after.id, change.follows + 1)
    there.add(after.id)


_besides: Final = attrgetter(*(one.name for one in attrs.fields(Changes) if one.name != "posts"))
