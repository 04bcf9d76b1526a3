"""A practice in its members' own words: the whole, its parts, criteria in their versions, cycles."""
