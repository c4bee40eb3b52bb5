"""From a text that an editor brings home to the draft of a recap."""
