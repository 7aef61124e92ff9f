import Model
import Storage
import Testing

@testable import WriteAheadLog

/// A fault in the log or under it, and the promise that must notice.
struct PlantedBug: CustomTestStringConvertible, Sendable {
  let name: String
  let promise: Promise
  var bugs: PlantedBugs = []
  var forgets: (@Sendable (StorageOperation, FilePath) -> Bool)?

  var testDescription: String { name }

  static func name(_ path: FilePath, endsIn suffix: String) -> Bool {
    path.bytes.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  static let all: [PlantedBug] = [
    // Writing.
    PlantedBug(
      name: "acknowledges before the sync", promise: .everyCrash, bugs: .acknowledgeBeforeSync),
    PlantedBug(
      name: "leaves a full segment unsynced", promise: .everyCrash, bugs: .fullSegmentNotSynced),
    PlantedBug(
      name: "repeats a failed sync", promise: .everyFailedSync, bugs: .failedSyncRepeated),
    PlantedBug(
      name: "goes on after a failed write or sync", promise: .everyFailedSync, bugs: .notPoisoned),
    PlantedBug(
      name: "deletes segments that the older checkpoint needs",
      promise: .olderCheckpointStillServes,
      bugs: .segmentDeletedTooEarly),
    // Reading.
    PlantedBug(
      name: "believes a header without its checksum, length and all", promise: .everyBit,
      bugs: .headerUnchecked),
    PlantedBug(
      name: "believes a payload without its checksum", promise: .everyBit, bugs: .payloadUnchecked),
    PlantedBug(
      name: "believes a checkpoint without its checksums", promise: .everyBit,
      bugs: .checkpointUnchecked),
    PlantedBug(
      name: "takes rot for a torn tail", promise: .everyBit, bugs: .durableDeltaIgnored),
    PlantedBug(
      name: "does not look at the salt", promise: .foreignRecordIsNoWitness, bugs: .saltUnchecked),
    PlantedBug(
      name: "does not look at the number", promise: .recordOfWrongNumberIsRefused,
      bugs: .lsnUnchecked),
    PlantedBug(
      name: "does not look at the chain", promise: .recordOfWrongChainIsRefused,
      bugs: .chainUnchecked),
    PlantedBug(
      name: "does not hear what a checkpoint bears witness to", promise: .checkpointIsWitness,
      bugs: .checkpointNoWitness),
    PlantedBug(
      name: "overlooks a missing segment", promise: .missingSegmentIsNoticed, bugs: .holeUnnoticed),
    // Mending.
    PlantedBug(
      name: "cuts a torn tail without a copy", promise: .tornTailIsCopied, bugs: .tailNotCopied),
    PlantedBug(
      name: "leaves a torn tail where it is", promise: .ghostDoesNotComeBack, bugs: .tailNotZeroed),
    PlantedBug(
      name: "trusts a sync after one that failed", promise: .everyFailedSync,
      bugs: .lastBatchNotRewritten),
    PlantedBug(
      name: "keeps history of a checkpoint that did not come about", promise: .everyCrash,
      bugs: .historyKeptTwice),
    // The calls below.
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
    let caught = try bug.promise.objection(bugs: bug.bugs, forgets: bug.forgets)
    #expect(caught != nil, "nobody noticed that the log \(bug.name)")
  }

  @Test("there are as many as were promised, and docs/CRASH_TESTING.md names each")
  func listed() throws {
    #expect(PlantedBug.all.count >= 15)
    let page = try WorkedExample.page("CRASH_TESTING.md")
    for bug in PlantedBug.all {
      #expect(page.contains("| \(bug.name) | `\(bug.promise.rawValue)` |"), "\(bug.name)")
    }
  }
}
