"""Text on panels, tickets and sign-off sheets, set in the brand's type like all other text."""

from __future__ import annotations

from pressroom import library
from pressroom.brief import Edition
from pressroom.colour.ink import BLACK, Ink
from pressroom.findings import Place, Refused
from pressroom.marks import Group, Role
from pressroom.records import dataclass
from pressroom.resolve.words import BLANK
from pressroom.sheet.geometry import Box
from pressroom.stages import Job
from pressroom.type import setting as typeset
from pressroom.type.setting import Faces, Style
from pressroom.type.typography import Rules, polish

FAMILY = "text"
# These texts have no notation: `1er` stays plain, where elsewhere it becomes `1^er^`.
_RULES = Rules(off=frozenset({"superiors"}))


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text in position.

    Attributes:
        group: the marks.
        area: of its ink.
        text: as it must be read back.
    """

    group: Group
    area: Box
    text: str


class TextSetter:
    """Sets text in the brand's text family.

    Attributes:
        language: of the text.
    """

    def __init__(self, job: Job, language: str = "") -> None:
        self.language = language or job.campaign.language
        families = job.brand.type
        family = families.get(FAMILY) or next(iter(families.values()))
        fonts, place = family.fonts, job.documents["assets/brand.yaml"].place(("type",))

        def faces(weight: str) -> Faces:
            return Faces(*library.faces(job.root / "assets/fonts", fonts, weight if weight in fonts else "regular",
                                        lambda _: place))
        self._regular, self._bold = faces("regular"), faces("bold")

    def block(self, words: str, box: Box, size: float, *, least: float = 0.0, bold: bool = False, ink: Ink = BLACK,
              align: typeset.Align = "left", role: Role = "paragraph", place: Place | None = None,
              polished: bool = True) -> TextBlock:
        """`words` from the top of `box`, at `size` points, or down to `least`.

        Microtypography is applied, except to file names and checksums (`polished` false).

        Raises:
            Refused: the text does not fit, or a glyph is missing.
        """
        style = Style(self._bold if bold else self._regular, least or size, size, ink, align=align,
                      language=self.language)
        text = polish(words, self.language, _RULES).text if polished else words
        setting = typeset.set_text((typeset.Span(text),), style, box.width, box.height, {}, place)
        if isinstance(setting, typeset.Overset):
            raise Refused([setting.finding(words[:40], place)])
        return TextBlock(Group(setting.runs_at(box.x0, box.y0), role=role), setting.ink.moved(box.x0, box.y0),
                         text)


def imprint_line(job: Job, edition: Edition, printer: str) -> str:
    """Publisher and printer in one line, as the campaign words them for this edition."""
    spec = job.campaign.imprint
    printer_imprint = job.printers[printer].imprint
    printer_text = ", ".join(part for part in (printer_imprint.name, printer_imprint.address) if part)
    printed = (spec.press.replace("{printer}", printer_text or BLANK) if edition == "press" else
               spec.members.replace("{practice}", BLANK))
    return ". ".join(part.rstrip(".") for part in (spec.publisher, printed, spec.mention) if part)
