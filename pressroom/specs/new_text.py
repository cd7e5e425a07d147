"""Starting texts of releases and letters, with a comment on each key."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from pressroom.findings import N_
from pressroom.specs.campaign import CampaignSpec
from pressroom.specs.new_material import STATE
from pressroom.text.translation import Translate, filled, translator

# The comment on each key.
_OF_RELEASE = {
    "news": N_("the news in one line"),
    "place": N_("where it is sent from"),
    "date": N_("of the dateline and of the file"),
    "signed": N_("a key of press: signatories in campaign.yaml"),
    "embargo": N_("the day from which it may be published"),
    "state": STATE,
    "body": N_("Markdown: paragraphs, ## headings, lists, > quotes, tables, *italic*, **bold**, [words](https://...)"),
}
_OF_LETTER = {
    "title": N_("as the page names it"),
    "layout": N_("of its PDF"),
    "date": N_("of the text"),
    "state": STATE,
    "recipient": N_("one of officials: in campaign.yaml ({offices})"),
    "greeting": N_("where it is not the office's own (assets/letters/forms.yaml); so with close"),
    "body": N_("Markdown: paragraphs, lists, *italic*, **bold**; greeting and close come by themselves"),
}

# The words to edit, in the campaign's language.
_STANDFIRST = N_("All of the news in one sentence.")
_NEWS = N_("Who does what, when, and why. Figures come from campaign.yaml: {figure}.")
_HEADING, _POINTS = N_("A heading"), (N_("a point;"), N_("another one."))
_SUBJECT = N_("What the letter is about, in one line")
_REASON = N_("Who writes, and why to this person. Figures come from campaign.yaml: {figure}.")
_REQUEST = N_("I ask one thing of you, which your office allows.")
# Typography is applied when a piece is made; in YAML words stand as people type them.
_TYPED = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "'"})


def _sample(text: str, campaign: CampaignSpec) -> str:
    """A text to edit, in the campaign's language, with one of its figures."""
    figure = next((f"{{figures.{key}}}" for key in campaign.figures), "")
    return filled(translator(campaign.language)(text), {"figure": figure}).translate(_TYPED)


def starting_release(name: str, layout_name: str, campaign: CampaignSpec, translate: Translate = str) -> str:
    """Valid YAML of a release, with comments in the language of `translate`."""
    signatory = next(iter(campaign.press.signatories), "president")
    title = json.dumps(name.replace("-", " ").capitalize(), ensure_ascii=False)
    remark = {key: translate(text) for key, text in _OF_RELEASE.items()}
    points = "\n".join(f"  - {_sample(point, campaign)}" for point in _POINTS)
    return f"""\
title: {title}        # {remark["news"]}
kind: release
layout: {layout_name}
place: Paris        # {remark["place"]}
date: 2023-01-20        # {remark["date"]}
version: 1
state: draft        # {remark["state"]}
signed: {signatory}        # {remark["signed"]}
# embargo: 2023-01-25        # {remark["embargo"]}
standfirst: !sample {json.dumps(_sample(_STANDFIRST, campaign), ensure_ascii=False)}
body: !sample |        # {remark["body"]}
  {_sample(_NEWS, campaign)}

  ## {_sample(_HEADING, campaign)}

{points}
"""


def starting_letter(name: str, layout_name: str, campaign: CampaignSpec, translate: Translate = str) -> str:
    """Valid YAML of a letter, with comments in the language of `translate`."""
    title = json.dumps(name.replace("-", " ").capitalize(), ensure_ascii=False)
    recipient = next(iter(campaign.officials.offices), "maire")
    offices = {"offices": ", ".join(campaign.officials.offices)}
    remark = {key: filled(translate(text), offices) for key, text in _OF_LETTER.items()}
    return f"""\
title: {title}        # {remark["title"]}
kind: letter
layout: {layout_name}        # {remark["layout"]}
date: 2023-01-20        # {remark["date"]}
version: 1
state: draft        # {remark["state"]}
recipient: {recipient}        # {remark["recipient"]}
subject: !sample {json.dumps(_sample(_SUBJECT, campaign), ensure_ascii=False)}
# greeting: "Monsieur le Maire,"        # {remark["greeting"]}
body: !sample |        # {remark["body"]}
  {_sample(_REASON, campaign)}

  {_sample(_REQUEST, campaign)}
"""


# By kind: the folder, and the function that writes the text.
STARTERS: Mapping[str, tuple[str, Callable[[str, str, CampaignSpec, Translate], str]]] = {
    "release": ("materials/releases", starting_release), "letter": ("materials/letters", starting_letter)}
