"""What editors do for partners: their people, and those who ask to come in."""
