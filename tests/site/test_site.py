"""The folder that `render.py site` writes: its content, and that it is complete at any moment."""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from pressroom import load
from pressroom.cache import Cache
from pressroom.cli import run
from pressroom.colour.ink import Ink, contrast
from pressroom.site import looks, making, replace
from tests.conftest import ROOT
from tests.site.conftest import BASE

Site = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
ATOM = "{http://www.w3.org/2005/Atom}"


class Page(HTMLParser):
    """Tags with their attributes, and the tags inside each anchor."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.anchors: list[tuple[dict[str, str], list[str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "a":
            self.anchors.append((attributes, []))
        elif self.anchors:
            self.anchors[-1][1].append(tag)


def digest(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def page(folder: Path, name: str = "index.html") -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_every_file_that_a_page_names_is_in_the_folder_and_nothing_comes_from_elsewhere(built: Path) -> None:
    folder = built / "out/site"
    assert len(pages(folder)) == 2 * 7
    for path in pages(folder):
        for tag, attributes in Page(path.read_text(encoding="utf-8")).tags:
            links = [attributes[name] for name in ("src", "href", "poster") if name in attributes]
            links += [part.split()[0] for part in attributes.get("srcset", "").split(",") if part.strip()]
            for one in links:
                if tag in ("a", "link") and one.startswith(("http://", "https://", "mailto:")):
                    assert tag == "a" or attributes["rel"] in ("canonical", "alternate"), one
                    continue
                target = path.parent / unquote(one.partition("#")[0]) if one.partition("#")[0] else path
                assert (target / "index.html" if target.is_dir() else target).is_file(), f"{path.name}: {one}"


def test_no_page_holds_a_script_or_a_style_of_its_own(built: Path) -> None:
    for path in pages(built / "out/site"):
        for tag, attributes in Page(path.read_text(encoding="utf-8")).tags:
            assert tag != "style"
            assert "style" not in attributes
            assert not [name for name in attributes if name.startswith("on")]
            assert tag != "script" or attributes["src"]
        assert "default-src &#39;none&#39;" in path.read_text(encoding="utf-8")


def test_a_click_on_any_sheet_of_a_triptych_downloads_the_one_pdf(built: Path) -> None:
    anchors = Page(page(built / "out/site")).anchors
    (whole,) = [attributes for attributes, inside in anchors if inside.count("img") == 3]
    assert whole["href"] == "files/triptych-patients-A4.pdf"
    assert "download" in whole


def test_a_click_on_a_letter_downloads_its_word_file(built: Path) -> None:
    pictured = [attributes["href"] for attributes, inside in Page(page(built / "out/site")).anchors if "img" in inside]
    assert "files/lettre-maire.docx" in pictured
    assert (built / "out/site/files/lettre-maire.docx").read_bytes()[:2] == b"PK"


def test_each_download_states_its_size_its_use_its_day_its_version_and_its_checksum(built: Path) -> None:
    html = page(built / "out/site", "en/pieces/petition.html")
    for name, use in (("petition-A4.pdf", "for your printer"), ("petition-A4-press.pdf", "for a print shop")):
        content = (built / "out/site/files" / name).read_bytes()
        start = html.index(f"files/{name}\"", html.index('class="files"'))
        row = html[start:html.index("</li>", start)]
        assert use in row
        assert "20\N{NO-BREAK SPACE}January 2023" in row
        assert "version 1" in row
        assert hashlib.sha256(content).hexdigest() in row
        size = len(content) / 1e6
        assert f"PDF, {size:.1f} MB" in row if size >= 0.1 else f"PDF, {max(size, 0.01):.2f} MB" in row


def test_a_low_ink_file_states_its_ink_cover(built: Path) -> None:
    manifest = json.loads((built / "out/manifest.json").read_text(encoding="utf-8"))
    (entry,) = [one for one in manifest["files"] if one["path"] == "members/petition-A4-lowink.pdf"]
    html = page(built / "out/site", "en/pieces/petition.html")
    start = html.index('files/petition-A4-lowink.pdf"', html.index('class="files"'))
    row = html[start:html.index("</li>", start)].replace("\N{NO-BREAK SPACE}", " ")
    assert f"ink on {entry['ink']['cover']:.0f} % of the paper" in row
    assert f"instead of {entry['ink']['members']:.0f} %" in row


def test_formats_in_millimetres_and_days_are_read_in_centimetres_and_words() -> None:
    from pressroom.site.texts import Phrases

    phrases = Phrases("fr")
    assert phrases.day("2023-01-20") == "20\u00a0janvier 2023"
    assert phrases.day("2023-02-01") == "1er\u00a0février 2023"
    assert Phrases("en").day("2023-02-01") == "1\u00a0February 2023"
    assert [phrases.paper(name) for name in ("A4", "400x600mm", "405x210mm")] == ["A4", "40 × 60 cm", "40,5 × 21 cm"]


def test_a_release_is_read_on_the_page(built: Path) -> None:
    html = page(built / "out/site")
    start = html.index('id="piece-opposition"')
    article = html[start:html.index("</article>", start)]
    assert article.count("<p>") > 4
    assert "files/opposition.pdf" in article


def test_pictures_and_tables_of_a_release_are_on_its_page_and_in_the_feed(
        project: Path, site: Site, edit: Edit) -> None:
    grey = Image.linear_gradient("L").resize((1200, 800))
    grey.convert("CMYK").save(project / "assets/pictures/march.jpg")
    table = "| Acte | Tarif |\n  |---|--:|\n  | un | 1 € |"
    edit("materials/releases/opposition.yaml", "\nbody: |\n",
         '\npictures:\n  march: {file: march.jpg, alt: "Une <marche>", caption: "Nice"}\n'
         "  door: {file: door.svg, alt: Une porte, width: 30mm}\nbody: |\n"
         f"  {{pictures.door}}\n\n  {{pictures.march}}\n\n  {table}\n\n")
    assert run(project, ["opposition", "--lang", "en"]) == 0
    code, _, err = site()
    assert code == 0, err
    text = (project / "out/site/pieces/opposition.html").read_text(encoding="utf-8")
    door, march = re.findall(r'<figure>\n<img src="([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)" loading', text)
    assert march[3] == "Une &lt;marche&gt;"
    assert "<figcaption>Nice</figcaption>" in text
    for path, width, height, _ in (door, march):
        with Image.open(project / "out/site/pieces" / path) as picture:
            assert picture.size == (int(width), int(height))
    assert '<th scope="col" class="right">Tarif</th>' in text
    address = march[0].removeprefix("../")
    assert f'src="{address}"' in (project / "out/site/index.html").read_text(encoding="utf-8")
    assert f"{BASE}{address}" in (project / "out/site/feed.xml").read_text(encoding="utf-8")


def test_the_same_project_gives_the_same_bytes_and_the_second_time_is_quick(project: Path, site: Site) -> None:
    before = digest(project / "out/site")
    code, _, err = site()
    assert code == 0, err
    assert digest(project / "out/site") == before


def test_a_current_site_is_left_unchanged_and_a_damaged_one_is_built_again(
        project: Path, site: Site) -> None:
    assert site()[0] == 0  # in this copy's own folder
    folder = project / "out/site"
    before, stamp = digest(folder), folder.stat().st_ino
    code, out, _ = site()
    assert (code, folder.stat().st_ino) == (0, stamp)
    assert "the site of" in out
    size = (folder / "index.html").stat().st_size
    (folder / "index.html").write_bytes(b"x" * size)
    assert site()[0] == 0
    assert digest(folder) == before
    (folder / "foreign.html").write_bytes(b"x")
    assert site()[0] == 0
    assert digest(folder) == before
    assert site("--base-url", "https://other.example/")[0] == 0
    assert digest(folder) != before


def test_the_first_page_and_the_thumbnails_are_small(built: Path) -> None:
    folder = built / "out/site"
    (static,) = (folder / "static").iterdir()
    first = [folder / "index.html", static / "style.css", static / "page.js", *static.glob("*.woff")]
    assert sum(path.stat().st_size for path in first) < 150_000
    script = (static / "page.js").read_text(encoding="utf-8")
    assert "focusin" in script  # the lookup's own scripts come when somebody goes to it
    small = [path for path in (folder / "pictures").iterdir() if "-1100-" not in path.name]
    assert small
    assert max(path.stat().st_size for path in small) <= 40_000


def test_pictures_to_share_have_the_sizes_of_networks(built: Path) -> None:
    for name in ("petition", "triptych-patients", "opposition"):
        for width, height in ((1200, 630), (1080, 1080), (1080, 1920)):
            with Image.open(built / f"out/site/sharing/{name}-{width}x{height}.png") as picture:
                assert picture.size == (width, height)
    html = page(built / "out/site", "pieces/petition.html")
    assert f'property="og:image" content="{BASE}sharing/petition-1200x630.png"' in html
    assert f'property="og:url" content="{BASE}pieces/petition.html"' in html


def test_pictures_to_share_are_those_of_the_screen_edition_without_a_code(built: Path) -> None:
    for name in ("1200x630", "1080x1080", "1080x1350", "1080x1920", "1500x500", "600x800"):
        for ending in ("png", "webp", "txt"):
            shared = built / f"out/site/sharing/petition-{name}.{ending}"
            assert shared.read_bytes() == (built / f"out/screen/petition-{name}px.{ending}").read_bytes()
    html = page(built / "out/site", "pieces/petition.html")
    words = (built / "out/screen/petition-1200x630px.txt").read_text(encoding="utf-8").split("\n")[0]
    assert f'property="og:image:alt" content="{words}' in html
    assert 'href="../sharing/petition-600x800.txt" download' in html


def test_a_layout_composed_for_screens_shares_no_code_without_pictures_of_the_build_either(built: Path) -> None:
    for name in ("petition", "join"):  # that is built on A4 alone
        with Image.open(built / f"out/site/sharing/{name}-1080x1080.png") as picture:
            assert zxingcpp.read_barcodes(picture.convert("L")) == []


def test_the_feed_and_the_sitemap_are_well_formed_and_name_what_is_there(built: Path) -> None:
    folder = built / "out/site"
    for name in ("feed.xml", "en/feed.xml"):
        feed = ElementTree.parse(folder / name).getroot()
        for link in feed.iter(f"{ATOM}link"):
            href = link.get("href", "")
            assert href.startswith(BASE)
            target = folder / href.removeprefix(BASE)
            assert (target / "index.html" if target.is_dir() else target).is_file()
        assert len(feed.findall(f"{ATOM}entry")) == 6
        updated = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.findall(f"{ATOM}entry")]
        assert updated == sorted(updated, reverse=True)
    sites = ElementTree.parse(folder / "sitemap.xml").getroot()
    assert len(sites) == 2 * 7
    assert urljoin(BASE, "sitemap.xml") in (folder / "robots.txt").read_text(encoding="utf-8")


def test_a_piece_under_embargo_is_left_out_before_its_day(project: Path, site: Site, edit: Edit) -> None:
    edit("materials/petition.yaml", "version: 1", "version: 1\nembargo: 2023-03-01")
    code, _, err = site("--today", "2023-02-28")
    assert code == 0
    assert "petition is under embargo until 2023-03-01" in err
    assert not [name for name in digest(project / "out/site") if "petition" in name]
    assert "petition.html" not in page(project / "out/site")
    site("--today", "2023-03-01")
    assert (project / "out/site/files/petition-A4.pdf").is_file()


def test_a_register_from_before_an_election_is_left_out_and_told_each_time(project: Path, site: Site) -> None:
    for _ in range(2):
        code, out, err = site("--today", "2026-11-29")
        assert (code, err.count("[officials-before-election]"), "the site of 2026-11-29" in out) == (1, 3, True)
    names = digest(project / "out/site")
    assert not [name for name in names if name.startswith("officials")]
    assert "data-register" not in page(project / "out/site")
    assert [name for name in names if name.endswith("lettre-maire.docx")]
    assert site("--today", "2023-02-01")[0] == 0
    assert [name for name in digest(project / "out/site") if name.startswith("officials/")]
    assert "data-register" in page(project / "out/site")


def test_an_expired_piece_says_so_names_its_successor_and_has_no_files(project: Path, site: Site, edit: Edit) -> None:
    edit("materials/petition.yaml", "version: 1", "version: 1\nuntil: 2023-02-28\nsuccessor: join")
    assert site("--today", "2023-02-28")[0] == 0
    assert (project / "out/site/files/petition-A4.pdf").is_file()
    assert site("--today", "2023-03-01")[0] == 0
    folder = project / "out/site"
    assert not (folder / "files/petition-A4.pdf").exists()
    assert "petition" not in (folder / "feed.xml").read_text(encoding="utf-8")
    for html in (page(folder, "en/index.html"), page(folder, "en/pieces/petition.html")):
        assert "28\N{NO-BREAK SPACE}February 2023" in html
        assert 'join.html"' in html
        assert "files/petition" not in html


def test_a_piece_is_withdrawn_when_those_on_its_picture_no_longer_agree(project: Path, site: Site, edit: Edit) -> None:
    edit("materials/petition.yaml", "version: 1", "version: 1\npicture: {file: treatment.svg, alt: Un soin, people: "
         "true, consent: {until: 2023-02-28, kept: Classeur du secrétariat}}")
    assert site("--today", "2023-02-28")[0] == 0
    assert (project / "out/site/files/petition-A4.pdf").is_file()
    code, _, err = site("--today", "2023-03-01")
    assert code == 0
    assert "warning: the consent of those whom treatment.svg shows ended on 2023-02-28" in err
    assert not [path for path in (project / "out/site").rglob("*") if "petition" in path.name]


def test_an_unknown_successor_is_reported_at_its_line(site: Site, edit: Edit) -> None:
    edit("materials/petition.yaml", "version: 1", "version: 1\nuntil: 2023-02-28\nsuccessor: jion")
    code, _, err = site("--today", "2023-03-01")
    assert code == 0
    assert "materials/petition.yaml:9:12: warning: there is no material jion" in err
    assert "did you mean join?" in err


def test_the_old_site_survives_a_build_that_fails(project: Path, site: Site, edit: Edit) -> None:
    before = digest(project / "out/site")
    edit("materials/petition.yaml", "link: petition", "link: petitoin")
    code, _, err = site()
    assert code == 1
    assert "the site stays as it was" in err
    assert digest(project / "out/site") == before


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_the_old_site_survives_a_stop_in_the_middle(project: Path, site: Site, monkeypatch: pytest.MonkeyPatch,
                                                    trouble: type[BaseException] | OSError) -> None:
    before = digest(project / "out/site")
    write = replace._write

    def stopped(new: Path, files: dict[str, bytes], _links: dict[str, Path]) -> int:
        write(new, dict(list(files.items())[:5]), {})
        raise trouble
    monkeypatch.setattr(replace, "_write", stopped)
    code, _, _ = site("--base-url", "https://other.example/")  # what stands already would not be made again
    assert code != 0
    assert digest(project / "out/site") == before
    assert not [path for path in (project / "out").iterdir() if path.name.startswith(".site")]


def test_the_old_site_comes_back_after_an_end_between_two_renames(project: Path) -> None:
    folder = project / "out/site"
    before = digest(folder)
    folder.rename(folder.with_name(".site-old"))
    replace.restore(folder)
    assert digest(folder) == before


@pytest.mark.parametrize("path", ["../x.pdf", "/etc/passwd", "members/../../x.pdf", "members\\x.pdf"])
def test_a_download_outside_the_folder_of_finished_files_is_refused(project: Path, path: str) -> None:
    before = digest(project / "out/site")
    (project / "x.pdf").write_bytes(b"%PDF-")
    manifest = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    manifest["inputs"] = ""
    for entry in manifest["files"]:
        if entry["path"] == "members/petition-A4.pdf":
            entry["path"] = path
    from pressroom.site.build import make
    (project / "out/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    from pressroom.findings import Refused
    with pytest.raises(Refused) as refused:
        make(project, project / "out", base=BASE)
    assert {item.code for item in refused.value.findings if item.fails} == {"site-file"}
    assert digest(project / "out/site") == before


def test_a_changed_file_is_not_offered(project: Path) -> None:
    from pressroom.findings import Refused
    from pressroom.site.build import make

    file = project / "out/members/petition-A4.pdf"
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content[:-1] + b"x")
    with pytest.raises(Refused) as refused:
        make(project, project / "out", base=BASE)
    assert "site-file" in {item.code for item in refused.value.findings}


def test_texts_of_the_materials_never_become_markup(project: Path, site: Site, edit: Edit) -> None:
    edit("materials/petition.yaml", "title: La pétition des patients", "title: '<script>alert(1)</script> & \"co\"'")
    assert site()[0] == 0
    for path in [*pages(project / "out/site"), project / "out/site/feed.xml"]:
        assert "<script>alert" not in path.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in page(project / "out/site")


@pytest.mark.parametrize(("words", "message"), [
    (("--today", "2023-02-30"), "2023-02-30 is not a date"),
    (("--base-url", "javascript:alert(1)"), "is not the address"),
    (("--base-url", 'https://a.example/"><b'), "is not the address")])
def test_an_invalid_day_or_address_ends_the_command(project: Path, site: Site, words: tuple[str, str],
                                                           message: str) -> None:
    before = digest(project / "out/site")
    code, _, err = site(*words)
    assert code == 2
    assert message in err
    assert digest(project / "out/site") == before


def test_the_page_declares_its_language_and_that_of_the_campaign_s_texts(built: Path) -> None:
    folder = built / "out/site"
    assert '<html lang="fr">' in page(folder)
    english = page(folder, "en/index.html")
    assert '<html lang="en">' in english
    assert '<h3 lang="fr">' in english
    assert "Download A4" in english


def test_every_picture_has_its_words_and_its_size(built: Path) -> None:
    for path in pages(built / "out/site"):
        for tag, attributes in Page(path.read_text(encoding="utf-8")).tags:
            if tag == "img":
                assert int(attributes["width"]) > 0
                assert int(attributes["height"]) > 0
                assert attributes["alt"] or "sharing/" in attributes["src"]


def _ink(colour: str) -> Ink:
    red, green, blue = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    return Ink("", (0, 0, 0, 0), (red, green, blue))


def test_text_has_contrast_on_every_ground_in_both_schemes() -> None:
    brand = looks.looks(load.job(ROOT), Cache(ROOT / ".cache"))
    pairs = [(brand.ground_words, brand.ground), (brand.accent, brand.ground), (brand.accent_words, brand.accent)]
    for scheme in (brand.light, brand.dark):
        pairs += [(words, ground) for words in (scheme.words, scheme.quiet, scheme.link)
                  for ground in (scheme.page, scheme.raised)]
        pairs.append((scheme.button_words, scheme.button))
    assert [(words, ground) for words, ground in pairs if contrast(_ink(words), _ink(ground)) < 4.5] == []


def test_a_web_font_holds_the_tables_of_the_font_it_was_made_of() -> None:
    font = looks._subset((ROOT / "assets/fonts/Anton-Regular.ttf").read_bytes())
    packed = looks.woff(font)
    count, = struct.unpack(">H", font[4:6])
    whole = {tag: font[at:at + length] for tag, _, at, length in
             (struct.unpack(">4sIII", font[12 + 16 * number:28 + 16 * number]) for number in range(count))}
    assert struct.unpack(">I", packed[8:12])[0] == len(packed)
    for number in range(count):
        tag, at, size, length, _ = struct.unpack(">4sIIII", packed[44 + 20 * number:64 + 20 * number])
        body = packed[at:at + size]
        assert (zlib.decompress(body) if size < length else body) == whole[tag]


def test_pictures_of_pieces_that_nothing_touched_are_found_without_resolving_them(
        project: Path, site: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    from pressroom.site import sharing

    assert site("--base-url", "https://www.example.org/first/")[0] == 0
    before = {path.name: path.read_bytes() for path in (project / "out/site/sharing").iterdir()}
    resolved: list[str] = []
    real = sharing.resolve.piece
    monkeypatch.setattr(sharing.resolve, "piece", lambda job, choice, cache: (
        resolved.append(choice.material), real(job, choice, cache))[1])
    assert site("--base-url", "https://www.example.org/elsewhere/")[0] == 0
    assert resolved == []
    assert {path.name: path.read_bytes() for path in (project / "out/site/sharing").iterdir()} == before
    material = project / "materials/petition.yaml"
    material.write_text(material.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")
    assert site("--base-url", "https://www.example.org/")[0] == 0
    assert set(resolved) == {"petition"}


def test_pictures_for_networks_are_encoded_once_and_as_previews_are(
        project: Path, site: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "cores", lambda: 1)  # in this process, where they are counted
    from pressroom import png

    encoded: list[int] = []
    real = png.encoded
    monkeypatch.setattr(png, "encoded", lambda picture: (encoded.append(1), real(picture))[1])
    cache = project / ".cache"
    cache.unlink()  # a link to that of all tests
    assert site("--base-url", "https://www.example.org/first/")[0] == 0
    shown = [path for path in (project / "out/site/sharing").iterdir() if path.suffix == ".png"]
    own = [path for path in shown if not path.with_suffix(".webp").exists()]  # the others are the build's
    assert len(encoded) == len(own) < len(shown)
    assert site("--base-url", "https://www.example.org/second/")[0] == 0
    assert len(encoded) == len(own)
