import Model

/// The files in an archive, each opened by its content as if it had been dropped by itself.
///
/// A file that cannot be read costs itself: its place in the order is a refusal.
final class ArchiveFramer: RecordFramer {
  let isContainer = true
  let origin: RecordOrigin
  private let ownFormat: FormatName
  private let archive: any FileArchive
  private let opener: FileOpener
  private let settings: ScrapeSettings
  private var file: ArchivedFile?
  private var inner: (any RecordFramer)?
  /// Where the file that `inner` reads begins, and the records given of it.
  private var start: Int64 = 0
  private var givenCount = 0
  private var remarks: [String] = []

  /// `origin` names the archive already.
  init(
    _ archive: any FileArchive, format: FormatName, origin: RecordOrigin, opener: FileOpener,
    settings: ScrapeSettings
  ) {
    self.archive = archive
    self.opener = opener
    self.origin = origin
    self.settings = settings
    ownFormat = format
  }

  var format: FormatName { inner?.format ?? ownFormat }
  var notes: [String] { archive.notes + remarks + (inner?.notes ?? []) }
  var state: Int64 { inner == nil ? archive.nextPosition : start }
  var innerCount: Int { inner == nil ? 0 : givenCount }

  func next(ordinal: Int) throws -> RawRecord? {
    while true {
      if let record = try nextInner(ordinal) { return record }
      assert(inner == nil)
      start = archive.nextPosition
      givenCount = 0
      guard let file = try archive.next() else { return nil }
      self.file = file
      do {
        var inside = origin
        inside.fileName = file.name
        inside.sidecars = []
        inner = try opener.open(try file.open(), origin: inside)
      } catch let refusal as Refusal where canGoOn {
        return refused(refusal, ordinal)
      }
    }
  }

  private func nextInner(_ ordinal: Int) throws -> RawRecord? {
    guard let framer = inner else { return nil }
    do {
      if var record = try framer.next(ordinal: givenCount + 1) {
        givenCount += 1
        record.ordinal = ordinal
        record.locator = "\(file?.printedName ?? ""): \(record.locator)"
        return record
      }
    } catch let refusal as Refusal where canGoOn {
      inner = nil
      return refused(refusal, ordinal)
    }
    remarks += framer.notes.prefix(max(0, 100 - remarks.count))
    inner = nil
    return givenCount == 0 ? refused(Refusals.noRecords(framer.format.rawValue), ordinal) : nil
  }

  /// True when the other files can still be read: neither the limits nor the time are used up.
  private var canGoOn: Bool { !opener.isSpent && settings.shouldStop() == nil }

  private func refused(_ refusal: Refusal, _ ordinal: Int) -> RawRecord {
    RawRecord(
      ordinal: ordinal, locator: file?.printedName ?? "", byteCount: 0,
      content: .refused(refusal), origin: origin)
  }

  func resume(at state: Int64, innerCount: Int, ordinal: Int) throws {
    assert(innerCount >= 0 && innerCount <= ordinal)
    // Positions of archives were not kept before: then all is cut again.
    guard state > 0 || innerCount == ordinal else { return try replay(ordinal) }
    try archive.seek(to: state)
    for number in 0..<innerCount
    where try next(ordinal: ordinal - innerCount + number + 1) == nil { return }
  }

  func resume(at state: Int64, ordinal: Int) throws {
    try resume(at: state, innerCount: 0, ordinal: ordinal)
  }
}
