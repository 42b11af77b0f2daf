"""What the nominations print: the decision; the papers with which a unit sends its dossiers up; the receipt."""
