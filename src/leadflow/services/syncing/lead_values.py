"""
Reads what records of another system say of leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from attrs import define

from leadflow.core.connectors import NEW_LEADS, RemoteRecord, RemoteValue, SharedField, SyncLink, incoming
from leadflow.core.fields import Field
from leadflow.core.intake import Draft, read_draft
from leadflow.core.kinds import MONEY, TEXT, Money, ReadOptions
from leadflow.core.leads import Activity, ExternalId, Lead
from leadflow.core.partners import Campaign, CampaignDirectory
from leadflow.core.problems import Unreadable
from leadflow.core.syncing import Pulled, changed_at, compare_record, lead_says, new_history, rejection_in
from leadflow.ports import UnitOfWork
from leadflow.services.syncing.records import subjects_of
from leadflow.services.syncing.turns import SyncTurn

__all__ = ["ANSWER", "LeadValues"]

ANSWER: Final = ("status", "rejection_reason", "rejection_comment")
_TEXT: Final = Field("text", TEXT)
_SUBMISSION: Final = {
    "stage": "stage",
    "lead_score": "score",
    "source": "source",
    "campaign": "campaign",
    "partner": "partner",
    "created_at": "created_at",
}


@define
class LeadValues:
    """
    Reads records of leads during one turn.
    """

    turn: SyncTurn

    def draft(self, record: RemoteRecord) -> Draft:
        """
        Return the draft of a new lead.
        """
        connection, setting = self.turn.connection, self.turn.setting
        said, submission = dict[str, object](), dict[str, Any]()
        for one in connection.leads:
            if one.direction.pulls and one.remote in record.values:
                value = self._typed(one.field, incoming(one, record.values[one.remote]))
                if one.field in _SUBMISSION:
                    submission[_SUBMISSION[one.field]] = self._submitted(one.field, value)
                elif one.field not in ANSWER:
                    said[one.field] = value
        submission = {name: value for name, value in submission.items() if value is not None}
        return read_draft(
            setting.programme.schema,
            said,
            **{"source": connection.lead_source, "campaign": connection.campaign, **submission},
            external_ids=(ExternalId(connection.name, record.ref.id),),
            history=tuple(dict.fromkeys(record.history)),
        )

    def more_history(self, unit: UnitOfWork, lead: Lead, record: RemoteRecord) -> tuple[Activity, ...]:
        """
        Return what the prospect did and the lead does not say yet; a partner's system tells nothing.
        """
        if not self.turn.connection.creates or not record.history:
            return ()
        named = CampaignDirectory(unit.records.all(Campaign) if any(one.campaign for one in record.history) else ())

        def campaign_id(reference: str) -> str | None:
            found = named.named(reference)
            return None if found is None else found.id

        return new_history(lead, record.history, campaign_id)

    def compared(self, unit: UnitOfWork, record: RemoteRecord, link: SyncLink, lead: Lead) -> Pulled:
        """
        Compare a record with what the lead says, and with what both sides last agreed on.
        """
        connection, fields = self.turn.connection, self.turn.setting.programme.schema.leads
        events = unit.timeline.of(lead.id) if link.shared else ()
        says = lead_says(_current(connection.leads), subjects_of(unit, lead), fields, rejection_in(lead, events))

        def ours_at(name: str) -> datetime:
            return changed_at(name, lead, events)

        return compare_record(_current(connection.leads), record, link, says, self._read, ours_at)

    def _read(self, name: str, value: RemoteValue) -> object:
        """
        Read a value as the field with this name does.
        """
        declared = self.turn.setting.programme.schema.leads.get(name, _TEXT)
        return declared.take(self._typed(name, value), ReadOptions(zone=self.turn.setting.programme.zone))

    def _typed(self, name: str, value: RemoteValue) -> object:
        declared = self.turn.setting.programme.schema.leads.get(name)
        currency = self.turn.connection.currency
        if declared is not None and declared.kind is MONEY and currency and not isinstance(value, str | bool):
            return Money(Decimal(str(value)), currency) if isinstance(value, int | Decimal) else value
        return value

    def _submitted(self, name: str, value: object) -> object:
        if name != "lead_score":
            taken = isinstance(value, str | date) if name == "created_at" else isinstance(value, str)
            return value if value is None or taken else str(value)
        try:
            return self.turn.setting.programme.schema.leads[name].take(value)
        except Unreadable:
            return None


def _current(shared: Iterable[SharedField]) -> tuple[SharedField, ...]:
    """
    Return the fields that are exchanged after a lead was made, too.
    """
    return tuple(one for one in shared if one.field not in NEW_LEADS)
