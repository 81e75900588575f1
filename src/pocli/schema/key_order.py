"""In which order do the keys of a file stand?"""

from functools import cache
from typing import Any

from pydantic import BaseModel

from pocli.model.place import Route
from pocli.schema.values import MODELS


@cache
def keys(kind: str, route: Route = ()) -> tuple[str, ...]:
    """Return the keys of the mapping at a route of a kind of file, in their order; empty where any key may stand.

    Args:
        kind: one of the folders of a backlog, or `config`.
        route: where the mapping stands, such as `("rice",)` or `("acceptance_criteria", 0)`.
    """
    model: type[BaseModel] | None = MODELS.get(kind)
    for step in route:
        if isinstance(step, str) and model:
            fields = {field.alias or name: field.annotation for name, field in model.model_fields.items()}
            model = model_of(fields.get(step))
    return tuple(field.alias or name for name, field in model.model_fields.items()) if model else ()


def model_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - a type
    """Return the model that an annotation holds, whatever wraps it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in getattr(annotation, "__args__", ()) if (found := model_of(inner))), None)
