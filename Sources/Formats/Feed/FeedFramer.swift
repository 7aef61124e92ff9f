import Bytes
import Model

/// RSS of all versions, Atom, RDF, CDF and WordPress' export format: an item or entry is a record.
final class FeedFramer: RecordFramer {
  let format = FormatName.feed
  let isContainer = true
  private(set) var origin: RecordOrigin
  private let window: ByteWindow
  private let settings: ScrapeSettings
  private var head: FeedHead?
  private var remarks: [String] = []

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    self.window = window
    self.origin = origin
    self.settings = settings
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { head == nil ? 0 : window.offset }

  func next(ordinal: Int) throws -> RawRecord? {
    guard let start = try findItem() else { return nil }
    let head = try readHead(upTo: start.offset)
    _ = try window.skip(Int64(start.offset))
    let offset = window.offset
    let (count, isClosed) = try itemByteCount(start)
    assert(count >= 0 && count <= window.available)
    let locator = "item \(ordinal) at byte \(offset)"
    guard count <= settings.recordByteLimit else {
      _ = try window.skip(Int64(count))
      return RawRecord(
        ordinal: ordinal, locator: locator, byteCount: count,
        content: .refused(Refusals.limit("an item of more than \(settings.recordByteLimit) bytes")),
        origin: origin)
    }
    return RawRecord(
      ordinal: ordinal, locator: locator, byteCount: count,
      content: .feedItem(window.take(count), head), origin: origin,
      notes: isClosed ? [] : ["item-not-closed"])
  }

  /// The bytes before the first item say what holds for all.
  private func readHead(upTo offset: Int) throws -> FeedHead {
    if let head { return head }
    let start = window.position
    let bytes = Array(window.bytes[start..<start + min(offset, settings.headerByteLimit)])
    let made = FeedHead(bytes, origin: origin)
    head = made
    if origin.container == nil || !(origin.container?.hasSuffix("feed") ?? false) {
      origin = origin.inside(made.isWordPressExport ? "wxr" : "feed")
    }
    return made
  }

  private struct ItemTag {
    /// From the window's position.
    var offset: Int
    var name: [UInt8]
    var isEmpty: Bool
  }

  /// The next start tag of an item or entry.
  private func findItem() throws -> ItemTag? {
    var from = 0
    while let tag = try nextTag(from: from) {
      if !tag.isEnd, Self.isItem(tag.localName) {
        return ItemTag(offset: tag.offset, name: tag.localName, isEmpty: tag.isEmpty)
      }
      assert(tag.end > from, "the search for a tag makes headway")
      from = tag.end
      // Nothing before the first item is wanted beyond the head's limit, nor between items.
      if head != nil, from > 1 << 16 {
        _ = try window.skip(Int64(from))
        from = 0
      } else if from > settings.recordByteLimit {
        throw Refusals.limit("no item in the first \(from) bytes of a feed")
      }
    }
    return nil
  }

  private static func isItem(_ name: [UInt8]) -> Bool {
    name.elementsEqual("item".utf8) || name.elementsEqual("entry".utf8)
      || name.elementsEqual("ITEM".utf8) || name.elementsEqual("Item".utf8)
  }

  /// How long the item is whose tag is at the window's position.
  private func itemByteCount(_ item: ItemTag) throws -> (count: Int, isClosed: Bool) {
    guard let own = try nextTag(from: 0) else { return (window.available, false) }
    if own.isEmpty { return (own.end, true) }
    var from = own.end
    while let tag = try nextTag(from: from) {
      if tag.name == own.name {
        return tag.isEnd ? (tag.end, true) : (tag.offset, false)
      }
      let closesFeed =
        tag.isEnd
        && ["channel", "rss", "feed", "rdf"].contains {
          tag.localName.elementsEqual($0.utf8)
        }
      if closesFeed { return (tag.offset, false) }
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

  func resume(at state: Int64, ordinal: Int) throws {
    guard ordinal > 0, let start = try findItem() else { return }
    _ = try readHead(upTo: start.offset)
    _ = try window.skip(max(0, state - window.offset))
  }
}
