import Model

/// A mailbox (RFC 4155): messages one after the other, each behind a line that begins with `From `.
final class MailboxFramer: RecordFramer {
  let format = FormatName.mail
  let isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private static let pieceByteCount = 1 << 16

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    self.window = window
    self.origin = origin
    self.settings = settings
  }

  var notes: [String] { window.notes }
  var state: Int64 { window.offset }

  func next(ordinal: Int) throws -> RawRecord? {
    guard try window.fill(1) else { return nil }
    let offset = window.offset
    var looked = 1
    var isTooLong = false
    while true {
      if let refusal = settings.shouldStop() { throw refusal }
      if let end = Self.boundary(window.bytes, from: window.position + looked) {
        assert(end > window.position && end <= window.bytes.count)
        return record(window.take(end - window.position), ordinal, at: offset, isTooLong)
      }
      looked = max(1, window.available - Self.markByteCount)
      if window.available > settings.recordByteLimit {
        isTooLong = true
        _ = try window.skip(Int64(looked))
        looked = 0
      }
      let count = window.available
      if try !window.fill(count + Self.pieceByteCount), window.available == count {
        return record(window.take(count), ordinal, at: offset, isTooLong)
      }
    }
  }

  private func record(
    _ bytes: [UInt8], _ ordinal: Int, at offset: Int64, _ isTooLong: Bool
  ) -> RawRecord {
    let content: RawRecord.Content =
      isTooLong
      ? .refused(Refusals.limit("a message of more than \(settings.recordByteLimit) bytes"))
      : .body(bytes, format: .mail)
    return RawRecord(
      ordinal: ordinal, locator: "message \(ordinal) at byte \(offset)", byteCount: bytes.count,
      content: content, origin: origin)
  }

  /// Bytes from an empty line before a message to the end of its `From `.
  private static let markByteCount = 9

  /// Where the next message's line begins: behind an empty line.
  private static func boundary(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = max(2, start)
    let mark = Array("From ".utf8)
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index - 1] == 0x0A,
        bytes[index..<index + mark.count].elementsEqual(mark)
      {
        let before = bytes[index - 2] == 0x0D && index > 2 ? bytes[index - 3] : bytes[index - 2]
        if before == 0x0A { return index }
      }
      index += 1
    }
    return nil
  }

  func resume(at state: Int64, ordinal: Int) throws {
    _ = try window.skip(max(0, state - window.offset))
  }
}
