/// A file that is one record: a page, a text, a mail.
final class BodyFramer: RecordFramer {
  let format: FormatName
  let isContainer = false
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var isDone = false

  init(_ input: FormatInput, format: FormatName) {
    self.format = format
    window = input.window
    origin = input.origin
    settings = input.settings
  }

  var notes: [String] { window.notes }
  var state: Int64 { isDone ? 1 : 0 }

  func next(ordinal: Int) throws -> RawRecord? {
    guard !isDone else { return nil }
    isDone = true
    let bytes = try window.takeAll(limit: settings.recordByteLimit)
    return RawRecord(
      ordinal: ordinal, locator: "whole file", byteCount: bytes.count,
      content: .body(bytes, format: format), origin: origin)
  }

  func resume(at state: Int64, ordinal: Int) { isDone = state > 0 }
}
