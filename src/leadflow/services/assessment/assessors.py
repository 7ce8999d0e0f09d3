"""
What assesses leads: the host's own function, or the model in force.
"""

from __future__ import annotations

from collections.abc import Callable

from leadflow.core.argument_messages import wrong_return
from leadflow.core.assessment import Assessment, Assessor, LearningProgress, answers_of, used_fields
from leadflow.core.leads import Lead, LeadAssessment
from leadflow.ports import AssessLead, UnitOfWork
from leadflow.services.assessment.learning import current_model
from leadflow.services.assessment.past_leads import LEADS
from leadflow.services.operations.setting import Setting

__all__ = ["arrival_assessor", "assessor_of", "kept_assessment"]


def assessor_of(setting: Setting, unit: UnitOfWork) -> AssessLead:
    """
    Return what assesses leads now.

    A model is prepared once; until another version is in force only its number is read.
    """
    if setting.assess is not None:
        return _checking(setting.assess)
    progress = unit.records.one(LearningProgress, LEADS) or LearningProgress()
    ready = setting.ready.assessor
    if ready is None or ready.model.version != progress.model:
        ready = setting.ready.assessor = Assessor(current_model(unit))
    assess, used = ready.assess, used_fields(setting.programme.schema.leads, setting.programme.assessment)

    def assess_lead(lead: Lead, /) -> Assessment:
        return assess(answers_of(lead, lead.values, used))

    return assess_lead


def _checking(assess: AssessLead) -> AssessLead:
    """
    Return what assesses by the host's function, and says so if that returns something else.
    """

    def assess_lead(lead: Lead, /) -> Assessment:
        given: object = assess(lead)
        if not isinstance(given, Assessment):
            raise wrong_return(given, "Setting.assess", "an Assessment")
        return given

    return assess_lead


def arrival_assessor(setting: Setting, unit: UnitOfWork) -> Callable[[Lead], LeadAssessment] | None:
    """
    Return what gives arriving leads their assessment; None if the programme does not assess, or nothing is learnt yet.
    """
    if not setting.programme.switches.assessment:
        return None
    assess = assessor_of(setting, unit)
    ready = setting.ready.assessor
    if setting.assess is None and (ready is None or ready.model.leads == 0):
        return None
    return lambda lead: kept_assessment(assess(lead))


def kept_assessment(assessment: Assessment) -> LeadAssessment:
    """
    Return what of an assessment is kept on the lead.
    """
    shown = assessment.shown()
    return LeadAssessment(strength=shown.strength, confidence=shown.confidence, model=assessment.version)
