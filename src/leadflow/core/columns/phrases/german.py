"""
What headers say in German.
"""

from __future__ import annotations

from typing import Final

__all__ = ["GERMAN"]

GERMAN: Final = """\
~email: {allgemeine|zentrale} {email|e mail|e mail adresse|mailadresse|mail}
email: e mail adresse, e mail geschäftlich, geschäftliche e mail, mailadresse, e mail adressen, primäre e mail
email: e mail dienstlich, haupt e mail, e mail kontakt, kontakt e mail, elektronische post, primäre e mail adresse
email: dienstliche e mail, {e mail|mail|email} {adresse|anschrift|geschäftlich|beruflich|dienstlich|arbeit}
email: {e mail|mail|email} {büro|ansprechpartner|kontakt|kontaktperson|primär|haupt}
email: {geschäftliche|berufliche} {e mail|e mail adresse|mailadresse|emailadresse|mail}
email: {dienstliche|primäre|persönliche geschäftliche} {e mail|e mail adresse|mailadresse|emailadresse|mail}
email: emailadresse, mail adresse, e mail 1, mailanschrift, e postadresse
first_name: vorname, rufname, vornamen, kontakt vorname, vorname ansprechpartner, ansprechpartner vorname
first_name: vorname kontakt
first_name: {vorname|vornamen} {kontakt|kontaktperson|ansprechpartner|ansprechpartnerin|teilnehmer|person|kunde|1}
first_name: {kontakt|ansprechpartner|teilnehmer|kunden} vorname, vorn, vname
last_name: nachname, familienname, zuname, nachnamen, kontakt nachname, nachname ansprechpartner
last_name: ansprechpartner nachname, {nachname|familienname|zuname|name} {familie|nachname}
last_name: {nachname|familienname} {kontakt|kontaktperson|ansprechpartner|ansprechpartnerin|teilnehmer|person|kunde}
last_name: nachn, nname, {kontakt|ansprechpartner|teilnehmer|kunden} nachname
full_name: vollständiger name, name vollständig, ansprechpartner, kontaktname, vor und nachname, vorname nachname
full_name: vorname name, kontaktperson, ansprechpartner name, name ansprechpartner, ganzer name, anzeigename
full_name: name kontakt, angezeigter name, ansprechpartnerin, voller name, vor nachname, name vorname
full_name: nachname vorname, name kontaktperson, teilnehmername, gesamtname, interessent
full_name: {vorname|vor} {und|u} {nachname|zuname|familienname}, {name|nachname} {und|u} vorname
full_name: {ansprechpartner|kontaktperson|kontakt|teilnehmer|besucher|kontaktpersonen} {name|in|innen}
full_name: name {des|der|} {ansprechpartners|kontaktperson|teilnehmers|besuchers|ansprechpartnerin|interessenten}
full_name: ansprechperson, ansprechpartner in, name teilnehmer, name besucher, kompletter name, name komplett
full_name: vor und zuname, namen, ap name
?customer: kunde, kundenname
salutation: anrede, anredeform, briefanrede, anrede titel, begrüßung
salutation: {anrede|anredetext|anredeschlüssel|anredekennzeichen} {|herr frau|person|ansprechpartner|kontakt}
salutation: ansprechpartner anrede, geschlecht anrede
title: berufsbezeichnung, position im unternehmen, stellenbezeichnung, jobtitel, jobbezeichnung, position funktion
title: funktion position, berufliche position, funktion im unternehmen, tätigkeitsbezeichnung, arbeitsplatz titel
title: dienststellung, {berufs|positions|stellen|funktions|job|tätigkeits|dienst}{bezeichnung|titel}
title: {position|funktion|stellung|rolle|aufgabe} {in der firma|im betrieb|in firma}
title: {position|funktion|stellung|rolle|aufgabe} {firma|im unternehmen|ansprechpartner}
title: {position|funktion|stellung|rolle|aufgabe} {kontakt|position|funktion|rolle|stellung|abteilung}
~title: funktion, stelle, rolle, tätigkeit, beruf, job, position, stellung, aufgabenbereich, tätigkeitsfeld
department: abteilung, abt, fachbereich, abteilungsname, abteilungen, {abteilung|abteilungs|fach}{bezeichnung|bereich}
department: abteilung {bereich|kontakt|ansprechpartner|name}, bereich abteilung
department: {organisations|unternehmens}{bereich|einheit}
~department: bereich, geschäftsbereich
mobile_phone: mobil, mobiltelefon, handy, mobilnummer, handynummer, mobilfunk, mobiltelefonnummer, telefon mobil
mobile_phone: {telefon|tel} m
mobile_phone: mobilfunknummer, mobil geschäftlich, tel mobil, mobile nummer, mobiltelefon geschäftlich, handy nr
mobile_phone: mobil nr, mobiltel, natel
mobile_phone: {mobil|handy|mobilfunk|mobiltelefon} {nummer|nr|telefon|rufnummer|geschäftlich}
mobile_phone: {mobil|handy|mobilfunk|mobiltelefon} {dienstlich|beruflich|firma|1|telefonnummer}
mobile_phone: {mobile|mobil} {rufnummer|telefonnummer|tel|nr}
mobile_phone: {tel|telefon|telefonnummer|rufnummer} {mobil|handy|mobilfunk}, handytelefon, mobilfon
work_phone: telefon geschäftlich, telefon geschäft, geschäftlich telefon, telefon büro, geschäftstelefon
work_phone: telefon dienstlich, diensttelefon, telefon arbeit, durchwahl, telefonnummer geschäftlich, tel geschäftlich
work_phone: telefon firma direkt, bürotelefon, telefon dienst
work_phone: {telefon|tel|telefonnummer|rufnummer|festnetz} {geschäftlich|beruflich|dienstlich|büro}
work_phone: {telefon|tel|telefonnummer|rufnummer|festnetz} {arbeit|dienst|direkt|durchwahl|arbeitsplatz}
work_phone: {büro|dienst|geschäfts|arbeits}{telefon|nummer|telefonnummer|rufnummer}, direktwahl, telefondurchwahl
work_phone: durchwahlnummer, {geschäftliche|berufliche|dienstliche} {telefonnummer|rufnummer|nummer}
~work_phone: telefon, telefonnummer, tel nr, telefon nr, rufnummer, festnetz, festnetznummer, telefon 1, fon
~work_phone: telefon festnetz, fernsprecher, haupttelefon, primäres telefon, kontakttelefon, tel nummer
~work_phone: telefonnummern, {telefon|tel|fon|phone|telefonnr|rufnr} {nr|nummer|1|kontakt|ansprechpartner|festnetz}
~work_phone: {festnetz|kontakt}{nummer|telefon|telefonnummer|rufnummer}, telefonnr, rufnr, telnr, telef
~work_phone: tel ansprechpartner
home_phone: telefon privat, telefon zuhause, privattelefon, telefonnummer privat, tel privat, telefon privat 1
home_phone: {telefon|tel|telefonnummer|rufnummer|festnetz|fon} {privat|zuhause|zu hause|private}
home_phone: privat{nummer|telefon|telefonnummer|tel}, {private|privates} {telefonnummer|nummer|telefon}
fax: faxnummer, fax geschäftlich, fax nr, telefaxnummer, fax büro, fax geschäft, fax dienstlich, telefax nr
fax: {fax|telefax|faksimile} {nr|nummer|geschäftlich|dienstlich|beruflich|büro|firma|kontakt}, faxnr, telefaxnr
fax: {fax|telefax}anschluss
company: firma, unternehmen, firmenname, unternehmensname, organisation name firma, firmenbezeichnung, name firma
company: firma name, arbeitgeber, name unternehmen, organisationsname, unternehmen organisation, firma organisation
company: unternehmensbezeichnung, firma unternehmen, firma institution, name des unternehmens, kunde firma, firma 1
company: betrieb, gesellschaft, firmierung, unternehmen name
company: {firmen|unternehmens|organisations|betriebs|gesellschafts}{name|bezeichnung}
company: {name|bezeichnung} {der|des|} {firma|unternehmens|organisation}
company: {name|bezeichnung} {der|des|} {betriebs|gesellschaft|arbeitgebers|institution}
company: firma {bzw institution|1|name 1|oder institution|verein}, firmenwortlaut, name1, firmenname 1
company: unternehmen firma, kundenunternehmen
~company: account name firma, institution firma, konto name, kundenfirma, verein, einrichtung, organisationen
~company: {institution|behörde|einrichtung|verband|kunde firma|firma kunde|geschäftspartner}
~company: {kunden|interessenten}{firma|unternehmen}
industry: branche, industriezweig, wirtschaftszweig, industrie, geschäftszweig, branchenbezeichnung, branchen
industry: wirtschaftsbereich, {branche|branchen|wirtschafts|industrie|geschäfts}{bereich|segment|sektor|zweig|feld}
industry: branche {des unternehmens|firma|unternehmen|bereich|segment}, {tätigkeits|geschäfts}feld
industry: branchenzugehörigkeit, unternehmensbranche
~industry: sektor, gewerbe
website: webseite, webseite url, internetseite, internet, internetadresse, webadresse, firmenwebseite, webpräsenz
website: firmenhomepage, url website firma, webauftritt, website adresse, website firma, unternehmenswebsite
website: homepage firma, {web|internet}{seite|site|adresse|auftritt|präsenz|page|url}
website: {firmen|unternehmens}{homepage|website|webseite|url|internetseite}
website: {website|webseite|homepage|internet|url} {der firma|firma|unternehmen|adresse|url|link}, homepage adresse
website: website url
linkedin_url: linkedin profil, linkedin profil url, linkedin seite profil
linkedin_url: linkedin {profil|profilseite|link|url|adresse|konto}, {link|url} linkedin profil
linkedin_url: persönliches linkedin profil
employee_count: mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, mitarbeiteranzahl, beschäftigte, anzahl beschäftigte
employee_count: unternehmensgröße, firmengröße, zahl der mitarbeiter, anzahl der beschäftigten, anzahl angestellte
employee_count: anzahl der angestellten, größe unternehmen, betriebsgröße, beschäftigtenzahl, anzahl mitarbeitende
employee_count: mitarbeitende, angestellte, {anzahl|zahl|menge|summe} {der|} {mitarbeiter|mitarbeitenden}
employee_count: {anzahl|zahl|menge|summe} {der|} {mitarbeitende|mitarbeiterinnen|beschäftigten}
employee_count: {anzahl|zahl|menge|summe} {der|} {beschäftigte|angestellten}
employee_count: {anzahl|zahl|menge|summe} {der|} {angestellte|arbeitnehmer|mitarbeiter innen}
employee_count: {mitarbeiter|beschäftigten|unternehmens}{zahl|anzahl|größe|stärke|größenklasse|bestand|klasse}
employee_count: {firmen|betriebs|personal|beschäftigungs}{zahl|anzahl|größe|stärke|größenklasse|bestand|klasse}
employee_count: ma anzahl, anzahl ma, mitarbeiter gesamt, größe {der firma|des unternehmens}, mitarbeiter innen, fte
employee_count: {anz|anzahl} der {mitarbeiter|mitarbeitenden|beschäftigten}, anz {mitarbeiter|beschäftigte}
annual_revenue: jahresumsatz, umsatz, umsatz pro jahr, umsatz in eur, umsatz eur, jährlicher umsatz, umsatz jahr
annual_revenue: jahreseinnahmen, jahreserlös, firmenumsatz, unternehmensumsatz, umsatz jährlich
annual_revenue: {jahres|firmen|unternehmens|gesamt|netto}umsatz
annual_revenue: {umsatz|jahresumsatz} {eur|euro|t|teur|tsd|mio|in eur|in euro|in mio}
annual_revenue: {umsatz|jahresumsatz} {in mio eur|in teur|in tsd eur|pro jahr|p a|gesamt|jahr|letztes jahr|chf}
annual_revenue: umsatz{größe|höhe}, jährlicher {umsatz|erlös}
annual_revenue: {umsatz|jahresumsatz}{klasse|klassen|größe|größenklasse|spanne|band}
address1: straße, str, straße hausnummer, straße nr, straße hausnr, adresszeile 1, anschrift zeile 1, adresse 1
address1: straße 1, straße geschäftlich, adresse straße, adresse zeile 1, strassenname, anschrift straße
address1: hausanschrift, straße und nr, geschäftlich straße, adresszeile, straße nummer, straße und hausnummer
address1: {straße|strasse|str} {und|u|} {hausnummer|hausnr|nr|nummer|haus nr}
address1: {straßen|strassen}{name|anschrift|adresse}, straße {geschäftlich|firma|unternehmen|1|adresse|lieferung}
address1: {adress|anschrift}{zeile|en zeile} 1, firmenanschrift straße
~address1: postanschrift, postadresse, vollständige adresse, {firmen|geschäfts|haus|post|besuchs}{anschrift|adresse}
~address1: anschrift komplett
address2: adresszusatz, adresszeile 2, adresse 2, straße 2, straße 2 geschäftlich, anschrift zeile 2, zusatz
address2: adresse zeile 2, adresszusatz 1, straße geschäftlich 2, anschriftzusatz, anschriftenzusatz, zusatz adresse
address2: {adress|anschriften|anschrift|straßen}{zusatz|ergänzung|zeile 2}
address2: {straße|adresse|anschrift} {2|zusatz|zeile 2|ergänzung}, {adress|anschrift}zusatz {1|2}, stockwerk, etage
address2: gebäude, zusatzzeile, hinterhaus
city: stadt, ort, wohnort, ortschaft, ort geschäftlich, stadt ort, ort stadt, adresse ort, firmensitz ort
city: adresse stadt, gemeinde, ortsname, {wohn|stand|firmen|geschäfts}ort
city: {ort|stadt} {gemeinde|name|firma|unternehmen|geschäftlich|1}, ort{sname|schaft|steil ort}, stadtname
city: gemeinde ort
state: bundesland, region geschäftlich, kanton, bundesland kanton, bundesstaat, bundesland region, bundesland provinz
state: bundesland geschäftlich, bundesland bezirk, provinz, staat bundesland, region bundesland, adresse bundesland
state: bundesstaat provinz, staat provinz
state: {bundesland|bundesstaat|kanton|land} {bundesland|kanton|provinz|region|staat|kürzel|code}
state: region {provinz|kanton|bundesland|bundesstaat}
postal_code: plz, postleitzahl, postleitzahl geschäftlich, adresse plz, adresse postleitzahl, postlz
postal_code: {post|postleit}{leitzahl|zahl}, plz {geschäftlich|firma|code|nr|postleitzahl|1}, postleitzahl {plz|firma}
postal_code: postleitzahlen
country: land, land region, staat land, länder, adresse land, land geschäftlich, ländername, länderkennzeichen land
country: land name, land region geschäftlich, länder {region|regionscode}, {land|länder} regionscode
country: {land|staat} {name|nation|firma|geschäftlich|adresse|unternehmen|1}, nation, landname, land staat
country: herkunftsland
~country: ländercode, länderkürzel, landeskennzeichen, landescode, länderkennzeichen, landkürzel
~country: {länder|landes|land|iso}{code|kennung|kürzel|kennzeichen|kz}, länder iso, land {iso|iso code|code|kürzel|kz}
~country: iso land
language: sprache, bevorzugte sprache, sprachen, korrespondenzsprache, muttersprache, sprachcode
language: kommunikationssprache, {korrespondenz|kommunikations|kontakt|umgangs|mutter|wunsch}sprache
language: {bevorzugte|gewünschte|gesprochene} {sprache|sprachen|korrespondenzsprache}
language: sprach{e kontakt|kürzel|kennzeichen|präferenz|einstellung}
notes: notizen, notiz, bemerkung, bemerkungen, anmerkung, anmerkungen, interne notizen, interne notiz
notes: {notiz|bemerkungs|kommentar|anmerkungs|notizen}{text|feld|feld text}
notes: {interne|allgemeine|sonstige|zusätzliche|weitere} {notizen|notiz|bemerkung|bemerkungen|anmerkungen|kommentare}
notes: {gesprächs|messe|kontakt|besuchs|telefon}{notiz|notizen|bericht|vermerk}, vermerk, besonderheiten
~notes: beschreibung, kommentar, kommentare, nachricht, mitteilung, ihre nachricht, freitext, hinweise, hinweis
~notes: anfrage, ihre anfrage, info, infos, {zusätzliche|weitere} {informationen|infos|angaben}
rating: bewertung, lead bewertung, einstufung
rating: {lead|kontakt|kunden|interesse|interessenten}{bewertung|einstufung|qualität|klassifizierung|rating}
rating: {lead|kontakt} {bewertung|einstufung|qualität|rating}, {grad|stärke} {des|} interesses, interesse grad
campaign: kampagne, kampagnenname, name kampagne, werbekampagne, marketingkampagne, kampagnen
campaign: {marketing|werbe|vertriebs|quell|lead|ursprungs|mailing}{kampagne|aktion}
campaign: {kampagne|kampagnen} {name|titel|bezeichnung|quelle}, {kampagnen|aktions}{name|bezeichnung|titel}
source: quelle, lead quelle, herkunft, leadherkunft, kontaktquelle, ursprüngliche quelle, interessentenquelle
source: wie haben sie von uns erfahren…, wie sind sie auf uns aufmerksam geworden…, lead ursprung, herkunft lead
source: quelle lead, akquisequelle, originalquelle, erstquelle
source: {lead|kontakt|kunden|adress|ursprungs|anfrage|daten|interessenten|akquise}{quelle|herkunft|ursprung}
source: {herkunft|quelle|ursprung} {des|der|} {leads|lead|kontakts|kontakt}
source: {herkunft|quelle|ursprung} {des|der|} {adresse|kunde|anfrage|kontaktes|interessent}
source: {ursprüngliche|erste|primäre} {quelle|leadquelle|lead quelle|herkunft}
~source: ursprung, {akquise|werbe|vertriebs|eingangs|kontakt}{weg|kanal}, aufmerksam geworden, aufmerksam durch
created_at: erstellt um, erstellt am, erstellt, erstelldatum, erstellungsdatum, angelegt am, anlagedatum
created_at: datum der erstellung, erstellungszeitpunkt, angelegt, erzeugt am, erfasst am, erfassungsdatum
created_at: erstellungszeit, datum erstellt, neuanlage am, erzeugt
~created_at: registriert am, registrierungsdatum, anmeldedatum, eingangsdatum, zeitstempel, anmeldung am
~created_at: hinzugefügt am, angemeldet am, eingegangen am, übermittelt am, gesendet am, datum anmeldung
~created_at: datum hinzugefügt, bestelldatum, registrierungszeit, eintragsdatum
status: kontaktstatus, interessentenstatus
status: {lead|kontakt|interessenten|bearbeitungs|qualifizierungs}{status|stand|stadium}
status: {status|stand} {des|} {leads|lead|kontakts|kontakt|bearbeitung|interessent}
status: statusgrund
external_id: externe id, lead nr, datensatz id, leadnummer, kontaktnummer, externe kennung, datensatznummer
external_id: externe nummer, kontakt nr, fremdschlüssel, kontakt id, eindeutige id, externer schlüssel
external_id: {externe|fremde|eindeutige|interne} {id|nummer|nr|kennung|referenz|lead id}
external_id: {lead|kontakt|datensatz|personen}{nummer|nr|id|kennung|schlüssel|kennzeichen}
external_id: {adress|interessenten|fremd|kontaktperson}{nummer|nr|id|kennung|schlüssel|kennzeichen}
external_id: {lead|kontakt|datensatz|person} {nr|nummer|id|kennung|schlüssel}
~external_id: kundennummer, kunden nr, referenz, referenznummer, teilnehmernummer
~external_id: {kunden|debitoren|mitglieds|teilnehmer|referenz|besucher|vorgangs|anmelde|ausweis}{nummer|nr|id|kennung}
~external_id: {kunden|debitoren|mitglieds|teilnehmer|besucher} {nr|nummer|id}
partner_name: vertriebspartner, händler, fachhändler, wiederverkäufer, vertriebspartner name, partnerfirma
partner_name: handelspartner, händlername, partnerunternehmen, zugewiesener partner, zuständiger partner
partner_name: fachhandelspartner, partner händler, name partner, name des partners, betreuender partner, systemhaus
partner_name: vertragshändler, {vertriebs|handels|fach|service}{partner|händler} {|name|firma|unternehmen}
partner_name: {kooperations|reseller|channel|implementierungs}{partner|händler} {|name|firma|unternehmen}
partner_name: {händler|fachhändler|wiederverkäufer} {name|firma|unternehmen|firmenname}
partner_name: {partner|distributor|vertragshändler} {name|firma|unternehmen|firmenname}
partner_name: {zugewiesener|zuständiger|betreuender} {partner|händler|fachhändler|vertriebspartner|reseller}
partner_name: {gewünschter|zugeordneter|empfohlener|bevorzugter} {partner|händler}
partner_name: {gewünschter|zugeordneter|empfohlener|bevorzugter} {fachhändler|vertriebspartner|reseller}
partner_name: {distributor|großhändler|wunschhändler|wunschpartner|fachhandel|reseller}
partner_name: {händler|partner}{firma|betrieb|unternehmen|bezeichnung}
partner_id: partnernummer, partner nr, händlernummer, partnerkennung, händler nr, vertriebspartner nr, händler id
partner_id: vertriebspartnernummer, partnerkürzel
partner_id: {partner|händler|vertriebspartner}{nummer|nr|id|kennung|code|schlüssel|kennziffer}
partner_id: {fachhändler|reseller|distributor}{nummer|nr|id|kennung|code|schlüssel|kennziffer}
partner_id: {partner|händler|vertriebspartner|fachhändler|reseller|distributor} {nr|nummer|id|kennung|code}
lead_score: lead punktzahl, punktzahl, leadpunkte, {lead|kontakt|gesamt}{punkte|punktzahl|score|punktestand}
lead_score: {lead|kontakt} {punkte|punktzahl|score|scoring|punktestand}, punktestand
do_not_contact: e mail deaktivierung, e mail deaktiviert, nicht kontaktieren, keine werbung, abgemeldet, werbesperre
do_not_contact: kontaktsperre, keine e mails, kontakt nicht erwünscht, kein kontakt, keine e mail
do_not_contact: keine e mails senden, newsletter abgemeldet, e mail abgemeldet, gesperrt werbung, werbung gesperrt
~do_not_contact: nicht anrufen, kein anruf, keine anrufe
!do_not_contact: werbeeinwilligung, marketing einwilligung, einwilligung werbung, einwilligung marketing
!do_not_contact: werbung erlaubt, kontakt erlaubt, newsletter einwilligung werbung, werbeerlaubnis
!do_not_contact: einwilligung kontaktaufnahme, e mail einwilligung, kontaktaufnahme erlaubt
+me: kontakt, haupt, primär, primäre, primärer, primäres, teilnehmer, interessenten, standard, besucher, ansprech
+me: direkte, potenzieller kunde, interessentin, anfragender, des anfragenden, anfragenden, teilnehmers, teilnehmerin, besuchers, besucherin
+work: geschäftlich, geschäft, dienstlich, büro, arbeit, beruflich, dienst, geschäftliche, geschäftlicher, berufliche
+work: geschäfts, arbeits
+home: privat, zuhause, privater, privates, persönlich, persönliche, wohn
+firm: firmen, unternehmens, zentrale, hauptsitz, firmenzentrale, firmensitz
+bill: rechnung, rechnungsadresse, rechnungs, rechnungsanschrift, abrechnung
+mail: post, postalisch, briefpost
+other: weitere, andere, weiterer, weiteres, zweite, sonstige, lieferadresse, liefer, zusätzliche, anderer, zweiter
+other: alternativ, weiteres telefon, abweichende, anderes, zweites, lieferanschrift, versand, sekundäre, sekundär
+other: sonstiges
-: leadinhaber, inhaber, kontaktinhaber, zuständiger mitarbeiter, akademischer titel, akad titel, akademischer grad
-: titel akademisch, letzte, letzter, letztes, geändert, geändert am, änderungsdatum, zuletzt geändert
-: zuletzt geändert am, geändert von, erstellt von, besitzer, zuständig, betreuer, geburtstag, geburtsdatum
-: geschlecht, kinder, ehepartner, ehefrau, weitere vornamen, zweiter vorname, mittelname, spitzname, typ, grund
-: anzahl, datum, uhrzeit, verkäufer, vertriebsmitarbeiter, zugewiesen an, zugewiesen, bearbeiter, assistent
-: assistentin, vorgesetzter, postfach, jahrestag, kategorien, kategorie, gruppe, verkaufschance, betrag, währung
-: produkt, phase, kontonummer, ust id, steuernummer, handelsregister, gegründet, gründungsjahr, initialen
-: namenszusatz, namensuffix, vertriebsteam, einwilligung, einwilligungsdatum, datenschutz, e mail typ, autotelefon
-: rückmeldung, vertraulichkeit, priorität, wahrscheinlichkeit, telefon assistent, name assistent, reisekilometer
-: konto, regierungsnr, standort, benutzer 1, verantwortlicher, verantwortlich, stichwörter
-: {letzter|letzte|letztes|nächster|nächste} {kontakt|aktivität|änderung|bearbeitung|aktion|besuch|termin}
-: {angelegt|erfasst|erstellt|geändert|bearbeitet|gescannt|aufgenommen} {von|durch}, {innen|außen}dienst
-: {verkäufer|betreuer|bearbeiter|berater|vertriebsmitarbeiter} {name|e mail|telefon}, vorgesetzte, laufende nummer
-: lfd nr, abrechnungsinformation, firmenzusatz, {umsatz|steuer} id, ust idnr, rechtsform, handelsregisternummer
-: öffnungszeiten, empfehlung von, empfohlen von, geburtsname, telefon für hörbehinderte, vermittler
~state: region
"""
"""
German phrases, a meaning a line.
"""
