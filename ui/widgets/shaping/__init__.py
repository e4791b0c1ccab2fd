"""Text of every script: bidirectional runs, shaped by HarfBuzz in fonts that hold them.

Imported when the first text appears that is not plain (`models.text.plain`).
"""
