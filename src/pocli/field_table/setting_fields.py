"""What is true of each setting of po.yaml?"""

from pocli.field_table.field import Field

MODELS = {
    "rice": "reach × impact × confidence ÷ effort",
    "wsjf": "(value + time criticality + risk reduction) ÷ job size",
    "ice": "impact × confidence × ease",
    "value-points": "expected value ÷ points",
    "cd3": "cost of delay ÷ duration",
}
LEVELS = {
    "error": "it fails the validation",
    "warning": "it is shown, and fails a strict validation",
    "info": "it is shown with --pedantic",
    "off": "po does not look for it",
}
CONFIG = (
    Field("project", "text", ("Invoicely",)),
    Field("id_prefix", "name", ("PO",)),
    Field("reach_period", "name", ("quarter",)),
    Field("points_per_person_month", "number", (20,)),
    Field("money", "mapping", ({"EUR": 50},)),
    Field("reserve", "number", ("20%",)),
    Field("horizon", "number", (3,)),
    Field("time_zone", "name", ("Europe/Berlin",)),
    Field("sprint_days", "number", (14,)),
    Field("working_days", "names", ("mon-fri", ["mon", "tue", "thu"])),
    Field("holidays", "days", (["2026-12-25"],), unordered=True),
    Field("statuses", "mapping", ({"in-review": "doing"},)),
    Field("personas", "texts", (["accountant", "business owner"],), unordered=True),
    Field("pins", "ids", (["PO-44", "PO-12"],), refers="story"),
    Field("definition_of_ready", "names", (["acceptance_criteria", "points"],), unordered=True),
    Field(
        "definition_of_done",
        "texts",
        (["Reviewed by a second developer", "Documented for users"],),
        unordered=True,
    ),
    Field("scoring", "name", ("rice",), words=MODELS),
    Field(
        "rules", "mapping", ({"missing-benefit": "off", "large-story": {"level": "error", "max_points": 8}},), LEVELS
    ),
)
