"""
What headers say in Italian.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ITALIAN"]

ITALIAN: Final = """\
email: indirizzo e mail, posta elettronica, indirizzo di posta elettronica, indirizzo mail, email lavoro
email: email aziendale, indirizzo posta elettronica, email ufficio, indirizzo e mail principale, email principale
first_name: nome di battesimo, nome contatto battesimo, nome proprio
last_name: cognome, cognome contatto, cognomi, cognome del contatto
full_name: nome completo, nome e cognome, nome contatto, nome del contatto, cognome e nome, nominativo, referente
full_name: persona di riferimento, nome visualizzato, nome cognome, cognome nome, nome referente
full_name: nominativo contatto, persona di contatto, contatto principale
?customer: nome cliente, nome del cliente
salutation: appellativo, formula di saluto, saluto, forma di cortesia, titolo di cortesia, saluti
title: qualifica, posizione lavorativa, mansione, titolo professionale, ruolo aziendale, titolo lavorativo
title: posizione in azienda, titolo di lavoro, ruolo in azienda, posizione aziendale, titolo lavoro
title: qualifica professionale, posizione di lavoro
~title: ruolo, posizione, carica, professione ruolo, funzione, incarico
department: reparto, ufficio reparto, settore reparto, divisione, dipartimento aziendale, nome reparto
mobile_phone: cellulare, telefono cellulare, numero cellulare, numero di cellulare, tel cellulare, telefono mobile
mobile_phone: cellulare lavoro, cellulare aziendale, telefonino, numero di telefono cellulare, n cellulare
work_phone: telefono ufficio, telefono lavoro, tel ufficio, telefono uff, tel uff, telefono aziendale
work_phone: telefono diretto, tel lavoro, numero ufficio, telefono dell'ufficio, telefono di lavoro
~work_phone: numero di telefono, telefono fisso, n telefono, recapito telefonico, telefono principale, n di telefono
~work_phone: tel fisso, telefono contatto, recapiti telefonici, telefono di contatto, numeri di telefono
home_phone: telefono tel telefono ab, tel ab, telefono personale, telefono privato
fax: numero fax, fax ufficio, fax uff, numero di fax, n fax, fax lavoro, fax aziendale
company: azienda, società, nome azienda, ragione sociale, nome società, ditta, impresa, organizzazione
company: nome dell'azienda, denominazione sociale, azienda società, nome della società, nome organizzazione
company: società azienda, nome account azienda, nome ditta, datore di lavoro, nome impresa, ente azienda
company: nome dell'organizzazione, nome account
~company: ente, denominazione
industry: settore, settore di attività, settore industriale, comparto, settore merceologico, ramo d'attività
industry: settore attività, industria settore, settore industria, settore azienda
website: sito web, sito internet, sito, indirizzo web, sito aziendale, url sito web, sito web aziendale, url sito
website: sito web azienda
linkedin_url: profilo linkedin, url linkedin profilo, link linkedin profilo, link profilo linkedin
linkedin_url: url profilo linkedin
employee_count: dipendenti, numero dipendenti, numero di dipendenti, n dipendenti, nr dipendenti, dimensione azienda
employee_count: dimensioni azienda, addetti, numero addetti, n di dipendenti, dimensione aziendale, numero impiegati
employee_count: impiegati, dimensioni dell'azienda
annual_revenue: fatturato, fatturato annuo, ricavi annui, fatturato annuale, ricavi annuali, entrate annuali
annual_revenue: fatturato eur, ricavo annuale, entrate annue, reddito annuale azienda, fatturato azienda
annual_revenue: volume d'affari, fatturato annuo eur
address1: via, via uff, indirizzo 1, indirizzo riga 1, riga indirizzo 1, via e numero civico, via ufficio
address1: indirizzo via, via piazza, via numero, via indirizzo, strada, via 1, indirizzo linea 1, indirizzo civico
address1: indirizzo e numero civico, via e numero
~address1: indirizzo postale, indirizzo completo
address2: indirizzo 2, via 2, indirizzo riga 2, riga indirizzo 2, via uff 2, via 2 uff, indirizzo linea 2
address2: indirizzo aggiuntivo, indirizzo supplementare, dettagli indirizzo, presso
city: città, comune, località, città uff, città ufficio, città comune, indirizzo città, città località, comune città
city: paese città
state: provincia stato, provincia uff, regione provincia, prov, stato provincia, stato provincia regione
state: provincia regione, sigla provincia, indirizzo provincia, indirizzo stato, stato federale, stato o provincia
state: provincia ufficio, stato regione, provincia o stato, provincia di residenza
~state: regione
postal_code: cap, codice postale, codice di avviamento postale, cap uff, indirizzo cap, cap codice postale
postal_code: codice avviamento postale, cap ufficio, codice zip, indirizzo codice postale, codice postale uff
country: paese, nazione, paese uff, stato paese, paese area geografica, paese regione, nazione paese, paese nazione
country: indirizzo paese, nazione uff, paese area geografica uff, paese di residenza, indirizzo nazione, nome paese
country: paese ufficio
~country: codice paese, codice nazione, sigla paese
language: lingua, lingua preferita, lingue, lingua di comunicazione, lingua parlata, lingua di corrispondenza
notes: annotazioni, appunti, note aggiuntive
~notes: descrizione, commenti, messaggio, osservazioni note, commento, il tuo messaggio, richiesta, note e commenti
~notes: vostro messaggio, osservazioni
rating: valutazione, giudizio
campaign: campagna, nome campagna, campagna marketing, nome della campagna, campagna di marketing
source: fonte, fonte lead, provenienza, origine contatto, fonte contatto, origine del contatto, fonte del lead
source: origine del lead, come ci hai conosciuto…, come ci ha conosciuto…, come ha saputo di noi…
source: come sei venuto a conoscenza…, come ci avete conosciuto…, fonte originale, sorgente, fonte del contatto
source: sorgente lead, provenienza lead, canale di provenienza
created_at: creato il, data creazione, data di creazione, creato, creata il, data e ora di creazione
created_at: data ora creazione, data inserimento, data di inserimento, ora di creazione
~created_at: data registrazione, data di registrazione, data iscrizione, informazioni cronologiche, data invio
~created_at: data di iscrizione, registrato il, aggiunto il, data aggiunta, data di invio, inviato il, data ordine
~created_at: iscritto il, data acquisizione
status: stato lead, stato del lead, stato contatto, stato del contatto, stato prospect, stato potenziale
external_id: id esterno, identificativo, codice esterno, id lead esterno, identificativo esterno, id contatto
external_id: identificativo univoco, codice lead, id univoco, codice contatto, codice identificativo
~external_id: riferimento, codice cliente, numero cliente, numero riferimento
partner_name: rivenditore, concessionario, distributore, nome partner, nome rivenditore, agente partner
partner_name: partner assegnato, partner commerciale, nome del partner, rivenditore assegnato, nome distributore
partner_name: azienda partner, nome del rivenditore, partner di canale, partner rivenditore
partner_id: id partner assegnato, codice partner, codice rivenditore, numero partner, id rivenditore
partner_id: codice distributore, codice del partner, identificativo partner, codice concessionario
lead_score: punteggio, punteggio lead, punteggio del lead, punteggio contatto, punti lead
do_not_contact: non contattare, disiscritto, no marketing email, cancellato newsletter, non inviare email
do_not_contact: non ricontattare, rifiuto email, rifiuta email, non desidera essere contattato, disiscritto email
do_not_contact: rinuncia email
~do_not_contact: non chiamare, non telefonare
!do_not_contact: consenso marketing, accetta marketing, iscritto newsletter marketing, consenso al marketing
!do_not_contact: consenso commerciale, consenso email marketing, accetta comunicazioni, consenso contatto, iscritto
!do_not_contact: consenso a fini di marketing
+me: contatto, partecipante, referenti, lead contatto, potenziale, contatti
+work: uff, lavoro, ufficio, aziendale, professionale, lavorativo
+home: ab, casa personale, abitativo, residenza, privato abitazione
+firm: dell azienda, sede legale, centralino
+bill: fatturazione
+other: altro, altra, secondario, alternativo altro, spedizione, secondo, seconda, aggiuntivo, consegna, altri
-: data modifica, modificato il, modificato da, creato da, proprietario, venditore, assegnato a, secondo nome
-: suffisso, soprannome, iniziali, data di nascita, compleanno, anniversario coniuge, coniuge, figli, sesso, genere
-: conteggio, ora, gruppo, opportunità, importo, valuta, prodotto, prodotti, fase, partita iva, p iva
-: codice fiscale, casella postale, consenso, titolo straniero, data ultima modifica, ultima modifica, responsabile
-: commerciale assegnato, assegnato, assistente, privacy consenso, codice destinatario, codice sdi, pec, probabilità
-: priorità, ricavi previsti, team di vendita, addetto vendite, squadra, etichette, iva
"""
"""
Italian phrases, a meaning a line.
"""
