"""
Describes the forms of a programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from leadflow.core.arguments import checked
from leadflow.core.attachments import MEBIBYTE, AttachmentPolicy
from leadflow.core.fields import AnyField
from leadflow.core.forms.description import FormDescription, FormField, FormSection, SectionName
from leadflow.core.forms.wordings import FormWords, form_words
from leadflow.core.intake import LeadForm
from leadflow.core.intake.anonymous import contact_fields
from leadflow.core.kinds import COUNTRY, Choice, Family
from leadflow.core.kinds.countries import COUNTRIES
from leadflow.core.notifications.rendering import field_labels
from leadflow.core.notifications.wordings import words_in
from leadflow.core.partners import Campaign, Partner
from leadflow.core.programme import Programme
from leadflow.core.schema import STANDARD_SCHEMA

__all__ = ["describe_form", "section_of"]

_COMPANY: Final = frozenset(
    {
        "company",
        "sic_code",
        "naics_code",
        "industry",
        "website",
        "employee_count",
        "annual_revenue",
        "address1",
        "address2",
        "city",
        "state",
        "postal_code",
        "country",
    }
)


@checked
def describe_form(
    programme: Programme,
    form: LeadForm = LeadForm.ADMIN,
    *,
    language: str | None = None,
    partners: Iterable[Partner] = (),
    campaigns: Iterable[Campaign] = (),
    attachments: AttachmentPolicy | None = None,
) -> FormDescription:
    """
    Describe a form of *programme*: its sections and fields, and what it requires.

    Args:
        programme: Whose fields and requirements they are.
        form: The supplier's, the partner's, or a file; a file's fields are what its columns can be.
        language: Of labels and help; if omitted, or if there is no wording in it, the programme's. The host's own
            labels stay as they are.
        partners: What can be chosen as the partner, inactive ones left out; without any it is written.
        campaigns: What can be chosen as the campaign; without any it is written.
        attachments: What can be attached; None leaves that section out.
    """
    words = words_in(*([language] if language else []), programme.mail.language)
    said = form_words(words.language)
    fields = programme.schema.leads
    labels = dict(field_labels(fields, words.language))
    made: dict[SectionName, list[FormField]] = {name: [] for name in SectionName}
    made[SectionName.ROUTING] += _routing(form, said, tuple(partners), tuple(campaigns))
    for name, declared in fields.items():
        if not declared.record:
            made[section_of(name)].append(_field(declared, labels[name], form, programme, said))
    if attachments is not None:
        made[SectionName.ATTACHMENTS].append(_files(attachments, said))
    sections = (
        FormSection(name=name, label=said.sections[name], fields=tuple(some)) for name, some in made.items() if some
    )
    reached = form is LeadForm.REGISTRATION and not programme.switches.anonymous_registration
    return FormDescription(
        form=form,
        language=words.language,
        sections=tuple(sections),
        any_of=tuple(contact_fields(fields)) if reached else (),
    )


def section_of(name: str) -> SectionName:
    """
    Return the section of a form that has the field of leads called *name*.
    """
    if name in _COMPANY:
        return SectionName.COMPANY
    return SectionName.DETAILS if name in STANDARD_SCHEMA.leads else SectionName.CUSTOM


def _field(declared: AnyField, label: str, form: LeadForm, programme: Programme, said: FormWords) -> FormField:
    held = [one for one in programme.requirements.of(form) if one.field == declared.name]
    # A registered lead needs an e-mail or a phone, so neither of them always.
    distributed = form is not LeadForm.REGISTRATION and declared.name in programme.intake.required
    always = declared.required or distributed or any(one.when is None for one in held)
    choices = declared.choices
    if declared.kind is COUNTRY:
        choices = tuple(Choice(code, name) for code, name in COUNTRIES.items())
    return FormField(
        name=declared.name,
        label=label,
        kind=declared.kind.name,
        choices=choices,
        required=always,
        required_when=() if always else tuple(one.when for one in held if one.when is not None),
        multiple=declared.kind.family is Family.MULTI,
        help=declared.help or said.hints.get(declared.kind.name, ""),
    )


def _routing(
    form: LeadForm, said: FormWords, partners: tuple[Partner, ...], campaigns: tuple[Campaign, ...]
) -> Iterator[FormField]:
    """
    Return what a form asks in addition to what the lead says.
    """
    chosen = {
        "partner": tuple(Choice(one.id, one.name) for one in partners if one.active),
        "campaign": tuple(Choice(one.id, one.name) for one in campaigns),
    }
    match form:
        case LeadForm.ADMIN:
            names = {"partner": "text", "assignee_id": "text", "campaign": "text"}
        case LeadForm.REGISTRATION:
            names = {"campaign": "text"}
        case LeadForm.IMPORT:
            names = {"partner_name": "text", "campaign": "text", "source": "text", "status": "text"}
            names |= {"created_at": "datetime", "lead_score": "integer", "external_id": "text"}
        case _:
            assert_never(form)
    for name, kind in names.items():
        choices = () if form is LeadForm.IMPORT else chosen.get(name, ())
        yield FormField(
            name=name,
            label=said.routing[name],
            kind="choice" if choices else kind,
            choices=choices,
            help=said.hints.get(kind, ""),
        )


def _files(policy: AttachmentPolicy, said: FormWords) -> FormField:
    types = " ".join(f".{one}" for one in sorted(policy.extensions))
    size = policy.max_bytes // MEBIBYTE
    return FormField(
        name="files",
        label=said.routing["files"],
        kind="file",
        multiple=policy.max_files > 1,
        help=said.files.format(most=policy.max_files, size=size, types=types),
    )
