/// Looking for a text in a text by its UTF-8 bytes.
///
/// `String.contains` and `firstRange(of:)` compare characters under canonical equivalence, some fifty
/// times slower. Bytes are equal only where the same scalars are written.
extension String {
  /// Whether the bytes of `wanted` occur; true for an empty text.
  package func contains(utf8 wanted: String) -> Bool {
    Find.position(of: wanted.utf8Span.span, in: utf8Span.span) != nil
  }

  /// Whether the text begins with the bytes of `wanted`.
  package func hasPrefix(utf8 wanted: String) -> Bool {
    Find.matches(wanted.utf8Span.span, in: utf8Span.span, at: 0)
  }

  /// Where the bytes of `wanted` first occur; an empty text is found at the start.
  package func firstRange(utf8 wanted: String) -> Range<Index>? {
    self[...].firstRange(utf8: wanted)
  }
}

extension Substring {
  /// Whether the bytes of `wanted` occur; true for an empty text.
  package func contains(utf8 wanted: String) -> Bool {
    Find.position(of: wanted.utf8Span.span, in: utf8Span.span) != nil
  }

  /// Where the bytes of `wanted` first occur, as indices of the text that this is a part of; an empty
  /// text is found at the start.
  package func firstRange(utf8 wanted: String) -> Range<Index>? {
    guard let offset = Find.position(of: wanted.utf8Span.span, in: utf8Span.span) else {
      return nil
    }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: wanted.utf8.count)
  }
}
