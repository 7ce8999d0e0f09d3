"""
The activity report: how often what happened, in total and by partner and day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from attrs import Attribute, field, frozen

from leadflow.core.arguments import checked, taken_as
from leadflow.core.bounds import refused
from leadflow.core.notifications import MailEvent, MailTotals
from leadflow.core.several import text_set
from leadflow.core.taking import LookupText
from leadflow.core.timeline.event_types import event_type, facts_of, known_events
from leadflow.core.views.charts import Chart, bar_chart, column_chart, drawn
from leadflow.core.views.periods import NamedPeriod, Period, days_of
from leadflow.core.views.report_tables import ReportTable

__all__ = ["MOST_DAYS", "ActivityQuery", "ActivityReport", "activity_report", "counted_facts", "counted_mail"]


MOST_DAYS: Final = 3_660
"""
The most days of an activity report, which has an entry for each: ten years.
"""

Name = TypeVar("Name", str, str | None)


def _bounded(instance: object, attribute: Attribute[Any], period: NamedPeriod | Period) -> None:
    days = (period.last - period.first).days + 1 if isinstance(period, Period) else 1
    if days > MOST_DAYS:
        message = f"the period has {days:,} days, and a report at most {MOST_DAYS:,}; give a shorter one"
        raise refused("period_too_long", instance, attribute, message)


_MAIL: Final = frozenset(one.value for one in MailEvent)


def _known(instance: object, attribute: Attribute[Any], types: Collection[str]) -> None:
    known_events(instance, attribute, types, more=_MAIL)


@checked
@frozen(kw_only=True)
class ActivityQuery:
    """
    What an activity report counts.

    Attributes:
        period: Which days, in the programme's zone; at most `MOST_DAYS`, because the report has an entry for each.
        events: Event types, such as ``accepted``, and what became of mail: ``mail_sent``, ``mail_failed`` and
            ``mail_bounced``; empty means all.
        partner_id: Only what happened while leads were at this partner; None means at any or none.

    Raises:
        InvalidInput: There is no such event type (``event_type_unknown``), or the period is too long
            (``period_too_long``).
    """

    period: NamedPeriod | Period = field(default=NamedPeriod.PAST_WEEK, validator=_bounded)
    events: frozenset[str] = field(default=frozenset(), converter=text_set, validator=_known)
    partner_id: str | None = field(default=None, metadata=taken_as(LookupText | None))


def counted_facts(query: ActivityQuery) -> frozenset[type] | None:
    """
    Return the classes of the facts that *query* counts, empty for all; None if it counts only mail.
    """
    types = query.events - _MAIL
    return facts_of(types) if types or not query.events else None


def counted_mail(query: ActivityQuery) -> frozenset[MailEvent] | None:
    """
    Return what *query* counts of mail, empty for everything; None if it counts no mail.
    """
    found = frozenset(one for one in MailEvent if one.value in query.events)
    return found if found or not query.events else None


@frozen(kw_only=True)
class ActivityReport:
    """
    How many events there were in a period, and how often mail was sent, given up and returned; those of deactivated leads
    count too.

    Attributes:
        period: Which days.
        total: All of them.
        by_event: By event type, the most frequent first; a type of which there were none is absent.
        by_partner: By the partner that the lead was at once it had happened, the most active first; None if it was at
            none.
        by_day: For each day of the period, in order.
        partner_names: The name of each of these partners; one that is gone is absent.
    """

    period: Period
    total: int
    by_event: Mapping[str, int]
    by_partner: Mapping[str | None, int]
    by_day: Mapping[date, int]
    partner_names: Mapping[str, str] = field(repr=False)

    def charts(self) -> tuple[Chart, ...]:
        """
        Return the report as pictures: by event, by partner, and by day.
        """
        partners = [(self.partner_names.get(one or "", one or "–"), count) for one, count in self.by_partner.items()]
        return (
            bar_chart("Events by type", [(one.replace("_", " "), count) for one, count in self.by_event.items()]),
            bar_chart("Events by partner", partners),
            column_chart("Events by day", [(day.isoformat(), count) for day, count in self.by_day.items()]),
        )

    def _repr_html_(self) -> str:
        return drawn(self.charts())

    def tables(self) -> tuple[ReportTable, ...]:
        """
        Return the report as tables: by event, by partner, and by day.
        """
        partners = [(one, one and self.partner_names.get(one), count) for one, count in self.by_partner.items()]
        return (
            ReportTable("by_event", ("event", "count"), tuple(self.by_event.items())),
            ReportTable("by_partner", ("partner_id", "partner_name", "count"), tuple(partners)),
            ReportTable("by_day", ("day", "count"), tuple(self.by_day.items())),
        )


def activity_report(
    period: Period,
    by_fact: Mapping[type, int],
    by_partner: Mapping[str | None, int],
    by_day: Mapping[date, int],
    mail: MailTotals | None,
    names_of: Callable[[Collection[str]], Mapping[str, str]],
) -> ActivityReport:
    """
    Return the report of what was counted, of events and of mail; *names_of* returns the names of partners by their
    ids.
    """
    by_event: Counter[str] = Counter({event_type(fact): count for fact, count in by_fact.items()})
    if mail is not None:
        by_event.update({event.value: count for event, count in mail.by_event.items()})
        by_partner = Counter(by_partner) + Counter(mail.by_partner)
        by_day = Counter(by_day) + Counter(mail.by_day)
    names = names_of({one for one in by_partner if one is not None})
    return ActivityReport(
        period=period,
        total=by_event.total(),
        by_event=_most_first(by_event),
        by_partner=_most_first(by_partner),
        by_day={day: by_day.get(day, 0) for day in days_of(period)},
        partner_names=names,
    )


def _most_first(counts: Mapping[Name, int]) -> dict[Name, int]:
    return dict(sorted(counts.items(), key=lambda one: (-one[1], one[0] or "")))
