"""
Routing: which partner gets a lead, and why.
"""

from __future__ import annotations

from leadflow.core.decisions import ChosenBy, StepReason
from leadflow.core.routing.asking import WhyNot, WhyNotReason, why_not
from leadflow.core.routing.checking import CheckedModule, check_module, check_partner, check_target
from leadflow.core.routing.deciding import Choice, choose, route
from leadflow.core.routing.decisions import Passage, RoutingDecision
from leadflow.core.routing.drawing import to_html, to_mermaid
from leadflow.core.routing.explaining import explain_routing
from leadflow.core.routing.linting import lint_module
from leadflow.core.routing.modules import CurrentModule, RoutingModule
from leadflow.core.routing.rehearsing import Move, Rehearsal, Rehearsed, rehearse
from leadflow.core.routing.rotation import Rotation, Turns, TurnsTaken
from leadflow.core.routing.router import Router
from leadflow.core.routing.steps import Choose, Filter, Match, Rule, Step, Take, TieBreak
from leadflow.core.routing.tracing import recall_routing

__all__ = [
    "CheckedModule",
    "Choice",
    "Choose",
    "ChosenBy",
    "CurrentModule",
    "Filter",
    "Match",
    "Move",
    "Passage",
    "Rehearsal",
    "Rehearsed",
    "Rotation",
    "Router",
    "RoutingDecision",
    "RoutingModule",
    "Rule",
    "Step",
    "StepReason",
    "Take",
    "TieBreak",
    "Turns",
    "TurnsTaken",
    "WhyNot",
    "WhyNotReason",
    "check_module",
    "check_partner",
    "check_target",
    "choose",
    "explain_routing",
    "lint_module",
    "recall_routing",
    "rehearse",
    "route",
    "to_html",
    "to_mermaid",
    "why_not",
]
