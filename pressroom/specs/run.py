"""materials/runs/<name>.yaml: one material, printed for each row of a table."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pressroom.field_types import FileName, FormatName, Name, Spec, Switch, Text
from pressroom.models import BeforeValidator, Field, PydanticCustomError, WithJsonSchema

FOLDER = "materials/runs"
PREFIX = "record."
"""Before the key of a column, where a text names it: `{record.practice}`."""
OFFICIALS = "officials"
"""In place of a table: the register of elected officials."""

_OR_TEXT = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})


class ColumnSpec(Spec):
    """A column of the table.

    Attributes:
        name: as people see it in their table.
        empty: whether a row may leave it empty.
    """

    name: Annotated[Text, Field(min_length=1, max_length=200)]
    empty: Switch = False


class RecordLinkSpec(Spec):
    """Where each record's code leads.

    Attributes:
        key: a key of campaign.yaml; the words beside the code are that link's.
        parameters: what is added to its address, by name: texts with `{record.KEY}`.
        address: the key of a column that holds whole addresses, in place of the link's own.
    """

    key: Name
    parameters: dict[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,39}$")], Text] = Field(
        default_factory=dict)
    address: Name | None = None


class RecordPictureSpec(Spec):
    """A picture of each record's own.

    Attributes:
        column: the key of the column that has the names of the files.
        folder: where these files lie, beside the run.
        alt: what they show, in words, with `{record.KEY}`.
    """

    column: Name
    folder: FileName = "pictures"
    alt: Annotated[Text, Field(min_length=3, max_length=300)]


class OfficialsSpec(Spec):
    """Which officials of the register are the records.

    Their columns are title, civility, first-name, last-name, address, postcode, town, place and constituency.

    Attributes:
        who: deputies, senators or mayors.
        departments: their codes, such as 06 or 2A; left out, all of them.
    """

    who: Literal["deputies", "senators", "mayors"]
    departments: tuple[Annotated[str, Field(pattern=r"^(?:\d{2,3}|2[AB]|Z[A-Z])$")], ...] = ()


def _column(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _link(value: Any) -> Any:
    return {"key": value} if isinstance(value, str) else value


def _records(value: Any) -> Any:
    if isinstance(value, str) and ("/" in value or "\\" in value or value in (".", "..")):
        raise PydanticCustomError("run_table", "{value} is not a file beside the run", {"value": value[:60]})
    return value


class RunSpec(Spec):
    """The whole file.

    Attributes:
        title: of the run, for those who print it.
        material: the piece of which each record has a copy of its own.
        formats: some of the material's; left out, all of them.
        edition: for a print shop, or for members.
        printer: a preset, unless it is the campaign's.
        records: a table beside this file (CSV, TSV, XLSX, ODS); `officials` for the register; left out, the one that
            the command names.
        officials: which of the register.
        columns: the names of the table's columns, by the keys that texts name them by: `{record.KEY}`.
        key: the column that names each record in file names and in the finished file; left out, its row does.
        words: texts in place of the material's, and of the fields of its layout, with `{record.KEY}`.
        link: a key of campaign.yaml, with parameters or an address for each record.
        picture: a picture of each record's own, in place of the material's.
        name: of each file, with `{row}` or `{record.KEY}`.
        order: keys of columns by which records are sorted; left out, the order of the table.
        as: `one` file of all records, or one for each.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    material: Name
    formats: tuple[FormatName, ...] = ()
    edition: Literal["press", "members"] = "press"
    printer: Name | None = None
    records: Annotated[FileName, BeforeValidator(_records)] | None = None
    officials: OfficialsSpec | None = None
    columns: dict[Name, Annotated[ColumnSpec, BeforeValidator(_column), _OR_TEXT]] = Field(default_factory=dict)
    key: Name | None = None
    words: dict[Name, Text] = Field(default_factory=dict)
    link: Annotated[RecordLinkSpec, BeforeValidator(_link), _OR_TEXT] | None = None
    picture: RecordPictureSpec | None = None
    name: Annotated[Text, Field(min_length=1, max_length=200)] = "{row}"
    order: tuple[Name, ...] = ()
    made_as: Literal["one", "files"] = Field(default="one", alias="as")
