/// Unicode's normalization forms (Unicode Standard Annex 15), on UTF-8 and on scalars.
///
/// Text is taken to be valid UTF-8; a malformed byte becomes U+FFFD. All is linear in time, but for
/// sorting the marks of one character.
package enum Normalization {
  /// A normalization form.
  package enum Form: Sendable, CaseIterable {
    /// Canonical composition, the form of the web.
    case nfc
    /// Canonical decomposition.
    case nfd
    /// Compatibility composition: ligatures, full-width forms and the like replaced.
    case nfkc
    /// Compatibility decomposition.
    case nfkd

    var isCompatible: Bool { self == .nfkc || self == .nfkd }
    var isComposed: Bool { self == .nfc || self == .nfkc }
  }

  /// Where NFC would first change something, or must look closer: the start of the character there;
  /// `text.count` when the text is in NFC.
  ///
  /// Text without combining marks is passed at memory speed in ASCII and Western European letters.
  package static func firstUnstable(in text: Span<UInt8>, from start: Int = 0) -> Int {
    let classes = NormalizationData.shared.classes
    var (index, lastStarter, lastClass) = (start, start, UInt16(0))
    while index < text.count {
      // Everything below U+0300 is stable and starts a character.
      if text[index] < 0xCC {
        let end = endOfStable(text, from: index)
        if end > index {
          lastStarter = scalarStart(before: end, in: text)
          (index, lastClass) = (end, 0)
          continue
        }
      }
      let read = UTF8Text.read(text, at: index)
      let entry = classes[read.scalar]
      if entry == 0 {
        (lastStarter, lastClass) = (index, 0)
      } else if entry & NormalizationData.unstable != 0 || entry < lastClass || !read.isValid {
        return lastStarter
      } else {
        lastClass = entry
      }
      index &+= read.byteCount
    }
    return text.count
  }

  /// The text in NFC; `text` itself, without a copy, when it is in NFC already.
  package static func nfc(_ text: [UInt8]) -> [UInt8] {
    var unstable = firstUnstable(in: text.span)
    if unstable == text.count { return text }
    let span = text.span
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var index = 0
    var piece: [UInt32] = []
    while index < text.count {
      ASCIIRun.append(span, index..<unstable, to: &output)
      index = unstable
      guard index < text.count else { break }
      piece.removeAll(keepingCapacity: true)
      repeat {
        let read = UTF8Text.read(span, at: index)
        piece.append(read.scalar)
        index += read.byteCount
      } while index < text.count && !isBoundary(span, at: index)
      for scalar in normalized(piece, .nfc) { UTF8Text.append(scalar, to: &output) }
      unstable = firstUnstable(in: span, from: index)
    }
    return output
  }

  /// The text in the given form.
  package static func normalized(_ text: [UInt8], _ form: Form) -> [UInt8] {
    if form == .nfc { return nfc(text) }
    let span = text.span
    if ASCIIRun.end(in: span, from: 0) == text.count { return text }
    var scalars: [UInt32] = []
    scalars.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let read = UTF8Text.read(span, at: index)
      scalars.append(read.scalar)
      index += read.byteCount
    }
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    for scalar in normalized(scalars, form) { UTF8Text.append(scalar, to: &output) }
    return output
  }

  /// The scalars in the given form.
  package static func normalized(_ scalars: [UInt32], _ form: Form) -> [UInt32] {
    let data = NormalizationData.shared
    var output: [UInt32] = []
    output.reserveCapacity(scalars.count)
    for scalar in scalars {
      if scalar < 0xA0 {
        output.append(scalar)
      } else if Hangul.isSyllable(scalar) {
        Hangul.append(scalar, to: &output)
      } else if form.isCompatible, data.compatible.append(scalar, to: &output) {
        continue
      } else if !data.canonical.append(scalar, to: &output) {
        output.append(scalar)
      }
    }
    sortMarks(&output, by: data.classes)
    assert(
      zip(output, output.dropFirst()).allSatisfy { first, second in
        let (a, b) = (data.classes[first] & 0xFF, data.classes[second] & 0xFF)
        return a == 0 || b == 0 || a <= b
      }, "marks stand in the order of their classes")
    return form.isComposed ? composed(output, data: data) : output
  }

  /// True when the scalar has a decomposition in the tables; Hangul's are not there.
  static func decomposes(_ scalar: UInt32) -> Bool {
    let data = NormalizationData.shared
    return data.canonical.contains(scalar) || data.compatible.contains(scalar)
  }

  /// Puts each run of marks in the order of their classes; equal ones stay in order.
  private static func sortMarks(_ scalars: inout [UInt32], by classes: ScalarTable<UInt16>) {
    var index = 0
    while index < scalars.count {
      guard classes[scalars[index]] & 0xFF != 0 else {
        index += 1
        continue
      }
      var end = index
      var (isSorted, last) = (true, UInt16(0))
      while end < scalars.count, case let entry = classes[scalars[end]] & 0xFF, entry != 0 {
        if entry < last { isSorted = false }
        (last, end) = (entry, end + 1)
      }
      if !isSorted {
        let run = scalars[index..<end].enumerated().map {
          (key: Int(classes[$0.element] & 0xFF) << 40 | $0.offset, scalar: $0.element)
        }
        for (offset, entry) in run.sorted(by: { $0.key < $1.key }).enumerated() {
          scalars[index + offset] = entry.scalar
        }
      }
      index = end
    }
  }

  private static func composed(_ scalars: [UInt32], data: NormalizationData) -> [UInt32] {
    var output: [UInt32] = []
    output.reserveCapacity(scalars.count)
    var starter: Int?
    var lastClass: UInt16 = 0
    for scalar in scalars {
      let own = data.classes[scalar] & 0xFF
      // Blocked by a mark of the same or a higher class, or by another starter, between the two.
      if let position = starter, lastClass < own || lastClass == 0 && position == output.count - 1,
        let composite = Hangul.composite(output[position], scalar)
          ?? data.composites[UInt64(output[position]) << 32 | UInt64(scalar)]
      {
        output[position] = composite
        continue
      }
      if own == 0 { starter = output.count }
      lastClass = own
      output.append(scalar)
    }
    return output
  }

  /// True when nothing before `index` can combine with what stands there.
  private static func isBoundary(_ text: Span<UInt8>, at index: Int) -> Bool {
    if text[index] < 0xCC { return true }
    return NormalizationData.shared.classes[UTF8Text.read(text, at: index).scalar] == 0
  }

  /// Where the first byte of 0xCC or above (U+0300 on) stands at or after `start`.
  private static func endOfStable(_ text: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while text.count &- index >= 8 {
      let word = ASCIIRun.word(text, at: index)
      // A byte with its upper bit set whose rest is 0x4C or more.
      let high =
        (word & 0x7F7F_7F7F_7F7F_7F7F &+ 0x3434_3434_3434_3434) & word & 0x8080_8080_8080_8080
      if high != 0 { return index &+ high.trailingZeroBitCount &>> 3 }
      index &+= 8
    }
    while index < text.count, text[index] < 0xCC { index &+= 1 }
    return index
  }

  private static func scalarStart(before end: Int, in text: Span<UInt8>) -> Int {
    var index = end - 1
    while index > 0, text[index] & 0xC0 == 0x80 { index -= 1 }
    return index
  }
}
