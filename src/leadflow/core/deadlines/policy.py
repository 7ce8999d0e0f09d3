"""
Deadline policies: which leads are waited for, how long, and what happens then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked
from leadflow.core.bounds import refused, whole
from leadflow.core.criteria import Criteria, any_of, criteria_of, where
from leadflow.core.deadlines.calendars import BusinessCalendar
from leadflow.core.lengths import about_id
from leadflow.core.partners import SupplierContact
from leadflow.errors import InvalidInput

__all__ = [
    "WITHOUT_CRM",
    "Awaited",
    "DeadlineAction",
    "DeadlinePolicy",
    "DeadlineRules",
    "DeadlineStep",
    "PausePolicy",
]

MOST_STEPS: Final = 20
"""
How many steps a policy has at most: stores keep those ahead in an index.
"""

_MINUTE: Final = timedelta(minutes=1)


class Awaited(StrEnum):
    """
    What a partner is waited for.

    Attributes:
        ANSWER: That it accepts or rejects a lead that is pending.
        UPDATE: That it says what became of an accepted lead, as long as the lead is in an open stage
            and has no opportunity.
        OPPORTUNITY: That it updates an opportunity of the lead, as long as one is open.
    """

    ANSWER = "answer"
    UPDATE = "update"
    OPPORTUNITY = "opportunity"


class DeadlineAction(StrEnum):
    """
    What happens when a step of a deadline is due.

    Attributes:
        REMIND: The partner's people are reminded of a pending lead.
        REQUEST_UPDATE: They are asked what became of an accepted lead or of its opportunity.
        REROUTE: A pending lead moves on to the next partner that matches.
        ESCALATE: The supplier's managers are notified.
    """

    REMIND = "remind"
    REQUEST_UPDATE = "request_update"
    REROUTE = "reroute"
    ESCALATE = "escalate"


_ALLOWED: Final[Mapping[Awaited, frozenset[DeadlineAction]]] = {
    Awaited.ANSWER: frozenset({DeadlineAction.REMIND, DeadlineAction.REROUTE, DeadlineAction.ESCALATE}),
    Awaited.UPDATE: frozenset({DeadlineAction.REQUEST_UPDATE, DeadlineAction.ESCALATE}),
    Awaited.OPPORTUNITY: frozenset({DeadlineAction.REQUEST_UPDATE, DeadlineAction.ESCALATE}),
}
"""
The actions of each kind of policy.
"""


def _whole_minutes(instance: DeadlineStep, attribute: Attribute[timedelta | None], value: timedelta | None) -> None:
    if (value is None) == (instance.days is None):
        raise refused("window_unclear", instance, attribute, "and days are one window; give one of them, not both")
    if value is not None and (value <= timedelta() or value % _MINUTE):
        raise refused("window_unclear", instance, attribute, "must be one minute or more, in whole minutes")


@checked
@frozen(kw_only=True)
class DeadlineStep:
    """
    A step of a deadline: after how much business time something happens.

    Both windows are counted from the act that began the deadline, not from the step before.

    Attributes:
        action: What happens.
        days: So many whole working days, from 1; None if *after* says it.
        after: So much working time, in whole minutes; None if *days* says it.

    Raises:
        InvalidInput: Neither or both are given, or *after* is not a whole number of minutes (``window_unclear``).
    """

    action: DeadlineAction
    days: int | None = field(default=None, validator=whole(1, 3_650, optional=True))
    after: timedelta | None = field(default=None, validator=_whole_minutes)


WITHOUT_CRM: Final[Criteria] = any_of(where("partner.crm_connected", "equals", False))
"""
The criteria of a policy that names none: leads of partners without a CRM connection.
"""


def _name(instance: object, attribute: Attribute[str], value: str) -> None:
    wrong = about_id(value, f"{type(instance).__name__}.{attribute.name}")
    if wrong:
        raise InvalidInput(wrong)


def _steps(given: Iterable[DeadlineStep]) -> tuple[DeadlineStep, ...]:
    return tuple(given)


def _ladder(
    instance: DeadlinePolicy, attribute: Attribute[tuple[DeadlineStep, ...]], value: tuple[DeadlineStep, ...]
) -> None:
    if not value:
        raise refused("steps_missing", instance, attribute, "is empty; give at least one step")
    if len(value) > MOST_STEPS:
        raise refused("steps_too_many", instance, attribute, f"has more than {MOST_STEPS} steps; leave some out")
    wrong = next((one for one in value if one.action not in _ALLOWED[instance.awaits]), None)
    if wrong is not None:
        allowed = ", ".join(sorted(_ALLOWED[instance.awaits]))
        message = f"cannot have '{wrong.action}' where an {instance.awaits} is awaited; use {allowed}"
        raise refused("action_not_here", instance, attribute, message)
    for before, after in pairwise(value):
        days = before.days is not None and after.days is not None and after.days <= before.days
        hours = before.after is not None and after.after is not None and after.after <= before.after
        if days or hours:
            raise refused("steps_out_of_order", instance, attribute, "must be in order, each window longer than before")


@checked
@frozen(kw_only=True)
class DeadlinePolicy:
    """
    A ladder of steps for leads that wait for a partner.

    Attributes:
        name: Unique among the policies; on the timeline and in keys.
        awaits: What is waited for.
        steps: In order of their windows.
        criteria: Which leads; if omitted, those of partners without a CRM connection.

    Raises:
        InvalidInput: The name cannot be one: it is empty, too long or has control characters; there is no step
            (``steps_missing``) or more than 20 (``steps_too_many``), an action does not fit what is awaited
            (``action_not_here``), or a window is not longer than the one before (``steps_out_of_order``).
    """

    name: str = field(validator=_name)
    awaits: Awaited = Awaited.ANSWER
    steps: tuple[DeadlineStep, ...] = field(converter=_steps, validator=_ladder)
    criteria: Criteria = field(default=WITHOUT_CRM, converter=criteria_of)


@checked
@frozen(kw_only=True)
class PausePolicy:
    """
    When a partner gets no more leads because it lets deadlines expire.

    Attributes:
        expiries: How many deadlines have to expire, from 1.
        within_days: Within how many days, from 1.
    """

    expiries: int = field(validator=whole(1, 1_000))
    within_days: int = field(default=30, validator=whole(1, 3_650))


def _policies(given: Iterable[DeadlinePolicy]) -> tuple[DeadlinePolicy, ...]:
    return tuple(given)


def _contacts(given: Iterable[SupplierContact]) -> tuple[SupplierContact, ...]:
    return tuple(given)


@checked
@frozen(kw_only=True)
class DeadlineRules:
    """
    The deadlines of a programme.

    Attributes:
        policies: In order; of those that await the same, the first whose criteria hold for a lead is taken.
        calendar: The supplier's working time, for partners without a calendar of their own.
        calendars: The working time of partners, by their ids.
        managers: The supplier's people who are notified when a step escalates.
        most_hops: How often a lead moves on to another partner at most, by deadlines and rejections together.
        pause: When a partner gets no more leads; None never pauses one.

    Raises:
        InvalidInput: There are policies but no calendar (``calendar_missing``), two policies have one name
            (``name_taken``), or a step escalates and there is no manager (``managers_missing``).
    """

    policies: tuple[DeadlinePolicy, ...] = field(default=(), converter=_policies)
    calendar: BusinessCalendar | None = None
    calendars: Mapping[str, BusinessCalendar] = field(factory=dict, hash=False)
    managers: tuple[SupplierContact, ...] = field(default=(), converter=_contacts)
    most_hops: int = field(default=3, validator=whole(0, 100))
    pause: PausePolicy | None = None

    @policies.validator
    def _complete(self, attribute: Attribute[object], value: tuple[DeadlinePolicy, ...]) -> None:
        names = [one.name for one in value]
        if len(set(names)) < len(names):
            raise refused("name_taken", self, attribute, "has two policies of one name; rename one")

    def __attrs_post_init__(self) -> None:
        members = {one.name: one for one in type(self).__attrs_attrs__}
        if self.policies and self.calendar is None:
            message = "is missing; give the working time for partners that have no calendar of their own"
            raise refused("calendar_missing", self, members["calendar"], message)
        escalates = any(step.action is DeadlineAction.ESCALATE for one in self.policies for step in one.steps)
        if escalates and not self.managers:
            raise refused(
                "managers_missing", self, members["managers"], "is empty, but a step escalates; name somebody"
            )

    def calendar_of(self, partner_id: str) -> BusinessCalendar:
        """
        Return the working time of a partner: its own, else the supplier's.
        """
        calendar = self.calendars.get(partner_id, self.calendar)
        assert calendar is not None, "rules with policies have a calendar"
        return calendar
