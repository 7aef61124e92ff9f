import Foundation
import Model
import NearDuplicates
import Pipeline
import Presentation
import State
import Storage
import Testing
import WriteAheadLog

@testable import Maintenance

/// Backups and restores: whole, small the second time, and repeatable wherever they were ended.
@Suite struct BackupTests {
  private let state: TestState
  private var folder: FilePath { state.folder }
  private var files: POSIXFileSystem { state.files }
  private var paths: StatePaths { state.paths }
  private var options: StateDirectoryOptions { state.options }
  private var restored: StatePaths { StatePaths(state: folder.appending("restored")) }
  private var backup: FilePath { folder.appending("backup") }

  init() throws { state = try TestState() }

  private func restore(on files: any FileSystem = POSIXFileSystem()) async throws
    -> Restore.Summary
  {
    try await Restore(
      backup, to: restored, options: options, settings: PipelineSettings(),
      copyOptions: CopyIndexOptions(), files: files
    ).run()
  }

  private func remove(_ path: FilePath) throws {
    if try files.exists(path) { try FileManager.default.removeItem(atPath: path.string) }
  }

  /// Every regular file below a folder, but for the names of folders.
  private func tree(_ root: FilePath) throws -> [FilePath] {
    try files.entries(of: root).flatMap { entry in
      let path = root.appending(name: entry.name)
      return entry.kind == .folder ? try tree(path) : [path]
    }
  }

  @Test("a restored state exports what the backed up one did, audits clean, and goes on")
  func roundTrip() async throws {
    try await state.ingest([1, 2, 3])
    let before = try state.export(paths)
    let first = try await Backup(paths: paths, to: backup).run()
    #expect(first.originalCount == 3)
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
    let summary = try await restore()
    #expect(summary.articleCount == 3 && summary.missing.isEmpty)
    #expect(try state.export(restored) == before)
    #expect(try await Audit(paths: restored).run() == [])
    try await state.ingest([4], into: restored)
    #expect(try await Audit(paths: restored).run() == [])
  }

  @Test("a second backup writes what is new, and drops what was taken out")
  func incremental() async throws {
    try await state.ingest(Array(1...40))
    let first = try await Backup(paths: paths, to: backup).run()
    let again = try await Backup(paths: paths, to: backup).run()
    #expect(again.writtenByteCount < first.writtenByteCount / 4)
    #expect(again.last == first.last)
    _ = try await Forget(paths: paths, options: options, settings: PipelineSettings()).run(
      [DecisionNumber(2)], why: "asked for")
    let third = try await Backup(paths: paths, to: backup).run()
    #expect(third.originalCount == 39)
    let manifest = try #require(try BackupFolder.reading(backup, on: files).manifest())
    let segments = manifest.files.map(\.path).filter { $0.hasSuffix(".warc.zst") }
    #expect(segments == ["archive/0000000/0000000001-1.warc.zst"])
    #expect(
      Set(try tree(backup.appending("pieces")).compactMap { Digest($0.string.suffix(64)) })
        == manifest.pieces, "no piece is left that held what was taken out")
    _ = try await restore()
    #expect(try state.export(restored) == state.export(paths))
    #expect(try await Audit(paths: restored).run() == [])
  }

  @Test("a flipped byte is named by its file, whichever it is in")
  func flippedByte() async throws {
    try await state.ingest([1, 2])
    _ = try await Backup(paths: paths, to: backup).run()
    for path in try tree(backup) {
      let sound = try files.readFile(path, limit: 1 << 24)
      for index in [0, sound.count / 2, sound.count - 1] {
        var bytes = sound
        bytes[index] ^= 0x04
        try files.replaceFile(path, with: bytes)
        do {
          let damage = try BackupCheck(of: backup).run().damage
          #expect(damage.count == 1 && damage[0].contains(path.printable))
        } catch let failure as PipelineFailure {
          #expect(failure.kind == .damaged && failure.description.contains(path.printable))
        }
      }
      try files.remove(path)
      if path.nameBytes == Array("MANIFEST".utf8) {
        #expect(throws: PipelineFailure.self) { try BackupCheck(of: backup).run() }
      } else {
        #expect(try BackupCheck(of: backup).run().damage.first?.contains("is gone") == true)
      }
      try files.replaceFile(path, with: sound)
    }
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
  }

  @Test("a damaged original takes no good one's place in the backup, and is named each time")
  func damagedOriginal() async throws {
    try await state.ingest([1, 2, 3])
    _ = try await Backup(paths: paths, to: backup).run()
    let segment = try #require(
      try tree(paths.archive).first { $0.string.hasSuffix(".warc.zst") })
    let sound = try files.readFile(segment, limit: 1 << 24)
    var bytes = sound
    bytes[bytes.count / 2] ^= 0xFF
    try files.replaceFile(segment, with: bytes)
    try await state.ingest([4])
    for _ in 0..<2 {
      let summary = try await Backup(paths: paths, to: backup).run()
      #expect(summary.damaged.count == 1)
      #expect(summary.damaged.first?.contains(segment.printable) == true)
      #expect(summary.damaged.first?.contains("has kept") == true)
    }
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
    #expect(try await restore().missing.isEmpty)
    #expect(try await Audit(paths: restored).run() == [])
    // Put back from the backup, as the audit of the damaged state says.
    let good = restored.archive.appending(
      String(segment.string.dropFirst(paths.archive.string.count + 1)))
    try files.replaceFile(segment, with: try files.readFile(good, limit: 1 << 24))
    #expect(try await Backup(paths: paths, to: backup).run().damaged.isEmpty)
  }

  @Test("what was damaged before the first backup is named, and damaged still when it is restored")
  func damagedFromTheStart() async throws {
    try await state.ingest([1, 2, 3])
    let segment = try #require(
      try tree(paths.archive).first { $0.string.hasSuffix(".warc.zst") })
    var bytes = try files.readFile(segment, limit: 1 << 24)
    bytes[bytes.count / 2] ^= 0xFF
    try files.replaceFile(segment, with: bytes)
    let findings = try await Audit(paths: paths).run()
    #expect(findings.contains { $0.kind == "archive-damaged" })
    // By its place, or because its record cannot be found any more.
    #expect(findings.contains { $0.kind.hasPrefix("original-") && $0.text.contains(".txt") })
    for _ in 0..<2 {
      let damaged = try await Backup(paths: paths, to: backup).run().damaged
      #expect(damaged.count == 1 && damaged[0].contains("no better bytes"))
    }
  }

  @Test("what is named can be removed and is copied again by the next backup")
  func repaired() async throws {
    try await state.ingest([1, 2])
    _ = try await Backup(paths: paths, to: backup).run()
    for path in try tree(backup) where path.nameBytes != Array("MANIFEST".utf8) {
      try files.remove(path)
      _ = try await Backup(paths: paths, to: backup).run()
      #expect(try BackupCheck(of: backup).run().damage.isEmpty)
    }
  }

  @Test("a backup that is ended at any step leaves the former one whole, and can be run again")
  func interruptedBackup() async throws {
    try await state.ingest([1, 2])
    let first = try state.export(paths)
    _ = try await Backup(paths: paths, to: backup).run()
    try FileManager.default.moveItem(
      atPath: backup.string, toPath: folder.appending("first").string)
    try await state.ingest([3, 4])
    let second = try state.export(paths)
    var calls = 0
    var isDone = false
    while !isDone {
      try remove(backup)
      try FileManager.default.copyItem(
        atPath: folder.appending("first").string, toPath: backup.string)
      do {
        _ = try await Backup(
          paths: paths, to: backup, files: StoppingFileSystem(after: calls)
        ).run()
        isDone = true
      } catch {
        #expect(try BackupCheck(of: backup).run().damage.isEmpty, "stopped after \(calls) calls")
      }
      // What is restored is one moment or the other, never a mixture.
      if calls % 8 == 0 {
        try remove(restored.state)
        _ = try await restore()
        let found = try state.export(restored)
        #expect(found == first || found == second, "stopped after \(calls) calls")
      }
      _ = try await Backup(paths: paths, to: backup).run()
      #expect(try BackupCheck(of: backup).run().damage.isEmpty)
      calls += 1
    }
    #expect(calls > 20)
    try remove(restored.state)
    _ = try await restore()
    #expect(try state.export(restored) == second)
  }

  @Test("a restore that is ended at any step says so to whoever comes, and can be run again")
  func interruptedRestore() async throws {
    try await state.ingest([1, 2, 3])
    let before = try state.export(paths)
    _ = try await Backup(paths: paths, to: backup).run()
    var calls = 0
    var isDone = false
    while !isDone {
      try remove(restored.state)
      do {
        _ = try await restore(on: StoppingFileSystem(after: calls))
        isDone = true
      } catch {
        if try UnfinishedRestore.backup(restored, files) != nil {
          await #expect(throws: PipelineFailure.self) { try await state.ingest([], into: restored) }
          #expect(throws: PipelineFailure.self) { try Salvage(paths: restored).run() }
          await #expect(throws: PipelineFailure.self) { try await Audit(paths: restored).run() }
          #expect(throws: PipelineFailure.self) { try Catalogue.open(restored) }
        }
        _ = try await restore()
      }
      #expect(try state.export(restored) == before, "stopped after \(calls) calls")
      calls += 1
    }
    #expect(calls > 30)
    #expect(try await Audit(paths: restored).run() == [])
  }

  @Test(
    "a restore changes nothing where a state is already, and a backup nothing of another state's")
  func occupied() async throws {
    try await state.ingest([1])
    _ = try await Backup(paths: paths, to: backup).run()
    try await state.ingest([2], into: restored)
    let before = try state.export(restored)
    await #expect(throws: PipelineFailure.self) { try await restore() }
    #expect(try state.export(restored) == before)
    await #expect(throws: PipelineFailure.self) {
      try await Backup(paths: restored, to: backup).run()
    }
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
  }

  @Test("a state that does not start takes no backup's place")
  func unfit() async throws {
    try await state.ingest([1])
    _ = try await Backup(paths: paths, to: backup).run()
    try remove(paths.state.appending("ledger.sqlite"))
    await #expect(throws: PipelineFailure.self) { try await Backup(paths: paths, to: backup).run() }
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
  }

  @Test("backups beside a process that works are each the state of one moment")
  func besideAWriter() async throws {
    let work = Task { try await state.ingest(Array(1...120)) }
    var exports: [[UInt8]] = []
    while exports.count < 5 {
      do {
        _ = try await Backup(paths: paths, to: backup).run()
      } catch let failure as PipelineFailure where failure.kind == .missing {
        // Nothing is there yet; the writer may be waiting for this thread.
        await Task.yield()
        continue
      }
      try remove(restored.state)
      _ = try await restore()
      #expect(try await Audit(paths: restored).run() == [])
      exports.append(try state.export(restored))
    }
    try await work.value
    let ids = { (bytes: [UInt8]) in
      try Set(
        bytes.split(separator: 0x0A).map { line in
          let value = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
          return try #require(value?["id"] as? String)
        })
    }
    let last = try ids(state.export(paths))
    for found in exports { #expect(try ids(found).isSubset(of: last)) }
  }
}
