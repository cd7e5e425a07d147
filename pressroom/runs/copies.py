"""Copies: what a record changes on the sheets of a piece, fitted by the same code as every other piece."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pressroom.cache import Cache
from pressroom.elements.context import Image, Link, Words
from pressroom.elements.symbol import Level, Symbol
from pressroom.findings import Finding, Place, Refused
from pressroom.fit import MOST_ROUNDS, fit, least_sizes
from pressroom.marks import Mark
from pressroom.records import dataclass, replace
from pressroom.runs.codes import matrix
from pressroom.runs.copy_sheet import CopySheet, Variable
from pressroom.runs.pictures import RecordPictures
from pressroom.runs.plan import Plan
from pressroom.runs.records import Record
from pressroom.runs.varying import varying_words
from pressroom.runs.wording import filled_words
from pressroom.stages import Fit, Piece
from pressroom.type.setting import OVERSET


@dataclass(frozen=True, slots=True)
class Copy:
    """What one record changes.

    Attributes:
        record: whose copy it is.
        sheets: of each sheet, what each of its slots shows, in painting order.
    """

    record: Record
    sheets: tuple[tuple[Variable, ...], ...]


class Copies:
    """The copies of a piece.

    Attributes:
        fit: the copy of the record that it was begun with, whole.
        segments: of each sheet, the marks that all copies share, before, between and after its slots.
        forms: marks that many copies share, such as the words beside a code of one size: by their names, the sheet
            (from 0) and the marks.
    """

    def __init__(self, plan: Plan, piece: Piece, first: Record, cache: Cache,
                 sizes: Mapping[str, float] = MappingProxyType({})) -> None:
        """Fit what is the same on every copy; `sizes` are those in which all records are set, by style.

        Raises:
            Refused: the first record does not fit.
        """
        self.plan, self.piece, self.cache = plan, replace(piece, sizes=sizes), cache
        spec = plan.spec.picture
        self.pictures = RecordPictures(plan.job.root, spec, piece, cache) if spec else None
        self._words = [varying_words(words) for words in piece.words]
        self.forms: dict[str, tuple[int, tuple[Mark, ...]]] = {}
        self._symbols: dict[tuple[int, Level], Symbol] = {}
        self.fit: Fit = fit(self.whole(first), cache)
        self._sheets = [] if piece.folding else [
            CopySheet(self, number) for number in range(max(len(piece.spec.sheets), 1))]
        self.segments: list[list[Sequence[Mark]]] = [each.segments for each in self._sheets] if self._sheets else [
            [(), ()] for _ in self.fit.sheets]

    def whole(self, record: Record) -> Piece:
        """The piece with a record's words, as if somebody had written it for this record alone."""
        links = self.links(record)
        return replace(self.piece, words=tuple(self.words(record, number) for number in range(len(self.piece.words))),
                       links={**self.piece.links, **links}, fields=self.fields(record), images=self.images(record))

    def words(self, record: Record, number: int) -> Mapping[str, Words]:
        """The texts of a sheet for one record."""
        own = {name: filled_words(each, record.values) for name, each in self._words[number].items()}
        return {**{name: each for name, each in self.piece.words[number].items() if name not in own},
                **{name: each for name, each in own.items() if each}}

    def fields(self, record: Record) -> dict[str, Words]:
        """The texts of the fields for one record; without any, no place to fill in is left."""
        return {name: filled_words(each, record.values) or replace(each, text="", shorter=())
                for name, each in self.piece.fields.items()}

    def links(self, record: Record) -> dict[str, Link]:
        """The links that are a record's own."""
        base = self.piece.links.get("link")
        return {"link": self.plan.link(base, record.values)} if base and self.plan.spec.link else {}

    def images(self, record: Record) -> tuple[Mapping[str, Image], ...]:
        """The pictures of each sheet for one record.

        Raises:
            Refused: its own cannot be used.
        """
        if self.pictures is None:
            return self.piece.images
        own = self.pictures.image(record.values, Place(Path(), record.row))
        return tuple({**images, "picture": own} for images in self.piece.images)

    def copy(self, record: Record) -> Copy:
        """What a record changes.

        Raises:
            Refused: it does not fit.
        """
        if not self._sheets:
            return Copy(record, self._of_whole(record))
        images = self.images(record)
        shorter = max((len(words.shorter) for sheet in self._words for words in sheet.values()), default=0)
        for wording in range(shorter + 1):
            found, findings = self._at(record, images, wording)
            if not findings:
                return Copy(record, found)
            if wording == shorter or not any(item.code == OVERSET.name for item in findings):
                raise Refused(findings)
        raise AssertionError("the last wording is returned or refused")

    def one_size(self, style: str) -> bool:
        """Whether all records are set in one size of a style."""
        return self.piece.spec.styles[style].one_size

    def names_shown(self) -> list[frozenset[str]]:
        """The names of the texts that each sheet shows."""
        return [frozenset(words.name for placed in part.placed for setting in placed.fitted.settings
                          for words in setting.words) for part in self.fit.parts]

    def codes_of(self, record: Record) -> tuple[str, ...]:
        """What the codes of a record's copy hold, page by page, where they are painted for each record."""
        own = {**self.piece.links, **self.links(record)}
        return tuple(own[name].payload for sheet in self._sheets for name in sheet.codes)

    @property
    def sized(self) -> bool:
        """Whether all records are set in the size of the longest in some style that varies."""
        return any(self.one_size(setting.style) for sheet in self._sheets for setting in sheet.varying)

    def symbol(self, content: str, level: Level) -> Symbol:
        """A symbol of the version that a content needs; its modules are put in place when it is painted."""
        version = matrix(content, level).version
        if (version, level) not in self._symbols:
            self._symbols[version, level] = matrix(content, level).symbol()
        return self._symbols[version, level]

    def _at(self, record: Record, images: Sequence[Mapping[str, Image]], wording: int) -> tuple[
            tuple[tuple[Variable, ...], ...], list[Finding]]:
        """The sheets with words that give way so far from the start, their sizes agreed; and what does not fit."""
        caps: dict[str, float] = {}
        for _ in range(MOST_ROUNDS):
            laid = [sheet.laid(record, own, wording, caps) for sheet, own in zip(self._sheets, images, strict=True)]
            findings = [item for _, problems in laid for item in problems if item.fails]
            if findings:
                return (), findings
            settings = [setting for variables, _ in laid for each in variables for setting in each.settings]
            agreed = least_sizes([*settings, *(setting for sheet in self._sheets for setting in sheet.settings)])
            if not agreed:
                break
            caps |= agreed
        return tuple(tuple(variables) for variables, _ in laid), []

    def _of_whole(self, record: Record) -> tuple[tuple[Variable, ...], ...]:
        """The sheets of a leaflet, of which everything counts as the record's own."""
        fitted = fit(self.whole(record), self.cache)
        settings = tuple(setting for sheet in fitted.settings for setting in sheet)
        return tuple((Variable(sheet.marks, sheet.words, settings if not number else ()),)
                     for number, sheet in enumerate(fitted.sheets))
