"""
Closed lists: each has readers, and a reader that was not taught a new member fails here or in the type checker.

Readers that match end with ``assert_never`` or are held by the checker's *exhaustive-match*; those that look up in a
table are found here by themselves: every table whose keys are members of one enumeration, or classes of one union, is
asked for every member.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from enum import Enum
from importlib import import_module
from typing import Any, Final, get_args

import attrs
import pytest
from tests.core.enum_readers import closed_lists, modules_of_the_library, readers_of_members

from leadflow.adapters.smtp import Security
from leadflow.adapters.smtp_answers import Step as SmtpStep
from leadflow.adapters.sqlalchemy.migrations.migration import Effect
from leadflow.core import facts
from leadflow.core.access import Visibility
from leadflow.core.access.acts import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.actors import Channel, Side
from leadflow.core.attachments.policy import ActiveContent
from leadflow.core.columns.suggestions import Polarity
from leadflow.core.conflicts import ConflictReach, OnConflict
from leadflow.core.connectors import (
    Clearing,
    ErrandState,
    GonePolicy,
    IdentityChange,
    KeptSide,
    LinkState,
    PullPhase,
    RemoteKind,
    SyncDirection,
    SystemRole,
    Verdict,
)
from leadflow.core.criteria import Condition, EvaluationTime, Truth
from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.engines.asked_fields import KeyForm
from leadflow.core.criteria.engines.questions import Other, Question, TextPlace, question_of
from leadflow.core.criteria.interchange.normal_form import _NEGATED
from leadflow.core.criteria.interchange.operator_names import JQUERY_NAMES, RQB_NAMES
from leadflow.core.criteria.judging import _ABOUT_EMPTINESS
from leadflow.core.criteria.operators import OPERATORS, Operator, Shape, Test, operators_of
from leadflow.core.deadlines.policy import Awaited, DeadlineAction
from leadflow.core.decisions import Reason, StepReason
from leadflow.core.details import DetailSectionName
from leadflow.core.exports import ExportState
from leadflow.core.facts import AssignedBy, StepResult
from leadflow.core.feed import FeedKind
from leadflow.core.fields import Field
from leadflow.core.handling.email_status import _Became
from leadflow.core.handling.merging import MergeRule
from leadflow.core.handling.operations import LeadOperation
from leadflow.core.handling.policy import WithoutMatch
from leadflow.core.handling.recalling import AfterRecall
from leadflow.core.handling.registration_states import RegistrationOperation
from leadflow.core.handling.subscriptions import SubscriptionFrequency
from leadflow.core.importing.settings import UnknownCampaigns
from leadflow.core.intake import LeadForm
from leadflow.core.intake.duplicates import OnDuplicate
from leadflow.core.intake.policy import DuplicateMatch, OnUnreadable
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    DATE,
    INTEGER,
    MULTI_CHOICE,
    TEXT,
    Choice,
    DateOrder,
    DecimalMark,
    Family,
)
from leadflow.core.leads import (
    DistributionStatus,
    EmailStatus,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.notifications import MessageFact
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.notifications.message_facts import DeliveryKind
from leadflow.core.notifications.trails import Settled
from leadflow.core.problems import Severity
from leadflow.core.registration import Approval, AutoRegistrationMode, AutoRegistrationReason
from leadflow.core.routing.step_effects import Applies
from leadflow.core.routing.steps import CompanyDetail, RuleMode, SeveralIncumbents, Step, TieBreak
from leadflow.core.schema import Subject
from leadflow.core.settings import SettingName
from leadflow.core.syncing import ApplyOutcome
from leadflow.core.templates import MessageKind
from leadflow.core.unknown import UnknownFact
from leadflow.core.views import LeadList
from leadflow.testing.builders import NOW
from leadflow.wire import decisions, forms
from leadflow.wire.value_keys import Derived

PARTIAL: Final = {
    "leadflow.adapters.sqlalchemy.list_columns._CONVERTED": "kinds whose JSON is not what a list shows",
    "leadflow.core.notifications.explaining._STATUS_WORDS": "what a decision can say; the rest comes from delivery",
}
"""
Tables that are about some members only, and look the others up with a default.
"""


def _mappings(value: object, name: str) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    if isinstance(value, Mapping):
        yield name, value
    else:
        for field in getattr(type(value), "__attrs_attrs__", ()):
            inner = getattr(value, field.name, None)
            if isinstance(inner, Mapping):
                yield f"{name}.{field.name}", inner


def _tables() -> dict[str, Mapping[Any, Any]]:
    """
    Find every table of the library, by the module that has it.
    """
    found: dict[str, Mapping[Any, Any]] = {}
    for module in modules_of_the_library():
        for name, value in vars(import_module(module)).items():
            for path, table in _mappings(value, f"{module}.{name}"):
                if len({type(key) for key in table}) == 1 and isinstance(next(iter(table)), Enum):
                    found[path] = table
    return found


TABLES: Final = _tables()


@pytest.mark.parametrize("name", TABLES)
def test_table_has_every_member_of_its_list(name: str) -> None:
    """
    A member that was added and that a table does not have is named here, before anybody gets a KeyError.
    """
    table = TABLES[name]
    missing = [member for member in type(next(iter(table))) if member not in table]

    assert (missing != []) is (name in PARTIAL), missing


def test_tables_are_found() -> None:
    """
    The test above would say nothing if it asked nobody.
    """
    assert {
        "leadflow.core.routing.turns.TIE_BREAKS",
        "leadflow.core.routing.explaining._REASONS",
        "leadflow.core.notifications.explaining._WORDS",
        "leadflow.wire.codes.CHOSEN_BY",
        "leadflow.core.criteria.interchange.operator_names.RQB_OPERATORS",
    } <= TABLES.keys()
    assert PARTIAL.keys() <= TABLES.keys()


UNIONS: Final[dict[str, tuple[object, Mapping[type, object], frozenset[type]]]] = {
    "facts are stored": (facts.Fact, forms.FACTS, frozenset({UnknownFact})),
    "facts are folded": (facts.Fact, facts.STEPS, frozenset()),
    "facts of messages are stored": (MessageFact, forms.POST_FACTS, frozenset({UnknownFact})),
    "steps are stored": (Step, forms.STEPS, frozenset()),
}


@pytest.mark.parametrize("what", UNIONS)
def test_table_has_every_class_of_its_union(what: str) -> None:
    """
    What can happen, or be a step, is known to whoever looks it up by its class.
    """
    union, table, without = UNIONS[what]

    assert set(get_args(union)) - without == set(table)


COMPARED: Final[dict[type[Enum], str]] = {
    SubscriptionFrequency: "AT_ONCE DAILY NEVER",
    AssignedBy: "NAMED IMPORT_DEFAULT PERSON OWN",
    Act: "RECEIVE IMPORT REVIEW ASSIGN ACCEPT REJECT REASSIGN ATTACH RESEND RECORD_DELIVERY REMIND NOTIFY EDIT SET_STAGE TRANSFER ASSESS REGISTER DECIDE_REGISTRATIONS WORK_OPPORTUNITIES RUN_DEADLINES MANAGE_SUBSCRIPTIONS RESOLVE DEACTIVATE SAVE_PARTNERS SAVE_PEOPLE SAVE_SETTINGS ADMINISTER_ROUTING ERASE MAINTAIN",
    ActiveContent: "REFUSE WARN ALLOW",
    AfterRecall: "WAIT ROUTE END",
    Approval: "NONE PERSON CRITERIA",
    Applies: "NOT VALUE_MISSING FULLY",
    AutoRegistrationMode: "OFF SUPPLIER_MANAGED OWN_RULES",
    AutoRegistrationReason: "RULE_HOLDS SWITCHED_OFF NOT_PRIVATE ALREADY_REQUESTED OFF COMPANY_IGNORED NO_RULES NO_RULE_HOLDS",
    CompanyDetail: "COMPANY EMAIL WEBSITE PHONE ACCOUNT PARENT",
    Awaited: "ANSWER UPDATE OPPORTUNITY",
    ApplyOutcome: "CREATED UPDATED UNCHANGED IGNORED REFUSED GONE MOVED",
    KeptSide: "OURS THEIRS",
    Clearing: "BOTH THEIRS OURS NEVER",
    DetailSectionName: "SUMMARY STATUS DETAILS COMPANY ATTACHMENTS CUSTOM SET_ASIDE EVENTS DATES IDENTIFIERS ASSESSMENT",
    ErrandState: "WAITING DONE DEAD",
    FeedKind: "LEAD ERASED MESSAGE PARTNER CAMPAIGN MODULE OPPORTUNITY REGISTRATION",
    GonePolicy: "KEEP DEACTIVATE",
    LinkState: "LINKED GONE CONVERTED SUPERSEDED ERASED REFUSED",
    PullPhase: "FULL CHANGES",
    SyncDirection: "BOTH PULL PUSH",
    SystemRole: "SUPPLIER_CRM PARTNER_CRM MARKETING_AUTOMATION LEAD_SOURCE",
    Verdict: "KEEP TAKE SEND ASK",
    Channel: "PORTAL MAIL_LINK CRM IMPORT API SYSTEM OTHER",
    ConflictReach: "CAMPAIGN ANYWHERE",
    OnConflict: "ALLOW WARN REFUSE",
    DateOrder: "DAY_FIRST MONTH_FIRST YEAR_FIRST",
    DeadlineAction: "REMIND REQUEST_UPDATE REROUTE ESCALATE",
    DecimalMark: "POINT COMMA",
    ExportState: "RUNNING READY WITHDRAWN",
    DeliveryKind: "DELIVERED SOFT_BOUNCE HARD_BOUNCE COMPLAINT",
    Derived: "LOWER SAME NEVER",
    DistributionStatus: "UNASSIGNED PENDING ACCEPTED REJECTED",
    Effect: "ADDITIVE BREAKING",
    EmailStatus: "SENT QUEUED AUTO_ACCEPT NO_RECIPIENTS ASSIGNEE_INACTIVE INVALID_ADDRESS DELIVERY_FAILED NOT_DUE",
    Family: "TEXT NUMBER DATE BOOLEAN CHOICE MULTI",
    IdentityChange: "MERGED CONVERTED",
    KeyForm: "KEY WRITTEN DAY",
    LeadForm: "ADMIN REGISTRATION IMPORT",
    LeadList: "ALL DISTRIBUTED REGISTERED DEACTIVATED",
    LeadKind: "DISTRIBUTED REGISTERED PRIVATE",
    LeadOperation: "ACCEPT REJECT REASSIGN SET_STAGE EDIT ATTACH REMOVE ASSIGN ROUTE_AGAIN DUPLICATE TRANSFER RECALL DEACTIVATE REACTIVATE RESEND REMIND NOTIFY_DEAL_REGISTERED REGISTER RATE ASSESS_AGAIN REGISTER_LEAD ERASE",
    LinkAction: "ACCEPT REJECT REASSIGN SET_STAGE",
    MergeRule: "KEEP REPLACE LATEST",
    OnDuplicate: "SKIP UPDATE FILL CREATE REFUSE",
    DuplicateMatch: "KEY PERSON",
    OnUnreadable: "SET_ASIDE REFUSE",
    OpportunityStatus: "OPEN WON LOST",
    Polarity: "SAME INVERTED",
    Reason: "TOLD AUTO_ACCEPT ASSIGNEE_NAMED INACTIVE INVALID_ADDRESS SAME_ADDRESS OTHER_SOURCE NOT_FOUND UNSUBSCRIBED",
    RemoteKind: "LEAD OPPORTUNITY",
    RegistrationOperation: "APPROVE RETURN_FOR_MORE DENY WITHDRAW EXTEND",
    RegistrationStatus: "SUBMITTED RETURNED APPROVED DENIED WITHDRAWN EXPIRED",
    ReviewReason: "TIE STEP_EMPTY VALUE_MISSING PAUSED HOP_LIMIT",
    RuleMode: "FIRST ALL",
    Security: "STARTTLS TLS PLAIN",
    Settled: "SENT RETRY DEAD CANCELLED",
    SettingName: "USERS SALES_REPS DEFAULT_USERS DEFAULT_SALES_REPS AUTO_ACCEPT AUTO_REGISTRATION OWN_RULES IGNORED_COMPANIES ADDITIONAL_RECIPIENTS MANAGED_RULES PAUSED ROLES",
    SeveralIncumbents: "EARLIEST LATEST MOST ALL",
    Severity: "ERROR WARNING",
    Shape: "NONE ONE MANY PAIR DAYS",
    Side: "SUPPLIER PARTNER PROGRAM OTHER",
    SmtpStep: "SENDER RECIPIENT CONTENT",
    StepResult: "DONE HOP_LIMIT NO_MODULE NO_PARTNER NO_DISTRIBUTION CONTINUED",
    StepReason: "NARROWED NOT_APPLICABLE EMPTY_SKIPPED VALUE_MISSING_SKIPPED EMPTY_REVIEW VALUE_MISSING_REVIEW",
    Subject: "LEAD PARTNER CAMPAIGN",
    TextPlace: "BEGIN END ANYWHERE",
    TieBreak: "REVIEW ROUND_ROBIN WEIGHTED LEAST_LOADED",
    Truth: "YES NO UNKNOWN",
    UnknownCampaigns: "SET_ASIDE CREATE",
    Visibility: "ASSIGNED ALL",
    WithoutMatch: "WAIT STAY",
    _Became: "WAITING CANCELLED DEAD SENT BOUNCED",
}
"""
Lists of which some readers treat single members in another way than the rest, which no checker follows.
"""
READERS: Final = readers_of_members()


@pytest.mark.parametrize(
    "members", sorted(COMPARED.keys() | READERS.keys(), key=str), ids=lambda one: str(one.__name__)
)
def test_member_is_added_with_a_look_at_its_readers(members: type[Enum]) -> None:
    """
    Who adds a member reads here which modules compare with the others, also where a table holds the list besides.
    """
    modules = ", ".join(READERS.get(members, ["none; delete it from the list above"]))

    assert COMPARED.get(members, "").split() == list(members.__members__), f"look at {modules}, then say so above"


def test_readers_of_members_are_found() -> None:
    """
    The test above would say nothing if no module was read.
    """
    assert "core.access.scopes" in READERS[LeadKind]
    assert "core.notifications.recipients" in READERS[Reason]
    assert MessageKind not in READERS


MATCHED: Final = {
    "Anything": "has one member",
    "ActionOutcome": "is shown by its value",
    "CompanyEvidence": "is shown by its value",
    "DigestOutcome": "is counted and shown by its value",
    "MarketoFeed": "adapters.connectors.marketo.pulling matches every member",
    "SyncConflictPolicy": "core.connectors.comparing matches every member",
    "PushOutcome": "is counted and shown by its value",
    "NamedPeriod": "core.views.periods matches every member",
    "Outcome": "is counted and shown by its value",
    "ToldUpdates": "core.opportunities.policy matches every member",
    "Unscanned": "core.attachments.scanning matches every member",
    "WhyKept": "is shown by its value",
}
"""
Lists that no table holds and whose members nobody treats differently, except in a match that the type checker holds.
"""


def test_every_closed_list_is_held_by_something() -> None:
    """
    A list that is added is a table's, or stands above with its readers; none is forgotten.
    """
    held = {type(next(iter(table))) for table in TABLES.values()} | COMPARED.keys()

    assert {one.__name__ for one in closed_lists()} - {one.__name__ for one in held} == MATCHED.keys()
    assert len(list(closed_lists())) > 40


def test_every_act_belongs_to_somebody() -> None:
    """
    An act that neither side can have could never be allowed.
    """
    assert set(Act) == SUPPLIER_ACTS | PARTNER_ACTS


def test_every_step_reason_is_stored_in_one_way() -> None:
    """
    A stored decision narrows, skips or ends with each reason.
    """
    ways = [{decisions._NARROWED}, set(decisions._STAYING), set(decisions._ENDING)]

    assert sorted(one for way in ways for one in way) == sorted(reason.value for reason in StepReason)


FIELDS: Final[Mapping[Family, tuple[Field[Any], object]]] = {
    Family.TEXT: (Field("word", TEXT), "a"),
    Family.NUMBER: (Field("seats", INTEGER), 5),
    Family.DATE: (Field("day", DATE), NOW.date()),
    Family.BOOLEAN: (Field("flag", BOOLEAN), True),
    Family.CHOICE: (Field("one", CHOICE, choices=(Choice("a", "A"),)), "a"),
    Family.MULTI: (Field("some", MULTI_CHOICE, choices=(Choice("a", "A"),)), frozenset({"a"})),
}
EVERY: Final = [(family, operator) for family in Family for operator in operators_of(family).values()]
AS_IT_IS: Final = frozenset({"matches"})
"""
Operators that no engine has a plain question for.
"""


def _asked(family: Family, operator: Operator) -> Question | None:
    field, one = FIELDS[family]
    operand: Any = {
        Shape.NONE: None,
        Shape.ONE: one,
        Shape.MANY: (one,),
        Shape.PAIR: (one, one),
        Shape.DAYS: 7,
    }[operator.shape]
    condition = Condition(field=field.name, operator=operator.name)
    checked = CheckedCondition(condition, Subject.LEAD, field, operator, operand)
    return question_of(checked, EvaluationTime(NOW, UTC))


@pytest.mark.parametrize(("family", "operator"), EVERY, ids=lambda one: getattr(one, "name", str(one)))
def test_every_operator_has_a_question(family: Family, operator: Operator) -> None:
    """
    An operator that was added is taught to the engines, or named as one that is asked as it is.
    """
    assert isinstance(_asked(family, operator), Other) is (operator.name in AS_IT_IS)


def _own_test(operand: object) -> Test:
    return lambda value, key, moment: None


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("family", Family)
def test_operator_that_nobody_knows_is_never_taken_for_another(family: Family, shape: Shape) -> None:
    """
    It is asked by its own test, whatever it takes.
    """
    nearly = next(one for one in operators_of(family).values() if one.shape is not Shape.NONE)
    unknown = attrs.evolve(nearly, name="resembles", shape=shape, build=_own_test, negates=None)

    assert isinstance(_asked(family, unknown), Other)


def test_operators_about_emptiness_are_judged_by_name() -> None:
    """
    Those without a value are exactly the ones that judging knows.
    """
    without = {one.name for several in OPERATORS.values() for one in several if one.shape is Shape.NONE}

    assert without == set(_ABOUT_EMPTINESS)


LEFT_OUT: Final[Mapping[str, frozenset[str]]] = {
    "react-querybuilder": frozenset(),
    "jQuery QueryBuilder": frozenset(
        {"matches", "within_last_days", "within_next_days", "older_than_days", "contains_all"}
    ),
}
"""
Operators that another format cannot say; writing criteria with one is refused by name.
"""


@pytest.mark.parametrize(("family", "operator"), EVERY, ids=lambda one: getattr(one, "name", str(one)))
def test_every_operator_has_a_name_elsewhere_or_is_left_out(family: Family, operator: Operator) -> None:
    """
    A rule editor gets every operator, or the list above says which it does not.
    """
    for format_, names in (("react-querybuilder", RQB_NAMES), ("jQuery QueryBuilder", JQUERY_NAMES)):
        assert (operator.name in names[family]) is (operator.name not in LEFT_OUT[format_]), format_


def test_every_operator_has_an_opposite_or_none() -> None:
    """
    A negation that was not thought of would widen what a rule says.
    """
    without = {"matches", "within_last_days", "within_next_days", "older_than_days", "contains_all"}

    assert set(OPERATORS) - set(_NEGATED) == without
