"""
The desk for the links of mail: viewing is free, and only a posted form changes a lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from attrs import evolve

from leadflow.core.access import Scope
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.handling.link_actions import LinkAnswer, LinkPreview, decide_by_link, link_code, preview_link
from leadflow.core.leads import Lead
from leadflow.core.notifications.bookkeeping import end_reminders
from leadflow.core.notifications.link_grants import LinkAction, LinkGrant
from leadflow.core.notifications.links import ActionLinks
from leadflow.core.notifications.occasions import languages_of
from leadflow.core.observations import ActRefused
from leadflow.core.partners import Account, Partner, Person
from leadflow.core.timeline import LeadEvent
from leadflow.errors import (
    AlreadyDecided,
    LinkInvalid,
    LinkOutdated,
    LinkUnusable,
    NotFound,
)
from leadflow.ports import UnitOfWork
from leadflow.services.digests.subscribers import end_subscription, one_subscriber
from leadflow.services.handling.merging import survivor_of
from leadflow.services.handling.moving_on import MovingOn
from leadflow.services.mail.telling import with_news
from leadflow.services.operations.planned import planned
from leadflow.services.operations.required_records import account_of
from leadflow.services.operations.setting import Setting, check_links
from leadflow.services.relay.places import mark_everywhere, places_of

__all__ = ["LinkDesk"]

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@checked
class LinkDesk:
    """
    Handles the links in one supplier's mail.

    `preview` may be called by anybody any number of times, mail scanners included. `perform` is for a form that a
    person has posted.
    """

    def __init__(self, setting: Setting, links: ActionLinks) -> None:
        check_links(links, setting.programme, "LinkDesk(links)")
        self._setting = setting
        self._links = links

    def preview(self, token: str) -> LinkPreview:
        """
        Return the content of the confirmation page; nothing is written.

        Raises:
            LinkUnusable: The link is invalid, expired or superseded, or its lead is inactive.
        """
        grant = self._links.read(token, self._setting.clock())
        with self._setting.unit() as unit:
            grant, lead, account, events = _read(unit, grant)
        preview = preview_link(grant, lead, account, events, nonce=self._links.form_nonce(token))
        return evolve(preview, lead=self._scope.shown(lead))

    def languages(self, token: str) -> tuple[str, ...]:
        """
        Return what the person reads to whom the link was sent, the first choice first, for the pages that answer; empty
        if the token is not one of this supplier's.

        It is the person of a button or of a link for unsubscribing, also of one that has expired.
        """
        try:
            partner_id, recipient_id = self._person_of(token)
        except LinkInvalid:
            return ()
        with self._setting.unit() as unit:
            partner = unit.records.one(Partner, partner_id) if partner_id else None
            person: Person | None = account_of(unit, partner).person(recipient_id) if partner else None
            if partner_id == "":
                subscriber = one_subscriber(unit, self._setting.programme, recipient_id)
                person = subscriber.subscription.contact if subscriber is not None else None
        return languages_of(person, partner, self._setting.programme.mail.language)

    def _person_of(self, token: str) -> tuple[str | None, str]:
        try:
            return self._links.read_unsubscribe(token)
        except LinkInvalid:
            grant = self._links.read(token, _LONG_AGO)
        with self._setting.unit() as unit:
            try:
                return unit.leads.get(grant.lead_id).partner_id, grant.recipient_id
            except NotFound:
                raise LinkInvalid from None

    def perform(
        self,
        token: str,
        action: str,
        form_nonce: str,
        *,
        reason: str | None = None,
        comment: str | None = None,
        assignee_id: str | None = None,
        stage: str | None = None,
    ) -> LeadUpdate | Refusal:
        """
        Perform the action that a person confirmed. For POST only: a link that is merely opened has no *form_nonce*.

        The same token and action again gives ``unchanged``.

        Args:
            token: Of the link.
            action: The button that was pressed, such as ``accept``.
            form_nonce: As the form of `preview` has it.
            reason, comment: Of a rejection; an update of the stage can have a comment too.
            assignee_id: Who gets the lead, where it is reassigned.
            stage: Where the lead is, where that is updated.

        Raises:
            LinkUnusable: The link is invalid, expired or superseded, or its lead is inactive.
            AlreadyDecided: Something else was decided before.
        """
        # Unknown words are not logged, because anybody can post them.
        act = action if action in set(LinkAction) else "unknown"
        try:
            grant = self._links.read(token, self._setting.clock())
            if act != action or not self._links.is_nonce(token, form_nonce):
                raise LinkInvalid
            answer = LinkAnswer(
                action=LinkAction(action),
                reason=reason or None,
                comment=comment,
                assignee_id=assignee_id or None,
                stage=stage or None,
            )
            done = self._answered(grant, answer)
        except (LinkUnusable, AlreadyDecided) as error:
            self._report_refused(act, link_code(error))
            raise
        if isinstance(done, Refusal):
            self._report_refused(act, done.problems[0].code, grant.lead_id)
            return done
        return done.seen_by(self._scope)

    @property
    def _scope(self) -> Scope:
        """
        What the holder of a link sees: what the partner sees.
        """
        return Scope(hidden=self._setting.programme.hidden_until_accepted)

    def _answered(self, grant: LinkGrant, answer: LinkAnswer) -> LeadUpdate | Refusal:
        moving = MovingOn(self._setting)

        def plan(unit: UnitOfWork) -> tuple[LeadUpdate | Refusal, Changes | None]:
            held, lead, account, events = _read(unit, grant)
            policy, now = self._setting.programme.handling, self._setting.clock()
            stages = self._setting.programme.stages
            done = decide_by_link(held, answer, lead, account, events, policy=policy, stages=stages, now=now)
            done, changes = moving.follow(done, unit, now)
            return done, with_news(self._setting, unit, changes)

        done = planned(self._setting, plan, about=("perform", grant, answer))
        moving.settle()
        return done

    def _report_refused(self, act: str, why: str, lead_id: str | None = None) -> None:
        self._setting.report(ActRefused(supplier_id=self._setting.supplier_id, act=act, code=why, lead_id=lead_id))

    def unsubscribe(self, token: str) -> None:
        """
        Unsubscribe the recipient of *token* from reminders and update requests. For the one-click POST.

        It counts at every partner where they get mail. For one of the supplier's people it ends their subscription.

        Raises:
            LinkInvalid: The token does not belong to this supplier.
        """
        partner_id, recipient_id = self._links.read_unsubscribe(token)

        def plan(unit: UnitOfWork) -> tuple[None, Changes | None]:
            if not partner_id:
                return None, end_subscription(unit, self._setting, recipient_id)
            puts = mark_everywhere(
                unit,
                recipient_id,
                places_of(unit, recipient_id, (partner_id,)),
                lambda people: end_reminders(people, recipient_id),
                lambda member: evolve(member, unsubscribed=True),
            )
            return None, Changes(puts=puts) if puts else None

        planned(self._setting, plan)


def _read(unit: UnitOfWork, grant: LinkGrant) -> tuple[LinkGrant, Lead, Account, Sequence[LeadEvent]]:
    """
    Read the lead of a link; one that was merged into another is followed to the one that stays.
    """
    try:
        lead, events = unit.leads.get(grant.lead_id), unit.timeline.of(grant.lead_id)
        if not lead.active and lead.superseded_by is not None and grant.assignment == lead.assignment:
            stays = unit.leads.get(survivor_of(unit, lead.id))
            if stays.id != lead.id:
                grant = evolve(grant, lead_id=stays.id, assignment=stays.assignment)
                lead, events = stays, unit.timeline.of(stays.id)
    except NotFound:
        raise LinkInvalid from None
    partner = unit.records.one(Partner, lead.partner_id) if lead.partner_id else None
    if partner is None:
        raise LinkOutdated
    return grant, lead, account_of(unit, partner), events
