"""
Describes forms with what a caller can choose.
"""

from __future__ import annotations

from leadflow.core.attachments import AttachmentPolicy
from leadflow.core.forms import FormDescription, describe_form
from leadflow.core.intake import LeadForm
from leadflow.core.partners import Campaign, Partner
from leadflow.services.operations.caller import Caller

__all__ = ["form_for"]


def form_for(
    caller: Caller, form: LeadForm, *, language: str | None, attachments: AttachmentPolicy | None
) -> FormDescription:
    """
    Describe a form, with the campaigns and the active partners that the caller sees.
    """
    with caller.setting.unit() as unit:
        partners = unit.records.all(Partner) if form is LeadForm.ADMIN else ()
        campaigns = unit.records.all(Campaign)
    return describe_form(
        caller.setting.programme,
        form,
        language=language,
        partners=sorted(filter(caller.scope.covers, partners), key=lambda one: one.name),
        campaigns=sorted(campaigns, key=lambda one: one.name),
        attachments=attachments,
    )
