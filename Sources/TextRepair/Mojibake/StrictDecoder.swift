import TextEncodings

/// Takes text back to bytes by one encoding where all of it is then whole UTF-8: no search is needed.
struct StrictDecoder {
  private let misread: MisreadEncoding
  private let rule: String
  private static let western = CodePage.named(.windows1252)

  init(_ misread: MisreadEncoding) {
    self.misread = misread
    rule = "mojibake." + misread.name
  }

  /// The edits that decode all of the range that is not ASCII, a run each, and how many scalars had
  /// been filled in for bytes without one; nil when anything does not fit.
  private func edits(
    for scalars: [UInt32], _ range: Range<Int>, _ filledCount: inout Int
  ) -> [Edit]? {
    var edits: [Edit] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if scalars[index] < 0x80 {
        index &+= 1
        continue
      }
      guard let edit = edit(for: scalars, index..<range.upperBound, &filledCount) else {
        return nil
      }
      edits.append(edit)
      index = edit.range.upperBound
    }
    return edits.isEmpty ? nil : edits
  }

  /// Appends the edits that decode all of the range that is not ASCII, a run each; false, and nothing
  /// appended, when anything does not fit.
  func append(to edits: inout EditList, _ scalars: [UInt32], _ range: Range<Int>) -> Bool {
    let count = edits.entries.count
    let number = edits.number(of: rule)
    var index = range.lowerBound
    while index < range.upperBound {
      if scalars[index] < 0x80 {
        index &+= 1
        continue
      }
      guard let end = appendRun(to: &edits, number, scalars, index..<range.upperBound) else {
        edits.removeAll(beyond: count)
        return false
      }
      index = end
    }
    return edits.entries.count > count
  }

  /// Appends the edit that decodes the run at the range's start, and returns where that ends; nil
  /// when anything does not fit.
  func appendRun(to edits: inout EditList, _ scalars: [UInt32], _ range: Range<Int>) -> Int? {
    appendRun(to: &edits, edits.number(of: rule), scalars, range)
  }

  private func appendRun(
    to edits: inout EditList, _ number: UInt16, _ scalars: [UInt32], _ range: Range<Int>
  ) -> Int? {
    var filledCount = 0
    return edits.append(from: range.lowerBound, rule: number) {
      decode(scalars, range, to: &$0, &filledCount)
    }
  }

  /// True when the run at the range's start can be decoded.
  func fits(_ scalars: [UInt32], _ range: Range<Int>) -> Bool {
    var decoded: [UInt32] = []
    var filledCount = 0
    return decode(scalars, range, to: &decoded, &filledCount) != nil
  }

  private func edit(
    for scalars: [UInt32], _ range: Range<Int>, _ filledCount: inout Int
  ) -> Edit? {
    var decoded: [UInt32] = []
    guard let end = decode(scalars, range, to: &decoded, &filledCount) else { return nil }
    return Edit(range: range.lowerBound..<end, replacement: decoded, rule: rule)
  }

  /// Decodes the run at the range's start, and returns where it ends; nil when anything does not fit.
  private func decode(
    _ scalars: [UInt32], _ range: Range<Int>, to decoded: inout [UInt32], _ filledCount: inout Int
  ) -> Int? {
    assert(range.upperBound <= scalars.count && scalars[range.lowerBound] >= 0x80)
    var sequence = Sequence()
    var index = range.lowerBound
    if let page = misread.page {
      while index < range.upperBound, scalars[index] >= 0x80 {
        let scalar = scalars[index]
        index &+= 1
        var byte = page.byte(for: scalar) ?? 0
        if byte == 0 {
          byte = misread.filledByte(for: scalar)
          filledCount &+= 1
        } else if !misread.ambiguous.isEmpty, misread.ambiguous.contains(scalar) {
          return nil
        }
        guard sequence.feed(byte, to: &decoded) else { return nil }
      }
    } else {
      while index < range.upperBound, scalars[index] >= 0x80 {
        let scalar = scalars[index]
        index &+= 1
        var code = misread.code(for: scalar)
        // What else the scalar may stand for needs a closer look.
        guard code != 0, scalar >= 0x100, Self.western.byte(for: scalar) == nil else { return nil }
        let count = code >> 24
        for position in 0..<count {
          let byte = UInt8(truncatingIfNeeded: code)
          code &>>= 8
          guard sequence.feed(byte, isTrail: position > 0, to: &decoded) else { return nil }
        }
      }
    }
    return sequence.missing == 0 ? index : nil
  }

  /// UTF-8 on its way to scalars.
  private struct Sequence {
    var missing = 0
    private var partial: UInt32 = 0

    /// False for a byte that does not fit. The trail byte of a double-byte code may be ASCII.
    @inline(__always)
    mutating func feed(_ byte: UInt8, isTrail: Bool = false, to scalars: inout [UInt32]) -> Bool {
      if missing > 0 {
        guard byte & 0xC0 == 0x80 else { return false }
        partial = partial &<< 6 | UInt32(byte & 0x3F)
        missing &-= 1
        if missing == 0 {
          // Overlong forms, surrogates and controls need a closer look.
          guard partial >= 0xA0, partial.isScalar, partial != 0xFFFD else { return false }
          scalars.append(partial)
        }
        return true
      }
      switch byte {
      case 0xC2...0xDF: (partial, missing) = (UInt32(byte & 0x1F), 1)
      case 0xE1...0xEF: (partial, missing) = (UInt32(byte & 0x0F), 2)
      case 0x20..<0x7F where isTrail: scalars.append(UInt32(byte))
      default: return false
      }
      return true
    }
  }

  /// The reading of a range and what it gains; nil when anything does not fit or gains nothing.
  func path(
    for scalars: [UInt32], _ range: Range<Int>, _ literal: LiteralCosts, _ context: LanguageContext
  ) -> BeamSearch.Path? {
    var filledCount = 0
    guard let edits = edits(for: scalars, range, &filledCount) else { return nil }
    var path = BeamSearch.Path(
      literalCost: literal.sums.last ?? 0, cost: 0, edits: edits, gains: [])
    var (a, b) = context.before(range.lowerBound, scalars)
    func add(_ c: UInt32) {
      path.cost += context.cost(a, b, c)
      (a, b) = (b, c)
    }
    var position = range.lowerBound
    var aheadAtStart: Float = 0
    for (number, edit) in edits.enumerated() {
      for index in position..<edit.range.lowerBound { add(scalars[index]) }
      let ahead = literal.sums[edit.range.lowerBound - range.lowerBound] - path.cost
      if number > 0 { path.gains.append(ahead - aheadAtStart) }
      aheadAtStart = ahead
      for c in edit.replacement { add(c) }
      position = edit.range.upperBound
    }
    for index in position..<literal.end { add(scalars[index]) }
    path.cost += Float(filledCount) * MisreadEncoding.costOfFilling
    path.gains.append(path.gain - aheadAtStart)
    assert(path.gains.count == edits.count)
    return path.gains.allSatisfy { $0 > 0 } ? path : nil
  }
}
