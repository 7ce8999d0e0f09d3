"""
All that a host implements, on one page.

A first host implements `UnitOfWork` over its own storage and takes the shipped mailers. Every *Must* has one test in
`leadflow.testing`; run the kits on what you implement. Parameters are positional-only, so name them as you like.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, runtime_checkable

from attrs import frozen

from leadflow.core.changes import Changes, Settled
from leadflow.core.criteria import CheckedCriteria, Moment
from leadflow.core.importing.progress import ImportProgress, RefusedRow
from leadflow.core.leads import Lead
from leadflow.core.notifications.mail import Mail
from leadflow.core.notifications.messages import Message
from leadflow.core.partners import Campaign, Partner
from leadflow.core.problems import Problem
from leadflow.core.routing.modules import RoutingModule
from leadflow.core.routing.rotation import Rotation
from leadflow.core.timeline import LeadEvent

__all__ = [
    "CampaignReader",
    "Claim",
    "Clock",
    "CriteriaReader",
    "ImportReader",
    "LeadReader",
    "Mailer",
    "MessageReader",
    "ModuleReader",
    "NewId",
    "OpenUnit",
    "Outbox",
    "PartnerReader",
    "Posted",
    "RotationReader",
    "TemplateEngine",
    "TimelineReader",
    "UnitOfWork",
]

Clock = Callable[[], datetime]
"""
Gives the present moment in UTC.
"""

NewId = Callable[[], str]
"""
Gives an id that was never given before. Time-ordered ids (UUIDv7) keep indexes small and inserts fast.
"""


class LeadReader(Protocol):
    """
    Reads the leads of the unit's supplier.
    """

    def get(self, lead_id: str, /) -> Lead:
        """
        Return the lead with this id, as it was last committed.

        Must not tell another supplier's id from one that does not exist.

        Raises:
            NotFound: This supplier has no such lead.
        """

    def with_keys(self, duplicate_keys: Collection[str], /) -> Mapping[str, Lead]:
        """
        Return, for each key that an active lead has, that lead; of several the one received first, then by id.

        Must leave out deactivated leads. Called with a chunk of some thousand keys, so it has to be indexed by
        `leadflow.core.intake.lead_duplicate_key`.
        """

    def open_counts(self, closing_stages: Collection[str], /) -> Mapping[str, int]:
        """
        Return how many open leads each partner has, by partner id; partners without one may be absent.

        A lead is open while it is active, not rejected, and not in one of *closing_stages*.
        """

    def page(self, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Return up to *most* leads, deactivated ones included, by ascending id, beginning after the id *after*.

        None begins with the first. An empty answer is the end.
        """


@runtime_checkable
class CriteriaReader(Protocol):
    """
    Finds the leads for which criteria hold; an ability that the `LeadReader` of a store may have besides.

    Checked by: `leadflow.testing.CriteriaContract`.
    """

    def matching(self, criteria: CheckedCriteria, moment: Moment, after: str | None, most: int, /) -> tuple[Lead, ...]:
        """
        Return up to *most* leads for which *criteria* hold, by ascending id, beginning after the id *after*.

        Must answer what `leadflow.core.criteria.holds` answers, with the partner and the campaign that the lead names.

        Raises:
            InvalidInput: The store cannot ask one of the operators (``operator_not_in_engine``).
        """


class TimelineReader(Protocol):
    """
    Reads what happened to leads.
    """

    def of(self, lead_id: str, /) -> tuple[LeadEvent, ...]:
        """
        Return the events of a lead by ascending number, without gaps, from 1.

        Raises:
            NotFound: This supplier has no such lead.
        """


class PartnerReader(Protocol):
    """
    Reads the partners of the programme.
    """

    def all(self) -> tuple[Partner, ...]:
        """
        Return every partner, inactive ones included, in any order.
        """


class CampaignReader(Protocol):
    """
    Reads the campaigns of the programme.
    """

    def all(self) -> tuple[Campaign, ...]:
        """
        Return every campaign, in any order.
        """


class ModuleReader(Protocol):
    """
    Reads routing modules.
    """

    def current(self, name: str, /) -> RoutingModule:
        """
        Return the latest version of the module.

        Raises:
            NotFound: There is no module of this name.
        """

    def version(self, name: str, version: int, /) -> RoutingModule:
        """
        Return one version of the module; versions are kept for ever.

        Raises:
            NotFound: There is no such version.
        """


class RotationReader(Protocol):
    """
    Reads whose turn it is.
    """

    def of(self, module: str, /) -> Rotation:
        """
        Return the turns of a module as last committed; an empty rotation if none was ever taken.
        """


class ImportReader(Protocol):
    """
    Reads how far imports have come.
    """

    def get(self, import_id: str, /) -> ImportProgress | None:
        """
        Return the progress as last committed; None if no chunk of this import was.
        """

    def refused(self, import_id: str, /) -> tuple[RefusedRow, ...]:
        """
        Return the refused rows of all chunks, by ascending row number; empty for an unknown import.

        Their cells need not be kept.
        """


class UnitOfWork(Protocol):
    """
    One look at one supplier's records and at most one write to them.

    Used by: every service. Checked by: `leadflow.testing.UnitOfWorkContract`.
    """

    @property
    def leads(self) -> LeadReader:
        """
        The supplier's leads.
        """

    @property
    def timeline(self) -> TimelineReader:
        """
        What happened to them.
        """

    @property
    def partners(self) -> PartnerReader:
        """
        The supplier's partners.
        """

    @property
    def campaigns(self) -> CampaignReader:
        """
        The supplier's campaigns.
        """

    @property
    def modules(self) -> ModuleReader:
        """
        The supplier's routing modules.
        """

    @property
    def rotations(self) -> RotationReader:
        """
        Whose turn it is.
        """

    @property
    def imports(self) -> ImportReader:
        """
        The supplier's imports.
        """

    def commit(self, changes: Changes, /) -> None:
        """
        Write all of *changes* or none of it, durably; without a call nothing is written. Called once at the most.

        Must refuse with `StaleLead` an event whose ``(lead_id, seq)`` is taken or leaves a gap, whoever wrote first
        and from whichever process. Must refuse with `Conflict` turns whose ``before`` is not the stored count, progress
        whose chunk does not follow the stored one, a key of ``absent`` that an active lead has, a settlement whose
        lease is not held any more, a requeue of a message that is not dead, and a version of a module that does not
        follow the stored one.
        Must leave no trace of what it refused, not even of parts that were right.
        Must write only for the unit's own supplier; a lead of another one is a `NotFound`.

        Raises:
            Conflict: Nothing was written; read and plan again.
            PortError: The store failed; the cause is chained.
        """


OpenUnit = Callable[[str], AbstractContextManager[UnitOfWork]]
"""
Opens a unit of work for the supplier with this id. Leaving it without a commit writes nothing.
"""


@frozen(kw_only=True)
class Claim:
    """
    A message that one relay may send until the lease ends.

    Attributes:
        message: What is to be sent.
        lease: To be given back when it is settled.
        attempt: How often it has been claimed, this time included; from 1, and from 1 again after a requeue.
        since: When it was put back last, in UTC; None if it never was.
    """

    message: Message
    lease: str
    attempt: int
    since: datetime | None = None


@frozen(kw_only=True)
class Posted:
    """
    A message, and where it stands.

    Attributes:
        message: As it was committed.
        state: What became of it; None while it waits or is being sent.
        reason: Why it waits for another try, was given up or cancelled, as a code; None if there is nothing to say.
        attempt: How often it has been claimed.
    """

    message: Message
    state: Settled | None = None
    reason: str | None = None
    attempt: int = 0


class Outbox(Protocol):
    """
    Hands out messages that were committed and are not settled yet.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.OutboxContract`.
    """

    def claim(self, supplier_id: str, lease: str, now: datetime, until: datetime, most: int, /) -> tuple[Claim, ...]:
        """
        Take up to *most* messages that are due at *now*, the oldest first, and hold them under *lease* until *until*.

        Must not give a message to two callers while its lease lasts, and must give it again once the lease has ended
        without a settlement. Must not give what is sent, dead or cancelled. Must hold a message back while an earlier
        one, by `Message.seq`, about the same lead to the same recipient is neither sent, dead nor cancelled.
        """


@runtime_checkable
class MessageReader(Protocol):
    """
    Looks a message up by its key; an ability that an `Outbox` may have besides.

    Used by: `DeliveryDesk`. Checked by: `leadflow.testing.MessageReaderContract`.
    """

    def find(self, supplier_id: str, key: str, /) -> Posted | None:
        """
        Return the message with this key; None if the supplier has none.

        Must find it in whatever state it is.
        """


class TemplateEngine(Protocol):
    """
    Renders the templates that suppliers write, in a sandbox.

    Used by: `OutboxRelay`, `LeadDesk`. Checked by: `leadflow.testing.TemplateEngineContract`.
    """

    def render(self, source: str, values: Mapping[str, object], html: bool, /) -> str:
        """
        Return *source* with *values* in it; they are texts, and lists and dictionaries of texts.

        Must escape every value if *html* is True. Must end within a bound of steps and of output, whatever the source.

        Raises:
            TemplateFailed: It cannot be rendered, or not within the bounds.
        """

    def problems(self, source: str, values: Mapping[str, object], html: bool, /) -> tuple[Problem, ...]:
        """
        Return everything that is wrong with *source* where *values* are what can be shown; empty if nothing is.

        Must name variables that *values* have not.
        """


class Mailer(Protocol):
    """
    Sends mail.

    Used by: `OutboxRelay`. Checked by: `leadflow.testing.MailerContract`.
    """

    def send(self, mail: Mail, /) -> None:
        """
        Deliver *mail*, or hand it to what delivers it.

        Must derive ``Message-ID`` from ``mail.key``, so that a repeat can be told.

        Raises:
            MailDeferred: Not now; try later.
            MailRefused: Never; do not try again.
        """
