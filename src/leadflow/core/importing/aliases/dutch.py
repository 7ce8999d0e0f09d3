"""
What headers say in Dutch.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DUTCH"]

DUTCH: Final = """\
email: e mailadres, zakelijk e mailadres, mailadres, e mail werk, primair e mailadres, werk e mail, zakelijk e mail
email: zakelijke e mail, e mailadres werk, e mail zakelijk, primaire e mail
first_name: voornaam, roepnaam, voornamen, voornaam contactpersoon, contact voornaam
last_name: achternaam, familienaam, achternamen, achternaam contactpersoon, contact achternaam
full_name: volledige naam, contactpersoon, naam contactpersoon, voor en achternaam, voornaam achternaam
full_name: naam contact, contactnaam, weergavenaam, naam van contactpersoon, primair contact, voornaam en achternaam
?customer: klantnaam, naam klant, klant
salutation: aanhef, aanspreekvorm, aanspreektitel, aanspreking, begroeting
title: functietitel, functienaam, functieomschrijving, baantitel, werkfunctie, beroep functie
~title: functie, beroep, functies
department: afdeling, afd, afdelingen, afdelingsnaam
mobile_phone: mobiel, mobiele telefoon, mobiel nummer, mobiele nummer, telefoon mobiel, gsm nummer
mobile_phone: mobiel telefoonnummer, mobieltje, 06 nummer, mobiele telefoon werk, mobiele telefoonnummer
mobile_phone: mobiele tel, tel mobiel, zakelijk mobiel
work_phone: telefoon werk, telefoon op werk, zakelijke telefoon, telefoon zakelijk, werktelefoon, doorkiesnummer
work_phone: telefoonnummer werk, zakelijk telefoonnummer, telefoon kantoor, tel werk, tel zakelijk
work_phone: telefoonnummer zakelijk, kantoortelefoon, direct nummer
~work_phone: telefoon, telefoonnummer, tel nr telefoon, telefoonnr, vaste telefoon, telefoon vast, vast nummer
~work_phone: primaire telefoon, hoofdtelefoon, vast telefoonnummer, vaste lijn, telefoonnummers
home_phone: telefoon thuis, telefoon privé, privételefoon, telefoon op thuisadres, thuistelefoon, tel thuis
home_phone: tel privé
fax: faxnummer werk, fax op werk, fax zakelijk, fax kantoor
company: bedrijf, bedrijfsnaam, organisatie, naam bedrijf, organisatienaam, onderneming, bedrijf organisatie
company: naam organisatie, werkgever, naam van bedrijf, firmanaam, accountnaam, naam account, naam onderneming
company: organisatie bedrijf
~company: instelling, relatie bedrijf
industry: bedrijfstak, sector branche, branche sector, bedrijfssector, industrietak
website: webpagina, website bedrijf, webadres, internetadres, internetpagina, bedrijfswebsite, websiteadres
linkedin_url: linkedin profiel, linkedin profiel url
employee_count: aantal werknemers, werknemers, aantal medewerkers, medewerkers, bedrijfsgrootte, bedrijfsomvang
employee_count: personeelsaantal, aantal personeelsleden, aantal fte, grootte bedrijf, grootte van het bedrijf
employee_count: omvang bedrijf
annual_revenue: jaaromzet, omzet, jaarlijkse omzet, omzet per jaar, jaarlijkse inkomsten, jaarlijks inkomen bedrijf
annual_revenue: omzet eur
address1: straat, straat en huisnummer, adresregel 1, adres 1, werkadres straat, straat huisnummer, straatnaam
address1: adres straat, adreslijn 1, straat werk, straat 1, straat en nummer, straat nummer
address1: straatnaam en huisnummer, straatadres
~address1: postadres, volledig adres
address2: straat 2, adresregel 2, adres 2, werkadres straat 2, adreslijn 2, werkadres 2 straat, adrestoevoeging
address2: toevoeging adres
city: plaats, woonplaats, werkadres plaats, plaatsnaam, vestigingsplaats, adres plaats, stad plaats, plaats stad
city: stad, adres stad, plaats werk
state: provincie, werkadres provincie, provincie staat, staat provincie, provincie regio, adres provincie
state: provincie werk, regio provincie, deelstaat, deelstaat provincie, adres staat
postal_code: postcode werk, werkadres postcode, adres postcode
country: land regio, werkadres land, werkadres land regio, adres land, land werk, landnaam
~country: landcode
language: taal, voorkeurstaal, talen, taalvoorkeur, correspondentietaal, communicatietaal
notes: notities, opmerking, opmerkingen, aantekeningen, notitie, interne notities, interne notitie
~notes: omschrijving, beschrijving, bericht, toelichting, uw bericht, commentaar, uw vraag, vraag
~notes: opmerkingen vragen, vragen opmerkingen
rating: beoordeling, waardering
campaign: campagnenaam, naam campagne, marketingcampagne, naam van campagne
source: bron, leadbron, herkomst, bron van lead, hoe heeft u ons gevonden…, hoe heeft u van ons gehoord…
source: oorspronkelijke bron, hoe kent u ons…, herkomst lead, bron lead, hoe bent u bij ons…, leadherkomst
created_at: aangemaakt op, aanmaakdatum, gemaakt op, datum aangemaakt, aangemaakt, datum gemaakt, gecreëerd op
created_at: aanmaaktijd, creatiedatum, gemaakt, datum aanmaak, datum van aanmaak, aanmaakmoment, gecreëerd
~created_at: tijdstempel, registratiedatum, datum registratie, inschrijfdatum, geregistreerd op, toegevoegd op
~created_at: datum toegevoegd, ingediend op, aanmelddatum, inzenddatum, datum inschrijving, datum aanmelding
~created_at: verzonden op, besteldatum
external_id: extern id, externe referentie, extern nummer, leadnummer extern, unieke id, extern kenmerk
~external_id: klantnummer, referentie, klantcode, referentienummer, relatienummer, kenmerk
partner_name: wederverkoper, naam partner, partnernaam, dealernaam, verkooppartner, naam dealer, reseller naam
partner_name: partnerbedrijf, toegewezen partner, naam van partner, naam reseller
partner_id: partnernummer dealer, dealernummer, resellernummer
lead_score: leadscore score
do_not_contact: niet contacteren, afgemeld, niet mailen, uitgeschreven, geen contact opnemen, geen e mail
do_not_contact: niet e mailen, geen e mails, geen reclame, niet benaderen, geen e mails sturen, afgemeld voor e mail
do_not_contact: afgemeld e mail
~do_not_contact: niet bellen
!do_not_contact: toestemming marketing, marketingtoestemming, mag gemaild worden, ingeschreven nieuwsbrief
!do_not_contact: toestemming e mail, toestemming contact, mag benaderd worden, e mail toestemming
+me: deelnemer, hoofd, primair, contactpersonen, klanten, bezoeker, relatie, standaard primair, primaire
+work: werk, werkadres, zakelijk, kantoor, zakelijke
+home: thuis, thuisadres, huisadres, prive adres
+firm: bedrijfs, hoofdkantoor, hoofdvestiging
+bill: factuur, factuuradres, facturatie
+other: ander, anders, secundair, afleveradres, tweede, alternatief, overig, ander adres, aflever, verzendadres
+other: extra alternatief, secundaire
-: laatste, laatst gewijzigd, gewijzigd, gewijzigd op, gewijzigd door, gemaakt door, aangemaakt door, eigenaar
-: verkoper, toegewezen aan, middelste naam, tweede voornaam, tussenvoegsel, achtervoegsel, voorletters
-: initialen persoon, geboortedatum, verjaardag, geslacht, kinderen, echtgenoot, echtgenote, aantal, tijd
-: categorieën, groep, verkoopkans, bedrag, product productnaam, producten, btw nummer, btw, kvk, kvk nummer
-: postbus, jubileum, bijnaam, toestemming, bijgewerkt, verantwoordelijke, toegewezen, assistent naam
-: verwachte omzet, kans, verkoopteam, prioriteit, naam assistent, huisnummer, toevoeging, laatste wijziging
-: wijzigingsdatum
"""
"""
Dutch phrases, a meaning a line.
"""
