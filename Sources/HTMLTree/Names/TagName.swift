/// An element's name as a small integer.
///
/// Known names have fixed numbers (`.div`, `.p`); others are numbered per document, so a number
/// beyond the known ones means nothing in another document. HTML names are in lower case; SVG's
/// mixed-case names (`foreignObject`) have numbers of their own.
package struct TagName: Hashable, Sendable {
  package var rawValue: UInt16

  @inline(__always)
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Whether two numbers are the same; written out so that other modules compare in place.
  @inlinable
  package static func == (one: TagName, other: TagName) -> Bool { one.rawValue == other.rawValue }

  /// The same for `switch`, which otherwise asks through `Equatable`.
  @inlinable
  package static func ~= (one: TagName, other: TagName) -> Bool { one.rawValue == other.rawValue }

  /// Whether the name is one of those known beforehand, and so means the same in every document.
  package var isKnown: Bool { Int(rawValue) < TagName.knownCount }

  /// The known name spelt so (lower case, except SVG's mixed-case names), or nil.
  package init?(known name: String) {
    guard let number = NameTable.tags.find(Array(name.utf8)), number < TagName.knownCount else {
      return nil
    }
    rawValue = number
  }
}
