/// Text on its way into the index.
enum IndexedText {
  /// The text as the index takes it: NUL, which would be taken for the end, replaced by U+FFFD.
  static func prepared(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    var prepared = ""
    for scalar in text.unicodeScalars {
      prepared.unicodeScalars.append(scalar.value == 0 ? "\u{FFFD}" : scalar)
    }
    return prepared
  }

  /// Names of people as a column of the index: a word between two keeps a phrase from joining them.
  static func names(_ names: [String]) -> String {
    names.map(prepared).joined(separator: "\n\u{E0FF}\n")
  }
}
