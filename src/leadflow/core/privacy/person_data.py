"""
Everything that is stored about a person, as JSON and as a page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from leadflow.core.privacy.person_page import page_of

__all__ = ["PersonData"]

Record = Mapping[str, object]


@frozen(kw_only=True)
class PersonData:
    """
    Everything that is stored about a person; plain values, as JSON has them.

    Attributes:
        person: What was asked for: ``email`` or ``phone``.
        made_at: When it was read, in UTC.
        supplier: What the programme is called.
        leads: The leads of the person, and those of others that mention them (``role``): what each says by the labels
            of its fields, what was set aside, its state, history, files, ids in other systems, events and mail.
        people: As whom they work for a partner or get mail.
        records: Opportunities, partners, campaigns, and rows that imports have refused, if they name the person.
        messages: Mail about exports that went to them.
    """

    person: Record = field(repr=False)
    made_at: datetime
    supplier: str
    leads: tuple[Record, ...] = field(default=(), repr=False)
    people: tuple[Record, ...] = field(default=(), repr=False)
    records: tuple[Record, ...] = field(default=(), repr=False)
    messages: tuple[Record, ...] = field(default=(), repr=False)

    @property
    def is_empty(self) -> bool:
        """
        True if nothing is stored about the person.
        """
        return not (self.leads or self.people or self.records or self.messages)

    def as_dict(self) -> dict[str, object]:
        """
        Return all of it as values that JSON can hold.
        """
        return {
            "person": dict(self.person),
            "supplier": self.supplier,
            "made_at": self.made_at.isoformat(),
            "leads": list(self.leads),
            "people": list(self.people),
            "records": list(self.records),
            "messages": list(self.messages),
        }

    def to_json(self) -> str:
        """
        Return all of it as a JSON text.
        """
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)

    def to_html(self, language: str = "en") -> str:
        """
        Return all of it as a page that a person can read; headings are in English, German, French or Spanish.
        """
        return page_of(self.as_dict(), language)
