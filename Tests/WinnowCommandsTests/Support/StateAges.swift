import Foundation
import Testing
import WinnowCommands

/// One state after each of three runs, the last one rebuilt as a fourth, and another state.
///
/// Between the runs articles are taken out, one of them with bytes that another article needs, and articles
/// move into another story.
struct StateAges {
  let folder: TemporaryFolder
  /// A file that none of them has seen.
  let newFile: String

  private static let made = Task { try await make() }

  static func shared() async throws -> StateAges { try await made.value }

  /// The state after a run; 0 is the other one.
  func path(_ run: Int) -> String { folder.path("state-\(run)") }

  /// A copy of the state after a run.
  func copy(_ run: Int) throws -> SampleState {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: path(run), toPath: folder.path("state"))
    return SampleState(folder: folder, ids: [:])
  }

  private static func make() async throws -> StateAges {
    let folder = try TemporaryFolder()
    func ingest(_ towns: [String], into state: String) async throws {
      for town in towns {
        _ = try folder.write("in-\(towns[0])/\(town).txt", SampleFiles.story(town, "9,000"))
      }
      let run = try await winnow(
        "ingest", folder.path("in-\(towns[0])"), "--state", folder.path(state))
      try #require(run.status == .success, "\(run.error)")
    }
    let files = FileManager.default
    var early = MovingStory(event: 31, seed: 21)
    var late = MovingStory(event: 77, seed: 1)
    let (first, second) = (early.reports(), late.reports())
    let reports = [[0, 1], [2], [3, 4]].map { $0.flatMap { [first[$0], second[$0]] } }
    for (run, towns) in [["Arvel", "Bostrey", "Corm"], ["Dunlea", "Ester"], ["Fenn", "Gorlay"]]
      .enumerated()
    {
      for (number, report) in reports[run].enumerated() {
        _ = try folder.write("in-\(towns[0])/report-\(number).txt", report)
      }
      if run == 0 {
        // The same bytes as another file's.
        _ = try folder.write("in-\(towns[0])/again.txt", SampleFiles.story("Corm", "9,000"))
      }
      try await ingest(towns, into: "state")
      if run > 0 { try await forget([["Arvel"], ["Bostrey", "Corm"]][run - 1], folder) }
      try files.copyItem(
        atPath: folder.path("state"), toPath: folder.path("state-\(run + 1)"))
    }
    try await ingest(["Hulm", "Ivory"], into: "state-0")
    try await ingest(["Jarrow", "Kells", "Lorn"], into: "state-0")
    // More records than the state has, of files without an article: its checkpoint is the newest
    // wherever it is put, its ledger is not the larger one.
    for number in 0..<4 {
      let empty = try folder.write("empty-\(number)/nothing.txt", "")
      let run = try await winnow("ingest", empty, "--state", folder.path("state-0"))
      try #require(run.status == .success, "\(run.error)")
    }
    try files.copyItem(atPath: folder.path("state"), toPath: folder.path("state-4"))
    let rebuilt = try await winnow("rebuild", "--state", folder.path("state-4"))
    try #require(rebuilt.status == .success, "\(rebuilt.error)")
    return StateAges(
      folder: folder,
      newFile: try folder.write("new.txt", SampleFiles.story("Merrow", "77,000")))
  }
}

extension StateAges {
  /// Takes out an article of each town.
  private static func forget(_ towns: [String], _ folder: TemporaryFolder) async throws {
    let state = folder.path("state")
    let articles = try await winnow("export", "--state", state).objects()
    for town in towns {
      let article = try #require(
        articles.first { ($0["headline"] as? String)?.contains(town) == true })
      let id = try #require(article["id"] as? String)
      let run = try await winnow("forget", id, "--state", state)
      try #require(run.status == .success, "\(run.error)")
    }
  }
}

extension SampleState {
  /// Does to a part of the state what a row of the table says.
  func damage(_ part: String, _ damage: String, from ages: StateAges) throws {
    let parts = part.components(separatedBy: " and ")
    for part in parts {
      switch damage {
      case "missing": for file in try files(part, in: path) { try remove(file) }
      case "older": try exchange(part, for: ages.path(1))
      case "foreign": try exchange(part, for: ages.path(0))
      case "newer":
        try exchange(part, for: ages.path(3))
        try exchange("archive", for: ages.path(3))
      case "cut": try edit(part) { $0.removeLast($0.count - $0.count / 2) }
      case "flipped start": try edit(part) { $0[min(9, $0.count - 1)] ^= 0x41 }
      case "flipped middle": try edit(part) { $0[$0.count / 2] ^= 0x41 }
      case "flipped end": try edit(part) { $0[max(0, $0.count - 9)] ^= 0x41 }
      case "moved aside":
        try FileManager.default.moveItem(
          atPath: path + "/journal", toPath: path + "/journal.damaged-1")
      default: Issue.record("nobody knows what \(damage) is")
      }
    }
  }

  private func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: file) }

  /// The part's files and folders.
  private func files(_ part: String, in state: String) throws -> [String] {
    func named(_ folder: String, _ matches: (String) -> Bool) throws -> [String] {
      let names = try FileManager.default.contentsOfDirectory(atPath: state + folder)
      return names.filter(matches).sorted().map { state + folder + "/" + $0 }
    }
    func checkpoints() throws -> [String] {
      try named("/journal") { $0.hasSuffix(".checkpoint") }
    }
    return switch part {
    case "journal", "index", "history": [state + "/" + part]
    case "archive": [state + "/spool/archive"]
    case "checkpoints": try checkpoints()
    case "newest checkpoint": try checkpoints().suffix(1).map { $0 }
    case "segments": try named("/journal") { $0.hasSuffix(".wal") && $0 != "spare.wal" }
    case "ledger": try named("") { $0.hasPrefix("ledger.sqlite") }
    case "newest slice":
      try named("/index") { $0.hasSuffix(".sqlite") }.suffix(1).flatMap { newest in
        ["", "-wal", "-shm"].map { newest + $0 }.filter(FileManager.default.fileExists)
      }
    case "one segment of history":
      try named("/history") { $0.hasSuffix(".history") }.prefix(1).map { $0 }
    case "CURRENT": [state + "/CURRENT"]
    case "generation in use": [state + "/generation-1"]
    default: []
    }
  }

  private func exchange(_ part: String, for other: String) throws {
    for file in try files(part, in: path) { try remove(file) }
    for file in try files(part, in: other) {
      // The other state's may have the name of one that stays.
      try? FileManager.default.removeItem(atPath: path + file.dropFirst(other.count))
      try FileManager.default.copyItem(
        atPath: file, toPath: path + file.dropFirst(other.count))
    }
  }

  /// Changes each file of the part, without the zeros that a segment is filled up with.
  private func edit(_ part: String, _ body: (inout Data) -> Void) throws {
    for file in try files(part, in: path) {
      let names = try? FileManager.default.contentsOfDirectory(atPath: file)
      let inner = names?.filter { $0 != "spare.wal" }.map { file + "/" + $0 } ?? [file]
      for path in inner {
        var bytes = try Data(contentsOf: URL(filePath: path))
        guard let last = bytes.lastIndex(where: { $0 != 0 }) else { continue }
        bytes.removeLast(bytes.count - last - 1)
        let count = bytes.count
        body(&bytes)
        // A segment that is flipped keeps its length.
        if bytes.count == count, path.hasSuffix(".wal") {
          bytes.append(Data(repeating: 0, count: (2 << 20) - bytes.count))
        }
        try bytes.write(to: URL(filePath: path))
      }
    }
  }
}
