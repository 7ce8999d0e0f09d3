"""
What headers say in French.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FRENCH"]

FRENCH: Final = """\
~email: {email|e mail|mail|courriel} général
email: courriel, adresse e mail, adresse courriel, adresse électronique, courrier électronique, adresse mail, mél
email: e mail professionnel, adresse de messagerie, messagerie, mail professionnel, adresse e mail professionnelle
email: courriel professionnel, adresse de courriel, email pro, adresse de courrier électronique, mail pro
email: email principal, adresse de courrier
email: {adresse|adresse de|compte} {e mail|mail|email} {|professionnelle|pro|principale|contact|du contact|1}
email: {adresse|adresse de|compte} {courriel|messagerie} {|professionnelle|pro|principale|contact|du contact|1}
email: {adresse|adresse de|compte} {électronique|courrier électronique} {|professionnelle|pro}
email: {adresse|adresse de|compte} {électronique|courrier électronique} {principale|contact|du contact|1}
email: {e mail|mail|courriel|email} {professionnel|pro|principal|contact}
email: {e mail|mail|courriel|email} {du contact|travail|bureau|entreprise contact|1}
first_name: prénom, prénoms, prénom du contact, prénom contact, prénom usuel
first_name: {prénom|prénoms} {contact|du contact|interlocuteur|participant|client|usuel|1|visiteur}
first_name: {contact|participant} prénom, pnom, petit nom
last_name: nom de famille, nom famille, nom patronymique, nom du contact famille, patronyme
last_name: nom {de famille|famille|usuel|d'usage|patronymique|du contact famille} {|contact|participant}
last_name: {nom famille|nom de famille} contact, nom marital
full_name: nom complet, nom et prénom, prénom et nom, nom du contact, nom prénom, nom prénoms, nom contact
full_name: nom affiché, nom participant, nom interlocuteur, interlocuteur, nom à afficher, personne de contact
full_name: personne contact, contact principal, nom et prénoms, {nom|noms} {et|} {prénom|prénoms|prénom s}
full_name: {prénom|prénoms} {et|} {nom|noms|nom de famille}
full_name: {nom complet|nom prénom|prénom nom} {du contact|contact|participant|interlocuteur|du participant}
full_name: nom {de l'interlocuteur|interlocuteur|du participant}
full_name: nom {du visiteur|visiteur|de la personne|du responsable contact}
full_name: {personne|interlocuteur} {de contact|à contacter|contact|référent|référente}, référent
?customer: nom du client, nom client
salutation: civilité, titre de civilité, titre civilité, formule de politesse, salutations d'usage, civilité titre
salutation: {civilité|titre civilité|formule|politesse} {|contact|du contact|m mme|interlocuteur|participant}
salutation: contact civilité, appel, m mme
title: intitulé du poste, titre du poste, poste occupé, titre professionnel, titre fonction, fonction titre
title: fonction dans l'entreprise, intitulé de poste, titre de poste, titre emploi, poste fonction, fonction poste
title: fonction occupée, intitulé poste, poste actuel
title: {intitulé|titre|nom|libellé} {de|du|de la} {poste|fonction|emploi|métier}
title: {fonction|poste} {contact|du contact|occupée|occupé|actuelle}
title: {fonction|poste} {exacte|interlocuteur|dans la société|au sein de l'entreprise|dans l'organisation}
title: {titre|statut} professionnel, qualité fonction
~title: fonction, poste, métier, profession fonction, emploi, {profession|rôle|métier} {|exercé|exercée}, fonctions
~title: job, rôle dans l'entreprise
department: département service, nom du service
department: {service|direction|pôle} {direction|département|service|division|pôle}
department: service {contact|rattachement|de rattachement|concerné}, {nom|libellé} {service|département}, division
?service: service, services
?department: département, departamento, dipartimento
mobile_phone: portable, téléphone portable, numéro de portable, tél portable, mobile professionnel, n de portable
mobile_phone: numéro de mobile, n mobile, numéro de téléphone portable, numéro de téléphone mobile, cellulaire
mobile_phone: n de mobile, téléphone cellulaire, gsm, numéro mobile, portable professionnel, portable pro
mobile_phone: num portable, n portable
mobile_phone: {téléphone|tél|tel|numéro} {portable|mobile|cellulaire|gsm} {|contact|professionnel|pro|du contact|1}
mobile_phone: {n|no|num|numéro de téléphone} {portable|mobile|cellulaire|gsm} {|contact|professionnel}
mobile_phone: {n|no|num|numéro de téléphone} {portable|mobile|cellulaire|gsm} {pro|du contact|1}
mobile_phone: {téléphone|tél|tel|numéro} {du portable|de portable|de mobile|port} {|contact|professionnel}
mobile_phone: {téléphone|tél|tel|numéro} {du portable|de portable|de mobile|port} {pro|du contact|1}
mobile_phone: {n|no|num|numéro de téléphone} {du portable|de portable|de mobile|port} {|contact|professionnel}
mobile_phone: {n|no|num|numéro de téléphone} {du portable|de portable|de mobile|port} {pro|du contact|1}
mobile_phone: {portable|mobile|gsm|cellulaire|port} {contact|professionnel|pro|du contact|n|numéro|1|téléphone}
work_phone: téléphone bureau, téléphone professionnel, tél bureau, téléphone du bureau, téléphone travail
work_phone: tél professionnel, ligne directe, téléphone au bureau, téléphone pro, téléphone travail direct, tel pro
work_phone: numéro professionnel, numéro de téléphone professionnel
work_phone: {téléphone|tél|tel|numéro|ligne} {professionnel|professionnelle|pro|bureau|travail}
work_phone: {téléphone|tél|tel|numéro|ligne} {du travail|direct|directe|au bureau|du bureau}
work_phone: {n|numéro|numéro de téléphone} {professionnel|pro|du bureau|direct}, tel direct, ligne directe téléphone
~work_phone: numéro de téléphone, n de téléphone, téléphone fixe, téléphone principal, numéro téléphone, fixe
~work_phone: n téléphone, tél fixe, n tél, num téléphone, téléphone de contact, téléphone contact
~work_phone: coordonnées téléphoniques
~work_phone: {téléphone|tél|tel} {fixe|contact|du contact|standard fixe|1|principal|numéro|n}
~work_phone: {numéro|n|no|num|nº} {|de} {téléphone|tél|tel|fixe} {|fixe|contact|du contact|1}, téléphones
~work_phone: fixe {pro|professionnel|contact}
home_phone: téléphone domicile, tél domicile, téléphone personnel, téléphone à domicile, tél personnel, domicile
home_phone: téléphone privé
home_phone: {téléphone|tél|tel|numéro|n} {domicile|personnel|perso|privé|maison|à domicile|du domicile}
fax: télécopie, numéro de fax, fax bureau, télécopieur, télécopie bureau, n de fax, numéro de télécopie
fax: fax professionnel, numéro de télécopieur
fax: {fax|télécopie|télécopieur} {professionnel|pro|bureau|contact|n|numéro|1|du travail}
fax: {n|numéro|numéro de|no} {fax|télécopie|télécopieur}
company: société, entreprise, raison sociale, nom de l'entreprise, nom de la société, nom entreprise, nom société
company: compagnie, société entreprise, entreprise société, nom de la compagnie, dénomination sociale
company: nom de l'organisation, employeur, nom de compte, nom du compte, organisme, établissement, nom organisation
company: société organisation, nom de l'établissement, entreprise organisation, nom compte
company: {nom|raison|dénomination|intitulé} {|de|de la|de l'|du|d'} {société|entreprise}
company: {nom|raison|dénomination|intitulé} {|de|de la|de l'|du|d'} {organisation|organisme|établissement}
company: {nom|raison|dénomination|intitulé} {|de|de la|de l'|du|d'} {compagnie|sociale|employeur}
company: {nom|raison|dénomination|intitulé} {|de|de la|de l'|du|d'} {structure|compte client|institution}
company: {société|entreprise|organisme|établissement} {nom|employeur|établissement|organisme}
company: {société|entreprise|organisme|établissement} {raison sociale|contact|structure|client|institution}
~company: compte, enseigne, structure, nom commercial, association, {client|prospect} {société|entreprise}
~company: société {cliente|prospect}, institution, collectivité, cabinet, boîte
industry: secteur d'activité, secteur activité, secteur, branche d'activité, activité secteur, secteur industriel
industry: domaine d'activité, {secteur|domaine|branche|type|nature} {d'activité|activité|professionnel|économique}
industry: {secteur|domaine|branche|type|nature} {industriel|d'activités|de l'entreprise|métier}
industry: activité {principale|de l'entreprise|entreprise|société}, {secteur|activité}, industrie, secteurs
website: site web, site internet, page web, site internet url, adresse web, adresse du site, adresse du site web
website: url du site, url du site web, site web entreprise, url site web, site web de l'entreprise
website: site internet de l'entreprise, site entreprise
website: {site|page|adresse|url} {web|internet|du site|site|site internet|du site web} {|société|entreprise}
website: {site|page|adresse|url} {web|internet|du site} {de l'entreprise|de la société|url|adresse}
website: {site|page|adresse|url} {site|site internet|du site web} {de l'entreprise|de la société|url|adresse}, site
website: www, lien site
linkedin_url: profil linkedin, url linkedin, lien linkedin, url du profil linkedin, compte linkedin, adresse linkedin
linkedin_url: {profil|url|lien|page|compte|adresse} {linkedin|profil linkedin}
linkedin_url: {profil|url|lien|page|compte|adresse} {du profil linkedin|linkedin contact|vers le profil linkedin}
linkedin_url: linkedin {profil|lien|url|du contact|contact}
employee_count: effectif, nombre d'employés, nombre de salariés, effectifs, nb salariés, nb employés
employee_count: taille de l'entreprise, employés, salariés, nombre employés, taille entreprise, nombre salariés
employee_count: nombre de collaborateurs, nb de salariés, nombre d'employé, taille société
employee_count: {nombre|nb|nbr|nbre|total|effectif} {|de|d'} {employés|salariés|collaborateurs}
employee_count: {nombre|nb|nbr|nbre|total|effectif} {|de|d'} {personnes|employé e s|salarié e s|agents}
employee_count: {effectif|effectifs|taille} {de|de l'|total|} {l'entreprise|entreprise|société}
employee_count: {effectif|effectifs|taille} {de|de l'|total|} {salarié|la société|organisation|salariés}
employee_count: tranche {d'effectif|effectif|effectifs|d'effectifs}
annual_revenue: chiffre d'affaires, ca annuel, chiffre affaires, revenu annuel, chiffre d'affaires annuel
annual_revenue: revenus annuels, ca entreprise, ca eur, chiffre affaires eur
annual_revenue: {chiffre|chiffres} {d'affaires|affaires} {|annuel|ht|eur|en euros|k}
annual_revenue: {chiffre|chiffres} {d'affaires|affaires} {en k|m|de la société}
annual_revenue: {chiffre|chiffres} {d'affaires|affaires} {de l'entreprise|société|entreprise|dernier exercice}
annual_revenue: ca {|annuel|ht|k|en k|m|en m|en euros|société|€}, {revenu|revenus|recettes} {annuel|annuels|annuelles}
annual_revenue: {tranche|fourchette} {|de} {ca|chiffre d'affaires}
address1: rue, rue bureau, adresse ligne 1, numéro et rue, n et rue, rue 1, ligne d'adresse 1, rue adresse
address1: adresse rue, nom de rue, adresse postale ligne 1, voie, libellé voie, numéro et nom de rue, rue numéro
address1: adresse de rue, {adresse|rue|voie} {1|postale 1|ligne 1|n et rue|rue n|principale|rue}
address1: {ligne adresse|adresse ligne|ligne d'adresse} {1|postale 1|ligne 1|n et rue|rue n|principale|rue}
address1: {n|no|numéro|num} {et|} {nom|libellé|} {de|} {rue|voie|la rue}
address1: {adresse|rue} {société|entreprise|professionnelle|bureau}, libellé de {voie|rue}
~address1: adresse postale, adresse complète
address2: rue 2, adresse ligne 2, complément d'adresse, complément adresse, rue 2 bureau, ligne d'adresse 2
address2: complément, rue bureau 2, adresse complément, rue suite, adresse suite
address2: {adresse|rue|voie} {2|postale 2|ligne 2|complément|suite|complémentaire}
address2: {ligne adresse|adresse ligne|ligne d'adresse} {2|postale 2|ligne 2|complément|suite|complémentaire}
address2: complément {|d'|de l'|de} adresse {|1|2|postale}, bâtiment, étage
address2: {bâtiment|étage} {étage|bâtiment|escalier}
city: ville, ville bureau, commune, localité, adresse ville, ville commune, ville localité, nom de la ville
city: {ville|commune|localité} {contact|entreprise|société|bureau|cedex|bureau distributeur|1}
city: {nom|libellé} {|de la|de} {ville|commune}, bureau distributeur
state: région département, département ou région, dép région, dép région bureau, état province, province état
state: région adresse, adresse région, état région, région état, adresse état, état ou province, région province
state: province ou état, adresse province
state: {région|province|état} {ou|} {région|province|état|département|canton|territoire}
state: {région|province} {administrative|géographique|bureau|entreprise}, n département, canton
postal_code: code postal, code postal bureau, cp, adresse code postal, code postal ville, zip code postal
postal_code: {code|c} {postal|p|postale} {|contact|entreprise|société|zip|bureau|ville postal|1}, cpostal
postal_code: cp {entreprise|contact|postal|société|1}, c postal, npa, cdp
country: pays, pays bureau, pays région, pays région bureau, adresse pays, nom du pays, pays région adresse
country: pays de résidence, pays {de résidence|contact|entreprise|société|bureau|nom|d'origine|du siège|1|pays}
country: nom pays
~country: code pays, code du pays, code iso pays, {code|iso|code iso} {pays|du pays|de pays} {|iso|iso2}
~country: pays {code|iso|code iso}, indicatif pays iso
language: langue, langue préférée, langues, langue de correspondance, langue parlée, langue de communication
language: langue maternelle, {langue|langues} {de|} {contact|correspondance|communication|préférée|préférence|parlée}
language: {langue|langues} {de|} {parlées|souhaitée|du contact|maternelle|principale|échange}, code langue
notes: remarque, remarques, note interne, notes internes, observations, observation, annotations
notes: {note|notes|remarque|remarques} {interne|internes|contact|diverses|commercial}
notes: {observation|observations|commentaire|commentaires} {interne|internes|contact|diverses|commercial}
notes: {note|notes|remarque|remarques} {générales|complémentaires|du contact|libre|libres|sur le contact}
notes: {observation|observations|commentaire|commentaires} {générales|complémentaires|du contact}
notes: {observation|observations|commentaire|commentaires} {libre|libres|sur le contact}
notes: notes {et|} {commentaires|remarques}, mémo, pense bête, compte rendu
~notes: commentaire, commentaires, votre message, message demande, descriptif, demande, votre demande, précisions
~notes: {informations|infos|précisions|détails} {complémentaires|supplémentaires}, {texte|champ} libre
~notes: description {du besoin|besoin|projet}, {message|demande} {du contact|client|contact|prospect}, divers, besoin
~notes: détails
rating: évaluation, notation, évaluation lead
rating: {évaluation|notation|qualité|qualification|niveau} {du|de|d'} {lead|prospect|contact|intérêt|la piste}
rating: {niveau|degré} {d'intérêt|intérêt|de maturité}, température {|du lead|lead|contact|du contact}
rating: évaluation {prospect|contact}
campaign: campagne, nom de la campagne, campagne marketing, nom campagne, nom de campagne, campagnes
campaign: {campagne|campagnes} {marketing|source|d'origine|origine|publicitaire|nom|commerciale|emailing}
campaign: {nom|libellé|source} {|de|de la} campagne
source: origine, source du prospect, origine du contact, origine du lead, source du contact, provenance
source: origine de la piste, source piste, comment avez vous entendu parler de nous…, comment nous avez vous connu…
source: source du lead, source de la piste, origine prospect, source prospect, origine contact, origine lead
source: origine du prospect, origine piste, comment nous avez vous connus…
source: {source|origine} {|du|de la|de l'|de|d'} {lead|prospect|contact|client|acquisition}
source: {provenance|canal|origine de} {|du|de la|de l'|de|d'} {lead|prospect|contact|client|acquisition}
source: {source|origine|provenance|canal|origine de} {|du|de la|de l'|de|d'} {piste|demande|origine}
source: {source|origine|provenance|canal|origine de} {|du|de la|de l'|de|d'} {leads|fiche|inscription}
source: source {initiale|première|d'acquisition|originale|d'origine}, {comment nous avez vous|vous nous avez} connu
created_at: créé le, date de création, créé, créée le, date de créa, création le, heure de création
created_at: date et heure création
~created_at: date d'inscription, inscrit le, horodateur, horodatage, date d'ajout, ajouté le, date d'enregistrement
~created_at: date de soumission, date d'envoi, soumis le, date inscription, date ajout, date de la commande
~created_at: date d'entrée, date de réception, enregistré le
status: statut, statut du prospect, statut du lead, statut de la piste, statut du contact, statut lead
status: statut prospect, état du prospect, {statut|état|stade|avancement} {|du|de la|de} {lead|prospect|contact|piste}
status: {statut|état|stade|avancement} {|du|de la|de} {leads|qualification|traitement|client potentiel}
external_id: id externe, identifiant, identifiant externe, n de contact, numéro de lead, référence externe
external_id: identifiant unique, id contact, identifiant du lead, identifiant contact, identifiant du contact
external_id: identifiant prospect, id prospect, id lead, id unique
external_id: {identifiant|id|n|numéro} {|du|de|de l'|de la|d'} {lead|contact|prospect|fiche}
external_id: {référence|code|clé|matricule} {|du|de|de l'|de la|d'} {lead|contact|prospect|fiche}
external_id: {identifiant|id|n|numéro} {|du|de|de l'|de la|d'} {enregistrement|piste|personne|externe|unique}
external_id: {référence|code|clé|matricule} {|du|de|de l'|de la|d'} {enregistrement|piste|personne|externe|unique}
external_id: id {|de l'} enregistrement, ref {externe|contact|prospect|lead}, réf externe
~external_id: n client, numéro client, numéro d'inscription, numéro de client, référence client, identifiant client
~external_id: {identifiant|id|n|numéro|référence|réf|code|ref} {|du|de|d'} {client|badge|adhérent|inscription|abonné}
~external_id: {identifiant|id|n|numéro|référence|réf|code|ref} {|du|de|d'} {participant|commande client}
~external_id: {identifiant|id|n|numéro|référence|réf|code|ref} {|du|de|d'} {membre|visiteur|inscrit}, réf, référence
~external_id: num client
partner_name: partenaire, revendeur, distributeur, nom du partenaire, nom du revendeur, concessionnaire
partner_name: partenaire commercial, intégrateur, nom partenaire, nom revendeur, partenaire assigné, revendeur agréé
partner_name: partenaire attribué, partenaire revendeur, société partenaire, nom du distributeur, partenaire affecté
partner_name: partenaires, {partenaire|revendeur|distributeur} {|commercial|agréé|assigné|attribué|désigné|référent}
partner_name: {concessionnaire|installateur} {|commercial|agréé|assigné|attribué|désigné|référent}
partner_name: {intégrateur|agent commercial} {|commercial|agréé|assigné|attribué|désigné|référent}
partner_name: {partenaire|revendeur|distributeur} {local|affecté|nom|société|choisi|responsable|raison sociale}
partner_name: {concessionnaire|installateur|intégrateur|agent commercial} {local|affecté|nom}
partner_name: {concessionnaire|installateur|intégrateur|agent commercial} {société|choisi|responsable|raison sociale}
partner_name: {nom|société|entreprise|raison sociale} {|du|de} {partenaire|revendeur|distributeur}
partner_name: {nom|société|entreprise|raison sociale} {|du|de} {concessionnaire|intégrateur|installateur}
partner_id: id partenaire, code partenaire, numéro partenaire, code revendeur, identifiant partenaire, n partenaire
partner_id: numéro de partenaire, identifiant du partenaire, référence partenaire, id revendeur, numéro revendeur
partner_id: code distributeur, id du partenaire
partner_id: {id|code|numéro|n|identifiant|référence|ref|matricule} {|du|de|de l'} {partenaire|revendeur|distributeur}
partner_id: {id|code|numéro|n} {|du|de|de l'} {concessionnaire|installateur|intégrateur}
partner_id: {identifiant|référence|ref|matricule} {|du|de|de l'} {concessionnaire|installateur|intégrateur}
partner_id: {partenaire|revendeur|distributeur} {id|code|n|numéro|identifiant}
lead_score: score du lead, score du prospect, score prospect, score piste, score lead total, scoring
lead_score: {score|scoring|points|note score} {|du|de|des} {lead|leads|prospect|contact|piste|total|global|engagement}
lead_score: {lead|prospect} score
do_not_contact: désinscription par e mail, désinscription e mail, désabonnement, ne pas contacter, désabonné
do_not_contact: désinscrit, opposition, ne pas solliciter, opposition marketing, stop email, ne pas envoyer d'e mail
do_not_contact: refus de contact, ne plus contacter, désinscrit email, désabonné e mail, ne pas contacter par e mail
~do_not_contact: ne pas appeler, ne pas téléphoner
!do_not_contact: consentement marketing, accepte le marketing, consentement email, accepte d'être contacté
!do_not_contact: accord marketing, abonné, accepte emails, consentement commercial, accepte les e mails
!do_not_contact: accepte de recevoir des emails, accord de contact
+me: visiteur, visiteurs, participants, participante
+me: principal, principale, interlocuteurs, piste, pistes, participants, inscrit, contact principal de, direct ligne
+me: client potentiel, clients potentiels, prospects, demandeur
+work: professionnel, professionnelle, bureau, travail, pro, prof
+home: domicile rue, personnel, personnelle, privé, privée, perso
+firm: compte, siège, siège social, standard téléphonique, de la société, standard entreprise
+bill: facturation, facturer
+other: autre, autres, secondaire, livraison, deuxième, supplémentaire, expédition, seconde, alternatif, autre adresse
-: dernier, dernière, modifié, modifié le, date de modification, modifié par, créé par, propriétaire, responsable
-: commercial, vendeur, assigné à, deuxième prénom, second prénom, suffixe, surnom, initiales, date de naissance
-: anniversaire, conjoint, conjointe, enfants, sexe, genre, assistant nom, type de, motif, raison, heure, statut email
-: catégorie, groupe, opportunité, montant, devise, produit, produits, étape, siret, siren, tva, numéro tva, code naf
-: naf, ape, code ape, équipe, équipe commerciale, attribué à, affecté à, mis à jour, mise à jour, boîte postale, bp
-: consentement, rgpd, effectif tranche, probabilité, priorité, étiquettes, revenu espéré, revenu attendu, type email
-: nom de l'assistant, téléphone assistant, téléphone de l'assistant, téléavertisseur
-: {dernier|dernière|prochain|prochaine|précédent|précédente} {contact|activité|modification|rendez vous}
-: {dernier|dernière|prochain|prochaine|précédent|précédente} {relance|action|visite|commande}
-: {créé|modifié|scanné|saisi|ajouté|mis à jour} par
-: {nom|email|téléphone|prénom} {du commercial|du vendeur|du responsable|du propriétaire|de l'assistant}, suivi par
-: référent commercial, en charge, collaborateur en charge, nom de jeune fille, nom de naissance, lieu de naissance
-: nom complet adresse de messagerie, capital, forme juridique, code tiers, type de messagerie, est client
-: rappel, recommandé par, parrain, tutelle
~state: région, province
?contact: contact client
"""
"""
French phrases, a meaning a line.
"""
