import JSONTree

/// A stream of XML whose elements of one name are records.
final class XMLRowsFramer: RecordFramer {
  let format = FormatName.xmlRows
  let isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let elements: XMLElements
  private let rows: XMLRows.Rows
  private let settings: ScrapeSettings
  private var hasBegun = false

  init(
    _ window: ByteWindow, rows: XMLRows.Rows, origin: RecordOrigin, settings: ScrapeSettings
  ) {
    self.window = window
    self.rows = rows
    self.origin = origin
    self.settings = settings
    elements = XMLElements(window, settings: settings)
  }

  var notes: [String] { window.notes }
  var state: Int64 { hasBegun ? window.offset : 0 }

  func next(ordinal: Int) throws -> RawRecord? {
    if let refusal = settings.shouldStop() { throw refusal }
    guard let start = try elements.find([rows.name], isInside: hasBegun) else { return nil }
    hasBegun = true
    _ = try window.skip(Int64(start))
    let offset = window.offset
    let (count, isClosed) = try elements.byteCount(endedBy: [])
    let locator = "row \(ordinal) at byte \(offset)"
    guard count <= settings.recordByteLimit else {
      _ = try window.skip(Int64(count))
      return RawRecord(
        ordinal: ordinal, locator: locator, byteCount: count,
        content: .refused(Refusals.limit("a row of more than \(settings.recordByteLimit) bytes")),
        origin: origin)
    }
    return RawRecord(
      ordinal: ordinal, locator: locator, byteCount: count, content: content(window.take(count)),
      origin: origin, notes: isClosed ? [] : ["item-not-closed"])
  }

  private func content(_ bytes: [UInt8]) -> RawRecord.Content {
    if rows.areDocuments { return .body(bytes, format: .html) }
    let text = CharsetReading.decode(bytes, of: origin).utf8
    guard let json = XMLRows.json(text), let tree = try? JSONDocument(parsing: json, mode: .lenient)
    else { return .refused(Refusals.noArticle("This element")) }
    return .json(tree.root)
  }

  func resume(at state: Int64, ordinal: Int) throws {
    hasBegun = state > 0
    _ = try window.skip(max(0, state - window.offset))
  }
}
