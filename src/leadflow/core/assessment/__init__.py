"""
Assesses leads: how strong one is beside the supplier's own past leads, how much is known of it, and why.
"""

from leadflow.core.assessment.answers import Answer, Answers
from leadflow.core.assessment.assessments import Assessment, FieldPart, ShownAssessment, ShownPart
from leadflow.core.assessment.assessor import Assessor
from leadflow.core.assessment.effects import FieldEffects, NumberEffects, WordEffects
from leadflow.core.assessment.explaining import explain_assessment
from leadflow.core.assessment.model import MOST_PAST, NOTHING_LEARNT, AssessmentModel, PastLead, learn
from leadflow.core.assessment.outcomes import outcome_of, past_lead
from leadflow.core.assessment.personal import is_personal, names_a_trait
from leadflow.core.assessment.policy import AssessmentPolicy
from leadflow.core.assessment.progress import ArrivalWindow, LearningProgress, PastLeads, basis_of, in_order
from leadflow.core.assessment.used_fields import answers_of, used_fields

__all__ = [
    "MOST_PAST",
    "NOTHING_LEARNT",
    "Answer",
    "Answers",
    "ArrivalWindow",
    "Assessment",
    "AssessmentModel",
    "AssessmentPolicy",
    "Assessor",
    "FieldEffects",
    "FieldPart",
    "LearningProgress",
    "NumberEffects",
    "PastLead",
    "PastLeads",
    "ShownAssessment",
    "ShownPart",
    "WordEffects",
    "answers_of",
    "basis_of",
    "explain_assessment",
    "in_order",
    "is_personal",
    "learn",
    "names_a_trait",
    "outcome_of",
    "past_lead",
    "used_fields",
]
