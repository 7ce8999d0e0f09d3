"""
What headers say in French.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH"]

FRENCH: Final = """\
email: courriel, adresse e mail, adresse courriel, adresse électronique, courrier électronique, adresse mail, mél
email: e mail professionnel, adresse de messagerie, messagerie, mail professionnel, adresse e mail professionnelle
email: courriel professionnel, adresse de courriel, email pro, adresse de courrier électronique, mail pro
email: email principal, adresse de courrier
first_name: prénom, prénoms, prénom du contact, prénom contact, prénom usuel
last_name: nom de famille, nom famille, nom patronymique, nom du contact famille, patronyme
full_name: nom complet, nom et prénom, prénom et nom, nom du contact, nom prénom, nom prénoms, nom contact
full_name: nom affiché, nom participant, nom interlocuteur, interlocuteur, nom à afficher, personne de contact
full_name: personne contact, contact principal, nom et prénoms
?customer: nom du client, nom client
salutation: civilité, titre de civilité, titre civilité, formule de politesse, salutations d'usage, civilité titre
title: intitulé du poste, titre du poste, poste occupé, titre professionnel, titre fonction, fonction titre
title: fonction dans l'entreprise, intitulé de poste, titre de poste, titre emploi, poste fonction, fonction poste
title: fonction occupée, intitulé poste, poste actuel
~title: fonction, poste, métier, profession fonction, emploi
department: département service, nom du service
?service: service, services
?department: département, departamento, dipartimento
mobile_phone: portable, téléphone portable, numéro de portable, tél portable, mobile professionnel, n de portable
mobile_phone: numéro de mobile, n mobile, numéro de téléphone portable, numéro de téléphone mobile, cellulaire
mobile_phone: n de mobile, téléphone cellulaire, gsm, numéro mobile, portable professionnel, portable pro
mobile_phone: num portable, n portable
work_phone: téléphone bureau, téléphone professionnel, tél bureau, téléphone du bureau, téléphone travail
work_phone: tél professionnel, ligne directe, téléphone au bureau, téléphone pro, téléphone travail direct, tel pro
work_phone: numéro professionnel, numéro de téléphone professionnel
~work_phone: numéro de téléphone, n de téléphone, téléphone fixe, téléphone principal, numéro téléphone, fixe
~work_phone: n téléphone, tél fixe, n tél, num téléphone, téléphone de contact, téléphone contact
~work_phone: coordonnées téléphoniques
home_phone: téléphone domicile, tél domicile, téléphone personnel, téléphone à domicile, tél personnel, domicile
home_phone: téléphone privé
fax: télécopie, numéro de fax, fax bureau, télécopieur, télécopie bureau, n de fax, numéro de télécopie
fax: fax professionnel, numéro de télécopieur
company: société, entreprise, raison sociale, nom de l'entreprise, nom de la société, nom entreprise, nom société
company: compagnie, société entreprise, entreprise société, nom de la compagnie, dénomination sociale
company: nom de l'organisation, employeur, nom de compte, nom du compte, organisme, établissement, nom organisation
company: société organisation, nom de l'établissement, entreprise organisation, nom compte
~company: compte
~company: enseigne, structure, nom commercial, association
industry: secteur d'activité, secteur activité, secteur, branche d'activité, activité secteur, secteur industriel
industry: domaine d'activité
website: site web, site internet, page web, site internet url, adresse web, adresse du site, adresse du site web
website: url du site, url du site web, site web entreprise, url site web, site web de l'entreprise
website: site internet de l'entreprise, site entreprise
linkedin_url: profil linkedin, url linkedin, lien linkedin, url du profil linkedin, compte linkedin
linkedin_url: adresse linkedin
employee_count: effectif, nombre d'employés, nombre de salariés, effectifs, nb salariés, nb employés
employee_count: taille de l'entreprise, employés, salariés, nombre employés, taille entreprise, nombre salariés
employee_count: nombre de collaborateurs, nb de salariés, nombre d'employé, taille société
annual_revenue: chiffre d'affaires, ca annuel, chiffre affaires, revenu annuel, chiffre d'affaires annuel
annual_revenue: revenus annuels, ca entreprise, ca eur, chiffre affaires eur
address1: rue, rue bureau, adresse ligne 1, numéro et rue, n et rue, rue 1, ligne d'adresse 1, rue adresse
address1: adresse rue, nom de rue, adresse postale ligne 1, voie, libellé voie, numéro et nom de rue, rue numéro
address1: adresse de rue
~address1: adresse postale, adresse complète
address2: rue 2, adresse ligne 2, complément d'adresse, complément adresse, rue 2 bureau, ligne d'adresse 2
address2: complément, rue bureau 2, adresse complément, rue suite, adresse suite
city: ville, ville bureau, commune, localité, adresse ville, ville commune, ville localité, nom de la ville
state: région département, département ou région, dép région, dép région bureau, état province, province état
state: région adresse, adresse région, état région, région état, adresse état, état ou province, région province
state: province ou état, adresse province
postal_code: code postal, code postal bureau, cp, adresse code postal, code postal ville, zip code postal
country: pays, pays bureau, pays région, pays région bureau, adresse pays, nom du pays, pays région adresse
country: pays de résidence
~country: code pays, code du pays, code iso pays
language: langue, langue préférée, langues, langue de correspondance, langue parlée, langue de communication
language: langue maternelle
notes: remarque, remarques, note interne, notes internes, observations, observation, annotations
~notes: commentaire, commentaires, votre message, message demande, descriptif, demande, votre demande, précisions
rating: évaluation, notation, évaluation lead
campaign: campagne, nom de la campagne, campagne marketing, nom campagne, nom de campagne, campagnes
source: origine, source du prospect, origine du contact, origine du lead, source du contact, provenance
source: origine de la piste, source piste, comment avez vous entendu parler de nous…, comment nous avez vous connu…
source: source du lead, source de la piste, origine prospect, source prospect, origine contact, origine lead
source: origine du prospect, origine piste, comment nous avez vous connus…
created_at: créé le, date de création, créé, créée le, date de créa, création le, heure de création
created_at: date et heure création
~created_at: date d'inscription, inscrit le, horodateur, horodatage, date d'ajout, ajouté le, date d'enregistrement
~created_at: date de soumission, date d'envoi, soumis le, date inscription, date ajout, date de la commande
~created_at: date d'entrée, date de réception, enregistré le
status: statut, statut du prospect, statut du lead, statut de la piste, statut du contact, statut lead
status: statut prospect, état du prospect
external_id: id externe, identifiant, identifiant externe, n de contact, numéro de lead, référence externe
external_id: identifiant unique, id contact, identifiant du lead, identifiant contact, identifiant du contact
external_id: identifiant prospect, id prospect, id lead, id unique
~external_id: n client, numéro client, numéro d'inscription, numéro de client, référence client, identifiant client
partner_name: partenaire, revendeur, distributeur, nom du partenaire, nom du revendeur, concessionnaire
partner_name: partenaire commercial, intégrateur, nom partenaire, nom revendeur, partenaire assigné, revendeur agréé
partner_name: partenaire attribué, partenaire revendeur, société partenaire, nom du distributeur, partenaire affecté
partner_name: partenaires
partner_id: id partenaire, code partenaire, numéro partenaire, code revendeur, identifiant partenaire, n partenaire
partner_id: numéro de partenaire, identifiant du partenaire, référence partenaire, id revendeur, numéro revendeur
partner_id: code distributeur, id du partenaire
lead_score: score du lead, score du prospect, score prospect, score piste, score lead total, scoring
do_not_contact: désinscription par e mail, désinscription e mail, désabonnement
do_not_contact: ne pas contacter, désabonné, désinscrit, opposition, ne pas solliciter, opposition marketing
do_not_contact: stop email, ne pas envoyer d'e mail, refus de contact, ne plus contacter, désinscrit email
do_not_contact: désabonné e mail, ne pas contacter par e mail
~do_not_contact: ne pas appeler, ne pas téléphoner
!do_not_contact: consentement marketing, accepte le marketing, consentement email, accepte d'être contacté
!do_not_contact: accord marketing, abonné, accepte emails, consentement commercial, accepte les e mails
!do_not_contact: accepte de recevoir des emails, accord de contact
+me: principal, principale, interlocuteurs, piste, pistes, participants, inscrit, contact principal de, direct ligne
+work: professionnel, professionnelle, bureau, travail, pro, prof
+home: domicile rue, personnel, personnelle, privé, privée, perso
+firm: compte
+firm: siège, siège social, standard téléphonique, de la société, standard entreprise
+bill: facturation, facturer
+other: autre, autres, secondaire, livraison, deuxième, supplémentaire, expédition, seconde, alternatif
+other: autre adresse
-: dernier, dernière, modifié, modifié le, date de modification, modifié par, créé par, propriétaire, responsable
-: commercial, vendeur, assigné à, deuxième prénom, second prénom, suffixe, surnom, initiales, date de naissance
-: anniversaire, conjoint, conjointe, enfants, sexe, genre, assistant nom, type de, motif, raison, heure
-: statut email, catégorie, groupe, opportunité, montant, devise, produit, produits, étape, siret, siren, tva
-: numéro tva, code naf, naf, ape, code ape, équipe, équipe commerciale, attribué à, affecté à, mis à jour
-: mise à jour, boîte postale, bp, consentement, rgpd, effectif tranche, probabilité, priorité, étiquettes
-: revenu espéré, revenu attendu, type email, nom de l'assistant, téléphone assistant, téléphone de l'assistant
-: téléavertisseur
"""
"""
French phrases, a meaning a line.
"""
