"""
Acting by a mail's link: looking changes nothing, and of many who press at once one decides.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, altered, an_account
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office
from tests.stores import an_empty_store

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.actors import Side
from leadflow.core.facts import Accepted, Actor, Channel, Reassigned, Rejected
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import Activity, DistributionStatus
from leadflow.core.notifications import ActionLinks, LinkAction, LinkKey
from leadflow.core.notifications.policy import MailPolicy
from leadflow.core.notifications.wordings import words_in
from leadflow.errors import (
    AlreadyDecided,
    InvalidInput,
    LeadInactive,
    LinkExpired,
    LinkInvalid,
    LinkOutdated,
    LinkUnusable,
)
from leadflow.services import (
    LINK_HEADERS,
    LinkDesk,
    OutboxRelay,
    answer_page,
    confirmation_page,
    confirmation_values,
    unsubscribe_page,
)
from leadflow.testing import CountingIds, FrozenClock, RecordingMailer

LINKS = ActionLinks(
    "acme",
    (LinkKey("k1", b"s" * 32),),
    url="https://x.example/{token}",
    unsubscribe_url="https://x.example/u/{token}",
)
TEAM = an_account("team", users=(a_user("tina"), a_user("ole"), a_user("eve", default=False)))
ROUNDS = 200 if os.environ.get("LEADFLOW_SOAK") else 20


def tokens_of(office: Office, **programme: object) -> list[str]:
    """
    Send what waits, and return the token of each mail.
    """
    mailer = RecordingMailer()
    relay = OutboxRelay(office.setting, office.store, mailer, links=LINKS)
    relay.run_until_idle()
    return [mail.text.partition("https://x.example/")[2].partition("?")[0] for mail in mailer.sent]


def linked() -> tuple[Office, LinkDesk, str, list[str]]:
    """
    Return an office, its link desk, a lead at *team*, and the tokens of those who were mailed.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    done = office.desk.receive(read_draft(SCHEMA, {"email": "ann@x.se", "last_name": "<Ann>"}, partner="team"))
    assert isinstance(done, Distribution)
    desk = LinkDesk(office.setting, LINKS)
    return office, desk, done.lead.id, tokens_of(office)


def test_every_recipient_gets_a_token_of_their_own() -> None:
    """
    Every recipient has a different token, in text and HTML.
    """
    _, desk, _, tokens = linked()

    assert len(set(tokens)) == 2
    assert sorted(desk.preview(token).recipient_id for token in tokens) == ["ole", "tina"]


def test_a_thousand_previews_write_nothing(tmp_path: Path) -> None:
    """
    A thousand previews change no byte of the SQLite tables.
    """
    store, clock, ids = SqlStore(str(tmp_path / "l.db")), FrozenClock(), CountingIds()
    office = Office(store=store, clock=clock, ids=ids)
    office.keep(TEAM)
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    desk, (token, _) = LinkDesk(office.setting, LINKS), tokens_of(office)
    before = dump(tmp_path / "l.db")
    for _ in range(1_000):
        desk.preview(token)

    assert dump(tmp_path / "l.db") == before
    store.close()


def dump(path: Path) -> list[str]:
    """
    Return a database as statements.
    """
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.mark.parametrize("action", ["accept", "reject", "reassign"])
def test_the_same_again_gives_the_first_result(action: str) -> None:
    """
    The same action again returns the first result, with one event by the recipient.
    """
    office, desk, lead_id, (token, _) = linked()
    nonce = desk.preview(token).nonce
    recipient = desk.preview(token).recipient_id
    first = desk.perform(token, action, nonce, assignee_id="eve")
    again = desk.perform(token, action, nonce, assignee_id="eve")

    assert isinstance(first, LeadUpdate)
    assert isinstance(again, LeadUpdate)
    assert (first.unchanged, again.unchanged) == (False, True)
    assert first.events[0].actor == Actor(recipient, Channel.MAIL_LINK, Side.PARTNER)
    decided = [one for one in office.events(lead_id) if isinstance(one.fact, Accepted | Rejected | Reassigned)]
    assert len(decided) == 1
    assert office.sound()


def test_another_action_after_a_decision_is_told_so() -> None:
    """
    A different action later raises with the person and time of the first, for every link.
    """
    office, desk, _, (one, other) = linked()
    desk.perform(one, "accept", desk.preview(one).nonce)
    for token, action in [(one, "reject"), (other, "reject"), (other, "reassign")]:
        with pytest.raises(AlreadyDecided) as caught:
            desk.perform(token, action, desk.preview(token).nonce, assignee_id="eve")

        assert (caught.value.decision, caught.value.at) == ("accepted", office.clock())
    assert desk.preview(other).actions == (LinkAction.SET_STAGE,)


def test_a_reassigned_lead_is_told_without_its_data() -> None:
    """
    Older links of a reassigned or deactivated lead show nothing of the lead.
    """
    office, desk, lead_id, (one, other) = linked()
    desk.perform(one, "reassign", desk.preview(one).nonce, assignee_id="eve")
    for ask in (partial(desk.preview, other), partial(desk.preview, one)):
        with pytest.raises(LinkOutdated) as superseded:
            ask()
    office, desk, lead_id, (one, _) = linked()
    office.desk.deactivate(lead_id)
    with pytest.raises(LeadInactive) as inactive:
        desk.preview(one)

    assert all("ann" not in str(error.value).lower() for error in (superseded, inactive))


def test_a_superseded_link_does_not_say_what_became_of_the_lead() -> None:
    """
    A lead that was reassigned and then deactivated looks as one that was only reassigned.
    """
    office, desk, lead_id, (token, _) = linked()
    office.at("team").reassign(lead_id, "eve")
    office.desk.deactivate(lead_id)

    with pytest.raises(LinkOutdated):
        desk.preview(token)
    with pytest.raises(LinkOutdated):
        desk.perform(token, "accept", LINKS.form_nonce(token))


def test_what_is_not_confirmed_changes_nothing() -> None:
    """
    A wrong nonce, a nonce of another link, an unknown action and an expired link.
    """
    office, desk, lead_id, (one, other) = linked()
    nonce, foreign = desk.preview(one).nonce, desk.preview(other).nonce
    for action, said in [("accept", ""), ("accept", foreign), ("accept", one), ("delete", nonce)]:
        with pytest.raises(LinkInvalid):
            desk.perform(one, action, said)
    office.clock.advance(timedelta(days=14, seconds=61))
    with pytest.raises(LinkExpired):
        desk.perform(one, "accept", nonce)

    assert office.desk.lead(lead_id).status is DistributionStatus.PENDING


def test_a_person_who_left_has_no_link_any_more() -> None:
    """
    Deactivated or gone, the answer is that of every invalid link.
    """
    office, desk, _, (one, _) = linked()
    office.keep(altered(TEAM, users=tuple(evolve(user, active=False) for user in TEAM.people.users)))

    with pytest.raises(LinkInvalid):
        desk.preview(one)


def test_a_rejection_by_link_can_be_refused_for_its_reason() -> None:
    """
    The form comes back with what is missing.
    """
    _, desk, _, (one, _) = linked()
    nonce = desk.preview(one).nonce
    missing = [desk.perform(one, "reject", nonce, reason="other"), desk.perform(one, "reassign", nonce)]

    assert [done.problems[0].code for done in missing if isinstance(done, Refusal)] == [
        "comment_missing",
        "assignee_missing",
    ]


def test_the_page_escapes_and_asks() -> None:
    """
    One form for each action, no script, and headers that keep the token where it is.
    """
    _, desk, _, (one, _) = linked()
    preview = desk.preview(one)
    page = confirmation_page(preview, PROGRAMME)

    assert page.count('<form method="post">') == 3
    assert "&lt;Ann&gt;" in page
    assert "<Ann>" not in page
    assert "<script" not in page
    assert LINK_HEADERS["Cache-Control"] == "no-store"
    assert LINK_HEADERS["Referrer-Policy"] == "no-referrer"
    assert confirmation_values(preview, PROGRAMME)["nonce"] == preview.nonce


def test_the_page_is_in_the_language_of_who_was_mailed() -> None:
    """
    The page is in the recipient's language, with labels, buttons and history, and shows when it is decided.
    """
    users = (evolve(a_user("tina"), language="de"), a_user("ole"))
    office = an_office(partners=(*PARTNERS, altered(TEAM, users=users, language="fr")))
    history = (Activity(at=office.clock(), kind="visit", title="Read <b>this</b>"),)
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se", "city": "Oslo"}, partner="team", history=history))
    assert isinstance(done, Distribution)
    desk = LinkDesk(office.setting, LINKS)
    tokens = sorted(tokens_of(office), key=lambda one: desk.preview(one).recipient_id)
    previews = [desk.preview(token) for token in tokens]
    french, german = (confirmation_page(one, PROGRAMME) for one in previews)

    assert all(one in german for one in ('<html lang="de">', ">Annehmen</button>", "<th>Ort</th>", "Aktivität"))
    assert all(one in french for one in ('<html lang="fr">', ">Accepter</button>", "<th>Ville</th>", "Activité"))
    assert "Read &lt;b&gt;this" in german
    assert confirmation_values(previews[0], PROGRAMME)["history"] == [
        {"date": "2026-03-02", "title": "Read <b>this</b>"}
    ]
    office.at("team").reject(done.lead.id)

    assert "Über diesen Lead ist entschieden" in confirmation_page(desk.preview(tokens[1]), PROGRAMME)


def test_every_answer_is_in_the_language_of_who_was_mailed() -> None:
    """
    What was done, what is missing, and why a link cannot be used any more.
    """
    users = (evolve(a_user("tina"), language="de"), a_user("ole"))
    office = an_office(partners=(*PARTNERS, altered(TEAM, users=users)))
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    assert isinstance(done, Distribution)
    desk, german = LinkDesk(office.setting, LINKS), words_in("de").answers
    token = next(one for one in tokens_of(office) if desk.preview(one).recipient_id == "tina")
    said = list[str]()

    def ask(action: str, **given: str) -> None:
        try:
            answer: LeadUpdate | Refusal | LinkUnusable | AlreadyDecided = desk.perform(
                token, action, LINKS.form_nonce(token), **given
            )
        except (LinkUnusable, AlreadyDecided) as error:
            answer = error
        said.append(answer_page(answer, PROGRAMME, desk.languages(token)))

    ask("reassign")
    ask("reassign", assignee_id="nobody")
    ask("accept")
    ask("reject")
    office.clock.advance(timedelta(days=30))
    ask("accept")
    codes = ["assignee_missing", "assignee_unknown", "done", "already_decided", "link_expired"]

    assert [f"<title>{german[code]}</title>" in page for code, page in zip(codes, said, strict=True)] == [True] * 5
    assert all('<html lang="de">' in page for page in said)
    assert desk.languages("made-up") == ()
    leave = LINKS.unsubscribe_link("team", "tina").rpartition("/")[2]
    assert words_in("de").unsubscribe in unsubscribe_page(PROGRAMME, desk.languages(leave))
    assert german["link_invalid"] in answer_page(LinkInvalid(), evolve(PROGRAMME, mail=MailPolicy(language="de")))


def test_unsubscribing_ends_reminders_and_nothing_else() -> None:
    """
    It does not touch a lead, and again is the same.
    """
    office, desk, lead_id, _ = linked()
    office.desk.remind(lead_id)
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    events = office.events(lead_id)
    for _ in range(2):
        desk.unsubscribe(mailer.sent[0].unsubscribe.rpartition("/")[2])
    office.desk.remind(lead_id)

    assert {one["List-Unsubscribe-Post"] for one in mailer.delivered()} == {"List-Unsubscribe=One-Click"}
    assert office.events(lead_id)[:-1] == events
    assert len(office.messages()) == 1


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MemoryStore | SqlStore]:
    """
    An empty store of each kind.
    """
    with an_empty_store(request.param, tmp_path, request) as store:
        yield store


def test_of_many_who_press_at_once_one_decides(store: MemoryStore | SqlStore) -> None:
    """
    Eight workers accept, reject and reassign by sibling links: one decision, one event, and nobody gets a failure.
    """
    office = Office(store=store, clock=FrozenClock(), ids=CountingIds())
    lead_desk = office.desk
    office.keep(TEAM)
    desk = LinkDesk(office.setting, LINKS)
    for _ in range(ROUNDS):
        done = lead_desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
        assert isinstance(done, Distribution)
        tokens = tokens_of(office)
        jobs = [partial(press, desk, tokens[n % 2], list(LinkAction)[n % 3]) for n in range(8)]
        failures = at_once(jobs)
        facts = [one.fact for one in lead_desk.timeline(done.lead.id)]

        assert failures == []
        assert sum(isinstance(one, Accepted | Rejected | Reassigned) for one in facts) == 1


def press(desk: LinkDesk, token: str, action: LinkAction) -> None:
    """
    Press a button; losing is fine.
    """
    try:
        desk.perform(token, action, desk.preview(token).nonce, assignee_id="eve")
    except (AlreadyDecided, LinkUnusable):
        return


def at_once(jobs: Sequence[Callable[[], None]]) -> list[Exception]:
    """
    Run *jobs* in threads, and return what they raised.
    """
    failures: list[Exception] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:
            failures.append(error)

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_reassignment_by_another_or_to_another_is_not_the_same_again() -> None:
    """
    Only the holder's own first reassignment, to the same person, is unchanged; anything else is an outdated link.
    """
    office, desk, lead_id, tokens = linked()
    by = {desk.preview(token).recipient_id: token for token in tokens}
    nonce = LINKS.form_nonce(by["tina"])
    first = desk.perform(by["tina"], "reassign", nonce, assignee_id="eve")
    again = desk.perform(by["tina"], "reassign", nonce, assignee_id="eve")
    office.clock.advance(timedelta(minutes=1))
    office.at("team", "anna").reassign(lead_id, "ole")
    later = desk.perform(by["tina"], "reassign", nonce, assignee_id="eve")

    assert isinstance(first, LeadUpdate)
    assert isinstance(again, LeadUpdate)
    assert isinstance(later, LeadUpdate)
    assert (first.unchanged, again.unchanged, later.unchanged) == (False, True, True)
    for token, action, assignee in (
        (by["tina"], "reassign", "ole"),
        (by["tina"], "reassign", "zz"),
        (by["tina"], "reassign", "aa"),
        (by["tina"], "accept", None),
        (by["tina"], "reject", None),
        (by["ole"], "reassign", "eve"),
    ):
        with pytest.raises(LinkOutdated):
            desk.perform(token, action, LINKS.form_nonce(token), assignee_id=assignee)


def test_reassigned_lead_that_is_deactivated_is_inactive_or_outdated_to_its_link() -> None:
    """
    The same reassignment again says nothing of a lead that has left the lists.
    """
    office, desk, lead_id, (token, _) = linked()
    nonce = LINKS.form_nonce(token)
    desk.perform(token, "reassign", nonce, assignee_id="eve")
    office.desk.deactivate(lead_id)
    with pytest.raises(LinkUnusable):
        desk.perform(token, "reassign", nonce, assignee_id="eve")


@pytest.mark.parametrize(("first", "second"), [("accept", "reassign"), ("reject", "reassign"), ("accept", "reject")])
def test_other_action_after_a_decision_is_told_what_was_decided(first: str, second: str) -> None:
    """
    A decided lead is neither decided otherwise nor handed on by its link.
    """
    _, desk, _, (token, _) = linked()
    nonce = LINKS.form_nonce(token)
    desk.perform(token, first, nonce)
    with pytest.raises(AlreadyDecided) as caught:
        desk.perform(token, second, nonce, assignee_id="eve")
    assert caught.value.decision == f"{first}ed"


def test_reassignment_before_the_link_does_not_count_for_it() -> None:
    """
    The link of a second assignment is compared with what came after it.
    """
    office, _, lead_id, _ = linked()
    office.at("team", "anna").reassign(lead_id, "eve")
    (token,) = tokens_of(office)
    desk = LinkDesk(office.setting, LINKS)
    done = [desk.perform(token, "reassign", LINKS.form_nonce(token), assignee_id="ole") for _ in range(2)]

    assert [isinstance(one, LeadUpdate) and one.unchanged for one in done] == [False, True]
    assert office.desk.lead(lead_id).assignee_id == "ole"


def test_preview_shows_its_nonce_to_nobody_who_logs_it() -> None:
    """
    What a form sends back is in no repr.
    """
    _, desk, _, (token, _) = linked()
    preview = desk.preview(token)
    assert preview.nonce not in repr(preview)


@pytest.mark.parametrize("days", [90, 89])
@pytest.mark.parametrize("longest", ["k" * 16, "k"])
def test_bounds_of_links_are_inclusive(days: int, longest: str) -> None:
    """
    A minute, 90 days, and an id of 16 characters are all right; 17 are not.
    """
    for valid_for in (timedelta(minutes=1), timedelta(days=days)):
        ActionLinks("acme", (LinkKey(longest, b"s" * 32),), LINKS.url, valid_for=valid_for)
    with pytest.raises(InvalidInput, match=r"LinkKey.id"):
        LinkKey("k" * 17, b"s" * 32)
