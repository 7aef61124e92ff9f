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

  /// The edits that decode all of the range that is not ASCII, a run each; nil when anything does
  /// not fit.
  func edits(for scalars: [UInt32], _ range: Range<Int>) -> [Edit]? {
    var filledCount = 0
    return edits(for: scalars, range, &filledCount)
  }

  /// The same, and how many scalars had been filled in for bytes without one.
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

  /// The edit that decodes the run at the range's start; nil when anything does not fit.
  func edit(for scalars: [UInt32], _ range: Range<Int>) -> Edit? {
    var filledCount = 0
    return edit(for: scalars, range, &filledCount)
  }

  private func edit(
    for scalars: [UInt32], _ range: Range<Int>, _ filledCount: inout Int
  ) -> Edit? {
    var decoder = Sequence()
    decoder.scalars.reserveCapacity(min(range.count, 64))
    var index = range.lowerBound
    while index < range.upperBound, scalars[index] >= 0x80 {
      let scalar = scalars[index]
      index &+= 1
      if let page = reader.page {
        var byte = page.byte(for: scalar) ?? 0
        if byte == 0 {
          byte = reader.filledByte(for: scalar)
          filledCount &+= 1
        } else if !reader.ambiguous.isEmpty, reader.ambiguous.contains(scalar) {
          return nil
        }
        guard decoder.feed(byte) else { return nil }
      } else {
        var code = reader.code(for: scalar)
        // What else the scalar may stand for needs a closer look.
        guard code != 0, scalar >= 0x100, Self.western.byte(for: scalar) == nil else { return nil }
        let count = code >> 24
        for position in 0..<count {
          let byte = UInt8(truncatingIfNeeded: code)
          code &>>= 8
          guard decoder.feed(byte, isTrail: position > 0) else { return nil }
        }
      }
    }
    guard decoder.missing == 0 else { return nil }
    return Edit(range: range.lowerBound..<index, replacement: decoder.scalars, rule: rule)
  }

  /// UTF-8 on its way to scalars.
  private struct Sequence {
    var scalars: [UInt32] = []
    var missing = 0
    private var partial: UInt32 = 0

    /// False for a byte that does not fit. The trail byte of a double-byte code may be ASCII.
    @inline(__always)
    mutating func feed(_ byte: UInt8, isTrail: Bool = false) -> Bool {
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
