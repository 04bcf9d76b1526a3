"""Sessions of assessment: own view first, all views shown at once, the last word one's own."""
