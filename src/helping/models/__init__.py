"""Models of the helping relationship: pure functions from named parameters to small dataclasses."""
