import Glibc
import Ledger
import LedgerModel
import Model
@testable import Pipeline
@testable import State
import Storage
import StorageSimulation
import Testing

@testable import Pipeline
@testable import State

@Suite("the whole path from the inbox to FINISHED, crashed everywhere")
struct CrashSimulationTests {
  @Test(
    "after a crash at any step every file has one outcome, every article is there once, nothing is decided anew"
  )
  func survivesEveryStep() async throws {
    try await crash(.simple)
  }

  @Test("the same with a container, a page with its sidecar, and a link that is set aside")
  func resumesContainers() async throws {
    try await crash(.mixed)
  }

  @Test(
    "a sidecar that comes after its page, and a page that comes after its sidecar, are one after any crash"
  )
  func joinsSidecars() async throws {
    try await crash(.apart)
  }

  /// Syncs that are left out while the first life works, each of which must show.
  enum ForgottenSync: String, CaseIterable {
    case journal, originals, archiveFolders, claimedFolder, inboxFolder, reasons, quarantineFolder

    func covers(_ operation: StorageOperation, _ path: FilePath) -> Bool {
      let paths = Life.paths
      return switch self {
      case .journal: operation == .sync && path.starts(with: paths.journal)
      case .originals: operation == .sync && path.starts(with: paths.archive)
      case .archiveFolders: operation == .syncFolder && path.starts(with: paths.archive)
      case .claimedFolder: operation == .syncFolder && path == paths.claimed
      case .inboxFolder: operation == .syncFolder && path == paths.inbox
      case .reasons: operation == .sync && path.starts(with: paths.quarantine)
      case .quarantineFolder: operation == .syncFolder && path == paths.quarantine
      }
    }
  }

  @Test(
    "a sync that is left out anywhere on the path is noticed", arguments: ForgottenSync.allCases)
  func noticesForgottenSyncs(_ forgotten: ForgottenSync) async throws {
    var path = WholePath.simple
    path.items = Array(path.items[0..<3]) + [WholePath.link]
    let failures = try await failures(
      of: path, styles: [.dropAll, .scattered, .torn], rounds: 3, atMost: 1,
      forgets: { forgotten.covers($0, $1) })
    #expect(!failures.isEmpty, "nobody missed the sync of \(forgotten)")
  }

  /// Crashes the work on these files at its steps, and lives on with each image.
  ///
  /// Every third step is crashed in one style, the styles in turn; WINNOW_CRASH_ROUNDS=5 crashes
  /// every step in every style.
  private func crash(_ path: WholePath) async throws {
    let asked = unsafe getenv("WINNOW_CRASH_ROUNDS").flatMap { unsafe Int(String(cString: $0)) }
    // Of a bug that was planted, the first sign is enough.
    let isPlanted = unsafe getenv("WINNOW_PLANTED_BUG") != nil
    let failures = try await failures(
      of: path, styles: CrashStyle.allCases, rounds: asked ?? 1, stride: asked == nil ? 3 : 1,
      atMost: isPlanted ? 1 : .max)
    #expect(failures == [])
  }

  /// What was wrong after second lives on crash images of a first one, until `limit` are found.
  private func failures(
    of path: WholePath, styles: [CrashStyle], rounds: Int = 1, stride: Int = 1,
    atMost limit: Int = .max,
    forgets: (@Sendable (StorageOperation, FilePath) -> Bool)? = nil
  ) async throws -> [String] {
    let isSound = forgets == nil
    let first = SimulatedFileSystem(try path.beginning())
    let whole = try await withIndexFolder { folder in
      let life = try Life(
        first, batches: [], indexed: 0, indexFolder: folder, forgets: forgets)
      try await life.run(later: path.later)
      let found = try path.objections(to: life)
      if isSound { #expect(found == []) }
      return (ledger: life.model, found: found)
    }
    if !whole.found.isEmpty { return whole.found }
    let images = images(
      of: first.trace, whole.ledger, styles: styles, rounds: rounds, stride: stride)
    var (failed, resumed): ([String], Int) = ([], 0)
    for image in images where failed.count < limit {
      let system = SimulatedFileSystem(image.disk)
      let reasons = try await withIndexFolder { folder -> [String] in
        do {
          let life = try Life(
            system, batches: image.batches, indexed: image.indexed, indexFolder: folder)
          if try await life.run(later: path.later) > 0 { resumed += 1 }
          return try path.objections(to: life, decidedBefore: image.batches)
        } catch { return ["\(error)"] }
      }
      if !reasons.isEmpty { failed.append("\(image.label): \(reasons)") }
    }
    if isSound {
      print(
        "figure: \(images.count) crash images of the whole path, \(resumed) of them with a container half done, \(failed.count) wrong"
      )
    }
    return failed
  }
}

/// What a crash left: the disk, and how far ledger and index had come.
struct CrashImage {
  var label: String
  var disk: SimulatedDisk
  var batches: [LedgerBatch]
  var indexed: Int
}

/// Images of a life at every `stride`-th step, the styles in turn, `rounds` times.
func images(
  of trace: DiskTrace, _ ledger: MemoryLedger, styles: [CrashStyle], rounds: Int, stride: Int
) -> [CrashImage] {
  var images: [CrashImage] = []
  var random = SeededGenerator(seed: 1)
  for round in 0..<rounds {
    trace.forEachPrefix { count, disk in
      if count % stride != 0 { return }
      let style = styles[(count + round) % styles.count]
      let batches = ledger.batches(Int(disk.marks.last ?? 0))
      var indexed = batches.count
      // Right after the ledger's transaction the index may still be one behind.
      if count > 0, case .mark = trace.changes[count - 1] {
        indexed -= random.below(2)
      }
      images.append(
        CrashImage(
          label: "step \(count) of \(trace.changes.count), \(style)",
          disk: disk.afterCrash(style, using: &random), batches: batches, indexed: indexed))
    }
  }
  return images
}
