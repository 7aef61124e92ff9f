import Bytes

/// Character references: `&amp;`, `&#8217;`, `&#x2019;`.
struct NamedCharacters: Sendable {
  private struct Entry {
    var nameStart: UInt32
    var nameEnd: UInt32
    var first: UInt32
    var second: UInt32
  }

  private let names: [UInt8]
  private let entries: [Entry]
  /// By first byte of the name: the first entry that has it; one more at the end.
  private let firstEntry: [Int]

  private static let shared = NamedCharacters()

  private init() {
    names = Array(NamedCharacters.table.utf8)
    var entries: [Entry] = []
    entries.reserveCapacity(NamedCharacters.count)
    var starts = [Int](repeating: 0, count: 257)
    var index = 0
    while index < names.count {
      let nameStart = index
      while names[index] != UInt8(ascii: " ") { index += 1 }
      var entry = Entry(
        nameStart: UInt32(nameStart), nameEnd: UInt32(index), first: 0, second: 0)
      index += 1
      while index < names.count, names[index] != UInt8(ascii: ",") {
        if names[index] == UInt8(ascii: "+") {
          entry.first = entry.second
          entry.second = 0
        } else {
          entry.second = entry.second << 4 | UInt32(Hex.value(of: names[index]) ?? 0)
        }
        index += 1
      }
      if entry.first == 0 { swap(&entry.first, &entry.second) }
      entries.append(entry)
      starts[Int(names[nameStart]) + 1] += 1
      index += 1
    }
    for byte in 1..<257 { starts[byte] += starts[byte - 1] }
    assert(entries.count == NamedCharacters.count && starts[256] == entries.count)
    self.entries = entries
    firstEntry = starts
  }

  /// Calls `body` with each name, its semicolon included, and the one or two scalars behind it.
  static func forEach(
    _ body: (_ name: ArraySlice<UInt8>, _ first: UInt32, _ second: UInt32) -> Void
  ) {
    for entry in shared.entries {
      body(
        shared.names[Int(entry.nameStart)..<Int(entry.nameEnd)], entry.first, entry.second)
    }
  }

  /// The reference that begins with the `&` at `index`, or nil where that is just an ampersand.
  static func reference(
    _ page: Span<UInt8>, at index: Int, inAttribute: Bool
  ) -> CharacterReference? {
    let start = index &+ 1
    guard start < page.count else { return nil }
    let byte = page[start]
    if byte == UInt8(ascii: "#") { return numeric(page, from: start &+ 1) }
    guard ASCII.isLetter(byte) else { return nil }
    if let common = common(page, from: start) { return common }
    return shared.named(page, from: start, inAttribute: inAttribute)
  }

  /// The five that make up nearly all references of real pages.
  private static func common(_ page: Span<UInt8>, from start: Int) -> CharacterReference? {
    guard start &+ 8 <= page.count else { return nil }
    let word = Scan.word(page, at: start)
    if word & 0xFFFF_FFFF == 0x3B70_6D61 { return CharacterReference(first: 38, end: start &+ 4) }
    if word & 0xFF_FFFF_FFFF == 0x3B_746F_7571 {
      return CharacterReference(first: 34, end: start &+ 5)
    }
    if word & 0xFF_FFFF == 0x3B_746C { return CharacterReference(first: 60, end: start &+ 3) }
    if word & 0xFF_FFFF == 0x3B_7467 { return CharacterReference(first: 62, end: start &+ 3) }
    if word & 0xFF_FFFF_FFFF == 0x3B_7073_626E {
      return CharacterReference(first: 160, end: start &+ 5)
    }
    return nil
  }

  /// The longest name of the table that the page has here.
  private func named(
    _ page: Span<UInt8>, from start: Int, inAttribute: Bool
  ) -> CharacterReference? {
    var low = firstEntry[Int(page[start])]
    var high = firstEntry[Int(page[start]) + 1]
    var found: Entry?
    var end = start
    var depth = 0
    // Entries low ..< high have the page's first `depth` bytes in common with it.
    while low < high {
      let entry = entries[low]
      if Int(entry.nameEnd - entry.nameStart) == depth {
        found = entry
        end = start + depth
        low += 1
        continue
      }
      guard start + depth < page.count else { break }
      let byte = page[start + depth]
      low = bound(from: low, to: high, depth: depth) { $0 < byte }
      high = bound(from: low, to: high, depth: depth) { $0 <= byte }
      depth += 1
    }
    assert(low <= high && high <= entries.count)
    guard let found else { return nil }
    if inAttribute, page[end - 1] != UInt8(ascii: ";"), end < page.count {
      // In `?a=1&copy=2` the author meant no sign.
      let next = page[end]
      if next == UInt8(ascii: "=") || ASCII.isLetter(next) || ASCII.isDigit(next) { return nil }
    }
    return CharacterReference(first: found.first, second: found.second, end: end)
  }

  /// The first entry of a range whose byte at `depth` is not `before`.
  private func bound(
    from start: Int, to end: Int, depth: Int, before: (UInt8) -> Bool
  ) -> Int {
    var (low, high) = (start, end)
    while low < high {
      let middle = (low + high) / 2
      if before(names[Int(entries[middle].nameStart) + depth]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  // MARK: Numbers

  private static func numeric(_ page: Span<UInt8>, from start: Int) -> CharacterReference? {
    var index = start
    let isHex = index < page.count && page[index] | 0x20 == UInt8(ascii: "x")
    if isHex { index += 1 }
    let digitsStart = index
    var value: UInt32 = 0
    while index < page.count {
      guard let digit = Hex.value(of: page[index]), isHex || digit < 10 else { break }
      value = min(value &* (isHex ? 16 : 10) &+ UInt32(digit), 0x11_0000)
      index += 1
    }
    guard index > digitsStart else { return nil }
    if index < page.count, page[index] == UInt8(ascii: ";") { index += 1 }
    return CharacterReference(first: replacement(value), end: index)
  }

  /// What a number stands for: Windows-1252 for the C1 controls, U+FFFD for what is no character.
  private static func replacement(_ value: UInt32) -> UInt32 {
    if value >= 0x80, value <= 0x9F {
      let mapped = windows1252[Int(value - 0x80)]
      return mapped == 0 ? value : UInt32(mapped)
    }
    return value == 0 || value > 0x10_FFFF || (0xD800...0xDFFF).contains(value) ? 0xFFFD : value
  }

  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
