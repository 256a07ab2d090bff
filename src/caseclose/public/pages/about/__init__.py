"""About the site: whether it is official, what is kept of readers, and how to stay safe."""
