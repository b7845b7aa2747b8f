"""What happens in the performance cycle of the demo office: events that call its verbs."""
