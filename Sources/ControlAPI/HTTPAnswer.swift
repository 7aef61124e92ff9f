/// Reads an HTTP/1.1 answer piece by piece: by length, in chunks, or until the stream ends.
package struct HTTPAnswer: Sendable {
  /// What an answer may hold; a longer one counts as malformed.
  package static let headByteLimit = 16 << 10
  package static let bodyByteLimit = 256 << 20

  private enum Phase {
    case head
    case body(left: Int)
    case bodyUntilEnd
    case chunkHead
    case chunk(left: Int)
    case chunkEnd
    case trailer
    case done
    case malformed
  }

  private var phase = Phase.head
  private var pending: [UInt8] = []
  /// The status code; 0 until the head has come.
  package private(set) var status = 0
  /// The body as far as it has come.
  package private(set) var body: [UInt8] = []

  package init() {}

  /// False once the answer is complete or malformed.
  package var wantsMore: Bool {
    switch phase {
    case .done, .malformed: false
    default: true
    }
  }

  /// True once the whole answer has come.
  package var isComplete: Bool {
    if case .done = phase { true } else { false }
  }

  /// Takes the next bytes of the stream.
  package mutating func append(_ bytes: [UInt8]) {
    pending += bytes
    while wantsMore, step() {}
  }

  /// The stream has ended.
  package mutating func finish() {
    if case .bodyUntilEnd = phase { phase = .done } else if wantsMore { phase = .malformed }
  }

  /// One transition; false when it needs more bytes.
  private mutating func step() -> Bool {
    switch phase {
    case .head: return readHead()
    case .body(let left): return take(left, then: { $0 == 0 ? .done : .body(left: $0) })
    case .bodyUntilEnd: return take(.max, then: { _ in .bodyUntilEnd })
    case .chunkHead: return readChunkHead()
    case .chunk(let left): return take(left, then: { $0 == 0 ? .chunkEnd : .chunk(left: $0) })
    case .chunkEnd:
      guard let line = takeLine() else { return false }
      phase = line.isEmpty ? .chunkHead : .malformed
      return true
    case .trailer:
      guard let line = takeLine() else { return false }
      if line.isEmpty { phase = .done }
      return true
    case .done, .malformed: return false
    }
  }

  private mutating func readHead() -> Bool {
    guard let line = takeLine() else { return false }
    if status == 0 {
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let code = Int(words[1]),
        (100...599).contains(code)
      else {
        phase = .malformed
        return true
      }
      status = code
    } else if line.isEmpty {
      phase = length.map { $0 == 0 ? .done : .body(left: $0) } ?? .bodyUntilEnd
      if isChunked { phase = .chunkHead }
    } else {
      readField(line)
    }
    return true
  }

  private var length: Int?
  private var isChunked = false
  /// The header's fields, their names in small letters.
  package private(set) var fields: [String: String] = [:]

  private mutating func readField(_ line: String) {
    guard let colon = line.firstIndex(of: ":") else {
      phase = .malformed
      return
    }
    let value = line[line.index(after: colon)...].drop { $0 == " " }
    let name = line[..<colon].lowercased()
    fields[name] = String(value)
    switch name {
    case "content-length":
      guard let count = Int(value), (0...Self.bodyByteLimit).contains(count) else {
        phase = .malformed
        return
      }
      length = count
    case "transfer-encoding":
      guard value.lowercased() == "chunked" else {
        phase = .malformed
        return
      }
      isChunked = true
    default: break
    }
  }

  private mutating func readChunkHead() -> Bool {
    guard let line = takeLine() else { return false }
    let digits = line.prefix { $0.isHexDigit }
    if let count = Int(digits, radix: 16), count <= Self.bodyByteLimit {
      phase = count == 0 ? .trailer : .chunk(left: count)
    } else {
      phase = .malformed
    }
    return true
  }

  /// Moves at most `count` bytes to the body; `then` gives the next phase for what is left.
  private mutating func take(_ count: Int, then next: (Int) -> Phase) -> Bool {
    guard !pending.isEmpty else { return false }
    let moved = min(count, pending.count)
    guard body.count + moved <= Self.bodyByteLimit else {
      phase = .malformed
      return true
    }
    body += pending[..<moved]
    pending.removeFirst(moved)
    phase = next(count - moved)
    return true
  }

  /// The next line without its end; nil until it is complete.
  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: 0x0A) else {
      if pending.count > Self.headByteLimit { phase = .malformed }
      return nil
    }
    headByteCount += end + 1
    guard headByteCount <= Self.headByteLimit || isInBody else {
      phase = .malformed
      return nil
    }
    var line = pending[..<end]
    if line.last == 0x0D { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    pending.removeFirst(end + 1)
    return text
  }

  private var headByteCount = 0
  private var isInBody: Bool {
    if case .head = phase { false } else { true }
  }
}
