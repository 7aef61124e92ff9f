/// Undoes mojibake in the fields of one document: which reader did it, and where.
///
/// Rounds: each finds the reader that explains most, undoes its work, and looks again. So two and
/// three layers come off one by one, and a document pasted together from several sources is served.
struct Mojibake {
  /// Rounds at most: three layers of damage by several readers.
  private static let roundLimit = 6
  /// Scalars of a document on which readers are compared.
  private static let sampleLimit = 400
  /// Nats by which the first reader has to win, beyond its prior.
  private static let firstThreshold: Float = 7.5
  /// The same once damage of some reader is proven.
  private static let nextThreshold: Float = 2.5

  /// Repairs all fields, sharing what each shows of the code page.
  static func repair(_ logs: inout [EditLog]) {
    let context = LanguageContext(logs.lazy.map(\.scalars))
    let isFolded = !logs.contains { log in log.scalars.contains { CaseFolding.isUpper($0) } }
    for round in 0..<roundLimit {
      let segments = logs.indices.flatMap {
        Segment.all(in: logs[$0].scalars, field: $0, isFolded: isFolded)
      }
      guard !segments.isEmpty else { return }
      let threshold = round == 0 ? firstThreshold : nextThreshold
      guard
        let reader = bestReader(
          for: segments, logs, context, threshold, losses: isFolded ? .folded : [])
      else { return }
      let adapted = reader.adapted(to: logs.lazy.map(\.scalars))
      let plain = Lattice(reader: adapted, context: context, losses: isFolded ? .folded : [])
      var lossy = plain
      lossy.losses.formUnion([.dropped, .marked])
      lossy.width = 48
      var edits = [[Edit]](repeating: [], count: logs.count)
      for segment in segments {
        let scalars = logs[segment.field].scalars
        var path = plain.decode(scalars, segment.range)
        if path.isInferred
          || path.leavesLead(of: reader, in: scalars, segment.range, isFolded: isFolded)
        {
          let other = lossy.decode(scalars, segment.range)
          if other.cost < path.cost - 1 { path = other }
        }
        if path.gain > 0.5 { edits[segment.field].append(contentsOf: path.edits) }
      }
      var isChanged = false
      for field in logs.indices where !edits[field].isEmpty {
        logs[field].apply(edits[field])
        isChanged = true
      }
      if !isChanged { return }
    }
  }

  private static func bestReader(
    for segments: [Segment], _ logs: [EditLog], _ context: LanguageContext, _ threshold: Float,
    losses: Lattice.Losses
  ) -> Reader? {
    var best: (reader: Reader, gain: Float)?
    let sample = sample(of: segments)
    for reader in candidates(for: segments) {
      let lattice = Lattice(reader: reader, context: context, losses: losses)
      var evidence = Evidence()
      for segment in sample {
        let scalars = logs[segment.field].scalars
        evidence.add(lattice.decode(scalars, segment.range), in: scalars)
      }
      let gain = evidence.gain - reader.prior
      if gain > best?.gain ?? threshold { best = (reader, gain) }
    }
    return best?.reader
  }

  private static func sample(of segments: [Segment]) -> [Segment] {
    var taken: [Segment] = []
    var count = 0
    for segment in segments where count < sampleLimit {
      taken.append(segment)
      count += segment.range.count
    }
    return taken
  }

  private static func candidates(for segments: [Segment]) -> [Reader] {
    var counts = [Int](repeating: 0, count: 64)
    var hasIdeographs = false
    for segment in segments {
      var bits = segment.evidence
      while bits != 0 {
        counts[bits.trailingZeroBitCount] += 1
        bits &= bits - 1
      }
      hasIdeographs = hasIdeographs || segment.hasIdeographs
    }
    let most = counts.max() ?? 0
    var readers: [Reader] = []
    if most > 0 {
      for (index, reader) in Reader.singleByte.enumerated() where counts[index] * 2 >= most {
        readers.append(reader)
      }
    }
    if hasIdeographs { readers.append(contentsOf: Reader.multiByte) }
    return readers
  }
}

/// What a document shows for one reader: the gain of its edits, each kind counted once in full.
struct Evidence {
  /// Nats by which the text as repaired is likelier than as it stands.
  private(set) var gain: Float = 0
  private var seen: Set<[UInt32]> = []

  /// What repeated edits add is worth this share.
  private static let shareOfRepeated: Float = 0.2
  /// What an edit loses whose damaged side holds no letter: it may be meant as it stands.
  private static let discountOfSymbols: Float = 6

  mutating func add(_ path: Lattice.Path, in scalars: [UInt32]) {
    guard path.gain > 0 else { return }
    for (edit, gain) in zip(path.edits, path.gains) {
      if seen.insert(Array(scalars[edit.range])).inserted {
        let hasLetter = scalars[edit.range].contains {
          Unicode.Scalar($0)?.properties.isAlphabetic ?? false
        }
        self.gain += hasLetter ? gain : gain - Self.discountOfSymbols
      } else {
        self.gain += gain * Self.shareOfRepeated
      }
    }
  }
}

extension Lattice.Path {
  /// True when something in it was inferred.
  var isInferred: Bool { edits.contains { !$0.certain } }

  /// True when a scalar is left as it stands that opens a UTF-8 sequence in `reader`: something
  /// may have been lost.
  func leavesLead(
    of reader: Reader, in scalars: [UInt32], _ range: Range<Int>, isFolded: Bool
  ) -> Bool {
    var position = range.lowerBound
    func holdsLead(_ span: Range<Int>) -> Bool {
      span.contains { index in
        let scalar = scalars[index]
        guard scalar >= 0x80 else { return false }
        var isLead = scalar == 0xFFFD
        reader.forEachBytes(of: scalar) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        if isFolded, let upper = CaseFolding.upper(scalar) {
          reader.forEachBytes(of: upper) { isLead = isLead || $0.packed & 0xFF >= 0xC2 }
        }
        return isLead
      }
    }
    for edit in edits {
      if position < edit.range.lowerBound, holdsLead(position..<edit.range.lowerBound) {
        return true
      }
      position = edit.range.upperBound
    }
    return position < range.upperBound && holdsLead(position..<range.upperBound)
  }
}
