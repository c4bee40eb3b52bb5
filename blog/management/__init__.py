"""What stories can do from the terminal."""
