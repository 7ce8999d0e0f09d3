"""
The desk for subscriptions of the supplier's people, and for their daily digests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from attrs import evolve, field, frozen

from leadflow.core.access import Act, ProgramParty, SupplierParty, may
from leadflow.core.arguments import checked
from leadflow.core.changes import Changes, Put
from leadflow.core.criteria import AnyCriteria, ready_criteria, written_criteria
from leadflow.core.facts import Channel
from leadflow.core.handling.subscriptions import Subscription, SubscriptionFrequency
from leadflow.core.lengths import about_texts, tidied
from leadflow.core.notifications.bookkeeping import check_addresses, id_taken
from leadflow.core.partners import Membership, SupplierContact
from leadflow.core.problems import Problem
from leadflow.errors import ConfigurationError, Conflict, InvalidInput, NotFound
from leadflow.ports import UnitOfWork
from leadflow.services.digests.daily import DigestOutcome, plan_digest, plan_last_digest
from leadflow.services.digests.subscribers import all_subscribers, end_subscription, one_subscriber
from leadflow.services.operations.caller import calling
from leadflow.services.operations.planned import planned
from leadflow.services.operations.setting import Setting
from leadflow.services.operations.steps import in_steps

__all__ = ["DigestRun", "SubscriptionDesk", "SubscriptionUpdate"]

_AT_ONCE: Final = SubscriptionFrequency.AT_ONCE


@frozen(kw_only=True)
class SubscriptionUpdate:
    """
    A subscription after a change.

    Attributes:
        subscription: As it is now.
        warnings: What is allowed and probably not meant, such as the address of a role.
    """

    subscription: Subscription
    warnings: tuple[Problem, ...] = ()


@frozen
class DigestRun:
    """
    What was done by `SubscriptionDesk.run`.

    Attributes:
        outcomes: How many subscribers' digests came to what.
        failed: The ids of the subscribers whose digest could not be made, because others kept changing their
            subscription or it cannot be read. It is due again in the next run.
    """

    outcomes: Mapping[DigestOutcome, int] = field(factory=dict)
    failed: tuple[str, ...] = ()


@checked
class SubscriptionDesk:
    """
    Subscriptions of the supplier's people to what partners do with leads, and their daily digests.

    Everybody of the supplier changes and reads their own subscription. Those of others, and the digests, need the act
    ``manage_subscriptions``, and raise `NotAllowed` without it; nothing is written then. A subscription tells only of
    leads that its person sees: it keeps the partner groups that they are limited to.

    leadflow starts no timer: the host calls `run` every few minutes, from one process or from several.
    """

    def __init__(
        self, setting: Setting, party: SupplierParty | ProgramParty, *, channel: Channel | None = None
    ) -> None:
        """
        Open the desk for *party*; without a channel a person comes by the portal, and a program by the API.
        """
        self._caller = calling(setting, party, channel)

    def subscribe(
        self,
        contact: SupplierContact,
        *,
        criteria: AnyCriteria | None = None,
        frequency: SubscriptionFrequency = SubscriptionFrequency.AT_ONCE,
        groups: Collection[str] | None = None,
    ) -> SubscriptionUpdate:
        """
        Subscribe somebody of the supplier, or change their subscription; the same again changes nothing.

        Who had digests and is notified at once from now on gets a last digest of the changes since the one before.

        Args:
            contact: Who, with the address that is mailed. Its id is that of the user, as desks are opened for them.
            criteria: Of which leads; None for all that the person sees.
            frequency: At once, or in a digest once a day.
            groups: The partner groups that the person is limited to, for somebody else; empty means no limit. If
                omitted, those of their subscription so far stay. One's own subscription always has one's own limits.

        Raises:
            NotAllowed: It is somebody else's and the act is missing, or the groups are none of those that the caller
                is limited to. Nothing was written.
            InvalidInput: The address cannot be mailed (``email_invalid``), the id is that of a partner's person
                (``person_id_taken``), criteria do not fit the schema, or the groups of somebody who has no
                subscription are missing (``groups_missing``). Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._check(contact.id)
        setting, contact = self._caller.setting, tidied(contact)
        warnings = check_addresses([contact])
        wrong = (*about_texts(contact, "contact."), *(one for one in warnings if one.code == "email_invalid"))
        if wrong:
            raise InvalidInput(tuple(wrong))
        ready_criteria(written_criteria(criteria), setting.programme.schema)
        given = frozenset(groups) if groups is not None else None

        def plan(unit: UnitOfWork) -> tuple[Subscription, Changes | None]:
            member = unit.records.one(Membership, contact.id)
            if member is not None and member.partner_id is not None:
                raise InvalidInput((id_taken(contact.id),))
            before = unit.records.one(Subscription, contact.id)
            known = one_subscriber(unit, setting.programme, contact.id)
            there = known.subscription if known is not None else None
            after = Subscription(
                contact=contact,
                criteria=criteria,
                frequency=frequency,
                groups=tuple(self._groups(contact.id, given, there)),
                since=there.since if there is not None and _goes_on(there, frequency) else setting.clock(),
                unknown=before.unknown if before is not None else "",
            )
            if after == before:
                return after, None
            changes = plan_last_digest(setting, unit, contact.id) if frequency is _AT_ONCE else Changes()
            return after, evolve(changes, puts=(*changes.puts, Put(after, before=before)))

        return SubscriptionUpdate(subscription=planned(setting, plan), warnings=warnings)

    def unsubscribe(self, person_id: str) -> Subscription:
        """
        End the subscription of a person, also one that the programme has for them; ending it again changes nothing.

        Mail that waits for them is not sent any more.

        Raises:
            NotFound: This person never subscribed. Nothing was written.
            NotAllowed: It is somebody else's and the act is missing. Nothing was written.
            Conflict: Others wrote first twelve times in a row. Nothing was written, trying again is safe.
        """
        self._check(person_id)
        setting = self._caller.setting

        def plan(unit: UnitOfWork) -> tuple[Subscription, Changes | None]:
            known = one_subscriber(unit, setting.programme, person_id)
            if known is None:
                raise NotFound("subscription", person_id)
            after = evolve(known.subscription, frequency=SubscriptionFrequency.NEVER)
            return after, end_subscription(unit, setting, person_id)

        return planned(setting, plan)

    def subscription(self, person_id: str) -> Subscription | None:
        """
        Return the subscription of somebody; None if they never had one.

        Raises:
            NotAllowed: It is somebody else's and the act is missing.
        """
        self._check(person_id)
        with self._caller.setting.unit() as unit:
            found = one_subscriber(unit, self._caller.setting.programme, person_id)
        return found.subscription if found is not None else None

    def subscriptions(self) -> tuple[Subscription, ...]:
        """
        Return all subscriptions that the caller may read, by ascending id of the person.
        """
        with self._caller.setting.unit() as unit:
            found = [one.subscription for one in all_subscribers(unit, self._caller.setting.programme)]
        return tuple(sorted((one for one in found if self._may(one.person_id)), key=lambda one: one.person_id))

    @in_steps()
    def run(self) -> DigestRun:
        """
        Make the digests that are due: one for each person and day, though it is called twice or from two processes.

        A digest is about the changes since the last one, so nothing is lost if nobody called this for a while, and one
        mail is about it. A person with no news gets none. A subscriber that cannot be handled stops no other.

        Raises:
            NotAllowed: The act is missing, or the caller is limited to partner groups. Nothing was written.
        """
        setting = self._caller.setting
        self._caller.check(Act.MANAGE_SUBSCRIPTIONS)
        if self._caller.scope.groups is not None:
            raise self._caller.refusing(Act.MANAGE_SUBSCRIPTIONS)
        with setting.unit() as unit:
            daily = [
                one.subscription.person_id
                for one in all_subscribers(unit, setting.programme)
                if one.subscription.frequency is SubscriptionFrequency.DAILY
            ]
        outcomes, failed = Counter[DigestOutcome](), list[str]()
        for person_id in daily:
            try:
                outcomes[planned(setting, lambda unit: plan_digest(setting, unit, person_id))] += 1  # noqa: B023  # called at once
            except (ConfigurationError, Conflict):
                failed.append(person_id)
        return DigestRun(dict(outcomes), tuple(failed))

    def _may(self, person_id: str) -> bool:
        party = self._caller.party
        if isinstance(party, SupplierParty) and party.id == person_id:
            return True
        return may(party, Act.MANAGE_SUBSCRIPTIONS)

    def _check(self, person_id: str) -> None:
        if not self._may(person_id):
            raise self._caller.refusing(Act.MANAGE_SUBSCRIPTIONS)

    def _groups(self, person_id: str, given: frozenset[str] | None, there: Subscription | None) -> frozenset[str]:
        """
        Return what a subscription is limited to.

        Raises:
            NotAllowed: The caller is limited, and would let somebody see more than that.
            InvalidInput: They are needed and missing.
        """
        party, limit = self._caller.party, self._caller.scope.groups
        if isinstance(party, SupplierParty) and party.id == person_id:
            return party.groups
        if given is None and there is None:
            message = "is missing; give the partner groups that the person is limited to, or none for no limit"
            raise InvalidInput((Problem(code="groups_missing", path="groups", message=message),))
        groups = given if given is not None else frozenset(there.groups if there is not None else ())
        if limit is not None and not (groups and groups <= limit):
            raise self._caller.refusing(Act.MANAGE_SUBSCRIPTIONS)
        return groups


def _goes_on(there: Subscription, frequency: SubscriptionFrequency) -> bool:
    """
    Return whether digests continue from where they were: nobody reads of changes from before they asked for digests.
    """
    return there.frequency is frequency
