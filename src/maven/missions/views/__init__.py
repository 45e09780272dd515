"""The pages of a mission's frame: launching, inviting, joining, preparing, who takes part."""
