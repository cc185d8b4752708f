"""Half an hour with somebody of the staff: who can be met, when, about what, and what is booked."""
