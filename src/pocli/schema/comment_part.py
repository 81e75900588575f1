"""What may a comment say, in any record?"""

from pydantic import Field

from pocli.schema import fields as f


class CommentSchema(f.Strict):
    """What somebody said."""

    on: f.Day | None = Field(None, description="the day")
    by: f.Text = Field("", description="who said it")
    text: f.Text = Field("", description="what was said, Markdown")
