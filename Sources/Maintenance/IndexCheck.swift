internal import Glibc
internal import Ledger
internal import Model
internal import SQLiteSupport
internal import SearchIndex

/// Does the index hold what the ledger says, and find it by the words that stand in it?
struct IndexCheck {
  let index: FullTextIndex
  let ledger: any LedgerReader
  /// Where the environment says that temporary files lie; nil for where the system has large ones.
  var temporary: String?

  /// What is not as it should be; with the ledger, which must be sound.
  func run() throws -> [Audit.Finding] {
    var findings = try findDamage().map { Self.finding("\($0). Run: winnow rebuild") }
    guard findings.allSatisfy(\.isNote) else { return findings }
    var standings: [DecisionNumber: IndexEntry.Standing] = [:]
    try index.forEachStanding { standings[$0] = $1 }
    var count = 0
    var example = ""
    try ledger.forEachArticle(from: DecisionNumber(1)) { row in
      let standing = IndexEntry.Standing(
        source: row.provenance.source, outcome: row.outcome, story: row.decision.story)
      if let held = standings[row.number], held != standing {
        if count == 0 { example = row.id }
        count += 1
      }
      return true
    }
    if count > 0 {
      findings.append(
        Self.finding(
          "the index has another source, outcome or story of \(count) articles than the ledger, for example of \(example). Run: winnow rebuild"
        ))
    }
    return findings
  }

  private static func finding(_ text: String) -> Audit.Finding {
    Audit.Finding(kind: "index", text: text)
  }

  /// What is wrong with the files of the index, and with the words in them.
  private func findDamage() throws -> [String] {
    var pattern = Array("\(temporary ?? "/var/tmp")/winnow-audit-XXXXXX".utf8CString)
    let isMade = unsafe pattern.withUnsafeMutableBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      return unsafe mkdtemp(start) != nil
    }
    guard isMade else { return try index.findDamage() }
    let folder = String(decoding: pattern.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unsafe rmdir(folder) }
    do {
      return try index.findDamage(copyingInto: folder)
    } catch let error as SQLiteFileError where error.path.hasPrefix(folder) {
      // Where a copy does not fit on the disk the words are not read; the files are.
      return try index.findDamage()
    }
  }
}
