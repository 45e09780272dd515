"""How the house looks: tokens, components, charts, French typography. No tables."""
