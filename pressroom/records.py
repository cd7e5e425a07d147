"""`dataclass`, `field` and `replace` as in the standard library, for a program that starts often.

The standard decorator compiles five or six methods for every class when its module is imported: 0.4 ms a class, a
tenth of a second for all of them. Here a class is ready after 0.02 ms: its `__init__` is compiled when it has made
some objects, and the other methods are not compiled at all. What inspects a class finds the standard library's
fields (`dataclasses.fields`, `asdict`, `is_dataclass`), which are made when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, NamedTuple

__all__ = ["dataclass", "field", "names", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace

_MISSING = object()
_SPECIFICATION = "__record__"
# Objects that are made without a compiled method: compiling one takes as long as making fifteen objects without.
_UNCOMPILED_CALLS = 8


class _Field(NamedTuple):
    """What `field` says of a field, or its plain default."""

    default: object = _MISSING
    factory: Callable[[], object] | None = None
    repr: bool = True


class _Specification(NamedTuple):
    """What a class was declared with.

    Attributes:
        fields: by name, those of its bases first.
        own: the class as it was written, without the methods that are added here.
        options: of the decorator.
        values: what gives the values of an object's fields, as a tuple.
    """

    fields: Mapping[str, _Field]
    own: type
    options: Mapping[str, bool]
    values: Callable[[object], tuple[object, ...]]


def names(value: object) -> tuple[str, ...] | None:
    """The names of a record's fields, in order; None for anything else. Takes a record or its class."""
    specification = getattr(value, _SPECIFICATION, None)
    return tuple(specification.fields) if isinstance(specification, _Specification) else None


if not TYPE_CHECKING:
    def field(*, default=_MISSING, default_factory=None, repr=True):
        """A field with a default that must be made for each object, or that `repr` leaves out."""
        return _Field(default, default_factory, repr)

    def replace(record, /, **changes):
        """A copy of a record with other values in some fields."""
        kind = record.__class__
        specification = kind.__dict__.get(_SPECIFICATION) or getattr(kind, _SPECIFICATION)
        return kind(**(dict(zip(specification.fields, specification.values(record), strict=True)) | changes))

    def dataclass(kind=None, /, *, frozen=False, slots=False):
        """Make a class of its annotations: `__init__`, `__repr__`, `__eq__`, `__hash__` where frozen, and pickling."""
        def decorated(own):
            return _record(own, frozen=frozen, slots=slots)
        return decorated if kind is None else decorated(kind)


def _record(own: type, *, frozen: bool, slots: bool) -> Any:
    fields: dict[str, _Field] = {}
    for base in reversed(own.__mro__[1:]):
        inherited = base.__dict__.get(_SPECIFICATION)
        if inherited:
            fields.update(inherited.fields)
    declared = {name: _declared(own, name) for name, kind in own.__annotations__.items()
                if not str(kind).startswith(("ClassVar", "typing.ClassVar"))}
    fields.update(declared)
    kind: Any = _with_slots(own, declared) if slots else own
    if not slots:
        for name, each in declared.items():
            if each.default is not _MISSING:
                setattr(kind, name, each.default)
            elif name in kind.__dict__:
                delattr(kind, name)
    values = _values(tuple(fields))
    specification = _Specification(fields, own, {"frozen": frozen, "slots": slots}, values)
    methods = {_SPECIFICATION: specification, "__match_args__": tuple(fields),
               **_methods(fields, values, frozen=frozen, slots=slots)}
    for name, method in methods.items():
        if name not in own.__dict__ or (name == "__hash__" and "__eq__" in own.__dict__ and own.__hash__ is None):
            setattr(kind, name, method)
    kind.__init__ = _first_init(kind, fields, frozen=frozen)
    kind.__dataclass_fields__ = _StandardFields(kind)
    return kind


def _declared(own: type, name: str) -> _Field:
    value = own.__dict__.get(name, _MISSING)
    return value if isinstance(value, _Field) else _Field(value)


def _with_slots(own: type, declared: Mapping[str, _Field]) -> type:
    """The class again, with a slot for each field: slots cannot be given to a class that exists."""
    taken = {name for base in own.__mro__[1:-1] for name in base.__dict__.get("__slots__", ())}
    body = {name: value for name, value in own.__dict__.items()
            if name not in declared and name not in ("__dict__", "__weakref__")}
    body["__slots__"] = tuple(name for name in declared if name not in taken)
    kind = type(own)(own.__name__, own.__bases__, body)
    kind.__qualname__ = own.__qualname__
    return kind


def _first_init(kind: Any, fields: Mapping[str, _Field], *, frozen: bool) -> Callable[..., None]:
    """An `__init__` that replaces itself by the compiled one when it is called often, or in a wrong way.

    Of most classes a command makes fewer objects than are worth compiling a method for.
    """
    left = _UNCOMPILED_CALLS

    def __init__(self: object, *values: object, **named: object) -> None:  # noqa: N807 - the method's name
        nonlocal left
        left -= 1
        found = _bound(fields, values, named) if left >= 0 else None
        if found is None:
            kind.__init__ = _compiled_init(kind, fields, frozen=frozen)
            kind.__init__(self, *values, **named)
            return
        for name, value in found:
            object.__setattr__(self, name, value)
        if hasattr(kind, "__post_init__"):
            self.__post_init__()  # type: ignore[attr-defined]
    return __init__


def _bound(fields: Mapping[str, _Field], values: tuple[object, ...],
           named: Mapping[str, object]) -> list[tuple[str, object]] | None:
    """The value of every field for these arguments; None where they do not fit the fields."""
    if len(values) > len(fields) or not named.keys() <= fields.keys():
        return None
    found = list(zip(fields, values, strict=False))
    if any(name in named for name, _ in found):
        return None
    for name, each in [*fields.items()][len(values):]:
        if name in named:
            found.append((name, named[name]))
        elif each.factory is not None:
            found.append((name, each.factory()))
        elif each.default is not _MISSING:
            found.append((name, each.default))
        else:
            return None
    return found


def _compiled_init(kind: type, fields: Mapping[str, _Field], *, frozen: bool) -> Callable[..., None]:
    scope: dict[str, Any] = {"_missing": _MISSING, "_set": object.__setattr__}
    parameters, lines = ["self"], []
    for name, each in fields.items():
        value = name
        if each.factory is not None:
            scope[f"_make_{name}"] = each.factory
            parameters.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        elif each.default is not _MISSING:
            scope[f"_default_{name}"] = each.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        slot = getattr(kind, name, None) if frozen else None
        if isinstance(slot, MemberDescriptorType):  # its own setter takes two thirds of the time of object's
            scope[f"_set_{name}"] = slot.__set__
            lines.append(f"  _set_{name}(self, {value})")
        else:
            lines.append(f"  _set(self, {name!r}, {value})" if frozen else f"  self.{name} = {value}")
    if hasattr(kind, "__post_init__"):
        lines.append("  self.__post_init__()")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or ["  pass"]), scope)
    made: Callable[..., None] = scope["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _methods(fields: Mapping[str, _Field], values: Callable[[object], tuple[object, ...]], *, frozen: bool,
             slots: bool) -> dict[str, object]:
    """The methods that need no compiling."""
    shown = tuple(name for name, each in fields.items() if each.repr)

    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def __eq__(self: object, other: object) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(values(self))

    methods: dict[str, object] = {"__repr__": __repr__, "__eq__": __eq__, "__hash__": __hash__ if frozen else None}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if frozen and slots:
        methods |= {"__getstate__": lambda record: values(record), "__setstate__": _restore}
    return methods


def _values(names_: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of an object's fields, as a tuple."""
    if len(names_) > 1:
        return attrgetter(*names_)
    return lambda record: tuple(getattr(record, name) for name in names_)


def _restore(record: object, values: tuple[object, ...]) -> None:
    for name, value in zip(names(record) or (), values, strict=True):
        object.__setattr__(record, name, value)


def _refuse(_record: object, name: str, _value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change field {name!r}")


class _StandardFields:
    """The standard library's fields of a class, made when they are first asked for."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind

    def __get__(self, _record: object, _owner: type | None = None) -> object:
        import dataclasses

        specification: _Specification = self._kind.__dict__[_SPECIFICATION]
        body: dict[str, object] = {"__annotations__": dict.fromkeys(specification.fields, object)}
        for name, each in specification.fields.items():
            options: dict[str, Any] = {"repr": each.repr}
            if each.factory is not None:
                options["default_factory"] = each.factory
            elif each.default is not _MISSING:
                options["default"] = each.default
            body[name] = dataclasses.field(**options)
        standard: Any = dataclasses.dataclass(type(self._kind.__name__, (), body))
        self._kind.__dataclass_fields__ = standard.__dataclass_fields__
        return standard.__dataclass_fields__
