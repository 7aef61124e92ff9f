import TextEncodings

/// Takes a run of scalars back to bytes by a proven single-byte reader, where all of it is then
/// whole UTF-8: no search is needed.
struct StrictDecoder {
  private let page: CodePage
  private let rule: String

  /// Nil for multi-byte readers.
  init?(_ reader: Reader) {
    guard let page = reader.page else { return nil }
    self.page = page
    rule = "mojibake." + reader.name
  }

  /// The one edit that decodes the range, its last space left out; nil when anything does not fit.
  func decode(_ scalars: [UInt32], _ range: Range<Int>) -> Edit? {
    var range = range
    if let last = range.last, scalars[last] == 0x20 { range.removeLast() }
    var decoded: [UInt32] = []
    decoded.reserveCapacity(range.count / 2)
    var partial: UInt32 = 0
    var missing = 0
    for index in range {
      guard let byte = byte(for: scalars[index]), byte >= 0x80 else { return nil }
      if missing > 0 {
        guard byte & 0xC0 == 0x80 else { return nil }
        partial = partial << 6 | UInt32(byte & 0x3F)
        missing -= 1
        if missing == 0 {
          // Overlong forms, surrogates and controls need a closer look.
          guard partial >= 0xA0, partial.isScalar, partial != 0xFFFD else { return nil }
          decoded.append(partial)
        }
      } else {
        switch byte {
        case 0xC2...0xDF: (partial, missing) = (UInt32(byte & 0x1F), 1)
        case 0xE1...0xEF: (partial, missing) = (UInt32(byte & 0x0F), 2)
        default: return nil
        }
      }
    }
    guard missing == 0, !decoded.isEmpty else { return nil }
    return Edit(range: range, replacement: decoded, rule: rule)
  }

  /// The page's byte, or the C1 control that stands for a byte without a scalar.
  @inline(__always)
  private func byte(for scalar: UInt32) -> UInt8? {
    if let byte = page.byte(for: scalar) { return byte }
    guard scalar &- 0x80 < 0x20, page.scalars[Int(scalar)] == CodePage.undefined else { return nil }
    return UInt8(scalar)
  }
}

extension Range where Bound == Int {
  fileprivate mutating func removeLast() { self = lowerBound..<upperBound - 1 }
}
