"""Recovery of customers when goods on the way come late: who waits, stock, options, promises."""
