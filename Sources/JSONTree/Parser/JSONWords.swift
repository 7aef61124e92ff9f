/// The bare words that stand for values.
enum JSONWords {
  static let standard: [(StaticString, JSONValue.Kind)] = [
    ("true", .true), ("false", .false), ("null", .null),
  ]
  static let others: [(StaticString, JSONValue.Kind)] = [
    ("NaN", .null), ("Infinity", .null), ("undefined", .null), ("None", .null), ("True", .true),
    ("False", .false),
  ]

  static func matches(_ word: StaticString, _ bytes: Span<UInt8>, at start: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { return false }
    return word.withUTF8Buffer { letters in
      for index in 0..<count where unsafe letters[index] != bytes[start + index] { return false }
      return true
    }
  }
}
