"""
Distribute the leads of a trade show: read the file, route every lead, tell the right people, and show why.

Run it twice: the second time nothing is imported and nothing is sent again.

    python examples/distribute_leads.py [FOLDER]

Everything goes to FOLDER, which is ``demo-output`` unless another is given.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from leadflow import (
    MULTI_CHOICE,
    PARTNER_ADMIN,
    STANDARD_SCHEMA,
    Campaign,
    ColumnMapping,
    Embedded,
    Field,
    ImportReport,
    ImportSettings,
    Lead,
    LeadFile,
    MailPolicy,
    Partner,
    PartnerDirectory,
    PartnerParty,
    PartnerPeople,
    Programme,
    Sender,
    Wire,
    choose_recipients,
    explain_recipients,
    load_module,
    open_embedded,
)

DATA = Path(__file__).with_name("data")

# The supplier sells five things and asks visitors which of them they came for.
INTERESTS = Field(
    "interests",
    MULTI_CHOICE,
    label="Interested in",
    choices=("sensors", "vision", "safety", "drives", "services"),
    aliases=("Interesse an",),
)

PROGRAMME = Programme(
    supplier_id="brightwell",
    name="Brightwell Instruments",
    schema=STANDARD_SCHEMA.extend(INTERESTS),
    mail=MailPolicy(sender=Sender(address="leads@brightwell.example")),
)

SHOW = Campaign(id="show-2026", name="Automation Days 2026")

SETTINGS = ImportSettings(module="trade-show", campaign=SHOW.id)

# The lead that is explained at the end.
EXPLAINED = "uwe.weiss@fjellheim.example"


def main(folder: Path) -> None:
    """
    Open the store, take the whole path, and say where everything is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    leadflow = open_embedded(folder / "leads.db", PROGRAMME)
    with closing(leadflow.store):
        distribute(leadflow)
    show_files(folder)


def distribute(leadflow: Embedded) -> None:
    """
    Take the whole path, from a file of leads to mail for the right people.
    """
    directory = load_partners(leadflow)
    publish_routing(leadflow, directory)
    with leadflow.imports.open(DATA / "trade_show_leads.csv") as file:
        mapping = map_columns(file)
        show_mapping(file, mapping)
        preview = leadflow.imports.preview(file, mapping, SETTINGS)
        show_preview(preview)
        if not preview.ok:
            sys.exit("\nThe file cannot be imported as it is; nothing was written.")
        report = import_leads(leadflow, file, mapping)
    sent = leadflow.relay.run_until_idle().sent
    show_counts(report, sent)
    leads = list(every_lead(leadflow))
    show_partners(directory, leads)
    show_refused(report)
    show_explanations(leadflow, leads)


def load_partners(leadflow: Embedded) -> PartnerDirectory:
    """
    Read the partners and their people from JSON and keep them; keeping them again changes nothing.
    """
    wire = Wire(PROGRAMME.schema)
    written = json.loads((DATA / "partners.json").read_text("utf-8"))
    partners = [wire.loads(Partner, json.dumps(one)) for one in written]
    written = json.loads((DATA / "people.json").read_text("utf-8"))
    people = [wire.loads(PartnerPeople, json.dumps(one)) for one in written]
    leadflow.desk.save_partners(partners, people=people)
    leadflow.desk.save_campaigns([SHOW])
    # One partner's CRM takes leads, so its administrator has switched on that they are accepted at once.
    admin = PartnerParty(id="admin", partner_id="isar-vision", roles=[PARTNER_ADMIN])
    leadflow.partner(admin).set_auto_accept(True)
    return PartnerDirectory.of(partners)


def publish_routing(leadflow: Embedded, directory: PartnerDirectory) -> None:
    """
    Read the routing module from JSON, checked against fields and partners; publishing it again makes no new version.
    """
    text = (DATA / "routing.json").read_text("utf-8")
    leadflow.routing.publish(load_module(text, PROGRAMME.schema, directory))


def map_columns(file: LeadFile) -> ColumnMapping:
    """
    Take what was suggested, and decide the one column that only a person can decide.
    """
    return file.mapping.skip("Badge #")


def import_leads(leadflow: Embedded, file: LeadFile, mapping: ColumnMapping) -> ImportReport:
    """
    Import the file; a broken run is finished by running it again.
    """
    total = sum(1 for _ in file.table.rows())
    with progress_bar(total) as advance:
        return leadflow.imports.run(file, mapping, SETTINGS, on_progress=lambda now: advance(now.counts.read))


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int], None]]:
    """
    Show how far something has come; without tqdm, show nothing.
    """
    try:
        from tqdm import tqdm
    except ImportError:
        yield lambda done: None
        return
    with tqdm(total=total, desc="Importing", unit=" rows") as bar:

        def advance(done: int) -> None:
            bar.update(done - bar.n)

        yield advance


def every_lead(leadflow: Embedded) -> Iterator[Lead]:
    """
    Read all leads, a page at a time.
    """
    after = None
    with leadflow.store.open_unit(PROGRAMME.supplier_id, PROGRAMME.schema) as unit:
        while page := unit.leads.page(after, 500):
            yield from page
            after = page[-1].id


def show_mapping(file: LeadFile, mapping: ColumnMapping) -> None:
    title("Where the columns go")
    for suggestion, column in zip(file.suggestions, mapping.columns, strict=True):
        if suggestion.field == column.target:
            why = f"{suggestion.confidence:.0%}  {suggestion.reason}"
        else:
            why = "     decided by hand"
        print(f"  {column.header:<20} -> {column.target or '?':<15} {why}")


def show_preview(report: ImportReport) -> None:
    title("Preview")
    for problem in report.problems:
        print(f"  {problem}")
    counts = report.counts
    print(f"  {counts.imported} of {counts.read} rows would become leads; nothing is written yet")


def show_counts(report: ImportReport, sent: int) -> None:
    title("Import")
    counts = report.counts
    for name in ("read", "imported", "assigned", "unassigned", "duplicates", "refused"):
        print(f"  {name:<12} {getattr(counts, name):>5}")
    print(f"  {'mails sent':<12} {sent:>5}")
    if report.repeated:
        print("\n  This file was imported before: nothing was imported twice and nothing was sent twice.")


def show_partners(directory: PartnerDirectory, leads: list[Lead]) -> None:
    title("Leads by partner")
    print(f"  {'partner':<30} {'leads':>5}  e-mail")
    for partner in directory.partners:
        statuses = Counter(lead.email_status.value for lead in leads if lead.partner_id == partner.id)
        told = ", ".join(f"{status} {count}" for status, count in statuses.most_common())
        print(f"  {partner.name:<30} {statuses.total():>5}  {told or ('-' if partner.active else 'inactive')}")
    reviews = Counter(lead.review.value for lead in leads if lead.review)
    waiting = ", ".join(f"{reason} {count}" for reason, count in reviews.most_common())
    print(f"  {'waiting for a person':<30} {reviews.total():>5}  {waiting or '-'}")


def show_refused(report: ImportReport) -> None:
    title("Refused rows, to be corrected")
    for row in report.refused:
        for problem in row.problems:
            print(f"  {problem}")


def show_explanations(leadflow: Embedded, leads: list[Lead]) -> None:
    """
    Tell the whole story of one lead.
    """
    lead = next(lead for lead in leads if lead.values["email"] == EXPLAINED)
    title(f"Why {lead.values['company']} went where it is")
    print(indented(leadflow.desk.explain(lead.id)))
    if lead.partner_id:
        title("Who was notified, and who was not")
        account = leadflow.desk.account(lead.partner_id)
        print(indented(explain_recipients(choose_recipients(lead, account, policy=PROGRAMME.recipients))))


def show_files(folder: Path) -> None:
    mails = sorted((folder / "mail").glob("*.eml"))
    title("Files")
    print(f"  leads, events and messages: {folder / 'leads.db'}")
    print(f"  {len(mails)} mails: {folder / 'mail'}")
    if mails:
        print(f"  one to open with a mail client: {mails[0]}")


def title(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-output"))
