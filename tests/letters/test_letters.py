"""Letters to officials: their Word files, their addressees, and whether Word can read them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pressroom.letters import address, template, word
from pressroom.load import FORMS
from pressroom.specs.letter import FormsSpec
from pressroom.specs.reader import read
from pressroom.specs.validate import validate
from tests import work
from tests.letters import wordfile
from tests.officials.tables import large, small

Render = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("lettre-depute", "lettre-maire", "lettre-ministre", "lettre-ministre-deleguee", "lettre-senateur")
TEMPLATE = (ROOT / template.PATH).read_bytes()
SENDER = {"name": "Zoë O’Brien--Lœwenhaupt", "practice": 'Cabinet "du Port" & <associés>',
          "address": "12 rue de l'Église\nBâtiment ﬁ", "postcode": "06700", "town": "Saint-Laurent-du-Var",
          "email": "zoe@cabinet.example"}


@pytest.fixture
def database(tmp_path: Path, render: Render) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    path = tmp_path / "officials.sqlite"
    code, _, err = render("officials", "import", *map(str, small().write(folder)), "--database", str(path), "--today",
                          "2023-01-20")
    assert code == 0, err
    return path


@pytest.fixture
def addressed(render: Render, database: Path) -> Callable[..., tuple[int, str, str]]:
    def call(*words: str, today: str = "2023-01-20") -> tuple[int, str, str]:
        return render("letters", *words, "--database", str(database), "--today", today)
    return call


def letters(project: Path, folder: str = "") -> dict[str, bytes]:
    where = project / "out/letters" / folder
    return {path.name: path.read_bytes() for path in sorted(where.glob("*.docx"))}


def manifest(project: Path) -> dict[str, dict[str, object]]:
    content = json.loads((project / "out/manifest.json").read_text(encoding="utf-8"))
    return {entry["path"]: entry for entry in content["files"]}


# -- the generic letters ----------------------------------------------------------------------------------------------


def test_a_letter_becomes_a_word_file_a_pdf_and_a_picture_in_the_manifest(project: Path, render: Render) -> None:
    code, _, err = render("letters", "lettre-maire", "--today", "2023-01-20")
    assert code == 0, err
    entries = manifest(project)
    assert set(entries) == {"letters/lettre-maire.docx", "letters/lettre-maire.pdf", "previews/lettre-maire-A4.png"}
    entry = entries["letters/lettre-maire.docx"]
    assert (entry["kind"], entry["edition"], entry["material"]) == ("letter", "word", "lettre-maire")
    assert entry["bytes"] == (project / "out/letters/lettre-maire.docx").stat().st_size
    (page,) = entries["letters/lettre-maire.pdf"]["pages"]  # type: ignore[misc]
    for words in ("Madame, Monsieur le Maire,", "Votre prénom et votre nom", "Objet : Un vœu du conseil municipal"):
        assert words in page["text"].replace("\u00a0", " ")


def test_only_the_letter_whose_text_changed_is_written_again(project: Path, render: Render, edit: Edit) -> None:
    words = ("letters", "lettre-maire", "lettre-depute", "--today", "2023-01-20")
    assert render(*words)[0] == 0
    before = letters(project)
    assert "0 files made" in render(*words)[1]
    edit("materials/letters/lettre-maire.yaml", "Ce service de proximité", "Ce service proche")
    assert render(*words)[0] == 0
    after = letters(project)
    assert [name for name in after if after[name] != before[name]] == ["lettre-maire.docx"]


def test_one_change_of_a_figure_changes_every_letter_that_quotes_it(project: Path, render: Render, edit: Edit) -> None:
    edit("materials/campaign.yaml", 'fr: "24 %"', 'fr: "27 %"')
    assert render("letters", "--today", "2023-01-20")[0] == 0
    quoting = [name for name in NAMES if "{figures.loss}" in
               (ROOT / f"materials/letters/{name}.yaml").read_text(encoding="utf-8")]
    assert len(quoting) == 4
    for name, content in letters(project).items():
        assert ("27\u00a0%" in wordfile.text(content)) == (name.removesuffix(".docx") in quoting)
        assert "24\u00a0%" not in wordfile.text(content)


def test_a_letter_whose_material_is_gone_is_withdrawn(project: Path, render: Render) -> None:
    render("letters", "lettre-maire", "lettre-depute")
    (project / "materials/letters/lettre-maire.yaml").unlink()
    code, out, err = render("letters", "lettre-depute")
    assert code == 0, err
    assert "withdrawn: letters/lettre-maire.docx" in out
    assert list(letters(project)) == ["lettre-depute.docx"]
    assert not [path for path in manifest(project) if "maire" in path]


def test_a_mistake_in_a_letter_is_reported_at_its_line_and_its_last_file_stays(project: Path, render: Render,
                                                                           edit: Edit) -> None:
    render("letters", "lettre-maire", "lettre-depute")
    before = letters(project)
    edit("materials/letters/lettre-maire.yaml", "perdu {figures.loss}", "perdu {figures.lost}")
    edit("materials/letters/lettre-depute.yaml", "recipient: depute", "recipient: deputee")
    code, out, err = render("letters", "lettre-maire", "lettre-depute")
    assert code == 1
    assert "materials/letters/lettre-maire.yaml:14:" in err
    assert "figures.lost" in err
    assert "materials/letters/lettre-depute.yaml:6:12" in err
    assert "did you mean depute?" in err
    assert "kept as it was: letters/lettre-maire.docx" in out
    assert letters(project) == before


def test_a_name_that_is_not_a_letter_s_is_reported_with_a_similar_one(render: Render) -> None:
    code, _, err = render("letters", "lettre-mair")
    assert code == 2
    assert "did you mean lettre-maire?" in err


@pytest.mark.parametrize("name", NAMES)
def test_each_letter_has_one_request_and_the_length_of_a_page(name: str) -> None:
    spec = yaml.safe_load((ROOT / f"materials/letters/{name}.yaml").read_text(encoding="utf-8"))
    assert 250 <= len(spec["body"].split()) <= 330
    assert spec["body"].count("Je vous demande") == 1


# -- what Word gets ---------------------------------------------------------------------------------------------------


def test_every_letter_is_a_sound_word_file_in_french_with_a_title(project: Path, render: Render) -> None:
    assert render("letters", "--today", "2023-01-20")[0] == 0
    files = letters(project)
    assert sorted(files) == sorted(f"{name}.docx" for name in NAMES)
    for content in files.values():
        assert wordfile.faults(content) == []
        parts = wordfile.parts(content)
        assert b'w:lang w:val="fr-FR"' in parts["word/styles.xml"]
        assert b"<dc:language>fr-FR</dc:language>" in parts["docProps/core.xml"]
        assert re.search(rb"<dc:title>Lettre \S", parts["docProps/core.xml"])
        assert "[" not in wordfile.texts(content)["subject"]


def test_another_reader_of_word_files_finds_paragraphs_in_their_styles(project: Path, render: Render) -> None:
    import io

    import docx

    render("letters", "lettre-maire")
    document = docx.Document(io.BytesIO(letters(project)["lettre-maire.docx"]))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles.count("List Bullet") == 3
    assert styles.count("Body Text") == 5
    assert {"Salutation", "Closing", "Signature", "Date", "Objet"} <= set(styles)
    assert document.core_properties.title == "Lettre au maire de votre commune"
    page = document.sections[0]
    assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_a_generic_letter_has_prompts_only_for_what_is_not_known(project: Path,
                                                                                  render: Render) -> None:
    render("letters", "lettre-depute", "lettre-ministre-deleguee")
    files = letters(project)
    texts, asks = wordfile.texts(files["lettre-depute.docx"]), wordfile.asks(files["lettre-depute.docx"])
    assert {"sender-name", "sender-town", "recipient-name", "recipient-office", "place", "date", "signature"} <= asks
    assert texts["recipient-office"] == "[Députée ou député de votre circonscription]"
    assert texts["recipient-address"] == "Assemblée nationale, 126 rue de l’Université"
    assert texts["greeting"] == "Madame la Députée, Monsieur le Député,"
    texts = wordfile.texts(files["lettre-ministre-deleguee.docx"])
    assert texts["recipient-name"] == "Agnès Firmin Le Bodo"
    assert texts["greeting"] == "Madame la Ministre,"
    assert texts["close"] == "Je vous prie d’agréer, Madame la Ministre, l’expression de ma très haute considération."
    assert wordfile.store(files["lettre-ministre-deleguee.docx"])["greeting"] == "Madame la Ministre,"
    assert b"[D\xc3\xa9put\xc3\xa9e ou d\xc3\xa9put\xc3\xa9" in wordfile.parts(files["lettre-depute.docx"])[
        "word/glossary/document.xml"]


def test_the_template_in_the_project_is_the_one_that_the_program_writes() -> None:
    controls = validate(read(ROOT / FORMS), FormsSpec).controls
    assert template.template_file(controls) == TEMPLATE, "run: python -m pressroom.letters.template"


def test_a_template_without_a_control_is_a_finding(project: Path, render: Render) -> None:
    from pressroom.letters.package import read as read_parts
    from pressroom.letters.package import word_file

    parts = read_parts(TEMPLATE)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:tag w:val="place"', b'w:tag w:val="lieu"')
    (project / template.PATH).write_bytes(word_file(parts))
    code, _, err = render("letters", "lettre-maire")
    assert code == 1
    assert "has no content control place" in err
    (project / template.PATH).write_bytes(b"no zip")
    code, _, err = render("letters", "lettre-maire")
    assert code == 1
    assert "not-a-word-file" in err


@pytest.mark.parametrize(("part", "content"), [("word/styles.xml", None), ("word/_rels/document.xml.rels", None),
                                               ("word/document.xml", b"<w:document"), ("word/numbering.xml", b"")])
def test_a_template_with_a_missing_or_broken_part_is_a_finding(part: str, content: bytes | None, project: Path,
                                                                     render: Render) -> None:
    from pressroom.letters.package import read as read_parts
    from pressroom.letters.package import word_file

    parts = {name: parts for name, parts in read_parts(TEMPLATE).items() if name != part}
    (project / template.PATH).write_bytes(word_file(parts | ({part: content} if content is not None else {})))
    code, _, err = render("letters", "lettre-maire")
    assert code == 1
    assert "not-a-word-file" in err
    assert part in err


# -- filling ----------------------------------------------------------------------------------------------------------

HOSTILE = ("& < > \" '", "]]> <!-- --> &amp; {figures.loss}", "Œuvrard ﬁls ﬂèche",
           "O’Brien d'Être l‘Haÿ", "de La Tour-d’Auvergne",
           "Jean--Noël Martin--Duval", "Łucja Ştefan Ðorđe Nguyễn Þór Ærø", "e\u0301 décomposé", "=cmd|' /C calc'!A0",
           "العربية \u202e abc", "𝔘nicode 🩺", "\ue0f0greeting\ue0f1")


@pytest.mark.parametrize("words", HOSTILE)
def test_names_are_in_the_letter_as_they_are_typed(words: str) -> None:
    content = word.fill(TEMPLATE, {"recipient-name": words, "close": words})
    assert wordfile.faults(content) == ["body is bound to nothing"]  # the template's own place for the text
    assert wordfile.texts(content)["recipient-name"] == words
    assert wordfile.store(content)["close"] == words


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_typed_text_leaves_the_file_readable(words: str) -> None:
    content = word.fill(TEMPLATE, {"sender-address": words})
    text, stored = wordfile.texts(content)["sender-address"], wordfile.store(content)["sender-address"]
    if "sender-address" in wordfile.asks(content):
        assert not re.sub(r"[\x00-\x20\x7f-\xa0\ud800-\udfff\ufffe\uffff\s]", "", words)
        assert (text, stored) == ("[Numéro et rue]", "")
    else:
        printable = [sign for sign in words if sign.isprintable() and unicodedata.category(sign) != "Cs"]
        assert [sign for sign in text if sign.isprintable()] == [sign for sign in stored if sign.isprintable()]
        assert [sign for sign in text if sign.isprintable() and sign != " "] == [
            sign for sign in printable if sign != " "]


def test_a_filled_control_loses_its_prompt_and_the_others_keep_theirs() -> None:
    content = word.fill(TEMPLATE, {"place": "Nice", "date": "", "signature": " \n"})
    assert "place" not in wordfile.asks(content)
    assert {"date", "signature", "sender-name"} <= wordfile.asks(content)
    assert word.fill(content, {"place": "Cannes"}) == word.fill(TEMPLATE, {"place": "Cannes"})


def test_the_same_text_gives_the_same_bytes_and_line_ends_become_breaks() -> None:
    values = {"sender-address": "12 rue de l’Église\r\nBâtiment B\u2028Étage 3"}
    content = word.fill(TEMPLATE, values)
    assert content == word.fill(bytes(bytearray(TEMPLATE)), values)
    assert wordfile.texts(content)["sender-address"] == "12 rue de l’Église\nBâtiment B\nÉtage 3"
    assert wordfile.store(content)["sender-address"] == "12 rue de l’Église\nBâtiment B\nÉtage 3"


# -- addressed letters ------------------------------------------------------------------------------------------------


def test_a_commune_gives_a_letter_to_each_of_its_officials_in_the_right_form(
        project: Path, addressed: Render, tmp_path: Path) -> None:
    sender = tmp_path / "cabinet.yaml"
    sender.write_text(yaml.safe_dump(SENDER, allow_unicode=True), encoding="utf-8")
    code, out, err = addressed("--commune", "06700", "--sender", str(sender))
    assert code == 0, err
    files = letters(project, "saint-laurent-du-var-06123")
    assert sorted(files) == ["lettre-depute.docx", "lettre-maire.docx", "lettre-ministre-deleguee.docx",
                             "lettre-ministre.docx", "lettre-senateur-des-essarts.docx",
                             "lettre-senateur-tabarot.docx"]
    assert len(out.splitlines()) == 6
    texts = {name: wordfile.texts(content) for name, content in files.items()}
    mayor = texts["lettre-maire.docx"]
    assert mayor["recipient-civility"] == "Madame"
    assert mayor["recipient-name"] == "Zoé de La Tour-d’Auvergne"
    assert mayor["recipient-office"] == "Maire de Saint-Laurent-du-Var"
    assert (mayor["recipient-postcode"], mayor["recipient-town"]) == ("06700", "Saint-Laurent-du-Var")
    assert mayor["greeting"] == "Madame la Maire,"
    assert "agréer, Madame la Maire, l’expression" in mayor["close"]
    assert (mayor["place"], mayor["date"]) == ("Saint-Laurent-du-Var", "20 janvier 2023")
    assert mayor["signature"] == mayor["sender-name"] == SENDER["name"]
    assert mayor["sender-practice"] == SENDER["practice"]
    deputy = texts["lettre-depute.docx"]
    assert deputy["recipient-office"] == "Député (Alpes-Maritimes, 6e circonscription)"
    assert deputy["greeting"] == "Monsieur le Député,"
    assert texts["lettre-senateur-tabarot.docx"]["greeting"] == "Madame la Sénatrice,"
    assert texts["lettre-senateur-des-essarts.docx"]["recipient-name"] == "Paul des Essarts"
    assert texts["lettre-ministre.docx"]["greeting"] == "Monsieur le Ministre,"
    for content in files.values():
        assert wordfile.faults(content) == []
        assert wordfile.asks(content) == set()


def test_the_sender_s_data_is_stored_only_in_its_letters(project: Path, addressed: Render,
                                                                      tmp_path: Path) -> None:
    sender = tmp_path / "cabinet.yaml"
    sender.write_text(yaml.safe_dump({**SENDER, "email": "nowhere-else@cabinet.example"}), encoding="utf-8")
    assert addressed("--commune", "06123", "--sender", str(sender))[0] == 0
    assert not (project / "out/manifest.json").exists()
    holding = [path for path in project.rglob("*") if path.is_file() and path.suffix != ".docx"
               and b"nowhere-else" in path.read_bytes()]
    assert holding == []


@pytest.mark.parametrize("text", ["Saint-Denis", "01400"])
def test_where_several_communes_match_they_are_listed_and_nothing_is_written(text: str, project: Path,
                                                                                addressed: Render) -> None:
    code, _, err = addressed("--commune", text)
    assert code == 1
    assert "choose one" in err
    assert len(re.findall(r"\(\d{5}, ", err)) == 2
    assert not (project / "out/letters").exists()


def test_where_a_commune_lies_in_several_constituencies_none_is_guessed(project: Path,
                                                                                    addressed: Render) -> None:
    code, _, err = addressed("--commune", "Nice")
    assert code == 1
    assert "error: Nice lies in several constituencies: 1, 3" in err
    assert not (project / "out/letters").exists()
    assert addressed("--commune", "Nice", "--constituency", "9")[0] == 1
    assert addressed("--commune", "Nice", "--constituency", "3")[0] == 0
    assert wordfile.texts(letters(project, "nice-06088")["lettre-maire.docx"])["greeting"] == "Monsieur le Maire,"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "../../x", "CON", "a" * 300, "\x00\x07", "'; DROP --"])
def test_an_unknown_commune_writes_nothing_and_is_printed_safely(text: str, project: Path,
                                                                    addressed: Render) -> None:
    code, _, err = addressed("--commune", text)
    assert code == 1
    assert "commune-unknown" in err
    assert "\x00" not in err
    assert not (project / "out/letters").exists()


@pytest.mark.parametrize("name", ["<script>", "../x", "CON", "nul.txt", "é" * 300, "", "...",
                                  "a/b\\c:d*e", "\u202egnp"])
def test_a_file_name_is_safe_for_any_name_of_a_commune(name: str) -> None:
    result = address.file_name(f"lettre-maire-{name}")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", result)
    assert len(result) <= address.LONGEST
    assert address.file_name(name, {address.file_name(name)}) != address.file_name(name)


def test_an_old_register_is_a_finding(addressed: Render) -> None:
    code, _, err = addressed("--commune", "06700", today="2023-09-20")
    assert code == 0
    assert "officials-old" in err
    assert "officials-old" not in addressed("--commune", "06700")[2]


def test_a_department_gives_each_letter_once(project: Path, addressed: Render) -> None:
    code, out, err = addressed("--department", "6")
    assert code == 0, err
    files = letters(project, "departement-06")
    assert "9 letters" in out
    assert sorted(files) == ["lettre-depute-1-arnoult-le-goelec.docx", "lettre-depute-3-arnoult-d-hautefont.docx",
                             "lettre-depute-6-herve.docx", "lettre-maire-nice.docx",
                             "lettre-maire-saint-laurent-du-var.docx", "lettre-ministre-deleguee.docx",
                             "lettre-ministre.docx", "lettre-senateur-des-essarts.docx",
                             "lettre-senateur-tabarot.docx"]
    assert addressed("--department", "alpes maritimes") == (code, out, err)
    assert addressed("--department", "99x")[0] == addressed("--department", "Alpes-Marines")[0] == 1


def test_a_mistake_in_the_sender_s_file_is_reported_at_its_line(addressed: Render, tmp_path: Path) -> None:
    sender = tmp_path / "cabinet.yaml"
    sender.write_text('name: "Zo\\u0007e"\ntwon: Nice\n', encoding="utf-8")
    code, _, err = addressed("--commune", "06700", "--sender", str(sender))
    assert code == 1
    assert "cabinet.yaml:2:" in err
    assert "did you mean town?" in err
    sender.write_text('name: "Zo\\u0007e"\n', encoding="utf-8")
    code, _, err = addressed("--commune", "06700", "--sender", str(sender))
    assert code == 0
    assert "U+0007" in err


def test_a_sender_without_a_commune_and_an_invalid_date_are_refused(render: Render, addressed: Render) -> None:
    assert render("letters", "--sender", "x.yaml")[0] == 2
    assert addressed("--commune", "06700", today="2023-02-30")[0] == 2


@pytest.mark.parametrize(("name", "phrase"), [
    ("Nice", "de Nice"), ("Le Mans", "du Mans"), ("Les Abymes", "des Abymes"), ("La Rochelle", "de La Rochelle"),
    ("L’Haÿ-les-Roses", "de L’Haÿ-les-Roses"), ("Antibes", "d’Antibes"), ("Évreux", "d’Évreux"),
    ("Œuilly", "d’Œuilly"), ("Lens", "de Lens"), ("Hirson", "de Hirson"), ("", "")])
def test_a_mayor_is_the_mayor_of_a_place_as_french_says_it(name: str, phrase: str) -> None:
    assert address.of_place(name) == phrase


@pytest.mark.parametrize(("name", "tncc", "phrase"), [
    ("Nice", "0", "de Nice"), ("Hirson", "1", "d’Hirson"), ("Hendaye", "1", "d’Hendaye"), ("Ham", "0", "de Ham"),
    ("Le Havre", "2", "du Havre"), ("La Rochelle", "3", "de La Rochelle"), ("Les Abymes", "4", "des Abymes"),
    ("L’Haÿ-les-Roses", "5", "de L’Haÿ-les-Roses"), ("Aux Marais", "6", "des Marais"),
    ("Las Cases", "7", "de Las Cases"), ("Los Masos", "8", "de Los Masos"), ("Ypres", "0", "de Ypres"),
    ("Lens", "2", "de Lens"), ("Le Vernet-Chaméane", "0", "du Vernet-Chaméane"), ("Levens", "0", "de Levens")])
def test_the_insee_s_code_says_which_article_a_name_has(name: str, tncc: str, phrase: str) -> None:
    assert address.of_place(name, tncc) == phrase


def test_a_letter_to_a_mayor_says_de_as_the_insee_does(project: Path, render: Render, tmp_path: Path) -> None:
    tables = small()
    tables.commune("02381", "Hirson", article=1)
    tables.mayor("02", "02381", "Hirson", "AA", "Bob", "M", named="Aisne")
    database = tmp_path / "r.sqlite"
    options = ("--database", str(database), "--today", "2023-01-20")
    render("officials", "import", *map(str, tables.write(tmp_path)), *options)
    code, _, err = render("letters", "lettre-maire", "--commune", "Hirson", *options)
    assert code == 0, err
    letter = letters(project, "hirson-02381")["lettre-maire.docx"]
    assert wordfile.texts(letter)["recipient-office"] == "Maire d’Hirson"


def test_a_letter_that_a_member_edited_is_kept_and_reported_until_replaced(project: Path, addressed: Render) -> None:
    words = ("--commune", "Saint-Laurent-du-Var")
    assert addressed(*words)[0] == 0
    (folder,) = (path for path in (project / "out/letters").iterdir() if path.is_dir())
    mine, files = folder / "lettre-maire.docx", letters(project, folder.name)
    mine.write_bytes(word.fill(mine.read_bytes(), {"subject": "À ma façon"}))
    changed = mine.read_bytes()
    code, out, err = addressed(*words, today="2023-01-21")
    assert code == 0
    assert "letter-kept" in err
    assert err.count("lettre-maire.docx has been edited") == 1
    assert "lettre-maire.docx" not in out
    now = letters(project, folder.name)
    assert now["lettre-maire.docx"] == changed
    assert wordfile.texts(now["lettre-depute.docx"])["date"] == "21 janvier 2023"  # not edited
    assert "letter-kept" in addressed(*words, today="2023-01-22")[2]
    code, _, err = addressed(*words, "--replace")
    assert (code, "letter-kept" in err) == (0, False)
    assert letters(project, folder.name) == files


def test_letters_without_a_recorded_hash_are_kept(project: Path, addressed: Render) -> None:
    assert addressed("--commune", "06123")[0] == 0
    (folder,) = (path for path in (project / "out/letters").iterdir() if path.is_dir())
    (folder / ".sums").write_bytes(b"\xff\0 no hashes")
    assert "letter-kept" not in addressed("--commune", "06123")[2]  # the same words
    (folder / ".sums").unlink()
    before = letters(project, folder.name)
    assert addressed("--commune", "06123", today="2023-01-21")[2].count(" has been edited") == len(before)
    assert letters(project, folder.name) == before


def test_a_letter_to_a_former_holder_stays_and_is_reported(project: Path, addressed: Render, render: Render,
                                                       database: Path, tmp_path: Path) -> None:
    assert addressed("--commune", "06123")[0] == 0
    tables = small()
    tables.rows["elus-senateurs"] = [row.replace("TABAROT", "NOUVEL") for row in tables.rows["elus-senateurs"]]
    folder = tmp_path / "later"
    folder.mkdir()
    assert render("officials", "import", *map(str, tables.write(folder)), "--database", str(database), "--today",
                  "2023-01-20")[0] == 0
    assert "letter-left" not in addressed("--commune", "06123", "--", "lettre-maire")[2]
    code, _, err = addressed("--commune", "06123")
    assert code == 0
    assert "letter-left" in err
    assert "lettre-senateur-tabarot.docx is outdated" in err
    files = letters(project, "saint-laurent-du-var-06123")
    assert {"lettre-senateur-tabarot.docx", "lettre-senateur-nouvel.docx"} <= set(files)
    assert render("letters", "--replace")[0] == 2


def test_the_letter_on_paper_ends_with_a_place_to_sign(project: Path, render: Render) -> None:
    assert render("letters", "lettre-ministre", "--today", "2023-01-20")[0] == 0
    (page,) = manifest(project)["letters/lettre-ministre.pdf"]["pages"]  # type: ignore[misc]
    assert page["text"].rstrip().endswith("Votre prénom et votre nom")


def test_a_register_that_calls_a_commune_a_script_writes_no_markup(project: Path, addressed: Render,
                                                                   database: Path) -> None:
    import sqlite3

    with sqlite3.connect(database) as base:  # past the import, which refuses such a name
        base.execute("UPDATE communes SET name = '<script>alert(1)</script>../x' WHERE insee = '06123'")
    code, out, err = addressed("--commune", "06123")
    assert code == 0, err
    assert "<" not in out
    (folder,) = (path for path in (project / "out/letters").iterdir() if path.is_dir())
    assert re.fullmatch(r"[a-z0-9-]+", folder.name)
    for content in letters(project, folder.name).values():
        assert wordfile.faults(content) == []


# -- with other programs ----------------------------------------------------------------------------------------------


@pytest.mark.external
def test_libreoffice_shows_each_letter_on_one_page_with_all_its_words(project: Path, render: Render,
                                                                      tmp_path: Path) -> None:
    soffice, pdftotext = shutil.which("soffice"), shutil.which("pdftotext")
    if not soffice or not pdftotext:
        pytest.skip("LibreOffice or Poppler is missing")
    render("letters", "--today", "2023-01-20")
    files = sorted((project / "out/letters").glob("*.docx"))
    subprocess.run([soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--convert-to",
                    "pdf", "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=180)
    for path in files:
        text = subprocess.run([pdftotext, "-raw", str(tmp_path / f"{path.stem}.pdf"), "-"], check=True,
                               capture_output=True, text=True, timeout=30).stdout
        assert text.count("\f") == 1
        squeezed = re.sub(r"\s+", "", text)
        for line in wordfile.text(path.read_bytes()).splitlines():
            assert re.sub(r"\s+", "", line) in squeezed


def test_a_whole_department_is_written_with_bounded_work(tmp_path: Path, render: Render) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    database = tmp_path / "large.sqlite"
    paths = large(6_000).write(folder)
    assert render("officials", "import", *map(str, paths), "--database", str(database), "--today", "2023-01-20")[0] == 0
    with work.calls() as done:
        code, out, err = render("letters", "--department", "62", "--database", str(database), "--today", "2023-01-20")
    assert code == 0, err
    count = int(out.split()[0])
    assert count > 50
    assert done.calls < 3_000_000  # five times what it takes


def test_a_build_leaves_the_word_files_and_letters_leave_the_build(project: Path, render: Render) -> None:
    words = ("lettre-maire", "--today", "2023-01-20")
    assert render("letters", *words)[0] == 0
    before = letters(project)
    code, out, err = render("build", *words, "--fresh")
    assert code == 0, err
    assert "withdrawn" not in out
    assert letters(project) == before
    assert "letters/lettre-maire.docx" in manifest(project)
    assert "0 files made" in render("letters", *words)[1]


def test_without_a_civility_the_letter_has_both_forms_and_a_prompt(project: Path, render: Render,
                                                                       tmp_path: Path) -> None:
    tables = small()
    tables.rows["elus-maires"] = [row.replace(";Jean--Noël;M;", ";Jean--Noël;;") for row in tables.rows["elus-maires"]]
    folder = tmp_path / "tables"
    folder.mkdir()
    database = tmp_path / "o.sqlite"
    render("officials", "import", *map(str, tables.write(folder)), "--database", str(database), "--today", "2023-01-20")
    code, _, err = render("letters", "lettre-maire", "--commune", "06088", "--constituency", "1", "--database",
                          str(database), "--today", "2023-01-20")
    assert code == 0, err
    (content,) = letters(project, "nice-06088").values()
    texts = wordfile.texts(content)
    assert texts["greeting"] == "Madame, Monsieur le Maire,"
    assert texts["recipient-name"] == "Jean--Noël Œuvrard"
    assert "recipient-civility" in wordfile.asks(content)
