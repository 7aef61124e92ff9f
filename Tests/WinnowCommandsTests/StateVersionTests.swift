import Foundation
import SQLiteSupport
import Storage
import Testing
import WinnowCommands

/// States of every version of the formats can be read, go on, and are told from those of a newer winnow.
@Suite("states of every format version")
struct StateVersionTests {
  @Test("there is a state of the versions that this build writes; a change of a format adds one")
  func coversToday() async throws {
    let state = try await SampleState.copy()
    let segment = try Data(contentsOf: state.folder.url("state/journal/0000000000000001.wal"))
    let ledger = try version(of: state.folder.path("state/ledger.sqlite"))
    let index = try version(of: state.folder.path("state/index/slice-000.sqlite"))
    let versions = "journal-\(segment[12])_ledger-\(ledger)_index-\(index)_archive-2"
    #expect(
      try StateFixture.all().map(\.versions).contains(versions),
      "run scripts/make-state-fixture and commit what it made")
  }

  @Test(
    "a state of each version is read whole, passes the audit, and takes in another file",
    arguments: try StateFixture.all())
  func goesOn(_ fixture: StateFixture) async throws {
    let folder = try fixture.unpack()
    let state = folder.path("state")
    let added = try folder.write("more/one.txt", SampleFiles.story("Larkhaven", "7,000"))
    let ingested = try await winnow("ingest", added, "--state", state)
    #expect(ingested.status == .success, "\(ingested.error)")
    let audit = try await winnow("audit", "--state", state)
    #expect(audit.status == .success, "\(audit.output)\(audit.error)")
    // The build of today may add fields; what was told of an article then is told of it now.
    let then = try objects(in: fixture.export())
    let now = try await winnow("export", "--state", state).objects()
    #expect(now.count == then.count + 1)
    for (old, new) in zip(then, now) {
      for (key, value) in old { #expect((new[key] as? NSObject) == (value as? NSObject), "\(key)") }
    }
    // What was decided before there was a change feed stands in it first, in the order of decision.
    let feed = try await winnow("export", "--after", "0", "--state", state)
    let decided = try feed.objects().filter { $0["event"] as? String == "decided" }
    #expect(decided.map { $0["id"] as? String } == now.map { $0["id"] as? String })
    let numbers = try feed.objects().map { $0["number"] as? Int }
    #expect(numbers == Array(1...numbers.count))
    let rebuilt = try await winnow("rebuild", "--state", state)
    #expect(rebuilt.status == .success, "\(rebuilt.error)")
    let again = try await winnow("export", "--state", state).objects()
    #expect(again.map { $0 as NSDictionary } == now.map { $0 as NSDictionary })
    let feedAgain = try await winnow("export", "--after", "0", "--state", state)
    #expect(feedAgain.output.hasPrefix(feed.output))
  }

  @Test(
    "before its migration a state is called older, and not damaged, by whatever opens it",
    arguments: try StateFixture.all().filter { !$0.versions.contains("ledger-7") })
  func calledOlder(_ fixture: StateFixture) async throws {
    let folder = try fixture.unpack()
    let state = folder.path("state")
    for words in [["audit"], ["backup", folder.path("backup")], ["jobs"], ["search", "bridge"]] {
      let run = try await CommandRun.of(words + ["--state", state])
      #expect(run.status != .success)
      #expect(run.error.contains("older winnow") && run.error.contains("Start winnowd"), "\(words)")
      #expect(!run.error.contains("rebuild"), "\(words): \(run.error)")
    }
    let status = try await winnow("status", "--state", state)
    #expect(status.status == .daemonDown)
    #expect(status.output.contains("An older winnow has written it"), "\(status.output)")
  }

  @Test(
    "a state of a newer winnow is rebuilt by nobody, and called that",
    arguments: ["ledger.sqlite", "index/slice-000.sqlite"])
  func calledNewer(_ name: String) async throws {
    let state = try await SampleState.copy()
    try raiseVersion(of: state.folder.path("state/" + name))
    for words in [["audit"], ["backup", state.folder.path("backup")], ["rebuild"]] {
      let run = try await CommandRun.of(words + ["--state", state.path])
      #expect(run.status != .success)
      #expect(run.error.contains("newer winnow"), "\(words): \(run.error)")
    }
  }

  @Test("a backup of an earlier build is verified and restored, with every original")
  func olderBackup() async throws {
    let folder = try StateFixture.unpackBackup()
    let verified = try await winnow("backup", "--verify", folder.path("b"))
    #expect(verified.status == .success, "\(verified.error)")
    #expect(verified.output.contains("5 originals"))
    let state = folder.path("state")
    let restored = try await winnow("restore", folder.path("b"), "--state", state)
    #expect(restored.status == .success, "\(restored.output)\(restored.error)")
    #expect(restored.output.contains("5 originals"))
    let audit = try await winnow("audit", "--state", state)
    #expect(audit.status == .success, "\(audit.output)\(audit.error)")
    for article in try await winnow("export", "--state", state).objects() {
      let id = try #require(article["id"] as? String)
      #expect(try await winnow("original", id, "--state", state).output.contains("number"))
    }
  }

  @Test(
    "a file of a newer winnow is refused by its name, and nothing is changed",
    arguments: ["ledger.sqlite", "index/slice-000.sqlite"])
  func refusesNewerDatabase(_ name: String) async throws {
    let state = try await SampleState.copy()
    try raiseVersion(of: state.folder.path("state/" + name))
    let before = try state.tree()
    let run = try await winnow("ingest", state.folder.path("in"), "--state", state.path)
    #expect(run.status != .success)
    #expect(run.error.contains(name) && run.error.contains("newer winnow"), "\(run.error)")
    #expect(
      try state.tree().filter { $0.key.hasSuffix(".wal") || $0.key.hasSuffix(".history") }
        == before.filter { $0.key.hasSuffix(".wal") || $0.key.hasSuffix(".history") })
  }

  private func objects(in lines: String) throws -> [[String: Any]] {
    try lines.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func version(of path: String) throws -> Int {
    let database = try Database(path: path, readOnly: true, busySeconds: 5)
    return try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  private func raiseVersion(of path: String) throws {
    let database = try Database(path: path, readOnly: false, busySeconds: 5)
    try database.execute(sql: "PRAGMA user_version = 99")
  }
}
