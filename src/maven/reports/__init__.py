"""What leaves the house on paper: the stage report."""
