"""
What headers say in Spanish.
"""

from __future__ import annotations

from typing import Final

__all__ = ["SPANISH"]

SPANISH: Final = """\
email: correo electrónico, correo, dirección de correo electrónico, dirección de correo, correo e, email trabajo
email: correo electrónico trabajo, dirección de email, correo electrónico principal, e mail de trabajo
email: correo electrónico del trabajo, dirección correo, mail de contacto, correo corporativo
email: correo electrónico corporativo, correo de contacto, dirección electrónica, correos electrónicos
email: correo principal, correo electrónico de contacto, dirección e mail, correo electrónico de trabajo
email: email de contacto, email corporativo
first_name: nombre de pila, primer nombre, nombres, nombre contacto pila, nombre de contacto pila
last_name: apellido, apellidos, primer apellido, apellido paterno, apellidos contacto, apellido contacto
full_name: nombre completo, nombre y apellidos, nombre del contacto, nombre de contacto, nombre y apellido
full_name: nombre contacto, persona de contacto, nombre para mostrar, nombre apellidos, nombre apellido
full_name: nombres y apellidos, persona contacto, nombre completo contacto, nombre mostrado, contacto principal
full_name: nombre persona contacto
?customer: nombre del cliente, nombre cliente, cliente
salutation: tratamiento, saludo, trato, título de cortesía, tratamiento cortesía, saludos
title: cargo, puesto, puesto de trabajo, título profesional, cargo puesto, título del trabajo, cargo en la empresa
title: título del puesto, puesto trabajo, título de trabajo, nombre del puesto, cargo actual
title: denominación del puesto, puesto cargo, título laboral, cargo laboral
~title: posición, ocupación, función, rol, profesión cargo
department: depto, área departamento, departamento área, departamento de empresa, dpto, departamentos
mobile_phone: móvil, teléfono móvil, celular, número de móvil, teléfono celular, tel móvil, número móvil, nº móvil
mobile_phone: número de celular, tel celular, número de teléfono móvil, número celular, móvil trabajo
mobile_phone: telefono movil celular, número de teléfono celular, n de móvil, n móvil
work_phone: teléfono trabajo, teléfono del trabajo, teléfono oficina, teléfono de la oficina, teléfono de trabajo
work_phone: teléfono profesional, tel trabajo, teléfono directo, teléfono laboral, teléfono empresarial
work_phone: teléfono de oficina, tel oficina, telefono comercial
~work_phone: teléfono, número de teléfono, teléfono fijo, nº de teléfono, teléfono principal, teléfono de contacto
~work_phone: tel fijo, teléfono contacto, teléfono 1, n de teléfono, teléfonos, fijo, número telefónico
~work_phone: número teléfono, num telefono
home_phone: teléfono particular, teléfono casa, teléfono de casa, teléfono domicilio, teléfono personal, tel casa
home_phone: tel particular, teléfono privado
fax: fax del trabajo, fax trabajo, nº de fax, fax oficina, fax de trabajo, telefax trabajo
company: empresa, compañía, nombre de la empresa, razón social, organización, nombre empresa, sociedad
company: nombre de la compañía, empresa organización, nombre de empresa, compañía empresa, nombre de la organización
company: nombre compañía, nombre organización, empresa compañía, nombre de compañía, nombre de cuenta
company: nombre de la cuenta, empresa nombre, nombre comercial empresa, empleador, nombre cuenta
~company: institución, entidad, negocio, nombre comercial
industry: sector de actividad, sector industrial, giro, giro comercial, rubro, actividad económica
industry: ramo de actividad, sector empresarial, industria, sector empresa, sector económico
website: sitio web, página web, web empresa, dirección web, sitio de internet, url del sitio web, sitio web empresa
website: página de internet, url sitio web, página web empresa, sitio web de la empresa, web de la empresa
website: pagina internet, sitio web url, pagina inicio
linkedin_url: perfil de linkedin, perfil linkedin, url de linkedin, enlace linkedin, enlace de linkedin
linkedin_url: url del perfil de linkedin
employee_count: número de empleados, empleados, nº de empleados, cantidad de empleados, n empleados
employee_count: tamaño de la empresa, num empleados, tamaño empresa, plantilla, número empleados
employee_count: número de trabajadores, total de empleados, nro de empleados
annual_revenue: ingresos anuales, facturación anual, volumen de negocio, ventas anuales, facturación anual eur
annual_revenue: ingreso anual, volumen negocio, volumen de negocios, ingresos anuales empresa, volumen de ventas
address1: calle, dirección 1, calle del trabajo, línea de dirección 1, calle y número, dirección línea 1, calle 1
address1: domicilio calle, calle número, calle trabajo, dirección calle, calle dirección, dirección de la calle
address1: calle y nº, dirección postal línea 1, línea dirección 1, nombre de la calle, dirección de calle
~address1: dirección postal, dirección completa
address2: calle 2, dirección 2, línea de dirección 2, calle 2 del trabajo, complemento de dirección
address2: dirección línea 2, calle del trabajo 2, línea dirección 2, dirección complementaria, dirección adicional
city: ciudad, ciudad de trabajo, localidad, población, municipio, ciudad del trabajo, ciudad población
city: dirección ciudad, población ciudad, ciudad trabajo, ciudad localidad, ciudad dirección
state: provincia, estado provincia, provincia estado, provincia o estado del trabajo, estado o provincia
state: provincia o estado, comunidad autónoma, provincia región, dirección provincia, dirección estado
state: provincia trabajo, región provincia, región estado, estado región, estado o provincia de trabajo
state: estado departamento, entidad federativa, provincia comunidad
postal_code: código postal, código postal del trabajo, cód postal, dirección código postal, código zip
postal_code: cp código postal, codigo de postal
country: país, país del trabajo, país o región del trabajo, país región, país trabajo, dirección país
country: país residencia, país o región, nombre del país, nombre país, país de residencia, país o región trabajo
~country: código de país, código país, cód país
language: idioma, idioma preferido, lengua, idiomas, idioma de comunicación, idioma de preferencia, idioma contacto
notes: notas, observaciones, nota, notas internas, anotaciones
~notes: comentarios, descripción, mensaje, comentario, su mensaje, consulta, tu mensaje, mensaje o comentario
rating: valoración, calificación, puntuación rating
campaign: campaña, nombre de la campaña, campaña de marketing, nombre campaña, nombre de campaña, campañas
source: origen, fuente, origen del lead, fuente del lead, origen del contacto, procedencia, fuente de lead
source: origen cliente potencial, origen contacto, cómo nos conoció…, cómo se enteró de nosotros…, toma de contacto
source: fuente del contacto, fuente de contacto, fuente original, origen del prospecto, cómo supo de nosotros…
source: cómo conoció…, cómo se enteró…, cómo nos conociste…, fuente del cliente potencial
source: origen del cliente potencial, fuente del prospecto, origen lead, fuente lead, fuente de cliente potencial
source: origen prospecto, origen de iniciativa
created_at: creado, creado el, fecha de creación, fecha creación, creado en, fecha creado, fecha y hora de creación
created_at: fecha alta creación, hora de creación
~created_at: fecha de alta, fecha de registro, registrado el, marca temporal, fecha de inscripción, fecha de envío
~created_at: añadido el, fecha registro, fecha alta, fecha añadido, fecha inscripción, enviado el, fecha de ingreso
~created_at: fecha de solicitud, hora de registro, fecha envío
status: estatus, estado del lead, estado del prospecto, estado del cliente potencial, estado lead
status: estado del contacto, situación, estado cliente potencial, estatus lead, estado del candidato
status: estado de prospecto
external_id: id externo, identificador, identificador externo, id del lead, id de contacto, id de registro
external_id: id cliente potencial, id del contacto, id único, identificador único, clave externa, id de lead
external_id: id contacto, id de prospecto
~external_id: referencia, número de cliente, nº cliente, id de cliente, número de referencia, código de cliente
~external_id: código cliente
partner_name: socio, socio comercial, distribuidor, revendedor, nombre del socio, concesionario, mayorista
partner_name: partner asignado, socio de canal, nombre del distribuidor, nombre del partner, nombre socio
partner_name: socio asignado, empresa colaboradora, socio de negocio, canal distribuidor, nombre del revendedor
partner_name: distribuidor asignado, nombre distribuidor, nombre partner, integrador
partner_id: id de socio, código de socio, código de distribuidor, id socio, código del distribuidor, número de socio
partner_id: id del socio, código partner, código distribuidor, id del partner, id partner, id distribuidor
partner_id: código socio, código del partner, número de partner
lead_score: puntuación, puntuación del lead, puntaje, puntuación lead, puntaje del lead
lead_score: puntuación de clientes potenciales, puntuación prospecto
do_not_contact: no participar en correo electrónico
do_not_contact: no contactar, dado de baja, no enviar correo, no desea contacto, no enviar correos, baja publicidad
do_not_contact: no enviar publicidad, no enviar emails, no enviar email, baja de correo, baja newsletter email
do_not_contact: desuscrito, rehusar e mail, rehusar correo
~do_not_contact: no llamar, no telefonear, no molestar
!do_not_contact: consentimiento marketing, acepta publicidad, acepta marketing, suscrito, consentimiento comercial
!do_not_contact: consentimiento de marketing, acepta ser contactado, permiso de contacto
!do_not_contact: acepta comunicaciones comerciales, acepta recibir publicidad
+me: candidato
+me: contacto, principales, asistente evento, prospecto, primario, primaria, cliente potencial, persona, contactos
+me: potencial
+work: trabajo, oficina, profesional, laboral, corporativo
+home: casa, particular, privado, hogar
+firm: sede, sede central, matriz, centralita
+bill: facturación, fiscal, factura
+other: otro, otra, otros, alternativo, secundario, envío, secundaria, alternativa, segundo, segunda, adicional
+other: alterno
-: último, última, modificado, fecha de modificación, modificado por, creado por, propietario, responsable de
-: vendedor, asignado, asignado a, segundo nombre, sufijo, apodo, iniciales, fecha de nacimiento, cumpleaños
-: aniversario, cónyuge, hijos, sexo, género, comercial asignado, tipo, motivo, fecha, hora, categorías, categoría
-: grupo, oportunidad, importe, moneda, producto, productos, etapa, nif, cif, rfc, nit, rut, equipo
-: equipo de ventas, apartado postal, apartado de correos, segundo apellido, apellido materno, consentimiento
-: actualizado, ingresos esperados, ingresos estimados, probabilidad, prioridad, etiquetas, comercial responsable
-: iniciativa, asistente, usuario asignado
"""
"""
Spanish phrases, a meaning a line.
"""
