import Bytes

/// A text to look for phrases in: its folded words, and its bytes with ASCII in lower case.
struct PhraseText {
  private(set) var words: [UInt64] = []
  private(set) var bytes: [UInt8] = []

  init() {}

  init(_ text: String, limit: Int = .max) {
    add(Array(text.utf8)[...], limit: limit)
  }

  /// A text whose words are known.
  init(words: [UInt64], text: ArraySlice<UInt8>) {
    self.words = words
    bytes = text.map { ASCII.lowercased($0) }
  }

  /// Adds a part behind which no phrase goes on; at most `limit` of its words.
  mutating func add(_ text: ArraySlice<UInt8>, limit: Int = .max) {
    if !words.isEmpty { words.append(WordScanner.basis) }
    words += WordScanner.hashes(Array(text), limit: limit)
    bytes += text.map { ASCII.lowercased($0) }
    bytes.append(0x0A)
  }
}
