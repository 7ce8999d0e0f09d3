"""
The default wording in Spanish.
"""

from __future__ import annotations

from typing import Final

from leadflow.core.leads import DistributionStatus
from leadflow.core.notifications.links import LinkAction
from leadflow.core.notifications.wordings.words import Words
from leadflow.core.templates import MessageKind

__all__ = ["SPANISH"]

SPANISH: Final = Words(
    language="es",
    subjects={
        MessageKind.NEW_LEAD: "Nuevo lead de {supplier}: {lead}",
        MessageKind.UPDATE_REQUEST: "Actualice su lead, por favor: {lead}",
        MessageKind.PENDING_REMINDER: "Seguimos esperando su respuesta: {lead}",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "Actualice su oportunidad, por favor: {lead}",
        MessageKind.DEAL_REGISTERED: "Registrado en {supplier}: {lead}",
        MessageKind.LEAD_REJECTED: "{partner} ha rechazado un lead: {lead}",
        MessageKind.LEAD_RECALLED: "{supplier} ha retirado un lead: {lead}",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} ha actualizado una oportunidad: {lead}",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} ha actualizado una oportunidad: {lead}",
        MessageKind.DEADLINE_PASSED: "Ha vencido un plazo de {partner}: {lead}",
        MessageKind.LEAD_UPDATED: "{partner} ha actualizado un lead: {lead}",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} ha modificado un lead: {lead}",
        MessageKind.EXPORT_READY: "Su exportación de leads está lista",
        MessageKind.DIGEST: "Novedades de sus leads: {count}",
    },
    intros={
        MessageKind.NEW_LEAD: "{supplier} ha enviado un nuevo lead a {partner}.",
        MessageKind.UPDATE_REQUEST: "{supplier} pide a {partner} novedades sobre este lead. "
        "Actualícelo, por favor, en un plazo de {days} días.",
        MessageKind.PENDING_REMINDER: "{supplier} ha enviado este lead a {partner}, "
        "y todavía nadie lo ha aceptado ni rechazado.",
        MessageKind.OPPORTUNITY_UPDATE_REQUEST: "{supplier} pide a {partner} novedades sobre esta oportunidad. "
        "Actualícela, por favor, en un plazo de {days} días.",
        MessageKind.DEAL_REGISTERED: "{supplier} ha recibido el registro de {partner}. No queda nada por hacer.",
        MessageKind.LEAD_REJECTED: "{partner} ha rechazado este lead.",
        MessageKind.LEAD_RECALLED: "{supplier} ha retirado este lead a {partner}. No queda nada por hacer.",
        MessageKind.OPPORTUNITY_UPDATED: "{partner} ha actualizado una oportunidad de este lead.",
        MessageKind.OPPORTUNITY_UPDATED_BY_SUPPLIER: "{supplier} ha actualizado una oportunidad de este lead.",
        MessageKind.DEADLINE_PASSED: "{partner} no ha cumplido el plazo previsto para este lead.",
        MessageKind.LEAD_UPDATED: "{partner} ha actualizado este lead.",
        MessageKind.LEAD_UPDATED_BY_SUPPLIER: "{supplier} ha modificado este lead.",
        MessageKind.EXPORT_READY: "La exportación de leads solicitada está lista.",
        MessageKind.DIGEST: "Esto es lo que los socios han hecho con estos leads desde el último correo de este tipo.",
    },
    actions={
        LinkAction.ACCEPT: "Aceptar",
        LinkAction.REJECT: "Rechazar",
        LinkAction.REASSIGN: "Reasignar",
        LinkAction.SET_STAGE: "Actualizar",
    },
    open="Abrir",
    unsubscribe="No recibir más correos de este tipo",
    unsubscribed="No recibirá más correos de este tipo.",
    reason="Motivo",
    comment="Comentario",
    campaign="Campaña",
    assigned_by="Asignado por",
    history="Actividad",
    file="Archivo",
    status="Estado",
    statuses={
        DistributionStatus.UNASSIGNED: "Sin asignar",
        DistributionStatus.PENDING: "Pendiente",
        DistributionStatus.ACCEPTED: "Aceptado",
        DistributionStatus.REJECTED: "Rechazado",
    },
    stage="Etapa",
    colleague="Compañero o compañera",
    more="y {count} más",
    decided="Ya se ha decidido sobre este lead. No queda nada por hacer.",
    answers={
        "done": "Gracias, ya está hecho.",
        "not_done": "No ha sido posible. Abra de nuevo el enlace del correo.",
        "link_invalid": "Este enlace no es válido. Use el del correo.",
        "link_expired": "Este enlace ha caducado. Pida que le envíen el lead de nuevo.",
        "link_outdated": "El lead pasó a otra persona después de este correo. Use el enlace del último correo.",
        "lead_inactive": "Este lead ya no está activo.",
        "already_decided": "Ya se había decidido sobre este lead, y esta respuesta no se ha tenido en cuenta.",
        "comment_missing": "Escriba un comentario para este motivo.",
        "comment_too_long": "Este comentario es demasiado largo. Acórtelo.",
        "reason_unknown": "Elija uno de los motivos.",
        "reason_missing": "Elija uno de los motivos.",
        "stage_unknown": "Elija una de las etapas.",
        "stage_missing": "Elija una de las etapas.",
        "lead_pending": "Acepte primero el lead.",
        "assignee_missing": "Elija quién recibe el lead.",
        "assignee_unknown": "No se conoce a esta persona. Elija otra.",
        "assignee_inactive": "Esta persona ya no está activa. Elija otra.",
    },
    opportunity={
        "name": "Oportunidad",
        "stage": "Etapa",
        "amount": "Importe",
        "probability": "Probabilidad",
        "close_date": "Fecha de cierre",
        "owner": "Responsable",
    },
    fields={
        "email": "Correo electrónico",
        "first_name": "Nombre",
        "last_name": "Apellidos",
        "full_name": "Nombre completo",
        "salutation": "Tratamiento",
        "title": "Cargo",
        "department": "Departamento",
        "mobile_phone": "Teléfono móvil",
        "work_phone": "Teléfono del trabajo",
        "home_phone": "Teléfono particular",
        "fax": "Fax",
        "company": "Empresa",
        "sic_code": "Código SIC",
        "naics_code": "Código NAICS",
        "industry": "Sector",
        "website": "Sitio web",
        "linkedin_url": "Perfil de LinkedIn",
        "employee_count": "Empleados",
        "annual_revenue": "Facturación anual",
        "address1": "Dirección, línea 1",
        "address2": "Dirección, línea 2",
        "city": "Ciudad",
        "state": "Provincia",
        "postal_code": "Código postal",
        "country": "País",
        "language": "Idioma",
        "notes": "Notas",
        "rating": "Valoración",
        "do_not_contact": "No contactar",
    },
)
