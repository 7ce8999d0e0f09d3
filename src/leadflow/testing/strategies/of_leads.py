"""
Values of leads, and whole leads.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from leadflow.core.kinds import Unfit
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
from leadflow.core.schema import Fields, Schema
from leadflow.core.values import Values
from leadflow.testing.builders import KIT_SCHEMA, SUPPLIER, an_attachment
from leadflow.testing.strategies.of_texts import (
    UP_TO_FOUR,
    UP_TO_TWO,
    ids,
    moments,
    nasty_texts,
    one_of,
    several,
    text_of,
)

__all__ = ["MOMENTS_OR_NONE", "leads", "values"]

_MISFIT: Final = Unfit('{"was":["å"]}')
"""
What no field of today reads.
"""


@st.composite
def values(draw: st.DrawFn, fields: Fields = KIT_SCHEMA.leads, *, most: int = 8) -> Values:
    """
    What a record says in up to *most* of the declared *fields*; now and then something stored does not fit its field.
    """
    names = draw(several(fields.layout.names, most))
    said = fields.read({name: draw(text_of(fields[name])) for name in names})[0]
    misfits = {draw(one_of(*names)) for _ in range(draw(UP_TO_TWO))} if names and draw(UP_TO_FOUR) == 0 else ()
    return said.but(dict.fromkeys(misfits, _MISFIT), fields) if misfits else said


_ATTACHMENTS: Final = st.builds(
    lambda id_, name: evolve(an_attachment(id_), name=name, original_name=name), ids(), nasty_texts()
)

_ACTIVITIES: Final = st.builds(
    Activity, at=moments(), kind=st.just("page_visited"), title=nasty_texts(), campaign=st.none() | ids()
)

_IDS_OR_NONE: Final = st.none() | ids()

MOMENTS_OR_NONE: Final = st.none() | moments()

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
        created_at=draw(MOMENTS_OR_NONE),
        kind=draw(one_of(*LeadKind)),
        source=draw(_SOURCES),
        campaign_id=campaign_id,
        partner_id=draw(_IDS_OR_NONE),
        status=draw(one_of(*DistributionStatus)),
        email_status=draw(one_of(*EmailStatus)),
        active=draw(st.booleans()),
        score=draw(_SCORES),
        assessment=draw(_ASSESSMENTS),
        partner_activity_at=draw(MOMENTS_OR_NONE),
        campaign_activity_at=campaign_activity_at(history, campaign_id),
        crm_system=draw(_SYSTEMS),
        external_ids=draw(_EXTERNAL_IDS),
        attachments=draw(_FEW_ATTACHMENTS),
        history=history,
    )
