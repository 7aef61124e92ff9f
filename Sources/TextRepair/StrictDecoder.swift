import TextEncodings

/// Takes text back to bytes by one reader where all of it is then whole UTF-8: no search is needed.
struct StrictDecoder {
  private let reader: Reader
  private let rule: String
  private static let western = CodePage.named(.windows1252)

  init(_ reader: Reader) {
    self.reader = reader
    rule = "mojibake." + reader.name
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
    var sequence = Sequence()
    var index = range.lowerBound
    if let page = reader.page {
      while index < range.upperBound, scalars[index] >= 0x80 {
        let scalar = scalars[index]
        index &+= 1
        var byte = page.byte(for: scalar) ?? 0
        if byte == 0 {
          byte = reader.filledByte(for: scalar)
          filledCount &+= 1
        } else if !reader.ambiguous.isEmpty, reader.ambiguous.contains(scalar) {
          return nil
        }
        guard sequence.feed(byte, to: &decoded) else { return nil }
      }
    } else {
      while index < range.upperBound, scalars[index] >= 0x80 {
        let scalar = scalars[index]
        index &+= 1
        var code = reader.code(for: scalar)
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
  ) -> Lattice.Path? {
    var filledCount = 0
    guard let edits = edits(for: scalars, range, &filledCount) else { return nil }
    var path = Lattice.Path(literalCost: literal.sums.last ?? 0, cost: 0, edits: edits, gains: [])
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
    path.cost += Float(filledCount) * Reader.costOfFilling
    path.gains.append(path.gain - aheadAtStart)
    return path.gains.allSatisfy { $0 > 0 } ? path : nil
  }
}

/// What a stretch of text costs as it stands, with up to two ASCII scalars behind it, so that the
/// way out of the stretch counts as well.
struct LiteralCosts {
  /// Running sums in nats: one more value than scalars, the first 0.
  let sums: [Float]
  /// Where the scalars that are counted end.
  let end: Int

  init(_ scalars: [UInt32], _ range: Range<Int>, _ context: LanguageContext) {
    end = Self.end(scalars, range)
    sums = context.costs(of: scalars, in: range.lowerBound..<end)
  }

  /// What follows beyond ASCII may be damaged too, and then says nothing.
  static func end(_ scalars: [UInt32], _ range: Range<Int>) -> Int {
    let tail = range.upperBound..<min(range.upperBound + 2, scalars.count)
    return tail.first { scalars[$0] >= 0x80 } ?? tail.upperBound
  }
}
