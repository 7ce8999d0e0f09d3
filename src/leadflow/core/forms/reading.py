"""
Reads what people post by a form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from leadflow.core.arguments import checked
from leadflow.core.fields import AnyField, Field
from leadflow.core.forms.description import FormDescription
from leadflow.core.intake import Draft, read_draft
from leadflow.core.kinds import ID, INTEGER, TEXT
from leadflow.core.leads import Activity, ExternalId
from leadflow.core.problems import Problem, Unreadable
from leadflow.core.schema import Schema, unknown_field

__all__ = ["read_form"]

_Put = Callable[[dict[str, Any], Any], None]


def _as(parameter: str) -> _Put:
    def put(given: dict[str, Any], value: Any) -> None:
        given[parameter] = value

    return put


def _external_id(given: dict[str, Any], value: str) -> None:
    given["external_ids"] = (*given.get("external_ids", ()), ExternalId("file", value))


_ROUTING: Final[Mapping[str, tuple[AnyField, _Put]]] = {
    "partner": (Field("partner", TEXT), _as("partner")),
    "partner_name": (Field("partner_name", TEXT), _as("partner_name")),
    "assignee_id": (Field("assignee_id", ID), _as("assignee_id")),
    "campaign": (Field("campaign", TEXT), _as("campaign")),
    "source": (Field("source", TEXT), _as("source")),
    "status": (Field("status", TEXT), _as("stage")),
    "lead_score": (Field("lead_score", INTEGER), _as("score")),
    "external_id": (Field("external_id", ID), _external_id),
}
"""
What is not a value of a lead, how it is read, and where it goes; ``created_at`` is read by `read_draft`.
"""


@checked
def read_form(
    schema: Schema,
    form: FormDescription,
    posted: Mapping[str, object],
    *,
    activity: Activity | None = None,
    campaign: str | None = None,
    external_ids: Iterable[ExternalId] = (),
) -> Draft:
    """
    Read what a person has posted by *form*; what the form does not ask is refused, and never taken.

    Args:
        schema: Declares the fields, as in the programme that was described.
        form: What `describe_form` gave, or a desk.
        posted: By the names of the form's fields. Files are attached once there is a lead.
        activity: What the prospect did, if the lead is made of that: it is the lead's history, and the source is
            ``activity``.
        campaign: Id or name, where the form does not name one, such as that of the activity.
        external_ids: What other systems call the lead.

    Returns:
        A draft for `SupplierDesk.receive`, held to what the form requires.
    """
    asked = {one.name: one for one in form.fields}
    given: dict[str, Any] = {"external_ids": tuple(external_ids)}
    said: dict[str, object] = {}
    problems: list[Problem] = []
    for name, value in posted.items():
        if name not in asked or asked[name].kind == "file":
            problems.append(unknown_field(name, _known(form, schema)).problem(name))
        elif name == "created_at":
            given["created_at"] = value
        elif name in _ROUTING:
            problems += _take(name, value, given)
        else:
            said[name] = value
    if activity is not None:
        given |= {"source": "activity", "history": (activity,)}
    given["campaign"] = given.get("campaign") or campaign
    draft = read_draft(schema, said, form=form.form, **given)
    return Draft(draft.values, draft.submission, (*draft.problems, *problems))


def _take(name: str, value: object, given: dict[str, Any]) -> list[Problem]:
    """
    Read what is not a value of a lead; what says nothing is left out.
    """
    declared, put = _ROUTING[name]
    try:
        read = declared.take(value)
    except Unreadable as error:
        return [error.problem(name, value if isinstance(value, str) else None)]
    if read is not None:
        put(given, read)
    return []


def _known(form: FormDescription, schema: Schema) -> dict[str, AnyField]:
    """
    Return the fields that a form asks, for near names.
    """
    return {one.name: schema.leads.get(one.name) or Field(one.name, TEXT) for one in form.fields}
