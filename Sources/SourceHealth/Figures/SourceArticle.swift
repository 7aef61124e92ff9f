/// An article of a source, as health counts it.
package struct SourceArticle: Sendable, Equatable {
  /// When its file was claimed, in milliseconds since 1970.
  package var arrival: Int64
  /// UTF-8 bytes of its paragraphs.
  package var textByteCount: Int
  /// The encoding of its file, where it is known.
  package var charset: String?
  /// It is a copy of an article that was there before.
  package var isDuplicate: Bool
  /// Damage from a wrong encoding was repaired in it.
  package var isRepaired: Bool

  package init(
    arrival: Int64, textByteCount: Int, charset: String? = nil, isDuplicate: Bool = false,
    isRepaired: Bool = false
  ) {
    self.arrival = arrival
    self.textByteCount = textByteCount
    self.charset = charset
    self.isDuplicate = isDuplicate
    self.isRepaired = isRepaired
  }
}
