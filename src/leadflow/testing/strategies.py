"""
Hypothesis strategies for leadflow's values, including unusual ones.
"""

from __future__ import annotations

import string
from collections.abc import Hashable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import Final, TypeVar

from attrs import evolve

from leadflow.core.access import Act, PartnerParty, Party, ProgramParty, Role, SupplierParty, Visibility
from leadflow.core.criteria import Condition, Criteria, Group
from leadflow.core.criteria.operators import Operator, Shape, operators_of
from leadflow.core.fields import AnyField
from leadflow.core.kinds import MONEY, Family, Unfit
from leadflow.core.leads import (
    Activity,
    DistributionStatus,
    EmailStatus,
    ExternalId,
    Lead,
    LeadAssessment,
    LeadKind,
    campaign_activity_at,
)
from leadflow.core.partners import (
    Account,
    Partner,
    PartnerPeople,
    PartnerSettings,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.routing import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    RoutingModule,
    Rule,
    RuleMode,
    SeveralIncumbents,
    Step,
    TieBreak,
)
from leadflow.core.schema import Fields, Schema, Subject
from leadflow.core.values import Values
from leadflow.errors import MissingExtra
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, an_attachment

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtra("testing", "hypothesis") from error

__all__ = [
    "accounts",
    "conditions",
    "criteria",
    "ids",
    "leads",
    "modules",
    "moments",
    "nasty_texts",
    "parties",
    "partners",
    "roles",
    "values",
]

_T = TypeVar("_T", bound=Hashable)


@lru_cache(maxsize=1_024, typed=True)
def _one_of(*options: _T) -> st.SearchStrategy[_T]:
    # Making a strategy for each value takes several times as long as drawing from one.
    return st.sampled_from(options)


_NASTY: Final = (
    "'; SELECT 1; --",
    '"quoted" \\ back\\slash',
    "%s %(name)s {0} {name} ${x} #{x}",
    "=1+1",
    "null",
    "None",
    "\u202eright to left",
    "e\u0301 and é",
    "ﬁ ﬂ Ⅷ İ ı ß ẞ",
    "\u00a0\u2003blank\u3000",
    "zero\u200bwidth",
    "日本語 العربية עברית 🎉👩‍👩‍👧",
    "a" * 1_000,
    "\U0010ffff\ufdd0\ufffe",
    "line\u2028separator",
)

_WORDS: Final = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
_AMOUNTS: Final = st.decimals(
    min_value=Decimal("-1e15"), max_value=Decimal("1e15"), places=4, allow_nan=False, allow_infinity=False
)
_CURRENCIES: Final = st.sampled_from(["EUR", "USD", "NOK", "JPY"])
_LETTERS_AND_DIGITS: Final = string.ascii_letters + string.digits


def _written(alphabet: str, fewest: int, most: int) -> st.SearchStrategy[str]:
    # A text is drawn at once, but what a regular expression describes is drawn character by character.
    return st.text(alphabet, min_size=fewest, max_size=most)


_PHONES: Final = st.builds(
    "+{} (0){} {}".format,
    st.integers(1, 999),
    _written(string.digits, 2, 4),
    _written(string.digits, 3, 8),
)
_ADDRESSES: Final = st.builds(
    "{}{}@{}.{}".format,
    _written(_LETTERS_AND_DIGITS, 1, 12),
    st.just("") | st.builds("{}{}".format, st.sampled_from(".+_-"), _written(_LETTERS_AND_DIGITS, 1, 8)),
    _written(string.ascii_lowercase + string.digits, 1, 12),
    st.sampled_from(["com", "de", "co.uk"]),
)
_URLS: Final = st.builds(
    "{}www.{}.com{}".format,
    st.sampled_from(["", "https://"]),
    _written(string.ascii_lowercase, 1, 12),
    st.just("") | _written(string.ascii_lowercase + string.digits + "?&=%#-", 0, 20).map("/{}".format),
)
_COUNTRIES: Final = st.sampled_from(["DE", "Germany", "Österreich", "USA", "Côte d'Ivoire", "日本", "Atlantis"])
_NASTY_TEXTS: Final = (st.sampled_from(_NASTY) | _WORDS).filter(lambda text: bool(text.strip()))
_FIRST, _LAST = datetime(1970, 1, 2, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_MOMENTS: Final = st.datetimes(_FIRST.replace(tzinfo=None), _LAST.replace(tzinfo=None), timezones=st.just(UTC))
_IDS: Final = (
    st.uuids().map(str)
    | st.integers(1, 10**9).map(str)
    | st.builds("{}{}".format, st.sampled_from(_LETTERS_AND_DIGITS), _written(_LETTERS_AND_DIGITS + "_:.-", 0, 30))
)
_DAYS: Final = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)


def nasty_texts() -> st.SearchStrategy[str]:
    """
    Texts that break what handles text carelessly; never blank, and without control characters.
    """
    return _NASTY_TEXTS


def moments() -> st.SearchStrategy[datetime]:
    """
    Moments in UTC, to the microsecond.
    """
    return _MOMENTS


def ids() -> st.SearchStrategy[str]:
    """
    Ids as hosts have them: numbers, UUIDs, slugs.
    """
    return _IDS


_TEXTS: Final[dict[str, st.SearchStrategy[str]]] = {
    "text": nasty_texts(),
    "long_text": st.lists(nasty_texts(), min_size=1, max_size=3).map("\n".join),
    "email": _ADDRESSES,
    "phone": _PHONES,
    "url": _URLS,
    "code": st.sampled_from(["01067", "sw1a 1aa", "SW1A 1AA", "12-3"]),
    "id": st.sampled_from(["P1", "p1", "00Q1", "a-1", "a b"]),
    "integer": st.integers(-(10**18), 10**18).map(str),
    "decimal": _AMOUNTS.map(lambda amount: f"{amount:f}"),
    "money": st.tuples(_CURRENCIES, _AMOUNTS).map(lambda pair: f"{pair[0]} {pair[1]:f}"),
    "boolean": st.sampled_from(["yes", "no"]),
    "date": _DAYS,
    "datetime": moments().map(datetime.isoformat),
    "multi_choice": st.lists(st.sampled_from(["a", "B", "c d", "ä"]), min_size=1, max_size=3).map(";".join),
    "country": _COUNTRIES,
    "state": st.sampled_from(["CA", "California", "calif", "NRW", "Québec", "quebec", "WA", "BE", "Atlantis"]),
}


def _text_of(field: AnyField) -> st.SearchStrategy[str]:
    """
    Texts that a field reads, and none that says nothing of it.
    """
    if field.choices:
        return _one_of(*[choice.name for choice in field.choices])
    texts = _TEXTS[field.kind.name]
    return texts.filter(lambda text: not field.says_nothing(text)) if field.stand_ins else texts


_MISFIT: Final = Unfit('{"was":["å"]}')
"""
What no field of today reads.
"""


_UP_TO_TWO: Final = st.integers(0, 2)
_UP_TO_FOUR: Final = st.integers(0, 4)


@lru_cache(maxsize=256)
def _several(options: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), max_size=most, unique=True)


@st.composite
def values(draw: st.DrawFn, fields: Fields = KIT_SCHEMA.leads, *, most: int = 8) -> Values:
    """
    What a record says in up to *most* of the declared *fields*; now and then something stored does not fit its field.
    """
    names = draw(_several(fields.layout.names, most))
    said = fields.read({name: draw(_text_of(fields[name])) for name in names})[0]
    misfits = {draw(_one_of(*names)) for _ in range(draw(_UP_TO_TWO))} if names and draw(_UP_TO_FOUR) == 0 else ()
    return said.but(dict.fromkeys(misfits, _MISFIT), fields) if misfits else said


_ATTACHMENTS: Final = st.builds(
    lambda id_, name: evolve(an_attachment(id_), name=name, original_name=name), ids(), nasty_texts()
)

_ACTIVITIES: Final = st.builds(
    Activity, at=moments(), kind=st.just("page_visited"), title=nasty_texts(), campaign=st.none() | ids()
)


_IDS_OR_NONE: Final = st.none() | ids()
_MOMENTS_OR_NONE: Final = st.none() | moments()
_SYSTEMS: Final = st.sampled_from([None, "crm", "Nordlys"])
_SOURCES: Final = st.sampled_from(["manual", "csv_upload", "crm"]) | nasty_texts()
_SCORES: Final = st.integers(0, 100)
_EXTERNAL_IDS: Final = st.lists(st.builds(ExternalId, st.just("crm"), ids()), max_size=2).map(tuple)
_FEW_ATTACHMENTS: Final = st.lists(_ATTACHMENTS, max_size=2, unique_by=lambda one: one.id).map(tuple)
_ASSESSMENTS: Final = st.none() | st.builds(
    LeadAssessment, strength=st.integers(0, 100), confidence=st.integers(0, 100), model=st.integers(1, 99)
)
_HISTORIES: Final = st.lists(_ACTIVITIES, max_size=2).map(tuple)


@st.composite
def leads(draw: st.DrawFn, schema: Schema = KIT_SCHEMA) -> Lead:
    """
    Leads in their current state before their first routing or after anything that happened to them.
    """
    received_at, campaign_id, history = draw(moments()), draw(_IDS_OR_NONE), draw(_HISTORIES)
    if campaign_id is not None and draw(st.booleans()):
        history = tuple(evolve(one, campaign=campaign_id) for one in history)
    return Lead(
        id=draw(ids()),
        supplier_id=SUPPLIER,
        values=draw(values(schema.leads)),
        received_at=received_at,
        modified_at=received_at,
        created_at=draw(_MOMENTS_OR_NONE),
        kind=draw(_one_of(*LeadKind)),
        source=draw(_SOURCES),
        campaign_id=campaign_id,
        partner_id=draw(_IDS_OR_NONE),
        status=draw(_one_of(*DistributionStatus)),
        email_status=draw(_one_of(*EmailStatus)),
        active=draw(st.booleans()),
        score=draw(_SCORES),
        assessment=draw(_ASSESSMENTS),
        partner_activity_at=draw(_MOMENTS_OR_NONE),
        campaign_activity_at=campaign_activity_at(history, campaign_id),
        crm_system=draw(_SYSTEMS),
        external_ids=draw(_EXTERNAL_IDS),
        attachments=draw(_FEW_ATTACHMENTS),
        history=history,
    )


@st.composite
def conditions(
    draw: st.DrawFn, schema: Schema = KIT_SCHEMA, *, subjects: Sequence[Subject] = tuple(Subject)
) -> Condition:
    """
    Conditions about *subjects* that `check_criteria` takes; it may warn that a group can never hold.
    """
    subject = draw(_one_of(*subjects))
    fields = schema.of(subject)
    field = fields[draw(_one_of(*fields))]
    operators = operators_of(field.kind.family)
    # Patterns need an engine that may not be installed.
    operator = operators[draw(_one_of(*[name for name in operators if name != "matches"]))]
    return Condition(
        subject=draw(_one_of(None, subject)) if subject is subjects[0] is Subject.LEAD else subject,
        field=field.name,
        operator=operator.name,
        value=draw(_operand(field, operator)),
        if_missing=draw(st.booleans()) if operator.shape is not Shape.NONE else False,
    )


_EUROS: Final = _AMOUNTS.map(lambda amount: f"EUR {amount:f}")
# A piece of a phone number needs a digit to be compared by.
_PIECES: Final = st.builds(
    "{}{}".format, _written(string.ascii_lowercase + string.digits, 0, 4), st.sampled_from(string.digits)
)


@lru_cache(maxsize=1_024)
def _operand(field: AnyField, operator: Operator) -> st.SearchStrategy[object]:
    one = _comparand(field, operator)
    match operator.shape:
        case Shape.NONE:
            return st.none()
        case Shape.ONE:
            return one
        case Shape.MANY:
            return st.lists(one, min_size=1, max_size=4)
        case Shape.DAYS:
            return st.integers(0, 36_525)
        case Shape.PAIR:
            return st.lists(one, min_size=2, max_size=2).map(lambda pair: sorted(pair, key=partial(_key, field)))


def _comparand(field: AnyField, operator: Operator) -> st.SearchStrategy[object]:
    if field.kind.family is Family.BOOLEAN:
        return st.booleans()
    if field.kind.family is Family.DATE:
        return _DAYS
    if field.kind is MONEY:
        return _EUROS
    if field.kind.family is Family.MULTI:
        return _one_of(*([choice.name for choice in field.choices] or ["a", "B", "c d", "ä"]))
    if operator.free_text:
        return _PIECES
    return _text_of(field)


def _key(field: AnyField, text: object) -> float | str | tuple[str, float]:
    """
    Return how a field's operands are ordered, so that the lower bound comes first.
    """
    key = field.kind.key(field.take(text))
    assert not isinstance(key, frozenset)
    return key


def criteria(
    schema: Schema = KIT_SCHEMA, *, subjects: Sequence[Subject] = tuple(Subject)
) -> st.SearchStrategy[Criteria]:
    """
    Criteria about *subjects* that `check_criteria` takes; it may warn that a group can never hold.
    """
    return _criteria(schema, tuple(subjects))


@lru_cache(maxsize=64)
def _criteria(schema: Schema, subjects: tuple[Subject, ...]) -> st.SearchStrategy[Criteria]:
    groups = st.lists(conditions(schema, subjects=subjects), min_size=1, max_size=3).map(
        lambda some: Group(tuple(some))
    )
    return st.lists(groups, min_size=1, max_size=3).map(lambda some: Criteria(tuple(some)))


_NAMED_ADDRESSES: Final = st.lists(
    st.tuples(_ADDRESSES | st.sampled_from(["", "not an address", "ann@"]), nasty_texts()), max_size=2
)


_GROUPS: Final = st.lists(nasty_texts(), max_size=3, unique=True).map(tuple)
_TERRITORIES: Final = st.lists(_COUNTRIES, max_size=3).map(tuple)
_CAPACITIES: Final = st.none() | st.integers(0, 100)


@st.composite
def partners(draw: st.DrawFn, schema: Schema = KIT_SCHEMA) -> Partner:
    """
    Partners whose additional recipients may have bad addresses.
    """
    partner_id = draw(ids())
    return Partner(
        id=partner_id,
        name=draw(nasty_texts()),
        active=draw(st.booleans()),
        groups=draw(_GROUPS),
        tier=draw(_one_of(None, "Gold", "silver")),
        territories=draw(_TERRITORIES),
        attributes=draw(values(schema.partners, most=2)),
        additional_recipients=tuple(
            SupplierContact(id=f"{partner_id}-s{n}", email=email, last_name=name)
            for n, (email, name) in enumerate(draw(_NAMED_ADDRESSES))
        ),
        capacity=draw(_CAPACITIES),
        language=draw(_one_of("", "de", "pt-BR")),
    )


@st.composite
def accounts(draw: st.DrawFn, schema: Schema = KIT_SCHEMA) -> Account:
    """
    Partners with settings and people; addresses may be bad or bounced, and people may have unsubscribed.
    """
    partner = draw(partners(schema))
    active, default = st.booleans(), st.booleans()
    users = tuple(
        PartnerUser(
            id=f"{partner.id}-u{n}", email=email, last_name=name, active=draw(active), default_recipient=draw(default)
        )
        for n, (email, name) in enumerate(draw(_NAMED_ADDRESSES))
    )
    sales_reps = tuple(
        SalesRep(
            id=f"{partner.id}-r{n}", email=email, last_name=name, active=draw(active), default_recipient=draw(default)
        )
        for n, (email, name) in enumerate(draw(_NAMED_ADDRESSES))
    )
    members = [*users, *sales_reps]
    people = PartnerPeople(
        partner_id=partner.id,
        users=users,
        sales_reps=sales_reps,
        unsubscribed=tuple(one.id for one in members if draw(st.booleans())),
        bounced=tuple(one.email for one in members if draw(st.booleans())),
    )
    return Account(partner, PartnerSettings(partner_id=partner.id, auto_accept_since=draw(_MOMENTS_OR_NONE)), people)


@st.composite
def modules(
    draw: st.DrawFn, schema: Schema = KIT_SCHEMA, *, among: Sequence[Partner] = (), most_steps: int = 4
) -> RoutingModule:
    """
    Modules that fit *schema*, and name partners of *among* only; without any, they have no rules.
    """
    ids_of = tuple(partner.id for partner in among)
    steps, defaults = _parts(schema, ids_of, most_steps)
    module = RoutingModule(name=draw(nasty_texts()), steps=draw(steps), tie_break=draw(_one_of(*TieBreak)))
    return evolve(module, default_partner=draw(defaults))


@lru_cache(maxsize=256)
def _parts(
    schema: Schema, ids_of: tuple[str, ...], most_steps: int
) -> tuple[st.SearchStrategy[tuple[Step, ...]], st.SearchStrategy[str | None]]:
    on_lead = criteria(schema, subjects=(Subject.LEAD, Subject.CAMPAIGN))
    when, required = st.none() | on_lead, st.booleans()
    words = [name for name, field in schema.leads.items() if field.kind.family is Family.TEXT]
    matches = st.builds(
        Match,
        lead_field=st.sampled_from(words),
        partner_field=st.sampled_from(["name", "tier", "groups", "territories"]),
        when=when,
        required=required,
    )
    on_partner = criteria(schema, subjects=(Subject.PARTNER,))
    kinds: list[st.SearchStrategy[Step]] = [
        matches,
        st.builds(Filter, criteria=on_partner, when=when, required=required),
        st.builds(
            Keep,
            by=st.lists(_one_of(CompanyDetail.COMPANY, CompanyDetail.EMAIL), min_size=1, unique=True).map(tuple),
            several=_one_of(*SeveralIncumbents),
            takes_turn=st.booleans(),
            when=when,
            required=required,
        ),
    ]
    if ids_of:
        rules = st.builds(
            Rule,
            criteria=on_lead,
            partners=st.lists(st.sampled_from(ids_of), min_size=1, max_size=3, unique=True).map(tuple),
            name=nasty_texts(),
        )
        several = st.lists(rules, min_size=1, max_size=3).map(tuple)
        kinds.append(
            st.builds(AssignByRules, rules=several, take=st.sampled_from(RuleMode), when=when, required=required)
        )
    steps = st.lists(st.one_of(kinds), max_size=most_steps).map(tuple)
    return steps, st.none() | st.sampled_from(ids_of) if ids_of else st.none()


def roles() -> st.SearchStrategy[Role]:
    """
    Roles of partners' and suppliers' people.
    """
    sees = st.dictionaries(st.sampled_from(LeadKind), st.sampled_from(Visibility))
    return st.builds(Role, name=nasty_texts(), sees=sees, may=st.frozensets(st.sampled_from(Act)))


def parties(
    *,
    users: Sequence[str] = ("maja", "ola"),
    partner_ids: Sequence[str] = ("nordlys",),
    groups: Sequence[str] = ("north",),
) -> st.SearchStrategy[Party]:
    """
    Parties of each sort, with some of the ids and groups that are given.
    """
    user, several = st.sampled_from(users), st.lists(roles(), max_size=3)
    return st.one_of(
        st.builds(ProgramParty, name=user),
        st.builds(SupplierParty, id=user, groups=st.frozensets(st.sampled_from(groups)), roles=several),
        st.builds(PartnerParty, id=user, partner_id=st.sampled_from(partner_ids), roles=several),
    )
