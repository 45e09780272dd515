"""The frame: a mission, its working group, who takes part and how they came, phases A to D."""
