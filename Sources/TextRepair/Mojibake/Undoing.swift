/// Undoes the work of one proven encoding, segment by segment: by table where that leaves nothing
/// open, by search where it does.
struct Undoing {
  private let misread: MisreadEncoding
  private let strict: StrictDecoder?
  private let context: LanguageContext
  private let isFolded: Bool
  /// True where the evidence is little: what may be meant stays.
  private let isDoubtful: Bool
  private let searches: () -> Searches
  private var madeSearches: Searches?
  private var workspace = BeamSearch.Workspace()
  /// What searches found, by what they were asked: the scalars, what stands before and behind.
  private var known: [[UInt32]: [Edit]] = [:]

  /// The searches: for text of which nothing was lost, and for the rest.
  private struct Searches {
    var plain: BeamSearch
    var lossy: BeamSearch
  }

  /// Evidence beyond which an encoding is proven, in nats.
  private static let provenGain: Float = 40
  /// Below this many scalars segments are searched whole.
  private static let shortText = 3000
  /// Searches that are remembered.
  private static let knownLimit = 4096
  /// Longest piece that is remembered.
  private static let knownLength = 24

  /// What to undo in `logs`, of which `spots` segments are damaged.
  init(_ best: Mojibake.Explanation, _ context: LanguageContext, _ logs: [EditLog], spots: Int) {
    misread = best.misread
    self.context = context
    isFolded = best.losses.contains(.folded)
    isDoubtful = best.gain < Self.provenGain
    strict = best.coverage > 0.5 && best.losses.isEmpty ? StrictDecoder(misread) : nil
    searches = {
      let misread = best.misread.adapted(to: logs.lazy.map(\.scalars))
      let literalPenalty: Float = best.coverage > 0.8 ? 3 : 0
      let plain = BeamSearch(
        misread: misread, context: context, losses: best.losses, literalPenalty: literalPenalty)
      let lossy = BeamSearch(
        misread: misread, context: context,
        losses: best.losses.union(Mojibake.hasMarks(logs) ? .marked : .dropped),
        restoresLostBytes: Mojibake.canRestoreLostBytes(spots, logs),
        literalPenalty: literalPenalty, width: 12)
      return Searches(plain: plain, lossy: lossy)
    }
  }

  /// Appends what undoes the damage in a segment.
  mutating func append(to edits: inout EditList, _ scalars: [UInt32], _ range: Range<Int>) {
    if let strict, strict.append(to: &edits, scalars, range) { return }
    let before = context.before(range.lowerBound, scalars)
    guard let strict else {
      search(&edits, scalars, range, before: before)
      return
    }
    if scalars.count < Self.shortText {
      // A search over all of it knows best what was lost.
      search(&edits, scalars, range, before: before)
    } else {
      piecewise(&edits, scalars, range, strict, before: before)
    }
  }

  /// Run by run: by table where that fits, by search where it does not.
  private mutating func piecewise(
    _ edits: inout EditList, _ scalars: [UInt32], _ range: Range<Int>, _ strict: StrictDecoder,
    before: (UInt32, UInt32)
  ) {
    var (a, b) = before
    var index = range.lowerBound
    while index < range.upperBound {
      if scalars[index] < 0x80 {
        (a, b) = (b, scalars[index])
        index += 1
        continue
      }
      let count = edits.entries.count
      var end: Int
      if let found = strict.appendRun(to: &edits, scalars, index..<range.upperBound) {
        end = found
      } else {
        end = endOfRun(scalars, from: index, to: range.upperBound)
        // What stands behind a lost byte may belong to it.
        while end < range.upperBound, scalars[end] >= 0x80,
          !strict.fits(scalars, end..<range.upperBound)
        {
          end = endOfRun(scalars, from: end, to: range.upperBound)
        }
        search(&edits, scalars, index..<end, before: (a, b))
      }
      (a, b) = context.before(end, scalars)
      if edits.entries.count > count, let last = edits.entries.last, last.range.upperBound == end {
        let replacement = edits.replacement(of: last)
        if let scalar = replacement.last { b = scalar }
        if let scalar = replacement.dropLast().last { a = scalar }
      }
      index = end
    }
  }

  /// The end of a run beyond ASCII, with the one space or question mark that may be a byte of it.
  private func endOfRun(_ scalars: [UInt32], from start: Int, to limit: Int) -> Int {
    var end = start
    while end < limit, scalars[end] >= 0x80 { end += 1 }
    if end < limit, scalars[end] == 0x20 || scalars[end] == 0x3F { end += 1 }
    return end
  }

  private mutating func search(
    _ edits: inout EditList, _ scalars: [UInt32], _ range: Range<Int>, before: (UInt32, UInt32)
  ) {
    assert(!range.isEmpty && range.upperBound <= scalars.count)
    let end = LiteralCosts.end(scalars, range)
    var key: [UInt32] = []
    if range.count <= Self.knownLength {
      key.reserveCapacity(range.count + 5)
      key.append(before.0)
      key.append(before.1)
      key.append(UInt32(range.count))
      key.append(contentsOf: scalars[range.lowerBound..<end])
      if let found = known[key] {
        for var edit in found {
          edit.range =
            edit.range.lowerBound + range.lowerBound..<edit.range.upperBound + range.lowerBound
          edits.append(edit)
        }
        joinContraction(&edits, scalars)
        return
      }
    }
    let searches = madeSearches ?? searches()
    madeSearches = searches
    var path = searches.plain.decode(scalars, range, before: before, &workspace)
    if path.isInferred
      || path.leavesLead(of: searches.plain.misread, in: scalars, range, isFolded: isFolded)
    {
      let other = searches.lossy.decode(scalars, range, before: before, &workspace)
      if other.cost < path.cost - 1 { path = other }
    }
    // Half a surrogate pair is nothing that a text could hold.
    let isMultiByte = misread.page == nil
    let found =
      path.gain > 0.5
      ? path.edits.filter { edit in
        edit.replacement.allSatisfy(\.isScalar)
          && !(isDoubtful
            && SoundReading.isMeant(edit, in: scalars, isLatin: context.isMostlyLatin))
          && !(isMultiByte && MultiByteEvidence.isAmongIdeographs(edit, in: scalars))
      } : []
    for edit in found { edits.append(edit) }
    joinContraction(&edits, scalars)
    guard range.count <= Self.knownLength, known.count < Self.knownLimit else { return }
    known[key] = found.map {
      var edit = $0
      edit.range =
        edit.range.lowerBound - range.lowerBound..<edit.range.upperBound - range.lowerBound
      return edit
    }
  }

  /// Portuguese joins "à" to the demonstratives: there the space was the second byte of the "à".
  private func joinContraction(_ edits: inout EditList, _ scalars: [UInt32]) {
    guard let last = edits.entries.last, edits.replacement(of: last).last == 0xE0 else { return }
    let space = last.range.upperBound
    guard space < scalars.count, scalars[space] == 0x20 else { return }
    let word = scalars[(space + 1)...].prefix(8).prefix { SuspectPairs.isLetter($0) }
    guard Self.demonstratives.contains(Array(word)) else { return }
    edits.entries[edits.entries.count - 1].range = last.range.lowerBound..<space + 1
    edits.entries[edits.entries.count - 1].certain = false
  }

  private static let demonstratives: Set<[UInt32]> = Set(
    ["quele", "quela", "queles", "quelas", "quilo"].map { $0.unicodeScalars.map(\.value) })
}
