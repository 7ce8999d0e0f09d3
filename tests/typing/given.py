"""
What constructors take, to checkers as when they run; read by mypy without exceptions, and run as a test.
"""

from __future__ import annotations

from leadflow import (
    CHOICE,
    Activity,
    AssignByRules,
    AttachmentPolicy,
    ColumnMapping,
    Criteria,
    ExternalId,
    Field,
    Filter,
    Group,
    IntakePolicy,
    LeadQuery,
    MailPolicy,
    Match,
    MessageKind,
    Partner,
    PartnerPeople,
    PartnerUser,
    Programme,
    RejectionPolicy,
    RejectionReason,
    RoutingModule,
    Rule,
    Sender,
    StagePolicy,
    Submission,
    SupplierContact,
    Template,
    TemplateTranslation,
    all_of,
    any_of,
    where,
)

__all__ = ["criteria_in_any_form", "lists_for_tuples", "sender_by_its_address"]


def lists_for_tuples(history: list[Activity]) -> list[tuple[object, object]]:
    """
    Return what was kept of lists and sets, beside what it should be.
    """
    contact = SupplierContact(id="c", email="c@acme.example")
    partner = Partner(
        id="p", name="P", groups=["gold"], territories={"SE"}, specialisations=["x"], additional_recipients=[contact]
    )
    user = PartnerUser(id="u", email="u@p.example", roles=["sales"])
    people = PartnerPeople(partner_id="p", users=[user], sales_reps=[], unsubscribed=["u"], bounced=["u"])
    rule = Rule(criteria=where("country", "equals", "SE"), partners=["p"])
    module = RoutingModule(
        name="m", steps=[AssignByRules(rules=[rule]), Match(lead_field="country", partner_field="territories")]
    )
    submission = Submission(external_ids=[ExternalId("crm", "1")], history=history)
    mine = TemplateTranslation(subject="s", text="t", html="h")
    template = Template(name="t", kind=MessageKind.NEW_LEAD, groups=["gold"], translations=[mine])
    rejections = RejectionPolicy(reasons=[RejectionReason("price", "Price")], recipients=[contact])
    query = LeadQuery(partner_ids=["p"], stages={"open"}, sources=("web",), columns=["email"])
    return [
        (partner.groups, ("gold",)),
        (partner.territories, ("SE",)),
        (partner.specialisations, ("x",)),
        (partner.additional_recipients, (contact,)),
        (user.roles, ("sales",)),
        (people.users, (user,)),
        (people.unsubscribed, ("u",)),
        (module.steps[:1], (AssignByRules(rules=(rule,)),)),
        (rule.partners, ("p",)),
        (submission.external_ids, (ExternalId("crm", "1"),)),
        (submission.history, tuple(history)),
        (template.groups, ("gold",)),
        (template.translations, (mine,)),
        (MailPolicy(templates=[template]).templates, (template,)),
        (rejections.recipients, (contact,)),
        (query.partner_ids, frozenset({"p"})),
        (query.columns, ("email",)),
        (AttachmentPolicy(extensions=["pdf"]).extensions, frozenset({"pdf"})),
        (IntakePolicy(required=["email"]).required, frozenset({"email"})),
        (StagePolicy(open=["open"], closing=["won"]).closing, ("won",)),
        (ColumnMapping(columns=[]).columns, ()),
        (Field("tier", CHOICE, choices=["gold"], aliases=["Level"]).aliases, ("Level",)),
    ]


def criteria_in_any_form() -> list[Criteria]:
    """
    Return one condition as it may stand wherever criteria stand: alone, in a group, and as the whole.
    """
    nordic = where("country", "in", ["SE", "NO"])
    return [
        Filter(criteria=nordic).criteria,
        Filter(criteria=all_of(nordic)).criteria,
        Filter(criteria=any_of(nordic)).criteria,
        Rule(criteria=Group([nordic]), partners=["p"]).criteria,
        Criteria([nordic]),
        Criteria([all_of(nordic)]),
    ]


def sender_by_its_address() -> list[Sender]:
    """
    Return the sender of three policies: as a sender, as its address, and in a programme.
    """
    address = "leads@acme.example"
    programme = Programme(supplier_id="acme", mail=MailPolicy(sender=address))
    return [MailPolicy(sender=Sender(address=address)).sender, MailPolicy(sender=address).sender, programme.mail.sender]
