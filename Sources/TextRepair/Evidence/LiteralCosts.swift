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
    assert(sums.count == end - range.lowerBound + 1)
  }

  /// What follows beyond ASCII may be damaged too, and then says nothing.
  static func end(_ scalars: [UInt32], _ range: Range<Int>) -> Int {
    let tail = range.upperBound..<min(range.upperBound + 2, scalars.count)
    return tail.first { scalars[$0] >= 0x80 } ?? tail.upperBound
  }
}
