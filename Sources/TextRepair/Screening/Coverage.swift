/// Which encodings could have made the better part of a run of non-ASCII scalars?
enum Coverage {
  /// Single-byte encodings, by number, in which at least half of the run is whole UTF-8 sequences.
  ///
  /// A sequence counts that has two bytes, three, or four; or the two that open general
  /// punctuation, of which encodings like to lose the third.
  static func misreads(of scalars: [UInt32], _ run: Range<Int>, _ sets: EncodingSets) -> UInt64 {
    assert(!run.isEmpty && run.upperBound <= scalars.count)
    // How many scalars each encoding covers, as bit-sliced counters; saturating.
    var counter: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)
    var any: UInt64 = 0
    // Readers for which the scalar at hand belongs to a sequence that began before.
    var open2: UInt64 = 0
    var open1: UInt64 = 0
    func add(_ mask: UInt64) {
      var carry = mask
      (counter.0, carry) = (counter.0 ^ carry, counter.0 & carry)
      (counter.1, carry) = (counter.1 ^ carry, counter.1 & carry)
      (counter.2, carry) = (counter.2 ^ carry, counter.2 & carry)
      (counter.3, carry) = (counter.3 ^ carry, counter.3 & carry)
      (counter.4, carry) = (counter.4 ^ carry, counter.4 & carry)
      counter.5 |= carry
    }
    var entry = sets[scalars[run.lowerBound]]
    var next = sets.following(in: scalars, at: run.lowerBound + 1, before: scalars.count)
    for index in run {
      let third = sets.following(in: scalars, at: index + 2, before: run.upperBound)
      let two = entry.lead2 & next.continuation
      let three = entry.lead3 & next.continuation & third.continuation
      let cut = entry.punctuationLead & next.opensPunctuation
      let follower = index + 1 < scalars.count ? scalars[index + 1] : 0
      let grave = follower == 0x20 ? entry.graveLead : 0
      let starts = two | three | cut | grave
      add(starts | open1)
      any |= starts
      let continues = open2
      open1 = starts | continues
      open2 = three
      entry = follower == 0xFFFD ? EncodingSets.Entry() : next
      // The last scalar may look at what stands behind the run.
      next =
        index + 2 == run.upperBound
        ? sets.following(in: scalars, at: index + 2, before: scalars.count) : third
    }
    guard any != 0 else { return 0 }
    return majority(of: any, counter, count: run.count)
  }

  private static func majority(
    of misreads: UInt64, _ counter: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64), count: Int
  ) -> UInt64 {
    var result: UInt64 = 0
    var rest = misreads
    while rest != 0 {
      let bit = rest & (0 &- rest)
      rest &= rest - 1
      var covered = counter.0 & bit != 0 ? 1 : 0
      covered += counter.1 & bit != 0 ? 2 : 0
      covered += counter.2 & bit != 0 ? 4 : 0
      covered += counter.3 & bit != 0 ? 8 : 0
      covered += counter.4 & bit != 0 ? 16 : 0
      covered += counter.5 & bit != 0 ? 32 : 0
      if covered * 2 >= min(count, 40) { result |= bit }
    }
    return result
  }
}
