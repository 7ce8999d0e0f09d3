"""
What a prospect answered in a lead form.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from leadflow.core.arguments import checked
from leadflow.core.intake import Draft, read_draft
from leadflow.core.leads import ExternalId
from leadflow.core.problems import or_list
from leadflow.core.schema import Schema, unknown_field
from leadflow.errors import InvalidInput

__all__ = ["FormEntry"]


@frozen(kw_only=True)
class FormEntry:
    """
    An entry of a lead form.

    Attributes:
        system: The network: ``meta``, ``linkedin`` or ``google_ads``.
        id: Its id there, by which a repetition is known.
        answers: What was answered, by the key of the question; several answers in their order.
        sent_at: When it was sent, in UTC; None if that is not said.
        form_id: Of the form; None if that is not said.
        campaign_id: Of the campaign or advertisement; None if that is not said.
        is_test: True if the network says that it is a test.
    """

    system: str
    id: str
    answers: Mapping[str, tuple[str, ...]] = field(repr=False)
    sent_at: datetime | None = None
    form_id: str | None = None
    campaign_id: str | None = None
    is_test: bool = False

    @property
    def idempotency_key(self) -> str:
        """
        The key to receive it with, so that a repetition makes no second lead.
        """
        return f"lead form {self.system} {self.id}"

    @checked
    def draft(self, schema: Schema, fields: Mapping[str, str], *, campaign: str | None = None) -> Draft:
        """
        Read the entry as a draft, with its id in the network and its moment.

        Args:
            schema: Declares the fields.
            fields: By the names of fields of leads, the keys of questions; a question that nobody answered says
                nothing.
            campaign: The id or name of the campaign of the lead; None for none.

        Raises:
            InvalidInput: Leads have no such field (``field_unknown``); near names are told.
        """
        for name in fields:
            if name not in schema.leads.layout.names:
                raise InvalidInput((unknown_field(name, schema.leads).problem("fields"),))
        said = {name: self.answers[key] for name, key in fields.items() if self.answers.get(key)}
        return read_draft(
            schema,
            {name: list(some) if len(some) > 1 else some[0] for name, some in said.items()},
            source=self.system,
            campaign=campaign,
            created_at=self.sent_at,
            external_ids=(ExternalId(self.system, self.id),),
        )

    def unread(self, fields: Mapping[str, str]) -> str:
        """
        Return the keys of answers that no field takes, for the log of the host; empty if there is none.
        """
        left = sorted(self.answers.keys() - set(fields.values()))
        return or_list(left) if left else ""
