"""Words that several pages share; no arithmetic."""
