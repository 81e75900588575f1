"""YAML as trees of texts with places, and its edits; knows no stories."""
