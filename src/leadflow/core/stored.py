"""
Records, which stores save by key: their classes, their keys, and how one is put.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from enum import Enum
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple, TypeVar

from attrs import frozen

from leadflow.core.assessment import AssessmentModel, LearningProgress, PastLeads
from leadflow.core.conflicts import Ruling
from leadflow.core.connectors import Errand, LinkedRecord, SyncLink, SyncState
from leadflow.core.deadlines import Deadline, PartnerExpiries
from leadflow.core.exports import StoredExport
from leadflow.core.feed import FeedHead, FeedNote
from leadflow.core.handling.bulk import BulkChunk, BulkRun
from leadflow.core.handling.subscriptions import SubscriberState, Subscription
from leadflow.core.idempotency import CompletedCalls
from leadflow.core.importing.progress import ImportProgress, RefusedRows
from leadflow.core.opportunities import Opportunity
from leadflow.core.partners import Campaign, Membership, Partner, PartnerPause, PartnerPeople, PartnerSettings
from leadflow.core.privacy import ErasedFiles
from leadflow.core.registration import AutoRegistration, Contact, ManagedRules, Registration
from leadflow.core.routing.modules import CurrentModule, RoutingModule
from leadflow.core.settings import SettingsEvent, timeline_key
from leadflow.core.views import KeptLists

__all__ = [
    "ANY",
    "RECORDS",
    "Anything",
    "Due",
    "DueRecord",
    "Put",
    "Record",
    "RecordClass",
    "due_of",
    "key_of",
    "noun_of",
    "numbered_key",
    "publication",
    "put_once",
    "status_of",
]

Record = (
    Partner
    | PartnerPause
    | PartnerSettings
    | PartnerPeople
    | Membership
    | Campaign
    | RoutingModule
    | CurrentModule
    | ImportProgress
    | RefusedRows
    | CompletedCalls
    | AssessmentModel
    | LearningProgress
    | PastLeads
    | Deadline
    | PartnerExpiries
    | BulkRun
    | BulkChunk
    | Opportunity
    | Subscription
    | SubscriberState
    | Ruling
    | AutoRegistration
    | ManagedRules
    | SettingsEvent
    | Registration
    | Contact
    | SyncLink
    | LinkedRecord
    | Errand
    | SyncState
    | FeedHead
    | FeedNote
    | ErasedFiles
    | KeptLists
    | StoredExport
)
"""
What can be put and read by key.
"""

R = TypeVar("R", bound=Record)


class Anything(Enum):
    """
    Matches any stored record, or none.
    """

    ANY = "any"


ANY: Final = Anything.ANY
"""
As what a record was before: replace any stored record.
"""


Due = tuple[datetime, str]
"""
When a record is due, in UTC, and what has to be known of it then.
"""


class DueRecord(NamedTuple):
    """
    A record that is due; a tuple, since many are made at once.

    Attributes:
        key: Of the record.
        at: When it is due, in UTC.
        told: What it told beside that; see `due_of`.
    """

    key: str
    at: datetime
    told: str


@frozen
class RecordClass:
    """
    How the records of a class are kept.

    Attributes:
        noun: What errors call one.
        key: Returns a record's key: a text, unique among the supplier's records of the class.
        once: True for what is written once and never replaced.
        routes: True for what leads are routed by: a commit that puts one gives the records another version.
        due: Returns when a record is due; None for a class of which none ever is.
        status: Returns by what a record is counted and listed, empty for one that is not; None for a class of which none
            ever is.
    """

    noun: str
    key: Callable[[Any], str]
    once: bool = False
    routes: bool = False
    due: Callable[[Any], Due | None] | None = None
    status: Callable[[Any], str] | None = None


def numbered_key(name: str, number: int) -> str:
    """
    Return the key of what has a name and a number; no two pairs share one.
    """
    return f"{name}@{number}"


RECORDS: Final[Mapping[type, RecordClass]] = {
    Partner: RecordClass("partner", attrgetter("id"), routes=True),
    PartnerPause: RecordClass("pause of partner", attrgetter("partner_id"), routes=True),
    PartnerSettings: RecordClass("settings of partner", attrgetter("partner_id")),
    PartnerPeople: RecordClass("people of partner", attrgetter("partner_id")),
    Membership: RecordClass("person", attrgetter("person_id")),
    Campaign: RecordClass("campaign", attrgetter("id"), routes=True),
    RoutingModule: RecordClass("module", lambda one: numbered_key(one.name, one.version), once=True),
    CurrentModule: RecordClass("module", attrgetter("name"), routes=True),
    ImportProgress: RecordClass("import", attrgetter("import_id")),
    RefusedRows: RecordClass("refused rows", lambda one: numbered_key(one.import_id, one.chunk)),
    CompletedCalls: RecordClass("idempotency keys", attrgetter("bucket")),
    AssessmentModel: RecordClass("assessment model", lambda one: numbered_key(one.subject, one.version), once=True),
    LearningProgress: RecordClass("progress of learning", attrgetter("key")),
    PastLeads: RecordClass("past leads", lambda one: numbered_key(one.subject, one.number)),
    Deadline: RecordClass("deadline of lead", attrgetter("lead_id"), due=attrgetter("due")),
    PartnerExpiries: RecordClass("expiries of partner", attrgetter("partner_id")),
    BulkRun: RecordClass("bulk operation", attrgetter("bulk_id"), once=True),
    BulkChunk: RecordClass("chunk of bulk operation", lambda one: numbered_key(one.bulk_id, one.number)),
    Opportunity: RecordClass("opportunity", attrgetter("id")),
    Subscription: RecordClass("subscription", attrgetter("person_id")),
    SubscriberState: RecordClass("state of subscriber", attrgetter("person_id")),
    Ruling: RecordClass("ruling", attrgetter("id")),
    AutoRegistration: RecordClass("auto-registration of partner", attrgetter("partner_id")),
    ManagedRules: RecordClass("registration rules", attrgetter("purpose")),
    SettingsEvent: RecordClass("change of settings", timeline_key),
    Registration: RecordClass(
        "registration", attrgetter("id"), due=attrgetter("due"), status=attrgetter("status.value")
    ),
    Contact: RecordClass("contact", attrgetter("key")),
    SyncLink: RecordClass("link to another system", attrgetter("key")),
    LinkedRecord: RecordClass("record of another system", attrgetter("key"), status=attrgetter("status")),
    Errand: RecordClass(
        "errand to another system", attrgetter("key"), due=attrgetter("due"), status=attrgetter("status")
    ),
    SyncState: RecordClass("exchange with another system", attrgetter("connection")),
    FeedHead: RecordClass("stream of the feed", attrgetter("key")),
    FeedNote: RecordClass("note of the feed", attrgetter("key")),
    KeptLists: RecordClass("lists of a person", attrgetter("owner")),
    ErasedFiles: RecordClass("files of erased leads", attrgetter("id")),
    StoredExport: RecordClass("export", attrgetter("id")),
}
"""
Every class of records. A store that keeps each by the name of its class and its key keeps those added later as well.
"""


def key_of(record: Record) -> str:
    """
    Return the key under which *record* is kept.
    """
    return RECORDS[type(record)].key(record)


def due_of(record: Record) -> Due | None:
    """
    Return when *record* is due, and a text that stores keep beside that; None if it never is.
    """
    due = RECORDS[type(record)].due
    return due(record) if due is not None else None


def status_of(record: Record) -> str:
    """
    Return by what stores count and list *record*; empty if they do not.
    """
    status = RECORDS[type(record)].status
    return status(record) if status is not None else ""


def noun_of(record: Record) -> str:
    """
    Return what errors call *record*.
    """
    return RECORDS[type(record)].noun


@frozen
class Put:
    """
    Write a record, if what is stored is what the writer has seen.

    Attributes:
        record: The new record.
        before: As it was read; a store refuses the commit if it is stored otherwise, or not at all. None: there must
            be none with this key. `ANY`: any stored record is replaced.

    Raises:
        TypeError: The record is of a class that is not kept by key, or *before* is of another one.
        ValueError: The key is empty or another than that of *before*, or what is written once is to be replaced.
    """

    record: Record
    before: Record | Literal[Anything.ANY] | None

    def __attrs_post_init__(self) -> None:
        sort = type(self.record)
        if sort not in RECORDS:
            raise TypeError(f"{sort.__name__} is not a class of records; use one of RECORDS")
        if not self.key:
            raise ValueError(f"the {noun_of(self.record)} has no key; give it one. Nothing was written")
        if self.before is None:
            return
        if RECORDS[sort].once:
            raise ValueError(f"{sort.__name__} cannot be replaced; put it with before=None. Nothing was written")
        if self.before is not ANY:
            if type(self.before) is not sort:
                raise TypeError(
                    f"before must also be a {sort.__name__}; pass the one that was read. Nothing was written"
                )
            if key_of(self.before) != self.key:
                raise ValueError(
                    f"before and the record are different {noun_of(self.record)} records; pass the same one. Nothing was written"
                )

    @property
    def key(self) -> str:
        """
        Under which the record is kept.
        """
        return key_of(self.record)

    @property
    def routes(self) -> bool:
        """
        True if leads are routed by the record, so that the version of the records changes with it.
        """
        return RECORDS[type(self.record)].routes

    @property
    def what(self) -> str:
        """
        What errors call the record.
        """
        return noun_of(self.record)


def put_once(instance: object, attribute: object, puts: Collection[Put]) -> None:
    """
    Check, as an attrs validator, that no record is put twice.

    Raises:
        ValueError: One is.
    """
    if not puts:
        return
    found = Counter((type(put.record), put.key) for put in puts)
    twice = next((pair for pair, times in found.items() if times > 1), None)
    if twice is not None:
        raise ValueError(
            f"the {RECORDS[twice[0]].noun} '{twice[1]}' is put twice in one commit; put only the final one. Nothing was written"
        )


def publication(module: RoutingModule) -> tuple[Put, Put]:
    """
    Return what makes *module* the version in force: it has to be new, and to follow the one that was.
    """
    current = CurrentModule(name=module.name, version=module.version)
    before = None if module.version == 1 else CurrentModule(name=module.name, version=module.version - 1)
    return Put(module, before=None), Put(current, before=before)
