"""The top floor: settings, addresses and the door to the server."""
