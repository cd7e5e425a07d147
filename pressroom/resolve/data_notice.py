"""What a sheet that collects names and addresses says of them: all of it, before anybody may print it."""

from __future__ import annotations

from collections.abc import Iterator

from pressroom.findings import N_, Finding, code, finding
from pressroom.resolve.context import Context
from pressroom.specs.campaign import DataSpec
from pressroom.specs.document import Location
from pressroom.text.placeholders import names_in

DATA_NOTICE = code(
    "data-notice",
    N_("Signatures on a union's demand may reveal opinions. Whoever signs is told who keeps the data, why, for how "
       "long, who sees them, and what one may ask."),
    N_("Write it under data: in campaign.yaml: controller, purpose, recipients, retention, rights, notice. A draft "
       "(state: draft) may lack it."),
    source="GDPR, article 9; GDPR, article 13")
INFORMATION = "data.information"
_LABELS = {
    "fr": {"controller": "Responsable : {}.", "purpose": "Finalité : {}.", "recipients": "Destinataires : {}.",
           "retention": "Conservation : {}.", "rights": "Vos droits : {}.", "notice": "Notice complète : {}."},
    "en": {"controller": "Controller: {}.", "purpose": "Purpose: {}.", "recipients": "Recipients: {}.",
           "retention": "Kept: {}.", "rights": "Your rights: {}.", "notice": "Full notice: {}."}}


def _asked(context: Context) -> bool:
    return any(INFORMATION in names_in(text) for _, element in context.layout.every_element()
               for text in element.texts())


def information(context: Context) -> Iterator[tuple[str, str, Location]]:
    """The text about the data, of what the campaign says of them; none where the layout does not show it."""
    labels = _LABELS.get(context.language.split("-")[0], _LABELS["en"])
    said = [label.format(text) for key, label in labels.items() if (text := getattr(context.campaign.data, key))]
    if said and _asked(context):
        yield INFORMATION, " ".join(said), ("data",)


def data_notice_findings(context: Context) -> Iterator[Finding]:
    """An error for each thing that a sheet to sign does not say of the data; none about a draft."""
    if context.spec.state == "draft" or not _asked(context):
        return
    for key in DataSpec.model_fields:
        if not getattr(context.campaign.data, key):
            yield finding(DATA_NOTICE, N_("names and addresses are asked for, and campaign.yaml says no data: {key}"),
                          source=context.campaign_document.place(("data", key), of_key=True), key=key)
