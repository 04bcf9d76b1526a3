"""The formal self and peer audit: how practice moved over the cycles, in the person's own order."""
