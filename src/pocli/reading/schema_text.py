"""What may a file say, as JSON Schema 2020-12 for an editor that types YAML?"""

import json

from pocli.errors import PoError
from pocli.schema.json_schema import described

KINDS = {"story": "stories", "goal": "goals", "request": "requests", "sprint": "sprints", "config": "config"}


def json_schema(kind: str, id_prefix: str = "PO") -> str:
    """Return the schema of a kind of file as JSON text; its examples have the prefix of the backlog.

    Raises:
        PoError: there is no such kind.
    """
    if kind not in KINDS:
        raise PoError(f"`{kind}` is not a kind of file", f"there are: {', '.join(KINDS)}")
    made = described(KINDS[kind])
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "patternProperties": {"^x-": {}}}
    return json.dumps(made, indent=2, ensure_ascii=False).replace("PO-", f"{id_prefix}-") + "\n"
