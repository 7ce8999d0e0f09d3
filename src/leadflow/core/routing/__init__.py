"""
Routing: which partner gets a lead, and why.
"""

from __future__ import annotations

from leadflow.core.decisions import ChosenBy, StepReason
from leadflow.core.routing.checking import CheckedModule, check_module, check_partner, check_target
from leadflow.core.routing.decision import RoutingDecision, StepTrace
from leadflow.core.routing.drawing import to_html, to_mermaid
from leadflow.core.routing.explaining import explain_routing
from leadflow.core.routing.incumbents import Incumbents
from leadflow.core.routing.linting import lint_module
from leadflow.core.routing.modules import CurrentModule, RoutingModule
from leadflow.core.routing.rotation import Rotation, TurnsTaken
from leadflow.core.routing.router import Router
from leadflow.core.routing.routing import PartnerChoice, choose, choose_for, route
from leadflow.core.routing.simulating import Move, SimulatedLead, Simulation, simulate
from leadflow.core.routing.steps import (
    AssignByRules,
    CompanyDetail,
    Filter,
    Keep,
    Match,
    Rule,
    RuleMode,
    SeveralIncumbents,
    Step,
    TieBreak,
)
from leadflow.core.routing.tracing import recall_routing
from leadflow.core.routing.turns import Turns
from leadflow.core.routing.why_not import WhyNot, WhyNotReason, why_not

__all__ = [
    "AssignByRules",
    "CheckedModule",
    "ChosenBy",
    "CompanyDetail",
    "CurrentModule",
    "Filter",
    "Incumbents",
    "Keep",
    "Match",
    "Move",
    "PartnerChoice",
    "Rotation",
    "Router",
    "RoutingDecision",
    "RoutingModule",
    "Rule",
    "RuleMode",
    "SeveralIncumbents",
    "SimulatedLead",
    "Simulation",
    "Step",
    "StepReason",
    "StepTrace",
    "TieBreak",
    "Turns",
    "TurnsTaken",
    "WhyNot",
    "WhyNotReason",
    "check_module",
    "check_partner",
    "check_target",
    "choose",
    "choose_for",
    "explain_routing",
    "lint_module",
    "recall_routing",
    "route",
    "simulate",
    "to_html",
    "to_mermaid",
    "why_not",
]
