"""
Closed lists: each has readers, and a reader that was not taught a new member fails here or in the type checker.

Readers that match end with ``assert_never`` or are held by the checker's *exhaustive-match*; those that look up in a table
are found here by themselves: every table whose keys are members of one enumeration, or classes of one union, is asked for
every member.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from datetime import UTC
from enum import Enum
from importlib import import_module
from typing import Any, Final, get_args

import attrs
import pytest

import leadflow
from leadflow.adapters.smtp import Security
from leadflow.adapters.smtp_answers import Step as SmtpStep
from leadflow.adapters.sqlalchemy.migrations.migration import Effect
from leadflow.core import facts
from leadflow.core.access import Visibility
from leadflow.core.access.acts import PARTNER_ACTS, SUPPLIER_ACTS, Act
from leadflow.core.columns.suggestions import Polarity
from leadflow.core.criteria import Condition, EvaluationTime, Truth
from leadflow.core.criteria.checked import CheckedCondition
from leadflow.core.criteria.engines.asked_fields import KeyForm
from leadflow.core.criteria.engines.questions import Other, Question, question_of
from leadflow.core.criteria.interchange.normal_form import _NEGATED
from leadflow.core.criteria.interchange.operator_names import JQUERY_NAMES, RQB_NAMES
from leadflow.core.criteria.judging import _ABOUT_EMPTINESS
from leadflow.core.criteria.operators import OPERATORS, Operator, Shape, Test, operators_of
from leadflow.core.deadlines import Awaited
from leadflow.core.decisions import StepReason
from leadflow.core.facts import AssignedBy, StepResult
from leadflow.core.fields import Field
from leadflow.core.handling.email_status import _Became
from leadflow.core.handling.moving import AfterRecall
from leadflow.core.handling.policy import WithoutMatch
from leadflow.core.importing.outcomes import Outcome
from leadflow.core.importing.settings import UnknownCampaigns
from leadflow.core.intake.policy import OnUnreadable
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
from leadflow.core.leads import DistributionStatus, LeadKind
from leadflow.core.notifications import MessageFact
from leadflow.core.problems import Severity
from leadflow.core.routing.path_memo import Applies
from leadflow.core.routing.steps import Step
from leadflow.core.schema import Subject
from leadflow.core.stored import Anything
from leadflow.core.unknown import UnknownFact
from leadflow.services.due import ActionOutcome
from leadflow.services.undoing import WhyKept
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
    for module in pkgutil.walk_packages(leadflow.__path__, "leadflow."):
        if ".testing" in module.name:
            continue
        for name, value in vars(import_module(module.name)).items():
            for path, table in _mappings(value, f"{module.name}.{name}"):
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


COMPARED: Final[dict[type[Enum], tuple[str, str]]] = {
    LeadKind: (
        "DISTRIBUTED REGISTERED PRIVATE",
        "access.scopes, intake.duplicates, intake.admitting, handling.reassigning",
    ),
    DistributionStatus: (
        "UNASSIGNED PENDING ACCEPTED REJECTED",
        "handling.answers, handling.outcomes, loads of stores",
    ),
    Visibility: ("ASSIGNED ALL", "access.scopes"),
    Severity: ("ERROR WARNING", "problems.errors_in"),
    DateOrder: ("DAY_FIRST MONTH_FIRST YEAR_FIRST", "kinds.dates, importing.date_orders"),
    DecimalMark: ("POINT COMMA", "kinds.kind, importing.decimal_marks"),
    Truth: ("YES NO UNKNOWN", "criteria.judging"),
    AssignedBy: ("NAMED IMPORT_DEFAULT PERSON", "intake.distributing"),
    WhyKept: ("TOUCHED UPDATED", "services.undoing"),
    KeyForm: ("KEY WRITTEN DAY", "criteria.engines.asked_fields and the stores' columns"),
    Derived: ("LOWER SAME NEVER", "wire.value_keys and the stores' field locations"),
    Polarity: ("SAME INVERTED", "importing.drafting_cells"),
    AfterRecall: ("WAIT ROUTE END", "services.moving, handling.moving"),
    WithoutMatch: ("WAIT STAY", "services.moving_on"),
    Applies: ("NOT VALUE_MISSING FULLY", "routing.path_memo"),
    Effect: ("ADDITIVE BREAKING", "the opening of SQL stores"),
    OnUnreadable: ("SET_ASIDE REFUSE", "intake.admitting"),
    Outcome: ("IMPORTED UPDATED DUPLICATE REFUSED", "importing.outcomes"),
    Security: ("STARTTLS TLS PLAIN", "adapters.smtp"),
    UnknownCampaigns: ("SET_ASIDE CREATE", "services.import_run, services.import_checks"),
    Awaited: ("ANSWER UPDATE", "deadlines.policy, deadlines.running"),
    StepResult: ("DONE HOP_LIMIT NO_MODULE NO_PARTNER NO_DISTRIBUTION", "services.due"),
    ActionOutcome: (
        "DONE KEPT ALREADY_DONE NOT_DUE SUPERSEDED RECOUNTED CALENDAR_ENDS",
        "services.due, which makes them",
    ),
    Anything: ("ANY", "core.stored and the stores' commits"),
    SmtpStep: ("SENDER RECIPIENT CONTENT", "adapters.smtp, adapters.smtp_answers"),
    _Became: ("WAITING CANCELLED DEAD SENT BOUNCED", "handling.email_status"),
}
"""
Lists whose readers compare with single members, which no checker follows: their members, and who has to be looked at
before one is added here.
"""


@pytest.mark.parametrize("members", COMPARED, ids=lambda one: str(one.__name__))
def test_member_is_added_with_a_look_at_its_readers(members: type[Enum]) -> None:
    """
    The list above names the readers of a list that no table and no match is held by.
    """
    names, readers = COMPARED[members]

    assert [member.name for member in members] == names.split(), f"teach {readers} first"


MATCHED: Final[dict[str, str]] = {
    "Act": "is split between two sides, see below",
    "ActiveContent": "attachments.refusals",
    "DeadlineAction": "handling.expiring",
    "LeadForm": "forms.describing",
    "LinkAction": "handling.link_actions, services.pages",
    "OnDuplicate": "importing.planning",
    "RuleMode": "routing.router",
    "Settled": "ports.log_lines, services.delivery_state",
    "Shape": "criteria.checking, criteria.interchange.json_schema",
    "StepReason": "wire.decisions, see below",
    "Subject": "core.schema, core.subjects, the SQL store's field locations",
    "TextPlace": "adapters.frames",
    "Unscanned": "attachments.scanning",
}
"""
Lists whose readers end with ``assert_never`` or are held by the checker, or that have a test of their own.
"""


def _lists() -> Iterator[type[Enum]]:
    for module in pkgutil.walk_packages(leadflow.__path__, "leadflow."):
        for value in () if ".testing" in module.name else vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.name:
                yield value


def test_every_closed_list_is_held_by_something() -> None:
    """
    A list that is added is a table's, or stands above with its readers; none is forgotten.
    """
    held = {type(next(iter(table))) for table in TABLES.values()} | COMPARED.keys()

    assert {one.__name__ for one in _lists()} - {one.__name__ for one in held} <= MATCHED.keys()
    assert len(list(_lists())) > 40


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
