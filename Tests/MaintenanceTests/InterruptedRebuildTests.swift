import Foundation
import Ledger
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Synchronization
import Testing
import WriteAheadLog

@testable import Maintenance

/// A file system that stops working at one of its calls, as a process does that is killed there.
final class StoppingFileSystem: FileSystem {
  struct Stopped: Error {}

  private let real = POSIXFileSystem()
  private let left: Atomic<Int>

  /// `calls`: How many calls still work.
  init(after calls: Int) { left = Atomic(calls) }

  /// How many calls are left.
  var remaining: Int { left.load(ordering: .relaxed) }

  private func step(_ path: FilePath) throws(StorageError) {
    if left.wrappingSubtract(1, ordering: .relaxed).newValue < 0 {
      throw StorageError(operation: .rename, path: path, errno: .ioError)
    }
  }

  func open(_ path: FilePath, _ access: FileAccess) throws(StorageError) -> any Storage.FileHandle {
    try step(path)
    return try real.open(path, access)
  }
  func openFolder(_ path: FilePath) throws(StorageError) -> any FolderHandle {
    try step(path)
    return try real.openFolder(path)
  }
  func status(of path: FilePath) throws(StorageError) -> FileStatus { try real.status(of: path) }
  func list(_ folder: FilePath, _ visit: (FolderEntry) -> ListingStep) throws(StorageError) {
    try real.list(folder, visit)
  }
  func rename(
    _ source: FilePath, to target: FilePath, _ rule: RenameRule
  ) throws(StorageError) {
    try step(source)
    try real.rename(source, to: target, rule)
  }
  func remove(_ path: FilePath) throws(StorageError) {
    try step(path)
    try real.remove(path)
  }
  func makeFolder(_ path: FilePath, permissions: UInt32) throws(StorageError) {
    try step(path)
    try real.makeFolder(path, permissions: permissions)
  }
  func removeFolder(_ path: FilePath) throws(StorageError) {
    try step(path)
    try real.removeFolder(path)
  }
  func syncFolder(_ path: FilePath) throws(StorageError) {
    try step(path)
    try real.syncFolder(path)
  }
  func space(at path: FilePath) throws(StorageError) -> FreeSpace { try real.space(at: path) }
  func lock(_ path: FilePath, holder: String) throws(StorageError) -> LockAttempt {
    try real.lock(path, holder: holder)
  }
}

@Suite struct InterruptedRebuildTests {
  private let state: TestState
  private var folder: FilePath { state.folder }
  private var paths: StatePaths { state.paths }
  private var options: StateDirectoryOptions { state.options }

  init() throws { state = try TestState() }

  private func rebuild(on files: any FileSystem = POSIXFileSystem()) async throws {
    let summary = try await Rebuild(
      paths: paths, options: options, settings: PipelineSettings(), files: files
    ).run { _, _ in }
    #expect(summary.missing.isEmpty)
  }

  @Test(
    "a rebuild that is stopped at any step changes nothing that is seen, and the next one succeeds")
  func stopped() async throws {
    let texts = try (1...3).map { number in
      let path = folder.appending("\(number).txt")
      try POSIXFileSystem().replaceFile(
        path, with: Array(ColdCopyTests.text(number).joined(separator: "\n\n").utf8))
      return path
    }
    _ = try await ForegroundIngest(
      paths: paths, settings: PipelineSettings(), options: options,
      copyOptions: CopyIndexOptions()
    ).run(texts) { _ in }
    let before = try state.export()
    let whole = StoppingFileSystem(after: 100_000)
    try await rebuild(on: whole)
    let callCount = 100_000 - whole.remaining
    #expect(callCount > 20)
    #expect(try state.export() == before)
    var stopCount = 0
    for calls in 0..<callCount {
      do {
        try await rebuild(on: StoppingFileSystem(after: calls))
      } catch {
        stopCount += 1
      }
      #expect(try state.export() == before, "stopped after \(calls) calls")
    }
    #expect(stopCount > 20)
    try await rebuild()
    #expect(try state.export() == before)
    #expect(try await Audit(paths: paths).run() == [])
    let generations = try POSIXFileSystem().entries(of: paths.state)
      .filter { $0.name.starts(with: "generation-".utf8) }
    #expect(generations.count == 1)
  }
}
