"""A change of an order until both sides agree: asked, answered, in force, field by field."""
