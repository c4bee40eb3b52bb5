"""What is told: recaps of events, articles, and the registers made from them."""
