"""
Links of mail that set the stage of a lead and leave a comment.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA, a_user, an_account, codes
from tests.services.builders import PARTNERS, PROGRAMME, Office, an_office

from leadflow.core.actors import Channel
from leadflow.core.facts import StageChanged
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.intake import Distribution, read_draft
from leadflow.core.notifications import ActionLinks, LinkKey, MessageKind
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.errors import AlreadyDecided, LinkInvalid
from leadflow.services import LinkDesk, OutboxRelay, confirmation_page, confirmation_values
from leadflow.testing import RecordingMailer

LINKS = ActionLinks("acme", (LinkKey("k1", b"s" * 32),), url="https://x.example/{token}")
TEAM = an_account("team", users=(a_user("maja"),))


def asked(*, accepted: bool = True, **programme: Any) -> tuple[Office, str, str]:
    """
    Return an office, a lead at *team* and the token of the latest mail about it, a request for an update.
    """
    office = an_office(partners=(*PARTNERS, TEAM), programme=evolve(PROGRAMME, **programme))
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    assert isinstance(done, Distribution)
    mail(office)
    if accepted:
        office.at("team").accept(done.lead.id)
    office.desk.remind(done.lead.id, MessageKind.UPDATE_REQUEST)
    return office, done.lead.id, mail(office)


def mail(office: Office) -> str:
    """
    Send what waits, and return the token in the last mail; empty if it has no button.
    """
    mailer = RecordingMailer()
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    return mailer.sent[-1].text.partition("https://x.example/")[2].partition("?")[0]


def pressed(office: Office, token: str, **said: Any) -> LeadUpdate | Refusal:
    """
    Press the button that sets the stage.
    """
    desk = LinkDesk(office.setting, LINKS)
    return desk.perform(token, LinkAction.SET_STAGE, LINKS.form_nonce(token), **said)


def test_request_for_an_update_leads_to_a_page_that_sets_the_stage() -> None:
    """
    The page has the stages with the lead's own chosen, and a field for a comment; a host's page gets both as values.
    """
    office, _, token = asked()
    preview = LinkDesk(office.setting, LINKS).preview(token)
    page = confirmation_page(preview, office.programme)

    assert preview.actions == (LinkAction.SET_STAGE,)
    assert '<option value="open" selected>open</option><option value="contacted">' in page
    assert 'name="comment"' in page
    values = confirmation_values(preview, office.programme)
    assert (values["stage"], values["stages"]) == ("open", list(office.programme.stages.all))


def test_stage_and_comment_are_recorded_with_the_person_and_the_way() -> None:
    """
    The person to whom the mail went is the actor; stages that are jumped over are named; the same again is unchanged.
    """
    office, lead_id, token = asked()
    done = [pressed(office, token, stage="Nurture", comment=" Ruft zurück ") for _ in range(2)]

    assert [isinstance(one, LeadUpdate) and one.unchanged for one in done] == [False, True]
    event = office.events(lead_id)[-1]
    assert event.fact == StageChanged(stage="nurture", before="open", skipped=("contacted",), comment="Ruft zurück")
    assert (event.actor.id, event.actor.channel) == ("maja", Channel.MAIL_LINK)
    assert office.sound()


def test_news_without_another_stage() -> None:
    """
    A comment about the stage that the lead has is news; without one there is nothing to record.
    """
    office, lead_id, token = asked()
    before = len(office.events(lead_id))
    silent = pressed(office, token, stage="open")
    assert isinstance(silent, LeadUpdate)
    assert silent.unchanged
    pressed(office, token, stage="open", comment="No answer yet")
    assert office.events(lead_id)[-1].fact == StageChanged(stage="open", before="open", comment="No answer yet")
    pressed(office, token, stage="open", comment="Still none")
    assert len(office.events(lead_id)) == before + 2


def test_new_lead_link_updates_the_stage_once_the_lead_is_accepted() -> None:
    """
    The page of the first mail goes on from Accept to the stage; the other buttons are gone.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    token = mail(office)
    desk = LinkDesk(office.setting, LINKS)
    early = pressed(office, token, stage="contacted")
    assert isinstance(early, Refusal)
    assert codes(early.problems) == [("lead_pending", "")]

    desk.perform(token, "accept", LINKS.form_nonce(token))
    assert desk.preview(token).actions == (LinkAction.SET_STAGE,)
    assert isinstance(pressed(office, token, stage="contacted"), LeadUpdate)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("stage_missing", "stage")),
        ({"stage": "nowhere"}, ("stage_unknown", "stage")),
        ({"stage": "nurture", "comment": "x" * 2_001}, ("comment_too_long", "comment")),
    ],
)
def test_what_cannot_be_recorded_is_refused(said: dict[str, str], expected: tuple[str, str]) -> None:
    """
    A stage that is missing or unknown and a comment that is too long are refused, and nothing is written.
    """
    office, lead_id, token = asked()
    before = office.events(lead_id)
    done = pressed(office, token, **said)
    assert isinstance(done, Refusal)
    assert codes(done.problems) == [expected]
    assert office.events(lead_id) == before


def test_rejected_leads_and_older_links_set_no_stage() -> None:
    """
    What was rejected stays so, and a link that was signed without the action does not get it.
    """
    office = an_office(partners=(*PARTNERS, TEAM))
    done = office.desk.receive(read_draft(SCHEMA, {"email": "a@x.se"}, partner="team"))
    token = mail(office)
    office.at("team").reject(done.lead.id)
    with pytest.raises(AlreadyDecided):
        pressed(office, token, stage="contacted")

    office, _, token = asked()
    grant = LINKS.read(token, office.clock())
    older = LINKS.sign(evolve(grant, actions=frozenset({LinkAction.ACCEPT}), expires_at=office.clock() + timedelta(1)))
    with pytest.raises(LinkInvalid):
        pressed(office, older, stage="contacted")
    assert LinkDesk(office.setting, LINKS).preview(older).actions == ()


def test_pending_leads_and_hidden_buttons_have_none() -> None:
    """
    A request about a pending lead has no button that would be refused, and a programme can hide all of them.
    """
    _, _, token = asked(accepted=False)
    assert token == ""
    _, _, token = asked(mail=evolve(PROGRAMME.mail, buttons=False))
    assert token == ""


@pytest.mark.parametrize(
    ("language", "button"), [("en", "Update"), ("de", "Stand melden"), ("fr", "Mettre à jour"), ("es", "Actualizar")]
)
def test_button_in_four_languages(language: str, button: str) -> None:
    """
    The mail and the page have the button in the language of the recipient.
    """
    office, lead_id, token = asked(mail=evolve(PROGRAMME.mail, language=language))
    preview = LinkDesk(office.setting, LINKS).preview(token)
    assert f">{button}</button>" in confirmation_page(preview, office.programme)
    mailer = RecordingMailer()
    office.desk.remind(lead_id, MessageKind.UPDATE_REQUEST)
    OutboxRelay(office.setting, office.store, mailer, links=LINKS).run_until_idle()
    assert f"{button}: https://x.example/" in mailer.sent[0].text


def test_both_desks_take_a_comment() -> None:
    """
    The supplier and the partner leave one with the stage, and it is erased with what people wrote.
    """
    office, lead_id, _ = asked()
    office.desk.set_stage(lead_id, "contacted", comment="by phone")
    office.at("team").set_stage(lead_id, "nurture", comment="next year")
    comments = [event.fact.comment for event in office.events(lead_id) if isinstance(event.fact, StageChanged)]
    assert comments == ["by phone", "next year"]
