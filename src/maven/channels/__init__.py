"""Phase B: the tools that carry the news of the work. Empty until channels are built."""
