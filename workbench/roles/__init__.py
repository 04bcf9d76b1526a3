"""Roles that hand themselves back: charters, nominations, what was decided for others, sunset."""
