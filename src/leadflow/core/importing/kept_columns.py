"""
Tells which columns of a row do not change a lead that is there already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from leadflow.core.importing.mapping import ColumnMapping
from leadflow.core.intake import Submission
from leadflow.core.intake.addressing import Address
from leadflow.core.leads import Lead
from leadflow.core.problems import Problem, Severity
from leadflow.core.text import text_key

__all__ = ["AddressedSubmission", "KeptColumns"]

_FIELDS: Final = frozenset(
    {"partner_name", "partner_id", "campaign", "status", "source", "created_at", "lead_score", "external_id"}
)

Record = dict[str, object]
"""
What a lead or a row says beside its values, by the field of a column; what it does not say is left out.
"""


@frozen
class AddressedSubmission:
    """
    What a row says beside its values, as it was written and as it was found.
    """

    submission: Submission
    address: Address


@frozen(kw_only=True)
class KeptColumns:
    """
    The columns of a file that fill the record of a lead, which an update leaves as it is.

    Attributes:
        fields: What they fill.
        source: Of every row that names none.
        import_id: Of the import.
    """

    fields: frozenset[str]
    source: str
    import_id: str

    @classmethod
    def of(cls, mapping: ColumnMapping, *, source: str, import_id: str) -> KeptColumns | None:
        """
        Return those of *mapping*; None if there are none. Constants are not columns.
        """
        found = _FIELDS.intersection(one.field for one in mapping.columns if one.field and one.constant is None)
        return cls(fields=found, source=source, import_id=import_id) if found else None

    def told(self, row: AddressedSubmission, lead: Lead | None, *, only_absent: bool) -> tuple[Problem, ...]:
        """
        Return a warning for each column in which *row* says something else than *lead*, or what *lead* does not say.

        Of a lead that the same import has made, everything is reported: so it is in any chunk, and in a preview.

        Args:
            lead: The stored one; None if a row of the same file makes it.
            only_absent: True reports only what *lead* does not say.
        """
        there = {} if lead is None or lead.import_id == self.import_id else _of(lead)
        return tuple(
            _warning(name)
            for name, value in _read(row, self.source)
            if name in self.fields and _differs(value, there.get(name), only_absent=only_absent)
        )


def _read(row: AddressedSubmission, source: str) -> Iterator[tuple[str, object]]:
    said, found = row.submission, row.address
    if found.partner is not None:
        yield from (("partner_name", found.partner.id), ("partner_id", found.partner.id))
    if found.campaign is not None:
        yield "campaign", found.campaign.id
    if said.stage is not None and text_key(said.stage) == text_key(found.stage):
        yield "status", found.stage
    if said.source != source:
        yield "source", said.source
    if said.created_at is not None:
        yield "created_at", said.created_at
    if said.score is not None:
        yield "lead_score", said.score
    if said.external_ids:
        yield "external_id", frozenset(said.external_ids)


def _of(lead: Lead) -> Record:
    found: Record = {
        "partner_name": lead.partner_id,
        "partner_id": lead.partner_id,
        "campaign": lead.campaign_id,
        "status": lead.stage,
        "source": lead.source,
        "created_at": lead.created_at,
        "lead_score": lead.score,
        "external_id": frozenset(lead.external_ids) or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _differs(said: object, there: object, *, only_absent: bool) -> bool:
    if there is None or only_absent:
        return there is None
    if isinstance(said, frozenset) and isinstance(there, frozenset):
        return not said <= there
    return said != there


def _warning(field: str) -> Problem:
    message = "an update does not change this, so the lead keeps what it has; change it where leads are handled"
    return Problem(code="record_kept", path=field, message=message, severity=Severity.WARNING)
