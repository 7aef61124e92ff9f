import LogSimulation
import Model
import Storage
import Testing

@testable import WriteAheadLog

/// A call to the disk that is forgotten, and the promise that must notice.
struct PlantedBug: CustomTestStringConvertible, Sendable {
  let name: String
  let promise: Promise
  let forgets: @Sendable (StorageOperation, FilePath) -> Bool

  var testDescription: String { name }

  static func name(_ path: FilePath, endsIn suffix: String) -> Bool {
    path.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  static let all: [PlantedBug] = [
    PlantedBug(
      name: "does not sync the log's folder", promise: .everyCrash,
      forgets: { $0 == .syncFolder && $1 == CrashRehearsal.log }),
    PlantedBug(
      name: "does not sync the folder above", promise: .everyCrash,
      forgets: { $0 == .syncFolder && $1 == "/" }),
    PlantedBug(
      name: "does not sync the history's folder", promise: .everyCrash,
      forgets: { $0 == .syncFolder && $1 == CrashRehearsal.history }),
    PlantedBug(
      name: "does not sync a new segment before it gets its name", promise: .everyCrash,
      forgets: { $0 == .sync && (name($1, endsIn: "spare.wal") || name($1, endsIn: "segment.tmp")) }
    ),
    PlantedBug(
      name: "does not sync a checkpoint", promise: .everyCrash,
      forgets: { $0 == .sync && name($1, endsIn: ".checkpoint.tmp") }),
    PlantedBug(
      name: "does not sync history", promise: .everyCrash,
      forgets: { $0 == .sync && name($1, endsIn: ".history.tmp") }),
  ]
}

@Suite("planted bugs")
struct PlantedBugTests {
  @Test("the suite catches the bug", arguments: PlantedBug.all)
  func catches(_ bug: PlantedBug) throws {
    let caught = try bug.promise.objection(forgets: bug.forgets)
    #expect(caught != nil, "nobody noticed that the log \(bug.name)")
  }

  @Test("docs/CRASH_TESTING.md names each, and each patch of Tests/Mutants")
  func listed() throws {
    let page = try WorkedExample.page("CRASH_TESTING.md")
    for bug in PlantedBug.all {
      #expect(page.contains("| \(bug.name) | `\(bug.promise.rawValue)` |"), "\(bug.name)")
    }
    let mutants = WorkedExample.top.appending("Tests").appending("Mutants").appending(
      "WriteAheadLog")
    let files = POSIXFileSystem()
    let patches = try files.entries(of: mutants)
    #expect(patches.count >= 18)
    for patch in patches {
      let bytes = try files.readFile(mutants.appending(name: patch.name), limit: 1 << 20)
      let name = String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self)
      #expect(page.contains("| \(name) | `"), "\(name)")
    }
  }
}
