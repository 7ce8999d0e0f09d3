"""
Tells events of a lead, and of messages about it, as sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from leadflow.core.details.names import ShownNames
from leadflow.core.details.sections import DetailEvent
from leadflow.core.facts import (
    Accepted,
    AssessmentChanged,
    AssessmentRated,
    Assigned,
    ConflictFound,
    ConflictRuled,
    Continued,
    DeadlinePassed,
    Duplicated,
    ExternalIdsChanged,
    Fact,
    FieldChange,
    FileAttached,
    FileOpened,
    FileRemoved,
    Held,
    HistoryAdded,
    Merged,
    MergedInto,
    OpportunityUpdated,
    ProtectionExtended,
    Reassigned,
    Received,
    Registered,
    RegistrationSubmitted,
    Routed,
    ScoreChanged,
    StageChanged,
    StepResult,
    ValuesChanged,
)
from leadflow.core.fields import AnyField
from leadflow.core.kinds.unfit import Unfit
from leadflow.core.notifications import (
    DeliveryReported,
    Message,
    MessageCancelled,
    MessageFact,
    MessageFailed,
    MessageRequeued,
    MessageSent,
    PostEvent,
)
from leadflow.core.timeline import LeadEvent
from leadflow.core.timeline.event_types import event_type
from leadflow.core.unknown import UnknownFact

__all__ = ["Labels", "file_names", "told_event", "told_post"]

Labels = Mapping[str, tuple[str, AnyField]]
"""
Label and field of what leads say, by name.
"""


def told_event(event: LeadEvent, names: ShownNames, labels: Labels, files: Mapping[str, str]) -> DetailEvent:
    """
    Tell an event of a lead.

    Args:
        event: What happened.
        names: Of the records around the lead.
        labels: Of what leads say.
        files: The names of all files that the lead ever had, by id.
    """
    fact, kind = event.fact, event_type(type(event.fact))
    if isinstance(fact, ValuesChanged) and fact.changes:
        text = "; ".join(_changed(one, names, labels) for one in fact.changes)
    else:
        filled = filling(fact, names, files) if (filling := _FILLED.get(type(fact))) else {}
        text = names.words.events[_sentence(fact, kind)].format_map(filled)
    text = ". ".join([text, *_remarks(fact, names)])
    return DetailEvent(at=event.at, type=kind, by=names.actor(event.actor), text=text)


def told_post(event: PostEvent, message: Message, names: ShownNames) -> DetailEvent:
    """
    Tell what became of a message, and why.
    """
    kind = _became(event.fact)
    text = names.words.mails[kind].format(person=names.person(message.recipient_id))
    if why := getattr(event.fact, "reason", None) or getattr(event.fact, "code", None):
        text = f"{text} ({why})"
    return DetailEvent(at=event.at, type=kind, by=names.words.automatic, text=text)


def _sentence(fact: Fact, kind: str) -> str:
    """
    Return the sentence for *fact*: its event type, but for some turns that have a sentence of their own.
    """
    match fact:
        case Routed(decision=decision) if decision.partner_id is None:
            return "routed_nowhere"
        case Accepted(automatic=True) | Registered(automatic=True):
            return f"{kind}_automatically"
        case StageChanged(stage=after, before=before) if after == before:
            return "stage_commented"
        case ConflictRuled(first=True):
            return "conflict_ruled_first"
        case AssessmentRated(helpful=False):
            return "assessment_rated_down"
        case _:
            return kind


_Filling = Callable[[Any, ShownNames, Mapping[str, str]], Mapping[str, str]]

_FILLED: Final[Mapping[type, _Filling]] = {
    Received: lambda fact, _, __: {"source": fact.source},
    Routed: lambda fact, names, _: {
        "partner": names.partner(fact.decision.partner_id),
        "review": names.words.reviews.get(fact.decision.review, names.words.nowhere),
    },
    Held: lambda fact, names, _: {"review": names.words.reviews[fact.reason]},
    Assigned: lambda fact, names, _: {"partner": names.partner(fact.partner_id)},
    Reassigned: lambda fact, names, _: {"person": names.person(fact.assignee_id)},
    Duplicated: lambda fact, _, __: {"lead": fact.lead_id},
    Continued: lambda fact, _, __: {"lead": fact.lead_id},
    Merged: lambda fact, _, __: {"lead": fact.lead_id},
    MergedInto: lambda fact, _, __: {"lead": fact.lead_id},
    StageChanged: lambda fact, _, __: {"before": fact.before, "after": fact.stage},
    ScoreChanged: lambda fact, _, __: {"before": str(fact.before), "after": str(fact.score)},
    ExternalIdsChanged: lambda fact, names, _: {
        "after": ", ".join(f"{one.system} {one.id}" for one in fact.external_ids) or names.words.nothing
    },
    OpportunityUpdated: lambda fact, names, _: {"status": names.words.opportunities[fact.status]},
    ProtectionExtended: lambda fact, names, _: {"after": names.moment(fact.until)},
    DeadlinePassed: lambda fact, _, __: {"action": fact.action},
    AssessmentChanged: lambda fact, _, __: {"after": str(fact.assessment.strength)},
    ConflictFound: lambda fact, _, __: {"connection": fact.connection},
    HistoryAdded: lambda fact, _, __: {"connection": fact.connection, "count": str(len(fact.history))},
    FileAttached: lambda fact, _, __: {"file": fact.attachment.name},
    FileRemoved: lambda fact, _, files: {"file": files.get(fact.attachment_id, fact.attachment_id)},
    FileOpened: lambda fact, _, files: {"file": files.get(fact.attachment_id, fact.attachment_id)},
}
"""
What is filled in for each class of facts whose sentence has something to fill in.
"""


def _remarks(fact: Fact, names: ShownNames) -> Sequence[str]:
    """
    Return what else is said with *fact*: why, and what its maker wrote.
    """
    labels = names.words.labels
    reason, comment = getattr(fact, "reason", None), getattr(fact, "comment", None)
    said: list[tuple[str, str | None]] = [("reason", reason), ("comment", comment)]
    if isinstance(fact, StageChanged):
        said.insert(0, ("skipped", ", ".join(fact.skipped)))
    if isinstance(fact, RegistrationSubmitted):
        said.insert(0, ("rules", ", ".join(fact.rules)))
    if isinstance(fact, DeadlinePassed) and fact.result is not StepResult.DONE:
        said.insert(0, ("result", fact.result.value))
    return [f"{labels[name]}: {text}" for name, text in said if text]


def _changed(change: FieldChange, names: ShownNames, labels: Labels) -> str:
    label, declared = labels.get(change.field, (change.field, None))

    def shown(value: object) -> str:
        if isinstance(value, datetime):
            return names.moment(value)
        if value is None or declared is None or isinstance(value, Unfit):
            return names.words.nothing if value is None else str(value)
        return declared.shown(value)

    return names.words.change.format(field=label, before=shown(change.before), after=shown(change.after))


def _became(fact: MessageFact) -> str:
    match fact:
        case MessageSent():
            return "sent"
        case MessageFailed():
            return "failed"
        case MessageCancelled():
            return "cancelled"
        case MessageRequeued():
            return "requeued"
        case DeliveryReported(kind=kind):
            return kind.value
        case UnknownFact():
            return "unknown_fact"
        case _:
            assert_never(fact)


def file_names(events: Iterable[LeadEvent]) -> Mapping[str, str]:
    """
    Return the names of all files that a lead ever had, by id.
    """
    return {
        event.fact.attachment.id: event.fact.attachment.name for event in events if isinstance(event.fact, FileAttached)
    }
