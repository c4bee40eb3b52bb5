"""What partners do from the terminal."""
