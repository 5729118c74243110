"""The examples of docs/collect: what is brought, and the page that shows it with what `expolens collect` says of it today."""
