"""Pictures, one module a chapter: each function draws on the Matplotlib figure it is handed."""
