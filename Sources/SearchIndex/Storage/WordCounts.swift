/// Counts the words of one text: a table with open addressing over words that lie one behind the other,
/// since a dictionary of arrays takes four times as long as cutting the words.
struct WordCounts {
  private struct Entry {
    var start: Int32
    var end: Int32
    var count: Int32
  }

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Places in `entries` and one more; 0 for an empty slot. The size is a power of two.
  private var slots: [Int32]

  /// `byteCount`: Of the text; there are not more words than half of it.
  init(byteCount: Int) {
    var size = 64
    while size < min(byteCount, 1 << 20) / 4 { size *= 2 }
    slots = Array(repeating: 0, count: size)
    bytes.reserveCapacity(byteCount)
    entries.reserveCapacity(size / 2)
  }

  mutating func add(_ word: [UInt8], _ weight: Int32) {
    if entries.count * 2 >= slots.count { grow() }
    var slot = Self.hash(word.span) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isEqual(entries[number], word.span) {
        entries[number].count += weight
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let start = Int32(bytes.count)
    bytes.append(contentsOf: word)
    entries.append(Entry(start: start, end: Int32(bytes.count), count: weight))
    slots[slot] = Int32(entries.count)
  }

  /// Calls `body` with each word that comes so often, in the order of their first places.
  func forEach(atLeast least: Int32, _ body: (ArraySlice<UInt8>, Int32) -> Void) {
    for entry in entries where entry.count >= least {
      body(bytes[Int(entry.start)..<Int(entry.end)], entry.count)
    }
  }

  private func isEqual(_ entry: Entry, _ word: Span<UInt8>) -> Bool {
    let start = Int(entry.start)
    guard Int(entry.end) - start == word.count else { return false }
    for index in 0..<word.count where bytes[start + index] != word[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for (number, entry) in entries.enumerated() {
      var slot =
        Self.hash(bytes.span.extracting(Int(entry.start)..<Int(entry.end))) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number + 1)
    }
  }

  private static func hash(_ word: Span<UInt8>) -> Int {
    var hash: UInt32 = 0x811C_9DC5
    for index in 0..<word.count { hash = (hash ^ UInt32(word[index])) &* 0x0100_0193 }
    return Int(hash ^ hash >> 15)
  }
}
