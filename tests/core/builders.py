"""
Records in one line for the tests of the core, the services and the laws; what is not named is filled in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from attrs import evolve

from leadflow.core.criteria import (
    CheckedCriteria,
    Condition,
    Criteria,
    EvaluationTime,
    Group,
    Truth,
    any_of,
    check_criteria,
    evaluate,
    where,
)
from leadflow.core.fields import AnyField, Field
from leadflow.core.kinds import (
    BOOLEAN,
    CHOICE,
    CODE,
    COUNTRY,
    DATE,
    DATETIME,
    DECIMAL,
    EMAIL,
    ID,
    INTEGER,
    LONG_TEXT,
    MONEY,
    MULTI_CHOICE,
    PHONE,
    STATE,
    TEXT,
    URL,
    Choice,
)
from leadflow.core.leads import Lead
from leadflow.core.partners import (
    Account,
    Campaign,
    Partner,
    PartnerDirectory,
    PartnerUser,
    SalesRep,
    SupplierContact,
)
from leadflow.core.problems import Problem
from leadflow.core.routing import Router, RoutingDecision, RoutingModule, Step, TieBreak, Turns, check_module, route
from leadflow.core.routing.rotation import Rotation
from leadflow.core.schema import STANDARD_SCHEMA
from leadflow.core.stored import Record
from leadflow.core.subjects import Subjects

NOW: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
MOMENT: Final = EvaluationTime(NOW, UTC)

EXTRA: Final[tuple[AnyField, ...]] = (
    Field("a_text", TEXT, indexed=True),
    Field("a_long_text", LONG_TEXT),
    Field("an_email", EMAIL),
    Field("a_phone", PHONE, indexed=True),
    Field("a_url", URL),
    Field("an_integer", INTEGER, indexed=True),
    Field("a_decimal", DECIMAL),
    Field("a_money", MONEY, indexed=True),
    Field("a_boolean", BOOLEAN, indexed=True),
    Field("a_date", DATE, indexed=True),
    Field("a_datetime", DATETIME, indexed=True),
    Field("a_choice", CHOICE, choices=(Choice("new", "Brand new"), Choice("used", "Second hand"))),
    Field("a_multi_choice", MULTI_CHOICE),
    Field("a_country", COUNTRY, indexed=True),
    Field("a_state", STATE, indexed=True),
    Field("an_id", ID, indexed=True),
    Field("a_code", CODE, indexed=True),
)

SCHEMA: Final = STANDARD_SCHEMA.extend(
    *EXTRA,
    partners=(
        Field("p_text", TEXT),
        Field("p_seats", INTEGER),
        Field("p_share", DECIMAL),
        Field("p_turnover", MONEY),
        Field("p_since", DATE),
        Field("p_seen", DATETIME),
        Field("p_open", BOOLEAN),
        Field("p_country", COUNTRY),
        Field("p_emails", MULTI_CHOICE),
    ),
    campaigns=(Field("c_budget", MONEY),),
)
"""
The standard fields, and a custom one of each kind, many of them indexed: ``a_text``, ``an_integer``, ...
"""


def a_lead(lead_id: str = "lead-1", /, **said: Any) -> Lead:
    """
    Return a lead that says *said* and nothing else.
    """
    return Lead(
        id=lead_id, supplier_id="acme", values=SCHEMA.leads.fill(**said), received_at=NOW, modified_at=NOW, seq=1
    )


def a_user(user_id: str, *, email: str | None = None, active: bool = True, default: bool = True) -> PartnerUser:
    """
    Return a partner user, a default recipient unless told otherwise.
    """
    address = f"{user_id}@partner.example" if email is None else email
    return PartnerUser(id=user_id, email=address, active=active, default_recipient=default)


def a_rep(rep_id: str, *, email: str | None = None, active: bool = True, default: bool = True) -> SalesRep:
    """
    Return a sales rep, a default recipient unless told otherwise.
    """
    address = f"{rep_id}@partner.example" if email is None else email
    return SalesRep(id=rep_id, email=address, active=active, default_recipient=default)


def a_contact(contact_id: str, *, email: str | None = None, active: bool = True) -> SupplierContact:
    """
    Return an additional recipient of the supplier's.
    """
    address = f"{contact_id}@supplier.example" if email is None else email
    return SupplierContact(id=contact_id, email=address, active=active)


def a_partner(partner_id: str = "p1", /, **given: Any) -> Partner:
    """
    Return a partner named like its id.
    """
    return Partner(**{"id": partner_id, "name": f"Partner {partner_id}", **given})


def an_account(partner_id: str = "p1", /, **given: Any) -> Account:
    """
    Return a partner with settings and people: what is given goes to whichever of the three records has it.
    """
    return altered(Account.of(a_partner(partner_id)), **given)


def altered(account: Account, **given: Any) -> Account:
    """
    Return an account that says something else: what is given goes to whichever of the three records has it.
    """
    people = {name: given.pop(name) for name in ("users", "sales_reps", "unsubscribed", "bounced") if name in given}
    settings = {name: given.pop(name) for name in ("auto_accept_since",) if name in given}
    return Account(
        evolve(account.partner, **given), evolve(account.settings, **settings), evolve(account.people, **people)
    )


def records_of(*accounts: Account) -> tuple[Record, ...]:
    """
    Return what is stored of accounts: three records of each.
    """
    return tuple(record for one in accounts for record in (one.partner, one.settings, one.people))


def a_campaign(campaign_id: str = "fair", /, **given: Any) -> Campaign:
    """
    Return a campaign.
    """
    return Campaign(**{"id": campaign_id, "name": "Spring Fair", **given})


def ready(criteria: Criteria | Group | Condition) -> CheckedCriteria:
    """
    Return criteria that can be judged; mistakes in them fail the test.
    """
    written = criteria if isinstance(criteria, Criteria) else any_of(criteria)
    checked, problems = check_criteria(written, SCHEMA)
    assert checked is not None, problems
    return checked


def answer(condition: Condition, lead: Lead | None, *, moment: EvaluationTime = MOMENT, **others: Any) -> Truth:
    """
    Return what one condition says of a lead.
    """
    return evaluate(ready(condition), Subjects(lead, **others), moment).answer


def mistakes(*groups: Group | Condition) -> list[tuple[str, str]]:
    """
    Return code and place of everything that is wrong with criteria.
    """
    return codes(check_criteria(any_of(*groups), SCHEMA)[1])


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """
    Return code and place of each problem, in order.
    """
    return [(one.code, one.path) for one in problems]


def a_router(
    *steps: Step,
    partners: tuple[Partner, ...],
    tie_break: TieBreak = TieBreak.REVIEW,
    default_partner: str | None = None,
) -> Router:
    """
    Return a router for a module of *steps*; mistakes in it fail the test.
    """
    module = RoutingModule(name="emea", steps=steps, tie_break=tie_break, default_partner=default_partner)
    directory = PartnerDirectory.of(partners)
    checked, problems = check_module(module, SCHEMA, directory)
    assert checked is not None, problems
    return Router(checked, directory, MOMENT)


def routed(lead: Lead, router: Router, turns: Turns | None = None, **given: Any) -> RoutingDecision:
    """
    Return where *lead* goes; without *turns* nobody has had one.
    """
    return route(lead, router, turns or new_turns(router), **given)


def new_turns(router: Router) -> Turns:
    """
    Return turns of which none was taken.
    """
    return Turns(Rotation(module=router.module.name), router.directory)


def yes(field: str = "email") -> Criteria:
    """
    Return criteria that hold for every lead, whatever it says of *field*.
    """
    return any_of(where(field, "is_empty"), where(field, "is_not_empty"))


def no(field: str = "email") -> Criteria:
    """
    Return criteria that hold for no lead.
    """
    return any_of(Group((where(field, "is_empty"), where(field, "is_not_empty"))))


def named(lead: Lead, **changes: Any) -> Lead:
    """
    Return *lead* with attributes of its record changed.
    """
    return evolve(lead, **changes)
