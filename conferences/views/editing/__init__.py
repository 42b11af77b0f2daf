"""Pages on which a plan is begun, written part by part, and taken back to an earlier version."""
