"""
The readers of a unit of work.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, tzinfo
from typing import Protocol, runtime_checkable

from leadflow.core.access import Scope
from leadflow.core.criteria import CheckedCriteria, EvaluationTime
from leadflow.core.leads import Lead
from leadflow.core.loads import Loads
from leadflow.core.notifications import MailEventQuery, MailTotals
from leadflow.core.notifications.trails import MessageTrail
from leadflow.core.openings import LeadOpening
from leadflow.core.routing.rotation import Rotation
from leadflow.core.timeline import EventPage, EventQuery, LeadEvent

__all__ = [
    "CriteriaReader",
    "EventLister",
    "ExportPosts",
    "LeadReader",
    "LoadReader",
    "MailCounter",
    "PostReader",
    "RotationReader",
    "TimelineReader",
]


class LeadReader(Protocol):
    """
    Reads the leads of the unit's supplier.
    """

    def get(self, lead_id: str, /) -> Lead:
        """
        Return the lead with this id, as it was last committed.

        Must treat another supplier's id like one that does not exist, and so one that cannot be stored, such as a text
        with NUL or half of a character. This holds for every id and key that is asked for.

        Raises:
            NotFound: This supplier has no such lead.
        """

    def brief(self, lead_id: str, most: int, /) -> tuple[Lead, int]:
        """
        Return a lead with the latest *most* of its history alone, and how much history it has in all.

        For showing it: what is written is planned on the whole lead. Should cost the same however long the history is,
        since it is asked for with each mail.

        Raises:
            NotFound: This supplier has no such lead.
        """

    def openings(self, lead_id: str, /) -> tuple[LeadOpening, ...]:
        """
        Return who has opened a lead and when, by ascending assignment, moment and person; none of a lead that nobody
        has opened, or that this supplier does not have.
        """

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        """
        Return, for each key that an active lead has, that lead; of several the one received first, then by id.

        Must leave out deactivated leads. Called with a chunk of some thousand keys, some of them twice, so it has to be
        indexed by `leadflow.core.intake.lead_duplicate_key`.
        """

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Return up to *most* leads, deactivated ones included, by ascending id, beginning after the id *after*.

        None begins with the first. An empty answer is the end.
        """

    def of_import(self, import_id: str, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Return up to *most* leads that an import made or changed, as `page` does.

        Those are the leads with an event of which `LeadEvent.import_id` is this one. Must not look at all leads.
        """


@runtime_checkable
class CriteriaReader(Protocol):
    """
    Finds the leads for which criteria hold; an optional ability of a store's `LeadReader`.

    Checked by: `leadflow.testing.CriteriaContract`.
    """

    def matching(
        self, criteria: CheckedCriteria, moment: EvaluationTime, after: str | None, most: int, /
    ) -> tuple[Lead, ...]:
        """
        Return up to *most* leads for which *criteria* hold, by ascending id, beginning after the id *after*.

        Must answer what `leadflow.core.criteria.holds` answers, with the partner and the campaign that the lead names.

        Raises:
            InvalidInput: The store cannot ask one of the operators (``operator_not_in_engine``).
        """


class TimelineReader(Protocol):
    """
    Reads the timelines of leads.
    """

    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        """
        Return the events of a lead by ascending number, without gaps, from 1.

        Raises:
            NotFound: This supplier has no such lead.
        """

    def one(self, lead_id: str, seq: int, /) -> LeadEvent:
        """
        Return the event with this number.

        Raises:
            NotFound: This supplier has no such lead, or it has no such event.
        """

    def many(self, lead_ids: Collection[str], /) -> Mapping[str, tuple[LeadEvent, ...]]:
        """
        Return the events of each lead by ascending number, by its id; leads that this supplier does not have are
        absent.

        Called with some thousand ids.
        """


@runtime_checkable
class EventLister(Protocol):
    """
    Finds events of all leads; an optional ability of a store's `TimelineReader`.

    What a caller does not see is neither listed nor counted: it must answer what
    `leadflow.core.access.Scope.sees_event` answers, with the lead and the partner that it names as they are now.
    Checked by: `leadflow.testing.EventListerContract`.
    """

    def page(self, scope: Scope, query: EventQuery, after: str | None, most: int, /) -> EventPage:
        """
        Return up to *most* of the events in *scope* that *query* asks for, the latest first.

        *after* is what the page before handed out, None for the first one. Events of one moment may come in any order,
        which must be the same for every page. Must answer what `EventQuery.holds` answers.

        Raises:
            InvalidInput: *after* is not what a page has handed out (`leadflow.core.views.foreign_cursor`).
        """

    def count_by_fact(self, scope: Scope, query: EventQuery, /) -> Mapping[type, int]:
        """
        Count the events in *scope* that *query* asks for, by the class of their fact; none is absent.
        """

    def count_by_partner(self, scope: Scope, query: EventQuery, /) -> Mapping[str | None, int]:
        """
        Count them by the partner that the lead was at once they had happened; None for events of leads at none.
        """

    def count_by_day(self, scope: Scope, query: EventQuery, zone: tzinfo, /) -> Mapping[date, int]:
        """
        Count them by their day in *zone*.
        """


class PostReader(Protocol):
    """
    Reads messages and their trails.
    """

    def one(self, key: str, /) -> MessageTrail:
        """
        Return the message with this key, in any state, with its trail by ascending number.

        Raises:
            NotFound: This supplier has no such message.
        """

    def of_lead(self, lead_id: str, since: int = 0, /) -> tuple[MessageTrail, ...]:
        """
        Return the messages about a lead that were caused by the event *since* or a later one.

        They come by ascending `Message.seq`, then by key, each with its trail. Another supplier's lead looks like one
        about which nobody was notified. Asked for while mail is settled, so it has to be indexed by lead.
        """


@runtime_checkable
class MailCounter(Protocol):
    """
    Counts what became of mail; an optional ability of a store's `PostReader`.

    Without it, activity reports count no mail. What a caller does not see is not counted: of mail about a lead as
    `leadflow.core.access.Scope.sees_event` answers for `Message.seq` and the partner that the lead was at when it was
    saved, with the lead and its partner as they are now; mail about no lead is seen by those who see every lead
    (`leadflow.core.access.Scope.unlimited`). Checked by: `leadflow.testing.MailCounterContract`.
    """

    def count_mail(self, scope: Scope, query: MailEventQuery, zone: tzinfo, /) -> MailTotals:
        """
        Count what trails say happened to mail, as `leadflow.core.notifications.mail_event` names it, of what *query* asks
        for; days are those in *zone*.
        """


@runtime_checkable
class ExportPosts(Protocol):
    """
    Finds the messages that are about no lead; an optional ability of a store's `PostReader`.

    Without it, mail about exports that went to somebody is neither shown nor erased with them. Checked by:
    `leadflow.testing.ExportPostsContract`.
    """

    def without_lead(self, after: str | None, most: int, /) -> tuple[MessageTrail, ...]:
        """
        Return up to *most* messages about no lead, in any state, in one order of the store's, beginning after the key
        *after*.

        None begins with the first. An empty answer is the end.
        """


class RotationReader(Protocol):
    """
    Reads the turns of modules.
    """

    def of(self, module: str, after: int = 0, /) -> Rotation:
        """
        Return the turns of a module as last committed; an empty rotation if none was ever taken.

        Must contain every partner whose latest turn has a larger number than *after*, and may leave out the others.
        """


class LoadReader(Protocol):
    """
    Reads the number of open leads of partners: the sum of all `Changes.loads` since the latest `Changes.recount`.
    """

    def since(self, mark: int, /) -> Loads:
        """
        Return the loads that may have changed since *mark* was given; 0 is the beginning.

        Must contain every load that changed since, with those that came to be 0, and may contain others: a store may
        return all loads every time, with the mark 0.
        """
