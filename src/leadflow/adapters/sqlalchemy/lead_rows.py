"""
Leads to rows and back: columns for their state, and JSON for their values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from leadflow.adapters.sqlalchemy.timestamps import micros, micros_or_none, moment, moment_or_none
from leadflow.core.intake import lead_duplicate_key
from leadflow.core.leads import (
    DistributionStatus,
    EmailStatus,
    Lead,
    LeadAssessment,
    LeadKind,
    OpportunityStatus,
    RegistrationStatus,
    ReviewReason,
)
from leadflow.wire.pieces import PieceWire

__all__ = ["COLUMNS", "lead_of", "lead_row"]

COLUMNS: Final = (
    "num",
    "supplier",
    "id",
    "seq",
    "kind",
    "source",
    "campaign_id",
    "partner_id",
    "assignee_id",
    "status",
    "stage",
    "email_status",
    "active",
    "score",
    "opportunity",
    "registration",
    "registration_id",
    "review",
    "routed_by",
    "duplicated_from",
    "superseded_by",
    "import_id",
    "received_at",
    "created_at",
    "modified_at",
    "status_changed_at",
    "accepted_at",
    "rejected_at",
    "deactivated_at",
    "opened_at",
    "partner_activity_at",
    "campaign_activity_at",
    "crm_system",
    "assessment",
    "assessment_confidence",
    "assessment_model",
    "assignment",
    "decision",
    "registered",
    "mail_seq",
    "attachment_count",
    "activity_count",
    "external_id_count",
    "created_known",
    "duplicate_key",
    "values",
    "unknown",
    "keys",
)
"""
The columns of a lead's row, in order.
"""

_KINDS: Final = {one.value: one for one in LeadKind}
_STATUSES: Final = {one.value: one for one in DistributionStatus}
_EMAIL_STATUSES: Final = {one.value: one for one in EmailStatus}
_REVIEWS: Final[Mapping[str | None, ReviewReason | None]] = {None: None, **{one.value: one for one in ReviewReason}}

_OPPORTUNITIES: Final[Mapping[str | None, OpportunityStatus | None]] = {
    None: None,
    **{one.value: one for one in OpportunityStatus},
}
_REGISTRATIONS: Final[Mapping[str | None, RegistrationStatus | None]] = {
    None: None,
    **{one.value: one for one in RegistrationStatus},
}

_NO_PARTS: Final[Mapping[str, Any]] = {}


def lead_row(num: int | None, supplier: int, lead: Lead, wire: PieceWire) -> tuple[Any, ...]:
    """
    Return the row of *lead* but for its last column, the keys: those of many leads are made together.

    Args:
        num: Its number in the database; None where the row is found by something else.
        supplier: The number of its supplier.
        lead: What is stored.
        wire: Writes what it says.
    """
    return (
        num,
        supplier,
        lead.id,
        *_state(lead),
        *_moments(lead),
        _storable(lead.crm_system),
        *_assessment(lead.assessment),
        lead.assignment,
        lead.decision,
        lead.registered or None,
        lead.mail_seq,
        len(lead.attachments),
        len(lead.history),
        len(lead.external_ids),
        0 if lead.created_at is None else 1,
        lead_duplicate_key(lead),
        wire.dump_values(lead.values),
        lead.unknown or None,
    )


def _state(lead: Lead) -> tuple[Any, ...]:
    """
    Return the columns from ``seq`` to ``import_id``.
    """
    # The words of enumerations are read from their attribute: asking for `value` costs four times that, for each of them.
    return (
        lead.seq,
        lead.kind._value_,
        _storable(lead.source),
        _storable(lead.campaign_id),
        _storable(lead.partner_id),
        _storable(lead.assignee_id),
        lead.status._value_,
        _storable(lead.stage),
        lead.email_status._value_,
        lead.active,
        lead.score,
        None if lead.opportunity is None else lead.opportunity._value_,
        None if lead.registration is None else lead.registration._value_,
        _storable(lead.registration_id),
        None if lead.review is None else lead.review._value_,
        _storable(lead.routed_by),
        _storable(lead.duplicated_from),
        _storable(lead.superseded_by),
        _storable(lead.import_id),
    )


def _moments(lead: Lead) -> tuple[int | None, ...]:
    """
    Return the columns from ``received_at`` to ``campaign_activity_at``.
    """
    received_at = micros(lead.received_at)
    return (
        received_at,
        received_at if lead.created_at is None else micros(lead.created_at),
        micros(lead.modified_at),
        micros_or_none(lead.status_changed_at),
        micros_or_none(lead.accepted_at),
        micros_or_none(lead.rejected_at),
        micros_or_none(lead.deactivated_at),
        micros_or_none(lead.opened_at),
        micros_or_none(lead.partner_activity_at),
        micros_or_none(lead.campaign_activity_at),
    )


def _assessment(one: LeadAssessment | None) -> tuple[int | None, int | None, int | None]:
    return (None, None, None) if one is None else (one.strength, one.confidence, one.model)


def _storable(word: str | None) -> Any:
    """
    Return *word* without NUL, which PostgreSQL cannot keep; only a host's own record can hold one.
    """
    return word and word.replace("\x00", "")


def lead_of(row: Sequence[Any], supplier_id: str, wire: PieceWire, parts: Mapping[str, Any] = _NO_PARTS) -> Lead:
    """
    Return the lead that is stored in a row with `COLUMNS`, and in *parts*: what is in tables of its own, by
    attribute.
    """
    (
        _num, _supplier, lead_id, seq, kind, source, campaign_id, partner_id, assignee_id, status, stage, email_status,
        active, score, opportunity, registration, registration_id, review, routed_by, duplicated_from, superseded_by, import_id, received_at, created_at,
        modified_at, status_changed_at, accepted_at, rejected_at, deactivated_at, opened_at, acted_at, campaign_at, crm_system, strength, confidence, model, assignment, decision, registered, mail_seq, _files, _activities,
        _ids, created_known, _duplicate_key, values, unknown, _keys,
    ) = row  # fmt: skip
    return Lead(
        id=lead_id,
        supplier_id=supplier_id,
        values=wire.load_values(values),
        received_at=moment(received_at),
        modified_at=moment(modified_at),
        kind=_KINDS[kind],
        source=source,
        campaign_id=campaign_id,
        partner_id=partner_id,
        assignee_id=assignee_id,
        status=_STATUSES[status],
        stage=stage,
        email_status=_EMAIL_STATUSES[email_status],
        active=bool(active),
        score=score,
        external_ids=parts.get("external_ids", ()),
        attachments=parts.get("attachments", ()),
        history=parts.get("history", ()),
        opportunity=_OPPORTUNITIES[opportunity],
        registration=_REGISTRATIONS[registration],
        registration_id=registration_id,
        review=_REVIEWS[review],
        routed_by=routed_by,
        duplicated_from=duplicated_from,
        superseded_by=superseded_by,
        import_id=import_id,
        created_at=moment(created_at) if created_known else None,
        status_changed_at=moment_or_none(status_changed_at),
        accepted_at=moment_or_none(accepted_at),
        rejected_at=moment_or_none(rejected_at),
        deactivated_at=moment_or_none(deactivated_at),
        opened_at=moment_or_none(opened_at),
        partner_activity_at=moment_or_none(acted_at),
        campaign_activity_at=moment_or_none(campaign_at),
        crm_system=crm_system,
        assessment=None if strength is None else LeadAssessment(strength=strength, confidence=confidence, model=model),
        assignment=assignment,
        decision=decision,
        registered=registered or 0,
        mail_seq=mail_seq,
        seq=seq,
        unknown=unknown or "",
    )
