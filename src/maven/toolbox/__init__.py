"""The Maven Toolkit: kinds of activities told apart on four dimensions, and their quantities."""
