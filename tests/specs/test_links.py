"""Links of campaign.yaml: addresses that can be printed, other kinds of codes, and what is told of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from pressroom.cache import Cache
from pressroom.elements.symbol import Symbol, most_characters, symbol
from pressroom.specs.links import LinkSpec
from pressroom.text.addresses import address_fault

Render = Callable[..., tuple[int, str, str]]

PETITION = "    url: https://chng.it/2pnk55wX\n    shown: chng.it/2pnk55wX"
IBAN = "FR76 3000 6000 0112 3456 7890 189"


def with_link(project: Path, lines: str) -> None:
    path = project / "materials/campaign.yaml"
    text = path.read_text(encoding="utf-8")
    assert PETITION in text
    path.write_text(text.replace(PETITION, lines), encoding="utf-8")


@pytest.mark.parametrize("address", [
    "https://chng.it/2pnk55wX", "http://www.senat.fr/senateurs/senatl.html", "https://a.fr:8443/x?a=1&b=%C3%A9#top",
    "HTTPS://BIT.LY/ABC", "https://192.0.2.7/", "https://[2001:db8::1]:443/", "https://xn--alize-fsa.fr", "https://a.fr/x@y"])
def test_an_address_that_browsers_open_can_be_printed(address: str) -> None:
    assert address_fault(address) is None


WRONG = [
    ("https:///x", "names no host", ""), ("http://", "names no host", ""),
    ("https://a.fr:99999/x", "the port 99999 does not exist", "https://a.fr/x"),
    ("https://a.fr:0/", "the port 0 does not exist", "https://a.fr/"),
    ("https://a.fr:8O/", "the port 8O does not exist", "https://a.fr/"),
    ("https://user:pw@a.fr/x", "a user's name or password", "https://a.fr/x"),
    ("https://user@a.fr", "a user's name or password", "https://a.fr"),
    ("www.alize-kine.org", "not a web address", "https://www.alize-kine.org"),
    ("https:a.fr/x", "not a web address", "https://a.fr/x"), ("ftp://a.fr/", "not a web address", ""),
    ("javascript:alert(1)", "not a web address", ""), ("https://nowhere", "cannot be the name of a host", ""),
    ("https://300.1.1.1/", "cannot be the name of a host", ""), ("https://-a.fr", "cannot be the name of a host", ""),
    ("https://a..fr", "cannot be the name of a host", ""),
    ("https://syndicat-alizé.fr/pétition?lieu=Évry", "letters that a code carries in another form",
     "https://xn--syndicat-aliz-nhb.fr/p%C3%A9tition?lieu=%C3%89vry"),
    ("https://a.fr/pétition", "cannot hold é", "https://a.fr/p%C3%A9tition"),
    ("https://a.fr/50%", "not followed by two hexadecimal digits", "https://a.fr/50%25"),
    ('https://a.fr/"x"', 'cannot hold "', "https://a.fr/%22x%22"),
]


@pytest.mark.parametrize(("address", "message", "better"), WRONG)
def test_an_address_that_leads_nowhere_is_told_at_its_line_and_what_the_hint_names_passes(
        project: Path, render: Render, address: str, message: str, better: str) -> None:
    quoted = yaml.safe_dump(address, width=1000, allow_unicode=True).splitlines()[0]
    with_link(project, f"    url: {quoted}\n    shown: chng.it")
    code, _, err = render("check", "petition")
    assert code == 1
    told = re.search(r"materials/campaign\.yaml:(\d+):10: error: (.*) \[link-address\]", err)
    assert told, err
    assert message in told[2]
    assert "pw@" not in told[2]
    lines = (project / "materials/campaign.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[int(told[1]) - 2].strip() == "petition:"
    if better:
        assert f"hint: write {better}\n" in err
        assert address_fault(better) is None


@pytest.mark.parametrize(("written", "kind"), [
    ("mailto:contact@a.fr?subject=x", "mailto: contact@a.fr"), ("contact@a.fr", "mailto: contact@a.fr"),
    ("tel:0493000000", 'tel: "+33493000000"'), ("tel:+33 4 93 00 00 00", 'tel: "+33 4 93 00 00 00"'),
    ("sms:+33612345678?body=x", 'sms: "+33612345678"'), ("geo:43.6757,7.1747;u=9", "geo: [43.6757, 7.1747]")])
def test_another_kind_of_code_under_url_is_told_by_its_name_and_that_passes(
        project: Path, render: Render, written: str, kind: str) -> None:
    with_link(project, f'    url: "{written}"\n    shown: à lire')
    code, _, err = render("check", "petition")
    assert (code, f"hint: name the kind: {kind}\n" in err) == (1, True), err
    text = (project / "materials/campaign.yaml").read_text(encoding="utf-8")
    (project / "materials/campaign.yaml").write_text(text.replace(f'url: "{written}"', kind), encoding="utf-8")
    assert render("check", "petition")[0] == 0


KINDS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"url": "https://a.fr/x", "shown": "a.fr"}, "https://a.fr/x", "https://a.fr/x", "a.fr"),
    ({"tel": "+33 4 93 00 00 00"}, "tel:+33493000000", "tel:+33493000000", "04\u00a093\u00a000\u00a000\u00a000"),
    ({"tel": "3237"}, "tel:3237", "tel:3237", "3237"),
    ({"mailto": "contact@a.fr"}, "mailto:contact@a.fr", "mailto:contact@a.fr", "contact@a.fr"),
    ({"mailto": {"to": "contact@a.fr", "subject": "Adhésion & don", "body": "Bonjour,\noui"}},
     "mailto:contact@a.fr?subject=Adh%C3%A9sion%20%26%20don&body=Bonjour%2C%0D%0Aoui",
     "mailto:contact@a.fr?subject=Adh%C3%A9sion%20%26%20don&body=Bonjour%2C%0D%0Aoui", "contact@a.fr"),
    ({"sms": {"number": "+33612345678", "message": "Je signe à 100 %"}},
     "sms:+33612345678?body=Je%20signe%20%C3%A0%20100%20%25", "sms:+33612345678?body=Je%20signe%20%C3%A0%20100%20%25",
     "06\u00a012\u00a034\u00a056\u00a078"),
    ({"geo": ["43.6757", "-7.1"], "shown": "Le cabinet"}, "geo:43.6757,-7.1", "geo:43.6757,-7.1", "Le cabinet"),
    ({"vcard": {"name": "Jean; Éric", "telephone": "+33493000000", "mail": "a@b.fr", "url": "https://b.fr/",
                "street": "1, rue du Port", "postcode": "06700", "town": "Saint-Laurent"}, "shown": "Jean Éric"},
     "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Jean\\; Éric;;;;\r\nFN:Jean\\; Éric\r\nTEL:+33493000000\r\nEMAIL:a@b.fr\r\n"
     "URL:https://b.fr/\r\nADR:;;1\\, rue du Port;Saint-Laurent;;06700;\r\nEND:VCARD\r\n", "", "Jean Éric"),
    ({"wifi": {"network": "Cabinet:kiné", "password": 'a;b,"c"\\d!'}},
     'WIFI:T:WPA;S:Cabinet\\:kiné;P:a\\;b\\,\\"c\\"\\\\d!;;', "", "Cabinet:kiné"),
    ({"wifi": {"network": "Ouvert", "security": "none", "hidden": "true"}}, "WIFI:T:nopass;S:Ouvert;H:true;;", "",
     "Ouvert"),
    ({"donation": {"name": "Syndicat Alizé", "iban": IBAN}},
     "BCD\n002\n1\nSCT\n\nSyndicat Alizé\nFR7630006000011234567890189", "",
     "FR76\u00a03000\u00a06000\u00a00112 3456\u00a07890\u00a0189"),
    ({"donation": {"name": "Alizé", "iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "version": "001",
                   "amount": "20.5", "purpose": "CHAR", "reference": "RF18 5390 0754 7034", "note": "Merci"}},
     "BCD\n001\n1\nSCT\nCOBADEFFXXX\nAlizé\nDE89370400440532013000\nEUR20.50\nCHAR\nRF18539007547034\n\nMerci", "",
     "DE89\u00a03704\u00a00044 0532\u00a00130\u00a000"),
]


@pytest.mark.parametrize(("link", "payload", "href", "words"), KINDS)
def test_each_kind_of_code_has_its_content_its_click_and_its_words(
        link: dict[str, Any], payload: str, href: str, words: str, tmp_path: Path) -> None:
    spec = LinkSpec.model_validate(link)
    assert (spec.payload, spec.href, spec.words) == (payload, href, words)
    assert read(symbol(payload, Cache(tmp_path))) == payload


def read(code: Symbol) -> str:
    """What zxing reads in a symbol."""
    import zxingcpp
    from PIL import Image

    picture = Image.new("L", (code.side + 8, code.side + 8), 255)
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + 4, y + 4), 0 if dark else 255)
    (found,) = zxingcpp.read_barcodes(picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST))
    return str(found.text)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"shown": "abc"}, "link_kind"), ({"url": "https://a.fr", "tel": "3237", "shown": "abc"}, "link_kinds"),
    ({"url": "https://a.fr"}, "link_shown"), ({"geo": "43.6,7.1"}, "link_shown"),
    ({"mailto": "a-very-long-address@example.org"}, "link_shown"),
    ({"tel": "0493000000"}, "telephone"), ({"tel": "+33 4 93"}, "telephone"), ({"tel": "+0 493 000 000"}, "telephone"),
    ({"mailto": "a@b"}, "mail_address"), ({"mailto": "a b@c.fr"}, "mail_address"),
    ({"mailto": "a@é.fr"}, "mail_address"),
    ({"geo": "Nice", "shown": "abc"}, "place"), ({"geo": ["91", "0"], "shown": "abc"}, "place"),
    ({"wifi": {"network": "n" * 33, "password": "12345678"}}, "network"),
    ({"wifi": {"network": "abc", "password": "1234567"}}, "passphrase"),
    ({"wifi": {"network": "abc", "password": "12345678", "security": "none"}}, "passphrase_unused"),
    ({"tel": "3237", "capitals": "2023-01-15"}, "capitals_kind"),
    ({"url": "https://a.fr/?x=1", "shown": "a.fr", "capitals": "2023-01-15"}, "capitals_signs"),
]
ACCOUNTS: list[tuple[dict[str, str], str]] = [
    ({"iban": "FR76 3000 6000 0112 3456 7890 188"}, "iban_check"),  # a wrong digit
    ({"iban": "FR76 3000 6000 0112 3456 7809 189"}, "iban_check"),  # two that changed places
    ({"iban": "FR76 3000 6000 0112 3456 7890 18"}, "iban_length"),
    ({"iban": "US64SVBKUS6S3300958879"}, "iban_country"), ({"iban": "76 3000"}, "iban_form"),
    ({"iban": "CH93 0076 2011 6238 5295 7"}, "bic_missing"), ({"iban": IBAN, "version": "001"}, "bic_missing"),
    ({"iban": IBAN, "bic": "AGRI"}, "bic"), ({"iban": IBAN, "amount": "0"}, "amount"),
    ({"iban": IBAN, "amount": "10,50"}, "amount"), ({"iban": IBAN, "amount": "1000000000"}, "amount"),
    ({"iban": IBAN, "purpose": "charity"}, "purpose"),
    ({"iban": IBAN, "reference": "RF19 5390 0754 7034"}, "reference"),
    ({"iban": IBAN, "reference": "RF18 5390 0754 7034", "message": "Don"}, "references"),
    ({"iban": IBAN, "name": "é" * 70, "message": "é" * 140}, "donation_long"),
]


@pytest.mark.parametrize(("link", "kind"), [
    *REFUSED, *(({"donation": {"name": "Alizé", **account}}, kind) for account, kind in ACCOUNTS)])
def test_a_content_that_no_phone_or_bank_takes_is_refused(link: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        LinkSpec.model_validate(link)
    assert [error["type"] for error in caught.value.errors()] == [kind]


def test_a_wrong_account_is_told_at_its_line_with_what_is_wrong(project: Path, render: Render) -> None:
    with_link(project, f"    donation: {{name: Syndicat Alizé, iban: {IBAN[:-1]}8}}")
    code, _, err = render("check", "petition")
    assert code == 1
    assert re.search(r"materials/campaign\.yaml:\d+:\d+: error: the check digits of FR76 3000 6000 0112 3456 7890 188 "
                     r"do not agree with the rest.* \[donation\]", err), err


@pytest.mark.parametrize("iban", [
    "AT611904300234573201", "BE68539007547034", "DE89370400440532013000", "ES9121000418450200051332",
    "FR1420041010050500013M02606", "IT60X0542811101000000123456", "LU280019400644750000", "NL91ABNA0417164300",
    "PT50000201231234567890154"])
def test_accounts_of_other_countries_are_taken(iban: str) -> None:
    assert LinkSpec.model_validate({"donation": {"name": "Alizé", "iban": iban}}).donation


def test_capitals_make_a_smaller_symbol_and_keep_the_click(tmp_path: Path) -> None:
    plain = LinkSpec.model_validate({"url": "https://www.alize-kine.org/adherer/", "shown": "alize-kine.org"})
    capitals = LinkSpec.model_validate({"url": plain.url, "shown": plain.shown, "capitals": "2023-01-15"})
    assert capitals.payload == "HTTPS://WWW.ALIZE-KINE.ORG/ADHERER/"
    assert capitals.href == plain.href == plain.payload
    assert [symbol(link.payload, Cache(tmp_path)).version for link in (plain, capitals)] == [3, 2]


@pytest.mark.parametrize("version", range(1, 14))
@pytest.mark.parametrize("level", ["M", "Q", "H"])
@pytest.mark.parametrize("capitals", [False, True])
def test_a_version_holds_as_many_characters_as_is_said_and_no_more(
        tmp_path: Path, version: int, level: Any, capitals: bool) -> None:
    most = most_characters(version, level, capitals=capitals)
    sign = "A" if capitals else "a"
    assert symbol(sign * most, Cache(tmp_path), level).version == version
    assert symbol(sign * (most + 1), Cache(tmp_path), level).version == version + 1
