"""
What headers say in German.
"""

from __future__ import annotations

from typing import Final

__all__ = ["GERMAN"]

GERMAN: Final = """\
email: e mail adresse, e mail geschäftlich, geschäftliche e mail, mailadresse, e mail adressen, primäre e mail
email: e mail dienstlich, haupt e mail, e mail kontakt, kontakt e mail, elektronische post, primäre e mail adresse
email: dienstliche e mail
first_name: vorname, rufname, vornamen, kontakt vorname, vorname ansprechpartner, ansprechpartner vorname
first_name: vorname kontakt
last_name: nachname, familienname, zuname, nachnamen, kontakt nachname, nachname ansprechpartner
last_name: ansprechpartner nachname
full_name: vollständiger name, name vollständig, ansprechpartner, kontaktname, vor und nachname, vorname nachname
full_name: vorname name, kontaktperson, ansprechpartner name, name ansprechpartner, ganzer name, anzeigename
full_name: name kontakt, angezeigter name, ansprechpartnerin, voller name, vor nachname, name vorname
full_name: nachname vorname, name kontaktperson, teilnehmername, gesamtname, interessent
?customer: kunde, kundenname
salutation: anrede, anredeform, briefanrede, anrede titel, begrüßung
title: berufsbezeichnung, position im unternehmen, stellenbezeichnung, jobtitel, jobbezeichnung, position funktion
title: funktion position, berufliche position, funktion im unternehmen, tätigkeitsbezeichnung, arbeitsplatz titel
title: dienststellung
~title: funktion, stelle, rolle, tätigkeit, beruf, job
department: abteilung, abt, fachbereich, abteilungsname, abteilungen
~department: bereich, geschäftsbereich
mobile_phone: mobil, mobiltelefon, handy, mobilnummer, handynummer, mobilfunk, mobiltelefonnummer, telefon mobil
mobile_phone: mobilfunknummer, mobil geschäftlich, tel mobil, mobile nummer, mobiltelefon geschäftlich, handy nr
mobile_phone: mobil nr, mobiltel, natel
work_phone: telefon geschäftlich, telefon geschäft, geschäftlich telefon, telefon büro, geschäftstelefon
work_phone: telefon dienstlich, diensttelefon, telefon arbeit, durchwahl, telefonnummer geschäftlich
work_phone: tel geschäftlich, telefon firma direkt, bürotelefon, telefon dienst
~work_phone: telefon, telefonnummer, tel nr, telefon nr, rufnummer, festnetz, festnetznummer, telefon 1, fon
~work_phone: telefon festnetz, fernsprecher, haupttelefon, primäres telefon, kontakttelefon, tel nummer
~work_phone: telefonnummern
home_phone: telefon privat, telefon zuhause, privattelefon, telefonnummer privat, tel privat, telefon privat 1
fax: faxnummer, fax geschäftlich, fax nr, telefaxnummer, fax büro, fax geschäft, fax dienstlich, telefax nr
company: firma, unternehmen, firmenname, unternehmensname, organisation name firma, firmenbezeichnung, name firma
company: firma name, arbeitgeber, name unternehmen, organisationsname, unternehmen organisation, firma organisation
company: unternehmensbezeichnung, firma unternehmen, firma institution, name des unternehmens, kunde firma, firma 1
company: betrieb, gesellschaft, firmierung, unternehmen name
~company: account name firma, institution firma, konto name, kundenfirma, verein, einrichtung, organisationen
industry: branche, industriezweig, wirtschaftszweig, industrie, geschäftszweig, branchenbezeichnung, branchen
industry: wirtschaftsbereich
~industry: sektor, gewerbe
website: webseite, webseite url, internetseite, internet, internetadresse, webadresse, firmenwebseite, webpräsenz
website: firmenhomepage, url website firma, webauftritt, website adresse, website firma, unternehmenswebsite
website: homepage firma
linkedin_url: linkedin profil, linkedin profil url, linkedin seite profil
employee_count: mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, mitarbeiteranzahl, beschäftigte
employee_count: anzahl beschäftigte, unternehmensgröße, firmengröße, zahl der mitarbeiter, anzahl der beschäftigten
employee_count: anzahl angestellte, anzahl der angestellten, größe unternehmen, betriebsgröße, beschäftigtenzahl
employee_count: anzahl mitarbeitende, mitarbeitende, angestellte
annual_revenue: jahresumsatz, umsatz, umsatz pro jahr, umsatz in eur, umsatz eur, jährlicher umsatz, umsatz jahr
annual_revenue: jahreseinnahmen, jahreserlös, firmenumsatz, unternehmensumsatz, umsatz jährlich
address1: straße, str, straße hausnummer, straße nr, straße hausnr, adresszeile 1, anschrift zeile 1, adresse 1
address1: straße 1, straße geschäftlich, adresse straße, adresse zeile 1, strassenname, anschrift straße
address1: hausanschrift, straße und nr, geschäftlich straße, adresszeile, straße nummer, straße und hausnummer
~address1: postanschrift, postadresse, vollständige adresse
address2: adresszusatz, adresszeile 2, adresse 2, straße 2, straße 2 geschäftlich, anschrift zeile 2, zusatz
address2: adresse zeile 2, adresszusatz 1, straße geschäftlich 2, anschriftzusatz, anschriftenzusatz, zusatz adresse
city: stadt, ort, wohnort, ortschaft, ort geschäftlich, stadt ort, ort stadt, adresse ort, firmensitz ort
city: adresse stadt, gemeinde, ortsname
state: bundesland, region geschäftlich, kanton, bundesland kanton, bundesstaat, bundesland region
state: bundesland provinz, bundesland geschäftlich, bundesland bezirk, provinz, staat bundesland, region bundesland
state: adresse bundesland, bundesstaat provinz, staat provinz
postal_code: plz, postleitzahl, postleitzahl geschäftlich, adresse plz, adresse postleitzahl, postlz
country: land, land region, staat land, länder, adresse land, land geschäftlich, ländername, länderkennzeichen land
country: land name, land region geschäftlich
~country: ländercode, länderkürzel, landeskennzeichen, landescode, länderkennzeichen, landkürzel
language: sprache, bevorzugte sprache, sprachen, korrespondenzsprache, muttersprache, sprachcode
language: kommunikationssprache
notes: notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen, interne notizen, interne notiz
~notes: beschreibung, kommentar, kommentare, nachricht, mitteilung, ihre nachricht, freitext, hinweise, hinweis
~notes: anfrage, ihre anfrage
rating: bewertung, lead bewertung, einstufung
campaign: kampagne, kampagnenname, name kampagne, werbekampagne, marketingkampagne, kampagnen
source: quelle, lead quelle, herkunft, leadherkunft, kontaktquelle, ursprüngliche quelle, interessentenquelle
source: wie haben sie von uns erfahren…, wie sind sie auf uns aufmerksam geworden…, lead ursprung, herkunft lead
source: quelle lead, akquisequelle
~source: ursprung
created_at: erstellt um
created_at: erstellt am, erstellt, erstelldatum, erstellungsdatum, angelegt am, anlagedatum, datum der erstellung
created_at: erstellungszeitpunkt, angelegt, erzeugt am, erfasst am, erfassungsdatum, erstellungszeit, datum erstellt
created_at: neuanlage am, erzeugt
~created_at: registriert am, registrierungsdatum, anmeldedatum, eingangsdatum, zeitstempel, anmeldung am
~created_at: hinzugefügt am, angemeldet am, eingegangen am, übermittelt am, gesendet am, datum anmeldung
~created_at: datum hinzugefügt, bestelldatum, registrierungszeit, eintragsdatum
status: kontaktstatus, interessentenstatus
external_id: externe id, lead nr, datensatz id, leadnummer, kontaktnummer, externe kennung, datensatznummer
external_id: externe nummer, kontakt nr, fremdschlüssel, kontakt id, eindeutige id, externer schlüssel
~external_id: kundennummer, kunden nr, referenz, referenznummer, teilnehmernummer
partner_name: vertriebspartner, händler, fachhändler, wiederverkäufer, vertriebspartner name, partnerfirma
partner_name: handelspartner, händlername, partnerunternehmen, zugewiesener partner, zuständiger partner
partner_name: fachhandelspartner, partner händler, name partner, name des partners, betreuender partner, systemhaus
partner_name: vertragshändler
partner_id: partnernummer, partner nr, händlernummer, partnerkennung, händler nr, vertriebspartner nr, händler id
partner_id: vertriebspartnernummer, partnerkürzel
lead_score: lead punktzahl, punktzahl, leadpunkte
do_not_contact: e mail deaktivierung, e mail deaktiviert
do_not_contact: nicht kontaktieren, keine werbung, abgemeldet, werbesperre, kontaktsperre, keine e mails
do_not_contact: kontakt nicht erwünscht, kein kontakt, keine e mail, keine e mails senden, newsletter abgemeldet
do_not_contact: e mail abgemeldet, gesperrt werbung, werbung gesperrt
~do_not_contact: nicht anrufen, kein anruf, keine anrufe
!do_not_contact: werbeeinwilligung, marketing einwilligung, einwilligung werbung, einwilligung marketing
!do_not_contact: werbung erlaubt, kontakt erlaubt, newsletter einwilligung werbung, werbeerlaubnis
!do_not_contact: einwilligung kontaktaufnahme, e mail einwilligung, kontaktaufnahme erlaubt
+me: kontakt, haupt, primär, primäre, primärer, primäres, teilnehmer, interessenten, standard, besucher, ansprech
+me: direkte
+work: geschäftlich, geschäft, dienstlich, büro, arbeit, beruflich, dienst, geschäftliche, geschäftlicher
+work: berufliche, geschäfts, arbeits
+home: privat, zuhause, privater, privates, persönlich, persönliche, wohn
+firm: firmen, unternehmens, zentrale, hauptsitz, firmenzentrale, firmensitz
+bill: rechnung, rechnungsadresse, rechnungs, rechnungsanschrift, abrechnung
+mail: post, postalisch, briefpost
+other: weitere, andere, weiterer, weiteres, zweite, sonstige, lieferadresse, liefer, zusätzliche, anderer, zweiter
+other: alternativ, weiteres telefon, abweichende, anderes, zweites, lieferanschrift, versand, sekundäre, sekundär
+other: sonstiges
-: leadinhaber, inhaber, kontaktinhaber, zuständiger mitarbeiter
-: akademischer titel, akad titel, akademischer grad, titel akademisch, letzte, letzter, letztes, geändert
-: geändert am, änderungsdatum, zuletzt geändert, zuletzt geändert am, geändert von, erstellt von, besitzer
-: zuständig, betreuer, geburtstag, geburtsdatum, geschlecht, kinder, ehepartner, ehefrau, weitere vornamen
-: zweiter vorname, mittelname, spitzname, typ, grund, anzahl, datum, uhrzeit, verkäufer, vertriebsmitarbeiter
-: zugewiesen an, zugewiesen, bearbeiter, assistent, assistentin, vorgesetzter, postfach, jahrestag, kategorien
-: kategorie, gruppe, verkaufschance, betrag, währung, produkt, phase, kontonummer, ust id, steuernummer
-: handelsregister, gegründet, gründungsjahr, initialen, namenszusatz, namensuffix, vertriebsteam, einwilligung
-: einwilligungsdatum, datenschutz, e mail typ, autotelefon, rückmeldung, vertraulichkeit, priorität
-: wahrscheinlichkeit, telefon assistent, name assistent, reisekilometer, konto, regierungsnr, standort, benutzer 1
-: verantwortlicher, verantwortlich, stichwörter
"""
"""
German phrases, a meaning a line.
"""
