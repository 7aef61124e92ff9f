/// Finds the first of some phrases in a text, byte by byte and without a copy of it: for texts of which
/// nearly none has one.
///
/// Letters of ASCII are compared without case; of other letters the first of a phrase may be a capital.
struct PhraseFinder: Sendable {
  private let phrases: [[UInt8]]
  /// Which of the given phrases each is a form of.
  private let numbers: [Int]
  /// A bit for each pair of bytes that a phrase begins with.
  private var pairs = [UInt64](repeating: 0, count: 1 << 10)
  private var starts: [UInt16: [Int]] = [:]

  init(_ given: [String]) {
    var phrases: [[UInt8]] = []
    var numbers: [Int] = []
    for (number, phrase) in given.enumerated() {
      let lower = phrase.lowercased()
      for form in Set([lower, lower.prefix(1).uppercased() + lower.dropFirst()]) {
        let bytes = form.utf8.map(Self.lower)
        precondition(bytes.count >= 2, "a phrase of a byte would be found everywhere")
        if phrases.contains(bytes) { continue }
        phrases.append(bytes)
        numbers.append(number)
      }
    }
    self.phrases = phrases
    self.numbers = numbers
    for (index, phrase) in phrases.enumerated() {
      let pair = UInt16(phrase[0]) << 8 | UInt16(phrase[1])
      pairs[Int(pair >> 6)] |= 1 << UInt64(pair & 63)
      starts[pair, default: []].append(index)
    }
  }

  /// The first phrase in a text: its number among those given, and the bytes that it takes.
  func first(in text: Span<UInt8>) -> (number: Int, range: Range<Int>)? {
    guard text.count >= 2 else { return nil }
    var last = Self.lower(text[0])
    for index in 1..<text.count {
      let byte = Self.lower(text[index])
      let pair = UInt16(last) << 8 | UInt16(byte)
      last = byte
      guard pairs[Int(pair >> 6)] >> UInt64(pair & 63) & 1 != 0 else { continue }
      for phrase in starts[pair] ?? [] where stands(phrases[phrase], in: text, at: index - 1) {
        return (numbers[phrase], (index - 1)..<(index - 1 + phrases[phrase].count))
      }
    }
    return nil
  }

  private func stands(_ phrase: [UInt8], in text: Span<UInt8>, at start: Int) -> Bool {
    guard start + phrase.count <= text.count else { return false }
    for offset in phrase.indices where Self.lower(text[start + offset]) != phrase[offset] {
      return false
    }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
}
