/// Finds the likeliest text that an encoding could have turned into the text at hand: a beam search
/// over all ways to take scalars back to bytes and the bytes as UTF-8, or to leave them.
///
/// Linear in the length of the segment; the beam's width is fixed.
final class BeamSearch {
  /// What may have been lost on the way, beyond what the encoding's own table loses.
  struct Losses: OptionSet {
    let rawValue: UInt8
    /// Bytes without a scalar were left out, or C1 controls stripped afterwards.
    static let dropped = Losses(rawValue: 1)
    /// Bytes without a scalar became U+FFFD or a question mark.
    static let marked = Losses(rawValue: 2)
    /// The text was lower-cased afterwards.
    static let folded = Losses(rawValue: 4)
  }

  let misread: MisreadEncoding
  let context: LanguageContext
  let losses: Losses
  /// Whether there is enough text to tell which byte was lost; else U+FFFD keeps its place.
  let restoresLostBytes: Bool
  /// What it takes to leave a scalar as it stands, in nats: all of a text was read by one encoding.
  let literalPenalty: Float
  /// Hypotheses that are followed at once.
  let width: Int
  /// Lost bytes that continue a sequence, and what it takes to believe in one, in nats.
  private let droppable: [UInt8]
  private let costOfDrop: Float

  init(
    misread: MisreadEncoding, context: LanguageContext, losses: Losses,
    restoresLostBytes: Bool = true,
    literalPenalty: Float = 0, width: Int = 10
  ) {
    self.misread = misread
    self.context = context
    self.losses = losses
    self.restoresLostBytes = restoresLostBytes
    self.literalPenalty = literalPenalty
    self.width = width
    droppable = losses.contains(.dropped) ? misread.lostBytes.filter { $0 < 0xC0 } : []
    costOfDrop = MisreadEncoding.costOfLoss(among: misread.lostBytes.count) + 1.5
  }

  /// What came out of a segment.
  struct Path {
    /// Cost of the segment as it stands and of the best reading, both in nats.
    var literalCost: Float
    var cost: Float
    /// The changed spans in order, as edits on the whole text, each with its share of the gain.
    var edits: [Edit]
    var gains: [Float]
    var gain: Float { literalCost - cost }
  }

  fileprivate struct State {
    var cost: Float
    /// A UTF-8 sequence that has begun: its bits so far, and how many bytes are to come.
    var partial: UInt32 = 0
    var missing: UInt8 = 0
    /// Total bytes of that sequence.
    var length: UInt8 = 0
    /// True when a byte was restored by inference since the last complete scalar.
    var isInferred = false
    /// True when one of them is not known.
    var isUnknown = false
    /// True when a question mark took its place.
    var isQuestion = false
    /// The two scalars before this place.
    var a: UInt32
    var b: UInt32
    var node: Int32

    /// True when what comes next costs both the same.
    func isLike(_ other: State) -> Bool {
      partial == other.partial && missing == other.missing && b == other.b && a == other.a
        && isUnknown == other.isUnknown
    }

    /// A byte that may come next in the sequence, whichever.
    var leastByte: UInt32 {
      missing == length - 1 && (length == 3 && partial == 0 || length == 4 && partial == 0)
        ? 0xA0 : 0x80
    }
  }

  fileprivate struct Node {
    var previous: Int32
    /// Scalars up to here are explained.
    var end: Int32
    var scalar: UInt32
    var cost: Float
    var isDecoded: Bool
    var isInferred: Bool
  }

  /// Memory that searches share, one after the other.
  struct Workspace {
    fileprivate var nodes: [Node] = []
    fileprivate var beam: [State] = []
    fileprivate var next: [State] = []
    fileprivate var kept: [State] = []
  }

  /// The best reading of `scalars[range]`. What stands before and after the range is context;
  /// `before` replaces the two scalars in front of it.
  func decode(
    _ scalars: [UInt32], _ range: Range<Int>, before: (UInt32, UInt32)? = nil,
    _ space: inout Workspace
  ) -> Path {
    assert(!range.isEmpty && range.upperBound <= scalars.count)
    let (a, b) = before ?? context.before(range.lowerBound, scalars)
    space.nodes.removeAll(keepingCapacity: true)
    space.beam.removeAll(keepingCapacity: true)
    space.beam.append(State(cost: 0, a: a, b: b, node: -1))
    for index in range {
      space.next.removeAll(keepingCapacity: true)
      let limit = space.beam.reduce(Float.infinity) { min($0, $1.cost) } + Self.margin + 10
      for state in space.beam {
        extend(state, with: scalars[index], at: index, limit, &space.next, &space.nodes)
      }
      prune(&space.next, &space.kept)
      swap(&space.beam, &space.next)
    }
    // Two more scalars as they stand, so that the way out of the segment counts as well.
    let literal = LiteralCosts(scalars, range, context)
    let tail = range.upperBound..<literal.end
    var best: State?
    for var state in space.beam {
      if state.missing > 0 {
        forEachDroppedEnd(of: state, at: range.upperBound - 1, .infinity, &space.nodes) {
          dropped, _ in
          finish(dropped, scalars, tail, &best)
        }
      }
      if let ended = withLineEnd(state, scalars, range, &space.nodes) {
        finish(ended, scalars, tail, &best)
      }
      if state.missing > 0 { continue }
      state.isInferred = false
      finish(state, scalars, tail, &best)
    }
    guard let best else {
      return Path(literalCost: 0, cost: .infinity, edits: [], gains: [])
    }
    return path(to: best, space.nodes, range, literal.sums)
  }

  private func finish(
    _ state: State, _ scalars: [UInt32], _ tail: Range<Int>, _ best: inout State?
  ) {
    // Half a surrogate pair is no text.
    if state.b & 0xFFFF_FC00 == 0xD800 { return }
    var state = state
    for index in tail {
      state.cost += context.cost(state.a, state.b, scalars[index])
      (state.a, state.b) = (state.b, scalars[index])
    }
    if state.cost < best?.cost ?? .infinity { best = state }
  }

  /// Nats behind the best at which a hypothesis is given up.
  private static let margin: Float = 40

  /// Keeps the best hypotheses, one of each kind.
  private func prune(_ states: inout [State], _ kept: inout [State]) {
    guard states.count > 1 else { return }
    var least = Float.infinity
    for state in states { least = min(least, state.cost) }
    kept.removeAll(keepingCapacity: true)
    for state in states where state.cost <= least + Self.margin {
      if kept.count == width, state.cost >= kept[width - 1].cost { continue }
      var offset = kept.count
      while offset > 0, kept[offset - 1].cost > state.cost { offset -= 1 }
      if kept[..<offset].contains(where: { $0.isLike(state) }) { continue }
      if let worse = kept[offset...].firstIndex(where: { $0.isLike(state) }) {
        kept.remove(at: worse)
      } else if kept.count == width {
        kept.removeLast()
      }
      kept.insert(state, at: offset)
    }
    assert(!kept.isEmpty && kept.count <= width)
    assert(zip(kept, kept.dropFirst()).allSatisfy { $0.cost <= $1.cost }, "the beam is sorted")
    swap(&states, &kept)
  }

  /// What costs more than `limit` will not be kept.
  private func extend(
    _ state: State, with scalar: UInt32, at index: Int, _ limit: Float, _ next: inout [State],
    _ nodes: inout [Node]
  ) {
    if state.missing > 0, scalar != 0xFFFD {
      forEachDroppedEnd(of: state, at: index - 1, limit, &nodes) {
        extendExactly($0, with: scalar, at: index, &next, &$1)
      }
    }
    extendExactly(state, with: scalar, at: index, &next, &nodes)
  }

  private func extendExactly(
    _ state: State, with scalar: UInt32, at index: Int, _ next: inout [State],
    _ nodes: inout [Node]
  ) {
    if state.missing == 0 {
      var literal = state
      if scalar >= 0x80 { literal.cost += literalPenalty }
      complete(&literal, scalar, at: index, isDecoded: false, &nodes)
      next.append(literal)
    }
    if scalar == 0x20, state.missing > 0 {
      extendOverSpace(state, at: index, &next, &nodes)
    } else if scalar == 0xFFFD || scalar == 0x3F {
      if losses.contains(.marked) { extendOverMark(state, scalar, at: index, &next, &nodes) }
    }
    guard scalar >= 0x80 else { return }
    misread.forEachBytes(of: scalar) { bytes in
      var taken = state
      taken.cost += bytes.cost
      if feed(&taken, bytes, at: index, &nodes) { next.append(taken) }
    }
    if losses.contains(.folded), let upper = CaseFolding.upper(scalar) {
      misread.forEachBytes(of: upper) { bytes in
        var taken = state
        taken.cost += bytes.cost + 0.5
        if feed(&taken, bytes, at: index, &nodes) { next.append(taken) }
      }
    }
  }

  /// A space where byte 0xA0 is due: NBSP became a space, or a space swallowed the NBSP before it.
  private func extendOverSpace(
    _ state: State, at index: Int, _ next: inout [State], _ nodes: inout [Node]
  ) {
    guard misread.spaceByte & 0xC0 == 0x80 else { return }
    let bytes = MisreadEncoding.Bytes(packed: UInt32(misread.spaceByte), count: 1, cost: 0)
    var taken = state
    taken.cost += 1
    taken.isInferred = true
    guard feed(&taken, bytes, at: index, &nodes) else { return }
    next.append(taken)
    guard taken.missing == 0, state.length == 2 else { return }
    var kept = state
    // "à" ends words more often than not.
    kept.cost += state.partial == 3 ? 1 : 2.5
    kept.isInferred = true
    if feed(&kept, bytes, at: index - 1, &nodes) {
      complete(&kept, 0x20, at: index, isDecoded: false, &nodes)
      next.append(kept)
    }
  }

  /// U+FFFD or a question mark where a byte is due.
  private func extendOverMark(
    _ state: State, _ mark: UInt32, at index: Int, _ next: inout [State], _ nodes: inout [Node]
  ) {
    if state.missing > 0 {
      var unknown = state
      unknown.isUnknown = true
      unknown.isQuestion = mark == 0x3F
      unknown.isInferred = true
      let any = MisreadEncoding.Bytes(packed: state.leastByte, count: 1, cost: 0)
      if feed(&unknown, any, at: index, &nodes) { next.append(unknown) }
    }
    guard restoresLostBytes else { return }
    if misread.page == nil {
      extendOverMultiByteMark(state, at: index, &next, &nodes)
      return
    }
    let gaps = misread.lostBytes
    let base = MisreadEncoding.costOfLoss(among: gaps.count) + (mark == 0x3F ? 1 : 0)
    for byte in gaps where state.missing > 0 ? byte < 0xC0 : byte >= 0xC2 {
      if mark == 0x3F && state.missing == 0 { return }
      var taken = state
      taken.cost += base
      taken.isInferred = true
      let bytes = MisreadEncoding.Bytes(packed: UInt32(byte), count: 1, cost: 0)
      if feed(&taken, bytes, at: index, &nodes) { next.append(taken) }
    }
  }

  /// A multi-byte encoding leaves a mark for every byte outside its codes: whole characters are lost.
  /// Only Latin letters and general punctuation are worth a guess.
  private func extendOverMultiByteMark(
    _ state: State, at index: Int, _ next: inout [State], _ nodes: inout [Node]
  ) {
    func take(_ byte: UInt32, _ cost: Float) {
      var taken = state
      taken.cost += cost
      taken.isInferred = true
      let bytes = MisreadEncoding.Bytes(packed: byte, count: 1, cost: 0)
      if feed(&taken, bytes, at: index, &nodes) { next.append(taken) }
    }
    if state.missing == 0 {
      for lead: UInt32 in [0xE2, 0xC2, 0xC3, 0xC4, 0xC5] { take(lead, lead == 0xE2 ? 2 : 4) }
    } else if state.length == 3 && state.partial == 2 && state.missing == 2 {
      take(0x80, 1)
    } else if state.length == 3 && state.missing == 1 && state.partial == 0x80 {
      for byte: UInt32 in [0x93, 0x94, 0x98, 0x99, 0x9C, 0x9D, 0xA6] { take(byte, 2) }
    } else {
      for byte: UInt32 in 0x80...0xBF { take(byte, 4) }
    }
  }

  /// What a line's end took: a no-break space that was trimmed, its first byte left (`done.Â`), or the last
  /// byte of a sequence that a limit of bytes cut: of three or four, or of two in a script that has no
  /// letters besides (Greek and beyond).
  private func withLineEnd(
    _ state: State, _ scalars: [UInt32], _ range: Range<Int>, _ nodes: inout [Node]
  ) -> State? {
    let isTrimmed = state.length == 2 && state.partial == 2 && misread.spaceByte == 0xA0
    let isHalfLetter = state.length == 2 && state.partial >= 0x0E
    guard state.missing == 1, isTrimmed || state.length > 2 || isHalfLetter,
      !losses.isDisjoint(with: [.dropped, .marked]),
      range.upperBound == scalars.count || scalars[range.upperBound] == 0x0A
    else { return nil }
    var taken = state
    taken.isUnknown = !isTrimmed
    if isTrimmed { taken.cost += 1 }
    // Nothing is more likely to be lost than what stood last.
    if isHalfLetter { taken.cost -= restoresLostBytes ? 8 : 3 }
    taken.isInferred = true
    let byte = isTrimmed ? 0xA0 : state.leastByte
    let bytes = MisreadEncoding.Bytes(packed: byte, count: 1, cost: 0)
    return feed(&taken, bytes, at: range.upperBound - 1, &nodes) ? taken : nil
  }

  /// Calls `body` with each way to complete a sequence with bytes that were left out after `index`,
  /// and with the nodes; but for those that cost more than `limit`.
  @inline(__always)
  private func forEachDroppedEnd(
    of state: State, at index: Int, _ limit: Float, _ nodes: inout [Node],
    _ body: (State, inout [Node]) -> Void
  ) {
    guard state.missing < 3, state.cost + costOfDrop <= limit else { return }
    // Two lost in a row: only for the general punctuation, E2 80 xx.
    if state.missing == 2 {
      guard state.length == 3, state.partial == 2, droppable.contains(0x80) else { return }
    }
    for byte in droppable {
      if state.missing == 2, byte < 0x93 || byte > 0x9D { continue }
      var taken = state
      taken.cost += costOfDrop
      taken.isInferred = true
      if taken.missing == 2 {
        let first = MisreadEncoding.Bytes(packed: 0x80, count: 1, cost: 0)
        guard feed(&taken, first, at: index, &nodes) else { continue }
      }
      let bytes = MisreadEncoding.Bytes(packed: UInt32(byte), count: 1, cost: 0)
      if feed(&taken, bytes, at: index, &nodes), taken.missing == 0, taken.cost <= limit {
        body(taken, &nodes)
      }
    }
  }

  private func feed(
    _ state: inout State, _ bytes: MisreadEncoding.Bytes, at index: Int, _ nodes: inout [Node]
  ) -> Bool {
    assert(1...3 ~= bytes.count && bytes.packed >> (8 * UInt32(bytes.count)) == 0)
    for position in 0..<bytes.count {
      let byte = bytes.packed >> (8 * UInt32(position)) & 0xFF
      if state.missing == 0 {
        switch byte {
        case 0x20..<0x7F:
          // The trail byte of a double-byte code, ASCII before the damage.
          guard position > 0 else { return false }
          complete(&state, byte, at: index, isDecoded: true, &nodes)
        case 0xC2...0xDF: open(&state, byte & 0x1F, missing: 1)
        case 0xE0...0xEF: open(&state, byte & 0x0F, missing: 2)
        case 0xF0...0xF4: open(&state, byte & 0x07, missing: 3)
        default: return false
        }
      } else {
        guard byte & 0xC0 == 0x80 else { return false }
        let partial = state.partial << 6 | byte & 0x3F
        if state.missing == state.length - 1 {
          if state.length == 3 && partial < 0x20 || state.length == 4 && partial &- 0x10 >= 0x100 {
            return false
          }
        }
        state.partial = partial
        state.missing -= 1
        if state.missing == 0 {
          complete(&state, partial, at: index, isDecoded: true, &nodes)
        }
      }
    }
    return true
  }

  private func open(_ state: inout State, _ bits: UInt32, missing: UInt8) {
    assert(state.missing == 0 && 1...3 ~= missing, "a sequence opens where none is open")
    state.partial = bits
    state.missing = missing
    state.length = missing + 1
  }

  private func complete(
    _ state: inout State, _ scalar: UInt32, at index: Int, isDecoded: Bool,
    _ nodes: inout [Node]
  ) {
    assert(state.missing == 0, "a scalar is complete when none of its bytes is missing")
    var scalar = isDecoded && losses.contains(.folded) ? CaseFolding.lower(scalar) : scalar
    if state.isUnknown {
      scalar = 0xFFFD
      state.cost += restoresLostBytes && !state.isQuestion ? 14 : 9
      if state.b & 0xFFFF_FC00 == 0xD800 { state.cost += Self.costOfHalfPair }
      state.isQuestion = false
      state.isUnknown = false
    } else {
      state.cost += cost(of: scalar, in: state, isDecoded: isDecoded)
      // No lost byte made a control.
      if isDecoded, scalar &- 0x80 < 0x20, state.isInferred { state.cost += 20 }
      // Small letters stand for two bytes each: the one that makes a control is the wrong one.
      if isDecoded, scalar &- 0x80 < 0x20, losses.contains(.folded) { state.cost += 4 }
    }
    nodes.append(
      Node(
        previous: state.node, end: Int32(index + 1), scalar: scalar, cost: state.cost,
        isDecoded: isDecoded, isInferred: state.isInferred && isDecoded))
    state.node = Int32(nodes.count - 1)
    state.isInferred = false
    state.partial = 0
    (state.a, state.b) = (state.b, scalar)
  }

  private static let costOfHalfPair: Float = 1000

  /// A surrogate pair in CESU-8 counts as the one scalar that it means; half a pair is nothing.
  private func cost(of scalar: UInt32, in state: State, isDecoded: Bool) -> Float {
    let followsHigh = state.b & 0xFFFF_FC00 == 0xD800
    if scalar & 0xFFFF_FC00 == 0xDC00 { return followsHigh ? 8 : Self.costOfHalfPair }
    if followsHigh { return Self.costOfHalfPair }
    // One that was inferred is no sign of CESU-8: Korean with lost bytes would be full of them.
    if scalar & 0xFFFF_FC00 == 0xD800 { return state.isInferred ? 14 : 5 }
    // NBSP is rare in text, but what is damaged most often.
    if scalar == 0xA0, isDecoded { return context.cost(state.a, state.b, 0x20) + 8 }
    return context.cost(state.a, state.b, scalar)
  }
}

extension BeamSearch {
  /// Walks back from the last node and gathers runs of decoded scalars.
  private func path(
    to best: State, _ nodes: [Node], _ range: Range<Int>, _ literal: [Float]
  ) -> Path {
    var nodesOnPath: [Node] = []
    var node = best.node
    while node >= 0 {
      nodesOnPath.append(nodes[Int(node)])
      node = nodes[Int(node)].previous
    }
    var result = Path(
      literalCost: literal.last ?? 0, cost: best.cost, edits: [], gains: [])
    // What was ahead, in nats, where the open edit began.
    var aheadAtStart: Float = 0
    var position = range.lowerBound
    var isOpen = false
    var cost: Float = 0
    for node in nodesOnPath.reversed() {
      let end = Int(node.end)
      if node.isDecoded {
        let ahead = literal[position - range.lowerBound] - cost
        if !isOpen {
          if !result.edits.isEmpty { result.gains.append(ahead - aheadAtStart) }
          aheadAtStart = ahead
          result.edits.append(
            Edit(range: position..<end, replacement: [], rule: "mojibake." + misread.name))
        }
        result.edits[result.edits.count - 1].append(
          node.scalar, end: end, isInferred: node.isInferred)
      }
      isOpen = node.isDecoded
      position = end
      cost = node.cost
    }
    if !result.edits.isEmpty { result.gains.append(result.gain - aheadAtStart) }
    assert(result.gains.count == result.edits.count, "each edit has its share of the gain")
    return result
  }
}

extension Edit {
  fileprivate mutating func append(_ scalar: UInt32, end: Int, isInferred: Bool) {
    range = range.lowerBound..<max(range.upperBound, end)
    if scalar & 0xFFFF_FC00 == 0xDC00, let high = replacement.last, high & 0xFFFF_FC00 == 0xD800 {
      replacement.removeLast()
      replacement.append(0x10000 + (high & 0x3FF) << 10 + scalar & 0x3FF)
    } else {
      replacement.append(scalar)
    }
    if isInferred {
      certain = false
      lossy = true
    }
  }
}
