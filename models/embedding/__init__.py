"""What sounds are like, as vectors: how these are made, compared and searched.

Pure, like all models.
"""
