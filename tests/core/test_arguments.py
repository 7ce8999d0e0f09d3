"""
Arguments are taken, turned into what is meant, or refused, by their annotations.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from functools import partial, wraps
from importlib import import_module
from typing import Any, Final, cast

import pytest
from attrs import evolve, frozen
from tests.core.builders import SCHEMA
from tests.typing import given

import leadflow
from leadflow import (
    Activity,
    AssignByRules,
    Criteria,
    Filter,
    Group,
    ImportSettings,
    LeadQuery,
    MailPolicy,
    Match,
    Partner,
    PartnerSettings,
    Programme,
    Role,
    RoutingModule,
    Rule,
    Submission,
    SupplierParty,
    Template,
    TieBreak,
    Wire,
    where,
)
from leadflow.core.arguments import checked
from leadflow.core.taking_calls import _is_plain, having
from leadflow.errors import InvalidInput

NORDIC: Final = where("country", "in", ["NO", "SE"])

Make = Callable[..., Any]


def _partner(**given: Any) -> Partner:
    return Partner(**{"id": "p", "name": "P", **given})


TAKEN: Final[dict[str, tuple[Make, dict[str, Any], object]]] = {
    "a list for a tuple": (_partner, {"territories": ["Norway"]}, ("Norway",)),
    "a set for a tuple": (_partner, {"groups": {"gold"}}, ("gold",)),
    "a generator for a tuple": (_partner, {"groups": (one for one in ["gold"])}, ("gold",)),
    "a list for a set": (lambda **given: Role(name="r", **given), {"may": ["accept"]}, frozenset({"accept"})),
    "a list of rules": (AssignByRules, {"rules": [Rule(criteria=NORDIC, partners=("p",))]}, None),
    "a condition for criteria": (Filter, {"criteria": NORDIC}, Criteria((Group((NORDIC,)),))),
    "a group for criteria": (Filter, {"criteria": Group((NORDIC,))}, Criteria((Group((NORDIC,)),))),
    "a condition for a group": (Criteria, {"groups": [NORDIC]}, (Group((NORDIC,)),)),
    "a word for a member": (
        lambda **given: RoutingModule(name="m", **given),
        {"tie_break": "round_robin"},
        TieBreak.ROUND_ROBIN,
    ),
}


def test_checkers_take_what_is_taken() -> None:
    """
    What mypy reads without an exception is kept as the annotation says.
    """
    pairs = given.lists_for_tuples([Activity(at=datetime(2026, 1, 1, tzinfo=UTC), kind="visit", title="Fair")])
    criteria, senders = given.criteria_in_any_form(), given.sender_by_its_address()

    assert [kept for kept, _ in pairs] == [wanted for _, wanted in pairs]
    assert len(set(criteria)) == 1
    assert len(set(senders)) == 1


REFUSED: Final[dict[str, tuple[Make, dict[str, Any], type[Exception], str]]] = {
    "one text for several": (
        _partner,
        {"territories": "Norway"},
        TypeError,
        "Partner.territories: takes several texts, not one text; put it into a list",
    ),
    "one text for several partners": (
        lambda **given: Rule(criteria=NORDIC, **given),
        {"partners": "p1"},
        TypeError,
        "Rule.partners: takes several texts, not one text; put it into a list",
    ),
    "one text for several groups": (
        lambda **given: SupplierParty(id="u", **given),
        {"groups": "x"},
        TypeError,
        "SupplierParty.groups: takes several texts, not one text; put it into a list",
    ),
    "one step for several": (
        lambda **given: RoutingModule(name="m", **given),
        {"steps": Match(lead_field="country", partner_field="territories")},
        TypeError,
        "RoutingModule.steps: takes several, each a Match or an AssignByRules or a Filter or a Keep, not a Match; put it into a list",
    ),
    "a text for criteria": (
        Filter,
        {"criteria": "country"},
        TypeError,
        "Filter.criteria: takes criteria, not a text; write them with where, all_of or any_of",
    ),
    "a number among texts": (_partner, {"groups": [7]}, TypeError, "Partner.groups: takes a text, not a whole number"),
    "a text for a flag": (_partner, {"active": "no"}, TypeError, "Partner.active: takes True or False, not a text"),
    "a flag for a number": (_partner, {"weight": True}, TypeError, "Partner.weight: takes a whole number, not True"),
    "None for a text": (_partner, {"name": None}, TypeError, "Partner.name: takes a text, not None"),
    "an unknown word": (
        lambda **given: RoutingModule(name="m", **given),
        {"tie_break": "roundrobin"},
        InvalidInput,
        "RoutingModule.tie_break: 'roundrobin' is not a tie-break; did you mean 'round_robin'? [word_unknown]",
    ),
    "a word like no other": (
        ImportSettings,
        {"on_duplicate": "ask"},
        InvalidInput,
        "ImportSettings.on_duplicate: 'ask' is not a policy for duplicates; use 'skip', 'update', 'fill', 'create' or 'refuse'",
    ),
    "an unknown word of a template": (
        lambda **given: Template(name="t", translations=(), **given),
        {"kind": "new_leed"},
        InvalidInput,
        "Template.kind: 'new_leed' is not a message kind; did you mean 'new_lead' or 'new_leads'? [word_unknown]",
    ),
    "a naive moment": (
        lambda **given: PartnerSettings(partner_id="p", **given),
        {"auto_accept_since": datetime(2026, 1, 1)},
        InvalidInput,
        "PartnerSettings.auto_accept_since: the datetime has no time zone; give one that has, such as datetime.now(UTC) [moment_naive]",
    ),
    "a naive moment of a draft": (
        Submission,
        {"created_at": datetime(2026, 1, 1)},
        InvalidInput,
        "Submission.created_at: the datetime has no time zone",
    ),
    "a naive moment of a list": (
        LeadQuery,
        {"created_since": datetime(2026, 1, 1)},
        InvalidInput,
        "LeadQuery.created_since: the datetime has no time zone",
    ),
    "a name for a zone": (
        lambda **given: Programme(supplier_id="s", **given),
        {"zone": "Europe/Oslo"},
        TypeError,
        "Programme.zone: takes a time zone, such as ZoneInfo('Europe/Oslo'), not a text",
    ),
    "a class for an instance": (
        lambda **given: Programme(supplier_id="s", **given),
        {"mail": MailPolicy},
        TypeError,
        "Programme.mail: takes a MailPolicy, not the class MailPolicy; give an instance: MailPolicy(...)",
    ),
    "a name that is near another": (
        _partner,
        {"territoris": ()},
        TypeError,
        "Partner: has no parameter 'territoris'; did you mean 'territories'?",
    ),
    "a name like no other": (
        PartnerSettings,
        {"colour": "red"},
        TypeError,
        "PartnerSettings: has no parameter 'colour'; it takes partner_id, auto_accept_since",
    ),
}


@pytest.mark.parametrize("what", TAKEN)
def test_argument_is_turned_into_what_is_meant(what: str) -> None:
    """
    What can only mean one thing is taken for it.
    """
    make, given, kept = TAKEN[what]
    made = make(**given)
    (name,) = given

    assert kept is None or getattr(made, name) == kept
    assert type(getattr(made, name)) in (tuple, frozenset, Criteria, TieBreak)


@pytest.mark.parametrize("what", REFUSED)
def test_argument_is_refused_where_the_value_is_made(what: str) -> None:
    """
    The message names the parameter, says what it takes, and what to do.
    """
    make, given, kind, message = REFUSED[what]

    with pytest.raises(kind) as caught:
        make(**given)

    assert str(caught.value).startswith(message)
    assert "; " in str(caught.value)


def test_wrong_value_is_a_value_error_with_its_problem() -> None:
    """
    Programs read the code, the place and the near words of a problem.
    """
    with pytest.raises(ValueError, match="word_unknown") as caught:
        RoutingModule(name="m", tie_break=cast(TieBreak, "roundrobin"))

    assert isinstance(caught.value, InvalidInput)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path, problem.suggestions) == (
        "word_unknown",
        "RoutingModule.tie_break",
        ("round_robin",),
    )


def test_right_arguments_are_kept_as_they_are() -> None:
    """
    A tuple is not copied, so that values that are equal by identity stay so.
    """
    groups = ("gold", "silver")

    assert _partner(groups=groups).groups is groups


def test_change_of_a_value_is_checked_too() -> None:
    """
    No way of making a value goes round the checks.
    """
    with pytest.raises(TypeError, match=r"Partner\.groups: takes several texts"):
        evolve(_partner(), groups=cast(Any, "gold"))


def test_arguments_by_position_are_checked() -> None:
    """
    As those by name.
    """

    @checked
    @frozen
    class Pair:
        left: int
        right: int = 0

    with pytest.raises(TypeError, match=r"Pair\.right: takes a whole number, not a text"):
        Pair(1, cast(Any, "2"))
    assert Pair(1, 2) == Pair(left=1, right=2)


def test_no_message_holds_what_was_given() -> None:
    """
    What people typed may be personal; only unknown words of a closed list are repeated.
    """
    with pytest.raises(TypeError) as caught:
        _partner(groups="ann@secret.example")

    assert "ann" not in str(caught.value)


MADE_FOR_EACH_ROW: Final = {
    "Activity": "comes with each lead of a connector",
    "Attachment": "is on each lead",
    "Draft": "is made for each row",
    "ExternalId": "is made for each row",
    "Lead": "is made for each row",
    "LeadEvent": "is made for each row",
    "Message": "is made for each row",
}
"""
Classes that people read and the library makes by the thousand.
"""


def test_every_value_that_people_make_is_checked() -> None:
    """
    What people make to hand it to a function or a service is checked; `AllSettings` they only get.
    """
    unchecked = {
        name
        for name in leadflow.__all__
        if name.endswith(("Policy", "Settings", "Party", "Query")) or name in MADE_BY_PEOPLE
        if name not in ("Party", "AllSettings")
        if not issubclass(getattr(leadflow, name), Enum) and not hasattr(getattr(leadflow, name).__init__, "takes")
    }

    assert unchecked == set()


@pytest.mark.parametrize("name", MADE_FOR_EACH_ROW)
def test_what_is_made_for_each_row_is_not_slowed(name: str) -> None:
    """
    The library makes these by the thousand, from what was checked before.
    """
    assert not hasattr(getattr(leadflow, name).__init__, "takes"), MADE_FOR_EACH_ROW[name]


MADE_BY_PEOPLE: Final = frozenset(
    [
        "ActionLinks",
        "AssignByRules",
        "Campaign",
        "ColumnMapping",
        "Condition",
        "Criteria",
        "Filter",
        "Group",
        "LinkKey",
        "Match",
        "EvaluationTime",
        "Partner",
        "PartnerPeople",
        "PartnerUser",
        "Programme",
        "ReadyExport",
        "RejectionReason",
        "Role",
        "RoutingModule",
        "Rule",
        "SalesRep",
        "Sender",
        "Setting",
        "Sort",
        "Submission",
        "SupplierContact",
        "TableOptions",
        "Template",
        "Upload",
        "TemplateTranslation",
    ]
)


def _every_checked() -> list[Any]:
    found: list[Any] = []
    for module in pkgutil.walk_packages(leadflow.__path__, "leadflow."):
        if ".adapters" in module.name or ".testing" in module.name:
            continue
        loaded = import_module(module.name)
        for member in vars(loaded).values():
            if getattr(member, "__module__", "") != module.name:
                continue
            for one in (member, *vars(member).values()) if inspect.isclass(member) else (member,):
                if inspect.isfunction(one) and hasattr(one, "takes"):
                    found.append(one)
    return found


@pytest.mark.parametrize("call", _every_checked(), ids=lambda call: str(call.__qualname__))
def test_annotations_can_be_read_when_they_are_needed(call: Any) -> None:
    """
    No annotation of a checked call names what only checkers import.
    """
    assert isinstance(call.takes(), dict)


def test_checking_keeps_signatures() -> None:
    """
    Editors and documentation show the parameters as they were written.
    """
    assert "territories" in inspect.signature(Partner).parameters


def test_naive_moment_of_an_earlier_build_is_read_as_utc() -> None:
    """
    What was stored before such moments were refused stays readable.
    """
    body = '{"v":1,"partner_id":"p","auto_accept_since":"2026-01-01T00:00:00"}'

    assert Wire(SCHEMA).loads(PartnerSettings, body).auto_accept_since == datetime(2026, 1, 1, tzinfo=UTC)


def test_text_that_no_store_can_write_is_refused() -> None:
    """
    Half of a surrogate pair fails where it is given, not when it is written.
    """
    with pytest.raises(InvalidInput, match=r"Partner\.name: .* \[text_not_storable\]"):
        _partner(name="\ud800")


def test_unknown_members_are_set_by_reading_only() -> None:
    """
    Nobody can hand in members that no build reads.
    """
    with pytest.raises(TypeError, match=r"RoutingModule\.unknown: is set by what reads a value"):
        RoutingModule(name="m", unknown='{"tie_break":"x"}')


class _Called:
    """
    Callables of every sort, as hosts give them.
    """

    def __call__(self, one: object, two: object = None) -> None:
        """
        Take one or two.
        """

    def method(self, one: object, *, word: object = None) -> None:
        """
        Take one, and another by name.
        """

    @classmethod
    def of_class(cls, one: object) -> None:
        """
        Take one.
        """

    @staticmethod
    def of_nobody(one: object, two: object) -> None:
        """
        Take two.
        """


@pytest.mark.parametrize("wanted", [0, 1, 2, 3])
@pytest.mark.parametrize(
    "call",
    [
        _Called(),
        _Called,
        _Called().method,
        _Called.method,
        _Called().of_class,
        _Called().of_nobody,
        lambda: None,
        lambda one, two=None: None,
        lambda *many: None,
        partial(_Called.of_nobody, 1),
        wraps(_Called.of_nobody)(lambda *many: None),
        len,
        datetime.now,
    ],
)
def test_what_its_code_says_is_what_a_signature_would_say(call: Callable[..., object], wanted: int) -> None:
    """
    A function that is taken by a look at its code can be called with so many arguments.
    """
    try:
        inspect.signature(call).bind(*range(wanted))
        binds = True
    except (TypeError, ValueError):
        binds = False

    assert binds or not _is_plain(call, wanted)


class _Port:
    def send(self) -> None:
        pass


class _PortOfSlots:
    __slots__ = ("send",)

    def __init__(self, send: Callable[[], object]) -> None:
        self.send = send


async def _later() -> None:
    pass


def test_each_object_is_looked_at_that_has_methods_of_its_own() -> None:
    """
    What is known of a class says nothing of an object that holds another method, in its attributes or in a slot.
    """
    take, own = having("a port", ["send"]), _Port()
    own.send = _later  # type: ignore[assignment,method-assign]  # as hosts do

    assert isinstance(take(_Port(), "port"), _Port)
    assert isinstance(take(_Port(), "port"), _Port)
    assert isinstance(take(_PortOfSlots(print), "port"), _PortOfSlots)
    for wrong in (own, _PortOfSlots(_later)):
        with pytest.raises(TypeError, match="is async"):
            take(wrong, "port")
