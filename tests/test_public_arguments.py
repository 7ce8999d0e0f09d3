"""
Every public function and class refuses arguments of a wrong kind, and says which.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum, IntEnum, StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import NoneType, UnionType
from typing import Any, Final, Never, Union, cast, get_args, get_origin, get_type_hints

import attrs
import pytest

import leadflow
from leadflow.errors import InvalidInput

PLACES: Final = re.compile(r"leadflow(\.services|\.wire|\.embedded|\.adapters\.(?!memory_)[a-z_]+)?")
"""
Where hosts import functions and classes from that they call. The packages of the core are public as well; what pages
and examples show of them is among the names of `leadflow`.
"""

MADE_BY_THE_LIBRARY: Final = frozenset(
    [
        "Account",
        "Assessment",
        "AssessmentModel",
        "ConflictAnswer",
        "DuplicatePair",
        "LeadMerge",
        "Ruling",
        "SimilarLead",
        "Chart",
        "DetailEvent",
        "FormEntry",
        "LinkedInNotice",
        "MetaNotice",
        "ModuleReport",
        "SavedView",
        "RuleReport",
        "StepReport",
        "Scorecard",
        "Scorecards",
        "DetailRow",
        "DetailSection",
        "LeadDetail",
        "AssessmentRun",
        "FieldPart",
        "LeadAssessment",
        "ShownAssessment",
        "BulkReport",
        "BulkResult",
        "DeadlineRun",
        "DigestRun",
        "SubscriptionUpdate",
        "Opportunity",
        "Page",
        "ContactUpdate",
        "RegistrationRequest",
        "Contact",
        "Registration",
        "RegistrationUpdate",
        "OpportunityUpdate",
        "PerformedAction",
        "DueAction",
        "Applied",
        "OutgoingAddress",
        "FeedEntry",
        "FeedPage",
        "VerifiedWebhook",
        "WebhookAnswer",
        "DeadErrand",
        "PullReport",
        "PushReport",
        "SyncStatus",
        "DueErasure",
        "ErasureRun",
        "StoredExport",
        "PersonData",
        "PersonErasure",
        "Deadline",
        "AttachResult",
        "ActivityReport",
        "AuditEntry",
        "AuditPage",
        "Attachment",
        "CheckedCriteria",
        "CheckedModule",
        "Count",
        "DeliveryReport",
        "Distribution",
        "DistributionSummary",
        "SummaryRow",
        "AllSettings",
        "AutoRegistrationDecision",
        "AutoRegistrationExplanation",
        "AutoRegistrationTrial",
        "Embedded",
        "Evaluation",
        "FieldKind",
        "ImportProgress",
        "ImportReport",
        "ImportRun",
        "InvalidDraft",
        "LeadChange",
        "LeadFile",
        "FormDescription",
        "FormField",
        "FormSection",
        "LeadMove",
        "LeadPage",
        "LeadUpdate",
        "LinkGrant",
        "LinkPreview",
        "MessageTrail",
        "PeopleUpdate",
        "PostEvent",
        "PlannedStep",
        "Problem",
        "RecipientCandidate",
        "RecipientDecision",
        "Refusal",
        "RefusedRow",
        "ReportTable",
        "RelayResult",
        "RoutedFrame",
        "RoutedRows",
        "RoutingDecision",
        "RowOutcome",
        "Scope",
        "ManagedRulesUpdate",
        "RuleFinding",
        "SettingChange",
        "SettingsEvent",
        "SettingsUpdate",
        "Requirements",
        "Shift",
        "Simulation",
        "SmtpLine",
        "SmtpTlsLine",
        "StepTrace",
        "Suggestion",
        "Table",
        "UndoReport",
        "Values",
        "WhyNot",
    ]
)
"""
What people get and never make.
"""
MADE_FOR_EACH: Final = {
    "verify_webhook": "whatever is wrong with what it is given is one refusal",
    "Activity": "lead of a connector",
    "Actor": "event",
    "Alike": "lead",
    "Changes": "commit",
    "Decider": "frame, by the second pass",
    "Draft": "row",
    "ExternalId": "row",
    "Lead": "row",
    "LeadEvent": "event",
    "LeadRow": "row",
    "Mail": "mail",
    "Message": "message",
    "Money": "value",
    "Row": "row",
    "TemplateTags": "template",
    "form_of": "value that is read",
    "make_converter": "schema, by what reads values",
    "meaning_of": "answer of a mail server",
    "timed_out": "mail that was not sent",
    "remedy_of": "failure of a folder or a file",
    "says_nobody": "answer of a mail server",
    "mime_bytes": "mail",
    "pack_trace": "decision",
    "route": "lead",
    "route_frame": "job, and its annotations are Spark's, which need not be installed",
    "read_workbook": "file, by what reads tables",
}
"""
What the library makes or calls by the thousand, from what was checked before.
"""


def _names() -> Iterator[tuple[str, Any]]:
    """
    Give each public function and class once, by the name under which people import it.
    """
    seen: set[int] = set()
    modules = ["leadflow", *(one.name for one in walk_packages(leadflow.__path__, "leadflow."))]
    for module in filter(PLACES.fullmatch, modules):
        loaded = import_module(module)
        for name in getattr(loaded, "__all__", ()):
            member = getattr(loaded, name)
            if id(member) not in seen and getattr(member, "__module__", "").startswith("leadflow"):
                seen.add(id(member))
                yield name, member


def _has_arguments(member: Any) -> bool:
    if inspect.isclass(member):
        fixed = issubclass(member, Enum | BaseException) or getattr(member, "_is_protocol", False)
        return not fixed and bool(inspect.signature(member).parameters)
    return inspect.isfunction(member)


PUBLIC: Final = {
    name: member
    for name, member in _names()
    if _has_arguments(member) and not member.__module__.startswith("leadflow.core.observations")
}
GUARDED: Final = sorted(PUBLIC.keys() - MADE_BY_THE_LIBRARY - MADE_FOR_EACH.keys())


def _guard(member: Any) -> Any:
    return member.__init__ if inspect.isclass(member) else member


@pytest.mark.parametrize("name", GUARDED)
def test_public_call_checks_its_arguments(name: str) -> None:
    """
    Whatever people call or make is checked by its annotations.
    """
    assert hasattr(_guard(PUBLIC[name]), "takes"), f"decorate {name} with @checked, or say above why it is not"


def test_exceptions_name_what_is_there() -> None:
    """
    Neither list goes on naming what is gone or what is checked by now.
    """
    listed = MADE_BY_THE_LIBRARY | MADE_FOR_EACH.keys()

    assert listed <= PUBLIC.keys()
    assert {name for name in listed if hasattr(_guard(PUBLIC[name]), "takes")} == set()


class Nonsense:
    """
    Is nothing that anything takes.
    """

    __slots__ = ()


def _calls() -> Iterator[tuple[str, Callable[..., Any], Mapping[str, Any]]]:
    """
    Give what is checked of each public name, the methods of services included, with the annotation of each parameter.
    """
    for name in GUARDED:
        member: Any = PUBLIC[name]
        if not hasattr(_guard(member), "takes"):
            continue
        if not inspect.isclass(member):
            yield name, member, get_type_hints(member)
            continue
        by_attrs = "__attrs_attrs__" in vars(member)
        if by_attrs:
            declared = get_type_hints(member)
            yield name, member.__init__, {one.alias: declared[one.name] for one in attrs.fields(cast(Any, member))}
        for own, method in vars(member).items():
            if hasattr(method, "takes") and not (by_attrs and own == "__init__"):
                yield f"{name}.{own}", method, get_type_hints(method)


CALLS: Final = {name: (call, hints) for name, call, hints in _calls()}


def _parameters() -> Iterator[tuple[str, str, Any]]:
    for name, (_, hints) in CALLS.items():
        for parameter, hint in hints.items():
            if parameter not in ("return", "unknown"):
                yield name, parameter, hint


PARAMETERS: Final = {f"{name}({parameter})": (name, parameter, hint) for name, parameter, hint in _parameters()}

TAKES_ANYTHING: Final = {
    "from_jquery_querybuilder(data)": "what is no query is a problem, not an exception",
    "from_json_logic(data)": "as above",
    "from_react_querybuilder(data)": "as above",
    "where(value)": "is read by the kind of the field where the criteria are checked",
    "Condition(value)": "is read by its own converter",
    "FsspecAttachments.__init__(options)": "belong to fsspec",
}
"""
Parameters whose values something else reads.
"""


def _takers(name: str, parameter: str) -> tuple[Callable[[Any, str], Any], str] | None:
    takes: dict[str, tuple[Callable[[Any, str], Any], str]] = CALLS[name][0].takes()  # type: ignore[attr-defined]  # as set by `checked`
    return takes.get(parameter)


@pytest.mark.parametrize("where", PARAMETERS)
def test_parameter_refuses_what_is_of_no_kind(where: str) -> None:
    """
    An object that means nothing is refused by a TypeError that names the parameter and says what to give.
    """
    name, parameter, _ = PARAMETERS[where]
    taker = _takers(name, parameter)
    if taker is None:
        assert where in TAKES_ANYTHING
        return
    take, place = taker

    with pytest.raises(TypeError) as caught:
        take(Nonsense(), place)

    message = str(caught.value)
    assert re.match(rf"[\w.]+[.(]{parameter}\)?: ", message), message
    assert "; " in message
    assert "a Nonsense" in message


def _kinds(hint: Any) -> Iterator[Any]:
    """
    Give an annotation, or each of those that a union joins.
    """
    if get_origin(hint) in (Union, UnionType):
        for one in get_args(hint):
            yield from _kinds(one)
    elif hint is not NoneType:
        yield hint


def _parameters_with(is_such: Callable[[Any], bool]) -> list[str]:
    """
    Return the parameters all of whose kinds are such.
    """
    return [
        where
        for where, (name, parameter, hint) in PARAMETERS.items()
        if all(map(is_such, _kinds(hint))) and _takers(name, parameter) is not None
    ]


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


def _is_several_texts(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and not issubclass(origin, Mapping) and get_args(hint)[:1] == (str,)


def _is_several(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, tuple | frozenset) and get_args(hint)[1:] in ((), (...,))


def _is_value(hint: Any) -> bool:
    return inspect.isclass(hint) and hint.__module__.startswith("leadflow") and not _is_enum(hint)


@pytest.mark.parametrize("where", _parameters_with(_is_enum))
def test_parameter_refuses_an_unknown_word(where: str) -> None:
    """
    A word that is not in the closed list is refused with those that are, or with the near one.
    """
    name, parameter, hint = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)
    words = next(_kinds(hint))
    near = str(next(iter(words)).value)

    with pytest.raises(InvalidInput, match="word_unknown"):
        take("zzzzzz", place)
    with pytest.raises(InvalidInput, match=re.escape(near)) as caught:
        take(f"{near}x", place)

    assert caught.value.problems[0].path == place
    assert take(near, place) is next(iter(words))


@pytest.mark.parametrize("where", _parameters_with(lambda hint: hint is datetime))
def test_parameter_refuses_a_naive_moment(where: str) -> None:
    """
    A datetime without a zone is refused where it is given.
    """
    name, parameter, _ = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)

    with pytest.raises(InvalidInput, match="moment_naive") as caught:
        take(datetime(2026, 1, 1), place)

    assert caught.value.problems[0].path == place


@pytest.mark.parametrize("where", _parameters_with(_is_several_texts))
def test_parameter_refuses_a_bare_text_for_several(where: str) -> None:
    """
    One text is not taken letter by letter.
    """
    name, parameter, _ = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)

    with pytest.raises(TypeError, match="not one text; put it into a list"):
        take("Norway", place)


def _is_many(hint: Any) -> bool:
    origin = get_origin(hint)
    return isinstance(origin, type) and issubclass(origin, Iterable) and not issubclass(origin, Mapping)


@pytest.mark.parametrize("where", _parameters_with(_is_many))
def test_parameter_refuses_a_mapping_for_several(where: str) -> None:
    """
    The keys of a mapping are not taken for what is meant.
    """
    name, parameter, _ = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)

    with pytest.raises(TypeError, match=rf"{re.escape(place)}: takes .*, not a (mapping|dict); give "):
        take({"key": Nonsense()}, place)


@pytest.mark.parametrize("where", _parameters_with(_is_many))
def test_parameter_refuses_other_things_that_are_read_once(where: str) -> None:
    """
    What comes from an iterator is checked like what is in a list, at the latest when it is read.
    """
    name, parameter, _ = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)

    with pytest.raises(TypeError, match=rf"{re.escape(place)}: takes .*, not a "):
        list(take((one for one in [Nonsense()]), place))


@pytest.mark.parametrize("where", _parameters_with(_is_several))
def test_parameter_takes_a_list_for_a_tuple(where: str) -> None:
    """
    What is kept is the tuple or the frozenset that the annotation names.
    """
    name, parameter, hint = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)

    assert type(take([], place)) is get_origin(next(_kinds(hint)))


class _Word(StrEnum):
    ONE = "one"


class _Number(IntEnum):
    ONE = 1


class _Text(str):
    __slots__ = ()


class _Moment(datetime):
    pass


class _NoMoment(datetime):
    """
    As the missing moments of data frames: it is a datetime, and is none.
    """

    def date(self) -> Never:
        """
        Refuse.
        """
        raise ValueError("this is no moment")

    def utcoffset(self) -> Never:
        """
        Refuse.
        """
        raise ValueError("this is no moment")


DERIVED: Final[Mapping[type, tuple[Any, ...]]] = {
    str: (_Word.ONE, _Text("one")),
    int: (_Number.ONE,),
    float: (_Number.ONE, type("_Real", (float,), {})(1.5)),
    datetime: (_Moment(2026, 1, 2, 3, 4, 5, 6, UTC, fold=1),),
    date: (type("_Day", (date,), {})(2026, 1, 2),),
}
"""
Values of classes that are derived from Python's own, by what parameters take.
"""


def test_parameters_keep_values_as_python_s_own() -> None:
    """
    A word of the host's enumeration or a moment of a data frame is kept as a text or a datetime.

    Drivers and encoders write some values of derived classes in another way: psycopg an enumeration by its name.
    """
    tried = 0
    for where, (name, parameter, hint) in PARAMETERS.items():
        taken = _takers(name, parameter)
        for kind in set(_kinds(hint)) & DERIVED.keys() if taken is not None else ():
            take, place = taken or pytest.fail(where)
            for given in DERIVED[kind]:
                meant = take(given, place)
                assert meant == given, where
                assert type(meant) in DERIVED, where
                tried += 1

    assert tried > 500


def test_moments_that_are_none_are_refused() -> None:
    """
    A missing moment of a data frame is a datetime for Python, and is refused by its type.
    """
    places = [where for where, (_, _, hint) in PARAMETERS.items() if datetime in _kinds(hint)]
    for where in places:
        take, place = _takers(*PARAMETERS[where][:2]) or pytest.fail(where)
        with pytest.raises(TypeError, match=r"not a _NoMoment"):
            take(_NoMoment(2026, 1, 1), place)

    assert len(places) > 10


@pytest.mark.parametrize("where", _parameters_with(_is_value))
def test_parameter_refuses_the_class_for_an_instance(where: str) -> None:
    """
    A class that was passed without making one of it is told as such.
    """
    name, parameter, hint = PARAMETERS[where]
    take, place = _takers(name, parameter) or pytest.fail(where)
    cls = next(_kinds(hint))

    with pytest.raises(TypeError, match=rf"the class {cls.__name__}; give an instance: {cls.__name__}\(\.\.\.\)"):
        take(cls, place)


@pytest.mark.parametrize("name", [name for name in CALLS if "(**" not in str(inspect.signature(CALLS[name][0]))])
def test_misspelt_keyword_names_the_near_one(name: str) -> None:
    """
    A parameter that is not there is refused before anything runs, with the one that was meant.
    """
    call = CALLS[name][0]
    named = [
        one.name
        for one in inspect.signature(call).parameters.values()
        if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD) and one.name not in ("self", "unknown")
    ]
    if any(one.kind is one.VAR_KEYWORD for one in inspect.signature(call).parameters.values()):
        assert name == "FsspecAttachments.__init__"
        return
    meant = named[-1] if named else "anything"

    with pytest.raises(TypeError, match=f"has no parameter '{meant}q'") as caught:
        call(**{f"{meant}q": None})

    assert not named or f"'{meant}'" in str(caught.value)


def test_much_is_tried() -> None:
    """
    The surface is found, not an empty list.
    """
    assert len(GUARDED) > 110
    assert len(PARAMETERS) > 500


def test_first_use_of_a_checked_function_is_documented() -> None:
    """
    Editors show the parameters as they were written.
    """
    assert "said" in inspect.signature(leadflow.read_draft).parameters
    assert Path(inspect.getfile(inspect.unwrap(leadflow.read_draft))).name == "drafts.py"
