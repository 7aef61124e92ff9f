import Bytes
import Model

/// Finds the elements of certain names in a stream of XML, well-formed or not.
final class XMLElements {
  private let window: ByteWindow
  private let settings: ScrapeSettings

  init(_ window: ByteWindow, settings: ScrapeSettings) {
    self.window = window
    self.settings = settings
  }

  /// Where the next element of one of the names begins, from the window's position; nil at the end.
  ///
  /// Throws a refusal where none is in the first bytes; once one was found (`isInside`), what lies
  /// between is passed over.
  func find(_ names: Set<[UInt8]>, isInside: Bool) throws -> Int? {
    var from = 0
    while let tag = try nextTag(from: from) {
      if !tag.isEnd, names.contains(tag.localName) { return tag.offset }
      assert(tag.end > from, "the search for a tag makes headway")
      from = tag.end
      if isInside, from > 1 << 16 {
        _ = try window.skip(Int64(from))
        from = 0
      } else if from > settings.recordByteLimit {
        throw Refusals.limit("no item in the first \(from) bytes")
      }
    }
    return nil
  }

  /// How long the element is whose tag is at the window's position, and whether it was closed. Of
  /// elements of its own name within it the first ends it; so do the end tags `enders`.
  func byteCount(endedBy enders: Set<[UInt8]>) throws -> (count: Int, isClosed: Bool) {
    guard let own = try nextTag(from: 0) else { return (window.available, false) }
    if own.isEmpty { return (own.end, true) }
    var from = own.end
    while let tag = try nextTag(from: from) {
      if tag.name == own.name {
        return tag.isEnd ? (tag.end, true) : (tag.offset, false)
      }
      if tag.isEnd, enders.contains(tag.localName) { return (tag.offset, false) }
      from = tag.end
      if from > settings.recordByteLimit { return (from, false) }
    }
    return (window.available, false)
  }

  private struct FoundTag {
    var offset: Int
    var end: Int
    var name: [UInt8]
    var localName: [UInt8]
    var isEnd: Bool
    var isEmpty: Bool
  }

  /// The next tag at or after an offset from the window's position; CDATA and comments are passed.
  private func nextTag(from start: Int) throws -> FoundTag? {
    var index = start
    while let open = try find("<", from: index) {
      index = open + 1
      guard try window.fill(open + 9) || window.available > open + 1 else { return nil }
      let bytes = window.bytes
      let base = window.position
      let rest = bytes[(base + index)...]
      if rest.starts(with: "![CDATA[".utf8) {
        index = try find("]]>", from: index + 8).map { $0 + 3 } ?? window.available
      } else if rest.starts(with: "!--".utf8) {
        index = try find("-->", from: index + 3).map { $0 + 3 } ?? window.available
      } else {
        let isEnd = rest.first == UInt8(ascii: "/")
        let nameStart = base + index + (isEnd ? 1 : 0)
        // Before the tag's end is looked for, which may be far: a run of brackets begins no tag.
        guard XMLScanner.nameEnd(bytes, from: nameStart) > nameStart else { continue }
        guard try find(">", from: index) != nil else { return nil }
        let now = window.bytes
        let shifted = nameStart - base + window.position
        let nameEnd = XMLScanner.nameEnd(now, from: shifted)
        guard nameEnd > shifted else { continue }
        let end = try find(">", from: nameEnd - window.position) ?? window.available - 1
        var local = now[shifted..<nameEnd]
        if let colon = local.lastIndex(of: UInt8(ascii: ":")) { local = local[(colon + 1)...] }
        let isEmpty = window.bytes[window.position + end - 1] == UInt8(ascii: "/")
        return FoundTag(
          offset: open, end: end + 1, name: Array(now[shifted..<nameEnd]), localName: Array(local),
          isEnd: isEnd, isEmpty: isEmpty)
      }
    }
    return nil
  }

  /// Where a word begins, from the window's position; reads on as far as needed.
  private func find(_ word: StaticString, from start: Int) throws -> Int? {
    var from = start
    while true {
      let found = Find.position(of: word, in: window.bytes, from: window.position + from)
      settings.budget.take(1 + ((found ?? window.bytes.count) - window.position - from) / 64)
      if let found { return found - window.position }
      from = max(start, window.available - word.utf8CodeUnitCount + 1)
      guard window.available <= settings.recordByteLimit * 2, try window.fill(window.available + 1)
      else { return nil }
    }
  }
}
