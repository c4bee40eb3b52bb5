"""What the ground floor does from the terminal."""
