"""
The desk for reports: the activity report, the distribution summary and the audit log.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from math import inf
from typing import Final

from attrs import evolve

from leadflow.core.access import Act, PartnerParty, ProgramParty, SupplierParty
from leadflow.core.arguments import checked
from leadflow.core.facts import Channel, Rejected, Routed
from leadflow.core.notifications import MailEventQuery, MailTotals
from leadflow.core.partners import Partner
from leadflow.core.timeline import EventQuery, LeadEvent
from leadflow.core.views import (
    MOST_ROWS,
    READ,
    SCORED,
    ActivityQuery,
    ActivityReport,
    AuditEntry,
    AuditPage,
    AuditQuery,
    DistributionSummary,
    LeadList,
    LeadQuery,
    LeadRow,
    ModuleReport,
    NamedPeriod,
    Period,
    Scorecards,
    Sort,
    activity_report,
    audit_entries,
    audit_facts,
    check_grouped,
    counted_facts,
    counted_mail,
    export_query,
    foreign_cursor,
    period_of,
    read_audit_cursor,
    report_module,
    score_partners,
    summarise,
    write_audit_cursor,
)
from leadflow.errors import ConfigurationError
from leadflow.ports import EventLister, MailCounter, UnitOfWork
from leadflow.services.exports.rows import pages_of
from leadflow.services.operations.caller import calling
from leadflow.services.operations.query_checks import check_partner
from leadflow.services.operations.required_records import current_module, module_version
from leadflow.services.operations.setting import Setting
from leadflow.services.views.viewing import leads_of

__all__ = ["ReportDesk"]

_MOST_PAGES: Final = 20
_FEW: Final = 20


@checked
class ReportDesk:
    """
    Reports what happened to leads, for either side.

    A report shows what the party sees: of leads that they may open, and to a partner's people what happened while a
    lead was at their partner. Reading needs no act. Nothing is written.

    Every method raises `ConfigurationError` if the store lists no events (`leadflow.ports.EventLister`).
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | PartnerParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def activity(self, query: ActivityQuery = ActivityQuery()) -> ActivityReport:
        """
        Count what happened, and how often mail was sent, given up and returned, by event type, partner and day; if
        *query* is omitted, in the past week.

        Raises:
            NotFound: Nothing happened, and the partner of the query is unknown, or the party does not see it.
        """
        period = self._period(query.period)
        with self._caller.setting.unit() as unit:
            counts = self._counts(_lister(unit), query, period)
            mail = self._mail(unit, query, period)
            found = any(counts[0]) or (mail is not None and any(mail.by_event))
            check_partner(self._caller, unit, query.partner_id, found)
            return activity_report(period, *counts, mail, partial(_names, unit))

    def _counts(
        self, lister: EventLister, query: ActivityQuery, period: Period
    ) -> tuple[Mapping[type, int], Mapping[str | None, int], Mapping[date, int]]:
        """
        Count events, by fact, partner and day.
        """
        scope, zone, facts = self._caller.scope, self._caller.setting.programme.zone, counted_facts(query)
        if facts is None:
            return {}, {}, {}
        since, until = period.since(zone), period.until(zone)
        asked = EventQuery(facts=facts, partner_id=query.partner_id, since=since, until=until)
        return (
            lister.count_by_fact(scope, asked),
            lister.count_by_partner(scope, asked),
            lister.count_by_day(scope, asked, zone),
        )

    def _mail(self, unit: UnitOfWork, query: ActivityQuery, period: Period) -> MailTotals | None:
        """
        Count what became of mail; None if that is not asked for, or the store does not count it.
        """
        zone, events = self._caller.setting.programme.zone, counted_mail(query)
        if events is None or not isinstance(unit.posts, MailCounter):
            return None
        since, until = period.since(zone), period.until(zone)
        asked = MailEventQuery(events=events, partner_id=query.partner_id, since=since, until=until)
        return unit.posts.count_mail(self._caller.scope, asked, zone)

    def summary(self, by: Iterable[str] = ("partner_name",), query: LeadQuery = LeadQuery()) -> DistributionSummary:
        """
        Return how groups of leads do: how many there are in each status, how many were accepted and how soon, how long
        the others have been waiting, and why leads were rejected.

        A lead that a duplicate continues at another partner counts for the partner that rejected it, though it is
        deactivated. All leads of the query are read, so limit it to a period where there are very many.

        Args:
            by: One to three of ``partner_name``, ``partner_id``, ``source``, ``campaign``, ``stage``, ``kind`` and
                ``routed_by``.
            query: Which leads; its columns, order, page size and cursor do not count.

        Raises:
            InvalidInput: Leads are not grouped by one of these columns, or the query cannot be asked.
        """
        grouped = tuple(by)
        check_grouped(grouped)
        return summarise(grouped, self._summed(grouped, query), self._reasons(), self._caller.setting.clock())

    def scorecards(self, query: LeadQuery = LeadQuery()) -> Scorecards:
        """
        Return how partners do, side by side: the figures of `summary`, and how many leads they opened, in which stages
        leads are, and how many opportunities were won.

        A partner's user gets the scorecard of that partner. All leads of the query are read, as for `summary`.

        Args:
            query: Which leads; its columns, order, page size and cursor do not count.

        Raises:
            InvalidInput: The query cannot be asked.
        """
        return score_partners(self._summed(SCORED, query), self._reasons(), self._caller.setting.clock())

    def module(
        self, name: str, *, version: int | None = None, period: NamedPeriod | Period = NamedPeriod.PAST_WEEK
    ) -> ModuleReport:
        """
        Return what a routing module decided: which step narrowed how much, which rules decided and which never held,
        how partners were chosen, and why leads had to wait.

        Decisions about leads that the party sees count, those of deactivated leads too. Every decision of the period is
        read.

        Args:
            name: Of the module.
            version: Which version; if omitted, the current one.
            period: Which days, in the programme's zone.

        Raises:
            NotAllowed: None of the party's roles allows to administer routing.
            NotFound: There is no such module, or no such version.
        """
        self._caller.check(Act.ADMINISTER_ROUTING)
        days, zone = self._period(period), self._caller.setting.programme.zone
        with self._caller.setting.unit() as unit:
            module = current_module(unit, name) if version is None else module_version(unit, name, version)
        asked = EventQuery(facts=frozenset[type]({Routed}), since=days.since(zone), until=days.until(zone))
        decisions = (one.fact.decision for one in self._events(asked) if isinstance(one.fact, Routed))
        return report_module(module, days, (one for one in decisions if one.module == module.name))

    def _summed(self, by: tuple[str, ...], query: LeadQuery) -> Iterator[LeadRow]:
        query = query.checked(self._caller.setting.programme.schema)
        asked = export_query(evolve(query, columns=(*dict.fromkeys((*by, *READ)), "superseded_by"), sort=Sort()))
        lists = [asked.which]
        if self._caller.scope.deactivated and asked.which is not LeadList.DEACTIVATED:
            lists.append(LeadList.DEACTIVATED)
        for which in lists:
            one = evolve(asked, which=which)
            first = leads_of(self._caller, one, may_be_empty=which is not asked.which)
            for page in pages_of(self._caller, one, first):
                for row in page:
                    *values, superseded = row.values
                    if which is asked.which or superseded is not None:
                        yield LeadRow(row.id, row.columns[:-1], tuple(values))

    def _reasons(self) -> dict[str, str | None]:
        """
        Return why each lead that was rejected was rejected last, by its id.
        """
        found: dict[str, str | None] = {}
        for event in self._events(EventQuery(facts=frozenset[type]({Rejected}))):
            if isinstance(event.fact, Rejected):
                found.setdefault(event.lead_id, event.fact.reason)
        return found

    def _events(self, asked: EventQuery) -> Iterator[LeadEvent]:
        """
        Return all events of a query in pages, the latest first.
        """
        after = None
        while True:
            with self._caller.setting.unit() as unit:
                page = _lister(unit).page(self._caller.scope, asked, after, MOST_ROWS)
            yield from (one.event for one in page.events)
            after = page.after
            if after is None:
                return

    def audit(self, query: AuditQuery = AuditQuery()) -> AuditPage:
        """
        Return a page of the audit log: each field that was changed, by whom, when and by which way, the latest first.

        Raises:
            InvalidInput: There is no such field, or the cursor is another query's.
            NotFound: This supplier has no such lead, or the party does not see it; or nothing was found, and that is
                true of the partner.
        """
        asked, after = self._asked(query), read_audit_cursor(query)
        with self._caller.setting.unit() as unit:
            if query.lead_id is not None:
                return self._of_lead(unit, query.lead_id, query, asked, after)
            for _ in range(_MOST_PAGES):
                page = _lister(unit).page(self._caller.scope, asked, after, query.most)
                keys = [(one.event.lead_id, one.event.seq) for one in page.events]
                entries = tuple(self._entries(unit, keys, query.field))
                after = page.after
                if entries or after is None:
                    break
            check_partner(self._caller, unit, query.partner_id, entries or query.after or after)
        return AuditPage(entries, write_audit_cursor(query, after))

    def _asked(self, query: AuditQuery) -> EventQuery:
        programme = self._caller.setting.programme
        period = None if query.period is None else self._period(query.period)
        return EventQuery(
            facts=audit_facts(query, programme.schema),
            actor_id=query.actor_id,
            channel=query.channel,
            partner_id=query.partner_id,
            since=period.since(programme.zone) if period else None,
            until=period.until(programme.zone) if period else None,
        )

    def _of_lead(
        self, unit: UnitOfWork, lead_id: str, query: AuditQuery, asked: EventQuery, after: str | None
    ) -> AuditPage:
        lead, before = self._caller.lead(unit, lead_id), _seq(after)
        events, here, seqs = unit.timeline.of(lead_id), None, list[int]()
        for event in events:
            here = event.partner_after(here)
            shared = self._caller.scope.partner_id is not None or event.seq >= lead.registered
            if shared and asked.holds(event, here) and event.seq < before:
                seqs.append(event.seq)
        found = audit_entries(events, self._caller.scope)
        check_partner(self._caller, unit, query.partner_id, seqs)
        page = seqs[::-1][: query.most]
        entries = tuple(one for seq in page for one in found.get(seq, ()) if query.field in (None, one.field))
        return AuditPage(entries, write_audit_cursor(query, str(page[-1]) if len(seqs) > len(page) else None))

    def _entries(self, unit: UnitOfWork, keys: list[tuple[str, int]], field: str | None) -> Iterator[AuditEntry]:
        timelines = unit.timeline.many({lead_id for lead_id, _ in keys})
        found = {lead_id: audit_entries(events, self._caller.scope) for lead_id, events in timelines.items()}
        for lead_id, seq in keys:
            entries = found.get(lead_id, {}).get(seq, ())
            yield from (one for one in entries if field in (None, one.field))

    def _period(self, named: NamedPeriod | Period) -> Period:
        setting = self._caller.setting
        return period_of(named, setting.clock().astimezone(setting.programme.zone).date())


def _names(unit: UnitOfWork, partner_ids: Collection[str]) -> Mapping[str, str]:
    """
    Return the names of partners, by their ids; one that is gone is absent.
    """
    if len(partner_ids) > _FEW:
        # A query for each takes longer than to read all.
        return {one.id: one.name for one in unit.records.all(Partner) if one.id in partner_ids}
    found = (unit.records.one(Partner, one) for one in partner_ids)
    return {one.id: one.name for one in found if one is not None}


def _seq(after: str | None) -> float:
    if after is None:
        return inf
    if not (after.isascii() and after.isdecimal()):
        raise foreign_cursor()
    return int(after)


def _lister(unit: UnitOfWork) -> EventLister:
    if not isinstance(unit.timeline, EventLister):
        raise ConfigurationError(
            "this store lists no events, which reports are made of; implement leadflow.ports.EventLister in its "
            "TimelineReader, or use a store that has it"
        )
    return unit.timeline
