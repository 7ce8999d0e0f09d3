"""
The default wording in French.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications.links import LinkAction
from leadflow.core.notifications.wordings.words import Words
from leadflow.core.templates import MessageKind

__all__ = ["FRENCH"]

FRENCH: Final = Words(
    language="fr",
    subjects={
        MessageKind.NEW_LEAD: "Nouveau lead de {supplier} : {lead}",
        MessageKind.UPDATE_REQUEST: "Merci de mettre à jour votre lead : {lead}",
        MessageKind.PENDING_REMINDER: "Votre réponse est toujours attendue : {lead}",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "Merci de mettre à jour votre opportunité : {lead}",
        MessageKind.DEAL_REGISTERED: "Enregistré chez {supplier} : {lead}",
        MessageKind.LEAD_REJECTED: "{partner} a refusé un lead : {lead}",
        MessageKind.LEAD_RECALLED: "{supplier} a retiré un lead : {lead}",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} a mis à jour une opportunité : {lead}",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} a mis à jour une opportunité : {lead}",
        MessageKind.DEADLINE_PASSED: "Un délai de {partner} est dépassé : {lead}",
        MessageKind.LEAD_UPDATED: "{partner} a mis à jour un lead : {lead}",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} a modifié un lead : {lead}",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} a enregistré un lead : {lead}",
        MessageKind.REGISTRATION_RETURNED: "{supplier} a besoin de précisions : {lead}",
        MessageKind.REGISTRATION_APPROVED: "Votre enregistrement est approuvé : {lead}",
        MessageKind.REGISTRATION_DENIED: "Votre enregistrement est refusé : {lead}",
        MessageKind.REGISTRATION_EXPIRING: "Votre enregistrement expire bientôt : {lead}",
        MessageKind.EXPORT_READY: "Votre export de leads est prêt",
        MessageKind.DIGEST: "Nouvelles de vos leads : {count}",
        MessageKind.NEW_LEADS: "Nouveaux leads de {supplier} : {count}",
    },
    intros={
        MessageKind.NEW_LEAD: "{supplier} a envoyé un nouveau lead à {partner}.",
        MessageKind.UPDATE_REQUEST: "{supplier} demande à {partner} des nouvelles de ce lead. "
        "Merci de le mettre à jour sous {days} jours.",
        MessageKind.PENDING_REMINDER: "{supplier} a envoyé ce lead à {partner}, "
        "et personne ne l’a encore accepté ni refusé.",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "{supplier} demande à {partner} des nouvelles de cette opportunité. "
        "Merci de la mettre à jour sous {days} jours.",
        MessageKind.DEAL_REGISTERED: "{supplier} a bien reçu l’enregistrement de {partner}. Il n’y a plus rien à faire.",
        MessageKind.LEAD_REJECTED: "{partner} a refusé ce lead.",
        MessageKind.LEAD_RECALLED: "{supplier} a retiré ce lead à {partner}. Il n’y a plus rien à faire.",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} a mis à jour une opportunité de ce lead.",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} a mis à jour une opportunité de ce lead.",
        MessageKind.DEADLINE_PASSED: "{partner} n’a pas respecté le délai prévu pour ce lead.",
        MessageKind.LEAD_UPDATED: "{partner} a mis à jour ce lead.",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} a modifié ce lead.",
        MessageKind.REGISTRATION_SUBMITTED: "{partner} a enregistré ce lead.",
        MessageKind.REGISTRATION_RETURNED: "{supplier} souhaite en savoir plus avant de se prononcer sur cet enregistrement. "
        "Merci de le compléter et de soumettre le lead à nouveau.",
        MessageKind.REGISTRATION_APPROVED: "{supplier} a approuvé cet enregistrement. "
        "Le lead est désormais partagé avec {supplier}.",
        MessageKind.REGISTRATION_DENIED: "{supplier} a refusé cet enregistrement. Le lead reste privé.",
        MessageKind.REGISTRATION_EXPIRING: "La protection de cet enregistrement prend bientôt fin. "
        "Merci de demander une prolongation à {supplier} si vous travaillez encore sur ce lead.",
        MessageKind.EXPORT_READY: "L’export de leads demandé est prêt.",
        MessageKind.DIGEST: "Voici ce que des partenaires ont fait de ces leads depuis le dernier e-mail de ce type.",
        MessageKind.NEW_LEADS: "{supplier} a envoyé ces nouveaux leads à {partner}.",
    },
    actions={
        LinkAction.ACCEPT: "Accepter",
        LinkAction.REJECT: "Refuser",
        LinkAction.REASSIGN: "Réattribuer",
        LinkAction.SET_STAGE: "Mettre à jour",
    },
    open="Ouvrir",
    unsubscribe="Ne plus recevoir ce type d’e-mail",
    unsubscribed="Vous ne recevrez plus ce type d’e-mail.",
    reason="Motif",
    comment="Commentaire",
    campaign="Campagne",
    assigned_by="Attribué par",
    history="Activité",
    file="Fichier",
    status="Statut",
    statuses={
        DistributionStatus.UNASSIGNED: "Non attribué",
        DistributionStatus.PENDING: "En attente",
        DistributionStatus.ACCEPTED: "Accepté",
        DistributionStatus.REJECTED: "Refusé",
    },
    stage="Étape",
    colleague="Collègue",
    more="et {count} de plus",
    decided="Ce lead a déjà reçu une décision. Il n’y a plus rien à faire.",
    answers={
        "done": "Merci, c’est fait.",
        "not_done": "Cela n’a pas été possible. Veuillez rouvrir le lien de l’e-mail.",
        "link_invalid": "Ce lien n’est pas valable. Veuillez utiliser celui de l’e-mail.",
        "link_expired": "Ce lien a expiré. Veuillez demander que le lead soit envoyé à nouveau.",
        "link_outdated": "Le lead a été confié à quelqu’un d’autre après cet e-mail. Veuillez utiliser le lien du dernier e-mail.",
        "lead_inactive": "Ce lead n’est plus actif.",
        "already_decided": "Ce lead avait déjà reçu une décision, et cette réponse n’est pas retenue.",
        "comment_missing": "Veuillez donner un commentaire pour ce motif.",
        "comment_too_long": "Ce commentaire est trop long. Veuillez le raccourcir.",
        "reason_unknown": "Veuillez choisir un des motifs.",
        "reason_missing": "Veuillez choisir un des motifs.",
        "stage_unknown": "Veuillez choisir une des étapes.",
        "stage_missing": "Veuillez choisir une des étapes.",
        "lead_pending": "Veuillez d’abord accepter le lead.",
        "assignee_missing": "Veuillez choisir qui reçoit le lead.",
        "assignee_unknown": "Cette personne est inconnue. Veuillez en choisir une autre.",
        "assignee_inactive": "Cette personne n’est plus active. Veuillez en choisir une autre.",
    },
    protected_until="Protégé jusqu’au",
    opportunity={
        "name": "Opportunité",
        "stage": "Étape",
        "amount": "Montant",
        "probability": "Probabilité",
        "close_date": "Date de clôture",
        "owner": "Responsable",
    },
    fields={
        "email": "E-mail",
        "first_name": "Prénom",
        "last_name": "Nom",
        "full_name": "Nom complet",
        "salutation": "Civilité",
        "title": "Fonction",
        "department": "Service",
        "mobile_phone": "Téléphone mobile",
        "work_phone": "Téléphone professionnel",
        "home_phone": "Téléphone personnel",
        "fax": "Fax",
        "company": "Société",
        "sic_code": "Code SIC",
        "naics_code": "Code NAICS",
        "industry": "Secteur",
        "website": "Site web",
        "linkedin_url": "Profil LinkedIn",
        "employee_count": "Effectif",
        "annual_revenue": "Chiffre d’affaires annuel",
        "address1": "Adresse, ligne 1",
        "address2": "Adresse, ligne 2",
        "city": "Ville",
        "state": "Région",
        "postal_code": "Code postal",
        "country": "Pays",
        "language": "Langue",
        "notes": "Notes",
        "rating": "Évaluation",
        "do_not_contact": "Ne pas contacter",
    },
)
