"""The ground floor: what every app shares. It imports none of them."""
