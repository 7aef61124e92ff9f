import Bytes

/// Values out of a text that need not fit into memory: the elements of one outermost array, or a
/// sequence of values one after the other (JSON Lines, concatenated JSON, `][` between appended
/// arrays).
///
/// Bytes are pushed in with `append`, values pulled out with `next`. A value that breaks costs only
/// itself: reading goes on at the next place where a value plausibly begins. Only the value at hand
/// is kept; one that is larger than `valueByteLimit` is passed over and reported.
package struct JSONStream: Sendable {
  /// What comes next in the text.
  package enum Item: Sendable {
    /// A whole value; `offset` is where it starts in the stream.
    case value(JSONDocument, offset: Int64)
    /// A value that breaks, with what was whole in it; reading resumes after it.
    case broken(JSONDocument?, offset: Int64, JSONError)
    /// An element beyond the size limit, passed over.
    case tooLarge(offset: Int64)
    /// An outermost object beyond the size limit: the elements of the arrays of objects in it
    /// follow one by one, and nothing else of it.
    case entered(offset: Int64)
    /// Bytes that belong to no value: what follows the last one, or stands between two.
    case junk(offset: Int64, byteCount: Int64)
  }

  private enum Layout { case undecided, array, passing, seeking, resuming }

  private var parser: JSONParser
  private let valueByteLimit: Int
  private var buffer: [UInt8] = []
  private var position = 0
  /// Stream offset of `buffer[0]`.
  private var baseOffset: Int64
  private var layout = Layout.undecided
  private var isFinished = false
  /// A value that ran out of bytes is tried again when the buffer has this many.
  private var retryCount = 0
  private var skipper = JSONSkipper()
  private var seeker = JSONSeeker()
  private var resumption = JSONResumption()
  /// Where to go on after a passed value, a closed array or a found place.
  private var outerLayout = Layout.undecided
  private var resumedLayout = Layout.undecided
  private var junkStart: Int64?

  /// Starts at a stream offset; `inArray` when that lies between two elements of the outermost
  /// array, for resuming.
  package init(
    mode: JSONMode = .lenient, depthLimit: Int = JSONParser.depthLimit,
    valueByteLimit: Int = 1 << 26, startingAt offset: Int64 = 0, inArray: Bool = false
  ) {
    parser = JSONParser(mode: mode, depthLimit: depthLimit)
    self.valueByteLimit = valueByteLimit
    baseOffset = offset
    layout = inArray ? .array : .undecided
  }

  /// True between the brackets of the outermost array.
  package var isInArray: Bool { layout == .array }

  /// Offset in the stream of the next byte to be looked at: a place to resume from.
  package var offset: Int64 { baseOffset + Int64(position) }

  /// Hands over the next bytes of the text.
  package mutating func append(_ bytes: some Collection<UInt8>) {
    if position > 1 << 16 || position == buffer.count {
      buffer.removeFirst(position)
      baseOffset += Int64(position)
      assert(baseOffset >= 0)
      retryCount = max(0, retryCount - position)
      position = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Says that no bytes will follow.
  package mutating func finish() { isFinished = true }

  /// The next item; nil when more bytes are needed, or at the end.
  package mutating func next() -> Item? {
    while true {
      switch layout {
      case .passing, .seeking, .resuming:
        guard advance() else { return isFinished ? takeJunk() : nil }
        continue
      case .undecided, .array: break
      }
      skipSeparators()
      guard position < buffer.count else { return isFinished ? takeJunk() : nil }
      let byte = buffer[position]
      if byte == UInt8(ascii: "["), layout == .undecided {
        if let junk = takeJunk() { return junk }
        enterArray(within: .undecided)
      } else if byte == UInt8(ascii: "]"), layout == .array {
        layout = outerLayout
        position += 1
      } else if layout != .array, byte != UInt8(ascii: "{") {
        // Outside an array only containers count: a word or number there is junk.
        noteJunk()
        resume(in: .undecided, from: position + 1)
      } else {
        if let junk = takeJunk() { return junk }
        return parseValue()
      }
    }
  }

  private mutating func parseValue() -> Item? {
    if !isFinished, buffer.count < retryCount { return nil }
    let bytes = buffer
    parser.parse(bytes.span, from: position)
    let start = baseOffset + Int64(position)
    let first = buffer[position]
    let isContainer = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    let isShort =
      if let error = parser.error {
        error.kind == .unexpectedEnd || mayGoOn(bytes, at: position + error.offset)
      } else {
        // A word or number may go on in the bytes to come.
        !isContainer && position + parser.endOffset >= buffer.count
      }
    if isShort, !isFinished {
      if buffer.count - position >= valueByteLimit { return takeTooLarge(at: start) }
      retryCount = position + (buffer.count - position) * 2
      return nil
    }
    return parser.error == nil ? takeValue(at: start) : takeBroken(at: start)
  }

  /// Whether what stands at `offset` may be the beginning of a word, number, escape or comment that
  /// the bytes to come complete.
  private func mayGoOn(_ bytes: [UInt8], at offset: Int) -> Bool {
    guard offset < bytes.count else { return true }
    // No word and no escape is longer.
    if bytes.count - offset < 12 { return true }
    if bytes[offset] == UInt8(ascii: "/") { return bytes[offset + 1] == UInt8(ascii: "*") }
    return bytes[offset...].allSatisfy {
      ASCII.isDigit($0) || $0 | 0x20 == UInt8(ascii: "e") || $0 == 0x2B || $0 == 0x2D
        || $0 == 0x2E
    }
  }

  private mutating func takeTooLarge(at start: Int64) -> Item {
    retryCount = 0
    if layout == .array {
      skipper = JSONSkipper()
      layout = .passing
      return .tooLarge(offset: start)
    }
    position += 1
    seeker = JSONSeeker()
    layout = .seeking
    return .entered(offset: start)
  }

  private mutating func takeValue(at start: Int64) -> Item {
    let end = position + parser.endOffset
    assert(end > position && end <= buffer.count)
    let tree = makeTree(end: end, damage: parser.damage)
    position = end
    retryCount = 0
    return .value(tree, offset: start)
  }

  private mutating func takeBroken(at start: Int64) -> Item {
    let error = parser.error ?? JSONError(kind: .unexpectedEnd, offset: 0)
    let end = min(position + parser.endOffset, buffer.count)
    let tree =
      parser.nodes.isEmpty ? nil : makeTree(end: end, damage: parser.damage + [.broken(error)])
    retryCount = 0
    // The damage can not have begun before the last string did.
    resume(in: layout, from: max(position + 1, position + parser.lastStringOffset))
    return .broken(tree, offset: start, error)
  }

  private mutating func enterArray(within outer: Layout) {
    outerLayout = outer
    layout = .array
    position += 1
  }

  private mutating func resume(in outer: Layout, from start: Int) {
    assert(start > position, "reading resumes behind the damage")
    position = min(start, buffer.count)
    resumption = JSONResumption()
    resumedLayout = outer
    layout = .resuming
  }

  /// Moves on while no value is at hand; false when more bytes are needed.
  private mutating func advance() -> Bool {
    let bytes = buffer
    let (end, isDone): (Int, Bool)
    switch layout {
    case .passing:
      (end, isDone) = skipper.skip(bytes.span, from: position)
      if isDone { layout = .array }
    case .seeking:
      (end, isDone) = seeker.seek(bytes.span, from: position)
      if isDone {
        outerLayout = .seeking
        layout = .array
      }
    default:
      (end, isDone) = resumption.seek(bytes.span, from: position, isFinal: isFinished)
      if isDone { layout = resumedLayout }
    }
    assert(end >= position && end <= bytes.count)
    position = end
    return isDone
  }

  private func makeTree(end: Int, damage: [JSONDamage]) -> JSONDocument {
    JSONDocument(
      bytes: Array(buffer[position..<end]), nodes: parser.nodes, endOffset: end - position,
      damage: damage)
  }

  private mutating func skipSeparators() {
    while position < buffer.count {
      let byte = buffer[position]
      guard ASCII.isJSONBlank(byte) || byte == UInt8(ascii: ",") || byte == 0x1E else { return }
      position += 1
    }
  }

  private mutating func noteJunk() {
    if junkStart == nil { junkStart = baseOffset + Int64(position) }
  }

  private mutating func takeJunk() -> Item? {
    guard let start = junkStart else { return nil }
    junkStart = nil
    return .junk(offset: start, byteCount: baseOffset + Int64(position) - start)
  }
}
