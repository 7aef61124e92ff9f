/// An attribute's name as a small integer; numbered as `TagName` is.
package struct AttributeName: Hashable, Sendable {
  package var rawValue: UInt16

  @inline(__always)
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Whether two numbers are the same; written out so that other modules compare in place.
  @inlinable
  package static func == (one: AttributeName, other: AttributeName) -> Bool {
    one.rawValue == other.rawValue
  }

  /// The same for `switch`, which otherwise asks through `Equatable`.
  @inlinable
  package static func ~= (one: AttributeName, other: AttributeName) -> Bool {
    one.rawValue == other.rawValue
  }

  /// Whether the name is one of those known beforehand, and so means the same in every document.
  package var isKnown: Bool { Int(rawValue) < AttributeName.knownCount }

  /// The known name spelt so, in lower case, or nil.
  package init?(known name: String) {
    guard let number = NameTable.attributes.find(Array(name.utf8)),
      number < AttributeName.knownCount
    else { return nil }
    rawValue = number
  }
}
