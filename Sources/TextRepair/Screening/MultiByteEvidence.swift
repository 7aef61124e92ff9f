import TextEncodings

/// Which multi-byte encodings could have made a run of scalars from UTF-8?
enum MultiByteEvidence {
  /// Scalars of a run that are looked at.
  static let limit = 24

  /// Bits by place in `MisreadEncoding.multiByte`.
  static func misreads(of run: ArraySlice<UInt32>) -> UInt8 {
    guard run.contains(where: Segment.isIdeograph) else { return 0 }
    assert(MisreadEncoding.multiByte.count <= UInt8.bitWidth, "a bit for each encoding")
    var result: UInt8 = 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * limit)
    for (bit, misread) in MisreadEncoding.multiByte.enumerated() {
      bytes.removeAll(keepingCapacity: true)
      for scalar in run.prefix(limit) {
        if scalar < 0x100 {
          bytes.append(UInt8(scalar))
        } else if scalar == 0xF8F0 {
          bytes.append(0xA0)
        } else if let western = western.byte(for: scalar) {
          bytes.append(western)
        } else {
          var code = misread.code(for: scalar)
          if code == 0 { code = 0x100_00FF }
          for _ in 0..<code >> 24 {
            bytes.append(UInt8(truncatingIfNeeded: code))
            code >>= 8
          }
        }
      }
      if isMostlyUTF8(bytes) { result |= 1 << UInt8(bit) }
    }
    return result
  }

  /// True for an edit of a few ideographs beside others that stay: rare ones in a text of ideographs,
  /// not damage. A multi-byte encoding takes all bytes of a word along.
  static func isAmongIdeographs(_ edit: Edit, in scalars: [UInt32]) -> Bool {
    assert(edit.range.upperBound <= scalars.count)
    guard edit.range.count < 4 else { return false }
    let (start, end) = (edit.range.lowerBound, edit.range.upperBound)
    return start > 0 && Segment.isIdeograph(scalars[start - 1])
      || end < scalars.count && Segment.isIdeograph(scalars[end])
  }

  /// True for an edit of one or two ideographs to letters of an alphabet: in a text of ideographs a usual
  /// word that stands alone.
  static func isMeant(_ edit: Edit, in scalars: [UInt32]) -> Bool {
    guard edit.range.count < 3, !edit.replacement.contains(where: Segment.isIdeograph) else {
      return false
    }
    let (start, end) = (edit.range.lowerBound, edit.range.upperBound)
    return !(start > 0 && SuspectPairs.isLetter(scalars[start - 1]))
      && !(end < scalars.count && SuspectPairs.isLetter(scalars[end]))
  }

  private static let western = CodePage.named(.windows1252)

  /// True when at least two thirds of the bytes are whole UTF-8 sequences.
  private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var index = 0
    var whole = 0
    while index < bytes.count {
      let byte = bytes[index]
      let length = byte < 0x80 ? 1 : byte < 0xC2 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      var end = index + 1
      while end < bytes.count, end - index < length, bytes[end] & 0xC0 == 0x80 { end += 1 }
      // The last sequence may go on behind what was looked at.
      if length > 1, end - index == length || end == bytes.count && end - index > 1 {
        whole += end - index
      }
      if byte < 0x80 { whole += 1 }
      index = end
    }
    return whole * 3 >= bytes.count * 2 && bytes.contains { $0 >= 0xC2 }
  }
}
