import JSONTree
import YAML

/// YAML as JSON: mappings as objects, sequences as arrays, every scalar as a string.
enum YAMLReader {
  private static let depthLimit = 32
  private static let eventLimit = 200_000
  /// Longer texts are not tried.
  static let byteLimit = 1 << 20

  /// The one document in a text; nil where the text is no YAML, holds several documents, or goes
  /// beyond a limit.
  static func json(of text: String) -> [UInt8]? {
    guard text.utf8.count <= byteLimit else { return nil }
    let events = YAMLEvents(text)
    var writer = JSONWriter()
    /// True for a mapping.
    var open: [Bool] = []
    var isKey = false
    var documentCount = 0
    for _ in 0..<eventLimit {
      guard let event = try? events.next() else { return nil }
      let isInMapping = open.last == true
      switch event.kind {
      case .streamEnd: return open.isEmpty && documentCount == 1 ? writer.take() : nil
      case .documentStart:
        documentCount += 1
        if documentCount > 1 { return nil }
      case .scalar(let value):
        if isInMapping, isKey { writer.key(value) } else { writer.string(value) }
        isKey = isInMapping && !isKey
      case .alias:
        if isInMapping, isKey { return nil }
        writer.null()
        isKey = isInMapping
      case .mappingStart, .sequenceStart:
        // A key that is no scalar has no place in JSON.
        guard open.count < depthLimit, !(isInMapping && isKey) else { return nil }
        let isMapping = event.kind == .mappingStart
        if isMapping { writer.beginObject() } else { writer.beginArray() }
        open.append(isMapping)
        isKey = isMapping
      case .mappingEnd, .sequenceEnd:
        guard let wasMapping = open.popLast() else { return nil }
        if wasMapping { writer.endObject() } else { writer.endArray() }
        isKey = open.last == true
      }
    }
    return nil
  }
}
