"""
A lead whose events were erased is still read, explained and worked on.
"""

from __future__ import annotations

from tests.core.builders import a_user, an_account
from tests.services.builders import Office, an_office

from leadflow.core.changes import Changes
from leadflow.core.handling import LeadUpdate
from leadflow.core.intake import Distribution, read_draft


def test_erased_lead_is_explained() -> None:
    """
    An erased lead is explained with time and reason, without the comment.
    """
    office = an_office()
    office.keep(an_account("team", users=(a_user("u"),)))
    lead_id = rejected(office)
    before = office.desk.explain(lead_id)
    with office.setting.unit() as unit:
        unit.commit(Changes(erases=(lead_id,)))
    after = office.desk.explain(lead_id)

    assert "Ann Lee" not in after
    assert len(after.splitlines()) == len(before.splitlines())
    assert "Ann Lee" not in str([office.desk.timeline(lead_id), office.desk.lead(lead_id)])
    assert isinstance(office.desk.deactivate(lead_id), LeadUpdate)


def rejected(office: Office) -> str:
    """
    Receive a lead that its partner rejects with a comment, and return its id.
    """
    done = office.desk.receive(read_draft(office.programme.schema, {"email": "a@x.se"}, partner="team"))
    assert isinstance(done, Distribution)
    office.at("team").reject(done.lead.id, reason="other", comment="Ann Lee moved")
    return done.lead.id
