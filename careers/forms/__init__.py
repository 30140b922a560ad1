"""What a visitor types in the simulator: its form, and the fields of it."""

from .simulation import SimulationForm

__all__ = ["SimulationForm"]
