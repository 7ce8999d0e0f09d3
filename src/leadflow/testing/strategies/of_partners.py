"""
Partners with their people, and parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hypothesis import strategies as st

from leadflow.core.access import Act, PartnerParty, Party, ProgramParty, Role, SupplierParty, Visibility
from leadflow.core.leads import (
    LeadKind,
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
from leadflow.core.schema import Schema
from leadflow.testing.builders import KIT_SCHEMA
from leadflow.testing.strategies.of_leads import MOMENTS_OR_NONE, values
from leadflow.testing.strategies.of_texts import ADDRESSES, COUNTRIES, ids, nasty_texts, one_of

__all__ = ["accounts", "parties", "partners", "roles"]

_NAMED_ADDRESSES: Final = st.lists(
    st.tuples(ADDRESSES | st.sampled_from(["", "not an address", "ann@"]), nasty_texts()), max_size=2
)

_GROUPS: Final = st.lists(nasty_texts(), max_size=3, unique=True).map(tuple)

_TERRITORIES: Final = st.lists(COUNTRIES, max_size=3).map(tuple)

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
        tier=draw(one_of(None, "Gold", "silver")),
        territories=draw(_TERRITORIES),
        attributes=draw(values(schema.partners, most=2)),
        additional_recipients=tuple(
            SupplierContact(id=f"{partner_id}-s{n}", email=email, last_name=name)
            for n, (email, name) in enumerate(draw(_NAMED_ADDRESSES))
        ),
        capacity=draw(_CAPACITIES),
        language=draw(one_of("", "de", "pt-BR")),
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
    return Account(partner, PartnerSettings(partner_id=partner.id, auto_accept_since=draw(MOMENTS_OR_NONE)), people)


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
