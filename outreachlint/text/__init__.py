"""Text with positions: Source, Span, View, sentences, language."""
