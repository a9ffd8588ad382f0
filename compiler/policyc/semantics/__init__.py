"""From the tree to the model: names, types and units, bounds, exact scale and proved ranges."""
