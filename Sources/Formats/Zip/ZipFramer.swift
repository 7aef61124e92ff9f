import Model

/// The files in a zip archive, each opened by its content as if it had been dropped by itself; of a
/// WACZ the web archives in it.
final class ZipFramer: RecordFramer {
  let isContainer = true
  let origin: RecordOrigin
  private let directory: ZipDirectory
  private let opener: FileOpener
  private let wanted: [ZipDirectory.Entry]
  private var entryIndex = 0
  private var inner: (any RecordFramer)?
  private var entryRecordCount = 0
  private var remarks: [String] = []
  private var skippedCount = 0
  private let budget: OutputBudget
  private let settings: ScrapeSettings

  init(
    _ source: any ByteSource, opener: FileOpener, origin: RecordOrigin, settings: ScrapeSettings,
    budget: OutputBudget
  ) throws {
    directory = try ZipDirectory(source, settings: settings)
    self.opener = opener
    self.budget = budget
    self.settings = settings
    let names = directory.entries.map { String(decoding: $0.name, as: UTF8.self) }
    if let document = Self.documentName(names) { throw Refusals.unsupported(document) }
    let isWACZ =
      names.contains { $0.hasPrefix("archive/") } && names.contains("datapackage.json")
    self.origin = origin.inside(isWACZ ? "wacz" : "zip")
    wanted = directory.entries.filter { entry in
      let name = String(decoding: entry.name, as: UTF8.self).lowercased()
      if name.hasSuffix("/") { return false }
      if isWACZ { return name.hasPrefix("archive/") }
      let ending = name.split(separator: ".").last.map(String.init) ?? ""
      return !name.hasPrefix("__macosx/") && !Self.skippedEndings.contains(ending)
    }
    skippedCount = directory.entries.count - wanted.count
    if directory.isSalvaged { remarks.append("zip-table-missing") }
  }

  var format: FormatName { inner?.format ?? .zip }

  var notes: [String] {
    remarks + (inner?.notes ?? [])
      + (skippedCount > 0 ? ["entries passed over: \(skippedCount)"] : [])
  }

  var state: Int64 { 0 }

  func next(ordinal: Int) throws -> RawRecord? {
    while true {
      if let framer = inner {
        do {
          if let record = try framer.next(ordinal: entryRecordCount + 1) {
            entryRecordCount += 1
            return placed(record, ordinal)
          }
        } catch let refusal as Refusal where isOfEntry(refusal) {
          inner = nil
          return refused(refusal, ordinal)
        }
        remarks += framer.notes.prefix(100)
        inner = nil
        if entryRecordCount == 0 {
          return refused(Refusals.noRecords(framer.format.rawValue), ordinal)
        }
      }
      guard entryIndex < wanted.count else { return nil }
      entryIndex += 1
      entryRecordCount = 0
      assert(inner == nil)
      do {
        let stream = try directory.stream(of: wanted[entryIndex - 1], budget: budget)
        var inside = origin
        inside.fileName = wanted[entryIndex - 1].name
        inside.sidecars = []
        inner = try opener.open(stream, origin: inside)
      } catch let refusal as Refusal where isOfEntry(refusal) {
        return refused(refusal, ordinal)
      }
    }
  }

  /// True when the other entries can still be read: neither the file's limits nor its time are used
  /// up.
  private func isOfEntry(_ refusal: Refusal) -> Bool {
    !budget.isSpent && settings.shouldStop() == nil
  }

  private var entryName: String { String(decoding: wanted[entryIndex - 1].name, as: UTF8.self) }

  private func placed(_ record: RawRecord, _ ordinal: Int) -> RawRecord {
    var record = record
    record.ordinal = ordinal
    record.locator = "\(entryName): \(record.locator)"
    return record
  }

  private func refused(_ refusal: Refusal, _ ordinal: Int) -> RawRecord {
    RawRecord(
      ordinal: ordinal, locator: entryName, byteCount: 0, content: .refused(refusal), origin: origin
    )
  }

  func resume(at state: Int64, ordinal: Int) throws { try replay(ordinal) }

  private static let skippedEndings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "css", "js", "woff", "woff2", "ttf",
    "eot", "otf", "mp4", "mp3", "webm", "map", "ds_store",
  ]

  /// Documents that are zip archives inside, by an entry that only they have.
  private static let documents: [(entry: String, name: String)] = [
    ("word/document.xml", "a Word document"), ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an EPUB book"), ("content.xml", "an OpenDocument file"),
    ("META-INF/MANIFEST.MF", "a Java archive"), ("AndroidManifest.xml", "an Android package"),
  ]

  /// Names of those documents.
  static var documentNames: [String] { documents.map(\.name) }

  private static func documentName(_ names: [String]) -> String? {
    let all = Set(names.prefix(1000))
    return documents.first { all.contains($0.entry) }?.name
  }
}
