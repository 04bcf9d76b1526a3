"""What a page may load: from this room, and from nowhere else."""

SOURCES = {
    "default-src": "'none'",
    "script-src": "'self' blob:",  # blob: a control's script comes as text; none stands in a page itself
    "style-src": "'self' 'unsafe-inline'",  # widgets carry their layout in style attributes
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}

PAGE = "; ".join(f"{name} {value}" for name, value in SOURCES.items())
