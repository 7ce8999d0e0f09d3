"""
Criteria: conditions for routing, requirements and lists, with unknown values.
"""

from __future__ import annotations

from leadflow.core.criteria.asked import AskedCriteria, asked_criteria, checked_before, ready_criteria, written_criteria
from leadflow.core.criteria.checking import CheckedCriteria, check_criteria
from leadflow.core.criteria.conditions import (
    AnyCriteria,
    Condition,
    Criteria,
    Group,
    all_of,
    any_of,
    criteria_of,
    subject_of,
    where,
)
from leadflow.core.criteria.engines.compiled import Matcher, compile_criteria
from leadflow.core.criteria.engines.rule_sets import RuleSet
from leadflow.core.criteria.judging import Evaluation, Finding, Truth, evaluate, holds
from leadflow.core.criteria.operators import OPERATORS, EvaluationTime

__all__ = [
    "OPERATORS",
    "AnyCriteria",
    "AskedCriteria",
    "CheckedCriteria",
    "Condition",
    "Criteria",
    "Evaluation",
    "EvaluationTime",
    "Finding",
    "Group",
    "Matcher",
    "RuleSet",
    "Truth",
    "all_of",
    "any_of",
    "asked_criteria",
    "check_criteria",
    "checked_before",
    "compile_criteria",
    "criteria_of",
    "evaluate",
    "holds",
    "ready_criteria",
    "subject_of",
    "where",
    "written_criteria",
]
