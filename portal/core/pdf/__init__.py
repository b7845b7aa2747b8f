"""What all documents of the portal share: letters, styles, frame. Same facts, same bytes."""
