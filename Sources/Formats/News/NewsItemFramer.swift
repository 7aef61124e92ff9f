import Model

/// Cuts a file of a news agency into items: all of a message, or the one that the file is.
///
/// Agencies send messages of some kB; the file is read whole, up to the limit of a record.
final class NewsItemFramer: RecordFramer {
  let format: FormatName
  let isContainer: Bool
  let origin: RecordOrigin
  private let bytes: [UInt8]
  private let items: [Range<Int>]
  private var given = 0
  let notes: [String]

  /// Elements that are an item with a text. A package names items and holds none.
  private static let itemNames: Set<String> = ["newsitem", "nitf"]
  /// Elements around items.
  private static let messageNames: Set<String> = ["newsmessage", "newsml", "itemset"]

  /// Throws the refusal of a file without an item.
  init(_ input: FormatInput, format: FormatName) throws {
    self.format = format
    let file = try input.window.takeAll(limit: input.settings.recordByteLimit)
    let decoded = CharsetReading.decode(file, declared: MarkupCharset.labels(in: file))
    bytes = decoded.utf8
    notes = input.window.notes + decoded.notes
    let found = try Self.items(in: bytes, input.settings)
    items = found.items
    guard !items.isEmpty else { throw Refusals.notAPage("a NewsML file without a text") }
    isContainer = found.isMessage || items.count > 1
    var origin = isContainer ? input.origin.inside(format.rawValue) : input.origin
    origin.charset = origin.charset ?? decoded.charset
    origin.charsetSource = origin.charsetSource ?? decoded.charsetSource
    self.origin = origin
  }

  private static func items(
    in bytes: [UInt8], _ settings: ScrapeSettings
  ) throws -> (items: [Range<Int>], isMessage: Bool) {
    var scanner = XMLScanner(bytes)
    var items: [Range<Int>] = []
    var isMessage = false
    // The item that is open, and how many elements of its name.
    var open: (name: String, start: Int, depth: Int)?
    var count = 0
    while true {
      let start = scanner.position
      guard let token = scanner.next() else { break }
      count += 1
      if count & 0xFFF == 0, let refusal = settings.shouldStop() { throw refusal }
      switch token {
      case .start(let tag) where !tag.isEmpty:
        let name = XMLElement.localName(bytes[tag.name])
        if open?.name == name {
          open?.depth += 1
        } else if open == nil, itemNames.contains(name) {
          open = (name, start, 1)
        } else if open == nil, messageNames.contains(name) {
          isMessage = true
        }
      case .end(let range):
        guard let now = open, XMLElement.localName(bytes[range]) == now.name else { continue }
        open?.depth -= 1
        guard now.depth == 1 else { continue }
        items.append(now.start..<scanner.position)
        open = nil
      default: continue
      }
    }
    if let open { items.append(open.start..<bytes.count) }
    return (items, isMessage)
  }

  var state: Int64 { Int64(given) }

  func next(ordinal: Int) -> RawRecord? {
    guard given < items.count else { return nil }
    let range = items[given]
    given += 1
    let locator = isContainer ? "item \(given) at byte \(range.lowerBound)" : "whole file"
    return RawRecord(
      ordinal: ordinal, locator: locator, byteCount: range.count,
      content: .body(Array(bytes[range]), format: format), origin: origin)
  }

  func resume(at state: Int64, ordinal: Int) {
    given = Int(min(max(0, state), Int64(items.count)))
  }
}
