"""Phase D: cycles of about three weeks, chosen in plenary, closed by a review."""
