import Bytes
import Model

/// RSS of all versions, Atom, RDF, CDF and WordPress' export format: an item or entry is a record.
final class FeedFramer: RecordFramer {
  let format = FormatName.feed
  let isContainer = true
  private(set) var origin: RecordOrigin
  private let window: ByteWindow
  private let elements: XMLElements
  private let settings: ScrapeSettings
  private static let names: Set<[UInt8]> = Set(
    ["item", "entry", "ITEM", "Item"].map { Array($0.utf8) })
  private static let roots: Set<[UInt8]> = Set(
    ["channel", "rss", "feed", "rdf"].map { Array($0.utf8) })
  private var head: FeedHead?
  private var remarks: [String] = []

  init(_ window: ByteWindow, origin: RecordOrigin, settings: ScrapeSettings) {
    self.window = window
    self.origin = origin
    self.settings = settings
    elements = XMLElements(window, settings: settings)
  }

  private func findItem() throws -> Int? {
    try elements.find(Self.names, isInside: head != nil)
  }

  var notes: [String] { window.notes + remarks }
  var state: Int64 { head == nil ? 0 : window.offset }

  func next(ordinal: Int) throws -> RawRecord? {
    guard let start = try findItem() else { return nil }
    let head = try readHead(upTo: start)
    _ = try window.skip(Int64(start))
    let offset = window.offset
    let (count, isClosed) = try elements.byteCount(endedBy: Self.roots)
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

  func resume(at state: Int64, ordinal: Int) throws {
    guard ordinal > 0, let start = try findItem() else { return }
    _ = try readHead(upTo: start)
    _ = try window.skip(max(0, state - window.offset))
  }
}
