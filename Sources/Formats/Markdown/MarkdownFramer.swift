/// A file of Markdown: one document, or several behind each other.
final class MarkdownFramer: RecordFramer {
  let format = FormatName.markdown
  let isContainer: Bool
  let origin: RecordOrigin
  private let window: ByteWindow
  private let bytes: [UInt8]
  private let starts: [Int]
  private var given = 0

  init(_ input: FormatInput) throws {
    window = input.window
    bytes = try input.window.takeAll(limit: input.settings.recordByteLimit)
    starts = MarkdownSniffer.documentStarts(bytes)
    isContainer = starts.count > 1
    origin = isContainer ? input.origin.inside("markdown") : input.origin
    assert(!starts.isEmpty)
  }

  var notes: [String] { window.notes }
  var state: Int64 { Int64(given) }

  func next(ordinal: Int) throws -> RawRecord? {
    guard given < starts.count else { return nil }
    let start = starts[given]
    given += 1
    let document = Array(bytes[start..<(given < starts.count ? starts[given] : bytes.count)])
    return RawRecord(
      ordinal: ordinal,
      locator: isContainer ? "document \(ordinal) at byte \(start)" : "whole file",
      byteCount: document.count, content: .body(document, format: .markdown), origin: origin)
  }

  func resume(at state: Int64, ordinal: Int) { given = Int(state) }
}
