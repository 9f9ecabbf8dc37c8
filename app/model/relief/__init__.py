"""The surface as a solid in space: how it is turned, where its points land on a picture, and what hides what."""
