"""
Criteria: one condition language for routing, requirements and lists; AND-groups joined by OR, three-valued.
"""

from __future__ import annotations

from leadflow.core.criteria.checking import CheckedCriteria, check_criteria
from leadflow.core.criteria.compiled import Matcher, compile_criteria
from leadflow.core.criteria.conditions import (
    AnyCriteria,
    Condition,
    Criteria,
    Group,
    all_of,
    any_of,
    criteria_of,
    where,
)
from leadflow.core.criteria.judging import Answer, Finding, Verdict, holds, judge
from leadflow.core.criteria.operators import OPERATORS, Moment
from leadflow.core.criteria.rulesets import RuleSet

__all__ = [
    "OPERATORS",
    "Answer",
    "AnyCriteria",
    "CheckedCriteria",
    "Condition",
    "Criteria",
    "Finding",
    "Group",
    "Matcher",
    "Moment",
    "RuleSet",
    "Verdict",
    "all_of",
    "any_of",
    "check_criteria",
    "compile_criteria",
    "criteria_of",
    "holds",
    "judge",
    "where",
]
