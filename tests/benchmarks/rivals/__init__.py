"""What the portal is measured beside: the floor of its framework, the limit of its file server, and two rivals."""
