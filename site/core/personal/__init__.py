"""What the site knows of an account: given back on demand, erased on demand."""
