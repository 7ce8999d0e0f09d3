"""
Explains a routing decision in sentences.
"""

from __future__ import annotations

from leadflow.core.arguments import checked
from leadflow.core.decisions import ChosenBy, StepReason
from leadflow.core.leads import ReviewReason
from leadflow.core.partners import PartnerDirectory
from leadflow.core.routing.decision import RoutingDecision, StepTrace
from leadflow.core.routing.modules import RoutingModule
from leadflow.core.routing.steps import AssignByRules, Keep, Step, title_of

__all__ = ["explain_routing"]

_REASONS = {
    StepReason.NARROWED: "{after} of {before} partners left",
    StepReason.NOT_APPLICABLE: "does not apply to this lead; still {before} left",
    StepReason.EMPTY_SKIPPED: "no partner fits; the step is optional and was skipped; still {before} left",
    StepReason.VALUE_MISSING_SKIPPED: "the lead has no value to compare; the step is optional and was skipped; still {before} left",
    StepReason.EMPTY_REVIEW: "none of {before} partners fits; the step is required, so a person has to choose",
    StepReason.VALUE_MISSING_REVIEW: "the lead has no value to compare; the step is required, so a person has to choose",
}


_INCUMBENTS = {
    **_REASONS,
    StepReason.NARROWED: "it already works this company; {after} of {before} partners left",
    StepReason.EMPTY_SKIPPED: "none of {before} partners works this company; the step is optional and was skipped; still {before} left",
    StepReason.EMPTY_REVIEW: "none of {before} partners works this company; the step is required, so a person has to choose",
}

_EMPTY = (StepReason.EMPTY_SKIPPED, StepReason.EMPTY_REVIEW)


@checked
def explain_routing(
    decision: RoutingDecision, *, module: RoutingModule | None = None, directory: PartnerDirectory | None = None
) -> str:
    """
    Explain how a lead was routed, one line for each step.

    Missing names are replaced by numbers and ids; it never raises.

    Args:
        decision: What was decided.
        module: The version that decided, for the names of steps and rules; without it they are numbered.
        directory: For the names of partners; without it their ids are shown.
    """
    lines = [f"{_headline(decision, directory)} (module {decision.module}, version {decision.version})"]
    lines.append(f"  {_count(decision.active)} to choose from")
    steps = module.steps if module and module.version == decision.version else ()
    for number, trace in enumerate(decision.steps):
        step = steps[number] if number < len(steps) else None
        name = title_of(step) if step else f"step {number + 1}"
        lines.append(f"  {number + 1}. {name}: {_what(trace, step)}")
    lines.append(f"  {_ending(decision, directory)}")
    return "\n".join(lines)


def _headline(decision: RoutingDecision, directory: PartnerDirectory | None) -> str:
    if decision.partner_id:
        return f"Routed to {_name(decision.partner_id, directory)}"
    return "Not routed, waiting for review" if decision.review else "Not routed, unassigned"


def _what(trace: StepTrace, step: Step | None) -> str:
    told = (_INCUMBENTS if isinstance(step, Keep) else _REASONS)[trace.reason].format(
        before=trace.before, after=trace.after
    )
    if not trace.rule:
        return f"no rule matches; {told}" if isinstance(step, AssignByRules) and trace.reason in _EMPTY else told
    name = ""
    if isinstance(step, AssignByRules) and trace.rule <= len(step.rules):
        name = step.rules[trace.rule - 1].name
    rule = f"rule '{name}'" if name else f"rule {trace.rule}"
    return f"{rule} matches; {told}"


def _ending(decision: RoutingDecision, directory: PartnerDirectory | None) -> str:
    turn = f", turn {decision.turn}" if decision.turn is not None else ", which takes no turn"
    match decision.chosen_by:
        case ChosenBy.ONLY_ONE_LEFT:
            return f"Only {_name(decision.partner_id, directory)} was left{turn if decision.turn is not None else ''}"
        case ChosenBy.ROUND_ROBIN:
            return f"{_name(decision.partner_id, directory)} has waited longest of those left{turn}"
        case ChosenBy.WEIGHTED:
            return f"{_name(decision.partner_id, directory)} is due first by its weight{turn}"
        case ChosenBy.LEAST_LOADED:
            return f"{_name(decision.partner_id, directory)} has the fewest open leads against its capacity{turn}"
        case ChosenBy.IMPORT_DEFAULT:
            return "No partner was left; the import's default partner gets the lead"
        case ChosenBy.MODULE_DEFAULT:
            return "No partner was left; the module's default partner gets the lead"
        case None:
            return _waiting(decision, directory)


def _waiting(decision: RoutingDecision, directory: PartnerDirectory | None) -> str:
    match decision.review:
        case ReviewReason.TIE:
            names = ", ".join(_name(one, directory) for one in decision.tied)
            return f"Several partners were left, and the module leaves the choice to a person: {names}"
        case None:
            return "No partner was left and no default partner is active"
        case ReviewReason.STEP_EMPTY | ReviewReason.VALUE_MISSING:
            return "A required step failed, so no default partner is used"
        case ReviewReason.PAUSED:
            return "Distribution was paused"
        case ReviewReason.HOP_LIMIT:
            return "The lead had moved on as often as the policy allows"


def _name(partner_id: str | None, directory: PartnerDirectory | None) -> str:
    partner = directory.get(partner_id) if directory and partner_id else None
    return partner.name if partner else str(partner_id)


def _count(active: int) -> str:
    return "1 active partner" if active == 1 else f"{active} active partners"
