"""What a file may say: pydantic models, text in, model values out."""
