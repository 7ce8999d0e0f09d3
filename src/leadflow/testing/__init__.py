"""
Contract kits for a host's own parts, with builders and doubles.

Hypothesis strategies are in `leadflow.testing.strategies`.

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

from leadflow.errors import MissingExtra

try:
    import pytest
except ImportError as error:
    raise MissingExtra("testing", "pytest") from error

# Before they are imported, so that a failing assert of the kit says what it compared.
pytest.register_assert_rewrite("leadflow.testing.contracts")

from leadflow.testing.builders import (  # noqa: E402
    KIT_SCHEMA,
    NOW,
    SAID,
    SUPPLIER,
    a_campaign,
    a_chunk,
    a_full_lead,
    a_lead,
    a_mail,
    a_message,
    a_module,
    a_partner,
    a_refused_row,
    an_attachment,
    an_event,
    an_export_message,
    change_to,
    changes_of,
    puts_of,
    some_people,
    some_refused_rows,
    some_settings,
    some_turns,
)
from leadflow.testing.contracts import (  # noqa: E402
    AttachmentReaderContract,
    AttachmentStoreContract,
    ClockContract,
    CriteriaContract,
    Delivered,
    EventListerContract,
    LeadListerContract,
    LockingUnitContract,
    MailerContract,
    NewIdContract,
    OutboxContract,
    PostsContract,
    ScannerContract,
    ScopesContract,
    TemplateEngineContract,
    UnhurriedMailerContract,
    UnitOfWorkContract,
)
from leadflow.testing.doubles import CountingIds, FrozenClock, RecordingMailer  # noqa: E402

__all__ = [
    "KIT_SCHEMA",
    "NOW",
    "SAID",
    "SUPPLIER",
    "AttachmentReaderContract",
    "AttachmentStoreContract",
    "ClockContract",
    "CountingIds",
    "CriteriaContract",
    "Delivered",
    "EventListerContract",
    "FrozenClock",
    "LeadListerContract",
    "LockingUnitContract",
    "MailerContract",
    "NewIdContract",
    "OutboxContract",
    "PostsContract",
    "RecordingMailer",
    "ScannerContract",
    "ScopesContract",
    "TemplateEngineContract",
    "UnhurriedMailerContract",
    "UnitOfWorkContract",
    "a_campaign",
    "a_chunk",
    "a_full_lead",
    "a_lead",
    "a_mail",
    "a_message",
    "a_module",
    "a_partner",
    "a_refused_row",
    "an_attachment",
    "an_event",
    "an_export_message",
    "change_to",
    "changes_of",
    "puts_of",
    "some_people",
    "some_refused_rows",
    "some_settings",
    "some_turns",
]
