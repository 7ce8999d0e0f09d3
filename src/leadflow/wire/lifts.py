"""
Converts documents of earlier versions step by step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from leadflow.core.bounds import LARGEST
from leadflow.core.decisions import ChosenBy, Reason, RecipientSource
from leadflow.core.leads import EmailStatus, ReviewReason
from leadflow.core.partners.partner import MAX_WEIGHT
from leadflow.wire.codes import CHOSEN_BY, REASONS, REVIEWS, SOURCES, STATUSES
from leadflow.wire.forms import Form

__all__ = ["LIFTS", "RETIRED", "lift", "parted_partner"]

Body = dict[str, Any]
"""
Members by name, as JSON has them.
"""


def lift(body: Body, form: Form, version: int) -> Body:
    """
    Return *body*, which was written as *version*, as *form* writes it now; a newer one stays as it is.
    """
    for step in range(version, form.version):
        raised = LIFTS.get((form.name, step))
        body = raised(body) if raised else body
    return body


def _said(defaults: Mapping[str, Any], body: Body) -> Body:
    """
    Write down what was left out, since the defaults of that time were meant.
    """
    return {**defaults, **body}


def _each(member: str, defaults: Mapping[str, Any], body: Body) -> None:
    if member in body:
        body[member] = [_said(defaults, one) for one in body[member]]


def _partner_1(body: Body) -> Body:
    """
    Leave out what is a separate record now; `parted_partner` moves it there.
    """
    parted, _, _ = parted_partner(body)
    return parted


def _partner_2(body: Body) -> Body:
    """
    Bring into bounds what nobody refused then; each means what it meant.
    """
    body = _campaign_1(body) | {"weight": min(max(body.get("weight", 1), 1), MAX_WEIGHT)}
    capacity = body.get("capacity")
    return body if capacity is None else body | {"capacity": min(max(capacity, 0), LARGEST)}


def _campaign_1(body: Body) -> Body:
    """
    Call what has no name by its id.
    """
    return body if body["name"].strip() else body | {"name": body["id"]}


def _campaign_2(body: Body) -> Body:
    """
    Leave the end open that is before the beginning, which nobody refused then.
    """
    starts, ends = body.get("starts_on"), body.get("ends_on")
    if starts and ends and ends < starts:
        return {name: said for name, said in body.items() if name != "ends_on"}
    return body


def parted_partner(body: Body) -> tuple[Body, Body, Body]:
    """
    Return the bodies of the partner, its settings and its people, for the body of a partner that was all three.

    None of them says its version; the partner is as version 2 has it, and the others as version 1.
    """
    partner = _said({"active": True, "crm_connected": False, "weight": 1}, body)
    settings: Body = {"partner_id": body["id"]}
    people: Body = {"partner_id": body["id"]}
    if since := partner.pop("auto_accept_since", None):
        settings["auto_accept_since"] = since
    everyone = [*partner.get("users", ()), *partner.get("sales_reps", ()), *partner.get("additional_recipients", ())]
    unsubscribed = sorted({one["id"] for one in everyone if not one.get("reminders", True)})
    bounced = sorted({one["bounced"] for one in everyone if one.get("bounced")})
    for name in ("users", "sales_reps"):
        if members := partner.pop(name, ()):
            people[name] = [_person({"default_recipient": False}, one) for one in members]
    if contacts := partner.get("additional_recipients"):
        partner["additional_recipients"] = [_person({}, one) for one in contacts]
    if unsubscribed:
        people["unsubscribed"] = unsubscribed
    if bounced:
        people["bounced"] = bounced
    return partner, settings, people


def _person(defaults: Mapping[str, Any], body: Body) -> Body:
    kept = {name: said for name, said in body.items() if name not in ("reminders", "bounced")}
    return _said({"active": True, **defaults}, kept)


def _message_1(body: Body) -> Body:
    if "export" in body:
        recipient = _person({}, body["export"]["recipient"])
        body["export"] = {**body["export"], "recipient": recipient}
    return _said({"seq": 0}, body)


def _import_progress_1(body: Body) -> Body:
    counts = ("read", "imported", "assigned", "unassigned", "updated", "duplicates", "refused")
    body["counts"] = _said(dict.fromkeys(counts, 0), body.get("counts", {}))
    return _said({"messages": 0, "finished": False}, body)


def _refused_rows_1(body: Body) -> Body:
    for row in body["rows"]:
        _each("problems", {"severity": "error"}, row)
    return body


def _refused_rows_2(body: Body) -> Body:
    """
    Name the members of problems as they are named now.
    """
    for problem in (problem for row in body["rows"] for problem in row.get("problems", ())):
        for before, now in (("where", "path"), ("near", "suggestions")):
            if before in problem:
                problem[now] = problem.pop(before)
    return body


def _lead_event_1(body: Body) -> Body:
    body["actor"] = _said({"channel": "system"}, body["actor"])
    return body


def _notice_1(body: Body) -> Body:
    if "notice" in body:
        notice = body["notice"]
        said = [STATUSES[EmailStatus(notice["status"])]]
        for one in notice.get("lines", []):
            said += [one["person_id"], SOURCES[RecipientSource(one["source"])], REASONS[Reason(one["reason"])]]
        body["notice"] = said
    return body


def _routed_1(body: Body) -> Body:
    said = body["decision"]
    chosen_by, review = said.get("chosen_by"), said.get("review")
    body["decision"] = [
        said["module"],
        said["version"],
        [said["active"], *said["trail"]],
        said.get("partner_id", 0),
        CHOSEN_BY[ChosenBy(chosen_by)] if chosen_by else 0,
        said.get("turn", 0),
        REVIEWS[ReviewReason(review)] if review else 0,
        said.get("tied", []),
    ]
    return _notice_1(body)


_LEAD_1: Final = {
    "kind": "distributed",
    "source": "manual",
    "status": "unassigned",
    "stage": "open",
    "email_status": "not_due",
    "active": True,
    "score": 50,
    "seq": 1,
}

LIFTS: Final[Mapping[tuple[str, int], Callable[[Body], Body]]] = {
    # Version 1 left out every default.
    ("lead", 1): partial(_said, _LEAD_1),
    ("lead_event", 1): _lead_event_1,
    ("message", 1): _message_1,
    ("partner", 1): _partner_1,
    ("partner", 2): _partner_2,
    ("campaign", 1): _campaign_1,
    ("campaign", 2): _campaign_2,
    ("rotation", 1): partial(_said, {"count": 0, "clock": 0}),
    ("turns_taken", 1): partial(_said, {"clock": 0}),
    ("import_progress", 1): _import_progress_1,
    ("refused_rows", 1): _refused_rows_1,
    ("refused_rows", 2): _refused_rows_2,
    ("received", 1): partial(_said, {"stage": "open", "score": 50}),
    ("routed", 1): _routed_1,
    ("assigned", 1): _notice_1,
    ("reassigned", 1): _notice_1,
    ("notice_sent", 1): _notice_1,
    ("accepted", 1): partial(_said, {"automatic": False}),
}
"""
By name and version of the form that is lifted, to the next version. A version without one only got new members.

A lift leaves members alone that are there: an older build keeps what a newer one wrote, and writes it back under its
own version.
"""

_MAIL: Final = ("message_sent", "message_failed", "message_cancelled", "message_requeued", "delivery_reported")

RETIRED: Final[Mapping[str, Callable[[Body], tuple[str, Body]]]] = {
    # What happened to messages is on trails now; the place of the event is kept.
    name: lambda body: ("mailed", {"key": body["key"]})
    for name in _MAIL
}
"""
Facts of names that are given no more, each with what makes the name and the body of a fact of today.
"""
