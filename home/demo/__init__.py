"""The demo content: a living site for whoever tries Maillage."""
