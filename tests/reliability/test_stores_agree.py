"""
R9: whatever is done in whatever order, the stores on a database answer and hold what the store in memory does.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from attrs import evolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from hypothesis.strategies import integers, sampled_from
from tests.processes import SIZE, sized
from tests.reliability.contended import LOST, Place, Sent
from tests.reliability.databases import kind_of
from tests.reliability.figures import record
from tests.reliability.pairs import state

from leadflow.adapters.memory import MemoryStore
from leadflow.adapters.sqlalchemy import SqlStore
from leadflow.core.access import PARTNER_ADMIN, PartnerParty
from leadflow.core.criteria import where
from leadflow.core.deadlines import (
    Awaited,
    BusinessCalendar,
    Deadline,
    DeadlineAction,
    DeadlinePolicy,
    DeadlineRules,
    DeadlineStep,
    PausePolicy,
    opening_hours,
)
from leadflow.core.handling import (
    AfterRecall,
    BulkReport,
    LeadMove,
    LeadOperation,
    LeadUpdate,
    OpportunityUpdate,
    Refusal,
)
from leadflow.core.handling.policy import RejectionPolicy, RejectionReason
from leadflow.core.handling.subscriptions import SubscriberState, Subscription, SubscriptionFrequency
from leadflow.core.importing.report import ImportReport
from leadflow.core.importing.settings import ImportSettings
from leadflow.core.intake import Distribution, OnDuplicate, read_draft
from leadflow.core.notifications import DeliveryKind
from leadflow.core.opportunities import Opportunity, OpportunityQuery
from leadflow.core.partners import Partner, PartnerPause, PartnerUser, SupplierContact
from leadflow.core.routing import RoutingModule, TieBreak
from leadflow.core.switches import Switches
from leadflow.errors import InvalidInput
from leadflow.services import DeadlineDesk, PartnerDesk, SubscriptionDesk, Upload
from leadflow.services.importing.undoing import UndoReport
from leadflow.testing import CountingIds, FrozenClock

STEPS: Final = 50
RUNS: Final = {"sqlite": sized(80, 20_000), "postgresql": sized(20, 20_000)}

DEADLINES: Final = DeadlineRules(
    policies=(
        DeadlinePolicy(
            name="answer",
            steps=(
                DeadlineStep(action=DeadlineAction.REMIND, after=timedelta(minutes=5)),
                DeadlineStep(action=DeadlineAction.REROUTE, after=timedelta(minutes=15)),
                DeadlineStep(action=DeadlineAction.ESCALATE, after=timedelta(minutes=30)),
            ),
        ),
        DeadlinePolicy(
            name="sale",
            awaits=Awaited.OPPORTUNITY,
            steps=(DeadlineStep(action=DeadlineAction.REQUEST_UPDATE, after=timedelta(minutes=10)),),
        ),
    ),
    calendar=BusinessCalendar(zone=UTC, week=(opening_hours("00:00-24:00"),) * 7),
    managers=(SupplierContact(id="boss", email="boss@acme.example"),),
    pause=PausePolicy(expiries=3),
)

Call = Callable[[Place, int, int], object]


def _attach(place: Place, one: int, two: int) -> object:
    return place.attachments.attach(f"lead-{one}", Upload(stream=io.BytesIO(b"%d" % two), name=f"{two}.txt"))


def _remove(place: Place, one: int, _: int) -> object:
    return place.attachments.remove(f"lead-{one}", place.attachments.of(f"lead-{one}")[0].id)


def _import(place: Place, one: int, two: int) -> object:
    policy = list(OnDuplicate)[two % len(OnDuplicate)]
    with place.file(f"{one}@x.de,Oslo", f"{two}@x.de,Bergen", "nobody,Oslo", f"file{one}@x.de,") as file:
        settings = ImportSettings(import_id=f"import-{one}", module="m", on_duplicate=policy)
        return place.imports.run(file, settings=settings)


def _publish(place: Place, one: int, two: int) -> object:
    default = ("p", "q", None)[two % 3]
    return place.routing.publish(
        RoutingModule(name="m", tie_break=list(TieBreak)[one % len(TieBreak)], default_partner=default)
    )


def _report(place: Place, one: int, two: int) -> object:
    posts = place.desk.messages(f"lead-{one}")
    kind = list(DeliveryKind)[two % len(DeliveryKind)]
    return posts and place.deliveries.record_delivery(posts[0].message.key, kind, place.setting.clock())


def _requeue(place: Place, one: int, _: int) -> object:
    return [place.deliveries.requeue(post.message.key) for post in place.desk.messages(f"lead-{one}")[:1]]  # type: ignore[func-returns-value]  # it answers by raising


def _save(place: Place, one: int, two: int) -> object:
    name = "pqr"[one % 3]
    return place.desk.save_partners(
        [Partner(id=name, name=name, active=two != 0, capacity=two or None, weight=1 + one)]
    )


def _receive_again(place: Place, one: int, two: int) -> object:
    draft = read_draft(
        place.setting.programme.schema, {"email": f"{two}@x.de", "city": ("Oslo", "")[one % 2]}, score=two
    )
    return place.desk.receive(draft, on_duplicate=list(OnDuplicate)[one], lead_id=f"lead-{one}")


def _edit(place: Place, one: int, two: int) -> object:
    return place.desk.edit(f"lead-{one}", {"city": ("Oslo", None, "Bergen")[two % 3]}, score=two)


def _open(place: Place, one: int, two: int) -> object:
    party = PartnerParty(id=("maja", "ola")[two % 2], partner_id="pq"[one % 2], roles=(PARTNER_ADMIN,))
    opened = PartnerDesk(place.setting, party).open(f"lead-{one}").opened_at
    return [str(opened), *map(str, place.desk.openings(f"lead-{one}"))]


def _deadlines(place: Place) -> DeadlineDesk:
    return DeadlineDesk(place.setting, place.host)


def _update_sale(place: Place, one: int, two: int) -> object:
    sale = place.opportunities.of_lead(f"lead-{one}")[0].id
    return place.opportunities.update(sale, stage=("proposal", "won", "lost")[two % 3])


def _recall(place: Place, one: int, two: int) -> object:
    return place.desk.recall(f"lead-{one}", then=list(AfterRecall)[two % 3], module="m")


def _newest(place: Place, two: int) -> str:
    """
    Return the id of a lead that a duplicate made, if there is one.
    """
    found = sorted(row.id for row in place.desk.leads().rows if not row.id.startswith("lead-"))
    return found[two % len(found)]


def _list(place: Place, _: int, __: int) -> object:
    # Leads that were changed at the same moment are in an order of the store's own, and so is mail that is due then.
    rows = place.desk.leads().rows
    return [*(str(row["modified_at"]) for row in rows), *sorted(row.id for row in rows)]


def _bulk(place: Place, one: int, two: int) -> object:
    operation, given = list(_MANY.items())[two % len(_MANY)]
    return place.bulk.run(operation, [f"lead-{number}" for number in range(5)], given, bulk_id=f"bulk-{one}")


def _pause(place: Place, _: int, two: int) -> object:
    programme = evolve(place.setting.programme, switches=Switches(paused=bool(two % 2)))
    place.setting = evolve(place.setting, programme=programme)
    return None


def _subscribe(place: Place, one: int, two: int) -> object:
    contact = SupplierContact(id=f"sub-{one % 2}", email=f"{one}@acme.example")
    criteria = where("city", "equals", "Oslo") if one == 4 else None
    frequency = list(SubscriptionFrequency)[two % 3]
    return str(_subscriptions(place).subscribe(contact, criteria=criteria, frequency=frequency, groups=()).subscription)


def _digest(place: Place, _: int, two: int) -> object:
    later = evolve(place.setting, clock=lambda: place.setting.clock() + timedelta(days=two))
    return sorted(map(str, SubscriptionDesk(later, place.host).run().outcomes.items()))


def _subscriptions(place: Place) -> SubscriptionDesk:
    return SubscriptionDesk(place.setting, place.host)


def _digest_imports(place: Place, _: int, two: int) -> object:
    programme = place.setting.programme
    mail = evolve(programme.mail, digest_imports=bool(two % 2))
    place.setting = evolve(place.setting, programme=evolve(programme, mail=mail))
    return None


_MANY: Final[dict[LeadOperation, dict[str, object]]] = {
    LeadOperation.TRANSFER: {"partner_id": "q"},
    LeadOperation.ROUTE_AGAIN: {"module": "m"},
    LeadOperation.DEACTIVATE: {"reason": "old"},
    LeadOperation.REACTIVATE: {},
    LeadOperation.SET_STAGE: {"stage": "contacted", "comment": "all of them"},
}

CALLS: Final[dict[str, Call]] = {
    "receive": lambda at, one, two: at.desk.receive(at.draft(f"{two}@x.de"), module="m", lead_id=f"lead-{one}"),
    "receive there": lambda at, one, two: at.desk.receive(at.draft(f"{two}@y.de", partner="p"), lead_id=f"lead-{one}"),
    "receive again": _receive_again,
    "edit": _edit,
    "set stage": lambda at, one, two: at.desk.set_stage(f"lead-{one}", ("contacted", "nurture", "qualified")[two % 3]),
    "open": _open,
    "transfer": lambda at, one, two: at.desk.transfer(f"lead-{one}", partner_id="pq"[two % 2]),
    "transfer on": lambda at, one, two: at.desk.transfer(_newest(at, one), partner_id="pq"[two % 2]),
    "duplicate": lambda at, one, two: at.desk.duplicate(f"lead-{one}", partner_id="pq"[two % 2]),
    "accept": lambda at, one, _: at.partner.accept(f"lead-{one}"),
    "reject": lambda at, one, _: at.partner.reject(f"lead-{one}"),
    "reassign": lambda at, one, two: at.partner.reassign(f"lead-{one}", ("maja", "ola", "eve")[two % 3]),
    "reject and go on": lambda at, one, _: at.partner.reject(f"lead-{one}", reason="moves"),
    "stage": lambda at, one, two: at.desk.set_stage(
        f"lead-{one}", at.setting.programme.stages.all[two], comment="said" if one % 2 else None
    ),
    "own stage": lambda at, one, two: at.partner.set_stage(f"lead-{one}", at.setting.programme.stages.all[two]),
    "assign": lambda at, one, two: at.desk.assign(f"lead-{one}", partner_id="pqr"[two % 3]),
    "route again": lambda at, one, _: at.desk.route_again(f"lead-{one}", module="m"),
    "recall": _recall,
    "reactivate": lambda at, one, _: at.desk.reactivate(f"lead-{one}"),
    "bulk": _bulk,
    "pause": _pause,
    "due": lambda at, _, __: [action.key for action in _deadlines(at).due_actions()],
    "meet deadlines": lambda at, _, two: sorted(map(str, _deadlines(at).run(most=1 + two).outcomes.items())),
    "deadline": lambda at, one, _: str(_deadlines(at).deadline(f"lead-{one}")),
    "recount deadline": lambda at, one, two: str(_deadlines(at).recount(f"lead-{one}", earlier=bool(two % 2))),
    "begin deadlines": lambda at, _, __: _deadlines(at).begin_open(),
    "register sale": lambda at, one, two: at.opportunities.register(f"lead-{one}", probability=25 * two),
    "update sale": _update_sale,
    "list sales": lambda at, _, two: list(
        map(str, at.opportunities.opportunities(OpportunityQuery(most=1 + two)).rows)
    ),
    "deactivate": lambda at, one, _: at.desk.deactivate(f"lead-{one}"),
    "resend": lambda at, one, _: at.desk.resend(f"lead-{one}"),
    "remind": lambda at, one, _: at.desk.remind(f"lead-{one}"),
    "register": lambda at, one, _: at.desk.notify_deal_registered(f"lead-{one}"),
    "attach": _attach,
    "remove": _remove,
    "import": _import,
    "undo": lambda at, one, _: at.imports.undo(f"import-{one}"),
    "publish": _publish,
    "roll back": lambda at, one, _: at.routing.roll_back("m", one),
    "save partners": _save,
    "add user": lambda at, one, two: at.people.add_user("q", PartnerUser(id=f"u{one}", email=f"u{two}@q.de")),
    "default recipient": lambda at, one, two: at.administering.set_default_recipient(
        "q", f"u{1 + two % 3}", bool(two % 2)
    ),
    "auto-accept": lambda at, _, two: at.partner.set_auto_accept(bool(two % 2)),
    "pause partner": lambda at, _, two: (at.desk.pause_partner if two % 2 else at.desk.resume_partner)("p"),
    "subscribe": _subscribe,
    "unsubscribe": lambda at, one, _: str(_subscriptions(at).unsubscribe(f"sub-{one % 2}")),
    "subscriptions": lambda at, _, __: list(map(str, _subscriptions(at).subscriptions())),
    "make digests": _digest,
    "digest imports": _digest_imports,
    "send": lambda at, _, __: at.relay().run_until_idle(),
    "send in vain": lambda at, _, __: at.relay(Sent(refuses=True)).run_until_idle(),
    "report": _report,
    "requeue": _requeue,
    "recount": lambda at, _, __: at.routing.recount_loads(),
    "count": lambda at, _, __: sorted(map(str, at.desk.count_by("status").items())),
    "list": _list,
    "history": lambda at, one, _: len(at.desk.history_of(f"lead-{one}")),
    "explain": lambda at, one, _: at.desk.explain(f"lead-{one}"),
}


def answer(call: Call, place: Place, one: int, two: int) -> object:
    """
    Call, and return what can be compared of the answer.
    """
    try:
        done: Any = call(place, one, two)
    except (*LOST, InvalidInput, IndexError) as told:
        return type(told).__name__
    match done:
        case Refusal():
            return [problem.code for problem in done.problems]
        case OpportunityUpdate():
            return (str(done.opportunity), done.unchanged, len(done.update.events), len(done.update.messages))
        case LeadMove():
            made = (done.lead.id, done.lead.partner_id, done.lead.status)
            return (made, len(done.changes), len(done.events), len(done.messages))
        case LeadUpdate():
            return (done.unchanged, done.lead.id, done.lead.opened_at, len(done.events), len(done.messages))
        case Distribution():
            return (done.lead.id, done.lead.partner_id, done.lead.status, len(done.events), len(done.messages))
        case ImportReport():
            return (done.counts, dict(done.by_partner), done.messages, [row.number for row in done.refused])
        case UndoReport():
            return (done.deactivated, done.gone, len(done.kept))
        case BulkReport():
            return done.results
        case str() | int() | list() | None:
            return done
        case _:
            return type(done).__name__


def kept(place: Place) -> object:
    """
    Return the records that the operations of a run write, and what leads show of their mail.
    """
    with place.setting.unit() as unit:
        shown = sorted((lead.id, lead.email_status) for lead in unit.leads.page(None, 100))
        classes: tuple[type[Any], ...] = (Deadline, Opportunity, PartnerPause, SubscriberState, Subscription)
        return shown, [sorted(map(str, unit.records.all(one))) for one in classes]


_MOVING: Final = RejectionPolicy(reasons=(RejectionReason("moves", "Moves on", moves_on=True),), most_hops=2)


def machine(store: SqlStore, folder: Path) -> tuple[type[RuleBasedStateMachine], list[int]]:
    """
    Return a machine that does the same to a store in memory and to *store*, and a list that gets the steps of each run.
    """
    suppliers, steps = count(), list[int]()

    class Stores(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            supplier, self.clock = f"run-{next(suppliers)}", FrozenClock()
            self.steps = 0
            self.places = [Place(one, supplier, str(folder / type(one).__name__)) for one in (MemoryStore(), store)]
            for place in self.places:
                programme = evolve(place.setting.programme, rejections=_MOVING, deadlines=DEADLINES)
                place.setting = evolve(place.setting, clock=self.clock, new_id=CountingIds(), programme=programme)
                place.fill()

        @rule(name=sampled_from(sorted(CALLS)), one=integers(0, 4), two=integers(0, 4))
        def call(self, name: str, one: int, two: int) -> None:
            self.steps += 1
            self.clock.advance(timedelta(minutes=1 + two))
            expected, found = (answer(CALLS[name], place, one, two) for place in self.places)
            assert found == expected, name

        def teardown(self) -> None:
            steps.append(self.steps)
            expected, found = ((state(place), kept(place)) for place in self.places)
            assert found == expected

    return Stores, steps


def test_stores_on_a_database_do_as_the_one_in_memory(url: str, tmp_path: Path) -> None:
    """
    Of many runs of fifty operations, none is answered otherwise or leaves something else.
    """
    store = SqlStore(url)
    stores, steps = machine(store, tmp_path)
    runs = RUNS[kind_of(url)]
    run_state_machine_as_test(
        stores,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    store.close()
    record(f"R9 {kind_of(url)}", size=SIZE, runs=len(steps), steps=sum(steps), differences=0)
