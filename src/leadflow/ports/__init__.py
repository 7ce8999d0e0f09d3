"""
The ports: protocols that a host implements, one file for each.

A first host implements `UnitOfWork` over its own storage and takes the shipped mailers. Every *Must* has one test in
`leadflow.testing`; run the kits on what you implement. Parameters are positional-only, so name them as you like.
"""

from __future__ import annotations

from leadflow.ports.assessing import AssessLead
from leadflow.ports.attachments import AttachmentReader, AttachmentStore, StoredFile
from leadflow.ports.checking import check_changes
from leadflow.ports.connectors import Connector, Credentials, DescribesFields, PullsChanges, PushesUpdates, ReadsRecords
from leadflow.ports.held_leads import HeldLeadReader, IsOurs
from leadflow.ports.lists import LeadLister
from leadflow.ports.mailers import Mailer, UnhurriedMailer
from leadflow.ports.observing import Observe, describe, report
from leadflow.ports.opportunities import OpportunityLister
from leadflow.ports.outbox import UNREADABLE, Claim, Outbox, SteadyOutbox
from leadflow.ports.readers import (
    CriteriaReader,
    EventLister,
    ExportPosts,
    LeadReader,
    LoadReader,
    MailCounter,
    PostReader,
    RotationReader,
    TimelineReader,
)
from leadflow.ports.records import DueRecords, Records, StatusRecords
from leadflow.ports.registrations import RegistrationLister
from leadflow.ports.scanners import Scanner
from leadflow.ports.scopes import ScopeReader
from leadflow.ports.templates import TemplateEngine
from leadflow.ports.units import LockingUnit, OpenUnit, ScrubbingUnit, UnitOfWork
from leadflow.ports.wiring import Clock, NewId

__all__ = [
    "UNREADABLE",
    "AssessLead",
    "AttachmentReader",
    "AttachmentStore",
    "Claim",
    "Clock",
    "Connector",
    "Credentials",
    "CriteriaReader",
    "DescribesFields",
    "DueRecords",
    "EventLister",
    "ExportPosts",
    "HeldLeadReader",
    "IsOurs",
    "LeadLister",
    "LeadReader",
    "LoadReader",
    "LockingUnit",
    "MailCounter",
    "Mailer",
    "NewId",
    "Observe",
    "OpenUnit",
    "OpportunityLister",
    "Outbox",
    "PostReader",
    "PullsChanges",
    "PushesUpdates",
    "ReadsRecords",
    "Records",
    "RegistrationLister",
    "RotationReader",
    "Scanner",
    "ScopeReader",
    "ScrubbingUnit",
    "StatusRecords",
    "SteadyOutbox",
    "StoredFile",
    "TemplateEngine",
    "TimelineReader",
    "UnhurriedMailer",
    "UnitOfWork",
    "check_changes",
    "describe",
    "report",
]
