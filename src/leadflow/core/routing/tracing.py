"""
A routing decision as saved on the timeline and as read from it.
"""

from __future__ import annotations

from leadflow.core.decisions import RoutingTrace
from leadflow.core.routing.decision import RoutingDecision

__all__ = ["recall_routing"]


def recall_routing(trace: RoutingTrace) -> RoutingDecision:
    """
    Return the decision of which *trace* stayed.
    """
    return RoutingDecision(
        module=trace.module,
        version=trace.version,
        active=trace.active,
        packed_steps=trace.packed_steps,
        partner_id=trace.partner_id,
        chosen_by=trace.chosen_by,
        review=trace.review,
        tied=trace.tied,
        turn=trace.turn,
    )
