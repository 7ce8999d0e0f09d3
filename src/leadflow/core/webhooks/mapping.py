"""
Reads values of JSON by declared paths.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from attrs import field, frozen

from leadflow.core.argument_messages import wrong_value
from leadflow.core.arguments import checked
from leadflow.core.problems import or_list
from leadflow.core.schema import Schema, unknown_field
from leadflow.errors import InvalidInput, clipped

__all__ = ["WebhookMapping", "value_at"]

_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d{1,4})\]")
_PATH: Final = re.compile(r"[^.\[\]]+(\[\d{1,4}\])*(\.[^.\[\]]+(\[\d{1,4}\])*)*")


def _paths(given: Mapping[str, str]) -> dict[str, str]:
    return dict(given)


@checked
@frozen(kw_only=True)
class WebhookMapping:
    """
    Where the values of a lead are in the JSON of a webhook.

    Attributes:
        fields: By the names of fields of leads, paths such as ``data.person.email`` or ``answers[0].text``. What is not
            there, or null, says nothing.
        external_id: The path of the id that the sender has for the lead; empty for none.
        system: What external ids call the sender, such as ``landing_pages``.
        source: What new leads have as their source.
        campaign: The id or name of the campaign of new leads; None for none.
        partner: The path of the id or name of the partner that the prospect chose; empty lets the routing decide.

    Raises:
        InvalidInput: A path cannot be read (``path_malformed``).
    """

    fields: Mapping[str, str] = field(converter=_paths, hash=False)
    external_id: str = ""
    system: str = "webhook"
    source: str = "webhook"
    campaign: str | None = None
    partner: str = ""

    def __attrs_post_init__(self) -> None:
        paths = [*self.fields.values(), *(one for one in (self.external_id, self.partner) if one)]
        wrong = sorted(one for one in paths if not _PATH.fullmatch(one))
        if wrong:
            message = "a path is names with full stops and numbers in brackets, such as 'answers[0].text'"
            raise wrong_value(
                "path_malformed", f"{or_list(map(clipped, wrong))} cannot be read; {message}", "WebhookMapping"
            )

    def check(self, schema: Schema) -> None:
        """
        Make sure that leads have the fields.

        Raises:
            InvalidInput: One is not declared (``field_unknown``); near names are told.
        """
        known = {one.name: one for one in schema.leads.layout.fields}
        for name in self.fields:
            if name not in known:
                raise InvalidInput((unknown_field(name, known).problem("WebhookMapping.fields"),))

    def values(self, data: Any) -> dict[str, object]:
        """
        Return what *data* says of each field.
        """
        found = {name: value_at(data, path) for name, path in self.fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def value_at(data: Any, path: str) -> object:
    """
    Return the value at *path*: a text, a number, a truth value or a list of those; None if there is none.

    Objects are no values, and neither are lists of them.
    """
    for name, number in _STEP.findall(path):
        if name and isinstance(data, dict):
            data = data.get(name)
        elif number and isinstance(data, list) and int(number) < len(data):
            data = data[int(number)]
        else:
            return None
    if isinstance(data, str | bool | int | Decimal):
        return data
    if isinstance(data, list) and all(isinstance(one, str | bool | int | Decimal) for one in data):
        return list(data)
    return None
