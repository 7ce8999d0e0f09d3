"""
What headers say in Italian.
"""

from __future__ import annotations

from typing import Final

__all__ = ["ITALIAN"]

ITALIAN: Final = """\
~email: {email|e mail|mail} generale
email: indirizzo e mail, posta elettronica, indirizzo di posta elettronica, indirizzo mail, email lavoro
email: email aziendale, indirizzo posta elettronica, email ufficio, indirizzo e mail principale, email principale
email: {indirizzo|recapito|posta} {e mail|email|mail|di posta elettronica} {|lavoro|aziendale|principale|di lavoro}
email: {indirizzo|recapito|posta} {e mail|email|mail|di posta elettronica} {contatto|del contatto}
email: {indirizzo|recapito|posta} {e mail|email|mail|di posta elettronica} {professionale|1|referente}
email: {indirizzo|recapito|posta} {posta elettronica|elettronica} {|lavoro|aziendale|principale|di lavoro}
email: {indirizzo|recapito|posta} {di posta|elettronico} {|lavoro|aziendale|principale|di lavoro}
email: {indirizzo|recapito|posta} {posta elettronica|elettronica} {contatto|del contatto|professionale|1|referente}
email: {indirizzo|recapito|posta} {di posta|elettronico} {contatto|del contatto|professionale|1|referente}
email: {email|mail|e mail} {aziendale|lavoro|di lavoro|principale|professionale}
email: {email|mail|e mail} {contatto|del contatto|ufficio|referente|1|di contatto}
first_name: nome di battesimo, nome contatto battesimo, nome proprio, nome {di battesimo|proprio|battesimo}
first_name: nome persona, primo nome
last_name: cognome, cognome contatto, cognomi, cognome del contatto
last_name: {cognome|cognomi} {contatto|del contatto|referente|persona|partecipante|cliente|1}
full_name: nome completo, nome e cognome, nome contatto, nome del contatto, cognome e nome, nominativo, referente
full_name: persona di riferimento, nome visualizzato, nome cognome, cognome nome, nome referente, nominativo contatto
full_name: persona di contatto, contatto principale, {nome|nomi} {e|ed|} {cognome|cognomi}
full_name: {cognome|cognomi} {e|} {nome|nomi}
full_name: {nome completo|nominativo|nome e cognome} {contatto|del contatto|referente}
full_name: {nome completo|nominativo|nome e cognome} {partecipante|del referente|persona}
full_name: {persona|contatto} {di riferimento|riferimento|da contattare|principale|referente}
full_name: nome {del|} {referente|partecipante|visitatore}, nominativo {referente|visitatore}
full_name: referente {aziendale|contatto|nome}
?customer: nome cliente, nome del cliente
salutation: appellativo, formula di saluto, saluto, forma di cortesia, titolo di cortesia, saluti
salutation: {titolo|forma|formula|appellativo} {di cortesia|cortesia|di saluto|saluto|personale|onorifico}, sig sig ra
title: qualifica, posizione lavorativa, mansione, titolo professionale, ruolo aziendale, titolo lavorativo
title: posizione in azienda, titolo di lavoro, ruolo in azienda, posizione aziendale, titolo lavoro
title: qualifica professionale, posizione di lavoro
title: {posizione|ruolo|qualifica|titolo|mansione|funzione|carica} {in azienda|azienda|aziendale|lavorativa}
title: {posizione|ruolo|qualifica|titolo|mansione|funzione|carica} {lavorativo|professionale|ricoperta|ricoperto}
title: {posizione|ruolo|qualifica|titolo|mansione|funzione|carica} {attuale|contatto|referente|del referente}
title: {posizione|ruolo|qualifica|titolo|mansione|funzione|carica} {del contatto|di lavoro|nell'azienda|rivestita}
title: {ruolo|posizione} {qualifica|mansione|funzione|ruolo|posizione}
~title: ruolo, posizione, carica, professione ruolo, funzione, incarico, professione, occupazione, mestiere, job
department: reparto, ufficio reparto, settore reparto, divisione, dipartimento aziendale, nome reparto
department: {reparto|ufficio|dipartimento|divisione} {reparto|dipartimento|aziendale area|aziendale|di appartenenza}
department: {reparto|ufficio|dipartimento|divisione} {appartenenza|divisione|contatto|referente|ufficio}
department: nome {dipartimento|ufficio reparto}, divisione aziendale
mobile_phone: cellulare, telefono cellulare, numero cellulare, numero di cellulare, tel cellulare, telefono mobile
mobile_phone: cellulare lavoro, cellulare aziendale, telefonino, numero di telefono cellulare, n cellulare
mobile_phone: {cellulare|cell|telefono cellulare|tel cellulare} {|aziendale|lavoro|contatto|referente|di lavoro}
mobile_phone: {cellulare|cell|telefono cellulare|tel cellulare} {personale lavoro|del contatto|whatsapp|1|numero|n}
mobile_phone: {tel cell|numero cellulare} {|aziendale|lavoro|contatto|referente|di lavoro}
mobile_phone: {telefono mobile|tel mobile|mobile} {|aziendale|lavoro|contatto|referente|di lavoro}
mobile_phone: {tel cell|numero cellulare} {personale lavoro|del contatto|whatsapp|1|numero|n}
mobile_phone: {telefono mobile|tel mobile|mobile} {personale lavoro|del contatto|whatsapp|1|numero|n}
mobile_phone: {n|nr|numero|num} {|di} {cellulare|cell|telefono cellulare|telefono mobile|mobile}
work_phone: telefono ufficio, telefono lavoro, tel ufficio, telefono uff, tel uff, telefono aziendale
work_phone: telefono diretto, tel lavoro, numero ufficio, telefono dell'ufficio, telefono di lavoro
work_phone: {telefono|tel|numero|recapito} {ufficio|lavoro|aziendale diretto|diretto}
work_phone: {telefono|tel|numero|recapito} {di lavoro|dell'ufficio|in ufficio|professionale|interno diretto}
work_phone: linea diretta, telefono {uff|azienda diretto}
~work_phone: numero di telefono, telefono fisso, n telefono, recapito telefonico, telefono principale, n di telefono
~work_phone: tel fisso, telefono contatto, recapiti telefonici, telefono di contatto, numeri di telefono
~work_phone: {telefono|tel|recapito} {fisso|telefonico|principale|contatto|di contatto|del contatto}
~work_phone: {telefono|tel|recapito} {1|referente|numero|di telefono|tel|rete fissa}
~work_phone: {n|nr|numero|num} {|di} {telefono|tel|telefonico|fisso|rete fissa}, telef, numero telefonico
home_phone: telefono tel telefono ab, tel ab, telefono personale, telefono privato
home_phone: {telefono|tel|numero} {casa|abitazione|ab|personale|privato|di casa|dell'abitazione}
fax: numero fax, fax ufficio, fax uff, numero di fax, n fax, fax lavoro, fax aziendale
fax: {fax|telefax} {ufficio|lavoro|aziendale|uff|numero|n|contatto|1}, {n|nr|numero|num} {|di} {fax|telefax}
company: azienda, società, nome azienda, ragione sociale, nome società, ditta, impresa, organizzazione
company: nome dell'azienda, denominazione sociale, azienda società, nome della società, nome organizzazione
company: società azienda, nome account azienda, nome ditta, datore di lavoro, nome impresa, ente azienda
company: nome dell'organizzazione, nome account
company: {nome|ragione|denominazione} {|dell'|della|di|dell} {azienda|società|ditta|impresa}
company: {nome|ragione|denominazione} {|dell'|della|di|dell} {sociale|organizzazione|ente|istituzione|aziendale}
company: {azienda|società|ditta|impresa|ente} {ente|organizzazione|società|ditta|cliente|nome}
company: {azienda|società|ditta|impresa|ente} {istituzione|azienda|ragione sociale}
company: {azienda|società|ditta|impresa|ente} {di appartenenza|appartenenza|impresa}
~company: ente, denominazione, istituzione, studio, datore lavoro, associazione, denominazione cliente
industry: settore, settore di attività, settore industriale, comparto, settore merceologico, ramo d'attività
industry: settore attività, industria settore, settore industria, settore azienda
industry: {settore|comparto|ramo|ambito|area|tipo} {|di|d'} {attività|industriale|merceologico|economico|aziendale}
industry: {settore|comparto|ramo|ambito|area|tipo} {|di|d'} {azienda|appartenenza|industria|produttivo|business}
industry: attività {economica|azienda|principale|dell'azienda}, industria, categoria merceologica
website: sito web, sito internet, sito, indirizzo web, sito aziendale, url sito web, sito web aziendale, url sito
website: sito web azienda
website: {sito|pagina|url|home|link} {web|internet|del sito|sito} {|aziendale|azienda|url|dell'azienda}
website: {sito|pagina|url|home|link} {aziendale|sito web} {|aziendale|azienda|url|dell'azienda}
website: {sito|pagina|url|home|link} {page|sito internet|dell'azienda} {|aziendale|azienda|url|dell'azienda}
website: indirizzo {web|internet|del sito}, web, www
linkedin_url: profilo linkedin, url linkedin profilo, link linkedin profilo, link profilo linkedin
linkedin_url: url profilo linkedin, {profilo|url|link|pagina|account|indirizzo} {linkedin|profilo linkedin}
linkedin_url: {profilo|url|link|pagina|account|indirizzo} {del profilo linkedin|linkedin contatto}
linkedin_url: linkedin {profilo|link|url|contatto}
employee_count: dipendenti, numero dipendenti, numero di dipendenti, n dipendenti, nr dipendenti, dimensione azienda
employee_count: dimensioni azienda, addetti, numero addetti, n di dipendenti, dimensione aziendale, numero impiegati
employee_count: impiegati, dimensioni dell'azienda
employee_count: {numero|n|nr|num|totale|quantità} {|di|dei} {dipendenti|addetti|impiegati}
employee_count: {numero|n|nr|num|totale|quantità} {|di|dei} {collaboratori|occupati|persone|lavoratori}
employee_count: {dimensione|dimensioni|grandezza|classe} {|dell'|della|di} {azienda|aziendale|aziendali}
employee_count: {dimensione|dimensioni|grandezza|classe} {|dell'|della|di} {impresa|società|addetti|dipendenti}
employee_count: {dipendenti|addetti} {totali|azienda|numero|totale}, fascia {dipendenti|addetti}, organico
annual_revenue: fatturato, fatturato annuo, ricavi annui, fatturato annuale, ricavi annuali, entrate annuali
annual_revenue: fatturato eur, ricavo annuale, entrate annue, reddito annuale azienda, fatturato azienda
annual_revenue: volume d'affari, fatturato annuo eur
annual_revenue: {fatturato|ricavi|ricavo|entrate|giro} {|annuo|annuale|annui|annuali|azienda|eur|euro}
annual_revenue: {fatturato|ricavi|ricavo|entrate|giro} {d'affari|€|aziendale|ultimo anno}
annual_revenue: {fatturato|ricavi|ricavo|entrate|giro} {k|mln|annuo eur|annuo stimato}, {volume|giro} {|d'|di} affari
annual_revenue: classe {fatturato|di fatturato}
annual_revenue: {fascia|classe|range} {|di} fatturato
address1: via, via uff, indirizzo 1, indirizzo riga 1, riga indirizzo 1, via e numero civico, via ufficio
address1: indirizzo via, via piazza, via numero, via indirizzo, strada, via 1, indirizzo linea 1, indirizzo civico
address1: indirizzo e numero civico, via e numero
address1: {via|indirizzo|strada|riga indirizzo} {1|e numero|e n|n|e numero civico|civico|riga 1}
address1: {via|indirizzo|strada|riga indirizzo} {sede|azienda|via|linea 1|numero civico|e civico|aziendale}
address1: {via|piazza} {piazza|corso|e n civico}, via e n
~address1: indirizzo postale, indirizzo completo
address2: indirizzo 2, via 2, indirizzo riga 2, riga indirizzo 2, via uff 2, via 2 uff, indirizzo linea 2
address2: indirizzo aggiuntivo, indirizzo supplementare, dettagli indirizzo, presso
address2: {via|indirizzo|riga indirizzo} {2|riga 2|linea 2|aggiuntivo|supplementare|complemento}
address2: {scala|interno|piano|edificio} {interno|piano|scala|}, complemento indirizzo, presso c o
city: città, comune, località, città uff, città ufficio, città comune, indirizzo città, città località, comune città
city: paese città, {città|comune|località|citta} {azienda|sede|contatto|località|comune|1|nome}, nome {città|comune}
state: provincia stato, provincia uff, regione provincia, prov, stato provincia, stato provincia regione
state: provincia regione, sigla provincia, indirizzo provincia, indirizzo stato, stato federale, stato o provincia
state: provincia ufficio, stato regione, provincia o stato, provincia di residenza
state: {provincia|regione|stato} {|o|e} {provincia|regione|stato federale|azienda provincia}
state: {provincia|regione|stato} {|o|e} {sede provincia|contatto provincia|pr|sigla}, {prov|pv} {|sigla|azienda}
state: regione {provincia|geografica}
~state: regione
postal_code: cap, codice postale, codice di avviamento postale, cap uff, indirizzo cap, cap codice postale
postal_code: codice avviamento postale, cap ufficio, codice zip, indirizzo codice postale, codice postale uff
postal_code: {codice|cod|c} {postale|avviamento postale|di avviamento postale|a p|zip|cap} {|azienda|contatto|sede|1}
postal_code: cap {azienda|sede|contatto|codice|1|zip}
country: paese, nazione, paese uff, stato paese, paese area geografica, paese regione, nazione paese, paese nazione
country: indirizzo paese, nazione uff, paese area geografica uff, paese di residenza, indirizzo nazione, nome paese
country: paese ufficio, {paese|nazione|stato estero} {azienda|sede|contatto|di residenza|residenza|di provenienza}
country: {paese|nazione|stato estero} {provenienza|nome|1|area geografica|regione|origine}, nome nazione
~country: codice paese, codice nazione, sigla paese, {codice|sigla|iso|cod} {|iso} {paese|nazione|stato iso}
~country: paese {iso|codice|sigla}
language: lingua, lingua preferita, lingue, lingua di comunicazione, lingua parlata, lingua di corrispondenza
language: {lingua|lingue} {|di} {preferita|contatto|comunicazione|corrispondenza|madre}
language: {lingua|lingue} {|di} {parlata|parlate|preferenza|principale|del contatto}, madrelingua, codice lingua
~notes: note extra, note aggiuntive, ulteriori note
notes: annotazioni, appunti, note aggiuntive
notes: {note|nota|osservazioni|commenti|annotazioni|appunti} {interne|interni|aggiuntive}
notes: {note|nota|osservazioni|commenti|annotazioni|appunti} {aggiuntivi|generali|contatto|cliente}
notes: {note|nota|osservazioni|commenti|annotazioni|appunti} {commerciali|varie|libere}
notes: {note|nota|osservazioni|commenti|annotazioni|appunti} {sul contatto|e commenti|e osservazioni|incontro}, memo
~notes: descrizione, commenti, messaggio, osservazioni note, commento, il tuo messaggio, richiesta, note e commenti
~notes: vostro messaggio, osservazioni, {informazioni|dettagli|info} {aggiuntive|aggiuntivi|ulteriori|supplementari}
~notes: {testo|campo} libero, {messaggio|richiesta} {del cliente|cliente|contatto}
~notes: {descrizione|dettagli} {richiesta|della richiesta|progetto|esigenza}, richieste, domande, esigenze
rating: valutazione, giudizio, {valutazione|qualità} {|del|di} {lead|contatto|prospect|cliente|potenziale|interesse}
rating: {rating|classificazione|temperatura} {|del|di} {lead|contatto|prospect|cliente|potenziale|interesse}
rating: {livello|grado} {|di|d'} interesse, temperatura
campaign: campagna, nome campagna, campagna marketing, nome della campagna, campagna di marketing
campaign: {campagna|campagne} {|di} {marketing|origine|pubblicitaria|fonte|nome|commerciale|mailing}
campaign: {nome|titolo|fonte} {|della|di} campagna
source: fonte, fonte lead, provenienza, origine contatto, fonte contatto, origine del contatto, fonte del lead
source: origine del lead, come ci hai conosciuto…, come ci ha conosciuto…, come ha saputo di noi…
source: come sei venuto a conoscenza…, come ci avete conosciuto…, fonte originale, sorgente, fonte del contatto
source: sorgente lead, provenienza lead, canale di provenienza
source: {fonte|origine|provenienza|sorgente|canale} {|del|di|della|dei} {lead|contatto|cliente|prospect|contatti}
source: {fonte|origine|provenienza|sorgente|canale} {|del|di|della|dei} {acquisizione|dati|richiesta}
source: {fonte|origine|provenienza|sorgente|canale} {|del|di|della|dei} {nominativo|originale|potenziale}
source: come ci ha conosciuti, canale
created_at: creato il, data creazione, data di creazione, creato, creata il, data e ora di creazione
created_at: data ora creazione, data inserimento, data di inserimento, ora di creazione
~created_at: data registrazione, data di registrazione, data iscrizione, informazioni cronologiche, data invio
~created_at: data di iscrizione, registrato il, aggiunto il, data aggiunta, data di invio, inviato il, data ordine
~created_at: iscritto il, data acquisizione
status: stato lead, stato del lead, stato contatto, stato del contatto, stato prospect, stato potenziale
status: {stato|status|situazione|fase} {|del|di} {lead|contatto|prospect|potenziale}
status: {stato|status|situazione|fase} {|del|di} {avanzamento|lavorazione|qualifica|cliente potenziale}
external_id: contatto {n|numero}
external_id: id esterno, identificativo, codice esterno, id lead esterno, identificativo esterno, id contatto
external_id: identificativo univoco, codice lead, id univoco, codice contatto, codice identificativo
external_id: {id|identificativo|codice} {|del|di} {lead|contatto|prospect|record|esterno|esterna}
external_id: {numero|n|chiave|riferimento} {|del|di} {lead|contatto|prospect|record|esterno|esterna}
external_id: {id|identificativo|codice|numero|n|chiave|riferimento} {|del|di} {univoco|persona|nominativo}
external_id: {id|identificativo|codice|numero|n|chiave|riferimento} {|del|di} {scheda contatto|anagrafica|potenziale}
external_id: id {interno|crm|sistema}
~external_id: riferimento, codice cliente, numero cliente, numero riferimento
~external_id: {id|codice|numero|n|riferimento|cod|nr} {|del|di} {cliente|iscritto|partecipante|badge|scheda}
~external_id: {id|codice|numero|n|riferimento|cod|nr} {|del|di} {registrazione|iscrizione|visitatore}
~external_id: {id|codice|numero|n|riferimento|cod|nr} {|del|di} {abbonato|anagrafico|socio}, rif
~external_id: codice identificativo cliente
partner_name: rivenditore, concessionario, distributore, nome partner, nome rivenditore, agente partner
partner_name: partner assegnato, partner commerciale, nome del partner, rivenditore assegnato, nome distributore
partner_name: azienda partner, nome del rivenditore, partner di canale, partner rivenditore
partner_name: {rivenditore|distributore|partner|concessionario} {|assegnato|autorizzato}
partner_name: {rivenditore|distributore|partner|concessionario} {commerciale|locale|responsabile}
partner_name: {agente rivenditore|integratore} {|assegnato|autorizzato|commerciale|locale|responsabile}
partner_name: {installatore|reseller|dealer} {|assegnato|autorizzato|commerciale|locale|responsabile}
partner_name: {rivenditore|distributore|partner|concessionario} {nome|di riferimento|di zona}
partner_name: {rivenditore|distributore|partner|concessionario} {azienda|consigliato|di canale|ragione sociale}
partner_name: {agente rivenditore|integratore|installatore|reseller|dealer} {nome|di riferimento|di zona}
partner_name: {agente rivenditore|integratore} {azienda|consigliato|di canale|ragione sociale}
partner_name: {installatore|reseller|dealer} {azienda|consigliato|di canale|ragione sociale}
partner_name: {nome|azienda|ragione sociale} {|del|di} {rivenditore|distributore|partner}
partner_name: {nome|azienda|ragione sociale} {|del|di} {concessionario|integratore|installatore|dealer}
partner_id: id partner assegnato, codice partner, codice rivenditore, numero partner, id rivenditore
partner_id: codice distributore, codice del partner, identificativo partner, codice concessionario
partner_id: {id|codice|numero|identificativo|cod|n} {|del|di} {rivenditore|distributore|partner|concessionario}
partner_id: {id|codice|numero|identificativo|cod|n} {|del|di} {integratore|installatore|reseller|dealer}
partner_id: {partner|rivenditore|distributore} {id|codice|numero}
lead_score: punteggio, punteggio lead, punteggio del lead, punteggio contatto, punti lead
lead_score: {punteggio|score|scoring|punti} {|del|di|dei} {lead|leads|contatto|prospect|totale|contatti|potenziale}
do_not_contact: non contattare, disiscritto, no marketing email, cancellato newsletter, non inviare email
do_not_contact: non ricontattare, rifiuto email, rifiuta email, non desidera essere contattato, disiscritto email
do_not_contact: rinuncia email
~do_not_contact: non chiamare, non telefonare
!do_not_contact: consenso marketing, accetta marketing, iscritto newsletter marketing, consenso al marketing
!do_not_contact: consenso commerciale, consenso email marketing, accetta comunicazioni, consenso contatto, iscritto
!do_not_contact: consenso a fini di marketing
+me: visitatore, iscritto, partecipanti
+me: contatto, partecipante, referenti, lead contatto, potenziale, contatti, potenziale cliente, clienti potenziali
+me: cliente potenziale, interessato
+work: uff, lavoro, ufficio, aziendale, professionale, lavorativo
+home: ab, casa personale, abitativo, residenza, privato abitazione
+firm: dell azienda, sede legale, centralino
+bill: fatturazione
+other: altro, altra, secondario, alternativo altro, spedizione, secondo, seconda, aggiuntivo, consegna, altri
-: data modifica, modificato il, modificato da, creato da, proprietario, venditore, assegnato a, secondo nome
-: suffisso, soprannome, iniziali, data di nascita, compleanno, anniversario coniuge, coniuge, figli, sesso, genere
-: conteggio, ora, gruppo, opportunità, importo, valuta, prodotto, prodotti, fase, partita iva, p iva, codice fiscale
-: casella postale, consenso, titolo straniero, data ultima modifica, ultima modifica, responsabile
-: commerciale assegnato, assegnato, assistente, privacy consenso, codice destinatario, codice sdi, pec, probabilità
-: priorità, ricavi previsti, team di vendita, addetto vendite, squadra, etichette, iva
-: {ultimo|ultima|prossimo|prossima|precedente} {contatto|attività|modifica|visita}
-: {ultimo|ultima|prossimo|prossima|precedente} {chiamata|azione|appuntamento|acquisto|ordine}
-: {creato|modificato|raccolto|aggiornato|assegnato|seguito} da
-: {nome|email|telefono} {del venditore|del proprietario|del commerciale|agente|del responsabile|assistente}, agente
-: commerciale, account manager, luogo di nascita, nome da nubile, data disiscrizione, segnalato da, referenza
-: tipo contatto, tipo cliente, prodotto di interesse, nome visualizzato posta elettronica, tipo posta elettronica
"""
"""
Italian phrases, a meaning a line.
"""
