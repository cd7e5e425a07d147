"""Whether a piece is ready to be published.

It has no sample that nobody edited, no placeholder and no invented contact; whoever its pictures show has agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pressroom.elements.context import Words
from pressroom.findings import N_, Finding, Severity, code, finding
from pressroom.patterns import regex
from pressroom.resolve.context import Context
from pressroom.specs.document import Document, Location, Tree
from pressroom.specs.material import WholePictureSpec
from pressroom.specs.running_text import pictures_of

SAMPLE_WORDS = code(
    "sample-words",
    N_("Words that `render.py new` wrote as an example would be printed as if somebody had chosen them."),
    N_("Edit the words, or confirm them: delete the mark !sample before them. A draft (state: draft) may keep it."))
PLACEHOLDER = code(
    "placeholder-words", N_("A placeholder that is printed says that nobody read the piece."),
    N_("Write the words, or keep the piece a draft (state: draft) until they are known."))
CONTACT = code(
    "placeholder-contact",
    N_("An address that cannot exist, or a number of zeros, is a placeholder: newsrooms would write to nobody."),
    N_("Write the real address or number."), severity=Severity.WARNING)
CONSENT = code(
    "consent",
    N_("Whoever can be recognised on a picture decides on its use: without consent the piece has to be withdrawn, and "
       "the publisher may owe damages."),
    N_("Ask those who can be recognised, and write consent: {until: DATE, kept: WHERE THE SIGNED PAPERS ARE} below the "
       "picture, or take another picture. A draft (state: draft) needs none."),
    source="Code civil, article 9")
CONSENT_ENDED = code(
    "consent-ended",
    N_("Consent to be shown is given for a time. After it the site no longer shows the piece, and it must not be "
       "printed any more."),
    N_("Ask again and write the new day, or take another picture."), source="Code civil, article 9",
    severity=Severity.WARNING)

# Capitals or brackets tell a note to oneself from words such as “un formulaire à compléter”.
_PLACEHOLDER = regex(
    r"\b(?:TODO|TBD|TBC|FIXME|XXXX+|[ÀA] (?:COMPL[ÉE]TER|D[ÉE]FINIR|PR[ÉE]CISER|REMPLIR|VENIR))\b"
    r"|(?i:\blorem ipsum\b|[\[(<]\s*(?:à (?:compléter|définir|préciser|remplir)|todo|to do|tbd|tbc"
    r"|to be (?:done|defined|completed)|(?:votre|your) [^\])>]{1,40})\s*[\])>](?![({]))"
    r"|^\s*(?i:à (?:compléter|définir|préciser|remplir)|to be completed)\s*[.…!]*\s*$")
# Names that no host may ever have (RFC 2606), and telephone numbers of zeros.
_NO_ADDRESS = regex(r"[@/.](?:[\w-]+\.)*(?:example(?:\.(?:com|org|net))?|invalid|test|localhost)\b", re.IGNORECASE)
_NO_NUMBER = regex(r"(?<!\d)(?:\+?\d{2}[ .\u00a0\u202f-]?)?0(?:[ .\u00a0\u202f-]?0){7,}(?!\d)")
_MACHINES = frozenset(("link", "layout", "kind", "formats", "file", "variant", "figure", "date", "until", "embargo",
                       "people"))


def unready(context: Context, texts: tuple[Mapping[str, Words], ...]) -> Iterator[Finding]:
    """Findings about what a piece which is ready must not bear; none about a draft."""
    if context.spec.state == "draft":
        return
    document = context.document
    yield from _without_consent(context)
    for at in sorted(document.samples, key=document.places.__getitem__):
        yield finding(SAMPLE_WORDS, N_("{key} still has the words of the example"),
                      N_("edit them, or delete !sample to confirm them; until then: state: draft"),
                      source=document.place(at), key=str(at[-1]) if at else "-")
    told = set()
    for at, text in _texts(document.tree, ()):
        if at not in document.samples and (found := _PLACEHOLDER.search(text)):
            told.add(document.place(at))
            yield _placeholder(found[0], document, at)
    for words in (each for sheet in texts for each in sheet.values()):
        if words.place.file != document.file and words.place not in told and (found := _PLACEHOLDER.search(words.text)):
            told.add(words.place)
            yield finding(PLACEHOLDER, N_("“{words}” is a placeholder"), source=words.place, words=found[0].strip())


def _without_consent(context: Context) -> Iterator[Finding]:
    for at, picture in pictures_of(context.spec):
        if picture.people and picture.consent is None:
            yield finding(CONSENT, N_("{file} shows people who can be recognised, and nothing says that they agree"),
                          source=context.document.place((*at, "people")), file=picture.file)
        elif picture.consent and context.choice.today > picture.consent.until:
            yield consent_ended(context.document, at, picture)


def consent_ended(document: Document, at: Location, picture: WholePictureSpec) -> Finding:
    """That the people on a picture of the material agreed until a day that has passed."""
    return finding(CONSENT_ENDED, N_("the consent of those whom {file} shows ended on {day}"),
                   source=document.place((*at, "consent", "until")), file=picture.file,
                   day=picture.consent.until if picture.consent else "")


def _placeholder(words: str, document: Document, at: Location) -> Finding:
    return finding(PLACEHOLDER, N_("“{words}” is a placeholder"), source=document.place(at), words=words.strip())


def real_contacts(context: Context, lines: tuple[str, ...]) -> Iterator[str]:
    """The lines of the press contact that can reach somebody; each other one is told, and left out."""
    for number, line in enumerate(lines):
        if found := _NO_ADDRESS.search(line) or _NO_NUMBER.search(line):
            context.findings.append(finding(
                CONTACT, N_("“{contact}” reaches nobody: the line is left out"),
                source=context.campaign_document.place(("press", "contact", number)), contact=found[0].lstrip("@/.")))
        else:
            yield line


def _texts(tree: Tree, at: Location) -> Iterator[tuple[Location, str]]:
    """Every text of a file that people may read, with its location."""
    if isinstance(tree, str):
        yield at, tree
    elif isinstance(tree, list):
        for number, each in enumerate(tree):
            yield from _texts(each, (*at, number))
    elif isinstance(tree, dict):
        for key, each in tree.items():
            if key not in _MACHINES:
                yield from _texts(each, (*at, key))
