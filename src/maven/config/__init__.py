"""The key box: settings, addresses, and the server's two lanes."""
