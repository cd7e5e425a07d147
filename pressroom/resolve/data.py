"""Figures of the campaign that a layout draws to scale, under the names that the layout gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pressroom.findings import N_, Finding, finding
from pressroom.resolve.context import Context, unknown
from pressroom.specs.campaign import FigureSpec
from pressroom.specs.document import Location
from pressroom.specs.validate import MISSING_KEY
from pressroom.text.dates import day_as_given

SOURCE = {"fr": ("Source : ", " ; "), "en": ("Source: ", "; ")}


def data(context: Context) -> dict[str, tuple[str, FigureSpec]]:
    """The key and the figure of each of the layout's data that the material chooses."""
    figures = context.campaign.figures
    return {name: (key, figures[key]) for name, key in _chosen(context).items()
            if name in context.layout.data and key in figures}


def _chosen(context: Context) -> Mapping[str, str]:
    return getattr(context.spec, "figures", {})


def data_findings(context: Context) -> Iterator[Finding]:
    """What is missing or unknown among the data, and what a figure lacks that is drawn to scale."""
    chosen, wanted, figures = _chosen(context), context.layout.data, context.campaign.figures
    for name, key in chosen.items():
        at = ("figures", name)
        if name not in wanted:
            yield unknown(N_("the layout draws no {name}"), name, wanted, context.document, at)
        elif key not in figures:
            yield unknown(N_("there is no figure {name}"), key, figures, context.document, at)
        else:
            yield from _lacking(context, key)
    for name in (name for name, slot in wanted.items() if slot.needed and name not in chosen):
        yield finding(MISSING_KEY, N_("{key} is missing: {says}"), source=context.document.place(("figures",)),
                      key=f"figures: {name}", says=wanted[name].says or name)


def _lacking(context: Context, key: str) -> Iterator[Finding]:
    figure = context.campaign.figures[key]
    for name, value in (("share", figure.share), ("source", figure.source), ("date", figure.date)):
        if value is None or value == "":
            yield finding(MISSING_KEY, N_("the figure {name} has no {key}, and is drawn to scale"),
                          source=context.campaign_document.place(("figures", key)), name=key, key=name)


def data_words(context: Context, known: Mapping[str, tuple[str, FigureSpec]]) -> Iterator[tuple[str, str, Location]]:
    """Texts by name: the value of each of the data, and `data.source`, where all of them come from."""
    for name, (key, figure) in known.items():
        yield f"{name}.value", figure.value, ("figures", key, "value")
    before, between = SOURCE.get(context.language.split("-")[0], SOURCE["en"])
    sources = dict.fromkeys(f"{figure.source}, {day_as_given(figure.date or '', context.language)}"
                            for _, figure in known.values())
    if sources:
        first, _ = next(iter(known.values()))
        yield "data.source", before + between.join(sources), ("figures", first, "source")
