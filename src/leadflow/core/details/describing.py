"""
Describes a lead for the page of one party.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from leadflow.core.access import PartnerParty, Party
from leadflow.core.arguments import checked
from leadflow.core.details.names import ShownNames
from leadflow.core.details.sections import DetailEvent, DetailRow, DetailSection, DetailSectionName, LeadDetail
from leadflow.core.details.sentences import Labels, file_names, told_event, told_post
from leadflow.core.details.wordings import DETAIL_WORDS
from leadflow.core.forms.describing import section_of
from leadflow.core.handling import operations_on
from leadflow.core.handling.history import merged
from leadflow.core.leads import Lead
from leadflow.core.notifications import MessageTrail, PostEvent
from leadflow.core.notifications.rendering import field_labels, lead_title
from leadflow.core.notifications.wordings import words_in
from leadflow.core.partners import Account, Campaign, PartnerDirectory
from leadflow.core.programme import Programme
from leadflow.core.timeline import LeadEvent

__all__ = ["describe_lead"]

_MOMENTS: Final = (
    "created_at",
    "received_at",
    "modified_at",
    "status_changed_at",
    "opened_at",
    "partner_activity_at",
    "campaign_activity_at",
    "accepted_at",
    "rejected_at",
    "deactivated_at",
)
_IDS: Final = ("id", "duplicated_from", "superseded_by", "routed_by", "import_id", "registration_id")


@checked
def describe_lead(
    lead: Lead,
    party: Party,
    programme: Programme,
    *,
    events: Sequence[LeadEvent] = (),
    posts: Sequence[MessageTrail] = (),
    directory: PartnerDirectory = PartnerDirectory(()),
    account: Account | None = None,
    campaign: Campaign | None = None,
    explanation: str = "",
    language: str | None = None,
) -> LeadDetail:
    """
    Describe *lead* for the page of *party*.

    Args:
        lead: As the party sees it: without the values that are hidden from it.
        party: Whose page it is.
        programme: Whose fields, languages and switches they are.
        events: Those that the party sees, in order.
        posts: The messages that the party sees, with their trails.
        directory: For the names of partners.
        account: Of the lead's partner, for the names of people; None while it has none.
        campaign: Of the lead; None if it has none.
        explanation: Why the lead is where it is.
        language: Of labels and sentences; if omitted, or if there is no wording in it, the programme's.
    """
    mail = words_in(*([language] if language else []), programme.mail.language)
    words = DETAIL_WORDS[mail.language]
    names = ShownNames(words=words, zone=programme.zone, directory=directory, account=account, campaign=campaign)
    fields = programme.schema.leads
    labels = dict(field_labels(fields, mail.language))
    rows = _rows_by_section(lead, labels, names, mail.statuses[lead.status])
    if not programme.switches.assessment:
        rows[DetailSectionName.ASSESSMENT].clear()
    told = _told(events, posts, names, {name: (labels[name], one) for name, one in fields.items()})
    partner = directory.get(lead.partner_id) if lead.partner_id else None
    return LeadDetail(
        lead=lead,
        title=lead_title(lead),
        language=mail.language,
        sections=tuple(
            DetailSection(name=name, label=words.sections[name], rows=tuple(some))
            for name, some in rows.items()
            if some or (name is DetailSectionName.EVENTS and told)
        ),
        events=told,
        operations=operations_on(lead, party, partner=partner, switches=programme.switches),
        explanation="" if isinstance(party, PartnerParty) else explanation,
    )


def _rows_by_section(
    lead: Lead, labels: Mapping[str, str], names: ShownNames, status: str
) -> dict[DetailSectionName, list[DetailRow]]:
    """
    Return the rows of every section, without those of events; *status* is that of the distribution, in words.
    """
    rows: dict[DetailSectionName, list[DetailRow]] = {name: [] for name in DetailSectionName}
    told = names.words.labels
    rows[DetailSectionName.SUMMARY] += _rows(_summary(lead, names), told)
    rows[DetailSectionName.STATUS] += _rows([("status", status), *_status(lead, names)], told)
    for name, section, text in _said(lead, labels, names):
        rows[section].append(_row(name, labels[name], text))
    aside = lead.values.misfits()
    rows[DetailSectionName.SET_ASIDE] += [_row(one.path, labels.get(one.path, one.path), one.value) for one in aside]
    rows[DetailSectionName.ATTACHMENTS] += _files(lead)
    rows[DetailSectionName.DATES] += _rows(_dates(lead, names), told)
    rows[DetailSectionName.IDENTIFIERS] += _rows(_ids(lead), told)
    rows[DetailSectionName.IDENTIFIERS] += [_row(one.system, one.system, one.id) for one in lead.external_ids]
    rows[DetailSectionName.ASSESSMENT] += _rows(_assessed(lead), told)
    return rows


def _row(name: str, label: str, text: object) -> DetailRow:
    return DetailRow(name=name, label=label, text=str(text))


def _rows(said: Iterable[tuple[str, str | None]], labels: Mapping[str, str]) -> Iterator[DetailRow]:
    return (_row(name, labels[name], text) for name, text in said if text)


def _summary(lead: Lead, names: ShownNames) -> Iterator[tuple[str, str | None]]:
    yield "kind", names.words.kinds[lead.kind]
    yield "source", lead.source
    yield "campaign", names.campaign.name if names.campaign else lead.campaign_id
    yield "partner", names.partner(lead.partner_id) if lead.partner_id else None
    yield "score", str(lead.score)


def _status(lead: Lead, names: ShownNames) -> Iterator[tuple[str, str | None]]:
    words = names.words
    yield "stage", lead.stage
    yield "active", words.active if lead.active else words.inactive
    yield "assignee", names.person(lead.assignee_id) if lead.assignee_id else None
    yield "email_status", words.email_statuses[lead.email_status]
    yield "review", words.reviews[lead.review] if lead.review else None
    yield "opportunity", words.opportunities[lead.opportunity] if lead.opportunity else None
    yield "registration", words.registrations[lead.registration] if lead.registration else None


def _said(lead: Lead, labels: Mapping[str, str], names: ShownNames) -> Iterator[tuple[str, DetailSectionName, str]]:
    """
    Return name, section and text of everything that a lead says, in the order of the declared fields.
    """
    for name in labels:
        value, _ = lead.values.said(name)
        if value is not None:
            text = names.moment(value) if isinstance(value, datetime) else lead.values.text(name)
            yield name, DetailSectionName(section_of(name)), text or ""


def _files(lead: Lead) -> Iterator[DetailRow]:
    return (_row(one.id, one.name, f"{one.media_type}, {one.size:,} B") for one in lead.attachments)


def _dates(lead: Lead, names: ShownNames) -> Iterator[tuple[str, str | None]]:
    for name in _MOMENTS:
        at = getattr(lead, name)
        yield name, names.moment(at) if at else None


def _ids(lead: Lead) -> Iterator[tuple[str, str | None]]:
    return ((name, getattr(lead, name)) for name in _IDS)


def _assessed(lead: Lead) -> Iterator[tuple[str, str | None]]:
    if lead.assessment:
        yield "strength", str(lead.assessment.strength)
        yield "confidence", str(lead.assessment.confidence)


def _told(
    events: Sequence[LeadEvent], posts: Sequence[MessageTrail], names: ShownNames, labels: Labels
) -> tuple[DetailEvent, ...]:
    """
    Return what happened as sentences, the latest first.
    """
    messages = {post.message.key: post.message for post in posts}
    files = file_names(events)
    told = [
        told_post(one, messages[one.key], names)
        if isinstance(one, PostEvent)
        else told_event(one, names, labels, files)
        for one in merged(events, posts)
    ]
    return tuple(reversed(told))
