"""Steps of the schema. A step adds; it never writes to an entry or a posting."""
