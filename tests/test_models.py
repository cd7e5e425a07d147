"""Models that import pydantic when something is checked: the same values, mistakes and schemas as pydantic's own."""

from __future__ import annotations

import copy
import pickle
from typing import Annotated, Any, ClassVar, Literal

import pydantic
import pytest

from pressroom import models
from pressroom.models import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PydanticCustomError,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)


def _even(value: int) -> int:
    if value % 2:
        raise PydanticCustomError("odd", "{value} is odd", {"value": value})
    return value


Even = Annotated[int, AfterValidator(_even), WithJsonSchema({"type": "integer", "multipleOf": 2})]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class Base(BaseModel):
    """A base."""

    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, populate_by_name=True,
                                                    alias_generator=lambda name: name.replace("_", "-"))


class Inner(Base):
    """Inside."""

    KIND: ClassVar[str] = "inner"
    kind: Literal["inner"] = "inner"
    size_mm: Annotated[float, Field(ge=1)] = 2.0


class Other(Base):
    """Another."""

    kind: Literal["other"]
    names: Names = ()


class Outer(Base):
    """Outside."""

    number: Even
    inner: Inner = Inner()
    things: tuple[Annotated[Inner | Other, Field(discriminator="kind")], ...] = ()
    more: dict[str, Inner] = Field(default_factory=dict)
    given: str | None = Field(default=None, alias="said")
    language: str = ""

    @field_validator("language")
    @classmethod
    def _check_language(cls, value: str, info: ValidationInfo) -> str:
        return value + str((info.context or {}).get("suffix", ""))

    @model_validator(mode="after")
    def _check_all(self) -> Outer:
        if self.number > 100 and self.twice > 300:
            raise PydanticCustomError("large", "too large", {})
        return self

    @property
    def twice(self) -> int:
        """Twice the number."""
        return 2 * self.number


VALUE = {"number": "4", "inner": {"size-mm": "3"}, "things": [{"kind": "inner"}, {"kind": "other", "names": "a"}],
         "more": {"a": {"size_mm": 5}}, "said": "s", "language": "f"}


def test_a_checked_value_is_of_the_class_through_and_through() -> None:
    model = Outer.model_validate(VALUE, context={"suffix": "r"})
    assert [type(each) for each in (model, model.inner, *model.things, model.more["a"])] == [
        Outer, Inner, Inner, Other, Inner]
    assert (model.number, model.twice, model.given, model.language) == (4, 8, "s", "fr")
    assert (model.inner.size_mm, model.things[1].names, Inner.KIND) == (3.0, ("a",), "inner")


@pytest.mark.parametrize("options", [{}, {"by_alias": True}, {"mode": "json"}, {"exclude_none": True}])
def test_values_are_dumped_as_by_pydantic(options: dict[str, Any]) -> None:
    for value in (VALUE, {"number": 2}):
        own, theirs = Outer.model_validate(value), models.twin(Outer).model_validate(value)
        assert own.model_dump(**options) == theirs.model_dump(**options)


@pytest.mark.parametrize("value", [
    {}, {"number": 3}, {"number": "x"}, {"number": 2, "wrong": 1}, {"number": 2, "inner": {"size-mm": 0}},
    {"number": 2, "things": [{"kind": "none"}, {}]}, {"number": 200}, {"number": 2, "more": {"a": 1}}, [], None])
def test_mistakes_are_those_of_pydantic(value: Any) -> None:
    with pytest.raises(pydantic.ValidationError) as own:
        Outer.model_validate(value)
    with pytest.raises(pydantic.ValidationError) as theirs:
        models.twin(Outer).model_validate(value)
    assert own.value.errors() == theirs.value.errors()


def test_the_schema_names_the_classes_their_descriptions_and_defaults() -> None:
    schema = Outer.model_json_schema()
    assert schema["title"] == "Outer"
    assert schema["description"] == "Outside."
    assert set(schema["$defs"]) == {"Inner", "Other"}
    assert schema["properties"]["inner"]["default"] == {"kind": "inner", "size-mm": 2.0}
    assert schema["properties"]["number"] == {"type": "integer", "multipleOf": 2, "title": "Number"}


def test_models_are_compared_hashed_copied_pickled_and_shown_by_their_values() -> None:
    model, same = Inner.model_validate({"size-mm": 3}), Inner.model_validate({"size_mm": "3"})
    assert (model, hash(model), repr(model)) == (same, hash(same), "Inner(kind='inner', size_mm=3.0)")
    assert (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)) == (model, model)
    assert model.model_copy(update={"size_mm": 9.0}) == Inner(size_mm=9) != model
    assert Inner() == Inner.model_construct(kind="inner") != Other(kind="other")


def test_a_model_does_not_change() -> None:
    with pytest.raises(AttributeError, match="cannot be changed"):
        Inner().size_mm = 4  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        del Inner().size_mm


def test_values_given_in_code_are_checked_and_those_of_a_default_are_not_shared() -> None:
    with pytest.raises(pydantic.ValidationError):
        Inner(size_mm=0)
    with pytest.raises(pydantic.ValidationError):
        Outer()
    first, second = Outer(number=2), Outer(number=2)
    assert first.more is not second.more
