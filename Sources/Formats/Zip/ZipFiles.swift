/// The files of a zip archive by its table; of a WACZ the web archives in it.
final class ZipFiles: FileArchive {
  private let directory: ZipDirectory
  private let budget: OutputBudget
  private let wanted: [ZipDirectory.Entry]
  private var index = 0
  let notes: [String]
  /// What the archive is: `zip` or `wacz`.
  let kind: String

  /// Throws the refusal of a document that is a zip archive inside.
  init(_ source: any ByteSource, settings: ScrapeSettings, budget: OutputBudget) throws {
    directory = try ZipDirectory(source, settings: settings)
    self.budget = budget
    let names = directory.entries.map { String(decoding: $0.name, as: UTF8.self) }
    if let document = Self.documentName(names) { throw Refusals.unsupported(document) }
    let isWACZ =
      names.contains { $0.hasPrefix("archive/") } && names.contains("datapackage.json")
    kind = isWACZ ? "wacz" : "zip"
    wanted = directory.entries.filter { entry in
      if isWACZ, !entry.name.starts(with: "archive/".utf8) { return false }
      return !ArchivedFile.isPassedOver(entry.name)
    }
    // What is passed over is never expanded, and is no empty archive all the same.
    if wanted.isEmpty, directory.entries.contains(where: directory.isBomb) { throw directory.bomb }
    let skippedCount = directory.entries.count - wanted.count
    notes =
      (directory.isSalvaged ? ["zip-table-missing"] : [])
      + (skippedCount > 0 ? ["entries passed over: \(skippedCount)"] : [])
  }

  var nextPosition: Int64 { Int64(index) }

  func next() -> ArchivedFile? {
    guard index < wanted.count else { return nil }
    let entry = wanted[index]
    index += 1
    return ArchivedFile(name: entry.name) { [directory, budget] in
      try directory.stream(of: entry, budget: budget)
    }
  }

  func seek(to position: Int64) { index = Int(min(max(0, position), Int64(wanted.count))) }

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
