"""
Values that nobody means, and calls that are right but for one of them.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from enum import Enum
from io import BytesIO, StringIO
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, BinaryIO, Final, Literal, Union, get_args, get_origin, get_type_hints

import attrs
from tests.core.builders import a_lead

import leadflow.services as services
from leadflow import (
    PARTNER_ADMIN,
    SUPPLIER_ADMIN,
    ActionLinks,
    Campaign,
    CheckedCriteria,
    DeadlineStep,
    Draft,
    Field,
    LeadQuery,
    LinkKey,
    Partner,
    PartnerParty,
    PartnerPeople,
    PartnerUser,
    Programme,
    ProgramParty,
    RoutingModule,
    Schema,
    Setting,
    SupplierDesk,
    SupplierParty,
    Switches,
    TieBreak,
    WebhookSecret,
    all_of,
    any_of,
    check_criteria,
    read_draft,
    where,
)
from leadflow.adapters.attachments.memory import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.templates import MiniJinjaTemplates
from leadflow.core.kinds import TEXT
from leadflow.core.leads import Lead
from leadflow.core.schema import Fields
from leadflow.core.timeline import LeadChange
from leadflow.core.values import Values
from leadflow.ports import TemplateEngine
from leadflow.services import RoutingDesk
from leadflow.testing import NOW, FrozenClock
from leadflow.testing.doubles import CountingIds

__all__ = ["BIG", "DESKS", "HOSTILE", "NoSample", "a_call", "a_desk", "a_setting", "parameters_of"]

BIG: Final = "x" * 100_000


def _endless() -> Iterator[object]:
    yield 1


def _nested(depth: int) -> list[object]:
    found: list[object] = []
    for _ in range(depth):
        found = [found]
    return found


def _within_itself() -> list[object]:
    found: list[object] = []
    found.append(found)
    return found


class Word(str):
    """
    A text of somebody's own class.
    """


HOSTILE: Final[Mapping[str, Callable[[], object]]] = {
    "100 KB": lambda: BIG,
    "lists of 100 KB": lambda: [BIG] * 3,
    "100 KB as a key": lambda: {BIG: BIG},
    "an empty text": str,
    "a blank text": lambda: "  ",
    "NUL": lambda: "a\0b",
    "a lone surrogate": lambda: "\ud800",
    "a word that is near": lambda: "nordlis",
    "a class of texts": lambda: Word("nordlys"),
    "None": lambda: None,
    "True": lambda: True,
    "-1": lambda: -1,
    "10 to the 400": lambda: 10**400,
    "NaN": lambda: math.nan,
    "a signalling NaN": lambda: Decimal("sNaN"),
    "infinity": lambda: math.inf,
    "a naive moment": lambda: datetime(2026, 1, 1),
    "a date": lambda: date(2026, 1, 1),
    "the last moment": lambda: datetime.max.replace(tzinfo=UTC),
    "the longest time": lambda: timedelta.max,
    "bytes": lambda: b"\xff",
    "an empty list": list,
    "a mapping": lambda: {1: 2},
    "an iterator": lambda: iter([1]),
    "a generator": _endless,
    "a class": lambda: Partner,
    "a function": lambda: lambda *_, **__: None,
    "lists within lists": lambda: _nested(10_000),
    "a list within itself": _within_itself,
    "a partner": lambda: Partner(id="p", name="P"),
    "a lead": lambda: a_lead("lead-1"),
    "criteria": lambda: any_of(all_of(where("city", "equals", "Oslo"))),
    "a text file": lambda: StringIO("x"),
    "a path": lambda: Path("/nowhere/at/all"),
    "a module": lambda: math,
}
"""
By what they are; each makes a new one.
"""

PROGRAMME: Final = Programme(supplier_id="acme", name="Acme", switches=Switches(assessment=True))
HOST: Final = ProgramParty(name="host")


class NoSample(Exception):
    """
    There is no right value for an annotation here.
    """


def a_setting() -> tuple[Setting, MemoryStore]:
    """
    Return a setting with two partners, a campaign, a module and a lead at one of the partners.
    """
    store = MemoryStore()
    setting = Setting(open_unit=store.open_unit, programme=PROGRAMME, clock=FrozenClock(), new_id=CountingIds())
    desk = SupplierDesk(setting, HOST)
    maja = PartnerUser(id="maja", email="maja@nordlys.example", default_recipient=True)
    desk.save_partners(
        [Partner(id="nordlys", name="Nordlys AS"), Partner(id="isar", name="Isar GmbH")],
        people=[PartnerPeople(partner_id="nordlys", users=[maja])],
    )
    desk.save_campaigns([Campaign(id="fair", name="Fair")])
    RoutingDesk(setting, HOST).publish(_MODULE)
    desk.receive(read_draft(PROGRAMME.schema, {"email": "ann@x.example"}, partner="nordlys"), lead_id="lead-1")
    return setting, store


_MODULE: Final = RoutingModule(name="emea", steps=(), default_partner="nordlys", tie_break=TieBreak.ROUND_ROBIN)


def _checked() -> CheckedCriteria:
    found, _ = check_criteria(where("city", "equals", "Oslo"), PROGRAMME.schema)
    assert found is not None
    return found


_MADE: Final[Mapping[object, Callable[[], object]]] = {
    str: lambda: "nordlys",
    bool: lambda: True,
    int: lambda: 1,
    float: lambda: 1.0,
    bytes: lambda: b"x" * 32,
    object: lambda: "x",
    Any: lambda: "x",
    NoneType: lambda: None,
    datetime: lambda: NOW,
    date: NOW.date,
    time: lambda: time(9),
    timedelta: lambda: timedelta(minutes=5),
    tzinfo: lambda: UTC,
    Decimal: lambda: Decimal(1),
    BinaryIO: lambda: BytesIO(b"Email\na@x.se\n"),
    Path: lambda: Path("never"),
    Setting: lambda: a_setting()[0],
    Programme: lambda: PROGRAMME,
    Schema: lambda: PROGRAMME.schema,
    Fields: lambda: PROGRAMME.schema.leads,
    Field: lambda: Field("size", TEXT),
    type(TEXT): lambda: TEXT,
    Values: lambda: a_lead("lead-1").values,
    Lead: lambda: a_lead("lead-1"),
    CheckedCriteria: _checked,
    LinkKey: lambda: LinkKey("k", b"x" * 32),
    ActionLinks: lambda: ActionLinks("acme", [LinkKey("k", b"x" * 32)], "https://x.example/{token}"),
    DeadlineStep: lambda: DeadlineStep(after=timedelta(hours=1), action="remind"),  # type: ignore[arg-type]  # a word is taken
    ProgramParty: lambda: HOST,
    SupplierParty: lambda: SupplierParty(id="eva", groups=[], roles=[SUPPLIER_ADMIN]),
    PartnerParty: lambda: PartnerParty(id="maja", partner_id="nordlys", roles=[PARTNER_ADMIN]),
    Draft: lambda: read_draft(PROGRAMME.schema, {"email": "bo@x.example"}),
    LeadQuery: LeadQuery,
    RoutingModule: lambda: _MODULE,
    TemplateEngine: MiniJinjaTemplates,
    LeadChange: lambda: LeadChange(a_lead("lead-1")),
    WebhookSecret: lambda: WebhookSecret.of(b"x" * 32),
}

_NAMED: Final = {"lead_id": "lead-1", "person_id": "maja", "assignee_id": "maja", "module": "emea"}
"""
What is there, by the names of parameters that ask for an id or a name.
"""


def _sample(hint: Any, depth: int = 0) -> object:
    """
    Return a right value for an annotation.
    """
    if depth > 12:
        raise NoSample(hint)
    made = _MADE.get(get_origin(hint) or hint) or (_MADE.get(hint) if isinstance(hint, type) else None)
    if made is not None:
        return made()
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if NoneType in inside else _sample(inside[0], depth + 1)
    if origin is Literal:
        return inside[0]
    if isinstance(origin, type):
        return _several(origin, inside, depth)
    if isinstance(hint, type) and issubclass(hint, str | Enum):
        return next(iter(hint)) if issubclass(hint, Enum) else "nordlys"
    if isinstance(hint, type) and getattr(hint, "_is_protocol", False):
        return _stub(hint)
    if isinstance(hint, type) and attrs.has(hint):
        return a_call(hint, depth)[0]()
    raise NoSample(hint)


def _several(origin: type, inside: tuple[Any, ...], depth: int) -> object:
    if issubclass(origin, Mapping):
        return {"city": "Oslo"}
    if origin is get_origin(Callable[[], int]):
        return lambda *_: None
    if origin is tuple and Ellipsis not in inside:
        return tuple(_sample(one, depth + 1) for one in inside)
    item = _sample(inside[0], depth + 1)
    return origin([item]) if origin in (tuple, frozenset, set) else [item]


def _stub(port: type) -> object:
    names = {name for base in port.__mro__ if getattr(base, "_is_protocol", False) for name in vars(base)}
    return type("Stub", (), {name: lambda *_, **__: None for name in names if name == "__call__" or name[0] != "_"})()


def parameters_of(member: Any) -> Iterator[tuple[str, Any, Any, bool]]:
    """
    Give the name, the annotation, the kind and whether it is required of each parameter of a function or a constructor.
    """
    if inspect.isclass(member) and attrs.has(member):
        hints = get_type_hints(member)
        for one in attrs.fields(member):
            if one.init:
                yield one.alias, hints[one.name], inspect.Parameter.KEYWORD_ONLY, one.default is attrs.NOTHING
        return
    call = member.__init__ if inspect.isclass(member) else member
    hints = get_type_hints(call)
    for given in inspect.signature(call).parameters.values():
        if given.name != "self" and given.kind is not given.VAR_KEYWORD:
            required = given.default is given.empty and given.kind is not given.VAR_POSITIONAL
            yield given.name, hints.get(given.name, Any), given.kind, required


def a_call(member: Any, depth: int = 0) -> tuple[Callable[..., Any], list[str]]:
    """
    Return what calls *member* with right values for all that it requires, but for one that is given by its name.

    Raises:
        NoSample: There are none.
    """
    found = list(parameters_of(member))
    right = {
        name: _NAMED[name] if name in _NAMED and hint is str else _sample(hint, depth + 1)
        for name, hint, _, required in found
        if required
    }
    kinds = {name: kind for name, _, kind, _ in found}

    def call(**one: object) -> object:
        given = {**right, **one}
        several = [name for name in one if kinds.get(name) is inspect.Parameter.VAR_POSITIONAL]
        before = [name for name, kind in kinds.items() if kind is not inspect.Parameter.KEYWORD_ONLY and name in given]
        places = [name for name in before if several or kinds[name] is inspect.Parameter.POSITIONAL_ONLY]
        args = [given.pop(name) for name in places]
        return member(*args, **given)

    return call, list(kinds)


DESKS: Final = sorted(name for name in services.__all__ if name.endswith("Desk"))


def a_desk(name: str) -> Any:
    """
    Return a desk over a store of its own.
    """
    cls = getattr(services, name)
    setting, _ = a_setting()
    hints = get_type_hints(cls.__init__)
    party = _MADE[PartnerParty]() if hints.get("party") is PartnerParty else HOST
    known = {
        "setting": setting,
        "party": party,
        "store": MemoryAttachments(),
        "connectors": {},
        "links": _MADE[ActionLinks](),
    }
    return cls(**{name: known[name] for name, _, _, required in parameters_of(cls) if required})
