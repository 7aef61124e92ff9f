import Foundation
import Ledger
import Model
import State
import Storage
import Testing

/// A state is a node's, or that of a single machine, and neither is worked on as the other.
struct NodeRecordTests {
  private let paths: StatePaths
  private let files = POSIXFileSystem()

  init() {
    paths = StatePaths(
      state: FilePath(FileManager.default.temporaryDirectory.path + "/node-\(UUID())"))
  }

  private func open(node: String?) throws -> StateDirectory {
    var options = StateDirectoryOptions()
    (options.node, options.usesSpool) = (node, false)
    return try StateDirectory.open(paths, files: files, options: options, holder: "test").state
  }

  @Test func aNodesStateIsNoSingleMachines() throws {
    defer { try? FileManager.default.removeItem(atPath: paths.state.string) }
    try files.makeFolders(paths.state)
    let record = NodeRecord(name: "ants", instance: "1")
    try record.write(paths, files)
    #expect(try NodeRecord.read(paths, files) == record)
    #expect { try open(node: nil) } throws: { "\($0)".contains("node ants of a cluster") }
    #expect { try NodeRecord.refuseRebuild(paths, files) } throws: {
      "\($0)".contains("follows the log from its beginning")
    }
    _ = try open(node: "ants")
  }

  /// As where a backup of a node was put back: what would be decided there took no effect.
  @Test func aLedgerThatFollowsAClusterIsNoSingleMachines() async throws {
    defer { try? FileManager.default.removeItem(atPath: paths.state.string) }
    let chain = try #require(Digest(bytes: [UInt8](repeating: 1, count: 32)))
    do {
      let state = try open(node: "ants")
      try await state.log.append(.started([]), clock: SystemClock())
      try state.ledger.apply(LedgerBatch(appliedLSN: 70, chain: chain))
      try await state.log.close()
    }
    #expect { try open(node: nil) } throws: { "\($0)".contains("follows a cluster's log") }
    // Its mark is one of the cluster's log, and says nothing about the journal.
    _ = try open(node: "ants")
  }

  @Test func aSingleMachinesStateHasNoRecord() throws {
    defer { try? FileManager.default.removeItem(atPath: paths.state.string) }
    _ = try open(node: nil)
    #expect(try NodeRecord.read(paths, files) == nil)
    #expect(throws: Never.self) { try NodeRecord.refuse(paths, files) }
  }
}
