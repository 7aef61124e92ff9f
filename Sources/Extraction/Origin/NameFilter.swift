/// Tells cheaply that a line has none of many names: most lines have not.
struct NameFilter: Sendable {
  /// Hashes of the names' first words that say something.
  private var starts: Set<UInt64> = []

  init(_ names: some Sequence<String>) {
    for name in names {
      let words = name.split { !$0.isLetter && !$0.isNumber }
      guard let word = words.first(where: { !Self.common.contains($0.lowercased()) }) ?? words.first
      else { continue }
      for form in [
        word.lowercased(), word.uppercased(), String(word),
        word.prefix(1).uppercased() + word.dropFirst().lowercased(),
      ] {
        starts.insert(Self.hash(form))
      }
    }
  }

  /// False where none of the names can be in a line. Lines in scripts without blanks, and with hosts, are
  /// not told apart.
  func mayHave(_ line: String) -> Bool {
    var hash = Self.basis
    var isInWord = false
    var last: UInt8 = 0
    var beforeLast: UInt8 = 0
    for byte in line.utf8 {
      if byte >= 0xE3 { return true }
      // `harbour.example`
      if last == UInt8(ascii: "."), Self.isLetter(byte), Self.isLetter(beforeLast) { return true }
      if Self.isWord(byte) {
        hash = (hash ^ UInt64(Self.lower(byte))) &* Self.prime
        isInWord = true
      } else if isInWord {
        if starts.contains(hash) { return true }
        hash = Self.basis
        isInWord = false
      }
      beforeLast = last
      last = byte
    }
    return isInWord && starts.contains(hash)
  }

  private static func hash(_ word: String) -> UInt64 {
    word.utf8.reduce(basis) { ($0 ^ UInt64(lower($1))) &* prime }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte &- 0x30 < 10 || byte >= 0x80
  }

  /// Words that many names begin with, and lines, too.
  private static let common: Set<String> = [
    "the", "la", "le", "el", "los", "las", "die", "der", "den", "new", "san", "st", "de", "al", "a",
  ]
  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x100_0000_01b3
}
