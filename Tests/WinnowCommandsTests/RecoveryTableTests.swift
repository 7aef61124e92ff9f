import Foundation
import Ledger
import SQLiteSupport
import Testing
import WinnowCommands

/// Walks the table of `docs/RECOVERY.md`: every part missing, older, newer, cut, flipped, or of another
/// state.
@Suite struct RecoveryTableTests {
  /// One row of the table.
  struct Row: Sendable, CustomTestStringConvertible {
    var part: String
    var damage: String
    var said: String
    var command: String
    var lost: String

    var testDescription: String { "\(part) \(damage)" }
  }

  static let rows: [Row] = {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/RECOVERY.md")
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard line.hasPrefix("|"), cells.count == 6, cells[0] != "part", !cells[0].hasPrefix("---")
      else { return nil }
      return Row(
        part: cells[0], damage: cells[1], said: cells[2], command: cells[3], lost: cells[5])
    }
  }()

  @Test(
    "where only the archive is left nothing begins beside it, and the page's words bring articles back"
  )
  func onlyTheArchive() async throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/RECOVERY.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let section = try #require(text.components(separatedBy: "## Only the archive is left\n").last)
    let block = try #require(section.components(separatedBy: "```sh\n").dropFirst().first)
    let lines = try #require(block.components(separatedBy: "```").first).split(separator: "\n")
    let state = try await SampleState.copy()
    let before = try await winnow("export", "--state", state.path).objects()
    let spool = state.folder.path("state/spool")
    for name in try FileManager.default.contentsOfDirectory(atPath: state.path)
    where name != "spool" {
      try FileManager.default.removeItem(atPath: state.path + "/" + name)
    }
    for name in ["claimed", "quarantine"] {
      try? FileManager.default.removeItem(atPath: spool + "/" + name)
    }
    for words in [["audit"], ["rebuild"], ["status"], ["ingest", state.folder.path("in")]] {
      let run = try await CommandRun.of(words + ["--state", state.path])
      #expect(run.status != .success)
      #expect((run.output + run.error).contains("Only the archive is left"), "\(words)")
    }
    // The lines as they stand there, but for where the spool lies; a daemon starts in the end-to-end tests.
    #expect(lines[0] == "mv /var/spool/winnow/archive /var/spool/winnow/archive.old")
    #expect(lines[1] == "winnow put /var/spool/winnow/archive.old/*/*.warc.zst")
    try FileManager.default.moveItem(atPath: spool + "/archive", toPath: spool + "/archive.old")
    try FileManager.default.createDirectory(
      atPath: spool + "/inbox", withIntermediateDirectories: true)
    let segment = spool + "/archive.old/0000000/0000000001.warc.zst"
    let put = try await winnow("put", segment, "--state", state.path)
    #expect(put.status == .success, "\(put.error)")
    let run = try await winnow("ingest", spool + "/inbox", "--state", state.path)
    #expect(run.status == .success, "\(run.error)")
    let after = try await winnow("export", "--state", state.path).objects()
    #expect(
      Set(after.compactMap { $0["headline"] as? String })
        == Set(before.compactMap { $0["headline"] as? String }))
    let urls = Set(after.compactMap { $0["url"] as? String })
    #expect(!urls.contains { $0.hasPrefix("urn:") })
    #expect(try await winnow("audit", "--state", state.path).status == .success)
  }

  @Test("what a rebuild gave up is named by the audit while the archive has it")
  func givenUp() async throws {
    let state = try await SampleState.copy()
    try FileManager.default.removeItem(atPath: state.path + "/history")
    for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: state.path + "/" + name)
    }
    let refused = try await winnow("rebuild", "--state", state.path)
    #expect(refused.status == .attention && refused.error.contains("winnow restore "))
    _ = try await winnow("rebuild", "--accept-loss", "--state", state.path)
    #expect(try await winnow("export", "--state", state.path).output.isEmpty)
    let audit = try await winnow("audit", "--state", state.path)
    #expect(audit.status == .attention, "\(audit.output)")
    #expect(audit.output.contains("archive-unknown") && audit.output.contains("winnow put "))
  }

  @Test("a ledger that has lost its newest part is damaged, although it looks like an older one")
  func truncatedLedger() async throws {
    let state = try await SampleState.copy()
    // What SQLite reads where the write-ahead file is damaged behind the first steps of a new ledger.
    let path = state.path + "/ledger.sqlite"
    try Self.makeUnfinishedLedger(at: path, in: state.folder)
    let before = try state.tree()
    let status = try await winnow("status", "--state", state.path)
    #expect(status.status == .attention, "\(status.output)")
    #expect(status.output.contains("winnow rebuild") && !status.output.contains("nothing is lost"))
    let start = try await winnow("ingest", state.folder.path("in"), "--state", state.path)
    #expect(start.status == .damaged && start.error.contains("winnow rebuild"), "\(start.error)")
    let search = try await winnow("search", "harbour", "--state", state.path)
    #expect(search.status == .damaged, "\(search.output)\(search.error)")
    for name in ["ledger.sqlite", "ledger.sqlite-wal"] {
      #expect(try state.tree()[name] == before[name], "\(name)")
    }
    #expect(try await winnow("rebuild", "--state", state.path).status == .success)
    #expect(try await winnow("audit", "--state", state.path).status == .success)
  }

  /// A new ledger, of which SQLite reads some of its first steps and nothing behind them.
  private static func makeUnfinishedLedger(at path: String, in folder: TemporaryFolder) throws {
    let made = folder.path("made.sqlite")
    let ledger = try SQLiteLedger(path: made)
    let main = try Data(contentsOf: URL(filePath: made))
    let wal = try Data(contentsOf: URL(filePath: made + "-wal"))
    try ledger.close()
    // The header of the write-ahead file, and a page with its own header in each of its frames.
    let (headerByteCount, frameByteCount) = (32, 24 + 4_096)
    let frameCount = (wal.count - headerByteCount) / frameByteCount
    for count in stride(from: frameCount, to: 0, by: -1) {
      for suffix in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: path + suffix)
      }
      try main.write(to: URL(filePath: path))
      try wal.prefix(headerByteCount + count * frameByteCount).write(
        to: URL(filePath: path + "-wal"))
      do {
        try SQLiteLedger(path: path, access: .inspecting).close()
      } catch let error as SQLiteFileError {
        if case .older = error.problem { return }
      }
    }
    Issue.record("a new ledger is made in one step")
  }

  @Test("a ledger that lacks what the checkpoint counts on answers no search")
  func emptyLedger() async throws {
    let state = try await SampleState.copy()
    let path = state.path + "/ledger.sqlite"
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + suffix)
    }
    _ = try SQLiteLedger(path: path).close()
    for words in [["search", "harbour"], ["export"], ["status"]] {
      let run = try await CommandRun.of(words + ["--state", state.path])
      #expect(run.status == (words == ["status"] ? .attention : .damaged), "\(words)")
      #expect((run.output + run.error).contains("winnow rebuild"))
    }
  }

  @Test("the table has a row for every part and what may happen to it")
  func isComplete() {
    let pairs = Set(Self.rows.map { "\($0.part) \($0.damage)" })
    for part in [
      "journal", "ledger", "index", "history", "segments", "checkpoints", "newest slice",
    ] {
      for damage in ["missing", "older", "foreign"] { #expect(pairs.contains("\(part) \(damage)")) }
    }
    #expect(Self.rows.count > 50)
  }

  @Test(
    "what is damaged is told before anything is written, and the command that is named brings it back",
    arguments: rows)
  func walk(_ row: Row) async throws {
    let ages = try await StateAges.shared()
    let state = try ages.copy(
      row.damage == "newer"
        ? 1
        : row.part.contains("generation")
          || row.part == "CURRENT" ? 4 : 3)
    try state.damage(row.part, row.damage, from: ages)
    let before = try await articles(ages.path(3))
    let acceptsLoss = row.command.contains("--accept-loss")
    var commands: [String] = []
    var said = ""
    while commands.count < 4 {
      let start = try await winnow("ingest", ages.newFile, "--state", state.path)
      if start.status == .success { break }
      #expect(start.status == .damaged)
      if said.isEmpty { said = start.error }
      let command = try #require(Self.command(in: start.error), "\(start.error)")
      commands.append(try await run(command, on: state, acceptsLoss: acceptsLoss))
    }
    var audit = try await winnow("audit", "--state", state.path)
    if audit.status != .success, row.said.contains("the audit tells") {
      #expect(audit.output.contains("Run: winnow rebuild"))
      commands.append(try await run("winnow rebuild", on: state, acceptsLoss: false))
      audit = try await winnow("audit", "--state", state.path)
    }
    if row.lost.contains("the audit names their originals"), audit.status != .success {
      // They lie in the archive still, and nothing else of the state knows them. They are told once they
      // are a minute older than the state's first job.
      #expect(audit.output.contains("archive-unknown") && audit.status == .attention)
    } else {
      #expect(audit.status == .success, "\(audit.output)")
    }
    let expected = row.command == "–" ? "" : row.command
    #expect(commands.joined(separator: ", ") == expected)
    if !row.said.hasPrefix("starts") { #expect(said.contains(row.said)) }
    if acceptsLoss { return }
    try await compare(state, with: before)
    // What history was given back is all that a rebuild needs.
    _ = try await run("winnow rebuild", on: state, acceptsLoss: false)
    try await compare(state, with: before)
    audit = try await winnow("audit", "--state", state.path)
    #expect(audit.status == .success, "\(audit.output)")
  }

  /// Every article is as it was, none that was taken out is there, and one is new.
  private func compare(_ state: SampleState, with before: [String: [String]]) async throws {
    let after = try await articles(state.path)
    #expect(after.count == before.count + 1)
    for (id, fields) in before { #expect(after[id] == fields) }
  }

  @Test("articles were taken out and moved in the states that the table is walked with")
  func ages() async throws {
    let ages = try await StateAges.shared()
    let (first, second, third) = (
      try await articles(ages.path(1)), try await articles(ages.path(2)),
      try await articles(ages.path(3))
    )
    #expect(first.keys.contains { second[$0] == nil } && second.keys.contains { third[$0] == nil })
    func moved(_ one: [String: [String]], _ other: [String: [String]]) -> Bool {
      one.contains { article in other[article.key].map { $0[2] != article.value[2] } ?? false }
    }
    #expect(moved(first, second) && moved(second, third))
  }

  /// Runs the command; returns it as it was needed.
  private func run(
    _ command: String, on state: SampleState, acceptsLoss: Bool
  ) async throws -> String {
    var words = command.split(separator: " ").dropFirst().map(String.init)
    var done = try await CommandRun.of(words + ["--state", state.path])
    if acceptsLoss {
      #expect(done.status == .attention && done.output.contains("missing: "))
      #expect(done.error.contains("nothing was changed"))
      words.append("--accept-loss")
      done = try await CommandRun.of(words + ["--state", state.path])
      #expect(done.status == .attention)
    } else {
      #expect(done.status == .success, "\(done.output)\(done.error)")
    }
    return (["winnow"] + words).joined(separator: " ")
  }

  /// The command that a message ends with.
  private static func command(in error: String) -> String? {
    for command in ["winnow journal salvage", "winnow rebuild"] where error.contains(command) {
      return command
    }
    return nil
  }

  /// What must not change of every article, by id.
  private func articles(_ path: String) async throws -> [String: [String]] {
    let run = try await winnow("export", "--state", path)
    try #require(run.status == .success, "\(run.error)")
    var found: [String: [String]] = [:]
    for article in try run.objects() {
      let id = try #require(article["id"] as? String)
      found[id] = ["articleBody", "headline", "story", "outcome", "duplicateOf"].map {
        article[$0] as? String ?? ""
      }
    }
    return found
  }
}
