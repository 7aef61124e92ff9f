import Bytes
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
      let isFinal = window.isAtEnd
      if let end = Self.boundary(
        window.bytes, from: window.position + looked, isFinal: isFinal)
      {
        assert(end > window.position && end <= window.bytes.count)
        return record(window.take(end - window.position), ordinal, at: offset, isTooLong)
      }
      looked = isFinal ? window.available : max(1, window.available - Self.markByteCount)
      if window.available > settings.recordByteLimit {
        isTooLong = true
        _ = try window.skip(Int64(looked))
        looked = 0
      }
      let count = window.available
      if try !window.fill(count + Self.pieceByteCount), isFinal || isTooLong {
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
      : .body(Self.unquoted(bytes), format: .mail)
    return RawRecord(
      ordinal: ordinal, locator: "message \(ordinal) at byte \(offset)", byteCount: bytes.count,
      content: content, origin: origin)
  }

  /// Bytes from an empty line before a message to the first of its headers.
  private static let markByteCount = 2048

  /// Where the next message's line begins: behind an empty line, with a time or nothing but a
  /// sender, and a header below it. A paragraph that begins with the word is none.
  private static func boundary(_ bytes: [UInt8], from start: Int, isFinal: Bool) -> Int? {
    var index = max(2, start)
    let mark = Array("From ".utf8)
    let limit = bytes.count - (isFinal ? mark.count : markByteCount)
    while index <= limit {
      if bytes[index] == mark[0], bytes[index - 1] == 0x0A,
        bytes[index..<index + mark.count].elementsEqual(mark)
      {
        let before = bytes[index - 2] == 0x0D && index > 2 ? bytes[index - 3] : bytes[index - 2]
        if before == 0x0A, isSeparator(bytes[index...].prefix(markByteCount)) { return index }
      }
      index += 1
    }
    return nil
  }

  private static func isSeparator(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = text.firstIndex(of: 0x0A) else { return false }
    let words = text[..<end].split { $0 <= 0x20 }
    let hasTime = words.dropFirst().contains { word in
      word.count >= 4 && word.count { $0 == UInt8(ascii: ":") } > 0
        && word.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ":") }
    }
    guard hasTime || words.count == 2 else { return false }
    let name = text[(end + 1)...].prefix { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    return !name.isEmpty && text[name.endIndex...].first == UInt8(ascii: ":")
  }

  /// A message without the marks that the mailbox set before lines that begin with `From `.
  private static func unquoted(_ bytes: [UInt8]) -> [UInt8] {
    guard Find.position(of: ">From ", in: bytes) != nil else { return bytes }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ">"), index == 0 || bytes[index - 1] == 0x0A {
        let rest = bytes[index...].drop { $0 == UInt8(ascii: ">") }
        if rest.starts(with: "From ".utf8) { continue }
      }
      out.append(byte)
    }
    return out
  }

  func resume(at state: Int64, ordinal: Int) throws {
    _ = try window.skip(max(0, state - window.offset))
  }
}
