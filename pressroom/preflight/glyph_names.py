"""Names of glyphs, and the codes that simple fonts give them (ISO 32000-1, annex D; Adobe technical note 5176)."""

from __future__ import annotations

from functools import cache

_STRINGS = (
    ".notdef space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft parenright asterisk plus "
    "comma hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater "
    "question at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum "
    "underscore quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde "
    "exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft guillemotleft "
    "guilsinglleft guilsinglright fi fl endash dagger daggerdbl periodcentered paragraph bullet quotesinglbase "
    "quotedblbase quotedblright guillemotright ellipsis perthousand questiondown grave acute circumflex tilde macron "
    "breve dotaccent dieresis ring cedilla hungarumlaut ogonek caron emdash AE ordfeminine Lslash Oslash OE "
    "ordmasculine ae dotlessi lslash oslash oe germandbls onesuperior logicalnot mu trademark Eth onehalf plusminus "
    "Thorn onequarter divide brokenbar degree thorn threequarters twosuperior registered minus eth multiply "
    "threesuperior copyright Aacute Acircumflex Adieresis Agrave Aring Atilde Ccedilla Eacute Ecircumflex Edieresis "
    "Egrave Iacute Icircumflex Idieresis Igrave Ntilde Oacute Ocircumflex Odieresis Ograve Otilde Scaron Uacute "
    "Ucircumflex Udieresis Ugrave Yacute Ydieresis Zcaron aacute acircumflex adieresis agrave aring atilde ccedilla "
    "eacute ecircumflex edieresis egrave iacute icircumflex idieresis igrave ntilde oacute ocircumflex odieresis "
    "ograve otilde scaron uacute ucircumflex udieresis ugrave yacute ydieresis zcaron exclamsmall Hungarumlautsmall "
    "dollaroldstyle dollarsuperior ampersandsmall Acutesmall parenleftsuperior parenrightsuperior twodotenleader "
    "onedotenleader zerooldstyle oneoldstyle twooldstyle threeoldstyle fouroldstyle fiveoldstyle sixoldstyle "
    "sevenoldstyle eightoldstyle nineoldstyle commasuperior threequartersemdash periodsuperior questionsmall "
    "asuperior bsuperior centsuperior dsuperior esuperior isuperior lsuperior msuperior nsuperior osuperior rsuperior "
    "ssuperior tsuperior ff ffi ffl parenleftinferior parenrightinferior Circumflexsmall hyphensuperior Gravesmall "
    "Asmall Bsmall Csmall Dsmall Esmall Fsmall Gsmall Hsmall Ismall Jsmall Ksmall Lsmall Msmall Nsmall Osmall Psmall "
    "Qsmall Rsmall Ssmall Tsmall Usmall Vsmall Wsmall Xsmall Ysmall Zsmall colonmonetary onefitted rupiah Tildesmall "
    "exclamdownsmall centoldstyle Lslashsmall Scaronsmall Zcaronsmall Dieresissmall Brevesmall Caronsmall "
    "Dotaccentsmall Macronsmall figuredash hypheninferior Ogoneksmall Ringsmall Cedillasmall questiondownsmall "
    "oneeighth threeeighths fiveeighths seveneighths onethird twothirds zerosuperior foursuperior fivesuperior "
    "sixsuperior sevensuperior eightsuperior ninesuperior zeroinferior oneinferior twoinferior threeinferior "
    "fourinferior fiveinferior sixinferior seveninferior eightinferior nineinferior centinferior dollarinferior "
    "periodinferior commainferior Agravesmall Aacutesmall Acircumflexsmall Atildesmall Adieresissmall Aringsmall "
    "AEsmall Ccedillasmall Egravesmall Eacutesmall Ecircumflexsmall Edieresissmall Igravesmall Iacutesmall "
    "Icircumflexsmall Idieresissmall Ethsmall Ntildesmall Ogravesmall Oacutesmall Ocircumflexsmall Otildesmall "
    "Odieresissmall OEsmall Oslashsmall Ugravesmall Uacutesmall Ucircumflexsmall Udieresissmall Yacutesmall "
    "Thornsmall Ydieresissmall 001.000 001.001 001.002 001.003 Black Bold Book Light Medium Regular Roman Semibold")
NAMES = tuple(_STRINGS.split())
"""The names that a CFF program knows without stating them (5176, appendix A), in order."""

# The characters of the first 229 of those names, in the same order.
_CHARACTERS = (
    "\0 !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_‘abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤'“«‹›"
    "\ufb01\ufb02–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß\u00b9¬µ™Ð½±Þ¼÷¦°þ¾\u00b2®−ð×\u00b3©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽ"
    "áâäàåãçéêëèíîïìñóôöòõšúûüùýÿž")
_MORE = {"Euro": "€", "nbspace": "\u00a0", "Delta": "∆", "Omega": "Ω", "pi": "π", "infinity": "∞", "notequal": "≠",
         "lessequal": "≤", "greaterequal": "≥", "radical": "√", "summation": "∑", "lozenge": "◊"}
# The codes of the names from 1 to 149 in StandardEncoding.
_STANDARD_CODES = (*range(32, 127), *range(161, 176), *range(177, 181), *range(182, 190), 191, *range(193, 201), 202,
                   203, *range(205, 209), 225, 227, *range(232, 236), 241, 245, *range(248, 252))
# Codes of WinAnsiEncoding beside those of code page 1252 (ISO 32000-1, annex D.2, notes 3 and 5).
_ALSO_IN_WINDOWS = {0xA0: "space", 0xAD: "hyphen"}
_CODE_PAGES = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}


@cache
def standard() -> dict[int, str]:
    """StandardEncoding: the name of each code."""
    return {code: NAMES[at] for at, code in enumerate(_STANDARD_CODES, 1)}


@cache
def encoding(base: str) -> dict[int, str]:
    """The names of the codes of StandardEncoding, WinAnsiEncoding or MacRomanEncoding; empty for any other."""
    if base == "StandardEncoding":
        return standard()
    if base not in _CODE_PAGES:
        return {}
    name_of = dict(zip(_CHARACTERS, NAMES, strict=False)) | {character: name for name, character in _MORE.items()}
    names = {code: name_of[character] for code in range(32, 256)
             if (character := bytes((code,)).decode(_CODE_PAGES[base], "replace")) in name_of}
    return names | _ALSO_IN_WINDOWS if base == "WinAnsiEncoding" else names


def character_of(name: str) -> str:
    """The character that a name stands for, by the table above or as `uni0152`; empty when it is unknown."""
    if name in NAMES[:len(_CHARACTERS)]:
        return _CHARACTERS[NAMES.index(name)]
    if name in _MORE:
        return _MORE[name]
    digits = name[3:7] if name.startswith("uni") and len(name) == 7 else ""
    try:
        return chr(int(digits, 16)) if digits else ""
    except ValueError:
        return ""
