"""Records: the same as the standard library's data classes, made later."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pressroom import records

ROOT = Path(__file__).resolve().parents[1]

BODY = """
from __future__ import annotations
from typing import ClassVar
{imports}

@dataclass(frozen=True, slots=True)
class Box:
    '''A box.'''
    x: float
    y: float = 2.0
    marks: list[int] = field(default_factory=list)
    note: str = field(default="", repr=False)
    kinds: ClassVar[int] = 7

    def __post_init__(self):
        if self.x < 0:
            raise ValueError("negative")

    @property
    def sum(self):
        return self.x + self.y

@dataclass(frozen=True, slots=True)
class Named(Box):
    name: str = "box"

@dataclass(frozen=True, slots=True)
class Own:
    x: int
    def __eq__(self, other):
        return True
    def __hash__(self):
        return 7
    def __repr__(self):
        return "own"

@dataclass(frozen=True, slots=True)
class Empty:
    '''Nothing.'''

@dataclass(slots=True)
class Loose:
    x: int
    marks: dict[str, int] = field(default_factory=dict)

@dataclass
class Open:
    x: int = 1
    marks: set[int] = field(default_factory=set)
"""


def _module(name: str, imports: str) -> Any:
    module = type(sys)(name)
    sys.modules[name] = module  # pickle looks its classes up there
    exec(compile(BODY.format(imports=imports), name, "exec"), module.__dict__)
    return module


OURS = _module("records_ours", "from pressroom.records import dataclass, field")
STANDARD = _module("records_standard", "from dataclasses import dataclass, field")


def _objects(module: Any) -> list[Any]:
    return [module.Box(1.0), module.Box(1.0, marks=[3], y=4.0), module.Named(1.0, 2.0, [], "n", "m"), module.Own(3),
            module.Empty(), module.Loose(1), module.Loose(x=1, marks={"a": 1}), module.Open(), module.Open(5)]


@pytest.mark.parametrize("index", range(9))
def test_a_record_is_shown_compared_hashed_and_taken_apart_as_a_standard_data_class(index: int) -> None:
    ours, standard = _objects(OURS)[index], _objects(STANDARD)[index]

    def outcome(value: Any) -> list[object]:
        try:
            hashable = isinstance(hash(value), int)
        except TypeError:
            hashable = False
        fields = [(each.name, each.repr, each.default is dataclasses.MISSING) for each in dataclasses.fields(value)]
        return [repr(value), dataclasses.asdict(value), fields, hashable, value == copy.deepcopy(value), value == 1,
                dataclasses.is_dataclass(value), type(value).__match_args__, hasattr(value, "__dict__"),
                type(value).__doc__ if type(value).__name__ == "Box" else "", type(value).__qualname__]
    assert outcome(ours) == outcome(standard)


@pytest.mark.parametrize("index", range(9))
def test_a_record_survives_pickling(index: int) -> None:
    ours = _objects(OURS)[index]
    back = pickle.loads(pickle.dumps(ours))
    assert type(back) is type(ours)
    assert dataclasses.asdict(back) == dataclasses.asdict(ours)


@pytest.mark.parametrize("call", [
    "Box()", "Box(1, 2, [], '', 5)", "Box(wrong=1)", "Box(1, x=2)", "Box(-1)", "setattr(Box(1), 'x', 2)",
    "delattr(Box(1), 'x')", "setattr(Loose(1), 'wrong', 2)", "hash(Box(1))",
    "setattr(Named(1), 'name', 2)"])
def test_what_a_standard_data_class_refuses_is_refused(call: str) -> None:
    def refusal(module: Any) -> type[BaseException]:
        with pytest.raises(Exception) as raised:  # noqa: PT011 - its type is what is compared
            eval(call, dict(module.__dict__))
        return raised.type
    assert refusal(OURS) is refusal(STANDARD)


def test_a_factory_makes_a_new_value_for_each_object() -> None:
    assert OURS.Open().marks is not OURS.Open().marks


@pytest.mark.parametrize("replace", [records.replace, dataclasses.replace])
def test_a_copy_has_the_changed_values_and_keeps_the_others(replace: Any) -> None:
    box = replace(OURS.Named(1.0, marks=[1]), x=5.0, name="n")
    assert (type(box), box.x, box.marks, box.name) == (OURS.Named, 5.0, [1], "n")
    with pytest.raises(TypeError):
        replace(box, wrong=1)
    with pytest.raises(ValueError, match="negative"):
        replace(box, x=-1)


def test_only_records_have_names() -> None:
    assert records.names(OURS.Named(1.0)) == ("x", "y", "marks", "note", "name")
    assert records.names({"x": 1}) is None


def test_equal_records_have_equal_hashes_and_other_classes_are_never_equal() -> None:
    first, again, other = OURS.Own(1), OURS.Own(2), OURS.Empty()
    assert (hash(first), first) == (hash(again), again)
    assert (hash(other), other) == (hash(OURS.Empty()), OURS.Empty())
    assert OURS.Box(1.0, 2.0) != OURS.Named(1.0, 2.0)


def test_the_program_has_no_class_that_is_compiled_when_it_is_imported() -> None:
    files = [path for path in (ROOT / "pressroom").rglob("*.py") if path.name != "records.py"]
    assert files
    assert [path for path in files if "from dataclasses import dataclass" in path.read_text(encoding="utf-8")] == []


def test_importing_records_imports_no_library() -> None:
    code = "import sys; before = set(sys.modules); import pressroom.records; print(*sorted(set(sys.modules) - before))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"dataclasses", "inspect"}.isdisjoint(ended.stdout.split())


@pytest.mark.parametrize("call", [
    "Named(1)", "Named(1.0, 3.0)", "Named(1, name='a', y=5)", "Named(x=1, marks=[1])", "Named(1, 2, [3], 'n', 'm')",
    "Named(-1)", "Named()", "Named(1, x=2)", "Named(1, 2, [], '', 'm', 6)", "Loose(1)", "Open()"])
def test_the_first_objects_of_a_class_are_made_as_all_later_ones(call: str) -> None:
    def outcomes(module: Any) -> list[str]:
        found = []
        for _ in range(3 * records._UNCOMPILED_CALLS):
            try:
                found.append(repr(dataclasses.asdict(eval(call, dict(module.__dict__)))))
            except Exception as error:  # its kind is what is compared
                found.append(type(error).__name__)
        return found
    ours = outcomes(_module("records_first", "from pressroom.records import dataclass, field"))
    assert ours == outcomes(STANDARD)
    assert len(set(ours)) == 1
