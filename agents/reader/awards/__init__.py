"""An award as a colleague tells it: winners, shares, prices, tooling, first orders."""
