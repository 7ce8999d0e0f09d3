"""
The front door: which names it has, that checkers see the same ones, and that it costs little.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import leadflow

FORBIDDEN = ("sqlalchemy", "pytest", "hypothesis", "leadflow.adapters", "leadflow.testing", "leadflow.embedded")

PINNED = [
    "ErrandDied",
    "SystemWaits",
    "ChangeFeed",
    "FeedEntry",
    "FeedPage",
    "FeedKind",
    "WebhookAnswer",
    "WebhookReceiver",
    "AddressNotAllowed",
    "WebhookRefused",
    "WebhookMapping",
    "WebhookSecret",
    "sign_webhook",
    "verify_webhook",
    "VerifiedWebhook",
    "Applied",
    "ApplyOutcome",
    "Clearing",
    "Connection",
    "Count",
    "GonePolicy",
    "KeptSide",
    "SharedField",
    "SyncConflictPolicy",
    "SyncDirection",
    "SystemRole",
    "DeadErrand",
    "PullReport",
    "PushOutcome",
    "PushReport",
    "SyncDesk",
    "SyncStatus",
    "PullPhase",
    "RemoteKind",
    "RemoteRef",
    "dump_connection",
    "load_connection",
    "read_connection",
    "Act",
    "ActRefused",
    "Activity",
    "Actor",
    "AddressRefused",
    "AlreadyExists",
    "OutcomeUnknown",
    "StoreUnusable",
    "Truth",
    "AttachResult",
    "Attachment",
    "AttachmentDesk",
    "AttachmentPolicy",
    "BOOLEAN",
    "RecipientPrecedence",
    "CHOICE",
    "CODE",
    "COUNTRY",
    "Campaign",
    "Changes",
    "Channel",
    "CheckedCriteria",
    "CheckedModule",
    "Choice",
    "AssignByRules",
    "ChosenBy",
    "ColumnMapping",
    "ClaimLost",
    "CommitRetried",
    "Condition",
    "ConfigurationError",
    "Conflict",
    "RecipientCandidate",
    "Criteria",
    "DATE",
    "DATETIME",
    "DatabaseMigrated",
    "DECIMAL",
    "DateOrder",
    "DecimalMark",
    "Distribution",
    "DistributionStatus",
    "Draft",
    "EMAIL",
    "EmailStatus",
    "Embedded",
    "Submission",
    "ExternalId",
    "Field",
    "Filter",
    "Group",
    "HandlingPolicy",
    "INTEGER",
    "ImportDesk",
    "ImportFinished",
    "ImportProgress",
    "ImportReport",
    "ImportRun",
    "ImportSettings",
    "ImportUndone",
    "IntakePolicy",
    "InvalidInput",
    "FieldKind",
    "LONG_TEXT",
    "Lead",
    "LeadEvent",
    "LeadFile",
    "LeadKind",
    "LeadList",
    "LeadPage",
    "LeadQuery",
    "LeadRow",
    "LeadUnreadable",
    "LeadflowError",
    "Letterhead",
    "LinkGrant",
    "LinkPreview",
    "MONEY",
    "MULTI_CHOICE",
    "Mail",
    "MailerBroken",
    "MailBlocked",
    "MailDeferred",
    "MailerFailed",
    "MailPolicy",
    "MailRefused",
    "MailRelayed",
    "Match",
    "Message",
    "MessageUnreadable",
    "MissingExtra",
    "EvaluationTime",
    "Money",
    "NotAllowed",
    "NotFound",
    "OnDuplicate",
    "Outcome",
    "OutboxRelay",
    "Observation",
    "PARTNER_ADMIN",
    "PARTNER_SALES",
    "PHONE",
    "Partner",
    "PartnerDesk",
    "PartnerParty",
    "PartnerUser",
    "Party",
    "StepTrace",
    "PeopleDesk",
    "PeopleUpdate",
    "PortError",
    "PostEvent",
    "MessageTrail",
    "Problem",
    "ProgramParty",
    "Programme",
    "ReadyExport",
    "RecipientDecision",
    "RecipientPolicy",
    "InvalidDraft",
    "RefusedRow",
    "Simulation",
    "RejectionPolicy",
    "RelayResult",
    "ReviewReason",
    "Role",
    "PartnerDirectory",
    "Router",
    "RoutingDecision",
    "RoutingDesk",
    "ReportDesk",
    "ActivityQuery",
    "ActivityReport",
    "AuditEntry",
    "AuditPage",
    "AuditQuery",
    "NamedPeriod",
    "Period",
    "ReportTable",
    "DistributionSummary",
    "SummaryRow",
    "RoutingModule",
    "Row",
    "RowOutcome",
    "Rule",
    "STANDARD_SCHEMA",
    "STATE",
    "SUPPLIER_ADMIN",
    "SalesRep",
    "Schema",
    "Scope",
    "Sender",
    "RowsImported",
    "ScanFailed",
    "Setting",
    "SenderMissing",
    "StoreFailed",
    "TemplateUnusable",
    "Severity",
    "Sort",
    "StagePolicy",
    "StaleLead",
    "Subject",
    "Suggestion",
    "SupplierContact",
    "SupplierDesk",
    "SupplierParty",
    "TEXT",
    "Table",
    "TableLimits",
    "TableOptions",
    "TablesDiffer",
    "RuleMode",
    "TieBreak",
    "URL",
    "UndoReport",
    "UnknownCampaigns",
    "Upload",
    "Values",
    "Evaluation",
    "WhyNot",
    "Visibility",
    "Wire",
    "all_of",
    "any_of",
    "check_criteria",
    "check_mapping",
    "check_module",
    "check_template",
    "check_upload",
    "choose_recipients",
    "dump_module",
    "explain_recipients",
    "explain_routing",
    "evaluate",
    "load_module",
    "open_embedded",
    "preview_template",
    "read_draft",
    "read_module",
    "read_table",
    "route",
    "scope_of",
    "serving_headers",
    "suggest_columns",
    "where",
]


def test_no_name_is_lost() -> None:
    """
    What was public stays public; new names are added here on purpose.
    """
    assert set(PINNED) <= set(leadflow.__all__)


def test_checkers_see_the_names_that_are_there() -> None:
    """
    The imports for checkers and the lazy ones name the same things from the same places.
    """
    tree = ast.parse(Path(str(leadflow.__file__)).read_text("utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {
        str(name.asname): str(node.module)
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }

    assert typed == leadflow._HOME
    assert leadflow.__all__ == sorted(typed)


@pytest.mark.parametrize("name", leadflow.__all__)
def test_every_name_can_be_had(name: str) -> None:
    """
    Every public name can be imported and is listed.
    """
    assert getattr(leadflow, name) is not None
    assert name in dir(leadflow)


ELSEWHERE = {
    "leadflow.core.attachments.verdicts": "share their names with those of leads",
    "leadflow.core.kinds.kind": "is what kinds are made of",
    "leadflow.core.schema": "is a mapping to whoever declares fields",
    "leadflow.core.values": "is what values are made of",
    "leadflow.ports.attachments": "belongs to a port",
    "leadflow.ports.units": "is a port",
}


def test_what_public_calls_return_can_be_had_too() -> None:
    """
    Types of results can be imported from `leadflow`, with few exceptions.
    """
    known = {name: getattr(leadflow, name) for name in leadflow.__all__}
    public = set(map(id, known.values()))
    calls = [(name, call) for name, value in known.items() for call in _calls(value)]
    hidden = {
        (one.__module__, one.__name__, name)
        for name, call in calls
        for one in _classes(get_type_hints(call, localns=known).get("return"))
        if id(one) not in public and one.__module__ not in ELSEWHERE
    }

    assert len(calls) > 100
    assert set() == hidden


def _calls(value: object) -> Iterator[Callable[..., object]]:
    """
    Give a function, or the public methods and properties of a class.
    """
    if inspect.isfunction(value):
        yield value
    for name, member in vars(value).items() if inspect.isclass(value) else ():
        bare = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if inspect.isfunction(bare) and (not name.startswith("_") or name in ("__enter__", "__iter__")):
            yield bare


def _classes(hint: Any) -> Iterator[type]:
    """
    Give the classes of this library that a hint names.
    """
    if isinstance(hint, type) and hint.__module__.startswith("leadflow"):
        yield hint
    for inner in get_args(hint):
        for one in inner if isinstance(inner, list) else (inner,):
            yield from _classes(one)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    """
    An unknown name raises AttributeError.
    """
    with pytest.raises(AttributeError, match="nonsense"):
        leadflow.nonsense  # noqa: B018  # that is the point


@pytest.mark.parametrize(
    "statement",
    ["import leadflow", "from leadflow import route, ImportDesk, SupplierDesk, Wire, read_table, suggest_columns"],
)
def test_importing_brings_no_adapter(statement: str) -> None:
    """
    Nothing of SQL, of pytest or of a mailer is loaded before it is asked for.
    """
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    found = [name for name in loaded if name.startswith(FORBIDDEN)]

    assert found == []


def test_importing_alone_loads_no_dependency_either() -> None:
    """
    Names are loaded when they are first used.
    """
    code = "import sys; before = set(sys.modules); import leadflow; print(*(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert [name for name in loaded if name.startswith(("attrs", "cattrs", "dateutil", "email_validator"))] == []
