"""« Mon espace »: where a partner keeps its own profile, and sees nothing of anybody else's."""
