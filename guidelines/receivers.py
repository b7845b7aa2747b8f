"""What follows from changes of pages: rows only, in the transaction of the change."""
