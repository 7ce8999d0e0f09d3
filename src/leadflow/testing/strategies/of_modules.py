"""
Routing modules.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attrs import evolve
from hypothesis import strategies as st

from leadflow.core.kinds import Family
from leadflow.core.partners import (
    Partner,
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
from leadflow.core.schema import Schema, Subject
from leadflow.testing.builders import KIT_SCHEMA
from leadflow.testing.strategies.of_criteria import criteria
from leadflow.testing.strategies.of_texts import nasty_texts, one_of

__all__ = ["modules"]


@st.composite
def modules(
    draw: st.DrawFn, schema: Schema = KIT_SCHEMA, *, among: Sequence[Partner] = (), most_steps: int = 4
) -> RoutingModule:
    """
    Modules that fit *schema*, and name partners of *among* only; without any, they have no rules.
    """
    ids_of = tuple(partner.id for partner in among)
    steps, defaults = _parts(schema, ids_of, most_steps)
    module = RoutingModule(name=draw(nasty_texts()), steps=draw(steps), tie_break=draw(one_of(*TieBreak)))
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
            by=st.lists(one_of(CompanyDetail.COMPANY, CompanyDetail.EMAIL), min_size=1, unique=True).map(tuple),
            several=one_of(*SeveralIncumbents),
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
