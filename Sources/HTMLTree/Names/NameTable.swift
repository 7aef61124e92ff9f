import Bytes

/// Names ↔ small integers: an open-addressed table over one array of bytes.
///
/// A value: every parse starts with a copy of the table of known names, which shares its storage
/// until the page brings a name that nobody knew.
struct NameTable: Sendable {
  /// `0` for a free slot. Up to eight bytes the name itself, little-endian; else a hash whose lowest
  /// byte is zero, which no short name has.
  private var keys: [UInt64]
  private var numbers: [UInt16]
  private var shift: Int
  private var bytes: [UInt8] = []
  /// Where each name ends in `bytes`, by number.
  private var ends: [UInt32] = []

  /// More probes than this never happen by chance; a page that wants them gets `overflow`.
  private static var probeLimit: Int { 48 }
  /// Names beyond this number share the number `overflow`.
  private static var countLimit: Int { 60_000 }
  /// Names longer than this share the number `overflow`.
  private static var lengthLimit: Int { 1 << 12 }
  /// The number of every name that was not given one of its own.
  static var overflow: UInt16 { .max }

  static let tags = NameTable(known: TagName.knownNames)
  static let attributes = NameTable(known: AttributeName.knownNames)

  private init(known: String) {
    shift = 64 - 10
    keys = [UInt64](repeating: 0, count: 1 << 10)
    numbers = [UInt16](repeating: 0, count: 1 << 10)
    for word in known.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
      _ = intern(Array(word))
    }
  }

  /// How many names have a number.
  var count: Int { ends.count }

  /// The bytes of a name; empty for `overflow`.
  func name(_ number: UInt16) -> ArraySlice<UInt8> {
    bytes[range(of: number)]
  }

  private func range(of number: UInt16) -> Range<Int> {
    guard Int(number) < ends.count else { return 0..<0 }
    return (number == 0 ? 0 : Int(ends[Int(number) - 1]))..<Int(ends[Int(number)])
  }

  @inline(__always)
  private func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(shift))
  }

  /// The number of the name that stands in a page, capitals read as small letters, if it has one.
  @inline(__always)
  func find(_ page: Span<UInt8>, _ start: Int, _ end: Int) -> UInt16? {
    let key = NameTable.key(page, start, end, isLowering: true)
    var entry = slot(key)
    let mask = keys.count &- 1
    while keys[entry] != 0 {
      if keys[entry] == key, end &- start <= 8 || isName(numbers[entry], page, start, end) {
        return numbers[entry]
      }
      entry = (entry &+ 1) & mask
    }
    return nil
  }

  private func isName(_ number: UInt16, _ page: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let name = range(of: number)
    guard name.count == end &- start else { return false }
    var index = start
    for offset in name {
      guard ASCII.lowercased(page[index]) == bytes[offset] else { return false }
      index &+= 1
    }
    return true
  }

  /// The number of a name, if it has one; capitals count.
  func find(_ name: [UInt8]) -> UInt16? {
    guard !name.isEmpty else { return nil }
    let key = NameTable.key(name.span, 0, name.count, isLowering: false)
    var entry = slot(key)
    while keys[entry] != 0 {
      if keys[entry] == key, self.name(numbers[entry]).elementsEqual(name) {
        return numbers[entry]
      }
      entry = (entry + 1) & (keys.count - 1)
    }
    return nil
  }

  /// The number of a name, a new one if need be; `overflow` beyond the limits.
  mutating func intern(_ name: [UInt8]) -> UInt16 {
    guard !name.isEmpty, name.count <= NameTable.lengthLimit else { return NameTable.overflow }
    let key = NameTable.key(name.span, 0, name.count, isLowering: false)
    var entry = slot(key)
    var probes = 0
    while keys[entry] != 0 {
      if keys[entry] == key, self.name(numbers[entry]).elementsEqual(name) {
        return numbers[entry]
      }
      entry = (entry + 1) & (keys.count - 1)
      probes += 1
      if probes > NameTable.probeLimit { return NameTable.overflow }
    }
    guard ends.count < NameTable.countLimit else { return NameTable.overflow }
    let number = UInt16(ends.count)
    assert(number != NameTable.overflow && keys[entry] == 0)
    keys[entry] = key
    numbers[entry] = number
    bytes += name
    ends.append(UInt32(bytes.count))
    if ends.count * 2 > keys.count { grow() }
    assert(ends.count * 2 <= keys.count, "half of the slots stay empty, so that a search ends")
    return number
  }

  private mutating func grow() {
    let (oldKeys, oldNumbers) = (keys, numbers)
    shift -= 1
    assert(oldKeys.count == 1 << (63 - shift), "the shift belongs to the table's size")
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    numbers = [UInt16](repeating: 0, count: oldKeys.count * 2)
    for (key, number) in zip(oldKeys, oldNumbers) where key != 0 {
      var entry = slot(key)
      while keys[entry] != 0 { entry = (entry + 1) & (keys.count - 1) }
      keys[entry] = key
      numbers[entry] = number
    }
  }

  /// The key of a name that stands in a page.
  @inline(__always)
  private static func key(
    _ page: Span<UInt8>, _ start: Int, _ end: Int, isLowering: Bool
  ) -> UInt64 {
    let length = end &- start
    if length <= 8 {
      return word(page, start, length, isLowering: isLowering)
    }
    var hash = UInt64(truncatingIfNeeded: length)
    var index = start
    while index < end {
      let word = word(page, index, min(end &- index, 8), isLowering: isLowering)
      hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash &>> 32
      index &+= 8
    }
    return max(hash &<< 8, 256)
  }

  /// Up to eight bytes of a page, the first lowest.
  @inline(__always)
  private static func word(
    _ page: Span<UInt8>, _ start: Int, _ length: Int, isLowering: Bool
  ) -> UInt64 {
    var word: UInt64 = 0
    if start &+ 8 <= page.count {
      word = Scan.word(page, at: start)
      if length < 8 { word &= (1 &<< UInt64(8 &* length)) &- 1 }
    } else {
      for offset in 0..<length { word |= UInt64(page[start + offset]) << UInt64(8 * offset) }
    }
    return isLowering ? Scan.lowered(word) : word
  }
}
