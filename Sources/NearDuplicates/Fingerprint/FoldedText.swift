/// A text as fingerprints see it: words without case, accents, apostrophes, hyphens at line ends,
/// digit separators or the debris of a wrong code page; and the lines that they stand on.
struct FoldedText {
  /// All words in reading order.
  private(set) var words: [FoldedWord] = []
  /// For each line with words, in order: the index of its first word.
  private(set) var lineStarts: [Int] = []

  /// The letters and digits of all words without what lies between, as look-alike classes: the first
  /// `letterCount` bytes.
  private(set) var letters: [UInt8]
  private(set) var letterCount = 0

  private var hash = Mixing.offset
  private var lastLetter: UInt8 = 0
  private var length = 0
  private var digits = 0
  private var lettersSinceDot = 0
  private var lowercase = 0
  private var traits: WordTraits = []
  private var opensSentence = true
  private var opensLine = true
  /// Bytes since the last word that are neither letters nor a single space.
  private var gap = 2

  /// Space for a text of `byteCount` bytes.
  init(byteCount: Int = 0) {
    words.reserveCapacity(byteCount / 6 + 8)
    letters = [UInt8](repeating: 0, count: byteCount + 8)
  }

  /// Words beyond this are not looked at, so that a file of many megabytes costs a bounded time.
  static let wordLimit = 1 << 20

  /// Takes in one paragraph; its line breaks are lines of their own.
  mutating func append(paragraph: Span<UInt8>) {
    endLine()
    let tables = Self.tables
    var at = 0
    let count = paragraph.count
    while at < count {
      let byte = paragraph[at]
      if byte >= 0x80 {
        at = appendRun(paragraph, from: at)
        continue
      }
      if tables.kinds[Int(byte)] < 4 {
        at = appendLetters(paragraph, from: at, tables)
      } else {
        at = separate(paragraph, byte, next: at + 1)
      }
      if words.count >= Self.wordLimit { break }
    }
    endLine()
  }

  /// What each ASCII byte is, and which class of look-alikes it belongs to.
  private struct Tables {
    /// 0 lower case, 1 upper case, 2 digit, 4 space, 5 line break, 6 sentence end, 7 joins digits or
    /// initials, 8 apostrophe, 9 hyphen, 10 anything else.
    let kinds: [UInt8] = (0..<128).map { byte in
      switch UInt8(byte) {
      case 0x61...0x7A: 0
      case 0x41...0x5A: 1
      case 0x30...0x39: 2
      case 0x20, 0x09: 4
      case 0x0A, 0x0D: 5
      case 0x21, 0x3F, 0x3A: 6
      case 0x2E, 0x2C: 7
      case 0x27, 0x60: 8
      case 0x2D: 9
      default: 10
      }
    }

    /// Letters that scanners and typists take for each other are one class: i, j and l; c and e; n and
    /// u; b and h; f and t; g and q. Digits stand for themselves until the word turns out to hold
    /// letters.
    let lookAlikes: [UInt8] = (0..<128).map { byte in
      switch UInt8(byte) {
      case 0x6C, 0x6A: 0x69
      case 0x65: 0x63
      case 0x75: 0x6E
      case 0x68: 0x62
      case 0x66: 0x74
      case 0x71: 0x67
      default: UInt8(byte)
      }
    }

    /// For each byte that is a letter or digit: the lower-case letter, from bit 8 on its look-alike
    /// class, in bit 16 whether it is lower case and in bit 17 whether it is a digit; 0 for others.
    let letters: [UInt32]

    init() {
      let (kinds, lookAlikes) = (kinds, lookAlikes)
      letters = (0..<256).map { byte in
        guard byte < 128, kinds[byte] < 4 else { return 0 }
        let lower = kinds[byte] == 1 ? byte | 0x20 : byte
        let kind: UInt32 = kinds[byte] == 0 ? 0x10000 : kinds[byte] == 2 ? 0x20000 : 0
        return UInt32(lower) | UInt32(lookAlikes[lower]) << 8 | kind
      }
    }
  }

  private static let tables = Tables()
  private static var kinds: [UInt8] { tables.kinds }

  /// Takes in a run of ASCII letters and digits; returns where it ends.
  private mutating func appendLetters(
    _ text: Span<UInt8>, from start: Int, _ tables: Tables
  ) -> Int {
    var at = start
    var hash = length == 0 ? Mixing.offset : self.hash
    var last = UInt32(lastLetter)
    var count = letterCount
    var (lowercase, digits) = (lowercase, digits)
    if length == 0, tables.kinds[Int(text[at])] == 1 { traits.insert(.capital) }
    reserveLetters(text.count - start)
    let table = tables.letters.span
    var out = letters.mutableSpan
    while at < text.count {
      let entry = table[Int(text[at])]
      if entry == 0 { break }
      lowercase &+= Int(entry &>> 16 & 1)
      digits &+= Int(entry &>> 17)
      let lower = entry & 0xFF
      hash = (hash ^ UInt64(lower)) &* Mixing.prime
      // rn is an m, vv a w, cl a d.
      switch last &<< 8 | lower {
      case 0x726E where count > 0: out[count &- 1] = 0x6D
      case 0x7676 where count > 0: out[count &- 1] = 0x77
      case 0x636C where count > 0: out[count &- 1] = 0x64
      default:
        out[count] = UInt8(truncatingIfNeeded: entry &>> 8)
        count &+= 1
      }
      last = lower
      at &+= 1
    }
    letterCount = count
    (self.lowercase, self.digits) = (lowercase, digits)
    self.hash = hash
    lastLetter = UInt8(last)
    length += at - start
    lettersSinceDot += at - start
    return at
  }

  /// Makes space for `count` more letters.
  @inline(__always)
  private mutating func reserveLetters(_ count: Int) {
    let missing = letterCount + count - letters.count
    if missing > 0 {
      letters.append(contentsOf: repeatElement(0, count: max(missing, letters.count)))
    }
  }

  /// Takes in a letter that a scalar outside ASCII was folded to.
  private mutating func append(folded letter: UInt8) {
    if length == 0 { hash = Mixing.offset }
    if letter < 0x3A { digits += 1 } else { lowercase += 1 }
    hash = (hash ^ UInt64(letter)) &* Mixing.prime
    switch (lastLetter, letter) {
    case (0x72, 0x6E): letters[letterCount - 1] = 0x6D
    case (0x76, 0x76): letters[letterCount - 1] = 0x77
    case (0x63, 0x6C): letters[letterCount - 1] = 0x64
    default: append(class: Self.tables.lookAlikes[Int(letter)])
    }
    lastLetter = letter
    length += 1
    lettersSinceDot += 1
  }

  private mutating func append(class letter: UInt8) {
    reserveLetters(1)
    letters[letterCount] = letter
    letterCount += 1
  }

  /// Handles an ASCII byte that is neither letter nor digit; returns where to go on.
  private mutating func separate(_ text: Span<UInt8>, _ byte: UInt8, next: Int) -> Int {
    switch Self.kinds[Int(byte)] {
    case 4:
      endWord()
      gap += 1
    case 5:
      endLine()
    case 7:
      let following = next < text.count ? text[next] : 0
      let kind = following < 0x80 ? Self.kinds[Int(following)] : 10
      if length > 0, kind == 2, digits == length { return next }
      if length > 0, byte == 0x2E, kind < 2, lettersSinceDot == 1, digits == 0 {
        lettersSinceDot = 0
        return next
      }
      endWord()
      gap += 2
      if byte == 0x2E { opensSentence = true }
    case 8:
      return next
    case 9:
      if length > 0, let joined = afterHyphenBreak(text, next) { return joined }
      endWord()
      gap += 1
    case 6:
      endWord()
      gap += 2
      opensSentence = true
    default:
      endWord()
      gap += 2
    }
    return next
  }

  /// Where a word goes on that a hyphen broke at the end of a line; nil where none does.
  private func afterHyphenBreak(_ text: Span<UInt8>, _ next: Int) -> Int? {
    var at = next
    while at < text.count, text[at] == 0x20 || text[at] == 0x0D { at += 1 }
    guard at < text.count, text[at] == 0x0A else { return nil }
    at += 1
    while at < text.count, text[at] == 0x20 { at += 1 }
    guard at < text.count, text[at] < 0x80, Self.kinds[Int(text[at])] == 0 else { return nil }
    return at
  }

  /// Takes in a run of bytes outside ASCII; returns where it ends.
  ///
  /// A run that mixes letters with signs, or foreign letters into a Latin word, is the debris of a
  /// wrong code page (`â€™`, `ΓÇÖ`, `โ€”`): it vanishes without splitting the word.
  private mutating func appendRun(_ text: Span<UInt8>, from start: Int) -> Int {
    var end = start
    var hasLatin = false
    var hasOther = false
    var hasSymbol = false
    while end < text.count, text[end] >= 0x80 {
      let scalar = Self.decode(text, &end)
      switch LatinFolding.classify(scalar) {
      case .latin: hasLatin = true
      case .letter, .ideograph: hasOther = true
      case .symbol: hasSymbol = true
      case .ignored, .boundary: break
      }
    }
    let following = end < text.count ? Self.kinds[Int(text[end])] : 10
    let inLatinWord = (length > 0 && digits < length) || following < 2
    let hasLetters = hasLatin || hasOther
    if hasLetters, hasSymbol || (hasOther && (hasLatin || inLatinWord)) { return end }
    var at = start
    while at < end { append(scalar: Self.decode(text, &at)) }
    return end
  }

  private mutating func append(scalar: UInt32) {
    if length == 0, Self.isCapital(scalar) { traits.insert(.foldedCapital) }
    switch LatinFolding.classify(scalar) {
    case .latin(let base):
      if base != 0 {
        append(folded: base)
      } else {
        append(other: scalar)
      }
    case .letter(let lower): append(other: lower)
    case .ideograph(let letter):
      endWord()
      append(other: letter)
      traits.insert(letter >= 0xE00 && letter < 0x1800 ? .unspaced : .ideograph)
      endWord()
    case .ignored: break
    case .boundary, .symbol:
      endWord()
      gap += 2
      if scalar == 0x3002 || scalar == 0x2026 { opensSentence = true }
    }
  }

  /// Whether a scalar outside of ASCII is a capital letter of Latin-1, Greek, Cyrillic or Armenian.
  @inline(__always)
  private static func isCapital(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xC0...0xDE, 0x386...0x38F, 0x391...0x3AB, 0x400...0x42F, 0x531...0x556: true
    case 0x460..<0x530: scalar & 1 == 0
    default: false
    }
  }

  private mutating func append(other scalar: UInt32) {
    if length == 0 { hash = Mixing.offset }
    if scalar >= 0xAC00, scalar < 0xD7B0 { traits.insert(.hangul) }
    hash = (hash ^ UInt64(scalar)) &* Mixing.prime
    append(class: UInt8(truncatingIfNeeded: scalar) | 0x80)
    append(class: UInt8(truncatingIfNeeded: scalar >> 7) | 0x80)
    lastLetter = 0
    length += 1
    lettersSinceDot += 1
    lowercase += 1
  }

  /// Decodes one scalar of well-formed UTF-8; damaged bytes give U+FFFD each.
  private static func decode(_ text: Span<UInt8>, _ at: inout Int) -> UInt32 {
    let lead = UInt32(text[at])
    let size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, at + size <= text.count else {
      at += 1
      return 0xFFFD
    }
    var scalar = lead & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07)
    for offset in 1..<size {
      let byte = UInt32(text[at + offset])
      guard byte & 0xC0 == 0x80 else {
        at += 1
        return 0xFFFD
      }
      scalar = scalar << 6 | (byte & 0x3F)
    }
    at += size
    return scalar
  }

  /// In a word with letters, digits are taken for the letters that they look like.
  private mutating func makeDigitsLetters() {
    let start = Int(words.last?.lettersEnd ?? 0)
    for index in start..<letterCount where letters[index] >= 0x30 && letters[index] < 0x3A {
      letters[index] = Self.digitLookAlikes[Int(letters[index]) - 0x30]
    }
  }

  private static let digitLookAlikes: [UInt8] = Array("oizaasgtbg".utf8)

  private mutating func endLine() {
    endWord()
    opensLine = true
    opensSentence = true
    gap = 2
  }

  @inline(__always)
  private mutating func endWord() {
    guard length > 0 else { return }
    assert(letterCount <= letters.count)
    if opensLine {
      lineStarts.append(words.count)
      opensLine = false
    }
    if opensSentence { traits.insert(.opensSentence) }
    if digits > 0 { traits.insert(.digit) }
    if digits > 1 { traits.insert(.number) }
    if lowercase == 0, digits == 0, length > 1 { traits.insert(.shouted) }
    if gap <= 1 { traits.insert(.adjoins) }
    if digits > 0, digits < length { makeDigitsLetters() }
    words.append(
      FoldedWord(
        hash: Mixing.mix(hash), traits: traits, length: UInt8(truncatingIfNeeded: min(length, 255)),
        lettersEnd: UInt32(letterCount))
    )
    opensSentence = false
    traits = []
    length = 0
    digits = 0
    lowercase = 0
    lettersSinceDot = 0
    gap = 0
  }
}
