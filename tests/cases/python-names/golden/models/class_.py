"""Models of `client.class_`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .._runtime.models import Model


class ListModel(Model):
    """List model."""

    type: Annotated[str | None, Field(alias="@type")] = None
    none: Annotated[str | None, Field(alias="None")] = None
    copy_: Annotated[bool | None, Field(alias="copy")] = None
    model_config_: Annotated[str | None, Field(alias="model_config")] = None
    schema_: Annotated[str | None, Field(alias="schema")] = None
