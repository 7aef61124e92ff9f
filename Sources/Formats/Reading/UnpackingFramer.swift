import Bytes
import Model

/// The records of a web archive, those that are lists or containers themselves cut into theirs: a
/// feed, a list of posts, a table or an archive that a crawler fetched.
///
/// Only what is not served as a page is looked into, so that a page's coding is taken off once, by
/// the interpreter and in parallel.
final class UnpackingFramer: RecordFramer {
  private let archive: any RecordFramer
  private let opener: FileOpener
  private let settings: ScrapeSettings
  private var inner: (any RecordFramer)?
  /// Of the record that `inner` reads: its place, where it begins, its name.
  private var locator = ""
  private var start: Int64 = 0
  private var recordID: String?
  private var givenCount = 0
  private var remarks: [String] = []

  init(_ archive: any RecordFramer, opener: FileOpener, settings: ScrapeSettings) {
    self.archive = archive
    self.opener = opener
    self.settings = settings
  }

  var format: FormatName { archive.format }
  var isContainer: Bool { archive.isContainer }
  var origin: RecordOrigin { archive.origin }
  var notes: [String] { archive.notes + remarks }
  var state: Int64 { inner == nil ? archive.state : start }
  var innerCount: Int { inner == nil ? 0 : givenCount }

  func next(ordinal: Int) throws -> RawRecord? {
    while true {
      if let record = try nextInner(ordinal) { return record }
      assert(inner == nil)
      start = archive.state
      guard let record = try archive.next(ordinal: ordinal) else { return nil }
      guard case .web(let web) = record.content, try open(web) else { return record }
      locator = record.locator
      recordID = web.recordID
      givenCount = 0
    }
  }

  private func nextInner(_ ordinal: Int) throws -> RawRecord? {
    guard let framer = inner else { return nil }
    do {
      if var record = try framer.next(ordinal: givenCount + 1) {
        givenCount += 1
        record.ordinal = ordinal
        record.locator = "\(locator): \(record.locator)"
        record.origin.warcRecordID = recordID
        // The address is the list's, and no article's in it.
        if framer.isContainer { record.origin.originURL = nil }
        return record
      }
    } catch let refusal as Refusal where !opener.isSpent && settings.shouldStop() == nil {
      inner = nil
      return refused(refusal, ordinal)
    }
    remarks += framer.notes.prefix(max(0, 100 - remarks.count))
    inner = nil
    return givenCount == 0 ? refused(Refusals.noRecords(framer.format.rawValue), ordinal) : nil
  }

  private func refused(_ refusal: Refusal, _ ordinal: Int) -> RawRecord {
    RawRecord(
      ordinal: ordinal, locator: locator, byteCount: 0, content: .refused(refusal), origin: origin)
  }

  /// Sets `inner` to the framer of what a record holds; false where that is one page or text.
  private func open(_ web: WebRecord) throws -> Bool {
    guard opener.canNest, !web.isText else { return false }
    var body = web.bytes[...]
    var inside = origin
    inside.originURL = web.url
    if web.isHTTP {
      guard let head = HTTPHead(body), RecordInterpreter.refusal(ofStatus: head.status) == nil
      else { return false }
      inside.http = head
      body = body[min(head.bodyOffset, body.endIndex)...]
      guard Self.mayHoldMany(body, type: head.contentType) else { return false }
      guard let decoded = try? HTTPBody.decode(Array(body), head: head, settings: settings) else {
        return false
      }
      body = decoded.bytes[...]
    } else if !Self.mayHoldMany(body, type: web.contentType?.lowercased()) {
      return false
    }
    guard Self.holdsMany(Array(body)) else { return false }
    let stream = SourceStream(MemorySource(Array(body)))
    guard let framer = try? opener.open(stream, origin: inside) else { return false }
    inner = framer
    return true
  }

  /// False for what is served as a page and does not begin like anything else.
  private static func mayHoldMany(_ body: ArraySlice<UInt8>, type: String?) -> Bool {
    guard type?.contains(utf8: "html") == true else { return true }
    let start = body.prefix(512).drop { ASCII.isTextBlank($0) || $0 >= 0x80 }
    return ["<?xml", "<rss", "<feed", "<rdf", "{", "["].contains {
      start.starts(with: $0.utf8)
    }
  }

  private static func holdsMany(_ body: [UInt8]) -> Bool {
    if Layer(body[...]) != nil || body.starts(with: [0x50, 0x4B, 3, 4]) { return true }
    guard let name = try? Sniffer.sniff(body, isWhole: true) else { return false }
    return FormatRegistry[name]?.holdsManyRecords(body) ?? false
  }

  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws {
    assert(innerCount >= 0 && innerCount <= ordinal)
    try archive.resume(at: state, ordinal: ordinal - innerCount)
    for number in 0..<innerCount {
      guard try next(ordinal: ordinal - innerCount + number + 1) != nil else { return }
    }
  }

  func resume(at state: Int64, ordinal: Int) throws {
    try resume(at: state, innerCount: 0, ordinal: ordinal)
  }
}
