"""Words of the campaign that may be given by language: `{fr: ..., en: ...}`; alone, they are in the campaign's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, get_args

from pressroom.field_types import Spec, Text
from pressroom.models import (
    BeforeValidator,
    Field,
    PydanticCustomError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

Language = Literal["fr", "en"]
MOST_SHOWN = 24


def _chosen(value: Any, info: ValidationInfo) -> Any:
    """The words in the language that is validated for, else in the campaign's own."""
    if not isinstance(value, dict):
        return value
    own, language = languages_of(info)
    if own not in value or not value.keys() <= set(get_args(Language)):
        raise PydanticCustomError("by_language", "words by language name fr or en, and {own} among them", {"own": own})
    return value.get(language, value[own])


def languages_of(info: ValidationInfo) -> tuple[str, str]:
    """The campaign's own language, and the one that is validated for."""
    context: Mapping[str, str] = info.context or {}
    own = context.get("own", "fr")
    return own, context.get("language", own)


def _schema(**limits: int) -> WithJsonSchema:
    text: dict[str, Any] = {"type": "string", **limits}
    return WithJsonSchema({"anyOf": [text, {"type": "object", "additionalProperties": False, "minProperties": 1,
                                            "properties": {name: text for name in get_args(Language)}}]})


# Text that may be given by language.
Words = Annotated[Text, BeforeValidator(_chosen), _schema()]
ShownWords = Annotated[str, Field(min_length=3, max_length=MOST_SHOWN), BeforeValidator(_chosen),
                       _schema(minLength=3, maxLength=MOST_SHOWN)]
CaptionWords = Annotated[str, Field(max_length=80), BeforeValidator(_chosen), _schema(maxLength=80)]
SignWords = Annotated[str, Field(min_length=3, max_length=60), BeforeValidator(_chosen),
                      _schema(minLength=3, maxLength=60)]


class WithOwnWords(Spec):
    """A mapping whose keys have words of their own, in every language, where they are left out."""

    OWN_WORDS: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    @model_validator(mode="before")
    @classmethod
    def _with_own_words(cls, data: Any, info: ValidationInfo) -> Any:
        own = cls.OWN_WORDS.get(languages_of(info)[1], {})  # of a language that is refused at its own place
        return {**own, **data} if isinstance(data, dict) else data
