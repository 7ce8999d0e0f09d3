"""
Who may be written to and who may not, in eight languages.
"""

from __future__ import annotations

from typing import Final

__all__ = ["CONSENT"]

CONSENT: Final = """\
do_not_contact: {do not|dont|don t|never|not} {contact|email|market to|send emails|send email|send marketing|bulk email}
do_not_contact: {do not|dont|don t|not} allow {|bulk} {email|emails|contact|marketing|mailings|bulk mails}
do_not_contact: {email|emails|marketing|marketing email|marketing emails|bulk email|all email|all emails|mailing|mailings} {opt out|opted out}
do_not_contact: {email|emails|marketing|marketing email|all emails|mailing} {unsubscribed|unsubscribe|suppressed|blocked|optout}
do_not_contact: {opt out|opted out|unsubscribed|unsubscribe|suppressed|has opted out|is opted out|optout} {|from|of} {email|emails|all}
do_not_contact: {opt out|opted out|unsubscribed|has unsubscribed|has opted out} {|from} {all emails|marketing|marketing emails|mailings|all marketing}
do_not_contact: {is|has|globally|global|hard} {unsubscribed|opted out|opt out|suppressed|blacklisted}, {opt out|unsubscribed|suppression} {flag|status flag}
~do_not_contact: {do not|dont|don t|not} {call|phone|telephone|ring|allow phone calls|allow calls|allow phone}, no phone calls
~do_not_contact: {opted out|opt out} {calls|of calls|phone calls|from calls}, {phone|call|calls} opted out
!do_not_contact: {email|emails|marketing|marketing email|marketing emails|contact|mailing} {opt in|optin|opted in|consent|permission|allowed}
!do_not_contact: {opt in|optin|opted in|consent|permission|consents|agrees} {|to|for} {email|emails|marketing|marketing emails|contact|be contacted}
!do_not_contact: {accepts|accept|agree|agrees|agreed|would like|wants|wish} {|to} {|receive|get} {marketing|marketing emails|email marketing|emails}
!do_not_contact: {agree|agrees|consent|happy|ok|okay|allow} {to be contacted|to contact|being contacted|us to contact}, may we contact
do_not_contact: {von|aus} {allen|sämtlichen} {e mails|mailings|marketing e mails} {abgemeldet|ausgetragen}, aus allen verteilern abgemeldet
do_not_contact: {e mail|e mails|mailing|marketing|newsletter|werbung|verteiler} {abgemeldet|abmeldung|abbestellt|gesperrt|widerrufen|unerwünscht|sperre}
do_not_contact: {keine|kein} {e mail|e mails|mailings|mailing|werbung|werbe e mails|massen e mails|kontaktaufnahme|kontakt|werbemails|post} {|zulassen|erlaubt|gewünscht|erwünscht}
do_not_contact: {werbe|kontakt|mailing|e mail}{widerspruch|sperre|verbot}, {abgemeldet|ausgetragen} {von|aus} {verteiler|newsletter|e mails}
~do_not_contact: {keine|kein} {anruf|anrufe|telefonanrufe|telefonanruf|telefonate|telefonwerbung} {|zulassen|erlaubt|gewünscht|erwünscht}
!do_not_contact: {einwilligung|zustimmung|erlaubnis|genehmigung|freigabe} {|zu|zur|für|zum|per} {werbung|marketing|e mail|e mail werbung|e mail marketing|kontaktaufnahme|e mail kontakt|kontakt}
!do_not_contact: {werbe|marketing|e mail|kontakt|mailing}{einwilligung|zustimmung|erlaubnis|freigabe|einverständnis}, {opt in|optin} {e mail|marketing|werbung|mailing}
!do_not_contact: {darf|dürfen} {kontaktiert|angeschrieben|per e mail kontaktiert|wir sie kontaktieren} {|werden}, {e mail|kontakt|werbung} {erlaubt|erwünscht|gestattet|ok}
do_not_contact: {désabonné|désinscrit|désabonnée|désinscrite} {|de|des} {tous les e mails|e mails|e mail|emails|mailings|communications|liste}
do_not_contact: {ne pas|ne plus|jamais} {contacter|solliciter|envoyer|démarcher|mailer|envoyer d'e mails|envoyer de mail|envoyer d'emails} {|par mail|par email}
do_not_contact: {refus|refuse|opposition|opposé} {|de|au|aux|à la} {e mail|e mails|emails|prospection|marketing|mailing|démarchage|contact|communications}
do_not_contact: {e mail|emails|e mails|marketing|mailing} {désinscrit|désabonné|refusé|bloqué|opposition}, opt out {e mail|email|marketing|mailing}
~do_not_contact: ne pas {appeler|téléphoner|démarcher par téléphone}, {appels|téléphone} {refusés|interdit|non autorisés}
!do_not_contact: {accepte|accord|consent|autorise|consentement|autorisation|souhaite} {|de|à|pour|les|le|la|des} {recevoir|recevoir e mails|marketing|prospection|communications|e mails|emails|contact|être contacté|être recontacté|sollicitations} {|commerciales|marketing}
!do_not_contact: accepte de recevoir {offres|vos offres|nos offres|des offres|informations|des informations|communications} {|commerciales|par e mail|par email}, opt in {e mail|email|marketing|mailing|commercial}
do_not_contact: {canceló|cancelada|cancelado|dado de baja|dada de baja|baja|desuscrito} {|la} {suscripción|de todos los correos|de correos|correo|de emails|de mailing|email} {|a todos los correos|a los correos|de correo}
do_not_contact: canceló la suscripción {|a correos|a todos los correos|de correo|de correo electrónico|de todo}, {no} {enviar|recibir|mandar|desea recibir} {correo|correos|emails|publicidad|email|comunicaciones|información}
do_not_contact: {rechaza|rechazo|excluir|exclusión} {|de} {correo|correos|emails|publicidad|mailing|comunicaciones|marketing}, no {permitir|autoriza} {correo|correos|correos electrónicos|emails|mailing|contacto}
~do_not_contact: no {llamar|permitir llamadas|permitir llamadas telefónicas|desea llamadas|recibir llamadas}
!do_not_contact: {acepta|acepto|autoriza|autorizo|consiente|permite|consentimiento|desea|deseo} {|para|de} {marketing|recibir marketing|recibir publicidad|comunicaciones|recibir comunicaciones|correos|recibir correos|contacto|recibir información|publicidad|ser contactado|emails} {|comerciales|comercial}
do_not_contact: {disiscritto|disiscritta|cancellato|cancellata|rimosso} {|da|dalle|dalla} {tutte le email|email|mailing list|mailing|comunicazioni|iscrizione|newsletter}, {non} {inviare|desidera|vuole|ricevere} {email|mail|comunicazioni|pubblicità|contatti|e mail}
do_not_contact: {rifiuta|rifiuto|opposizione|negato} {|il|al|consenso} {marketing|email|mailing|contatto|comunicazioni|e mail}, {email|marketing|mailing} {disiscritto|rifiutato|negato|opt out}
~do_not_contact: non {chiamare|telefonare|consentire telefonate|vuole telefonate}
!do_not_contact: {consenso|consenso al|consenso per|autorizza|autorizzo|accetta|accetto|acconsente|acconsento} {|il|al|per|a|di|all'} {marketing|email|e mail|contatto|essere contattato|ricevere comunicazioni|comunicazioni commerciali|invio comunicazioni|ricevere email|finalità marketing|invio email|attività di marketing}
do_not_contact: {afgemeld|uitgeschreven} {|voor|van|uit} {alle e mails|e mail|e mails|mailing|mailings|nieuwsbrief|mailinglijst|marketing}, {geen|niet} {e mail|e mails|mailings|mailing|reclame|contact|marketing|bulkmail|benaderen|mailen|contacteren} {|toestaan|sturen|gewenst|versturen}
~do_not_contact: {geen|niet} {telefoontjes|bellen|telefoon|telefonisch benaderen} {|toestaan|gewenst}
!do_not_contact: {toestemming|akkoord|opt in|permissie|optin} {|voor|met|om|tot} {e mail|e mails|marketing|mailing|mailings|marketingmails|contact|e mailmarketing|commerciële e mails|contact op te nemen|benaderen} 
!do_not_contact: {mag|mogen|wil|wilt|wenst} {|wij|we|u|je} {gemaild|benaderd|gecontacteerd|e mails ontvangen|contact opnemen|mailings ontvangen|mailen} {|worden}
do_not_contact: {descadastrado|cancelou|cancelado|removido|descadastrou|desinscrito} {|de|a|da} {todos os e mails|e mails|e mail|emails|lista|inscrição|assinatura|mailing}, não {enviar|receber|deseja receber|quer receber|permitir|aceita} {e mail|e mails|email|emails|comunicações|marketing|publicidade|contato|contacto}
do_not_contact: {recusa|recusou|recusar|bloqueado|oposição} {|a|ao|para} {e mail|e mails|email|emails|marketing|contato|comunicações}, {opt out|optout} {e mail|email|marketing|de e mail}
~do_not_contact: não {ligar|telefonar|permitir ligações|deseja ligações|receber ligações|permitir chamadas}
!do_not_contact: {aceita|aceito|autoriza|autorizo|deseja|concorda|consente|consentimento|permissão|quer} {|para|de|em|o|com|receber} {receber contato|contato|contacto|marketing|e mail|e mails|emails|comunicações|e mail marketing|novidades|ser contatado|ser contactado|receber novidades|materiais|receber e mails}
do_not_contact: {メール|eメール|電子メール|メルマガ|dm|一括メール}{配信|送信|}{停止|拒否|除外|不可|禁止|解除|不要|希望しない}, {連絡|案内|勧誘}{不可|拒否|不要|禁止}, {購読|登録}{解除|停止}, 全メール{配信停止|購読解除}
~do_not_contact: {電話|架電|電話連絡}{不可|拒否|禁止|不要|ng}
!do_not_contact: {メール|メルマガ|eメール|dm|案内|ご案内}{配信|送信|受信|}{許可|同意|希望|許諾|可|承諾}, 連絡{許可|可|同意|希望}
"""
"""
Consent and its opposite, a meaning a line.
"""
