import JSONTree

/// Tables of values separated by commas, tabs, semicolons or bars: a row is a record.
final class CSVFramer: RecordFramer {
  let format = FormatName.csv
  let isContainer = true
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private let dialect: CSVDialect
  let origin: RecordOrigin
  private var scanner: CSVScanner
  private var remarks: [String] = []
  private var hasReadHeader = false
  private var rowCount = 0
  private var unbalancedCount = 0
  private var pending: [RawRecord] = []
  /// After so many quotes that never close, quotes are taken for ordinary characters.
  private static let unbalancedLimit = 64

  init?(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    let head = window.bytes[window.position...]
    guard let dialect = CSVDialect(sniffing: head) else { return nil }
    self.dialect = dialect
    self.window = window
    self.origin = origin
    self.settings = settings
    scanner = CSVScanner(delimiter: dialect.delimiter)
    scanner.fieldByteLimit = settings.textByteLimit
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { pending.isEmpty ? window.offset : 0 }

  func next(ordinal: Int) throws -> RawRecord? {
    while true {
      if var record = pending.popLast() {
        record.ordinal = ordinal
        return record
      }
      let offset = window.offset
      guard let row = try nextRow() else { return nil }
      let isSeparatorLine = row.fields.first?.starts(with: "sep=".utf8) == true
      if dialect.hasSeparatorLine, !hasReadHeader, isSeparatorLine { continue }
      if dialect.hasHeader, !hasReadHeader {
        hasReadHeader = true
        continue
      }
      rowCount += 1
      if row.fields.allSatisfy(\.isEmpty) { continue }
      pending = records(row.fields, at: offset, byteCount: row.byteCount).reversed()
    }
  }

  private func nextRow() throws -> (fields: [[UInt8]], byteCount: Int)? {
    var wanted = 1
    while true {
      if let refusal = settings.shouldStop() { throw refusal }
      let isMore = try window.fill(wanted)
      guard window.available > 0 else { return nil }
      var position = window.position
      let isFinal = !isMore && window.isAtEnd
      let isTooLong = window.available > settings.recordByteLimit
      if let fields = scanner.row(
        window.bytes, from: &position, isFinal: isFinal, gaveUp: isFinal || isTooLong)
      {
        if scanner.didGiveUp { noteUnbalanced() }
        let count = position - window.position
        assert(count > 0 && count <= window.available)
        _ = try window.skip(Int64(count))
        return (fields, count)
      }
      wanted = window.available * 2
    }
  }

  private func noteUnbalanced() {
    unbalancedCount += 1
    if unbalancedCount == 1 { remarks.append("unbalanced quote in row \(rowCount + 1)") }
    if unbalancedCount == Self.unbalancedLimit {
      scanner.readsQuotes = false
      remarks.append("quotes are not read from row \(rowCount + 1) on")
    }
  }

  /// The row as an object of its fields; several when a field holds a list of articles.
  private func records(_ fields: [[UInt8]], at offset: Int64, byteCount: Int) -> [RawRecord] {
    var writer = JSONWriter()
    writer.beginObject()
    for (name, field) in zip(dialect.names, fields) where !field.isEmpty {
      let decoded = CharsetReading.decode(field, of: origin).utf8
      if field.count <= 6, JSONMapper.isAbsent(String(decoding: decoded, as: UTF8.self)) {
        continue
      }
      writer.key(name)
      if let value = Self.literal(decoded) {
        writer.raw(value)
      } else {
        writer.string(String(decoding: decoded, as: UTF8.self))
      }
    }
    writer.endObject()
    let locator = "row \(rowCount) at byte \(offset)"
    guard let tree = try? JSONDocument(parsing: writer.take(), mode: .lenient) else { return [] }
    let found = JSONSearch.articles(in: tree.root, path: "")
    let values = found.isEmpty ? [(value: tree.root, path: "")] : found
    let notes = fields.count == dialect.names.count ? [] : ["columns: \(fields.count)"]
    return values.map { value, path in
      RawRecord(
        ordinal: 0, locator: path.isEmpty ? locator : "\(locator), \(path.dropFirst())",
        byteCount: byteCount, content: .json(value), origin: origin, notes: notes)
    }
  }

  /// A field that is a JSON or Python literal of a list or dictionary, as JSON.
  private static func literal(_ field: [UInt8]) -> [UInt8]? {
    guard let first = field.first, let last = field.last else { return nil }
    let isBracketed =
      first == UInt8(ascii: "[") && last == UInt8(ascii: "]")
      || first == UInt8(ascii: "{") && last == UInt8(ascii: "}")
    guard isBracketed else { return nil }
    if (try? JSONDocument(parsing: field, mode: .exact)) != nil { return field }
    guard let converted = PythonLiteral.json(field),
      (try? JSONDocument(parsing: converted, mode: .exact)) != nil
    else { return nil }
    return converted
  }

  func resume(at state: Int64, ordinal: Int) throws {
    guard state > 0 else { return try replay(ordinal) }
    hasReadHeader = true
    rowCount = ordinal
    _ = try window.skip(max(0, state - window.offset))
  }
}
