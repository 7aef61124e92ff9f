import Bytes

/// The reader behind `JSONDocument` and `JSONStream`: one pass, no recursion, bounded depth.
package struct JSONParser {
  /// Containers within containers that are followed by default.
  package static let depthLimit = 512
  /// Repaired places that are remembered one by one; further ones are not recorded.
  static let damageLimit = 64

  let mode: JSONMode
  let depthLimit: Int
  var nodes: [JSONNode] = []
  var damage: [JSONDamage] = []
  var error: JSONError?
  /// First byte after the value, from the start of the parsed part.
  var endOffset = 0
  /// Where the last string began: after an error, damage can not have begun before it.
  var lastStringOffset = 0

  private var base = 0
  private var open: [Int] = []

  init(mode: JSONMode, depthLimit: Int) {
    self.mode = mode
    self.depthLimit = depthLimit
  }

  /// What the grammar allows at a place.
  private enum Expectation {
    case value, valueOrEnd, keyOrEnd, separator
  }

  /// Reads one value from `start` on into `nodes`; offsets in nodes count from `start`.
  mutating func parse(_ bytes: Span<UInt8>, from start: Int) {
    nodes.removeAll(keepingCapacity: true)
    damage.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    error = nil
    base = start
    lastStringOffset = 0
    endOffset = 0
    guard bytes.count - start < Int(UInt32.max) else {
      error = JSONError(kind: .tooLong, offset: start)
      return
    }
    let offset = parseValue(bytes, from: start)
    if error != nil { closeBrokenContainers(at: min(offset, bytes.count)) }
    endOffset = offset - start
    assert(open.isEmpty && endOffset >= 0 && endOffset <= bytes.count - start)
    assert(nodes.isEmpty || Int(nodes[0].next) == nodes.count, "the root holds every node")
  }

  private mutating func parseValue(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var offset = start
    var expectation = Expectation.value
    while true {
      offset = skippingBlanks(bytes, from: offset)
      guard offset < bytes.count else { return fail(.unexpectedEnd, at: offset) }
      let byte = bytes[offset]
      switch expectation {
      case .value, .valueOrEnd:
        if byte == UInt8(ascii: "]"), expectation == .valueOrEnd || repairs(offset, inArray: true) {
          offset = close(at: offset)
        } else if byte == UInt8(ascii: ","), repairs(offset, inArray: true) {
          offset += 1
          continue
        } else {
          guard let after = beginValue(bytes, byte, at: offset) else { return offset }
          let opened = after.opened
          offset = after.offset
          if let opened {
            expectation = opened == .array ? .valueOrEnd : .keyOrEnd
            continue
          }
        }
      case .keyOrEnd:
        if byte == UInt8(ascii: "\"") {
          guard let value = readKey(bytes, at: offset) else { return offset }
          offset = value
          expectation = .value
          continue
        } else if byte == UInt8(ascii: "}") {
          let isRepaired = lastByteWasComma(bytes, before: offset)
          if isRepaired, !repairs(offset) { return fail(.unexpectedByte, at: offset) }
          offset = close(at: offset)
        } else if byte == UInt8(ascii: ","), repairs(offset) {
          offset += 1
          continue
        } else {
          return fail(.unexpectedByte, at: offset)
        }
      case .separator:
        guard let container = open.last else { return offset }
        let isArray = nodes[container].kind == .array
        if byte == UInt8(ascii: ",") {
          offset += 1
          expectation = isArray ? .value : .keyOrEnd
          continue
        }
        if byte == (isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
          offset = close(at: offset)
        } else if isArray ? startsValue(byte) : byte == UInt8(ascii: "\""), repairs(offset) {
          expectation = isArray ? .value : .keyOrEnd
          continue
        } else {
          return fail(.unexpectedByte, at: offset)
        }
      }
      if open.isEmpty { return offset }
      expectation = .separator
    }
  }

  /// Reads a scalar, or opens a container; nil after an error.
  private mutating func beginValue(
    _ bytes: Span<UInt8>, _ byte: UInt8, at offset: Int
  ) -> (offset: Int, opened: JSONValue.Kind?)? {
    switch byte {
    case UInt8(ascii: "\""):
      guard let end = readString(bytes, at: offset) else { return nil }
      return (end, nil)
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let kind: JSONValue.Kind = byte == UInt8(ascii: "[") ? .array : .object
      guard open.count < depthLimit else {
        _ = fail(.tooDeep, at: offset)
        return nil
      }
      open.append(nodes.count)
      append(kind, offset, offset + 1)
      return (offset + 1, kind)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let end = readNumber(bytes, at: offset) else { return nil }
      return (end, nil)
    default:
      guard let end = readWord(bytes, at: offset) else {
        _ = fail(.unexpectedByte, at: offset)
        return nil
      }
      return (end, nil)
    }
  }

  private mutating func readKey(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
    guard let end = readString(bytes, at: offset) else { return nil }
    let colon = skippingBlanks(bytes, from: end)
    guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else {
      _ = fail(colon < bytes.count ? .unexpectedByte : .unexpectedEnd, at: colon)
      return nil
    }
    return colon + 1
  }

  private mutating func close(at offset: Int) -> Int {
    assert(!open.isEmpty && offset >= base, "nothing is open here")
    let container = open.removeLast()
    nodes[container].end = UInt32(offset + 1 - base)
    nodes[container].next = UInt32(nodes.count)
    return offset + 1
  }

  mutating func append(
    _ kind: JSONValue.Kind, _ start: Int, _ end: Int, hasEscapes: Bool = false
  ) {
    assert(base <= start && start <= end && nodes.count < Int(UInt32.max))
    nodes.append(
      JSONNode(
        start: UInt32(truncatingIfNeeded: start - base),
        end: UInt32(truncatingIfNeeded: end - base),
        next: UInt32(truncatingIfNeeded: nodes.count + 1), kind: kind, hasEscapes: hasEscapes))
  }

  mutating func noteString(at offset: Int) { lastStringOffset = offset - base }

  mutating func fail(_ kind: JSONError.Kind, at offset: Int) -> Int {
    if error == nil { error = JSONError(kind: kind, offset: offset - base) }
    return offset
  }

  /// Whether lenient reading passes over what stands at `offset`; records it.
  mutating func repairs(_ offset: Int, inArray: Bool = false) -> Bool {
    guard mode == .lenient else { return false }
    if inArray {
      guard let container = open.last, nodes[container].kind == .array else { return false }
    }
    if damage.count < Self.damageLimit { damage.append(.repaired(offset: offset - base)) }
    return true
  }

  /// After an error: drops a member name without its value, and ends every open container here.
  private mutating func closeBrokenContainers(at offset: Int) {
    while let container = open.popLast() {
      var child = container + 1
      var isKey = nodes[container].kind == .object
      var lastKey: Int?
      while child < nodes.count {
        lastKey = isKey ? child : nil
        if nodes[container].kind == .object { isKey.toggle() }
        child = Int(nodes[child].next)
      }
      if let lastKey { nodes.removeSubrange(lastKey...) }
      nodes[container].end = UInt32(offset - base)
      nodes[container].next = UInt32(nodes.count)
    }
  }

  private func lastByteWasComma(_ bytes: Span<UInt8>, before offset: Int) -> Bool {
    var index = offset - 1
    while index > base, ASCII.isJSONBlank(bytes[index]) { index -= 1 }
    return index > base && bytes[index] == UInt8(ascii: ",")
  }

  private func startsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "t"), UInt8(ascii: "f"),
      UInt8(ascii: "n"):
      true
    default: false
    }
  }
}
