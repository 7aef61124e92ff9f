import ArticleLedger
import Articles
import Glibc
import OriginalStore
import SearchIndex
import Storage
import Testing

@testable import Ingest

@Suite("the whole path from the inbox to FINISHED, crashed everywhere")
struct CrashSimulationTests {
  /// Two twins, a container whose articles are decided in several records, and single articles.
  static let files: [(name: String, bytes: [UInt8])] = {
    func page(_ title: String, _ word: String) -> String {
      let sentences = (1...24).map {
        "The \(word) number \($0) of \(title) was counted twice by hand."
      }
      return "\(title)\n\n" + sentences.joined(separator: " ") + "\n"
    }
    func line(_ title: String, _ word: String) -> String {
      let body = page(title, word).split(separator: "\n").last ?? ""
      return
        "{\"headline\":\"\(title)\",\"articleBody\":\"\(body)\",\"url\":\"https://example.org/\(word)\"}\n"
    }
    let twin = page("Harbour closed after a storm", "pier")
    return [
      ("one.txt", Array(page("Bridge opened in the valley", "pillar").utf8)),
      ("twin-a.txt", Array(twin.utf8)), ("twin-b.txt", Array(twin.utf8)),
      ("empty.txt", []),
      (
        "many.jsonl",
        Array(
          (line("Mill restored", "wheel") + line("Orchard replanted", "apple")
            + line("Library moved", "shelf") + line("Ferry delayed", "cabin")
            + line("Choir on tour", "voice")).utf8)
      ),
      ("two.txt", Array(page("Lighthouse repainted in red", "stair").utf8)),
    ]
  }()

  /// A disk with the files in the inbox, handed over safely.
  private func beginning(
    _ files: [(name: String, bytes: [UInt8])]
  ) throws -> SimulatedDisk {
    let system = SimulatedFileSystem()
    try system.makeFolders(Life.paths.inbox)
    for (name, bytes) in files {
      let file = try system.open(Life.paths.inbox.appending(name), .create)
      if !bytes.isEmpty { try file.write(bytes, at: 0) }
      try file.sync(.everything)
    }
    try system.syncFolder(Life.paths.inbox)
    return system.disk
  }

  private func withFolder<R>(_ body: (FilePath) async throws -> R) async throws -> R {
    let disk = POSIXFileSystem()
    let base: FilePath = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    let folder = base.appending("winnow-crash-\(getpid())-\(UInt64.random(in: 0 ... .max))")
    try disk.makeFolder(folder, permissions: 0o700)
    defer {
      for entry in (try? disk.entries(of: folder)) ?? [] {
        try? disk.remove(folder.appending(name: entry.name))
      }
      try? disk.removeFolder(folder)
    }
    return try await body(folder)
  }

  /// Why the state after a life is not what it must be; empty when it is.
  private func objections(
    to life: Life, _ files: [(name: String, bytes: [UInt8])], decidedBefore: [LedgerBatch]
  ) throws -> [String] {
    var found: [String] = []
    let paths = Life.paths
    for folder in [paths.inbox, paths.claimed] {
      let left = try life.system.entries(of: folder)
      if !left.isEmpty { found.append("\(left.count) files left in \(folder)") }
    }
    let originals = OriginalStore(folder: paths.archive, fileSystem: life.system)
    var articleCount = 0
    for (name, bytes) in files {
      let jobs = try life.ledger.jobs(forFile: Array(name.utf8))
      if jobs.count != 1 { found.append("\(name) has \(jobs.count) outcomes") }
      guard let job = jobs.first else { continue }
      let isSidecar = name.hasSuffix(".html.json")
      // Of two with the same text the one that is decided first is the original.
      let isEither = name.hasPrefix("twin-") || name.hasSuffix(".html")
      let expected =
        bytes.isEmpty ? Outcome.rejected : isSidecar ? .attached : isEither ? nil : .indexed
      if let expected, job.outcome != expected { found.append("\(name) is \(job.outcome)") }
      if let digest = job.digest.flatMap({ Digest($0) }) {
        if try originals.read(digest, limit: 1 << 20) != bytes {
          found.append("\(name): other bytes")
        }
      } else if !bytes.isEmpty {
        found.append("\(name) has no digest")
      }
      let articles = try life.ledger.articles(ofJob: job.id, limit: 100)
      articleCount += articles.count
      let count = bytes.isEmpty || isSidecar ? 0 : name == "many.jsonl" ? 5 : 1
      if articles.count != count { found.append("\(name) has \(articles.count) articles") }
      if name.hasSuffix(".html"), articles.first?.provenance.sidecar != name + ".json" {
        found.append("\(name) lacks its sidecar")
      }
    }
    let twins = try ["twin-a.txt", "twin-b.txt"].flatMap {
      try life.ledger.jobs(forFile: Array($0.utf8)).map(\.outcome)
    }
    if !twins.isEmpty, Set(twins) != [.indexed, .duplicate] || twins.count != 2 {
      found.append("twins: \(twins)")
    }
    var all = 0
    try life.ledger.forEachArticle(from: DecisionNumber(0)) { _ in
      all += 1
      return true
    }
    if all != articleCount { found.append("\(all) articles, \(articleCount) with a job") }
    for row in decidedBefore.flatMap(\.articles) {
      let now = try life.ledger.article(row.number)
      if now?.id != row.id || now?.verdict != row.verdict {
        found.append("\(row.id) was decided anew")
      }
    }
    return found
  }

  @Test(
    "after a crash at any step every file has one outcome, every article is there once, nothing is decided anew"
  )
  func survivesEveryStep() async throws {
    try await crash(Self.files.filter { $0.name != "many.jsonl" })
  }

  @Test("the same with a container whose articles are decided in several records")
  func resumesContainers() async throws {
    try await crash(Self.files)
  }

  @Test(
    "a sidecar that comes after its page, and a page that comes after its sidecar, are one after any crash"
  )
  func joinsSidecars() async throws {
    let page = Array(LateSidecarTests.page.utf8)
    let json = Array(LateSidecarTests.json.utf8)
    try await crash(
      [("a.html", page), ("b.html.json", json)],
      later: [("a.html.json", json), ("b.html", page + [0x0A])])
  }

  /// Syncs that are left out while the first life works, each of which must show.
  enum ForgottenSync: String, CaseIterable {
    case journal, originals, archiveFolders, claimedFolder

    func covers(_ operation: StorageOperation, _ path: FilePath) -> Bool {
      let paths = Life.paths
      switch self {
      case .journal: return operation == .sync && path.starts(with: paths.journal)
      case .originals: return operation == .sync && path.starts(with: paths.archive)
      case .archiveFolders: return operation == .syncFolder && path.starts(with: paths.archive)
      case .claimedFolder: return operation == .syncFolder && path == paths.claimed
      }
    }
  }

  @Test(
    "a sync that is left out anywhere on the path is noticed", arguments: ForgottenSync.allCases)
  func noticesForgottenSyncs(_ forgotten: ForgottenSync) async throws {
    let files = Self.files.filter { ["one.txt", "twin-a.txt", "twin-b.txt"].contains($0.name) }
    let failures = try await failures(
      of: files, styles: [.dropAll, .scattered], atMost: 1,
      forgets: { forgotten.covers($0, $1) })
    #expect(!failures.isEmpty, "nobody missed the sync of \(forgotten)")
  }

  /// Crashes the work on these files at its steps, and lives on with each image.
  ///
  /// Every third step is crashed in one style, the styles in turn; WINNOW_CRASH_ROUNDS=5 crashes
  /// every step in every style.
  private func crash(
    _ files: [(name: String, bytes: [UInt8])], later: [(name: String, bytes: [UInt8])] = []
  ) async throws {
    let asked = unsafe getenv("WINNOW_CRASH_ROUNDS").flatMap { unsafe Int(String(cString: $0)) }
    let failures = try await failures(
      of: files, later: later, styles: CrashStyle.allCases, rounds: asked ?? 1,
      stride: asked == nil ? 3 : 1)
    #expect(failures == [])
  }

  /// What was wrong after second lives on crash images of a first one, until `limit` are found.
  private func failures(
    of files: [(name: String, bytes: [UInt8])], later: [(name: String, bytes: [UInt8])] = [],
    styles: [CrashStyle], rounds: Int = 1,
    stride: Int = 1, atMost limit: Int = .max,
    forgets: (@Sendable (StorageOperation, FilePath) -> Bool)? = nil
  ) async throws -> [String] {
    let first = SimulatedFileSystem(try beginning(files))
    let whole = try await withFolder { folder in
      let life = try Life(
        first, batches: [], indexed: [0, 0], indexFolder: folder, forgets: forgets)
      try await life.run(later: later)
      #expect(try objections(to: life, files + later, decidedBefore: []) == [])
      return life.ledger
    }
    let trace = first.trace
    var images: [(place: String, disk: SimulatedDisk, batches: [LedgerBatch], indexed: [Int])] = []
    var random = SeededGenerator(seed: 1)
    for round in 0..<rounds {
      trace.forEachPrefix { count, disk in
        if count % stride != 0 { return }
        let style = styles[(count + round) % styles.count]
        let batches = whole.batches(Int(disk.marks.last ?? 0))
        var indexed = [batches.count, batches.count]
        // Right after the ledger's transaction each shard may still be one behind.
        if count > 0, case .mark = trace.changes[count - 1] {
          indexed = indexed.map { $0 - random.below(2) }
        }
        images.append(
          (
            "step \(count) of \(trace.changes.count), \(style)",
            disk.afterCrash(style, using: &random), batches, indexed
          ))
      }
    }
    var failed: [String] = []
    for image in images where failed.count < limit {
      let system = SimulatedFileSystem(image.disk, isRecording: false)
      let reasons = try await withFolder { folder -> [String] in
        do {
          let life = try Life(
            system, batches: image.batches, indexed: image.indexed, indexFolder: folder)
          try await life.run(later: later)
          return try objections(to: life, files + later, decidedBefore: image.batches)
        } catch { return ["\(error)"] }
      }
      if !reasons.isEmpty { failed.append("\(image.place): \(reasons)") }
    }
    if forgets == nil {
      print("figure: \(images.count) crash images of the whole path, \(failed.count) wrong")
    }
    return failed
  }
}
