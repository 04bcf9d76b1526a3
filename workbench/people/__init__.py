"""Groups, the people in them, and the links by which they come in."""
