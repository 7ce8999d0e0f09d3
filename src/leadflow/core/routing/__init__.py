"""
Routing: which partner gets a lead, and why.
"""

from __future__ import annotations

from leadflow.core.routing.checking import CheckedModule, check_module, check_partner
from leadflow.core.routing.deciding import Router, route
from leadflow.core.routing.decisions import ChosenBy, Passage, RoutingDecision, StepReason
from leadflow.core.routing.explaining import explain_routing
from leadflow.core.routing.modules import Choose, Filter, Match, RoutingModule, Rule, Step, Take, TieBreak
from leadflow.core.routing.rotation import Rotation, Turns, TurnsTaken

__all__ = [
    "CheckedModule",
    "Choose",
    "ChosenBy",
    "Filter",
    "Match",
    "Passage",
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
    "check_module",
    "check_partner",
    "explain_routing",
    "route",
]
