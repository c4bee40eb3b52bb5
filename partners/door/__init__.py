"""How people who are not members yet come in: with a code on paper, or by asking."""
