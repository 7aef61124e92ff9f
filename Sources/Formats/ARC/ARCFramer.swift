import Bytes
import Model

/// ARC 1 and 2, the Internet Archive's format before WARC.
final class ARCFramer: RecordFramer {
  let format = FormatName.arc
  let isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var remarks: [String] = []

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    self.window = window
    self.origin = origin
    self.settings = settings
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { window.offset }

  func next(ordinal: Int) throws -> RawRecord? {
    while let (offset, line) = try nextLine() {
      guard let head = ARCHead(line) else {
        if remarks.count < 100 { remarks.append("no record head at byte \(offset)") }
        continue
      }
      let locator = "record \(ordinal) at byte \(offset)"
      func record(_ content: RawRecord.Content, _ byteCount: Int, _ notes: [String]) -> RawRecord {
        RawRecord(
          ordinal: ordinal, locator: locator, byteCount: byteCount, content: content,
          origin: origin, notes: notes)
      }
      guard head.byteCount <= settings.recordByteLimit else {
        _ = try window.skip(Int64(head.byteCount))
        return record(.refused(Refusals.limit("a record of \(head.byteCount) bytes")), 0, [])
      }
      let isWhole = try window.fill(head.byteCount)
      let bytes = window.take(min(head.byteCount, window.available))
      assert(!isWhole || bytes.count == head.byteCount)
      let notes = isWhole ? [] : ["cut-short"]
      guard head.url.hasPrefix("http") else {
        return record(
          .refused(Refusals.notAPage("a record of \(head.url.prefix(40))")), bytes.count, notes)
      }
      let web = WebRecord(
        bytes: bytes, isHTTP: HTTPHead.isStatusLine(bytes[...]), url: head.url,
        contentType: head.contentType)
      return record(.web(web), bytes.count, notes)
    }
    return nil
  }

  /// The next line that is not empty; lines beyond the limit are cut.
  private func nextLine() throws -> (offset: Int64, line: [UInt8])? {
    while try window.fill(1) {
      if let refusal = settings.shouldStop() { throw refusal }
      let offset = window.offset
      var looked = 0
      var end: Int?
      while end == nil {
        let bytes = window.bytes[(window.position + looked)...]
        end = bytes.firstIndex(of: 0x0A).map { $0 - window.position }
        looked = window.available
        guard end == nil, looked < 1 << 16, try window.fill(looked + 1) else { break }
      }
      var line = window.take((end ?? looked - 1) + 1)
      while let last = line.last, ASCII.isTextBlank(last) { line.removeLast() }
      if !line.isEmpty { return (offset, line) }
    }
    return nil
  }

  func resume(at state: Int64, ordinal: Int) throws {
    _ = try window.skip(max(0, state - window.offset))
  }
}
