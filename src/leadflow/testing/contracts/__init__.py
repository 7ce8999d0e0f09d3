"""
What every implementation of a port must do, as tests to inherit: one class a port.
"""

from __future__ import annotations

from leadflow.testing.contracts.assessing import AssessLeadContract
from leadflow.testing.contracts.attached import AttachmentReaderContract
from leadflow.testing.contracts.attachments import AttachmentStoreContract
from leadflow.testing.contracts.connectors import ConnectorContract, KitSystem
from leadflow.testing.contracts.criteria import CriteriaContract
from leadflow.testing.contracts.due_records import DueRecordsContract
from leadflow.testing.contracts.events import EventListerContract
from leadflow.testing.contracts.forgetting import ExportPostsContract
from leadflow.testing.contracts.held_leads import HeldLeadContract
from leadflow.testing.contracts.lead_lister import LeadListerContract
from leadflow.testing.contracts.locking import LockingUnitContract
from leadflow.testing.contracts.mail_counter import MailCounterContract
from leadflow.testing.contracts.mailer import Delivered, MailerContract, UnhurriedMailerContract
from leadflow.testing.contracts.opportunities import OpportunityListerContract
from leadflow.testing.contracts.outbox import OutboxContract
from leadflow.testing.contracts.posts import PostsContract
from leadflow.testing.contracts.registrations import RegistrationListerContract
from leadflow.testing.contracts.scanner import ScannerContract
from leadflow.testing.contracts.scopes import ScopesContract
from leadflow.testing.contracts.status_records import StatusRecordsContract
from leadflow.testing.contracts.templates import TemplateEngineContract
from leadflow.testing.contracts.unit_of_work import UnitOfWorkContract
from leadflow.testing.contracts.wiring import ClockContract, NewIdContract

__all__ = [
    "AssessLeadContract",
    "AttachmentReaderContract",
    "AttachmentStoreContract",
    "ClockContract",
    "ConnectorContract",
    "CriteriaContract",
    "Delivered",
    "DueRecordsContract",
    "EventListerContract",
    "ExportPostsContract",
    "HeldLeadContract",
    "KitSystem",
    "LeadListerContract",
    "LockingUnitContract",
    "MailCounterContract",
    "MailerContract",
    "NewIdContract",
    "OpportunityListerContract",
    "OutboxContract",
    "PostsContract",
    "RegistrationListerContract",
    "ScannerContract",
    "ScopesContract",
    "StatusRecordsContract",
    "TemplateEngineContract",
    "UnhurriedMailerContract",
    "UnitOfWorkContract",
]
