import Foundation
import Ledger
import NearDuplicates
import Pipeline
import State
import Storage
import Testing

@testable import Maintenance

/// What rots in the ledger is told, reaches no backup, and is repaired by the command that is named.
@Suite struct LedgerDamageTests {
  private let state: TestState
  private var ledger: FilePath { state.paths.state.appending("ledger.sqlite") }

  init() throws { state = try TestState() }

  /// Takes in three articles, and sees to it that the ledger's file holds all of them.
  private func fill() async throws {
    try await state.ingest([1, 2, 3])
    try SQLiteLedger(path: ledger.string).close()
  }

  @Test("an altered text is told, reaches no backup, and is as it was after a rebuild")
  func alteredText() async throws {
    try await fill()
    let before = try state.export()
    let backup = state.folder.appending("backup")
    _ = try await Backup(paths: state.paths, to: backup).run()
    var bytes = try state.files.readFile(ledger, limit: 1 << 26)
    let text = try #require(ColdCopyTests.text(2).first)
    let needle = Array(text.utf8.prefix(40).suffix(20))
    let offset = try #require(
      bytes.indices.first { bytes[$0...].starts(with: needle) }, "the text is in the ledger")
    bytes[offset] ^= 0x01
    try state.files.replaceFile(ledger, with: bytes)
    let findings = try await Audit(paths: state.paths).run()
    #expect(findings.map(\.kind) == ["ledger-damaged"])
    #expect(findings.first?.text.contains("winnow rebuild") == true)
    let failure = await #expect(throws: PipelineFailure.self) {
      try await Backup(paths: state.paths, to: backup).run()
    }
    #expect(failure?.kind == .damaged)
    #expect(try BackupCheck(of: backup).run().damage.isEmpty)
    let made = try await Rebuild(
      paths: state.paths, options: state.options, settings: PipelineSettings()
    ).run { _, _ in }
    #expect(made.isInUse)
    #expect(try await Audit(paths: state.paths).run() == [])
    #expect(try state.export() == before)
    _ = try await Backup(paths: state.paths, to: backup).run()
  }

  @Test("a flipped bit anywhere in the ledger is told, or changes nothing that is read")
  func flippedBits() async throws {
    try await fill()
    let before = try state.export()
    let sound = try state.files.readFile(ledger, limit: 1 << 26)
    var toldCount = 0
    // Most of a small ledger is free pages, where a flipped bit is nobody's.
    let written = sound.indices.filter { sound[$0] != 0 }
    for offset in stride(from: 37, to: written.count, by: max(1, written.count / 60)).map({
      written[$0]
    }) {
      var bytes = sound
      bytes[offset] ^= 1 << UInt8(offset % 8)
      try state.files.replaceFile(ledger, with: bytes)
      let isTold =
        if let findings = try? await Audit(paths: state.paths).run() { !findings.isEmpty } else {
          true
        }
      if isTold {
        toldCount += 1
      } else {
        #expect(try state.export() == before, "the bit in byte \(offset) is told by nothing")
      }
    }
    #expect(toldCount > 10)
  }
}
