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

  /// Below this many scalars segments are searched whole.
  private static let shortText = 3000
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
    let before = plain.context.before(range.lowerBound, scalars)
    guard let strict else {
      search(&edits, scalars, range, before: before)
      return
    }
    if let found = strict.edits(for: scalars, range) {
      edits.append(contentsOf: found)
    } else if scalars.count < Self.shortText {
      // A search over all of it knows best what was lost.
      search(&edits, scalars, range, before: before)
    } else {
      piecewise(&edits, scalars, range, strict, before: before)
    }
  }

  /// Run by run: by table where that fits, by search where it does not.
  private mutating func piecewise(
    _ edits: inout [Edit], _ scalars: [UInt32], _ range: Range<Int>, _ strict: StrictDecoder,
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
      let count = edits.count
      var end: Int
      if let edit = strict.edit(for: scalars, index..<range.upperBound) {
        edits.append(edit)
        end = edit.range.upperBound
      } else {
        end = endOfRun(scalars, from: index, to: range.upperBound)
        // What stands behind a lost byte may belong to it.
        while end < range.upperBound, scalars[end] >= 0x80,
          strict.edit(for: scalars, end..<range.upperBound) == nil
        {
          end = endOfRun(scalars, from: end, to: range.upperBound)
        }
        search(&edits, scalars, index..<end, before: (a, b))
      }
      (a, b) = plain.context.before(end, scalars)
      if edits.count > count, let last = edits.last, last.range.upperBound == end {
        if let scalar = last.replacement.last { b = scalar }
        if let scalar = last.replacement.dropLast().last { a = scalar }
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
        joinContraction(&edits, scalars)
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
  private func joinContraction(_ edits: inout [Edit], _ scalars: [UInt32]) {
    guard let last = edits.last, last.replacement.last == 0xE0 else { return }
    let space = last.range.upperBound
    guard space < scalars.count, scalars[space] == 0x20 else { return }
    let word = scalars[(space + 1)...].prefix(8).prefix { SuspectPairs.isLetter($0) }
    guard Self.demonstratives.contains(Array(word)) else { return }
    edits[edits.count - 1].range = last.range.lowerBound..<space + 1
    edits[edits.count - 1].certain = false
  }

  private static let demonstratives: Set<[UInt32]> = Set(
    ["quele", "quela", "queles", "quelas", "quilo"].map { $0.unicodeScalars.map(\.value) })
}
