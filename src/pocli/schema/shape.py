"""What is a field made of: a text, a list, a mapping?"""

from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from pocli.model.place import Route
from pocli.schema import lists
from pocli.schema.key_order import model_of
from pocli.schema.values import MODELS

Shape = Literal["text", "words", "sentences", "mappings", "mapping", "anything"]


def shape(kind: str, route: Route) -> Shape | None:
    """Return what a field of a kind of file is made of; None where there is no such field.

    Args:
        kind: one of the folders of a backlog, or `config`.
        route: the way to the field; a number is the place of an item in a list.
    """
    model: type[BaseModel] | None = MODELS[kind]
    found: Shape | None = "mapping"
    if str(route[0]).startswith("x-"):
        return "anything"
    for step in route:
        if isinstance(step, int):
            found = {"words": "text", "sentences": "anything", "mappings": "mapping"}.get(str(found))  # type: ignore[assignment]
            continue
        if found == "anything" and model is None:
            return found
        named = {one.alias or name: one for name, one in model.model_fields.items()} if model else {}
        if step not in named or found not in {"mapping", "anything"}:
            return None
        model = model_of(named[step].annotation)
        found = _of(named[step].annotation, named[step].metadata, model)
    return found


def _of(annotation: Any, metadata: list[Any], model: type[BaseModel] | None) -> Shape:  # noqa: ANN401 - a type
    kinds = {get_origin(one) or one for one in (annotation, *get_args(annotation))}
    if lists.SENTENCES in metadata:
        return "sentences"
    if list in kinds:
        return "mappings" if model else "words"
    if dict in kinds:
        return "anything"
    return "mapping" if model else "text"
