"""Pages of dossiers, decisions, search and home."""
