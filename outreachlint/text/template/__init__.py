"""Templates: merge tags, spin text, conditions and comments in the dialects of the tools that fill them in."""
