"""A whole project for another organisation: from answers to files.

Texts come from `pressroom/sample/<language>`, with placeholders for the answers: `@name-quoted@` inside double quotes
of YAML, where quotes and backslashes are escaped, and `@name@` in blocks and prose.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from pressroom.field_types import NAME
from pressroom.findings import N_, Refused, code, finding
from pressroom.patterns import regex
from pressroom.records import dataclass, replace
from pressroom.specs import starter_files
from pressroom.specs.project_brand import MARK, brand_yaml, mark_svg
from pressroom.specs.project_colours import Brand, Colour
from pressroom.text.addresses import MESSAGES, MOST_ADDRESS, address_fault

WRONG_NAME = code(
    "init-name",
    N_("The organisation's name is set in type, read aloud, written into YAML and drawn as a word mark."),
    N_("One line of letters, digits, spaces and punctuation, at most 80 characters, without * ^ [ ] { } < > ` \\."))
WRONG_LINK = code(
    "init-link", N_("A link is printed as a QR code and in words of at most 24 characters."),
    N_("Write the whole address, and after a space what is printed when its own name is too long: "
       "\"https://example.org/a/long/path example.org\"."))

MOST_NAME, MOST_SHOWN = 80, 24
_NOTATION = frozenset("*^[]{}<>`\\")
_PLACE = regex(r"@([a-z-]+)@")
# Characters that fit at the foot of a release, beside its date, and on a line of the imprint.
MOST_PRINTED, _MOST_IN_IMPRINT = 40, 58
_PUBLISHER_LINE = {"fr": "Édité par {name}", "en": "Published by {name}"}
_CALLS = {"fr": ("Découvrez-nous", "Soutenez-nous"), "en": ("Find out more", "Take part")}
# Only the campaign's own language has letters: offices and forms of address are those of one country.
_OWN_ONLY = ("materials/letters/",)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the new campaign: its key, its address, and its printed text."""

    key: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers about a new project.

    Attributes:
        name: of the organisation; short: where space is short, and on its word mark.
        description: one sentence; may be empty.
        site: its own address; links: others, the first of which is on the sample's pieces.
        house, signal: its colours; a missing second one is chosen.
        languages: the campaign's own first.
        place: of the dateline of releases.
        date: of the sample's pieces.
        sample: whether it starts with the sample's pieces.
    """

    name: str
    site: Link
    house: Colour
    short: str = ""
    description: str = ""
    links: tuple[Link, ...] = ()
    signal: Colour | None = None
    languages: tuple[str, ...] = ("fr",)
    place: str = ""
    date: str = ""
    sample: bool = True

    @property
    def foot_name(self) -> str:
        """The name for the foot of pieces, where space is short."""
        return self.name if len(self.name) <= MOST_PRINTED else self.short


def one_line(text: str, most: int = MOST_NAME) -> str:
    """A name that can be printed.

    Raises:
        Refused: it is empty, too long, or contains characters that names cannot have.
    """
    name = unicodedata.normalize("NFC", text.strip())
    wrong = sorted({char for char in name if char in _NOTATION or not (char.isprintable() or char in "\u00a0\u202f")})
    if not name:
        fault = finding(WRONG_NAME, N_("a name is missing"), WRONG_NAME.mend)
    elif wrong:
        fault = finding(WRONG_NAME, N_("a name cannot hold {characters}"), WRONG_NAME.mend, characters=" ".join(
            char if char.isprintable() else f"U+{ord(char):04X}" for char in wrong))
    elif len(name) > most:
        fault = finding(WRONG_NAME, N_("{name}… has {count} characters, at most {most} can be printed"),
                        WRONG_NAME.mend, name=name[:30], count=len(name), most=most)
    else:
        return name
    raise Refused([fault], exit_code=2)


def parse_link(text: str, key: str = "") -> Link:
    """A link, from `KEY=URL LABEL`, or `URL LABEL` with `key`; LABEL is optional.

    Raises:
        Refused: a part of it is not usable.
    """
    rest = text.strip()
    if not key:
        key, _, rest = (part.strip() for part in rest.partition("="))
    url, _, label = rest.partition(" ")
    fault = address_fault(url)
    if fault and fault.kind == "address_scheme" and fault.values["better"]:
        url, fault = fault.values["better"], None
    label = label.strip() or _short(url)
    message, hint, values = "", WRONG_LINK.mend, {}
    if not NAME.match(key):
        message = N_("{key} is not the key of a link: write lower-case letters, digits and hyphens, then = and the "
                     "address")
    elif fault:
        message, hint, values = MESSAGES[fault.kind], fault.hint or hint, dict(fault.values)
    elif len(url) > MOST_ADDRESS:
        message = N_("{text} has {count} characters, at most {most} are allowed")
        values = {"count": str(len(url)), "most": str(MOST_ADDRESS)}
    elif not 3 <= len(label) <= MOST_SHOWN:
        message = N_("{label} has {count} characters, 3 to {most} can be printed")
    if message:
        wrong = finding(WRONG_LINK, message, hint)
        raise Refused([replace(wrong, values=MappingProxyType({
            "text": text[:60], "key": key[:40], "label": label[:60], "count": str(len(label)),
            "most": str(MOST_SHOWN), **values}))], exit_code=2)
    return Link(key, url, one_line(label, MOST_SHOWN))


def _short(url: str) -> str:
    """The printed text of an address: host and path if they are short enough, else the host."""
    parts = urlsplit(url)
    whole = (parts.netloc + parts.path).rstrip("/")
    ways = (whole, whole.removeprefix("www."), parts.netloc, parts.netloc.removeprefix("www."))
    return next((way for way in ways if len(way) <= MOST_SHOWN and not (parts.query and way == whole)), whole)


def project_files(answers: Answers, brand: Brand, profile: str, starter: Path) -> dict[str, bytes]:
    """Every file of the project by its name, the sample's pieces among them."""
    files = {name: path.read_bytes() for name, path in starter_files.files(starter).items()}
    for name in files:
        if name.startswith("layouts/") and name.endswith((".yaml", ".yml")):
            files[name] = starter_files.layout_for_any_brand(files[name].decode()).encode()
    own = answers.languages[0]
    values = _values(answers)
    for language in reversed(answers.languages):  # the own language last: its files replace others
        folder = starter_files.SAMPLE / language
        for path in sorted(folder.rglob("*.*")):
            name = path.relative_to(folder).as_posix()
            if language == own or (name.startswith("materials/") and not name.startswith(_OWN_ONLY)):
                to = "materials/campaign.yaml" if name == "campaign.yaml" else name
                files[to] = fill(path.read_text(encoding="utf-8"), values).encode()
    short = answers.short or answers.name
    files["assets/brand.yaml"] = brand_yaml(short, brand, profile, own).encode()
    files[f"assets/logos/{MARK}"] = mark_svg(short, starter / "assets/fonts").encode()
    files[".gitignore"] = b"out/\n.cache/\n.venv/\nofficials.sqlite\n"
    files[".gitattributes"] = b"*.bat -text\n"
    files.update(starter_files.launchers())
    return dict(sorted(files.items()))


def pieces(names: Sequence[str]) -> list[str]:
    """Those of a project's files that are pieces: those that an empty campaign does not have."""
    return [name for name in names if name.startswith("materials/") and name != "materials/campaign.yaml"]


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text of the sample with its placeholders filled once; placeholders in answers stay as they are."""
    return _PLACE.sub(lambda match: values[match[1]], text)


def _values(answers: Answers) -> dict[str, str]:
    first = answers.links[0] if answers.links else answers.site
    described = answers.description or (answers.name if answers.foot_name != answers.name else "")
    plain = {"name": answers.name, "printed": answers.foot_name, "description": described,
             "place": answers.place or answers.foot_name,
             "site": answers.site.url, "shown": answers.site.label, "url": first.url, "link": first.key,
             "date": answers.date, "links": _links(answers), "publisher": _publisher(answers)}
    return {**plain, **{f"{name}-quoted": _quoted(text)[1:-1] for name, text in plain.items()}}


def _publisher(answers: Answers) -> str:
    line = _PUBLISHER_LINE[answers.languages[0]].format(name=answers.foot_name)
    with_site = f"{line}, {answers.site.label}"
    return with_site if len(with_site) <= _MOST_IN_IMPRINT else line


def _links(answers: Answers) -> str:
    visit, act = _CALLS[answers.languages[0]]
    lines = []
    for each in (*answers.links, answers.site):
        lines += [f"  {each.key}:", f"    url: {_quoted(each.url)}", f"    shown: {_quoted(each.label)}",
                  f"    call: {_quoted(visit if each is answers.site else act)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text in double quotes, with JSON's escapes, which YAML reads in the same way."""
    return json.dumps(text, ensure_ascii=False)
