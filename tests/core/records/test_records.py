"""
Fields of records: each attribute is declared once, and whatever reads the declaration reads every field.
"""

from __future__ import annotations

import json
import pickle
from typing import Any

import attrs
import pytest
from attrs import evolve
from tests.core.builders import MOMENT, NOW, SCHEMA, a_campaign, a_lead, a_partner

from leadflow.core.criteria import any_of, check_criteria, evaluate, where
from leadflow.core.kinds import Family
from leadflow.core.leads import (
    Activity,
    Attachment,
    DistributionStatus,
    ExternalId,
    Lead,
    LeadAssessment,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.core.partners import Campaign, Partner
from leadflow.core.records import (
    CAMPAIGN_FIELDS,
    CAMPAIGN_NOT_ASKED,
    LEAD_FIELDS,
    LEAD_NOT_ASKED,
    PARTNER_FIELDS,
    PARTNER_NOT_ASKED,
    RecordField,
    Subject,
)
from leadflow.core.subjects import Subjects, reader
from leadflow.wire import Wire

# Attributes that are asked under another name.
RENAMED = {"id": "lead_id", "external_ids": "external_id", "score": "lead_score", "attachments": "attachment_count"}

FILE = Attachment(
    id="f", key="k", name="n.txt", original_name="n.txt", media_type="text/plain", size=1, sha256="0", added_at=NOW
)
FULL = evolve(
    a_lead(company="Granit AB"),
    campaign_id="Fair",
    partner_id="Isar",
    assignee_id="U1",
    status=DistributionStatus.REJECTED,
    external_ids=(ExternalId("crm", "00Q1"),),
    attachments=(FILE, evolve(FILE, id="g")),
    history=(Activity(at=NOW, kind="visit", title="Visit"),),
    review=ReviewReason.TIE,
    routed_by="Main",
    duplicated_from="Before",
    superseded_by="After",
    import_id="I1",
    created_at=NOW,
    status_changed_at=NOW,
    accepted_at=NOW,
    rejected_at=NOW,
    deactivated_at=NOW,
    opened_at=NOW,
    partner_activity_at=NOW,
    campaign_activity_at=NOW,
    crm_system="Nordlys-CRM",
    opportunity=OpportunityStatus.WON,
    registration=RegistrationStatus.APPROVED,
    registration_id="R1",
    assessment=LeadAssessment(strength=61, confidence=40, model=2),
)
SUBJECTS = Subjects(
    FULL,
    a_partner(
        id="Isar",
        groups=("a",),
        tier="Gold",
        territories=("b",),
        specialisations=("c",),
        capacity=3,
        embedded_apps=("Maps",),
    ),
    a_campaign(id="Fair", status="on", type="fair", owner="Ann", starts_on=NOW.date(), ends_on=NOW.date()),
    partner_last_active_at=NOW,
)


@pytest.mark.parametrize(
    ("record", "fields", "not_asked", "renamed"),
    [
        (Lead, LEAD_FIELDS, LEAD_NOT_ASKED, RENAMED),
        (Partner, PARTNER_FIELDS, PARTNER_NOT_ASKED, {}),
        (Campaign, CAMPAIGN_FIELDS, CAMPAIGN_NOT_ASKED, {}),
    ],
    ids=["lead", "partner", "campaign"],
)
def test_every_attribute_is_asked_or_says_why_not(
    record: type[Any], fields: tuple[RecordField[Any], ...], not_asked: dict[str, str], renamed: dict[str, str]
) -> None:
    """
    An attribute that somebody adds is declared as a field, or named with the reason why criteria cannot ask about it.
    """
    declared = {one.name for one in fields}
    attributes = {one.name for one in attrs.fields(record)}

    assert {renamed.get(name, name) for name in attributes - not_asked.keys()} <= declared
    assert not_asked.keys() <= attributes
    assert not declared & not_asked.keys()


EVERY = [(subject, field) for subject in Subject for field in SCHEMA.of(subject).values() if field.record]


@pytest.mark.parametrize(("subject", "field"), EVERY, ids=lambda one: getattr(one, "name", str(one)))
def test_every_field_is_read_by_whatever_reads_records(subject: Subject, field: RecordField[Any]) -> None:
    """
    Criteria and pickled schemas know each field that is declared, and so do stored keys where it has no column.
    """
    value, key = reader(subject, field)(SUBJECTS)
    again: RecordField[Any] = pickle.loads(pickle.dumps(SCHEMA)).of(subject)[field.name]

    assert value is not None
    assert key is not None
    assert reader(subject, again)(SUBJECTS) == (value, key)
    asked, problems = check_criteria(any_of(where(field.name, "is_not_empty", subject=subject)), SCHEMA)
    assert asked is not None, problems
    assert evaluate(asked, SUBJECTS, MOMENT).holds
    if field.beside is None and not field.column and not field.of_several:
        record = {Subject.LEAD: SUBJECTS.lead, Subject.PARTNER: SUBJECTS.partner, Subject.CAMPAIGN: SUBJECTS.campaign}
        stored = json.loads(Wire(SCHEMA).dump_keys(record[subject]))  # type: ignore[arg-type]  # records of every class
        assert stored[field.name] == (sorted(key) if isinstance(key, frozenset) else key)


def test_a_lead_is_sorted_by_what_is_one_value_of_its_own() -> None:
    """
    A list has no place in an order, and what stands on another record is not the lead's.
    """
    unsorted = {name for name, one in SCHEMA.leads.items() if not one.sortable}

    beside = {"campaign", "partner_name", "crm_connected", "partner_last_active_at"}
    assert {"external_id", "embedded_apps", *beside} <= unsorted
    assert all(SCHEMA.leads[name].kind.family is Family.MULTI for name in unsorted - beside)
