"""
The default wording in German.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications.link_grants import LinkAction
from leadflow.core.notifications.wordings.words import Words
from leadflow.core.templates import MessageKind

__all__ = ["GERMAN"]

GERMAN: Final = Words(
    language="de",
    subjects={
        MessageKind.NEW_LEAD: "Neuer Lead von {supplier}: {lead}",
        MessageKind.UPDATE_REQUEST: "Bitte aktualisieren Sie Ihren Lead: {lead}",
        MessageKind.PENDING_REMINDER: "Ihre Antwort steht noch aus: {lead}",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "Bitte aktualisieren Sie Ihre Verkaufschance: {lead}",
        MessageKind.DEAL_REGISTERED: "Bei {supplier} registriert: {lead}",
        MessageKind.LEAD_REJECTED: "{partner} hat einen Lead abgelehnt: {lead}",
        MessageKind.LEAD_RECALLED: "{supplier} hat einen Lead zurückgezogen: {lead}",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} hat eine Verkaufschance aktualisiert: {lead}",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} hat eine Verkaufschance aktualisiert: {lead}",
        MessageKind.DEADLINE_PASSED: "Eine Frist von {partner} ist abgelaufen: {lead}",
        MessageKind.LEAD_UPDATED: "{partner} hat einen Lead bearbeitet: {lead}",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} hat einen Lead geändert: {lead}",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} hat einen Lead registriert: {lead}",
        MessageKind.REGISTRATION_RETURNED: "{supplier} hat eine Rückfrage: {lead}",
        MessageKind.REGISTRATION_APPROVED: "Ihre Registrierung ist genehmigt: {lead}",
        MessageKind.REGISTRATION_DENIED: "Ihre Registrierung ist abgelehnt: {lead}",
        MessageKind.REGISTRATION_EXPIRING: "Ihre Registrierung läuft bald ab: {lead}",
        MessageKind.EXPORT_READY: "Ihr Export von Leads liegt bereit",
        MessageKind.DIGEST: "Neues zu Ihren Leads: {count}",
        MessageKind.NEW_LEADS: "Neue Leads von {supplier}: {count}",
        MessageKind.LEADS_UPDATED_BY_SUPPLIER: "{supplier} hat Leads geändert: {count}",
    },
    intros={
        MessageKind.NEW_LEAD: "{supplier} hat {partner} einen neuen Lead geschickt.",
        MessageKind.UPDATE_REQUEST: "{supplier} bittet {partner}, diesen Lead zu aktualisieren. "
        "Bitte tun Sie das innerhalb von {days} Tagen.",
        MessageKind.PENDING_REMINDER: "{supplier} hat {partner} diesen Lead geschickt, "
        "und noch hat ihn niemand angenommen oder abgelehnt.",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "{supplier} bittet {partner}, diese Verkaufschance zu aktualisieren. "
        "Bitte tun Sie das innerhalb von {days} Tagen.",
        MessageKind.DEAL_REGISTERED: "{supplier} hat erhalten, was {partner} registriert hat. "
        "Es ist nichts weiter zu tun.",
        MessageKind.LEAD_REJECTED: "{partner} hat diesen Lead abgelehnt.",
        MessageKind.LEAD_RECALLED: "{supplier} hat diesen Lead von {partner} zurückgezogen. Es ist nichts weiter zu tun.",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} hat eine Verkaufschance dieses Leads aktualisiert.",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} hat eine Verkaufschance dieses Leads aktualisiert.",
        MessageKind.DEADLINE_PASSED: "{partner} hat bei diesem Lead die Frist verstreichen lassen.",
        MessageKind.LEAD_UPDATED: "{partner} hat diesen Lead bearbeitet.",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} hat diesen Lead geändert.",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} hat diesen Lead registriert.",
        MessageKind.REGISTRATION_RETURNED: "{supplier} möchte mehr wissen, bevor über diese Registrierung entschieden wird. "
        "Bitte ergänzen Sie die Angaben und reichen Sie den Lead noch einmal ein.",
        MessageKind.REGISTRATION_APPROVED: "{supplier} hat diese Registrierung genehmigt. "
        "Der Lead ist ab jetzt für {supplier} sichtbar.",
        MessageKind.REGISTRATION_DENIED: "{supplier} hat diese Registrierung abgelehnt. Der Lead bleibt privat.",
        MessageKind.REGISTRATION_EXPIRING: "Der Schutz dieser Registrierung endet bald. "
        "Bitte lassen Sie ihn von {supplier} verlängern, wenn Sie den Lead noch bearbeiten.",
        MessageKind.EXPORT_READY: "Der gewünschte Export von Leads liegt bereit.",
        MessageKind.DIGEST: "Das haben Partner seit der letzten E-Mail dieser Art mit diesen Leads getan.",
        MessageKind.NEW_LEADS: "{supplier} hat {partner} diese neuen Leads geschickt.",
        MessageKind.LEADS_UPDATED_BY_SUPPLIER: "{supplier} hat diese Leads von {partner} geändert.",
    },
    actions={
        LinkAction.ACCEPT: "Annehmen",
        LinkAction.REJECT: "Ablehnen",
        LinkAction.REASSIGN: "Weitergeben",
        LinkAction.SET_STAGE: "Stand melden",
    },
    open="Öffnen",
    unsubscribe="Keine weiteren E-Mails dieser Art",
    unsubscribed="Sie erhalten keine weiteren E-Mails dieser Art.",
    reason="Grund",
    comment="Kommentar",
    campaign="Kampagne",
    assigned_by="Zugewiesen von",
    history="Aktivität",
    file="Datei",
    status="Status",
    statuses={
        DistributionStatus.UNASSIGNED: "Nicht zugewiesen",
        DistributionStatus.PENDING: "Offen",
        DistributionStatus.ACCEPTED: "Angenommen",
        DistributionStatus.REJECTED: "Abgelehnt",
    },
    stage="Stand",
    colleague="Kollege oder Kollegin",
    more="und {count} weitere",
    decided="Über diesen Lead ist entschieden. Es ist nichts weiter zu tun.",
    answers={
        "done": "Vielen Dank, das ist erledigt.",
        "not_done": "Das war nicht möglich. Bitte öffnen Sie den Link in der E-Mail noch einmal.",
        "link_invalid": "Dieser Link ist nicht gültig. Bitte verwenden Sie den in der E-Mail.",
        "link_expired": "Dieser Link ist abgelaufen. Bitte lassen Sie sich den Lead noch einmal schicken.",
        "link_outdated": "Der Lead ging nach dieser E-Mail an jemand anderen. Bitte verwenden Sie den Link in der neuesten E-Mail.",
        "lead_inactive": "Dieser Lead ist nicht mehr aktiv.",
        "already_decided": "Über diesen Lead war schon entschieden, und diese Antwort gilt nicht.",
        "comment_missing": "Bitte geben Sie zu diesem Grund einen Kommentar an.",
        "comment_too_long": "Dieser Kommentar ist zu lang. Bitte kürzen Sie ihn.",
        "reason_unknown": "Bitte wählen Sie einen der Gründe.",
        "reason_missing": "Bitte wählen Sie einen der Gründe.",
        "stage_unknown": "Bitte wählen Sie einen der Stände.",
        "stage_missing": "Bitte wählen Sie einen der Stände.",
        "lead_pending": "Bitte nehmen Sie den Lead zuerst an.",
        "assignee_missing": "Bitte wählen Sie, wer den Lead bekommt.",
        "assignee_unknown": "Diese Person ist nicht bekannt. Bitte wählen Sie eine andere.",
        "assignee_inactive": "Diese Person ist nicht mehr aktiv. Bitte wählen Sie eine andere.",
    },
    protected_until="Geschützt bis",
    opportunity={
        "name": "Verkaufschance",
        "stage": "Phase",
        "amount": "Betrag",
        "probability": "Wahrscheinlichkeit",
        "close_date": "Abschlussdatum",
        "owner": "Zuständig",
    },
    fields={
        "email": "E-Mail",
        "first_name": "Vorname",
        "last_name": "Nachname",
        "full_name": "Name",
        "salutation": "Anrede",
        "title": "Position",
        "department": "Abteilung",
        "mobile_phone": "Mobiltelefon",
        "work_phone": "Telefon geschäftlich",
        "home_phone": "Telefon privat",
        "fax": "Fax",
        "company": "Firma",
        "sic_code": "SIC-Code",
        "naics_code": "NAICS-Code",
        "industry": "Branche",
        "website": "Website",
        "linkedin_url": "LinkedIn-Profil",
        "employee_count": "Beschäftigte",
        "annual_revenue": "Jahresumsatz",
        "address1": "Adresszeile 1",
        "address2": "Adresszeile 2",
        "city": "Ort",
        "state": "Bundesland",
        "postal_code": "Postleitzahl",
        "country": "Land",
        "language": "Sprache",
        "notes": "Notizen",
        "rating": "Bewertung",
        "do_not_contact": "Nicht kontaktieren",
    },
)
