"""Pydantic's models for a program that starts often: pydantic is imported when a value is checked, and not before.

Importing pydantic and making the models takes a third of a short build, though most specifications were checked by an
earlier one and come from the cache. A model is therefore an ordinary class here. Its twin in pydantic is made from the
same annotations when a value has to be checked for the first time; what the twin has checked becomes an object of the
class. For type checkers these names are pydantic's own.
"""

from __future__ import annotations

import operator
import sys
import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Union, get_args, get_origin

__all__ = ["AfterValidator", "BaseModel", "BeforeValidator", "ConfigDict", "Field", "PydanticCustomError",
           "ValidationInfo", "WithJsonSchema", "annotation_of", "checked_type", "field_validator", "model_validator",
           "twin"]

_NOTHING = object()
_NAMES: dict[type, tuple[str, ...]] = {}
_TWINS: dict[type, Any] = {}
_CLASSES: dict[type, type] = {}  # of the twins


class _Later:
    """A call of one of pydantic's names, made when a twin needs its result."""

    def __init__(self, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        self.name, self.values, self.named = name, values, named

    def now(self) -> Any:
        import pydantic

        return getattr(pydantic, self.name)(*self.values, **self.named)

    def __call__(self, method: Any) -> _Method:
        return _Method(self, method)


class _Method:
    """A method that the twin has as a validator."""

    def __init__(self, decorator: _Later, method: Any) -> None:
        self.decorator, self.method = decorator, method

    def now(self) -> Any:
        return self.decorator.now()(self.method)


if TYPE_CHECKING:
    from pydantic import (
        AfterValidator,
        BaseModel,
        BeforeValidator,
        ConfigDict,
        Field,
        ValidationInfo,
        WithJsonSchema,
        field_validator,
        model_validator,
    )
    from pydantic_core import PydanticCustomError
else:
    def _later(name):
        return lambda *values, **named: _Later(name, values, named)

    AfterValidator, BeforeValidator, WithJsonSchema, Field, field_validator, model_validator = map(_later, (
        "AfterValidator", "BeforeValidator", "WithJsonSchema", "Field", "field_validator", "model_validator"))
    ConfigDict, ValidationInfo = dict, object

    def PydanticCustomError(*values):  # noqa: N802 - the name of what it makes
        """Pydantic's error of a kind of our own; raised in validators, when pydantic is there anyway."""
        from pydantic_core import PydanticCustomError as Error

        return Error(*values)

    class _OfTwin:
        """An attribute of a model's twin, as an attribute of the model."""

        def __set_name__(self, _owner, name):
            self._name = name

        def __get__(self, _model, kind):
            return getattr(twin(kind), self._name)

    class BaseModel:
        """A model: an ordinary class, whose values were checked by its twin."""

        model_config: ClassVar[Mapping[str, Any]] = {}
        model_fields = _OfTwin()
        model_json_schema = _OfTwin()

        def __init__(self, **values):
            own = _defaults(type(self), {}) if not values else None
            vars(self).update(vars(_of_class(twin(type(self))(**values))) if own is None else own)

        @classmethod
        def model_validate(cls, value, *, context=None):
            """The model of a value.

            Raises:
                pydantic.ValidationError: with every mistake.
            """
            return _of_class(twin(cls).model_validate(value, context=context))

        @classmethod
        def model_construct(cls, **values):
            """The model with these values and defaults, unchecked, as for a default in another model."""
            return _object(cls, {**(_defaults(cls, values) or {}), **values})

        def model_copy(self, *, update):
            """The model with other values, unchecked."""
            return _object(type(self), {**vars(self), **update})

        def model_dump(self, *, mode="python", by_alias=False, exclude_none=False):
            """The values as mappings, lists and plain values."""
            values = ((name, getattr(self, name)) for name in _names(type(self)))
            return {_alias(type(self), name) if by_alias else name: _plain(value, mode, by_alias, exclude_none)
                    for name, value in values if not (exclude_none and value is None)}

        def __setattr__(self, name, _value=None):
            raise AttributeError(f"{type(self).__name__} cannot be changed: {name}")

        __delattr__ = __setattr__

        def __eq__(self, other):
            return _values(self) == _values(other) if type(other) is type(self) else NotImplemented

        def __hash__(self):
            return hash(_values(self))

        def __repr__(self):
            values = ", ".join(f"{name}={getattr(self, name)!r}" for name in _names(type(self)))
            return f"{type(self).__name__}({values})"


def _names(kind: type) -> tuple[str, ...]:
    """The names of a model's fields, those of its bases first."""
    if kind not in _NAMES:
        _NAMES[kind] = tuple(dict.fromkeys(name for base in reversed(kind.__mro__) if issubclass(base, BaseModel)
                                           for name in _own_fields(base)))
    return _NAMES[kind]


def _own_fields(kind: type) -> dict[str, str]:
    """The fields that the class itself declares, with their annotations as text."""
    return {name: text for name, text in kind.__annotations__.items()
            if name != "model_config" and not text.startswith("ClassVar")}


def _values(model: Any) -> tuple[Any, ...]:
    return tuple(getattr(model, name) for name in _names(type(model)))


def _object(kind: type, values: dict[str, Any]) -> Any:
    made: Any = object.__new__(kind)
    vars(made).update(values)
    return made


def _defaults(kind: type, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The values of a model that are not given; None when one of them has no default."""
    values: dict[str, Any] = {}
    for name in (name for name in _names(kind) if name not in given):
        default = getattr(kind, name, _NOTHING)
        if isinstance(default, _Later):
            factory = default.named.get("default_factory")
            default = factory() if factory else default.named.get("default", _NOTHING)
        if default is _NOTHING:
            return None
        values[name] = default
    return values


def _alias(kind: type, name: str) -> str:
    field = next((vars(base)[name] for base in kind.__mro__ if name in vars(base)), None)
    own = field.named.get("alias") if isinstance(field, _Later) else None
    make: Callable[[str], str] = kind.model_config.get("alias_generator", str)  # type: ignore[attr-defined]
    return own or make(name)


def _plain(value: Any, mode: str, by_alias: bool, exclude_none: bool) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode=mode, by_alias=by_alias, exclude_none=exclude_none)
    if isinstance(value, Mapping):
        return {name: _plain(item, mode, by_alias, exclude_none) for name, item in value.items()
                if not (exclude_none and item is None)}
    if isinstance(value, list | tuple):
        items = [_plain(item, mode, by_alias, exclude_none) for item in value]
        return tuple(items) if isinstance(value, tuple) and mode == "python" else items
    return value


# -- twins in pydantic

def twin(kind: type) -> Any:
    """The model in pydantic that checks values of the class; the class itself when it is one of pydantic's."""
    if not issubclass(kind, BaseModel):
        return kind
    if kind not in _TWINS:
        _TWINS[kind] = _made(kind)
        _CLASSES[_TWINS[kind]] = kind
    return _TWINS[kind]


def _made(kind: type) -> Any:
    import pydantic

    if kind is BaseModel:
        return pydantic.BaseModel
    fields = _own_fields(kind)
    body: dict[str, Any] = {"__module__": kind.__module__, "__qualname__": kind.__qualname__, "__doc__": kind.__doc__}
    notes: dict[str, Any] = {}
    for name, value in vars(kind).items():
        if name in fields or (name.startswith("__") and name.endswith("__")):
            continue
        body[name] = value.now() if isinstance(value, _Method) else value
        if name in kind.__annotations__:
            notes[name] = ClassVar[Any]
    for name in fields:
        notes[name] = checked_type(annotation_of(kind, name))
        if name in vars(kind):
            body[name] = _for_twin(vars(kind)[name])
    body["__annotations__"] = notes
    bases = tuple(twin(base) for base in kind.__bases__)
    return type(bases[0])(kind.__name__, bases, body)


def annotation_of(kind: type, name: str) -> Any:
    """The annotation of a field that the class itself declares."""
    return eval(kind.__annotations__[name], vars(sys.modules[kind.__module__]), dict(vars(kind)))


def checked_type(annotation: Any) -> Any:
    """A type as pydantic checks it: twins for models, and what the validators in it stand for."""
    if isinstance(annotation, _Later):
        return annotation.now()
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return twin(annotation) if issubclass(annotation, BaseModel) else annotation
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return Annotated[tuple(checked_type(each) for each in (annotation.__origin__, *annotation.__metadata__))]
    if origin in (Union, types.UnionType):
        return Union[tuple(checked_type(each) for each in arguments)]  # noqa: UP007 - of a tuple
    if origin in (tuple, dict, list):
        return operator.getitem(origin, tuple(checked_type(each) for each in arguments))
    return annotation


def _for_twin(default: Any) -> Any:
    """A default as the twin takes it."""
    if isinstance(default, _Later):
        return default.now()
    if isinstance(default, BaseModel):
        return twin(type(default)).model_construct(**{name: _for_twin(value) for name, value in vars(default).items()})
    return default


def _of_class(value: Any) -> Any:
    """What a twin has checked, as objects of the classes."""
    kind = _CLASSES.get(type(value))
    if kind is not None:
        return _object(kind, {name: _of_class(getattr(value, name)) for name in _names(kind)})
    if isinstance(value, dict):
        return {name: _of_class(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_of_class(item) for item in value)
    return value
