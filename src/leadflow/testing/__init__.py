"""
Contract kits for a host's own parts, with builders and doubles.

The contracts need the extra ``testing``; the builders and doubles do not. Hypothesis strategies are in
`leadflow.testing.strategies`.

A host's test of its own store is a class that inherits a contract and says how the store is opened::

    class TestOurStore(UnitOfWorkContract, OutboxContract):
        @pytest.fixture
        def store(self) -> OurStore: ...

        @pytest.fixture
        def open_unit(self, store: OurStore) -> OpenUnit:
            return store.open_unit

        @pytest.fixture
        def outbox(self, store: OurStore) -> Outbox:
            return store
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from leadflow.errors import MissingExtra
from leadflow.testing.builders import (
    KIT_SCHEMA,
    NOW,
    SAID,
    SUPPLIER,
    a_digest_message,
    a_full_lead,
    a_lead,
    a_mail,
    a_message,
    an_attachment,
    an_event,
    an_export_message,
    change_to,
    changes_of,
    puts_of,
)
from leadflow.testing.doubles import CountingIds, FrozenClock, RecordingMailer
from leadflow.testing.fake_connector import FakeConnector
from leadflow.testing.fake_system import FakeSystem
from leadflow.testing.record_builders import (
    a_bulk_chunk,
    a_bulk_run,
    a_campaign,
    a_chunk,
    a_contact,
    a_deadline,
    a_module,
    a_partner,
    a_pause,
    a_refused_row,
    a_registration,
    a_ruling,
    a_settings_event,
    a_stored_export,
    a_subscriber_state,
    a_subscription,
    a_sync_link,
    a_sync_state,
    an_errand,
    an_opportunity,
    some_auto_registration,
    some_completed_calls,
    some_kept_lists,
    some_managed_rules,
    some_people,
    some_refused_rows,
    some_settings,
    some_turns,
)

if TYPE_CHECKING:
    from leadflow.testing.contracts import AssessLeadContract as AssessLeadContract
    from leadflow.testing.contracts import AttachmentReaderContract as AttachmentReaderContract
    from leadflow.testing.contracts import AttachmentStoreContract as AttachmentStoreContract
    from leadflow.testing.contracts import ClockContract as ClockContract
    from leadflow.testing.contracts import ConnectorContract as ConnectorContract
    from leadflow.testing.contracts import CriteriaContract as CriteriaContract
    from leadflow.testing.contracts import Delivered as Delivered
    from leadflow.testing.contracts import DueRecordsContract as DueRecordsContract
    from leadflow.testing.contracts import EventListerContract as EventListerContract
    from leadflow.testing.contracts import ExportPostsContract as ExportPostsContract
    from leadflow.testing.contracts import HeldLeadContract as HeldLeadContract
    from leadflow.testing.contracts import KitSystem as KitSystem
    from leadflow.testing.contracts import LeadListerContract as LeadListerContract
    from leadflow.testing.contracts import LockingUnitContract as LockingUnitContract
    from leadflow.testing.contracts import MailCounterContract as MailCounterContract
    from leadflow.testing.contracts import MailerContract as MailerContract
    from leadflow.testing.contracts import NewIdContract as NewIdContract
    from leadflow.testing.contracts import OpportunityListerContract as OpportunityListerContract
    from leadflow.testing.contracts import OutboxContract as OutboxContract
    from leadflow.testing.contracts import PostsContract as PostsContract
    from leadflow.testing.contracts import RegistrationListerContract as RegistrationListerContract
    from leadflow.testing.contracts import ScannerContract as ScannerContract
    from leadflow.testing.contracts import ScopesContract as ScopesContract
    from leadflow.testing.contracts import StatusRecordsContract as StatusRecordsContract
    from leadflow.testing.contracts import TemplateEngineContract as TemplateEngineContract
    from leadflow.testing.contracts import UnhurriedMailerContract as UnhurriedMailerContract
    from leadflow.testing.contracts import UnitOfWorkContract as UnitOfWorkContract

try:
    import pytest
except ImportError:
    pass  # only the contracts need it
else:
    # Before they are imported, so that a failing assert of the kit says what it compared.
    pytest.register_assert_rewrite("leadflow.testing.contracts")

__all__ = [
    "KIT_SCHEMA",
    "NOW",
    "SAID",
    "SUPPLIER",
    "AssessLeadContract",
    "AttachmentReaderContract",
    "AttachmentStoreContract",
    "ClockContract",
    "ConnectorContract",
    "CountingIds",
    "CriteriaContract",
    "Delivered",
    "DueRecordsContract",
    "EventListerContract",
    "ExportPostsContract",
    "FakeConnector",
    "FakeSystem",
    "FrozenClock",
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
    "RecordingMailer",
    "RegistrationListerContract",
    "ScannerContract",
    "ScopesContract",
    "StatusRecordsContract",
    "TemplateEngineContract",
    "UnhurriedMailerContract",
    "UnitOfWorkContract",
    "a_bulk_chunk",
    "a_bulk_run",
    "a_campaign",
    "a_chunk",
    "a_contact",
    "a_deadline",
    "a_digest_message",
    "a_full_lead",
    "a_lead",
    "a_mail",
    "a_message",
    "a_module",
    "a_partner",
    "a_pause",
    "a_refused_row",
    "a_registration",
    "a_ruling",
    "a_settings_event",
    "a_stored_export",
    "a_subscriber_state",
    "a_subscription",
    "a_sync_link",
    "a_sync_state",
    "an_attachment",
    "an_errand",
    "an_event",
    "an_export_message",
    "an_opportunity",
    "change_to",
    "changes_of",
    "puts_of",
    "some_auto_registration",
    "some_completed_calls",
    "some_kept_lists",
    "some_managed_rules",
    "some_people",
    "some_refused_rows",
    "some_settings",
    "some_turns",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'leadflow.testing' has no attribute {name!r}")
    try:
        contracts = import_module("leadflow.testing.contracts")
    except ModuleNotFoundError as error:
        if error.name != "pytest":
            raise
        raise MissingExtra("testing", "pytest") from error
    value: object = getattr(contracts, name)
    globals()[name] = value
    return value
