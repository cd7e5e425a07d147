"""Starting texts of releases and letters, with a comment on each key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from pressroom.specs.campaign import CampaignSpec


def starting_release(name: str, layout_name: str, campaign: CampaignSpec) -> str:
    """Valid YAML of a release."""
    signatory = next(iter(campaign.press.signatories), "president")
    title = json.dumps(name.replace("-", " ").capitalize(), ensure_ascii=False)
    figure = next((f"{{figures.{key}}}" for key in campaign.figures), "")
    return f"""\
title: {title}        # the news in one line
kind: release
layout: {layout_name}
place: Paris        # where it is sent from
date: 2023-01-20        # of the dateline and of the file
version: 1
state: draft        # ready, once the words are yours: delete !sample before each text that is final
signed: {signatory}        # a key of press: signatories in campaign.yaml
# embargo: 2023-01-25        # the day from which it may be published
standfirst: !sample "Toute la nouvelle en une phrase."
body: !sample |        # Markdown: paragraphs, ## headings, lists, > quotes, *italic*, **bold**, [words](https://...)
  Qui fait quoi, quand, et pourquoi. Les chiffres viennent de campaign.yaml : {figure}.

  ## Un intertitre

  - un point ;
  - un autre.
"""


def starting_letter(name: str, layout_name: str, campaign: CampaignSpec) -> str:
    """Valid YAML of a letter."""
    title = json.dumps(name.replace("-", " ").capitalize(), ensure_ascii=False)
    offices = ", ".join(campaign.officials.offices)
    recipient = next(iter(campaign.officials.offices), "maire")
    figure = next((f"{{figures.{key}}}" for key in campaign.figures), "")
    return f"""\
title: {title}        # as the page names it
kind: letter
layout: {layout_name}        # of its PDF
date: 2023-01-20        # of the text
version: 1
state: draft        # ready, once the words are yours: delete !sample before each text that is final
recipient: {recipient}        # one of officials: in campaign.yaml ({offices})
subject: !sample L'objet de la lettre, en une ligne
# greeting: "Monsieur le Maire,"        # where it is not the office's own (assets/letters/forms.yaml); so with close
body: !sample |        # Markdown: paragraphs, lists, *italic*, **bold**; greeting and close come by themselves
  Qui écrit, et pourquoi à cette personne. Les chiffres viennent de campaign.yaml : {figure}.

  Je vous demande une seule chose, que votre fonction permet.
"""


# By kind: the folder, and the function that writes the text.
STARTERS: Mapping[str, tuple[str, Callable[[str, str, CampaignSpec], str]]] = {
    "release": ("materials/releases", starting_release), "letter": ("materials/letters", starting_letter)}
