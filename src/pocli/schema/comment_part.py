"""What may a comment say, in any record?"""

from typing import Any

from pydantic import Field, model_validator

from pocli.schema import fields as f


class CommentSchema(f.Strict):
    """What somebody said."""

    on: f.Day | None = Field(None, description="the day")
    by: f.Text = Field("", description="who said it")
    text: f.Text = Field("", description="what was said, Markdown")

    @model_validator(mode="before")
    @classmethod
    def _says_something(cls, value: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Refuse a comment without a text."""
        if isinstance(value, dict) and not str(value.get("text") or "").strip():
            raise f.wrong("a comment needs a text", "write `text:` and what was said")
        return value
