import Bytes
import Model

/// Responses behind each other in one file, as `curl -i A B` leaves them: a record each.
final class HTTPSequenceFramer: RecordFramer {
  let format = FormatName.http
  let isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let bytes: [UInt8]
  private let starts: [Int]
  private var given = 0

  /// Nil where the file at the window's position holds no second response behind a body.
  init?(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) throws {
    let head = Array(window.bytes[window.position...])
    guard Self.starts(in: head, upTo: 2).count == 2 else { return nil }
    bytes = try window.takeAll(limit: settings.recordByteLimit)
    starts = Self.starts(in: bytes, upTo: .max)
    self.window = window
    self.origin = origin.inside("http")
    assert(starts.count > 1)
  }

  var notes: [String] { window.notes }
  var state: Int64 { Int64(given) }

  /// Where responses with a body begin.
  private static func starts(in bytes: [UInt8], upTo limit: Int) -> [Int] {
    var starts: [Int] = []
    var index: Int? = 0
    while let start = index, starts.count < limit, let head = HTTPHead(bytes[start...]),
      head.isWhole
    {
      let next = nextHead(in: bytes, behind: head)
      let body = bytes[head.bodyOffset..<(next ?? bytes.count)]
      if body.contains(where: { !ASCII.isTextBlank($0) }) { starts.append(start) }
      index = next
    }
    return starts
  }

  /// The status line behind a body: where the head says that the body ends, or behind the end of a
  /// page or of a value.
  private static func nextHead(in bytes: [UInt8], behind head: HTTPHead) -> Int? {
    if let length = head["content-length"].flatMap({ Int($0) }), length > 0,
      head.bodyOffset <= bytes.count - min(length, bytes.count)
    {
      var end = head.bodyOffset + length
      while end < bytes.count, ASCII.isTextBlank(bytes[end]) { end += 1 }
      if end < bytes.count, isHead(bytes[end...]) { return end }
    }
    var from = head.bodyOffset
    while let found = Find.position(of: "HTTP/", in: bytes, from: from) {
      from = found + 5
      var before = found
      while before > head.bodyOffset, ASCII.isTextBlank(bytes[before - 1]) { before -= 1 }
      if before == head.bodyOffset { return isHead(bytes[found...]) ? found : nil }
      let tail = String(decoding: bytes[max(0, before - 8)..<before], as: UTF8.self).lowercased()
      let isEnd = tail.hasSuffix("</html>") || tail.hasSuffix("}") || tail.hasSuffix("]")
      if isEnd, isHead(bytes[found...]) { return found }
    }
    return nil
  }

  private static func isHead(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let head = HTTPHead(bytes) else { return false }
    return head.isWhole && head.headers.count >= 2
  }

  func next(ordinal: Int) throws -> RawRecord? {
    guard given < starts.count else { return nil }
    let start = starts[given]
    given += 1
    let response = Array(bytes[start..<(given < starts.count ? starts[given] : bytes.count)])
    return RawRecord(
      ordinal: ordinal, locator: "response \(ordinal) at byte \(start)",
      byteCount: response.count, content: .web(WebRecord(bytes: response, isHTTP: true)),
      origin: origin)
  }

  func resume(at state: Int64, ordinal: Int) { given = Int(state) }
}
