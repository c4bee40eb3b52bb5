"""`base` is production; `dev` and `test` loosen it."""
