"""
Leads are assessed by what the supplier's own past leads teach, once that is switched on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from attrs import evolve
from tests.core.builders import SCHEMA
from tests.services.builders import HOST, Office, an_office, mapped

from leadflow.adapters.attachments import MemoryAttachments
from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import ProgramParty, Role, SupplierParty
from leadflow.core.assessment import ArrivalWindow, Assessment, AssessmentPolicy, PastLeads
from leadflow.core.criteria import any_of, check_criteria, where
from leadflow.core.facts import AssessmentChanged, AssessmentRated
from leadflow.core.handling import LeadUpdate, Refusal
from leadflow.core.importing.progress import Counts
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import read_draft
from leadflow.core.kinds import Money
from leadflow.core.leads import LeadAssessment
from leadflow.core.programme import Programme
from leadflow.core.routing import AssignByRules, RoutingModule, Rule
from leadflow.core.switches import Switches
from leadflow.core.views import AuditQuery, LeadQuery, Sort
from leadflow.errors import InvalidInput, NotAllowed, NotFound, PortError
from leadflow.ports import UnitOfWork
from leadflow.services import (
    AssessmentDesk,
    AssessmentRun,
    OpportunityDesk,
    PrivacyDesk,
    ReportDesk,
    SupplierDesk,
)
from leadflow.services.assessment import past_leads
from leadflow.services.assessment.past_leads import PastChunk, PastReader
from leadflow.services.desks import assessments

ON = AssessmentPolicy(within_days=30)
PROGRAM = ProgramParty(name="nightly")


@pytest.fixture
def office(local_store: MemoryStore | SqlStore) -> Iterator[Office]:
    """
    An office that assesses, with sixty past leads: those of retailers were won, the others were not.
    """
    made = an_office(store=local_store)
    made.programme = evolve(made.programme, assessment=ON, switches=Switches(assessment=True))
    for number in range(60):
        receive(made, number, "Retail" if number % 2 else "Mining")
        made.at("north").accept(f"past-{number:02}")
        if number % 2:
            made.at("north").set_stage(f"past-{number:02}", "qualified")
    made.clock.advance(timedelta(days=31))
    yield made
    assert made.sound()


def receive(office: Office, number: int, industry: str, *, prefix: str = "past") -> None:
    """
    Receive a lead at *north*.
    """
    said = {"email": f"{prefix}{number}@x.se", "industry": industry, "country": "SE"}
    assert office.desk.receive(read_draft(SCHEMA, said, partner="north"), lead_id=f"{prefix}-{number:02}").ok


def test_leads_are_assessed_by_the_past(office: Office) -> None:
    """
    A lead like those that were won is strong, one like the others is weak, and the industry is what moved it.
    """
    model = office.assessments.learn()
    assert (model.version, model.leads, model.won) == (1, 60, 30)
    receive(office, 1, "Retail", prefix="new")
    receive(office, 2, "Mining", prefix="new")
    strong, weak = office.assessments.assess("new-01"), office.assessments.assess("new-02")

    assert strong.strength > 80 > 20 > weak.strength
    assert max(strong.parts, key=lambda part: part.points).name == "industry"
    assert any("Branche ist „retail“" in line for line in office.assessments.explain("new-01", "de"))


def test_learning_again_learns_what_is_new(office: Office) -> None:
    """
    The same past gives the same model; more of it gives the next version.
    """
    first = office.assessments.learn()
    office.clock.advance(timedelta(days=1))
    assert office.assessments.learn() == first == office.assessments.model()
    receive(office, 60, "Mining")
    office.at("north").accept("past-60")
    assert office.assessments.learn() == first
    office.clock.advance(timedelta(days=31))

    assert (office.assessments.learn().version, office.assessments.model().leads) == (2, 61)


def test_learning_in_steps_learns_what_learning_at_once_does(office: Office) -> None:
    """
    Leads that come later are learnt from whatever their ids are, and the model is the one that is learnt at once.
    """
    office.assessments.learn()
    for number in range(70, 60, -1):
        receive(office, number, "Retail", prefix="later")
        office.at("north").accept(f"later-{number}")
    office.clock.advance(timedelta(days=20))
    receive(office, 1, "Mining", prefix="also")
    office.at("north").accept("also-01")
    office.clock.advance(timedelta(days=11))
    assert office.assessments.learn().leads == 70
    office.clock.advance(timedelta(days=31))
    in_steps = office.assessments.learn()
    office.programme = evolve(office.programme, assessment=evolve(ON, lost_reasons=("none",)))
    at_once = office.assessments.learn()

    assert in_steps.leads == 71
    assert evolve(at_once, version=in_steps.version, learnt_at=in_steps.learnt_at) == in_steps


def test_what_is_filled_in_later_is_not_learnt(office: Office) -> None:
    """
    An answer that came with the work on a lead does not make leads with that answer strong.
    """
    for number in range(60):
        office.desk.edit(f"past-{number:02}", {"department": "IT" if number % 2 else "HR"})

    assert "department" not in {one.name for one in office.assessments.learn().fields}


def test_learning_continues_after_a_failure(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Wherever it breaks off, learning continues behind the last chunk that was kept, and learns the same.
    """
    monkeypatch.setattr("leadflow.services.assessment.past_leads._CHUNK", 25)
    whole = office.assessments.learn()
    office.programme = evolve(office.programme, assessment=evolve(ON, leave_out=("industry",)))
    reads: list[str | None] = []
    reads_leads = past_leads.reads_leads

    def failing(programme: Programme, now: datetime) -> PastReader:
        reader = reads_leads(programme, now)

        def read(unit: UnitOfWork, window: ArrivalWindow, after: str | None) -> PastChunk:
            reads.append(after)
            if len(reads) in (3, 5):
                raise PortError("the store is gone")
            return reader.read(unit, window, after)

        return evolve(reader, read=read)

    monkeypatch.setattr(assessments, "reads_leads", failing)
    for _ in range(2):
        with pytest.raises(PortError):
            office.assessments.learn()
    again = office.assessments.learn()

    assert reads[:4] == [None, "past-24", "past-49", "past-49"]
    assert (again.version, again.leads, again.won) == (whole.version + 1, whole.leads, whole.won)
    with office.store.open_unit("acme", SCHEMA) as unit:
        assert len(unit.records.all(PastLeads)) == 3


def test_assessments_are_kept_on_leads(office: Office) -> None:
    """
    All active leads are assessed anew, which criteria, lists and timelines show; a second time changes nothing.
    """
    office.assessments.learn()
    assert office.assessments.assess_all() == AssessmentRun(leads=60, changed=60)
    assert office.assessments.assess_all() == AssessmentRun(leads=60, changed=0)
    criteria, _ = check_criteria(any_of(where("assessment", "greater_than", 50)), SCHEMA)
    assert criteria is not None

    found = office.desk.leads(LeadQuery(criteria=criteria, sort=Sort("assessment", descending=True)))
    assert {office.desk.lead(one.id).values["industry"] for one in found.rows} == {"Retail"}
    assert isinstance(office.events("past-01")[-1].fact, AssessmentChanged)
    lead = office.desk.lead("past-01")
    assert lead.assessment is not None
    shown = office.assessments.assess("past-01").shown()
    assert lead.assessment == LeadAssessment(strength=shown.strength, confidence=shown.confidence, model=1)


def test_one_lead_is_assessed_again(office: Office) -> None:
    """
    What a lead says now counts once somebody asks; the same call with its key is made once.
    """
    office.assessments.learn()
    first = office.assessments.assess_again("past-01", idempotency_key="k")
    assert first == office.assessments.assess_again("past-01", idempotency_key="k")
    again = office.assessments.assess_again("past-01")
    assert isinstance(again, LeadUpdate)
    assert again.unchanged
    office.desk.edit("past-01", {"industry": "Mining"})
    weaker = office.assessments.assess_again("past-01").lead.assessment

    assert weaker is not None
    assert first.lead.assessment is not None
    assert weaker.strength < first.lead.assessment.strength


def test_ratings_are_events(office: Office) -> None:
    """
    Thumbs up and down are on the timeline, with what was rated and why.
    """
    office.assessments.learn()
    office.assessments.assess_again("past-01")
    office.assessments.rate("past-01", helpful=True)
    done = office.assessments.rate("past-01", helpful=False, comment=" Was a test ", idempotency_key="k")
    assert done == office.assessments.rate("past-01", helpful=False, comment=" Was a test ", idempotency_key="k")
    kept = office.desk.lead("past-01").assessment

    assert [one.fact for one in office.events("past-01")[-2:]] == [
        AssessmentRated(helpful=True, assessment=kept),
        AssessmentRated(helpful=False, assessment=kept, comment="Was a test"),
    ]
    refused = office.assessments.rate("past-01", helpful=True, comment="x" * 2_001)
    assert isinstance(refused, Refusal)
    assert refused.problems[0].code == "comment_too_long"


def test_assessment_is_off_at_first(office: Office) -> None:
    """
    Until it is switched on every method refuses by name, and nothing is written.
    """
    office.programme = evolve(office.programme, switches=Switches())
    events = office.events("past-01")
    for call in (
        lambda: office.assessments.learn(),
        lambda: office.assessments.model(),
        lambda: office.assessments.assess("past-01"),
        lambda: office.assessments.explain("past-01"),
        lambda: office.assessments.assess_again("past-01").lead,
        lambda: office.assessments.assess_all(),
        lambda: office.assessments.rate("past-01", helpful=True).lead,
    ):
        with pytest.raises(InvalidInput, match="does not assess leads"):
            call()
    assert office.events("past-01") == events


def test_limited_users_neither_learn_nor_see_more(office: Office) -> None:
    """
    Who is limited to groups cannot learn from all leads, and leads that they do not see look unknown.
    """
    limited = SupplierParty(id="lena", roles=(Role(name="analyst", may={"assess"}),), groups=("nobody",))
    theirs = AssessmentDesk(office.setting, limited)
    with pytest.raises(NotAllowed):
        theirs.learn()
    with pytest.raises(NotAllowed):
        theirs.assess_all()
    with pytest.raises(NotFound):
        theirs.assess("past-01")
    with pytest.raises(NotFound):
        theirs.rate("past-01", helpful=True)


def test_another_model_can_be_plugged_in(office: Office) -> None:
    """
    A host's own function assesses in the place of the model.
    """
    own = evolve(office.assessments.assess("past-01"), strength=77.0, confidence=5.0, base=77.0, parts=(), version=9)
    setting = evolve(office.setting, assess=lambda lead: own)

    assert AssessmentDesk(setting, PROGRAM).assess("past-01") == own
    kept = AssessmentDesk(setting, PROGRAM).assess_again("past-01").lead.assessment
    assert kept == LeadAssessment(strength=77, confidence=5, model=9)


def test_leads_are_assessed_when_they_arrive(office: Office) -> None:
    """
    What arrives is assessed before it is routed, alone and in a file, so that modules can route by it.
    """
    by_strength = RoutingModule(
        name="strong",
        steps=(
            AssignByRules(
                rules=(
                    Rule(criteria=any_of(where("assessment", "greater_than", 50)), partners=("north",)),
                    Rule(criteria=any_of(where("assessment", "less_or_equal", 50)), partners=("south",)),
                )
            ),
        ),
    )
    office.routing.publish(by_strength)
    draft = read_draft(SCHEMA, {"email": "before@x.se", "industry": "Retail"})
    assert office.desk.receive(draft, module="strong", lead_id="before").lead.assessment is None
    office.assessments.learn()
    for number, industry in enumerate(("Retail", "Mining")):
        draft = read_draft(SCHEMA, {"email": f"new{number}@x.se", "industry": industry})
        assert office.desk.receive(draft, module="strong", lead_id=f"new-{number}").ok
    rows = [
        f"row{number}@x.se,SE,{industry}" for number, industry in enumerate(("Retail", "Mining", "Retail", "Fishing"))
    ]
    file = office.file(*rows, header="Email,Country,Industry")
    settings = ImportSettings(module="strong")
    preview = office.imports.preview(file, mapped(file), settings)
    office.imports.run(file, mapped(file), settings)
    leads = {one.values["email"]: one for one in office.leads()}

    assert [leads[f"new{number}@x.se"].partner_id for number in range(2)] == ["north", "south"]
    imported = [leads[f"row{number}@x.se"] for number in range(4)]
    assert [one.partner_id for one in imported[:3]] == ["north", "south", "north"]
    assert preview.counts == Counts(read=4, imported=4, assigned=4)
    kept = {one.values["industry"]: one.assessment for one in imported}
    assert all(one.assessment == kept[one.values["industry"]] for one in imported)
    assert len(set(kept.values())) == 3


def test_arriving_leads_are_assessed_by_the_host(office: Office) -> None:
    """
    A host's own function assesses what arrives, before leadflow has learnt anything.
    """
    own = Assessment(77.0, 5.0, 70.0, 80.0, 90, 77.0, (), 0, 9)
    desk = SupplierDesk(evolve(office.setting, assess=lambda lead: own), PROGRAM)
    done = desk.receive(read_draft(SCHEMA, {"email": "own@x.se"}), lead_id="own")

    assert done.lead.assessment == LeadAssessment(strength=77, confidence=5, model=9)


def test_audit_lists_what_assessments_were(office: Office) -> None:
    """
    The audit log shows the strength before and after.
    """
    office.assessments.learn()
    office.assessments.assess_again("past-01")
    office.desk.edit("past-01", {"industry": "Mining"})
    office.assessments.assess_again("past-01")
    page = ReportDesk(office.setting, PROGRAM).audit(AuditQuery(lead_id="past-01", field="assessment"))
    strengths = [one.after for one in page]

    assert [one.before for one in page] == [strengths[1], None]
    assert strengths[0] != strengths[1]


def test_opportunities_are_assessed_by_past_ones(office: Office) -> None:
    """
    Opportunities have a model of their own: those of large amounts were won here.
    """
    sales = OpportunityDesk(office.setting, HOST)
    for number in range(1, 60, 2):
        amount = Money(Decimal(90_000 if number % 4 == 1 else 1_000), "SEK")
        office.clock.advance(timedelta(seconds=1))
        sales.register(f"past-{number:02}", opportunity_id=f"sale-{number:02}", amount=amount)
        if number % 4 == 1:
            sales.update(f"sale-{number:02}", stage="won")
    assert office.assessments.learn_opportunities().leads == 0
    office.clock.advance(timedelta(days=31))
    model = office.assessments.learn_opportunities()
    receive(office, 7, "Retail", prefix="new")
    office.at("north").accept("new-07")
    sales.register("new-07", opportunity_id="large", amount=Money(Decimal(80_000), "EUR"))
    sales.register("new-07", opportunity_id="small", amount=Money(Decimal(900), "EUR"))
    large, small = (office.assessments.assess_opportunity(one) for one in ("large", "small"))

    assert (model.subject, model.version, model.leads, model.won) == ("opportunities", 1, 30, 15)
    assert large.strength > 70 > 30 > small.strength
    assert office.assessments.model().version == 0
    with pytest.raises(NotFound):
        office.assessments.assess_opportunity("unknown")
    PrivacyDesk(office.setting, HOST, MemoryAttachments()).erase_person("past1@x.se")
    with office.store.open_unit("acme", SCHEMA) as unit:
        assert sum(len(one.unpacked()) for one in unit.records.all(PastLeads)) == 29
