"""
The pages of the how-to, as Flask and as Starlette serve them: looking changes nothing, and a posted form acts once.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

import httpx
import pytest
from attrs import evolve, frozen
from tests.core.builders import SCHEMA, a_user, an_account
from tests.services.builders import PARTNERS, Office, an_office

from examples import flask_answers, starlette_answers
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications import ActionLinks, LinkKey, MessageKind
from leadflow.services import LINK_HEADERS, LinkDesk, OutboxRelay
from leadflow.testing.doubles import RecordingMailer

ROOT = Path(__file__).parents[2]
LINKS = ActionLinks(
    "acme",
    (LinkKey("k", b"k" * 32),),
    url="https://x.example/answer/{token}",
    unsubscribe_url="https://x.example/unsubscribe/{token}",
)
TEAM = an_account("team", users=(a_user("mia"), a_user("ole", default=False)))


@frozen
class Page:
    """
    What a server answered.
    """

    status: int
    text: str
    headers: Mapping[str, str]


class Ask(Protocol):
    """
    Asks a server for a path.
    """

    def __call__(self, method: str, path: str, /, **form: str) -> Page:
        """
        Return the page.
        """


def by_flask(answers: LinkDesk, office: Office) -> Ask:
    """
    Ask the Flask app.
    """
    client = flask_answers.make_app(answers, office.programme).test_client()

    def ask(method: str, path: str, /, **form: str) -> Page:
        done = client.open(path, method=method, data=form)
        return Page(done.status_code, done.get_data(as_text=True), dict(done.headers))

    return ask


def by_starlette(answers: LinkDesk, office: Office) -> Ask:
    """
    Ask the Starlette app.
    """
    transport = httpx.ASGITransport(starlette_answers.make_app(answers, office.programme))

    async def request(method: str, path: str, form: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="https://x.example") as client:
            return await client.request(method, path, data=form or None)

    def ask(method: str, path: str, /, **form: str) -> Page:
        done = asyncio.run(request(method, path, form))
        return Page(done.status_code, done.text, done.headers)

    return ask


@frozen
class Mailed:
    """
    A lead whose mail has gone out, and a server that answers its buttons.
    """

    office: Office
    ask: Ask
    lead_id: str
    token: str
    leave: str

    def nonce(self) -> str:
        """
        Return what the form of the page holds.
        """
        found = re.search(r'name="nonce" value="([^"]+)"', self.ask("GET", f"/answer/{self.token}").text)
        assert found is not None
        return found.group(1)

    def act(self, action: str, **said: str) -> Page:
        """
        Post the form.
        """
        return self.ask("POST", f"/answer/{self.token}", action=action, nonce=self.nonce(), **said)

    def status(self) -> DistributionStatus:
        """
        Return how far the lead has come.
        """
        return self.office.desk.lead(self.lead_id).status


@pytest.fixture(params=[by_flask, by_starlette], ids=["flask", "starlette"])
def mailed(request: pytest.FixtureRequest) -> Mailed:
    """
    A lead at a partner, with its new-lead mail and a reminder sent.
    """
    serve: Callable[[LinkDesk, Office], Ask] = request.param
    office, mailer = an_office(partners=(*PARTNERS, TEAM)), RecordingMailer()
    done = office.desk.receive(read_draft(SCHEMA, {"email": "jo@x.se", "first_name": "Jo"}, partner="team"))
    assert isinstance(done, Distribution)
    office.desk.remind(done.lead.id, MessageKind.PENDING_REMINDER)
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    answers = LinkDesk(office.setting, LINKS)
    token = mailer.sent[0].text.partition("/answer/")[2].partition("?")[0]
    return Mailed(office, serve(answers, office), done.lead.id, token, mailer.sent[1].unsubscribe.rpartition("/")[2])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_looking_never_changes_anything(mailed: Mailed, method: str) -> None:
    """
    GET requests change nothing, for every link and query.
    """
    before = mailed.office.events(mailed.lead_id)
    nonce = mailed.nonce()
    for action in ("accept", "reject", "reassign"):
        for query in (f"?action={action}", f"?action={action}&nonce={nonce}"):
            assert mailed.ask(method, f"/answer/{mailed.token}{query}").status == 200
    assert mailed.ask(method, f"/unsubscribe/{mailed.leave}").status == 200

    assert mailed.office.events(mailed.lead_id) == before
    assert mailed.status() is DistributionStatus.PENDING
    assert mailed.office.desk.remind(mailed.lead_id).recipients.included  # type: ignore[union-attr]  # another result fails the test as well


def test_a_posted_form_acts_once(mailed: Mailed) -> None:
    """
    The same again is the first result, and something else is told that it comes too late.
    """
    first, again = mailed.act("accept"), mailed.ask("POST", f"/answer/{mailed.token}", action="accept", nonce="x")
    nonce = LINKS.form_nonce(mailed.token)
    same = mailed.ask("POST", f"/answer/{mailed.token}", action="accept", nonce=nonce)
    late = mailed.ask("POST", f"/answer/{mailed.token}", action="reject", nonce=nonce)

    assert [one.status for one in (first, again, same, late)] == [200, 410, 200, 409]
    assert mailed.status() is DistributionStatus.ACCEPTED
    assert len([one for one in mailed.office.events(mailed.lead_id) if type(one.fact).__name__ == "Accepted"]) == 1


def test_a_rejection_and_a_reassignment_say_what_is_missing(mailed: Mailed) -> None:
    """
    Rejecting and reassigning name missing input, and succeed with it.
    """
    assert mailed.act("reject", reason="other").status == 422
    assert mailed.act("reassign").status == 422
    assert mailed.status() is DistributionStatus.PENDING

    assert mailed.act("reassign", assignee_id="ole").status == 200
    assert mailed.office.desk.lead(mailed.lead_id).assignee_id == "ole"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_wrong_token_gets_the_same_answer(mailed: Mailed, method: str) -> None:
    """
    Every invalid token gets the same answer, without data of the lead.
    """
    token, other = (
        mailed.token,
        evolve(LINKS, supplier_id="globex").sign(LINKS.read(mailed.token, mailed.office.clock())),
    )
    flipped = ("A" if token[0] != "A" else "B") + token[1:]
    wrong = ["x", "%00", token[:-1], token + "A", flipped, token[::-1], other, mailed.leave, "a" * 5_000]
    said = {"action": "accept", "nonce": mailed.nonce()} if method == "POST" else {}
    pages = {(page.status, page.text) for page in (mailed.ask(method, f"/answer/{one}", **said) for one in wrong)}

    assert len(pages) == 1
    assert pages.pop()[0] == 410
    assert mailed.status() is DistributionStatus.PENDING


def test_every_answer_has_the_safe_headers(mailed: Mailed) -> None:
    """
    Good and bad ones: not kept, not framed, not indexed, and no token in a referrer.
    """
    late = {"action": "reject", "nonce": mailed.nonce()}
    pages = [
        mailed.ask("GET", f"/answer/{mailed.token}"),
        mailed.ask("HEAD", f"/answer/{mailed.token}"),
        mailed.ask("GET", "/answer/wrong"),
        mailed.ask("POST", "/answer/wrong"),
        mailed.act("reject", reason="other"),
        mailed.act("accept"),
        mailed.ask("POST", f"/answer/{mailed.token}", **late),
        mailed.ask("GET", f"/unsubscribe/{mailed.leave}"),
        mailed.ask("POST", "/unsubscribe/wrong"),
    ]

    assert [one.status for one in pages] == [200, 200, 410, 410, 422, 200, 409, 200, 410]
    for one in pages:
        found = {name.lower(): value for name, value in one.headers.items()}
        assert {name: found[name.lower()] for name in LINK_HEADERS} == dict(LINK_HEADERS)


def test_one_click_ends_reminders(mailed: Mailed) -> None:
    """
    A one-click POST ends reminders, and new leads are still mailed.
    """
    done = [mailed.ask("POST", f"/unsubscribe/{mailed.leave}", **{"List-Unsubscribe": "One-Click"}) for _ in range(2)]
    asked = mailed.office.desk.remind(mailed.lead_id)
    again = mailed.office.desk.resend(mailed.lead_id)

    assert [one.status for one in done] == [200, 200]
    assert asked.recipients.included == ()  # type: ignore[union-attr]  # another result fails the test as well
    assert [one.person_id for one in again.recipients.included] == ["mia"]  # type: ignore[union-attr]  # another result fails the test as well


def test_the_how_to_shows_what_is_tested_here() -> None:
    """
    The page has the example for Flask line by line, but for the docstring, and names the one for Starlette.
    """
    code = (ROOT / "examples" / "flask_answers.py").read_text("utf-8").split('"""\n', 2)[2].split("\n\n", 1)[1].strip()
    shown = (ROOT / "docs" / "how-to" / "serve-mail-links.md").read_text("utf-8")

    assert code in shown
    assert "examples/starlette_answers.py" in shown
