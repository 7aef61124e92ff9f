/// A stretch of a text that some encoding could have made: non-ASCII scalars, joined over single
/// ASCII ones, and the space after them.
struct Segment {
  /// Number of the field, and the stretch in it.
  var field: Int
  var range: Range<Int>
  /// Single-byte encodings of which two neighbours could be a piece of UTF-8, by number.
  var evidence: UInt64
  /// Multi-byte encodings of which a piece could be UTF-8, by number.
  var multiByte: UInt8

  /// Longest segment for one search; bounds its memory.
  private static let limit = 2048
  /// Scalars of segments with evidence, after which no more evidence is gathered: it would change
  /// nothing, and what another encoding did comes first once this one's work is undone.
  private static let evidenceLimit = 4000

  /// The stretches of non-ASCII scalars in a text, joined over single ASCII ones. In a text that
  /// `isNatural` for the most part, and in lines that are `natural`, only what is suspect counts as
  /// evidence.
  static func all(
    in text: [UInt32], field: Int, isFolded: Bool, isNatural: Bool, natural: [Range<Int>] = [],
    _ evidenceCount: inout Int
  ) -> [Segment] {
    var lines = natural[...]
    let sets = isFolded ? EncodingSets.folded : EncodingSets.shared
    let suspects = SuspectPairs.shared
    let scalars = text.span
    var segments: [Segment] = []
    var index = 0
    while index < scalars.count {
      if scalars[index] < 0x80 {
        index += 1
        continue
      }
      let start = index
      var end = index
      var evidence: UInt64 = 0
      var multiByte: UInt8 = 0
      while index < scalars.count, index - end <= 1, index - start < limit {
        if scalars[index] < 0x80 {
          index += 1
          continue
        }
        let runStart = index
        var highest: UInt32 = 0
        while index < scalars.count, scalars[index] >= 0x80, index - start < limit {
          highest = max(highest, scalars[index])
          index += 1
        }
        end = index
        if evidenceCount > evidenceLimit { continue }
        while let line = lines.first, line.upperBound <= runStart { lines.removeFirst() }
        let isSound = isNatural || lines.first?.contains(runStart) ?? false
        if !isSound || suspects.holdsSuspects(text, runStart..<index) {
          evidence |= Coverage.misreads(of: text, runStart..<index, sets)
        }
        if highest >= 0x2E80, suspects.holdsOddIdeographs(text, runStart..<index) {
          multiByte |= MultiByteEvidence.misreads(of: text[runStart..<index])
        }
      }
      index = end
      if end < scalars.count, scalars[end] == 0x20 || scalars[end] == 0x3F { end += 1 }
      assert(start >= segments.last?.range.upperBound ?? 0 && end > start)
      segments.append(
        Segment(field: field, range: start..<end, evidence: evidence, multiByte: multiByte))
      if evidence != 0 || multiByte != 0 { evidenceCount += end - start }
      index = max(index, end)
    }
    return segments
  }

  /// True for what multi-byte encodings make: ideographs, kana, syllables.
  static func isIdeograph(_ scalar: UInt32) -> Bool {
    scalar >= 0x2E80 && (scalar < 0xFB00 || scalar &- 0xFF61 < 0x3F || scalar >= 0x20000)
  }
}
