import JSONTree
import Model

/// JSON of any layout: one value, an array, values by lines or end to end, with wrappers around the
/// articles or without.
final class JSONFramer: RecordFramer {
  private(set) var format = FormatName.json
  private(set) var isContainer = true
  let origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var stream: JSONStream
  private var remarks: [String] = []
  private var unlistedCount = 0
  private var isFinished = false
  /// Found; those before `pendingIndex` have been given out.
  private var pending: [Found] = []
  private var pendingIndex = 0
  private var valueCount = 0
  private var scalarCount = 0
  private var givenCount = 0
  /// True while every record so far was a whole value of the stream: then its offset is a place to
  /// resume from.
  private var isFlat = true
  private var lastWasInArray = false
  /// The names of columns that the first row of a list of rows gave.
  private var columnNames: [String]?

  private struct Found {
    var content: RawRecord.Content
    var locator: String
    var byteCount: Int
    var notes: [String] = []
  }

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) throws {
    self.window = window
    self.origin = origin
    self.settings = settings
    stream = JSONStream(depthLimit: settings.depthLimit, valueByteLimit: settings.recordByteLimit)
    try peek()
  }

  /// Looks at the first two values: one object that is an article itself is no container.
  private func peek() throws {
    guard let first = try nextItem() else { return }
    let isInArray = stream.isInArray
    let second = try nextItem()
    if !isInArray, !stream.isInArray {
      switch second {
      case .value, .broken: format = .jsonLines
      default: break
      }
    }
    if case .value(let tree, _) = first, !isInArray, tree.root.isObject {
      let isAlone =
        switch second {
        case nil, .junk: true
        default: false
        }
      if isAlone, JSONSearch.articles(in: tree.root, path: "$").allSatisfy({ $0.path == "$" }) {
        isContainer = false
      }
    }
    if isInArray, let second, try gatherPage(first, second) { return }
    let laterItems = second.map { [$0] } ?? []
    for item in [first] + laterItems { queue(item, isInArray: isInArray) }
  }

  /// Takes a list of a page's elements as one article; what was looked at is queued where it is
  /// none.
  private func gatherPage(_ first: JSONStream.Item, _ second: JSONStream.Item) throws -> Bool {
    guard Self.isElement(first), Self.isElement(second) else { return false }
    var items = [first, second]
    while items.count < JSONPageElements.limit, let item = try nextItem() {
      items.append(item)
      guard Self.isElement(item) else { break }
    }
    let elements = items.compactMap { item -> JSONValue? in
      guard case .value(let tree, _) = item else { return nil }
      return tree.root
    }
    isFlat = false
    if isFinished, items.allSatisfy({ Self.isElement($0) }),
      let page = JSONPageElements.page(of: elements)
    {
      isContainer = false
      enqueue(page.root, "$", 0, [])
    } else {
      for item in items { queue(item, isInArray: true) }
    }
    return true
  }

  private static func isElement(_ item: JSONStream.Item) -> Bool {
    guard case .value(let tree, _) = item else { return false }
    return JSONPageElements.isElement(tree.root)
  }

  private func remark(_ text: String) {
    if remarks.count < 100 { remarks.append(text) } else { unlistedCount += 1 }
  }

  var notes: [String] {
    window.notes + remarks
      + (unlistedCount > 0 ? ["further remarks: \(unlistedCount)"] : [])
      + (scalarCount > 0 ? ["values that are no objects: \(scalarCount)"] : [])
  }

  var state: Int64 {
    isFlat && pendingIndex == pending.count ? stream.offset << 1 | (stream.isInArray ? 1 : 0) : 0
  }

  func next(ordinal: Int) throws -> RawRecord? {
    while pendingIndex == pending.count {
      pending.removeAll(keepingCapacity: true)
      pendingIndex = 0
      if let item = try nextItem() {
        queue(item, isInArray: stream.isInArray)
      } else if givenCount == 0 {
        pending = [
          Found(
            content: .refused(Refusals.noArticle("This JSON file")), locator: "$", byteCount: 0)
        ]
      } else {
        return nil
      }
    }
    assert(pendingIndex < pending.count)
    let found = pending[pendingIndex]
    pendingIndex += 1
    givenCount += 1
    return RawRecord(
      ordinal: ordinal, locator: found.locator, byteCount: found.byteCount,
      content: found.content, origin: origin, notes: found.notes)
  }

  private func nextItem() throws -> JSONStream.Item? {
    while true {
      if let item = stream.next() { return item }
      if isFinished { return nil }
      if let refusal = settings.shouldStop() { throw refusal }
      if try window.fill(1) {
        settings.budget.take(1 + window.available / 64)
        stream.append(window.takeAvailable())
      } else {
        stream.finish()
        isFinished = true
      }
    }
  }

  private func queue(_ item: JSONStream.Item, isInArray: Bool) {
    switch item {
    case .value(let tree, let offset):
      queue(tree, at: offset, isInArray: isInArray, notes: [])
    case .broken(let tree, let offset, let error):
      remark("broken value at byte \(offset + Int64(error.offset))")
      guard let tree, tree.root.isObject || tree.root.isArray else { return }
      queue(tree, at: offset, isInArray: isInArray, notes: ["cut-short"])
    case .tooLarge(let offset):
      valueCount += 1
      pending.append(
        Found(
          content: .refused(
            Refusals.limit("a value of more than \(settings.recordByteLimit) bytes")),
          locator: "value at byte \(offset)", byteCount: 0))
    case .entered(let offset):
      isFlat = false
      remark("large object at byte \(offset): only the arrays in it were read")
    case .junk(let offset, let byteCount):
      remark("trailing-bytes: \(byteCount) at byte \(offset)")
    }
  }

  private func queue(_ tree: JSONDocument, at offset: Int64, isInArray: Bool, notes: [String]) {
    defer { valueCount += 1 }
    let path =
      isInArray
      ? "$[\(valueCount)]" : (format == .jsonLines ? "line-value \(valueCount + 1)" : "$")
    guard tree.root.isObject || tree.root.isArray else {
      scalarCount += 1
      isFlat = false
      return
    }
    if isInArray, tree.root.isArray {
      if let names = columnNames, let row = JSONTables.row(of: tree.root, names: names) {
        isFlat = false
        return enqueue(row, path, offset, notes)
      }
      if valueCount == 0, let names = JSONTables.names(in: tree.root) {
        columnNames = names
        isFlat = false
        return
      }
    }
    let found = JSONSearch.articles(in: tree.root, path: path)
    if found.isEmpty {
      guard tree.root.isObject else {
        scalarCount += 1
        isFlat = false
        return
      }
      enqueue(tree.root, path, offset, notes)
      return
    }
    if found.count > 1 || found[0].path != path { isFlat = false }
    for (value, path) in found { enqueue(value, path, offset, notes) }
  }

  private func enqueue(_ value: JSONValue, _ path: String, _ offset: Int64, _ notes: [String]) {
    pending.append(
      Found(
        content: .json(value), locator: "\(path) at byte \(offset + Int64(value.range.lowerBound))",
        byteCount: value.range.count, notes: notes))
  }

  func resume(at state: Int64, ordinal: Int) throws {
    let offset = state >> 1
    // Near the start, what was read to tell the layout has passed the place: cut it again.
    guard state > 0, offset >= window.offset else { return try replay(ordinal) }
    assert(offset >= window.offset)
    _ = try window.skip(offset - window.offset)
    stream = JSONStream(
      depthLimit: settings.depthLimit, valueByteLimit: settings.recordByteLimit,
      startingAt: offset, inArray: state & 1 == 1)
    pending = []
    pendingIndex = 0
    givenCount = ordinal
    valueCount = ordinal
    isFlat = true
    isFinished = false
  }
}
