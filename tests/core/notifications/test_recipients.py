"""
Who is told: every row of the table, and why everybody else is not.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.core.builders import NOW, a_contact, a_lead, a_rep, a_user, altered, an_account
from tests.laws.strategies import examples

from leadflow.core.leads import EmailStatus
from leadflow.core.notifications import (
    Reason,
    RecipientDecision,
    RecipientSource,
    choose_nominated_recipient,
    choose_recipients,
    choose_registration_recipients,
    choose_rejection_recipients,
    choose_update_recipients,
    explain_recipients,
)
from leadflow.core.notifications.policy import RecipientPolicy, RecipientPrecedence
from leadflow.core.partners import Account
from leadflow.core.text import text_key

USER, REP, EXTRA = a_user("user"), a_rep("rep"), a_contact("extra")
OTHER = a_user("other", default=False)


def decide(
    account: Account, assignee_id: str | None = None, precedence: RecipientPrecedence = RecipientPrecedence.UNION
) -> RecipientDecision:
    """
    Return who is told about a lead at *account*.
    """
    return choose_recipients(a_lead(), account, assignee_id=assignee_id, policy=RecipientPolicy(precedence=precedence))


def told(decision: RecipientDecision) -> list[str]:
    """
    Return the ids of those who are told.
    """
    return [one.person_id for one in decision.included]


def reasons(decision: RecipientDecision) -> dict[str, str]:
    """
    Return why everybody else is not.
    """
    return {one.person_id: one.reason.value for one in decision.excluded}


@pytest.mark.parametrize("policy", RecipientPrecedence)
@pytest.mark.parametrize(
    ("auto", "assignee", "defaults", "additional", "expected", "status"),
    [
        (True, None, False, False, [], EmailStatus.AUTO_ACCEPT),
        (True, "other", True, True, [], EmailStatus.AUTO_ACCEPT),
        (False, "other", False, False, ["other"], EmailStatus.QUEUED),
        (False, "other", True, False, ["other"], EmailStatus.QUEUED),
        (False, "other", False, True, ["other"], EmailStatus.QUEUED),
        (False, "other", True, True, ["other"], EmailStatus.QUEUED),
        (False, None, True, False, ["user", "rep"], EmailStatus.QUEUED),
        (False, None, False, True, ["extra"], EmailStatus.QUEUED),
        (False, None, True, True, None, EmailStatus.QUEUED),
        (False, None, False, False, [], EmailStatus.NO_RECIPIENTS),
    ],
)
def test_the_table(
    policy: RecipientPrecedence,
    auto: bool,
    assignee: str | None,
    defaults: bool,
    additional: bool,
    expected: list[str] | None,
    status: EmailStatus,
) -> None:
    """
    Every row, under every policy; where both are set the policy decides.
    """
    both = {
        RecipientPrecedence.UNION: ["user", "rep", "extra"],
        RecipientPrecedence.PARTNER_FIRST: ["user", "rep"],
        RecipientPrecedence.SUPPLIER_FIRST: ["extra"],
    }
    account = an_account(
        auto_accept_since=NOW if auto else None,
        users=(evolve(USER, default_recipient=defaults), OTHER),
        sales_reps=(evolve(REP, default_recipient=defaults),),
        additional_recipients=(EXTRA,) if additional else (),
    )
    decision = decide(account, assignee, policy)

    assert told(decision) == (both[policy] if expected is None else expected)
    assert decision.status is status


class TestPeopleWhoCannotBeMailed:
    @pytest.mark.parametrize(
        ("person", "reason", "status"),
        [
            (a_user("x", active=False), Reason.INACTIVE, EmailStatus.ASSIGNEE_INACTIVE),
            (a_user("x", email="bad"), Reason.INVALID_ADDRESS, EmailStatus.INVALID_ADDRESS),
            (a_user("x", email="bad", active=False), Reason.INACTIVE, EmailStatus.ASSIGNEE_INACTIVE),
        ],
    )
    def test_an_assignee_who_cannot_be_mailed_is_a_failure(
        self, person: Any, reason: Reason, status: EmailStatus
    ) -> None:
        """
        Nobody else is told instead.
        """
        account = an_account(users=(USER, evolve(person, default_recipient=False)), additional_recipients=(EXTRA,))
        decision = decide(account, "x")

        assert told(decision) == []
        assert decision.status is status
        assert decision.status.failed
        assert reasons(decision) == {"x": reason, "user": "assignee_named", "extra": "assignee_named"}

    def test_an_assignee_who_is_gone_is_a_failure(self) -> None:
        """
        An assignee who no longer exists counts as inactive.
        """
        decision = decide(an_account(users=(USER,)), "nobody")

        assert (told(decision), decision.status) == ([], EmailStatus.ASSIGNEE_INACTIVE)
        assert reasons(decision)["nobody"] == "not_found"

    def test_inactive_defaults_count_as_not_set(self) -> None:
        """
        That is no failure.
        """
        account = an_account(users=(a_user("a", active=False),), sales_reps=(a_rep("b", active=False),))

        assert decide(account).status is EmailStatus.NO_RECIPIENTS
        assert reasons(decide(account)) == {"a": "inactive", "b": "inactive"}

    def test_bad_addresses_alone_are_a_failure(self) -> None:
        """
        Somebody was set and cannot be told.
        """
        account = an_account(users=(a_user("a", email="bad"), a_user("b", active=False)))

        assert decide(account).status is EmailStatus.INVALID_ADDRESS
        assert decide(account).status.failed

    def test_an_address_that_bounced_is_the_same_in_capitals(self) -> None:
        """
        A copy of a partner's people may write it otherwise the next night.
        """
        account = an_account(
            "p1", users=(a_user("maja", email="Maja@Nordlys.example", default=True),), bounced=("maja@nordlys.EXAMPLE",)
        )

        assert reasons(decide(account)) == {"maja": "invalid_address"}

    def test_one_good_address_is_enough(self) -> None:
        """
        The others are excluded with their reasons.
        """
        decision = decide(an_account(users=(a_user("a", email=""), USER)))

        assert told(decision) == ["user"]
        assert decision.status is EmailStatus.QUEUED

    @pytest.mark.parametrize("policy", [RecipientPrecedence.PARTNER_FIRST, RecipientPrecedence.SUPPLIER_FIRST])
    def test_the_second_source_is_used_when_the_first_has_nobody_to_mail(self, policy: RecipientPrecedence) -> None:
        """
        Bad addresses and inactive people are nobody.
        """
        bad_users = an_account(users=(a_user("a", email="bad"),), additional_recipients=(EXTRA,))
        bad_extra = an_account(users=(USER,), additional_recipients=(a_contact("b", active=False),))

        assert told(decide(bad_users, precedence=policy)) == ["extra"]
        assert told(decide(bad_extra, precedence=policy)) == ["user"]


class TestOneMailAnAddress:
    def test_who_shares_an_address_is_told_once(self) -> None:
        """
        The partner's people go first; case does not count.
        """
        account = an_account(
            users=(a_user("a", email="a@x.de"), a_user("b", email="A@X.de")),
            additional_recipients=(a_contact("c", email="a@x.DE"), EXTRA),
        )
        decision = decide(account)

        assert told(decision) == ["a", "extra"]
        assert reasons(decision) == {"b": "same_address", "c": "same_address"}

    def test_under_supplier_first_the_suppliers_contact_is_the_one(self) -> None:
        """
        With supplier first, the supplier's contact is notified and a partner's user with the same address is skipped.
        """
        account = an_account(
            users=(a_user("a", email="a@x.de"),),
            additional_recipients=(a_contact("c", email="a@x.de"), a_contact("d", email="A@x.de")),
        )
        decision = decide(account, precedence=RecipientPrecedence.SUPPLIER_FIRST)

        assert told(decision) == ["c"]
        assert reasons(decision) == {"a": "other_source", "d": "same_address"}

    def test_an_inactive_person_takes_no_address_away(self) -> None:
        """
        The next one with it is told.
        """
        decision = decide(an_account(users=(a_user("a", email="a@x.de", active=False), a_user("b", email="a@x.de"))))

        assert told(decision) == ["b"]


def test_an_assignee_is_considered_once() -> None:
    """
    An assignee who is also a default recipient is considered once.
    """
    decision = decide(an_account(users=(USER, a_user("second"))), "user")

    assert [one.person_id for one in decision.considered] == ["user", "second"]


def test_the_assignee_of_the_lead_is_taken_where_none_is_given() -> None:
    """
    The lead's assignee is used unless another one is given.
    """
    account = an_account(users=(USER, OTHER))
    lead = evolve(a_lead(), assignee_id="other")

    assert told(choose_recipients(lead, account)) == ["other"]
    assert told(choose_recipients(lead, account, assignee_id="user")) == ["user"]


def test_auto_accept_counts_from_its_moment() -> None:
    """
    Inclusive; earlier leads are mailed.
    """
    account = an_account(users=(USER,), auto_accept_since=NOW)
    earlier = evolve(a_lead(), received_at=NOW - timedelta(microseconds=1))

    assert choose_recipients(a_lead(), account).status is EmailStatus.AUTO_ACCEPT
    assert told(choose_recipients(earlier, account)) == ["user"]


class TestUpdateRequests:
    """
    Reminders and requests go to the assignee, else to the partner's defaults; the supplier's contacts are not asked.
    """

    PARTNER = an_account(users=(USER, OTHER), sales_reps=(REP,), additional_recipients=(EXTRA,))

    def test_the_assignee_is_asked(self) -> None:
        """
        The assignee gets the request, and the default recipients do not.
        """
        decision = choose_update_recipients(evolve(a_lead(), assignee_id="other"), self.PARTNER)

        assert told(decision) == ["other"]
        assert reasons(decision) == {"user": "assignee_named", "rep": "assignee_named"}

    def test_without_an_assignee_the_defaults_are_asked(self) -> None:
        """
        Users, then sales reps; also where the partner auto-accepts.
        """
        account = altered(self.PARTNER, auto_accept_since=NOW)

        assert told(choose_update_recipients(a_lead(), account)) == ["user", "rep"]

    @pytest.mark.parametrize(
        ("changed", "reason", "status"),
        [
            ({"users": (USER, evolve(OTHER, active=False))}, "inactive", EmailStatus.ASSIGNEE_INACTIVE),
            ({"users": (USER, evolve(OTHER, email="bad"))}, "invalid_address", EmailStatus.INVALID_ADDRESS),
            ({"bounced": (OTHER.email,)}, "invalid_address", EmailStatus.INVALID_ADDRESS),
            ({"unsubscribed": (OTHER.id,)}, "unsubscribed", EmailStatus.NO_RECIPIENTS),
        ],
    )
    def test_nobody_is_asked_in_the_place_of_an_assignee(
        self, changed: dict[str, Any], reason: str, status: EmailStatus
    ) -> None:
        """
        If the assignee cannot be mailed, nobody else gets the request.
        """
        account = altered(self.PARTNER, **changed)
        decision = choose_update_recipients(evolve(a_lead(), assignee_id="other"), account)

        assert told(decision) == []
        assert (reasons(decision)["other"], decision.status) == (reason, status)

    def test_who_has_ended_reminders_takes_no_address_away(self) -> None:
        """
        A colleague with the same address is asked.
        """
        one, two = a_user("a", email="a@x.de"), a_user("b", email="a@x.de")
        decision = choose_update_recipients(a_lead(), an_account(users=(one, two), unsubscribed=(one.id,)))

        assert told(decision) == ["b"]
        assert reasons(decision) == {"a": "unsubscribed"}

    def test_a_registration_is_told_to_those_as_well_who_have_ended_reminders(self) -> None:
        """
        It comes once, and is no reminder.
        """
        account = altered(self.PARTNER, users=(USER,), unsubscribed=(USER.id,))

        assert told(choose_registration_recipients(a_lead(), account)) == ["user", "rep"]


def test_rejections_are_told_to_the_suppliers_people() -> None:
    """
    A rejection is sent once to each address of the supplier's people, with reasons for the others.
    """
    people = (EXTRA, a_contact("twin", email=EXTRA.email), a_contact("bad", email=""), a_contact("off", active=False))
    decision = choose_rejection_recipients(people)

    assert told(decision) == ["extra"]
    assert reasons(decision) == {"twin": "same_address", "bad": "invalid_address", "off": "inactive"}
    assert choose_rejection_recipients(()).status is EmailStatus.NO_RECIPIENTS


@pytest.mark.parametrize(
    ("person", "reason", "status"),
    [
        (EXTRA, Reason.TOLD, EmailStatus.QUEUED),
        (evolve(EXTRA, email="bad"), Reason.INVALID_ADDRESS, EmailStatus.INVALID_ADDRESS),
        (evolve(EXTRA, active=False), Reason.INACTIVE, EmailStatus.NO_RECIPIENTS),
    ],
)
def test_somebody_nominated_is_told_if_they_can_be_mailed(person: Any, reason: Reason, status: EmailStatus) -> None:
    """
    A nominated recipient is notified if reachable, and is in the decision in any case.
    """
    decision = choose_nominated_recipient(person)

    assert [(one.person_id, one.source, one.reason) for one in decision.considered] == [
        ("extra", RecipientSource.NOMINATED, reason)
    ]
    assert decision.status is status


@pytest.mark.parametrize("auto", [False, True])
def test_a_connection_to_a_crm_changes_nothing(auto: bool) -> None:
    """
    A CRM connection changes no recipients, with or without auto-accept.
    """
    account = an_account(users=(USER,), additional_recipients=(EXTRA,), auto_accept_since=NOW if auto else None)

    assert decide(altered(account, crm_connected=True)) == decide(account)


people = st.lists(
    st.tuples(st.sampled_from(["a@x.de", "A@x.de", "b@x.de", "bad", ""]), st.booleans(), st.booleans()), max_size=3
)


@examples(500)
@given(
    users=people,
    reps=people,
    extra=people,
    auto=st.booleans(),
    assignee=st.none() | st.integers(0, 7),
    policy=st.sampled_from(RecipientPrecedence),
)
def test_everybody_is_in_or_out(
    users: list[Any], reps: list[Any], extra: list[Any], auto: bool, assignee: int | None, policy: RecipientPrecedence
) -> None:
    """
    Included and excluded are disjoint and together everybody considered; addresses are told once and are good.
    """
    account = an_account(
        users=tuple(a_user(f"u{n}", email=e, active=a, default=d) for n, (e, a, d) in enumerate(users)),
        sales_reps=tuple(a_rep(f"r{n}", email=e, active=a, default=d) for n, (e, a, d) in enumerate(reps)),
        additional_recipients=tuple(a_contact(f"c{n}", email=e, active=a) for n, (e, a, _) in enumerate(extra)),
        auto_accept_since=NOW if auto else None,
    )
    named = None if assignee is None else [*(one.id for one in account.people.members), *["gone"] * 8][assignee]
    decision = decide(account, named, policy)
    included, excluded = set(told(decision)), set(reasons(decision))
    addresses = [text_key(one.address) for one in decision.included]
    flagged = {one.id for one in account.people.members if one.default_recipient}
    everyone = flagged | {one.id for one in account.partner.additional_recipients} | ({named} if named else set())

    assert included.isdisjoint(excluded)
    assert included | excluded == everyone
    assert len(decision.considered) == len(everyone)
    assert len(addresses) == len(set(addresses))
    assert set(addresses) <= {"a@x.de", "b@x.de"}
    assert bool(included) == (decision.status is EmailStatus.QUEUED)
    assert len(explain_recipients(decision).splitlines()) == len(everyone) + 1


def test_the_explanation_names_everybody() -> None:
    """
    The explanation has name, address, source and reason of everybody considered.
    """
    account = an_account(
        users=(evolve(USER, first_name="Ute", last_name="Ott"), a_user("a", email="bad")),
        additional_recipients=(a_contact("c", active=False),),
    )

    assert explain_recipients(decide(account)).splitlines() == [
        "Recipients",
        "  Ute Ott <user@partner.example> (partner default): notified",
        "  bad (partner default): skipped, the address is not valid",
        "  c@supplier.example (supplier additional): skipped, inactive",
    ]


def test_reprs_hold_no_addresses() -> None:
    """
    Only ids.
    """
    decision = decide(an_account(users=(a_user("u", email="secret@x.de"),)))

    assert "secret" not in repr(decision)
    assert [one.source for one in decision.considered] == [RecipientSource.PARTNER_DEFAULT]
