import JSONTree

/// JSON of any layout: one value, an array, values by lines or end to end.
final class JSONFramer: RecordFramer {
  let format: FormatName
  let isContainer: Bool
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var stream: JSONStream
  private var remarks: [String] = []
  private var isFinished = false

  init(
    _ window: ByteWindow, format: FormatName, origin: RecordOrigin, settings: ScrapeSettings
  ) {
    self.window = window
    self.format = format
    self.origin = origin
    self.settings = settings
    isContainer = true
    stream = JSONStream(depthLimit: settings.depthLimit, valueByteLimit: settings.recordByteLimit)
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { 0 }

  func next(ordinal: Int) throws -> RawRecord? {
    while true {
      if let item = stream.next() {
        if let record = record(of: item, ordinal: ordinal) { return record }
        continue
      }
      if isFinished { return nil }
      if try window.fill(1) {
        stream.append(window.takeAvailable())
      } else {
        stream.finish()
        isFinished = true
      }
    }
  }

  private func record(of item: JSONStream.Item, ordinal: Int) -> RawRecord? {
    switch item {
    case .value(let tree, let offset):
      return make(.json(tree.root), tree.endOffset, at: offset, ordinal: ordinal)
    case .broken(let tree, let offset, let error):
      remarks.append("broken value at byte \(offset + Int64(error.offset))")
      guard let tree, tree.root.isObject else { return nil }
      return make(.json(tree.root), tree.endOffset, at: offset, ordinal: ordinal)
    case .tooLarge(let offset):
      return make(
        .refused(Refusals.limit("a value of more than \(settings.recordByteLimit) bytes")), 0,
        at: offset, ordinal: ordinal)
    case .entered(let offset):
      remarks.append("object at byte \(offset) read by its arrays")
      return nil
    case .junk(let offset, let byteCount):
      remarks.append("trailing-bytes: \(byteCount) at byte \(offset)")
      return nil
    }
  }

  private func make(
    _ content: RawRecord.Content, _ byteCount: Int, at offset: Int64, ordinal: Int
  ) -> RawRecord {
    RawRecord(
      ordinal: ordinal, locator: "value \(ordinal) at byte \(offset)", byteCount: byteCount,
      content: content, origin: origin)
  }

  func resume(at state: Int64, ordinal: Int) throws { try replay(ordinal) }
}
