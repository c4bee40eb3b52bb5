"""What partners can do from the terminal."""
