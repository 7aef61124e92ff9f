/// Undoes the work of one proven reader, segment by segment: by table where that leaves nothing
/// open, by search where it does.
struct Undoing {
  private let reader: Reader
  private let strict: StrictDecoder?
  private let plain: Lattice
  private let lossy: Lattice
  private let isFolded: Bool
  private var workspace = Lattice.Workspace()
  /// What searches found, by what they were asked: the scalars, what stands before and behind.
  private var known: [[UInt32]: [Edit]] = [:]

  /// Searches that are remembered.
  private static let knownLimit = 4096
  /// Longest piece that is remembered.
  private static let knownLength = 24

  /// What to undo; `coverage` is the share of what is not ASCII that the reader explains.
  init(
    _ reader: Reader, _ context: LanguageContext, losses: Lattice.Losses, coverage: Float,
    hasMarks: Bool, restoresLostBytes: Bool
  ) {
    self.reader = reader
    isFolded = losses.contains(.folded)
    let literalPenalty: Float = coverage > 0.8 ? 3 : 0
    plain = Lattice(
      reader: reader, context: context, losses: losses, literalPenalty: literalPenalty)
    lossy = Lattice(
      reader: reader, context: context, losses: losses.union(hasMarks ? .marked : .dropped),
      restoresLostBytes: restoresLostBytes, literalPenalty: literalPenalty, width: 48)
    strict = coverage > 0.5 && losses.isEmpty ? StrictDecoder(reader) : nil
  }

  /// Appends what undoes the damage in a segment.
  mutating func append(to edits: inout [Edit], _ scalars: [UInt32], _ range: Range<Int>) {
    guard let strict else {
      search(&edits, scalars, range, before: plain.context.before(range.lowerBound, scalars))
      return
    }
    if let found = strict.edits(for: scalars, range) {
      edits.append(contentsOf: found)
      return
    }
    search(&edits, scalars, range, before: plain.context.before(range.lowerBound, scalars))
  }

  private mutating func search(
    _ edits: inout [Edit], _ scalars: [UInt32], _ range: Range<Int>, before: (UInt32, UInt32)
  ) {
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
        return
      }
    }
    var path = plain.decode(scalars, range, before: before, &workspace)
    if path.isInferred || path.leavesLead(of: reader, in: scalars, range, isFolded: isFolded) {
      let other = lossy.decode(scalars, range, before: before, &workspace)
      if other.cost < path.cost - 1 { path = other }
    }
    let found = path.gain > 0.5 ? path.edits : []
    edits.append(contentsOf: found)
    guard range.count <= Self.knownLength, known.count < Self.knownLimit else { return }
    known[key] = found.map {
      var edit = $0
      edit.range =
        edit.range.lowerBound - range.lowerBound..<edit.range.upperBound - range.lowerBound
      return edit
    }
  }
}
