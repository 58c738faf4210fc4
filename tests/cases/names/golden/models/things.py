"""Models of `client.things`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.models import Model


class Class(Model):
    """Three quotes \"\"\" and a backslash \\
    """

    import_: Annotated[str, Field(alias="import")]
    empty: Annotated[str | None, Field(alias="")] = None
    not_not_not: Annotated[str | None, Field(alias="!!!")] = None
    value_1st: Annotated[str | None, Field(alias="1st")] = None
    a_minus_b: Annotated[str | None, Field(alias="a-b")] = None
    a_b: str | None = None
    größe: float | None = None
    model_config_: Annotated[int | None, Field(alias="model_config")] = None
    str_: Annotated[str | None, Field(alias="str")] = None
