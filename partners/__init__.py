"""Partners: organisations, what they do, who speaks for them and where they are cited."""
