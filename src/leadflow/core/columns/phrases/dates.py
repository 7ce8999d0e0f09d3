"""
When a lead was made, in eight languages: words for a day and a time, with words for what happened then.
"""

from __future__ import annotations

from typing import Final

__all__ = ["DATES"]

DATES: Final = """\
created_at: {created|creation|create} {date time|datetime|timestamp|time stamp|day|when|date utc|at utc|on utc}
created_at: {date|time|date time|datetime|day} {created|of creation|record created|lead created|contact created}
created_at: {lead|contact|record|prospect|person|profile|account} {created|created at}
created_at: {lead|contact|record|prospect|person|profile|account} {created on|created date|created time}
created_at: {lead|contact|record|prospect|person|profile} {create date|creation date|creation time|date created}
created_at: {erstell|erstellungs|anlage|anlege|erfassungs}{datum|zeit|zeitpunkt}, erfasst um
created_at: {datum|zeitpunkt} {erstellung|anlage|der anlage}
created_at: {lead|kontakt|datensatz} {erstellt|erstellt am|angelegt|angelegt am}, {erstellt|angelegt} {am|um|datum}
created_at: date {création|création du contact|création contact}
created_at: date {création lead|création du lead|de saisie|et heure de création}
created_at: {fecha|fecha y hora|fecha hora|hora} {creación|de creado|creación del contacto|creación lead}
created_at: {data|data e ora|data ora|ora} {creazione|inserimento|creazione contatto|creazione lead}
created_at: {aanmaak|creatie}{datum|tijd|moment}, {aangemaakt|gemaakt|gecreëerd} {|op|om}
created_at: {data|data e hora|data hora|hora} {criação|criação do contato|criação do lead}
created_at: {作成|登録|新規作成|新規登録|レコード作成|リード作成}{日|日時|日付|時刻|年月日}
~created_at: {registration|submission|capture|scan|entry} {date|time|timestamp}
~created_at: {inquiry|sign up|signup|subscription|enrollment} {date|time|timestamp}
~created_at: {enrolment|join|request|response|query|booking|purchase} {date|time|timestamp}
~created_at: {event|appointment|meeting} created {|date|date time}, entry date submitted
~created_at: {form submission|form fill|form submit|lead capture} {date|time|timestamp}
~created_at: {registration|submission|capture|scan} {date time|datetime|day|at|on}
~created_at: {entry|inquiry|signup|subscription|request} {date time|datetime|day|at|on}
~created_at: {registered|submitted|captured|scanned|added} {at|on|date|time}
~created_at: {entered|received|subscribed|signed up|enrolled|acquired} {at|on|date|time}
~created_at: {registered|submitted|captured|scanned|added|entered|received} {date time|timestamp|datetime|when|utc}
~created_at: {date|time|date time|datetime|timestamp} {registered|submitted|captured|scanned}
~created_at: {date|time|date time|datetime|timestamp} {added|entered|received|subscribed}
~created_at: {date|time|date time} {joined|signed up|enrolled|acquired}
~created_at: {date|time|date time} {of registration|of submission|of scan|of entry|of inquiry}
~created_at: {date|time|date time} {of capture|of request|of sign up|of enquiry|of first contact}
~created_at: lead {date|submitted at|received}
~created_at: lead {submitted|received|captured|added|received date|date added|submission date|submitted on|timestamp}
~created_at: adding date, date of adding
~created_at: createon, create on, conversion date, conversion time
~created_at: completion time, {booked|met|completed|scheduled|requested} {at|on}, date {rsvp d|rsvp|booked|met}
~created_at: {registrierungs|anmelde|eingangs|aufnahme|eintrags}{datum|zeit|zeitpunkt}
~created_at: {scan|anfrage|eintragungs|einsende|absende|buchungs|kauf|bestell}{datum|zeit|zeitpunkt}
~created_at: {registriert|angemeldet|aufgenommen|eingegangen} {|am|um}
~created_at: {hinzugefügt|gescannt|eingetragen|übermittelt|abgesendet} {|am|um}
~created_at: {datum|zeitpunkt|uhrzeit|datum uhrzeit} {registrierung|anmeldung|erfassung|aufnahme}
~created_at: {datum|zeitpunkt|uhrzeit|datum uhrzeit} {eintragung|anfrage|eingang|scan|scans}, anfrage {vom|am|datum}
~created_at: {leadeingang|lead eingang|eingang|eingang am|erstkontakt|erstkontakt am|datum erstkontakt}
~created_at: {date|date et heure|heure} {inscription|ajout|enregistrement|soumission|envoi}
~created_at: {date|date et heure|heure} {entrée|réception|scan|saisie|capture|collecte}
~created_at: date {de la demande|de demande|demande|de contact initial|de premier contact|d'acquisition|acquisition}
~created_at: {inscrit|ajouté|enregistré|soumis|envoyé|scanné|saisi|capturé|reçu|inscrite} le
~created_at: {fecha|fecha y hora|fecha hora|hora} {alta|registro|inscripción|envío|captura}
~created_at: {fecha|fecha y hora|fecha hora|hora} {ingreso|solicitud|escaneo|recepción|entrada}
~created_at: {registrado|inscrito|añadido|agregado|enviado|capturado|recibido|escaneado|ingresado} {el|en}
~created_at: fecha {consulta|captación}, {data|data e ora|data ora|ora} {registrazione|iscrizione|invio|acquisizione}
~created_at: {data|data e ora|data ora|ora} {scansione|richiesta|raccolta|ingresso}
~created_at: {fecha|fecha y hora|hora} {lectura|lectura qr|visita stand}
~created_at: {registrato|iscritto|aggiunto|inviato|inserito|acquisito|scansionato|ricevuto} il
~created_at: {registratie|inschrijf|aanmeld|inzend|scan|invoer|ontvangst|aanvraag|toevoeg}{datum|tijd|moment|tijdstip}
~created_at: {datum|tijd|datum tijd|tijdstip} {registratie|inschrijving|aanmelding|scan}
~created_at: {datum|tijd|datum tijd|tijdstip} {invoer|aanvraag|ontvangst|inzending|toegevoegd}
~created_at: {geregistreerd|toegevoegd|ingeschreven|aangemeld|ingediend|gescand|ontvangen|ingevoerd} op
~created_at: {data|data e hora|data hora|hora} {cadastro|registro|registo|inscrição|envio}
~created_at: {data|data e hora|data hora|hora} {captura|entrada|recebimento|leitura|solicitação}
~created_at: {cadastrado|registrado|registado|adicionado|enviado|capturado|recebido|inscrito|inserido} em
~created_at: data {contato inicial|captação|compra|da compra|do pedido}
~created_at: {fecha|fecha de} {compra|reserva}, data {acquisto|prenotazione}, date {d'achat|de réservation}
~created_at: {追加|申込|申込み|申し込み|受付|送信|回答|取得|獲得|来場|入力|応募|資料請求|問い合わせ|問合せ|流入|リード獲得}{日|日時|時刻|年月日}
~created_at: {お申込|お申込み|お申し込み|ご来場|お問い合わせ|スキャン|リード取得|初回登録}{日|日時|時刻}
"""
"""
Dates, a meaning a line.
"""
