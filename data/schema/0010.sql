-- Searches ignore accents, width and Unicode form: `cafe` finds `Café`. See models/library/searching.py.
UPDATE sample SET words = path_folded(words) WHERE words IS NOT path_folded(words);
