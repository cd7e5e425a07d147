"""What holds of the project as a whole: its prose, its sentences, its schemas, its licences, its size."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from pressroom.elements.base import kinds
from pressroom.field_types import Name
from pressroom.specs.brand import InkSpec
from pressroom.specs.composition import compose
from pressroom.specs.layout import LayoutSpec
from pressroom.specs.letter import LetterSpec
from pressroom.specs.material import MaterialSpec
from pressroom.specs.parts import LayoutPart, parse_part
from pressroom.specs.printer import PrinterSpec
from pressroom.specs.reader import read
from pressroom.specs.run import RunSpec
from pressroom.specs.running_text import ReleaseSpec
from pressroom.specs.schema import schemas
from pressroom.specs.validate import check_value, validate
from tests import messages

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.fr.md")
PROSE = (*READMES, "CONTRIBUTING.md")
MODELS = {"material": MaterialSpec, "printer": PrinterSpec, "layout": LayoutSpec, "letter": LetterSpec,
          "release": ReleaseSpec, "run": RunSpec}
MATERIAL = "title: T\nkind: poster\nlayout: statement\nformats: [A4]\ndate: 2023-01-20\nwords:\n"


def blocks(language: str) -> list[tuple[str, str]]:
    return [(name, text) for name in PROSE
            for text in re.findall(rf"```{language}\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)]


class PartsOfTheDocs:
    """The YAML blocks that begin with `# part NAME`, for the layouts of the docs that use them."""

    def __init__(self, folder: Path) -> None:
        self.texts = {text.split(maxsplit=3)[2]: text for _, text in blocks("yaml") if text.startswith("# part ")}
        self.names = frozenset(self.texts)
        self.folder = folder

    def part(self, name: str) -> LayoutPart:
        path = self.folder / f"{name}.yaml"
        path.write_text(self.texts[name], encoding="utf-8")
        return parse_part(name, read(path))


@pytest.mark.parametrize("text", [text for _, text in blocks("yaml")])
def test_every_yaml_block_of_the_docs_is_a_specification_that_passes(text: str, tmp_path: Path) -> None:
    kind = text.splitlines()[0].lstrip("# ").split()[0]
    path = tmp_path / "block.yaml"
    if kind == "part":
        PartsOfTheDocs(tmp_path).part(text.split(maxsplit=3)[2])
        return
    if kind == "words":
        kind = "material"
        text = MATERIAL + "\n".join(f"  {line}" for line in text.splitlines()[1:]) + "\n"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    if kind == "inks":
        assert check_value(document, ("inks",), dict[Name, InkSpec], document.tree["inks"]) == []
        return
    if kind == "layout":
        composition = compose(document, PartsOfTheDocs(tmp_path))
        assert composition.findings == ()
        document = composition.document
    validate(document, MODELS[kind])


def test_every_part_of_the_docs_is_used_by_a_layout_there_which_checks_its_elements(tmp_path: Path) -> None:
    parts, used = PartsOfTheDocs(tmp_path), set[str]()
    for number, (_, text) in enumerate(blocks("yaml")):
        if text.startswith("# layout"):
            path = tmp_path / f"layout-{number}.yaml"
            path.write_text(text, encoding="utf-8")
            used |= compose(read(path), parts).parts
    assert used == parts.names
    assert used


def test_every_command_of_the_docs_is_one_that_the_program_takes() -> None:
    from pressroom.cli.arguments import read_arguments
    from pressroom.commands import COMMANDS

    lines = [line.split("#")[0].split() for _, text in blocks("sh") for line in text.splitlines()]
    commands = [line[2:] for line in lines if line[:2] == ["python", "render.py"]]
    assert len(commands) > 5
    for words in commands:
        read_arguments(words if words and words[0] in COMMANDS else ["build", *words])


def fenced(name: str) -> list[tuple[str, list[str]]]:
    """The blocks to type of a README: their language, and their lines without comments."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return [(language, [re.sub(r"\s+# .*|^# .*|^#$", "", line).rstrip() for line in block.splitlines()])
            for language, block in re.findall(r"```(\w+)\n(.*?)```", text, re.S) if language != "text"]


def shape(name: str) -> list[str]:
    """What both READMEs have, in order: levels of headings, rows of tables, blocks, pictures, and paragraphs."""
    text = (ROOT / name).read_text(encoding="utf-8")
    parts = re.split(r"\n\n+", re.sub(r"```(\w+)\n.*?```", r"```\1", text, flags=re.S).strip())
    return [re.match(r"#+|```\w+|!\[|", part)[0] + "|" * part.count("\n|") for part in parts]  # type: ignore[index]


def test_the_french_readme_has_the_commands_and_specifications_of_the_english_one_in_the_same_order() -> None:
    english, french = (fenced(name) for name in READMES)
    assert len(english) > 15
    assert french == english


def test_the_french_readme_says_all_that_the_english_one_says_and_each_leads_to_the_other() -> None:
    english, french = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert shape("README.fr.md") == shape("README.md")
    spans = [set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))) for text in (english, french)]
    assert spans[0] == spans[1]
    assert "(README.fr.md)" in english
    assert "(README.md)" in french
    links = [re.findall(r"\]\(([^)]+)\)", text)[1:] for text in (english, french)]
    assert links[0] == links[1]


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^all:", text, re.M)
    assert re.search(r"^test:", text, re.M)


def test_every_sentence_has_its_french_with_the_same_places() -> None:
    french = messages.french()
    wrong = []
    for text in messages.sentences():
        known = french.get(text)
        if not known or not known.string:
            wrong.append(text)
        elif set(re.findall(r"\{\w+\}", text)) != set(re.findall(r"\{\w+\}", str(known.string))):
            wrong.append(f"places differ: {text}")
        wrong += [f"a form of a word that no number asks for: {each}" for each in (text, str(known and known.string))
                  for name, forms in re.findall(r"\{(\w+)\|([^{}]*)\}", each)
                  if f"{{{name}}}" not in each or forms.count("|") not in (1, 2)]
        wrong += [f"a plural in brackets: {each}" for each in (text, str(known and known.string)) if "(s)" in each]
    assert wrong == []


def test_the_catalogue_holds_no_sentence_that_the_source_has_not() -> None:
    sentences = messages.sentences()
    assert [entry.id for entry in messages.french() if entry.id and entry.id not in sentences] == []


def test_the_schemas_are_those_of_the_models() -> None:
    for name, text in schemas().items():
        assert (ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8") == text, "run: render.py schema"


@pytest.mark.parametrize("name", kinds())
def test_every_element_kind_reads_its_own_example(name: str) -> None:
    made = kinds()[name].model_validate(yaml.safe_load(kinds()[name].EXAMPLE))
    assert made.kind == name


def test_every_font_profile_and_picture_has_a_licence_beside_it() -> None:
    for folder in ("fonts", "icc", "pictures", "logos"):
        names = {path.name.lower() for path in (ROOT / "assets" / folder).iterdir()}
        assert any(name.startswith(("license", "ofl", "readme")) for name in names), folder


def test_no_module_is_long_and_no_function_is() -> None:
    long = []
    for path in sorted((ROOT / "pressroom").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 300:
            long.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno and node.end_lineno - node.lineno >= 40:
                long.append(f"{path.name}:{node.lineno} {node.name}")
    assert long == []


def test_every_file_of_tests_is_collected(pytestconfig: pytest.Config) -> None:
    """By default pytest passes over folders named `build`, without a word."""
    passed_over = pytestconfig.getini("norecursedirs")
    files = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")]
    assert {path.parts[1] for path in files} >= {"build", "preflight"}
    folders = {part for path in files for part in path.parts[:-1]}
    assert [folder for folder in folders if any(fnmatch(folder, each) for each in passed_over)] == []


def test_nothing_is_printed_and_nothing_ends_the_program_outside_the_command() -> None:
    for path in (ROOT / "pressroom").rglob("*.py"):
        if "cli" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not called & {"print", "sys.exit", "exit", "sys.stdout.write"}, path


def test_the_layers_and_the_independence_of_the_judge_hold() -> None:
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
                          cwd=ROOT, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stdout


def imports_of(path: Path, known: set[str]) -> Iterator[str]:
    """The modules of the program that a file imports, for types alone as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ({f"{node.module}.{each.name}" for each in node.names} & known or {node.module} & known)
        elif isinstance(node, ast.Import):
            yield from {each.name for each in node.names} & known


def test_no_modules_import_each_other_in_a_circle() -> None:
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
             for path in (ROOT / "pressroom").rglob("*.py")}
    waiting = {name: set(imports_of(path, set(files))) - {name, "pressroom"} for name, path in files.items()}
    while free := [name for name, needs in waiting.items() if not needs & waiting.keys()]:
        for name in free:
            del waiting[name]
    assert waiting == {}


def test_nothing_large_and_no_pdf_is_kept_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.exists():
            assert path.suffix != ".pdf", name
            assert path.stat().st_size < 5_000_000, name


# What fills places besides the keywords of a call: figures that are compared. `{practice}` is for the reader to type.
_ALWAYS = {"measured", "limit", "practice"}


def places_without_a_value(call: ast.Call) -> set[str]:
    """The places of a call's sentences that none of its keywords fills; none where the keywords are not all there."""
    if any(keyword.arg is None for keyword in call.keywords):
        return set()
    sentences = [node.args[0].value for argument in call.args for node in ast.walk(argument)
                 if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_" and node.args
                 and isinstance(node.args[0], ast.Constant)]
    places = {place for text in sentences for place in re.findall(r"(?<!\{)\{([a-z_]+)\}", str(text))}
    return places - {str(keyword.arg) for keyword in call.keywords} - _ALWAYS


def test_every_place_of_a_sentence_gets_a_value_where_the_finding_is_made() -> None:
    empty = []
    for path in sorted((ROOT / "pressroom").rglob("*.py")):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        wrappers = {node.name for node in nodes if isinstance(node, ast.FunctionDef) and node.args.kwarg}
        for node in nodes:  # a wrapper adds values of its own
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in {"finding", "fault", "not_run"} - wrappers:
                empty += [f"{path.name}:{node.lineno} {place}" for place in sorted(places_without_a_value(node))]
    assert empty == []
